"""Dates: found as printed, made ISO, never guessed."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.dates import DateFound, find_dates
from extractor.text.numerals import print_chinese, print_digits
from tests.text.fixtures import cases


def shown(found: tuple[DateFound, ...]) -> str:
    return " | ".join(" ".join([date.date or "-", *date.flags]) for date in found)


@pytest.mark.parametrize(("text", "expected"), cases("dates"))
def test_finds_dates(text: str, expected: str) -> None:
    assert shown(find_dates(text)) == expected


DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2099, 12, 31))


@given(DAYS, st.sampled_from("〇零○"))
def test_printed_dates_are_read_back(day: datetime.date, zero: str) -> None:
    year, month, number = day.year, day.month, day.day
    for text in (
        f"{year}年{month}月{number}日",
        f"{year} 年 {month} 月 {number} 日",
        f"{print_digits(year, zero=zero)}年{print_chinese(month)}月{print_chinese(number)}日",
        f"{year}.{month}.{number}",
        day.isoformat(),
    ):
        (found,) = find_dates(f"签于{text}，")
        assert (found.date, found.precision, found.flags) == (day.isoformat(), "day", ())
        assert f"签于{text}，"[found.start : found.end] == text


TEXTS = st.text(alphabet="2021年月日号〇○Oo一二三十廿 0-./起至、。（）\n", max_size=40)


@given(st.one_of(TEXTS, st.text(max_size=40)))
def test_spans_stand_in_the_text_and_apart(text: str) -> None:
    floor = 0
    for found in find_dates(text):
        assert floor <= found.start < found.end <= len(text)
        assert found.date is not None or found.flags
        floor = found.end
