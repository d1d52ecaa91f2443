"""A cell or a clause's list of unit names -> units."""

from __future__ import annotations

from collections.abc import Collection

import regex

from extractor.model.notice import Unit
from extractor.units.found import FoundUnit, UnitList
from extractor.units.jurisdictions import Jurisdiction

_PIECE = regex.compile(r"[^、，；,;\n]++")


def read_units(
    text: str, jurisdiction: Jurisdiction, *, known: Collection[str] = (), elision: bool = False
) -> UnitList:
    """Return the units that ``text``, one cell or one list of a clause, names.

    ``known`` are unit names that stand unbroken elsewhere in the document; ``elision`` tells
    whether the document writes the level once a family (省财政厅、商务厅).
    """
    del jurisdiction, known, elision
    found = []
    for match in _PIECE.finditer(text):
        word = match.group().strip()
        if word:
            start = match.start() + match.group().index(word)
            found.append(FoundUnit(start=start, end=start + len(word), unit=Unit(text=word)))
    return UnitList(units=tuple(found))
