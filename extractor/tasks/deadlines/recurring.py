"""Rhythms (每月5日前, 每季度末) as recurrence rules of RFC 5545."""

from __future__ import annotations

import regex

from extractor.tasks.deadlines.found import TimeFound
from extractor.text.numerals import read_number

_WEEKDAYS = {
    "一": "MO",
    "二": "TU",
    "三": "WE",
    "四": "TH",
    "五": "FR",
    "六": "SA",
    "日": "SU",
    "天": "SU",
}
_QUARTER_MONTHS = {1: "1,4,7,10", 2: "2,5,8,11", 3: "3,6,9,12"}
_PLAIN = {
    "天": ("DAILY", 1),
    "日": ("DAILY", 1),
    "周": ("WEEKLY", 1),
    "星期": ("WEEKLY", 1),
    "月": ("MONTHLY", 1),
    "季度": ("MONTHLY", 3),
    "季": ("MONTHLY", 3),
    "半年": ("MONTHLY", 6),
    "年": ("YEARLY", 1),
}
_THIRDS = {"上旬": "10", "中旬": "20", "下旬": "-1", "初": "10", "底": "-1", "末": "-1"}


def read_recurring(match: regex.Match[str]) -> TimeFound:
    """Return the rhythm a recurring pattern matched; its rule is None where RFC 5545 has none.

    A rule names the last day on which each instance is due.
    """
    anchored = any(match[name] for name in _ANCHORS)
    return TimeFound(
        match.start(),
        match.end(),
        "recurring",
        recurrence=_rule(match),
        bounded=anchored or match.group().endswith("前"),
    )


_ANCHORS = (
    "weekdays",
    "nth",
    "first",
    "final",
    "day",
    "last_workday",
    "end",
    "third",
    "dates",
    "quarter",
)


def _rule(match: regex.Match[str]) -> str | None:
    unit, every = match["unit"], _every(match["every"])
    if every is None:
        return None
    if unit == "年" and any(match[name] for name in ("dates", "year_end", "quarter", "half_year")):
        return _yearly(match)
    if match["weekdays"]:
        days = [_WEEKDAYS[mark] for mark in match["weekdays"] if mark in _WEEKDAYS]
        return f"FREQ=WEEKLY;BYDAY={','.join(days)}"
    if unit in {"季度", "季"}:
        return _quarterly(match, every)
    if unit == "月" and every == 1:
        return _monthly(match)
    if unit == "工作日":
        return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    if unit == "旬":
        return "FREQ=MONTHLY;BYMONTHDAY=10,20,-1"
    if unit not in _PLAIN:
        return None
    frequency, step = _PLAIN[unit]
    return _with_interval(frequency, step * every)


def _every(word: str | None) -> int | None:
    """Return the N of 每N天, 1 without it, None where it is no count of a year's days."""
    if not word:
        return 1
    number = read_number(word)
    return number if number and number <= 366 else None


def _with_interval(frequency: str, interval: int) -> str:
    return f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval > 1 else "")


def _monthly(match: regex.Match[str]) -> str:
    if match["last_workday"]:
        return "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    named = match.captures("day") or (match.captures("nth_day") if match["first"] else [])
    day = ",".join(day for text in named if (day := _day(text))) or None
    if match["end"]:
        day = "-1"
    elif match["third"]:
        day = _THIRDS[match["third"]]
    return f"FREQ=MONTHLY;BYMONTHDAY={day}" if day else "FREQ=MONTHLY"


def _quarterly(match: regex.Match[str], every: int) -> str:
    if match["nth"]:
        nth = read_number(match["nth"]) or 1
    elif match["first"]:
        nth = 1
    elif match["final"] or match["end"] or match["last_workday"]:
        nth = 3
    else:
        return _with_interval("MONTHLY", 3 * every)
    if match["last_workday"]:
        return "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    day = _day(match["nth_day"])
    if day is None and (match["end"] or match["nth_end"]):
        day = "-1"
    rule = f"FREQ=YEARLY;BYMONTH={_QUARTER_MONTHS[nth]}"
    return f"{rule};BYMONTHDAY={day or -1}"


def _day(text: str | None) -> str | None:
    number = read_number(text) if text else None
    return str(number) if number and 1 <= number <= 31 else None


_DATE = regex.compile(
    r"(?P<month>[0-9]{1,2}|[一二三四五六七八九十元]{1,2})月份?"
    r"(?:(?P<day>[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})[日号]|(?P<part>底|末|上旬|中旬|下旬|初))?"
)
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _yearly(match: regex.Match[str]) -> str | None:
    """Return the rule of 每年3月底前, 每年6月、12月底前; None where days differ by month."""
    if match["year_end"]:
        return "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"
    if match["quarter"]:
        month = 3 * (read_number(match["quarter"]) or 1)
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={_LENGTHS[month - 1]}"
    if match["half_year"]:
        return "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"
    months: list[int] = []
    days: list[int] = []
    for entry in _DATE.finditer(match["dates"]):
        month = read_number(entry["month"]) or 0
        if not 1 <= month <= 12:
            return None
        length = _LENGTHS[month - 1] if month != 2 else -1
        if entry["day"]:
            day = read_number(entry["day"]) or 0
        else:
            day = int(_THIRDS[entry["part"] or "末"])
            day = length if day == -1 else day
        months.append(month)
        days.append(day)
    if not months or not all(-1 <= day <= 31 and day for day in days):
        return None
    at_ends = all(day in {-1, _LENGTHS[month - 1]} for month, day in zip(months, days, strict=True))
    if len(months) > 1 and at_ends:
        day = -1
    elif len(set(days)) == 1:
        day = days[0]
    else:
        return None
    return f"FREQ=YEARLY;BYMONTH={','.join(map(str, sorted(months)))};BYMONTHDAY={day}"
