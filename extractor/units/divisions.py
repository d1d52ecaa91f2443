"""The divisions of GB/T 2260 by year, found by code, by name, or by how a text begins. 行政区划

Names are full (三明市), short as notices print them (凉山州 for 凉山彝族自治州), or stems without
the generic word (福建), which only names of vertical bodies use (福建证监局).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from extractor.model.notice import Level
from extractor.vocabulary import load, load_rows

EARLIEST, LATEST = 1984, 9999
"""The years that an empty field of the table stands for."""

_GENERIC = ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "特区")
_GENERIC_SHORT = ("省", "市", "区", "县", "州", "盟", "旗")


class Division(msgspec.Struct, frozen=True, kw_only=True):
    """A division as it was from ``start`` to ``end``, both years included."""

    code: str
    name: str
    start: int
    end: int

    @property
    def level(self) -> Level:
        """The level that the code's zeros tell (GB/T 2260-2007, 4)."""
        if self.code.endswith("0000"):
            return "province"
        return "prefecture" if self.code.endswith("00") else "county"

    def holds(self, year: int | None) -> bool:
        """Whether the division was in force in ``year``; None asks for now."""
        if year is None:
            return self.end == LATEST
        return self.start <= max(year, EARLIEST) <= self.end


@cache
def _table() -> tuple[Division, ...]:
    return tuple(
        Division(
            code=row["code"],
            name=row["name"],
            start=int(row["from_year"] or EARLIEST),
            end=int(row["to_year"] or LATEST),
        )
        for row in load_rows("divisions.csv")
    )


def stem(name: str) -> str:
    """Return ``name`` without its generic word and ethnic groups: 福建, 凉山, 沙县."""
    for ending in _GENERIC:
        if name.endswith(ending):
            return _without_groups(name.removesuffix(ending))
    if len(name) > 2 and name.endswith(_GENERIC_SHORT):
        return name[:-1]
    return name


def _without_groups(name: str) -> str:
    shortened = True
    while shortened:
        shortened = False
        for group in load("units")["ethnic"]["names"]:
            if name.endswith(group) and len(name) > len(group) + 1:
                name, shortened = name.removesuffix(group), True
    return name


def _names(division: Division) -> Iterator[str]:
    """Yield the full name of ``division`` and its short forms: 湘西自治州, 湘西州."""
    yield division.name
    for long, short in (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")):
        if division.name.endswith(long):
            yield stem(division.name) + short
            if stem(division.name) + long != division.name:
                yield stem(division.name) + long


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for division in _table():
        for name in _names(division):
            found.setdefault(name, []).append(division)
    return {name: tuple(divisions) for name, divisions in found.items()}


@cache
def _by_stem() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for division in _table():
        word = stem(division.name)
        if word != division.name:
            found.setdefault(word, []).append(division)
    return {word: tuple(divisions) for word, divisions in found.items()}


@cache
def _by_code() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for division in _table():
        found.setdefault(division.code, []).append(division)
    return {code: tuple(divisions) for code, divisions in found.items()}


@cache
def _longest() -> int:
    return max(len(name) for name in _by_name())


def all_of(level: Level) -> Iterator[Division]:
    """Yield every division there has been at a level."""
    return (division for division in _table() if division.level == level)


def find_code(code: str, year: int | None) -> Division | None:
    """Return the division that bore ``code`` in ``year``, or None."""
    return next((found for found in _by_code().get(code, ()) if found.holds(year)), None)


def find_name(name: str, year: int | None) -> tuple[Division, ...]:
    """Return the divisions called ``name`` in ``year``; of any year if there was none then."""
    return _in_force(_by_name().get(name, ()), year)


def find_stem(word: str, year: int | None) -> tuple[Division, ...]:
    """Return the divisions that ``word`` names without its generic word, the highest first."""
    found = _in_force(_by_stem().get(word, ()) or _by_name().get(word, ()), year)
    return tuple(sorted(found, key=lambda division: (-division.code.count("0000"), division.code)))


def is_place(word: str) -> bool:
    """Whether ``word`` is the name of a division, with or without its generic word: 济南."""
    return word in _by_stem() or word in _by_name()


def is_stem(word: str) -> bool:
    """Whether ``word`` is the name of a division without its generic word: 济南."""
    return word in _by_stem()


def _in_force(divisions: tuple[Division, ...], year: int | None) -> tuple[Division, ...]:
    """Return the divisions in force in ``year``, or all where none was.

    Where one was made anew under its own name that year (三元区, 2021), the new one is meant.
    """
    holding = [found for found in divisions if found.holds(year)]
    renewed = {parents(found.code) for found in holding if found.start == year}
    return (
        tuple(
            found
            for found in holding
            if found.end != year or found.start == year or parents(found.code) not in renewed
        )
        or divisions
    )


def match_start(text: str, start: int, year: int | None) -> tuple[int, tuple[Division, ...]]:
    """Return the end and the divisions of the longest name that stands at ``start``.

    The end is ``start`` when no name stands there.
    """
    names = _by_name()
    for end in range(min(len(text), start + _longest()), start + 1, -1):
        found = names.get(text[start:end])
        if found:
            return end, _in_force(found, year)
    return start, ()


def parents(code: str) -> tuple[str, ...]:
    """Return the codes above ``code``, the province first.

    >>> parents("350405")
    ('350000', '350400')
    """
    above = (code[:2] + "0000", code[:4] + "00")
    return tuple(dict.fromkeys(one for one in above if one != code))


def ancestors(division: Division, year: int | None) -> tuple[Division, ...]:
    """Return the divisions above ``division`` that existed in ``year``, the province first."""
    found = (find_code(code, year) for code in parents(division.code))
    return tuple(one for one in found if one is not None)


def official_name(division: Division, year: int | None) -> str:
    """Return the name that bodies of ``division`` begin theirs with.

    A district (区) bears its city's name before its own, other divisions stand alone.
    """
    if division.level == "county" and division.name.endswith("区"):
        above = ancestors(division, year)
        if above:
            return above[-1].name + division.name
    return division.name
