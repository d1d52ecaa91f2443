"""Places that share the body named behind the last of them: 昆山市、泰兴市、沭阳县工信局.

Each place is a unit of the list, and the body is each one's own; read alone, 昆山市 would be its
government and 济南 nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractor.units import divisions
from extractor.units.collectives import without_brackets
from extractor.units.divisions import Division
from extractor.units.grammar import find_ending
from extractor.units.jurisdictions import Jurisdiction, read_chain
from extractor.units.parsing import parse_name
from extractor.units.readings import Reading
from extractor.units.splitting import Piece
from extractor.vocabulary import load

_LONGEST_TOWN = 4


def shared_bodies(
    pieces: Sequence[Piece], readings: Sequence[Reading], jurisdiction: Jurisdiction
) -> list[Reading]:
    """Return the readings, those of bare places with the body that a later place names."""
    found = list(readings)
    tail = level = ""
    for at in range(len(pieces) - 1, -1, -1):
        base = without_brackets(pieces[at].name)
        read = _shared(base, found[at], tail, level, jurisdiction) if tail else None
        if read is not None:
            found[at] = read
        else:
            tail, level = _tail(base, found[at], jurisdiction)
        if pieces[at].opens_family:
            tail = ""
    return found


def paired_governments(
    pieces: Sequence[Piece], readings: Sequence[Reading], jurisdiction: Jurisdiction
) -> list[Reading]:
    """Return the readings; behind a committee of a place its government is that place's too.

    花垣县委、县政府: the two of one county, whoever the issuer is.
    """
    found = list(readings)
    for at in range(1, len(pieces)):
        before, name = pieces[at - 1].name, pieces[at].name
        if (
            name[1:] in _GOVERNMENT
            and len(before) > len(_OWN_COMMITTEE)
            and before.endswith(f"{name[0]}委")
            and found[at - 1].kind == "party"
            and found[at - 1].name is not None
        ):
            read = _named(before[:-1].removeprefix("中共") + name[1:], jurisdiction)
            if read.name:
                found[at] = read
    return found


_GOVERNMENT = ("政府", "人民政府")
_OWN_COMMITTEE = "县委"


def _tail(base: str, reading: Reading, jurisdiction: Jurisdiction) -> tuple[str, str]:
    """Return the body that a name says of its place, and the place's level; empty if none."""
    if reading.kind == "collective":
        return "", ""
    end, division = read_chain(base, 0, (jurisdiction.full,), jurisdiction.year)
    if division is not None and 0 < end < len(base):
        return base[end:], division.level
    if reading.level == "township" and reading.kind == "government":
        ending = find_ending(base, tuple(load("units")["townships"]))
        return (ending, "township") if ending and len(ending) < len(base) else ("", "")
    return "", ""


def _shared(
    base: str, reading: Reading, tail: str, level: str, jurisdiction: Jurisdiction
) -> Reading | None:
    """Return the reading of the bare place ``base`` with the body ``tail``, or None."""
    if level == "township":
        plain = reading.name is None and reading.level is None and len(base) <= _LONGEST_TOWN
        return _named(base + tail, jurisdiction) if plain and base else None
    division = _bare_place(base, level, jurisdiction)
    return None if division is None else _named(division.name + tail, jurisdiction)


def _named(name: str, jurisdiction: Jurisdiction) -> Reading:
    read = parse_name(name, jurisdiction)
    return msgspec.structs.replace(read, basis="prefix_inherited") if read.name else read


def _bare_place(base: str, level: str, jurisdiction: Jurisdiction) -> Division | None:
    """Return the division that ``base`` names and nothing more, at the level of the others."""
    end, division = read_chain(base, 0, (jurisdiction.full,), jurisdiction.year)
    if division is not None:
        return division if end == len(base) else None
    near = jurisdiction.code[:2] if jurisdiction.code else ""
    found = [
        one
        for one in divisions.find_stem(base, jurisdiction.year)
        if one.level == level and one.code.startswith(near)
    ]
    return found[0] if len(found) == 1 else None
