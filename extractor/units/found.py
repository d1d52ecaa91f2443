"""The values of this folder: what a list of units reads as."""

from __future__ import annotations

import msgspec

from extractor.model.notice import Unit


class FoundUnit(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A unit and the half-open range of code points of the list that names it.

    The range covers the unit's own words with its brackets. Words that qualify the assignment
    (按职责分工负责, （牵头）) stand outside it and are in the unit's ``qualifier``.
    """

    start: int
    end: int
    unit: Unit


class UnitList(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The units of one list in their order.

    ``open_list`` tells that the list ends in 等. ``leftovers`` are the ranges of visible
    characters that are neither a unit nor its qualifier, a mark, or 等 with what follows it:
    labels, numbers, sentences, 无. ``suggestions`` are near misses of a
    registry, as pairs of text and registered name; they are never applied.
    """

    units: tuple[FoundUnit, ...] = ()
    open_list: bool = False
    leftovers: tuple[tuple[int, int], ...] = ()
    suggestions: tuple[tuple[str, str], ...] = ()
