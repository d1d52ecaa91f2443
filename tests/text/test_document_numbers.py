"""Document numbers: whole, in other brackets, damaged, and what only looks like one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.document_numbers import NumberFound, canonical_number, find_document_numbers
from tests.text.fixtures import cases


def shown(found: NumberFound) -> str:
    form = [found.form] if found.form != "number" else []
    return " ".join([found.canonical, *form, *(["damaged"] if found.damaged else [])])


@pytest.mark.parametrize(("text", "expected"), cases("document_numbers"))
def test_finds_numbers(text: str, expected: list[str]) -> None:
    assert [shown(found) for found in find_document_numbers(text)] == expected


def test_keeps_the_number_as_printed_with_its_parts() -> None:
    text = "根据菏政办字 [2023] 1\n号文件"
    (found,) = find_document_numbers(text)
    assert found.number.text == "菏政办字[2023]1号"
    assert (found.number.code, found.number.year, found.number.sequence) == ("菏政办字", 2023, 1)
    assert text[found.start : found.end] == "菏政办字 [2023] 1\n号"
    assert canonical_number(found.number) == found.canonical == "菏政办字〔2023〕1号"


CODES = st.text(alphabet="沙闽国办政函发字委财教卫", min_size=1, max_size=8)


@given(
    CODES, st.integers(1950, 2099), st.integers(1, 9999), st.sampled_from(["〔〕", "[]", "【】"])
)
def test_printed_numbers_are_read_back(code: str, year: int, count: int, pair: str) -> None:
    text = f"《要点》（{code}{pair[0]}{year}{pair[1]}{count}号）"
    (found,) = find_document_numbers(text)
    assert found.canonical == f"{code}〔{year}〕{count}号"
    assert not found.damaged


PIECES = st.lists(
    st.sampled_from(
        [
            "沙政",
            "〔",
            "2021",
            "〕",
            "8",
            "号",
            "令",
            "第",
            "(",
            ")",
            "？",
            "?",
            " ",
            "\n",
            "和",
            "根据",
            "年",
            "期",
        ]
    ),
    max_size=14,
).map("".join)


@given(st.one_of(PIECES, st.text(max_size=40)))
def test_spans_stand_in_the_text_and_apart(text: str) -> None:
    floor = 0
    for found in find_document_numbers(text):
        assert floor <= found.start < found.end <= len(text)
        assert "".join(text[found.start : found.end].split()) == found.number.text
        floor = found.end


@pytest.mark.parametrize("unit", ["(", "〔2021〕", "2021", "国", "令第", "政\n", "1"])
def test_time_is_linear(unit: str) -> None:
    started = time.process_time()
    find_document_numbers(unit * (1_000_000 // len(unit)))
    assert time.process_time() - started < 12
