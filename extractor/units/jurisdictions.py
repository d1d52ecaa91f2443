"""The place a notice speaks for: which 省, 市, 区 its unit names mean. 发文机关所在行政区"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from extractor.model.notice import Level
from extractor.text.characters import compact
from extractor.units import divisions
from extractor.units.divisions import Division
from extractor.units.names import find_national
from extractor.vocabulary import load


class Jurisdiction(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """The division whose government or office issued the notice.

    ``name`` is the form that names of its bodies begin with (三明市沙县区), ``full`` the form
    from the province down. ``ancestors`` are the codes above it, the province first. ``year``
    is the one of issue, None if unknown. A body outside GB/T 2260 (平潭综合实验区) has a name
    and no code; an unknown place has neither; the whole country has the level alone.
    """

    code: str | None = None
    name: str = ""
    full: str = ""
    level: Level | None = None
    ancestors: tuple[str, ...] = ()
    year: int | None = None
    body: str = ""
    """The full name of the central body that issues, whose sections (司) stand without it."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What a level word of a unit's name stands for; ``name`` is empty when that is unknown."""

    level: Level
    name: str = ""
    code: str | None = None


UNKNOWN = Jurisdiction()

_LEADING = ("中国共产党", "中共", "共青团", "国家税务总局", "中国人民银行", "关于", "印发", "转发")
_LONGEST_STEM = 5
_REACH = 60
"""How far into a title a place is looked for, in characters."""


def find_jurisdiction(names: Sequence[str], *, year: int | None) -> Jurisdiction:
    """Return the place that the first telling one of ``names`` belongs to.

    ``names`` are issuers, letterhead and title in order of evidence; ``year`` is that of
    issue, so that 沙县 and 沙县区 get the code they had then; None means the latest.
    """
    words = [compact(name) for name in names]
    for word in words:
        found = _read_start(_bare(word), words, year)
        if found is not None:
            return found
    for word in words:
        found = _read_inside(word, words, year)
        if found is not None:
            return found
    return Jurisdiction(year=year)


def of_division(division: Division, year: int | None) -> Jurisdiction:
    """Return the jurisdiction that ``division`` is."""
    above = divisions.ancestors(division, year)
    return Jurisdiction(
        code=division.code if division.holds(year) or year is None else None,
        name=divisions.official_name(division, year),
        full="".join(one.name for one in (*above, division)),
        level=division.level,
        ancestors=tuple(one.code for one in above),
        year=year,
    )


def find_place(word: str, jurisdiction: Jurisdiction) -> Place | None:
    """Return what the level word ``word`` (省, 市, 区 …) means in a notice of ``jurisdiction``.

    None: ``word`` is no level word. A name is given only when it is certain: 区 in a notice of
    a city may be any of its districts.
    """
    level = _level_of(word)
    if level is None or level == "national":
        return None if level is None else Place(level="national")
    year = jurisdiction.year
    codes = (*jurisdiction.ancestors, *([jurisdiction.code] if jurisdiction.code else []))
    for code in reversed(codes):
        division = divisions.find_code(code, year)
        if division is not None and _is_called(division, word):
            return Place(
                level=division.level, name=divisions.official_name(division, year), code=code
            )
    if jurisdiction.code is None and jurisdiction.name.endswith(word):
        return Place(level=level, name=jurisdiction.name)
    return Place(level=level)


def _is_called(division: Division, word: str) -> bool:
    if word == "地":
        return division.name.endswith("地区")
    if word == "区" and division.level != "county":
        return False
    return division.name.endswith(word) and (word != "区" or not division.name.endswith("自治区"))


def _level_of(word: str) -> Level | None:
    levels: dict[Level, list[str]] = load("units")["levels"]
    return next((level for level, words in levels.items() if word in words), None)


def _bare(word: str) -> str:
    """Return ``word`` without what stands before the place: 中共, 国家税务总局."""
    for leading in _LEADING:
        word = word.removeprefix(leading)
    return word


def _read_start(word: str, evidence: Sequence[str], year: int | None) -> Jurisdiction | None:
    national = find_national(word)
    if national is not None:
        return Jurisdiction(level="national", year=year, body=national.template)
    end, division = read_chain(word, 0, evidence, year)
    zone = _read_zone(word, end, division, year)
    if zone is not None:
        return zone
    return None if division is None else of_division(division, year)


def _read_inside(word: str, evidence: Sequence[str], year: int | None) -> Jurisdiction | None:
    for start in range(min(len(word), _REACH)):
        end, division = read_chain(word, start, evidence, year)
        if division is not None and end - start > 2:
            return of_division(division, year)
    return None


def read_chain(
    text: str, start: int, evidence: Iterable[str], year: int | None
) -> tuple[int, Division | None]:
    """Return the end and the lowest division of the names that stand one after another.

    福建省三明市沙县区 is read down to 沙县区. A name that several divisions bear (鼓楼区) is the
    one under the names before it, or under a place that ``evidence`` mentions, else none.
    """
    division: Division | None = None
    while True:
        end, found = divisions.match_start(text, start, year)
        if division is not None:
            found = tuple(one for one in found if _lies_in(one, division))
        chosen = _choose(found, evidence, year) if found else None
        if chosen is None:
            return start, division
        start, division = end, chosen


def _lies_in(division: Division, above: Division) -> bool:
    return division.code != above.code and above.code in divisions.parents(division.code)


def _choose(
    found: tuple[Division, ...], evidence: Iterable[str], year: int | None
) -> Division | None:
    if len(found) == 1:
        return found[0]
    codes = {one.code for one in found}
    if len(codes) == 1:
        return max(found, key=lambda one: one.end)
    joined = "\n".join(evidence)
    best: list[tuple[int, Division]] = []
    for one in found:
        above = [divisions.stem(parent.name) for parent in divisions.ancestors(one, year)]
        best.append((sum(name in joined for name in above), one))
    best.sort(key=lambda pair: -pair[0])
    if best[0][0] > best[1][0]:
        return best[0][1]
    return None


def _read_zone(
    word: str, start: int, division: Division | None, year: int | None
) -> Jurisdiction | None:
    """Return the zone (新区, 开发区) that ``word`` names from ``start`` on, or None."""
    grammar = load("units")
    for zone in grammar["zones"]:
        if word.startswith(zone["name"], start) or word.startswith(zone["name"]):
            parent = divisions.find_code(zone["parent"], year)
            return _zone(zone["name"], zone["name"], parent, year)
    for organ in grammar["zone_words"]["organs"]:
        place = word.find(organ, start)
        if place > start and word[:place].endswith(tuple(grammar["zone_words"]["words"])):
            return _zone(word[:place], word[:place], division or _read_stem(word, year), year)
    return None


def _read_stem(word: str, year: int | None) -> Division | None:
    """Return the one city or province whose stem ``word`` begins with: 宁波经济技术开发区."""
    for end in range(_LONGEST_STEM, 1, -1):
        found = [one for one in divisions.find_stem(word[:end], year) if one.level != "county"]
        if len(found) == 1:
            return found[0]
    return None


def _zone(name: str, full: str, parent: Division | None, year: int | None) -> Jurisdiction:
    above = () if parent is None else (*divisions.ancestors(parent, year), parent)
    return Jurisdiction(
        name=name,
        full=full,
        level="county",
        ancestors=tuple(one.code for one in above),
        year=year,
    )
