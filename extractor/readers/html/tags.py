"""What tags are: set apart from the line, part of it, or not shown (HTML Standard, section 15)."""

from __future__ import annotations

_SKIPPED = """
script style noscript template head iframe object svg canvas audio video map col colgroup link meta
base title param rp frame frameset noembed noframes area source track
"""
_BLOCK = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu
multicol nav ol optgroup option p plaintext pre search section select summary table tbody td
textarea tfoot th thead tr ucapcontent ul xmp
"""
_VOID = """
area base basefont bgsound br col embed frame hr image img input keygen link meta param source track
wbr
"""
_FORMATTING = "a b big code em font i nobr s small strike strong tt u"
_OTHERS = "applet button marquee object"

SKIPPED = frozenset(_SKIPPED.split())
"""Elements whose text no reader sees."""

BLOCK = frozenset(_BLOCK.split())
"""Elements that interrupt a line. All others, unknown ones too, stand in it, as in browsers."""

VOID = frozenset(_VOID.split())
"""Elements that hold nothing and have no end."""

FORMATTING = frozenset(_FORMATTING.split())
"""Elements that are opened anew in each block while they are left open."""

SPECIAL = BLOCK | SKIPPED | VOID | frozenset(_OTHERS.split())
"""Elements that end tags of others do not reach across (HTML Standard 13.2.4.2)."""
