"""The values of this folder: what a list of units reads as."""

from __future__ import annotations

import msgspec

from extractor.model.notice import Unit


class FoundUnit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit and the half-open range of code points of the list that names it.

    The range covers the unit's own words with its brackets; a qualifier (按职责分工负责) that
    stands beside it is part of the range too, so that nothing of the text is lost.
    """

    start: int
    end: int
    unit: Unit


class UnitList(msgspec.Struct, frozen=True, kw_only=True):
    """The units of one list in their order.

    ``open_list`` tells that the list ends in 等. ``leftovers`` are the ranges of visible
    characters that are neither a unit nor a separator. ``suggestions`` are near misses of a
    registry, as pairs of text and registered name; they are never applied.
    """

    units: tuple[FoundUnit, ...] = ()
    open_list: bool = False
    leftovers: tuple[tuple[int, int], ...] = ()
    suggestions: tuple[tuple[str, str], ...] = ()
