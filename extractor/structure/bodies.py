"""Names of bodies as lines of their own: marks of issuing authorities, signatures."""

from __future__ import annotations

from functools import cache

import regex

from extractor.text.characters import compact
from extractor.text.passage import Passage
from extractor.vocabulary import load

MARK_ENDS: tuple[str, ...] = tuple(load("masthead")["issuer_mark"]["ends"])
"""The word that ends the mark of an issuing authority in the general format: 文件."""
SIGNER_STARTS: tuple[str, ...] = tuple(load("masthead")["front"]["signer"])
"""How the line of the official who approves a document begins: 签发人."""


@cache
def _unit_ends() -> tuple[str, ...]:
    return tuple(sorted(load("masthead")["unit_ends"]["words"], key=len, reverse=True))


def reads_like_unit(text: str) -> bool:
    """Whether a line of its own may be the name of a body: short, and ending like one.

    >>> reads_like_unit("福建省人民政府办公厅")
    True
    >>> reads_like_unit("请认真组织实施。")
    False
    """
    bare = compact(text)
    if not 2 <= len(bare) <= 60 or any(mark in bare for mark in "。;:!?,《》"):
        return False
    if bare[-1] == ")":
        bare = _LAST_BRACKET.sub("", bare)
    return bare.endswith(_unit_ends())


_LAST_BRACKET = regex.compile(r"\([^()]{0,12}\)$")
_SEPARATION = regex.compile(r"\s+")


def bodies_of(line: Passage) -> list[Passage]:
    """Return the bodies a passage names, one on each line or between wide gaps.

    White space separates only where every part reads like a body by itself; a name that is
    merely wrapped or letter-spaced stays whole.
    """
    parts: list[Passage] = []
    start = 0
    for gap in _SEPARATION.finditer(line.text):
        parts.append(line.slice(start, gap.start()))
        start = gap.end()
    parts.append(line.slice(start))
    parts = [part for part in parts if part]
    named = [part for part in parts if part.text not in MARK_ENDS]
    if len(named) > 1 and all(len(part) > 2 and reads_like_unit(part.text) for part in named):
        return named
    return [line.repaired(close_gaps=True)]
