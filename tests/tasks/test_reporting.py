"""Duties to report that belong to no single task."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.tasks.reporting import find_reporting
from tests.text.fixtures import cases

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize(("text", "expected"), cases("reporting", folder=CASES))
def test_reads_duties(text: str, expected: list[str]) -> None:
    found = find_reporting(text, issue_date="2021-07-16", plan_year=2021)
    assert [d.recurrence or d.end for duty in found for d in duty.deadlines] == expected


def test_the_place_is_the_sentence() -> None:
    text = "加强领导。请于6月30日前将方案报送区政府办公室。联系人：甲。"
    (found,) = find_reporting(text, issue_date=None, plan_year=2021)
    assert text[found.start : found.end] == "请于6月30日前将方案报送区政府办公室"
    assert found.deadlines[0].text == "6月30日前"


@given(st.text(alphabet="请于6月30日前报送区政府。；每季度\n ", max_size=40))
def test_spans_stand_in_the_text_and_apart(text: str) -> None:
    floor = 0
    for found in find_reporting(text, issue_date=None, plan_year=None):
        assert floor <= found.start < found.end <= len(text)
        floor = found.end
