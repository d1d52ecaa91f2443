"""Stray HTML in a text dump (DOMAIN 10, damage 14): tags and space entities, no more.

``<…>`` is a tag only when it is spelt like one. ``<中共中央…>`` is a lost pair of 〈〉 and stays.
"""

from __future__ import annotations

import regex

from extractor.readers.text.lines import Stretch

_BREAKING = frozenset(
    {"p", "br", "hr", "div", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
_INLINE = frozenset(
    {"a", "b", "big", "center", "em", "font", "i", "img", "o:p", "s", "small", "span"}
    | {"strike", "strong", "sub", "sup", "u"}
)
_NAMES = "|".join(sorted(_BREAKING | _INLINE, key=len, reverse=True))

# <p>, </p>, <br/>, <span style="color:red">; not <市政府关于…>, not 3<x and y>2
_MARKUP = regex.compile(
    rf"""(?ix) < /? (?P<name> {_NAMES} ) (?: \s [^<>]{{0,1000}} )? /? >
    | & (?P<space> nbsp | ensp | emsp | thinsp | \#160 | \#12288 | \#x0*a0 | \#x3000 ) ;""",
)


def strip_tags(stretch: Stretch) -> tuple[list[list[Stretch]], list[Stretch]]:
    """Return the paragraphs that tags make of ``stretch``, and the tags.

    A space entity becomes one space that stands where the entity does.
    """
    parts: list[list[Stretch]] = [[]]
    tags: list[Stretch] = []
    position = 0
    for found in _MARKUP.finditer(stretch.text):
        if found.start() > position:
            parts[-1].append(stretch.cut(position, found.start()))
        tags.append(stretch.cut(found.start(), found.end()))
        if found["space"]:
            parts[-1].append(Stretch(stretch.line, stretch.start + found.start(), " "))
        elif found["name"].lower() in _BREAKING:
            parts.append([])
        position = found.end()
    parts[-1].append(stretch.cut(position))
    return [part for part in parts if any(not one.blank for one in part)], tags
