"""The house style that writes a level once a family: 省财政厅、商务厅. 前缀省略

Some offices always restate it (省经信厅、省科技厅), others never do; what a bare name means in a
notice is told by all of its lists together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

import msgspec

from extractor.units.jurisdictions import Jurisdiction
from extractor.units.names import is_local
from extractor.units.parsing import parse_inheriting, parse_name
from extractor.units.readings import CERTAIN
from extractor.units.splitting import Piece, split_list

_SHORTEST_NAME = 3


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """What the lists of a document tell together.

    ``known`` are names that stand unbroken somewhere; ``elision`` tells whether the document
    writes the level once a family.
    """

    known: frozenset[str] = frozenset()
    elision: bool = False


def survey_lists(lists: Iterable[str], jurisdiction: Jurisdiction) -> Survey:
    """Return what ``lists``, all cells and clauses of a document, tell about reading each."""
    known: set[str] = set()
    elided = restated = 0
    for text in lists:
        names, less, more = _surveyed(text, jurisdiction)
        known.update(names)
        elided += less
        restated += more
    return Survey(known=frozenset(known), elision=elided > restated)


@lru_cache(maxsize=2048)
def _surveyed(text: str, jurisdiction: Jurisdiction) -> tuple[tuple[str, ...], int, int]:
    """Return the unbroken names of a list, and what `count_prefixes` does; cells repeat."""
    pieces = split_list(text, jurisdiction).pieces
    names = tuple(piece.name for piece in pieces if _is_unbroken(piece))
    return names, *count_prefixes(pieces, jurisdiction)


def uses_elision(lists: Iterable[str], jurisdiction: Jurisdiction) -> bool:
    """Whether the document with these lists writes the level once a family."""
    return survey_lists(lists, jurisdiction).elision


def _is_unbroken(piece: Piece) -> bool:
    return len(piece.name) == piece.end - piece.start and len(piece.name) >= _SHORTEST_NAME


def count_prefixes(pieces: Sequence[Piece], jurisdiction: Jurisdiction) -> tuple[int, int]:
    """Return how many later members of families lack their level, and how many restate it."""
    elided = restated = 0
    prefix = ""
    for piece in pieces:
        if piece.opens_family:
            prefix = ""
        reading = parse_name(piece.name, jurisdiction)
        if reading.doubt == CERTAIN and reading.kind != "collective" and reading.level:
            restated += bool(prefix)
            prefix = reading.prefix
        elif prefix and is_local(piece.name):
            elided += parse_inheriting(piece.name, prefix, jurisdiction) is not None
    return elided, restated


def carried_prefixes(pieces: Collection[Piece], jurisdiction: Jurisdiction) -> list[str]:
    """Return for each piece the prefix of the last member of its family that has one."""
    carried = []
    prefix = ""
    for piece in pieces:
        if piece.opens_family:
            prefix = ""
        carried.append(prefix)
        reading = parse_name(piece.name, jurisdiction)
        if reading.doubt == CERTAIN and reading.kind != "collective" and reading.level:
            prefix = reading.prefix
    return carried
