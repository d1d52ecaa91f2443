"""From the entries of the dictionary and a place to what is known of a unit."""

from __future__ import annotations

import msgspec

from extractor.model.notice import Basis, Level, UnitKind
from extractor.units import divisions
from extractor.units.divisions import Division
from extractor.units.jurisdictions import Jurisdiction, Place, of_division
from extractor.units.names import Entry
from extractor.vocabulary import load

CERTAIN, BARE, SHAPED, HEADED, UNLIKELY = 0, 1, 2, 4, 8
"""How surely a text is one whole unit: a known form with its level; a known form without;
level and ending of a name; an ending alone; nothing of the kind."""


class Reading(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True, gc=False):
    """What is known of a unit from its own words.

    ``prefix`` is the level word or division name it begins with, empty if none; ``doubt`` one of
    the constants above.
    """

    kind: UnitKind = "other"
    level: Level | None = None
    division: str | None = None
    name: str | None = None
    basis: Basis = "none"
    prefix: str = ""
    doubt: int = UNLIKELY


def place_of(division: Division, jurisdiction: Jurisdiction, printed: str = "") -> Place:
    """Return the place that ``division`` is, under the name ``printed`` if that is the longer.

    三明市沙县生态环境局 is a body of the city, and bears both names.
    """
    found = of_division(division, jurisdiction.year)
    city = printed.endswith(found.name) and not found.full.startswith(printed)
    return Place(level=division.level, name=printed if city else found.name, code=found.code)


def level_keys(level: Level, code: str | None) -> tuple[str, ...]:
    """Return the levels whose names a place takes, the nearest first.

    A city of prefecture rank may have an office of higher rank (办公厅); the departments of a
    municipality (直辖市) are named as a city's (局).
    """
    if code is not None and code in load("units")["subprovincial"]["codes"]:
        return ("subprovincial", level)
    if code is not None and code in load("units")["subprovincial"]["municipalities"]:
        return (level, "prefecture")
    return (level,)


def entries_at(entries: tuple[Entry, ...], place: Place) -> tuple[Entry, ...]:
    """Return the entries that hold at the place's level, the nearest; all of them if none does."""
    for key in level_keys(place.level, place.code):
        found = tuple(entry for entry in entries if key in entry.levels)
        if found:
            return found
    return tuple(entry for entry in entries if not entry.levels) or entries


def holds_at(entry: Entry, place: Place) -> bool:
    """Whether bodies of ``place`` may bear the name of ``entry``."""
    return not entry.levels or any(
        key in entry.levels for key in level_keys(place.level, place.code)
    )


def fill(
    base: str, entries: tuple[Entry, ...], place: Place, prefix: str, year: int | None
) -> Reading:
    """Return the reading of ``base`` as the body of ``entries`` at ``place``.

    The name is given when the entries agree on it, it was in use in ``year``, and the place that
    it needs is known.
    """
    templates = {entry.template for entry in entries}
    entry = entries[0]
    certain = len(templates) == 1 and (year is None or entry.holds(year))
    name = _fill(entry.template, place, prefix) if certain else None
    if name is not None and not holds_at(entry, place):
        name = None
    basis: Basis = "none"
    if name is not None:
        basis = "dictionary" if entry.end is None else "historical"
        if name == base:
            basis = "exact"
    return Reading(
        kind=entry.kind,
        level=place.level,
        division=place.code,
        name=name,
        basis=basis,
        prefix=prefix or base[:1],
        doubt=CERTAIN,
    )


def _fill(template: str, place: Place, printed: str) -> str | None:
    """Return ``template`` with the place's name, as ``printed`` for {inner}; None if either lacks.

    An autonomous region's party committee is called 党委, others' 委 (中共福建省委).
    """
    if not template:
        return None
    if place.level == "national":
        return template
    if not place.name:
        return None
    party = "党委" if place.name.endswith("自治区") else "委"
    if "{" not in template:
        return place.name + template
    return (
        template.replace("{party}", f"中共{place.name}{party}")
        .replace("{place}", place.name)
        .replace("{inner}", printed)
        .replace("{stem}", divisions.stem(_own_name(place)))
    )


def _own_name(place: Place) -> str:
    """Return the name of ``place`` without that of the city above it: 沙县区."""
    if place.code is None or place.level != "county":
        return place.name
    above = divisions.find_code(divisions.parents(place.code)[-1], None)
    return place.name.removeprefix(above.name) if above else place.name
