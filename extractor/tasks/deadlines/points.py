"""Points and stretches of time, made into days by the notice's frame (DOMAIN: 完成时限)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

import regex

from extractor.tasks.deadlines.found import TimeFound
from extractor.tasks.deadlines.frame import (
    Frame,
    add_months,
    day_of,
    eve_of_spring_festival,
    last_day,
)
from extractor.text.numerals import read_number
from extractor.vocabulary import load


@dataclass(frozen=True, slots=True)
class _Stretch:
    """First and last day; ``stated`` is the year the words give."""

    first: datetime.date | None
    last: datetime.date | None
    stated: int | None = None
    bounded: bool = False
    period: bool = False
    whole_year: bool = False


def read_point(match: regex.Match[str], frame: Frame, carried: int | None) -> TimeFound | None:
    """Return the time a point pattern matched, or None where the digits are no time.

    ``carried`` is the year an earlier time of the same cell stated.
    """
    stretch = _stretch(match, frame, carried)
    if stretch is None:
        return None
    bound = match["bound"] or ""
    lead = match["lead"] or ""
    first, last, kind = stretch.first, stretch.last, "period" if stretch.period else "date"
    bounded = stretch.bounded or bool(bound) or lead.startswith(("截", "到", "至"))
    if bound in {"起", "开始", "以后", "之后", "后"}:
        first, last, kind = first or last, None, "period"
    elif (
        bound in {"之前", "以前", "前", "止", "为止", "截止"} or lead[:1] in {"截", "到", "至"}
    ) and (not stretch.period):
        first = None
    return TimeFound(
        match.start(),
        match.end(),
        "period" if kind == "period" else "date",
        first,
        last,
        bounded=bounded,
        year=stretch.stated,
        whole_year=stretch.whole_year,
    )


def _stretch(match: regex.Match[str], frame: Frame, carried: int | None) -> _Stretch | None:
    if match["year_from"]:
        return _years(int(match["year_from"]), int(match["year_to"]))
    if match["month_from"]:
        return _months(match, frame, carried)
    if match["day_from"]:
        return _days(match, frame, carried)
    if match["web_year"]:
        return _web(match)
    if match["dot_month"] or match["sole_month"]:
        return _dotted(match, frame, carried)
    if match["month"]:
        return _month_or_day(match, frame, carried)
    if match["quarter"] or match["part"]:
        return _part_of_year(match, frame, carried)
    if match["plan"]:
        return _plan(match)
    if match["holiday"]:
        return _holiday(match, frame, carried)
    return _year(match, frame)


def _years(first: int, last: int) -> _Stretch | None:
    if last < first:
        return None
    return _Stretch(
        datetime.date(first, 1, 1), datetime.date(last, 12, 31), last, bounded=True, period=True
    )


def _settled(stretch: _Stretch, frame: Frame, *, inferred: bool) -> _Stretch:
    """Move a past time without a year into the next one, where that is allowed."""
    last = stretch.last
    if not (inferred and frame.may_move and frame.issue and last and last < frame.issue):
        return stretch
    first = add_months(stretch.first, 12) if stretch.first else None
    moved = last_day(last.year + 1, last.month) if _is_last(last) else add_months(last, 12)
    return replace(stretch, first=first, last=moved)


def _is_last(day: datetime.date) -> bool:
    return day == last_day(day.year, day.month)


def _months(match: regex.Match[str], frame: Frame, carried: int | None) -> _Stretch | None:
    low, high = read_number(match["month_from"]), read_number(match["month_to"])
    if not (low and high and low <= 12 and high <= 12):
        return None
    stated = frame.resolve_year(match["months_year"]) if match["months_year"] else carried
    year = stated or frame.year
    if year is None:
        return _Stretch(None, None, None, bounded=True, period=True)
    to_year = match["month_to_year"]
    if to_year and to_year[0] in "次翌明":
        end_year = year + 1
    elif to_year:
        end_year = read_number(to_year.removesuffix("年")) or year
    else:
        end_year = year + (high < low)
    first, last = datetime.date(year, low, 1), last_day(end_year, high)
    if last < first:
        return None
    stretch = _Stretch(first, last, stated, bounded=True, period=True)
    return _settled(stretch, frame, inferred=stated is None)


def _days(match: regex.Match[str], frame: Frame, carried: int | None) -> _Stretch | None:
    stated = frame.resolve_year(match["days_year"]) if match["days_year"] else carried
    year, month = stated or frame.year, read_number(match["days_month"])
    if year is None:
        return _Stretch(None, None, None, bounded=True, period=True)
    if not month:
        return None
    first = day_of(year, month, int(match["day_from"]))
    last = day_of(year, month, int(match["day_to"]))
    if first is None or last is None or last < first:
        return None
    stretch = _Stretch(first, last, stated, bounded=True, period=True)
    return _settled(stretch, frame, inferred=stated is None)


def _web(match: regex.Match[str]) -> _Stretch | None:
    year, month = int(match["web_year"]), int(match["web_month"])
    if not 1 <= month <= 12:
        return None
    if match["web_day"] is None:
        return _Stretch(datetime.date(year, month, 1), last_day(year, month), year)
    day = day_of(year, month, int(match["web_day"]))
    return _Stretch(None, day, year) if day else None


def _dotted(match: regex.Match[str], frame: Frame, carried: int | None) -> _Stretch | None:
    """Read 12.31, a month and a day."""
    month = int(match["dot_month"] or match["sole_month"])
    year = carried or frame.year
    if year is None:
        return None
    day = day_of(year, month, int(match["dot_day"] or match["sole_day"]))
    return _settled(_Stretch(None, day, carried), frame, inferred=not carried) if day else None


def _month_or_day(match: regex.Match[str], frame: Frame, carried: int | None) -> _Stretch | None:
    month = read_number(match["month"])
    if not month or month > 12:
        return None
    stated = frame.resolve_year(match["year"]) if match["year"] else carried
    year = stated or frame.year
    part = match["month_part"] or ""
    if year is None:
        return _Stretch(None, None, None, bounded=bool(part or match["day"]))
    if match["day"]:
        day = day_of(year, month, read_number(match["day"]) or 0)
        stretch = _Stretch(None, day, stated) if day else None
    elif part:
        days = {"上": 10, "初": 10, "中": 20}
        named = next((days[mark] for mark in part if mark in days), None)
        last = day_of(year, month, named) if named else last_day(year, month)
        stretch = _Stretch(None, last, stated, bounded=True)
    else:
        stretch = _Stretch(datetime.date(year, month, 1), last_day(year, month), stated)
    return _settled(stretch, frame, inferred=stated is None) if stretch else None


_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_PARTS = {"前三季度": 9, "前3季度": 9, "上半年": 6, "年中": 6}


def _part_of_year(match: regex.Match[str], frame: Frame, carried: int | None) -> _Stretch | None:
    stated = frame.resolve_year(match["part_year"]) if match["part_year"] else carried
    year = stated or frame.year
    part = match["part"] or ""
    whole = part in {"年内", "全年", "内"}
    month = _QUARTERS[match["quarter"]] if match["quarter"] else _PARTS.get(part, 12)
    bounded = part[-1:] in {"内", "底", "末"}
    if year is None:
        return _Stretch(None, None, None, bounded=bounded, whole_year=whole)
    first = datetime.date(year, 1, 1) if whole else None
    if not whole and match["bound"] in {"起", "开始"}:
        first = datetime.date(year, 7, 1) if part == "下半年" else datetime.date(year, month - 2, 1)
    stretch = _Stretch(first, last_day(year, month), stated, bounded=bounded, whole_year=whole)
    return stretch if whole else _settled(stretch, frame, inferred=stated is None)


def _year(match: regex.Match[str], frame: Frame) -> _Stretch | None:
    word = match["only_year"] or match["only_year_word"]
    part = match["only_part"] or match["only_word_part"] or ""
    year = frame.resolve_year(word)
    if year is None:
        return None if match["only_year"] else _Stretch(None, None, None)
    last = last_day(year, 6 if part.endswith("中") else 12)
    if part and not part.endswith("内"):
        return _Stretch(None, last, year, bounded=True)
    whole = part.endswith("内")
    return _Stretch(datetime.date(year, 1, 1), last, year, bounded=whole, whole_year=True)


def _plan(match: regex.Match[str]) -> _Stretch:
    """Read 十四五末; 期间 is the whole of its five years."""
    year: int = load("deadlines")["five_year_plans"][match["plan"]]
    if match["plan_part"] in {"期间", "时期"}:
        return replace(_years(year - 4, year) or _Stretch(None, None), stated=None)
    return _Stretch(None, datetime.date(year, 12, 31), year, bounded=True)


def _holiday(match: regex.Match[str], frame: Frame, carried: int | None) -> _Stretch:
    """Return the day before a holiday: the first after the issue, or in the stated year."""
    stated = frame.resolve_year(match["holiday_year"]) if match["holiday_year"] else carried
    years = [stated] if stated else _years_ahead(frame, fixed=not match["spring"])
    days = [day for year in years if (day := _eve(match, year)) is not None]
    if stated is None and frame.issue is not None:
        days = [day for day in days if day >= frame.issue]
    return _Stretch(None, days[0] if days else None, stated, bounded=True)


def _years_ahead(frame: Frame, *, fixed: bool) -> list[int]:
    """Return the years a holiday without a year may fall in; none where it is uncertain."""
    if frame.issue:
        return [frame.issue.year, frame.issue.year + 1, frame.issue.year + 2]
    return [frame.plan_year] if fixed and frame.plan_year else []


def _eve(match: regex.Match[str], year: int) -> datetime.date | None:
    if match["spring"]:
        return eve_of_spring_festival(year)
    for entry in load("deadlines")["holiday"]:
        if match["holiday"] in entry["names"]:
            return datetime.date(year, entry["month"], entry["day"]) - datetime.timedelta(days=1)
    return None


def read_relative(match: regex.Match[str], frame: Frame) -> TimeFound | None:
    """Return the time counted from an act; its days are known only from the day of issue.

    Working days need the calendar of the State Council's holiday notices and stay open.
    """
    count = 0 if match["count"] == "半" else read_number(match["count"])
    if count is None:
        return None
    unit = match["unit"]
    found = TimeFound(match.start(), match.end(), "unknown", bounded=True)
    if not match["issue"] or frame.issue is None or "工作" in unit:
        return found
    first = frame.issue
    try:
        if unit.endswith(("日", "天")) and count:
            last = first + datetime.timedelta(days=count)
        elif unit == "周" and count:
            last = first + datetime.timedelta(weeks=count)
        elif unit == "年":
            last = add_months(first, 12 * count or 6)
        elif count:
            last = add_months(first, count)
        else:
            last = first + datetime.timedelta(days=15)
    except (OverflowError, ValueError):
        return found
    return replace(found, kind="date", first=first, last=last)
