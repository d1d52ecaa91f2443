"""The years and days that deadlines without a year are read by. 年份推断"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from functools import lru_cache

from extractor.text.numerals import read_number
from extractor.vocabulary import load

FIRST_YEAR, LAST_YEAR = 1950, 2199


@dataclass(frozen=True, slots=True)
class Frame:
    """The day of issue and the year that the plan is for; either may be unknown."""

    issue: datetime.date | None
    plan_year: int | None

    @property
    def year(self) -> int | None:
        """The year of 今年 and of dates that name none."""
        if self.plan_year is not None:
            return self.plan_year
        return self.issue.year if self.issue else None

    @property
    def may_move(self) -> bool:
        """Whether a past date without a year may be meant for the next year.

        A plan for a stated year keeps its dates, even those before its issue.
        """
        return self.plan_year is None and self.issue is not None

    def resolve_year(self, word: str | None) -> int | None:
        """Return the year of 2021, 二〇二一, 今年 or 明年; without a word, the frame's year."""
        if not word:
            return self.year
        number = read_number(word)
        if number is not None:
            return number if FIRST_YEAR <= number <= LAST_YEAR else None
        if self.year is None:
            return None
        return self.year + (1 if word[0] in "明次翌来" else 0)


@lru_cache(maxsize=64)
def frame_of(issue_date: str | None, plan_year: int | None) -> Frame:
    """Return the frame of an ISO date and a year; a date that is none counts as unknown."""
    issue = None
    if issue_date:
        try:
            issue = datetime.date.fromisoformat(issue_date)
        except ValueError:
            issue = None
    usable = plan_year is not None and FIRST_YEAR <= plan_year <= LAST_YEAR
    return Frame(issue, plan_year if usable else None)


def day_of(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day, or None where the calendar has none."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def last_day(year: int, month: int) -> datetime.date:
    """Return the last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: datetime.date, months: int) -> datetime.date:
    """Return the same day ``months`` later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = min(index // 12, LAST_YEAR), index % 12 + 1
    return datetime.date(year, month, min(day.day, last_day(year, month).day))


def eve_of_spring_festival(year: int) -> datetime.date | None:
    """Return the day before the first day of the lunar year that begins in ``year``."""
    for day in load("deadlines")["spring_festival"]["dates"]:
        if day.year == year:
            first: datetime.date = day
            return first - datetime.timedelta(days=1)
    return None
