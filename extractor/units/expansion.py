"""Which places a collective stands for, by the divisions of the year of issue. 泛指单位的展开

各设区市人民政府 of 福建省 in 2019 are nine; of townships there is no table by year, so 各乡镇 stays
as printed, and so does whatever the issuer or the year leaves open.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from extractor.text.characters import fold_units
from extractor.units import divisions
from extractor.units.collectives import read_each
from extractor.units.divisions import Division
from extractor.units.jurisdictions import Jurisdiction
from extractor.vocabulary import load

MOST = 400
"""A collective of more places than that (every county of the country) stays as printed."""

_COUNTY = {"县": "县", "自治县": "县", "区": "区", "市辖区": "区", "旗": "旗", "县级市": "市"}
"""Place words of the county's level, to how the divisions end that they mean."""
_PREFECTURE = {
    "设区市": "市", "省辖市": "市", "州": "州", "自治州": "州", "盟": "盟", "地区": "地区",
}  # fmt: skip
_PROVINCE = {"省": "省", "自治区": "区", "直辖市": "市", "区": "区", "市": "市"}
_NOT_LISTED = frozenset({"71", "81", "82"})
"""Provinces that 各省、自治区、直辖市 does not speak of: 台湾, 香港, 澳门."""


@lru_cache(maxsize=2048)
def find_places(name: str, jurisdiction: Jurisdiction) -> tuple[str, ...]:
    """Return the bodies that the collective ``name`` stands for, empty where that is open.

    Their order is that of the codes (GB/T 2260). In a year in which one of them was founded or
    ended the table does not tell which it was on the day of issue.
    """
    year = jurisdiction.year
    read = read_each(fold_units(name))
    if read is None or year is None or jurisdiction.level is None:
        return ()
    places, tail, others = read
    found: list[Division] = []
    for word in places:
        meant = list(_meant(word, places, jurisdiction))
        if not meant:
            return ()
        found += [one for one in meant if one not in found]
    if len(found) > MOST or any(year in {one.start, one.end} for one in found):
        return ()
    tail = "人民政府" if tail == "政府" else tail
    found.sort(key=lambda one: one.code)
    named = [divisions.official_name(one, year) + tail for one in found]
    return (*dict.fromkeys(named), *("各" + other for other in others))


def _meant(word: str, places: list[str], jurisdiction: Jurisdiction) -> Iterator[Division]:
    """Yield the divisions of the issuer's place that a place word means."""
    level, code, year = jurisdiction.level, jurisdiction.code, jurisdiction.year
    if level == "national":
        ending = _PROVINCE.get(word)
        for one in divisions.all_of("province") if ending and places[0] == "省" else ():
            if one.holds(year) and one.code[:2] not in _NOT_LISTED and _ends(one, ending or ""):
                yield one
        return
    if code is None or level not in {"province", "prefecture"}:
        return
    under = code[:2] if level == "province" else code[:4]
    counties = any(place in _COUNTY for place in places)
    if level == "province" and code not in load("units")["subprovincial"]["municipalities"]:
        above = not counties or places[0] in {"市", *_PREFECTURE}
        ending = "市" if word == "市" and above else _PREFECTURE.get(word)
        if ending is not None:
            yield from _below(under, "prefecture", ending, year)
    ending = "市" if word == "市" and counties else _COUNTY.get(word)
    if ending is not None:
        yield from _below(under, "county", ending, year)


def _below(under: str, level: str, ending: str, year: int | None) -> Iterator[Division]:
    for one in divisions.all_of("prefecture" if level == "prefecture" else "county"):
        if one.code.startswith(under) and one.holds(year) and _ends(one, ending):
            yield one


def _ends(division: Division, ending: str) -> bool:
    """Whether a division is of a kind; entries that only hold others (市辖区) are of none."""
    name = division.name
    if name in {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}:
        return False
    return name.endswith(ending) and not (ending == "区" and name.endswith("地区"))
