"""A cell or a clause's list of unit names -> units."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import lru_cache

import msgspec

from extractor.model.notice import Level, Unit
from extractor.text.characters import compact, fold_units, is_wide
from extractor.units.brackets import read_brackets
from extractor.units.collectives import find_members, has_tail, inherits_each
from extractor.units.elision import carried_prefixes, count_prefixes
from extractor.units.expansion import find_places
from extractor.units.found import FoundUnit, UnitList
from extractor.units.jurisdictions import Jurisdiction, find_place
from extractor.units.parsing import parse_inheriting, parse_name, parse_own
from extractor.units.readings import BARE, Reading
from extractor.units.registry import Registry, find_registered, near_miss
from extractor.units.sharing import paired_governments, shared_bodies
from extractor.units.splitting import Piece, split_list


def read_units(
    text: str,
    jurisdiction: Jurisdiction,
    *,
    known: Container[str] = (),
    elision: bool | None = None,
    registry: Registry | None = None,
) -> UnitList:
    """Return the units that ``text``, one cell or one list of a clause, names.

    ``text`` has U+000A where a line ends and two of them between paragraphs. ``known`` are names
    that stand unbroken elsewhere in the document, without white space and folded; ``elision``
    tells whether the document writes the level once a family (省财政厅、商务厅), None lets this
    list tell. `elision.survey_lists` finds both. What ``registry`` knows is named by it.
    """
    if registry is not None:
        known = _Either(known, registry.units)
    split = split_list(text, jurisdiction, known)
    if elision is None:
        elided, restated = count_prefixes(split.pieces, jurisdiction)
        elision = elided > restated
    readings = _read_all(split.pieces, jurisdiction, elision=elision)
    qualifiers = _qualifiers(split.pieces)
    units = tuple(
        _found(text, piece, reading, qualifier, jurisdiction)
        for piece, reading, qualifier in zip(split.pieces, readings, qualifiers, strict=True)
        if piece.name
    )
    found = UnitList(units=units, open_list=split.open_list, leftovers=split.leftovers)
    return found if registry is None else _registered(found, registry)


class _Either:
    """Names that stand in one of two places; a registry may be too large to be copied."""

    def __init__(self, first: Container[str], second: Container[str]) -> None:
        self._first, self._second = first, second

    def __contains__(self, name: object) -> bool:
        return name in self._first or name in self._second


def repair(text: str) -> str:
    r"""Return ``text``, the name of one unit, without its line wraps and stray spaces.

    Between two Latin words one space stays.

    >>> repair("区行政服务中心管\n委会")
    '区行政服务中心管委会'
    """
    words = text.split()
    parts = words[:1]
    for word in words[1:]:
        if not is_wide(parts[-1][-1]) and not is_wide(word[0]):
            parts.append(" ")
        parts.append(word)
    return "".join(parts)


def _read_all(
    pieces: Sequence[Piece], jurisdiction: Jurisdiction, *, elision: bool
) -> list[Reading]:
    carried = carried_prefixes(pieces, jurisdiction)
    readings: list[Reading] = []
    shared = None  # the collective of this family whose places further bodies are of
    for piece, prefix in zip(pieces, carried, strict=True):
        reading = parse_name(piece.name, jurisdiction)
        if piece.opens_family:
            shared = None
        if reading.kind == "collective":
            shared = piece, reading
        elif shared is not None and _is_one_of_many(
            piece.name, shared[0].name, reading, jurisdiction.level
        ):
            reading = Reading(kind="collective", level=shared[1].level, division=shared[1].division)
        elif reading.doubt == BARE:
            reading = _read_bare(piece.name, prefix, jurisdiction, elision=elision) or reading
        readings.append(reading)
    return paired_governments(pieces, shared_bodies(pieces, readings, jurisdiction), jurisdiction)


def _is_one_of_many(name: str, before: str, reading: Reading, level: Level | None) -> bool:
    """Whether ``name`` behind the collective ``before`` means a body of each of its places.

    各市财政局、商务局: one of each city. 各乡镇、财政局: the issuer's own.
    """
    if reading.name is not None:
        return False
    return inherits_each(name, level) or (reading.doubt == BARE and has_tail(before))


def _read_bare(
    name: str, prefix: str, jurisdiction: Jurisdiction, *, elision: bool
) -> Reading | None:
    """Return the reading of a name without a level: its family's level, or the issuer's own.

    None when its family has another level and the document doesn't tell whether it carries over.
    """
    if not prefix:
        return parse_own(name, jurisdiction)
    if elision:
        return parse_inheriting(name, prefix, jurisdiction)
    place = find_place(prefix, jurisdiction)
    if place is not None and place.name and place.name == jurisdiction.name:
        return parse_own(name, jurisdiction)
    return None


def _qualifiers(pieces: Sequence[Piece]) -> list[str | None]:
    """Return each piece's qualifier: its own, else the one that closes its part of the list."""
    closing: str | None = None
    found: list[str | None] = []
    for piece in reversed(pieces):
        if piece.closing is not None:
            closing = piece.closing
        found.append(piece.qualifier or closing)
    return found[::-1]


def _found(
    text: str, piece: Piece, reading: Reading, qualifier: str | None, jurisdiction: Jurisdiction
) -> FoundUnit:
    unit = _unit(text[piece.start : piece.end], piece.name, reading, qualifier)
    if reading.kind == "collective":
        places = find_places(piece.name, jurisdiction)
        unit = msgspec.structs.replace(unit, members=places) if places else unit
    return FoundUnit(start=piece.start, end=piece.end, unit=unit)


@lru_cache(maxsize=8192)
def _unit(printed: str, name: str, reading: Reading, qualifier: str | None) -> Unit:
    brackets = read_brackets(name)
    collective = reading.kind == "collective"
    return Unit(
        text=repair(printed),
        name=reading.name,
        kind=reading.kind,
        level=reading.level,
        division=reading.division,
        members=find_members(fold_units(name)) if collective else (),
        qualifier=qualifier or brackets.qualifier,
        aliases=() if collective else brackets.aliases,
        basis=reading.basis,
    )


def _registered(found: UnitList, registry: Registry) -> UnitList:
    """Return ``found`` with the names of ``registry``; near misses are only suggested."""
    units: list[FoundUnit] = []
    suggestions: list[tuple[str, str]] = []
    for one in found.units:
        known = find_registered(one.unit, registry)
        if known is not None:
            exact = compact(known.name) == compact(one.unit.text)
            unit = msgspec.structs.replace(
                one.unit, name=known.name, basis="exact" if exact else "dictionary"
            )
            units.append(msgspec.structs.replace(one, unit=unit))
            continue
        units.append(one)
        near = near_miss(one.unit, registry)
        if near is not None:
            suggestions.append((one.unit.text, near))
    return msgspec.structs.replace(found, units=tuple(units), suggestions=tuple(suggestions))
