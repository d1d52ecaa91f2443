"""The place a text without an issuer speaks for, where its own words leave no doubt.

Plans are passed on without the notice that issued them. Their units still say 省财政厅, and the
text names its province again and again; where one name stands far before all others of its
level, the units are read as that place's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from operator import add

import regex

from extractor.model.notice import Level
from extractor.text.characters import fold
from extractor.units import divisions
from extractor.units.jurisdictions import UNKNOWN, Jurisdiction, of_division
from extractor.units.names import find_body, is_local
from extractor.vocabulary import load

LEAST = 3
"""A place must be named so often, and so many times as often as the next of its level."""

_LEVELS: dict[str, Level] = {
    "省": "province",
    "市": "prefecture",
    "州": "prefecture",
    "县": "county",
    "区": "county",
}
_PIECE = regex.compile(r"[^、，,；;\s]{2,}+")


def infer_jurisdiction(text: str, lists: Iterable[str], *, year: int | None) -> Jurisdiction:
    """Return the place that the units in ``lists`` belong to by what ``text`` names most.

    `UNKNOWN` where the units name no level, or no place stands out at that level.
    """
    pieces = [fold(piece) for units in lists for piece in _PIECE.findall(units)]
    national = sum(_is_national(piece) for piece in pieces)
    prefixes = Counter(piece[0] for piece in pieces if piece[0] in _LEVELS)
    if national >= LEAST and national >= LEAST * prefixes.total():
        return Jurisdiction(level="national", year=year)
    if not prefixes:
        return UNKNOWN
    prefix, count = prefixes.most_common(1)[0]
    if count < LEAST or count < 0.6 * prefixes.total():
        return UNKNOWN
    level = _LEVELS[prefix]
    named = Counter(_standing(text, _names(level))).most_common(2)
    if level == "province" and (not named or named[0][1] < LEAST):
        return _province_of_cities(text, year)
    if level == "prefecture" and (not named or named[0][1] < LEAST):
        return _city_of_districts(text, pieces, year) or _city_of_stem(text, year)
    if not named or named[0][1] < LEAST:
        return UNKNOWN
    if len(named) > 1 and named[0][1] < LEAST * named[1][1]:
        return UNKNOWN
    find = divisions.find_stem if level == "province" else divisions.find_name
    found = [division for division in find(named[0][0], year) if division.level == level]
    return of_division(found[0], year) if len(found) == 1 else UNKNOWN


def _is_national(piece: str) -> bool:
    """Whether a piece is a body of the whole country under a name no local body shares."""
    return bool(find_body(piece, None)) and not is_local(piece)


def _city_of_districts(text: str, pieces: list[str], year: int | None) -> Jurisdiction | None:
    """Return the city that all districts among the units lie in, if the text names it too."""
    cities = set()
    for piece in pieces:
        end, found = divisions.match_start(piece, 0, year)
        if end < len(piece) and len({one.code for one in found}) == 1:
            cities.add(divisions.parents(found[0].code)[-1] if found[0].level == "county" else "")
    if len(cities) != 1:
        return None
    city = divisions.find_code(cities.pop(), year)
    if city is None or text.count(divisions.stem(city.name)) < LEAST:
        return None
    return of_division(city, year)


def _city_of_stem(text: str, year: int | None) -> Jurisdiction:
    """Return the city that a text names without 市, again and again: 科创济南, 济南高新区.

    A city of county rank that it names as well may be the one that 市 means.
    """
    named = Counter(_standing(text, _town_stems())).most_common()
    if not named or named[0][1] < LEAST:
        return UNKNOWN
    found = [one for one in divisions.find_stem(named[0][0], year) if one.name.endswith("市")]
    if len(found) != 1:
        return UNKNOWN
    rivals = [count for stem, count in named[1:] if not _lies_in(stem, found[0].code)]
    if rivals and named[0][1] < LEAST * rivals[0]:
        return UNKNOWN
    return of_division(found[0], year)


def _lies_in(stem: str, city: str) -> bool:
    """Whether a place of that name lies in a city, as 莱芜, once a city itself, in 济南."""
    return any(city in divisions.parents(one.code) for one in divisions.find_stem(stem, None))


Names = dict[str, tuple[str, ...]]
"""Names of two characters and more by their first two, the longest first."""


def _by_beginning(names: Iterable[str]) -> Names:
    found: dict[str, list[str]] = {}
    for name in sorted({name for name in names if len(name) > 1}, key=lambda one: (-len(one), one)):
        found.setdefault(name[:2], []).append(name)
    return {beginning: tuple(group) for beginning, group in found.items()}


def _standing(text: str, names: Names) -> Iterator[str]:
    """Yield the names that stand in a text, the longest at each place, none within another.

    Looking each pair of characters up is far faster than a pattern of three thousand names.
    """
    free = 0
    for position, pair in enumerate(map(add, text, text[1:])):
        if pair in names and position >= free:
            for name in names[pair]:
                if text.startswith(name, position):
                    free = position + len(name)
                    yield name
                    break


@cache
def _town_stems() -> Names:
    """Return the names of cities (市) of either rank without their generic word."""
    towns = [*divisions.all_of("prefecture"), *divisions.all_of("county")]
    stems = {divisions.stem(one.name) for one in towns if one.name.endswith("市")}
    return _by_beginning(stems.difference(load("units")["ordinary_stems"]["words"]))


def _province_of_cities(text: str, year: int | None) -> Jurisdiction:
    """Return the province whose cities the text names, where they are those of one province."""
    cities = Counter(_standing(text, _city_stems()))
    provinces: Counter[str] = Counter()
    for city, count in cities.items():
        codes = {found.code[:2] for found in divisions.find_stem(city, year)}
        if len(codes) == 1:
            provinces[codes.pop()] += count
    ranked = provinces.most_common(2)
    enough = bool(ranked) and ranked[0][1] >= LEAST and len(cities) > 1
    if not enough or (len(ranked) > 1 and ranked[0][1] < LEAST * ranked[1][1]):
        return UNKNOWN
    found = divisions.find_code(f"{ranked[0][0]}0000", year)
    return UNKNOWN if found is None else of_division(found, year)


@cache
def _city_stems() -> Names:
    return _by_beginning(divisions.stem(one.name) for one in divisions.all_of("prefecture"))


@cache
def _names(level: Level) -> Names:
    """Return the names of the divisions of a level; provinces without their generic word."""
    return _by_beginning(
        divisions.stem(division.name) if level == "province" else division.name
        for division in divisions.all_of(level)
    )
