"""Calendar dates in text: Arabic, Chinese, web forms, and forms that lost their marks.

Basis: GB/T 9704-2012 7.3.5.4 (Arabic, no leading zeros), GB/T 7408 (web forms). Only dates that
name their year are found here; a month or day without a year belongs to deadlines.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

import regex

from extractor.text.characters import fold
from extractor.text.numerals import read_chinese

Precision = Literal["day", "month"]
Flag = Literal["impossible", "ambiguous", "damaged"]


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date at ``[start, end)``: ISO 8601, ``2021-07-16`` or ``2021-07`` by its precision.

    ``date`` is None where no such day exists (flag ``impossible``) or where a damaged form can
    be read in two ways (``ambiguous``). ``damaged`` says that marks were lost or replaced.
    """

    start: int
    end: int
    date: str | None
    precision: Precision
    flags: tuple[Flag, ...] = ()


_ZERO = "〇零○◯Oo0"
_DIGIT = f"一二三四五六七八九{_ZERO}"
_PATTERN = regex.compile(
    rf"""
    # 2021年7月16日, 2021 年 7 月, 2018年03月27, 20239月25日 (年 lost)
    (?<![0-9])(?P<year>(?:19|20)[0-9]{{2}})\s{{0,2}}
      (?P<year_mark>年)?\s{{0,2}}(?P<month>[0-9]{{1,2}})\s{{0,2}}月
      (?:\s{{0,2}}(?P<day>[0-9]{{1,2}})\s{{0,2}}
        (?:(?P<day_mark>日|号)|(?=[\s，。；、)）,;:：]|$)))?
    # 2021年七月十六日, 二〇二一年七月十六日
    | (?<![{_DIGIT}0-9])(?P<chinese_year>(?:19|20)[0-9]{{2}}
        |[一二](?:\s?[{_DIGIT}]){{3}})\s{{0,2}}年\s{{0,2}}
      (?P<chinese_month>十\s?[一二]?|[元一二三四五六七八九])\s{{0,2}}月
      (?:\s{{0,2}}(?P<chinese_day>(?:[一二三]?\s?十|廿|卅)\s?[一二三四五六七八九]?
        |[一二三四五六七八九])\s{{0,2}}[日号])?
    # 二〇二一年7月16日
    | (?<![{_DIGIT}0-9])(?P<mixed_year>[一二](?:\s?[{_DIGIT}]){{3}})\s{{0,2}}年\s{{0,2}}
      (?P<mixed_month>[0-9]{{1,2}})\s{{0,2}}月
      (?:\s{{0,2}}(?P<mixed_day>[0-9]{{1,2}})\s{{0,2}}[日号])?
    # 2021-07-16, 2020.01.17, 2021/7/16
    | (?<![0-9.\-/])(?P<web_year>(?:19|20)[0-9]{{2}})(?P<separator>[-./])
      (?P<web_month>[0-9]{{1,2}})(?P=separator)(?P<web_day>[0-9]{{1,2}})(?![0-9]|[-./][0-9])日?
    # 2023925日, 20211228日, 2023年925日: month and day lost their marks
    | (?<![0-9])(?P<lost_year>(?:19|20)[0-9]{{2}})(?:\s?年\s?)?
      (?P<lost>[0-9]{{2,4}})\s?日
    """,
    regex.VERBOSE,
)
_BARE = regex.compile(r"\s*(?P<year>(?:19|20)[0-9]{2})(?P<rest>[0-9]{3,4})\s*")


def find_dates(text: str) -> tuple[DateFound, ...]:
    """Return the dates that name their year, in order, not overlapping.

    A line that is nothing but seven or eight digits is read as a date that lost its marks.

    >>> [found.date for found in find_dates("2021 年 7 月 16 日印发，二〇二二年三月施行")]
    ['2021-07-16', '2022-03']
    """
    folded = fold(text)
    if len(folded) < 64:
        bare = _BARE.fullmatch(folded)
        if bare:
            found = _split(bare.start("year"), bare.end("rest"), bare["year"], bare["rest"])
            return (found,) if found else ()
    dates = []
    for match in _PATTERN.finditer(folded):
        found = _read(match)
        if found is not None:
            dates.append(found)
    return tuple(dates)


def iso_date(year: int, month: int, day: int) -> str | None:
    """Return the day as ISO 8601, or None where the calendar has no such day."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _read(match: regex.Match[str]) -> DateFound | None:
    start, end = match.span()
    if match["lost"]:
        return _split(start, end, match["lost_year"], match["lost"])
    if match["web_year"]:
        if not (1 <= int(match["web_month"]) <= 12 and 1 <= int(match["web_day"]) <= 31):
            return None
        return _dated(
            start, end, int(match["web_year"]), int(match["web_month"]), int(match["web_day"])
        )
    if match["year"]:
        whole_day = match["day"] is not None
        damaged = not match["year_mark"] or (whole_day and not match["day_mark"])
        day = int(match["day"]) if whole_day else None
        return _dated(start, end, int(match["year"]), int(match["month"]), day, damaged=damaged)
    if match["mixed_year"]:
        day = int(match["mixed_day"]) if match["mixed_day"] else None
        return _dated(start, end, _year(match["mixed_year"]), int(match["mixed_month"]), day)
    year = _year(match["chinese_year"])
    month = _small(match["chinese_month"])
    day = _small(match["chinese_day"]) if match["chinese_day"] else None
    return _dated(start, end, year, month, day)


def _dated(
    start: int, end: int, year: int, month: int, day: int | None, *, damaged: bool = False
) -> DateFound | None:
    if not 1900 <= year <= 2099:
        return None
    flags: tuple[Flag, ...] = ("damaged",) if damaged else ()
    precision: Precision = "month" if day is None else "day"
    date = iso_date(year, month, day or 1)
    if date is None:
        return DateFound(start, end, None, precision, ("impossible", *flags))
    return DateFound(start, end, date if day is not None else date[:7], precision, flags)


def _split(start: int, end: int, year: str, rest: str) -> DateFound | None:
    """Read month and day from digits without marks, if that can be done in one way only.

    Two digits may as well be a day whose month is lost, so they are never unique.
    """
    days = set()
    for cut in (1, 2):
        month, day = rest[:cut], rest[cut:]
        if 1 <= len(day) <= 2 and (len(rest) == 4 or "0" not in (month[0], day[0])):
            days.add(iso_date(int(year), int(month), int(day)))
    days.discard(None)
    if not days:
        return None
    if len(days) > 1 or len(rest) == 2:
        return DateFound(start, end, None, "day", ("ambiguous", "damaged"))
    return DateFound(start, end, days.pop(), "day", ("damaged",))


def _year(text: str) -> int:
    """Return the year of four Arabic or Chinese digits; letters stand in for the zero."""
    plain = "".join(text.split())
    if plain.isascii() and plain.isdecimal():
        return int(plain)
    for letter in "Oo0":
        plain = plain.replace(letter, "〇")
    return read_chinese(plain) or 0


def _small(text: str) -> int:
    """Return a month or day in Chinese; 元月 is January."""
    return read_chinese("".join(text.split())) or 0
