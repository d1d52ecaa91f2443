"""Sentences that change how assignments read, and those that only sound so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.tasks.directives import DirectiveFound, find_directives
from tests.text.fixtures import cases

CASES = Path(__file__).parent / "cases"


def shown(found: DirectiveFound) -> str:
    said = [found.other_role, found.marker, *found.exceptions, found.units]
    return " ".join([found.kind, *(part for part in said if part)])


@pytest.mark.parametrize(("text", "expected"), cases("directives", folder=CASES))
def test_reads_directives(text: str, expected: str) -> None:
    assert "; ".join(shown(found) for found in find_directives(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲任务（甲局、乙局负责。列第一位者为牵头单位，下同）", "列第一位者为牵头单位，下同"),
        ("甲任务。（甲局、乙局负责，列第一位者为牵头部门，下同）", "列第一位者为牵头部门，下同"),
        ("以下均需试点城市政府落实，不再列出） 加强创新", "以下均需试点城市政府落实，不再列出"),
        ("（排名不分先后）", "排名不分先后"),
        ("（责任单位：甲局，以下均需地方落实不再列出）", "以下均需地方落实不再列出"),
        ("注：列第一位的为牵头单位（下同）。", "注：列第一位的为牵头单位（下同）"),
    ],
)
def test_the_place_is_the_saying_itself(text: str, expected: str) -> None:
    (found,) = find_directives(text)
    assert text[found.start : found.end] == expected


PIECES = st.lists(
    st.sampled_from(
        [
            "列第一位",
            "的",
            "责任单位",
            "为",
            "牵头单位",
            "，",
            "。",
            "其他",
            "配合单位",
            "（",
            "）",
            "*",
            "不分先后",
            "各县区",
            "均为",
            "不再列出",
            "未注明",
            "时限",
            "\n",
            " ",
        ]
    ),
    max_size=16,
).map("".join)


@given(st.one_of(PIECES, st.text(max_size=40)))
def test_spans_stand_in_the_text_and_apart(text: str) -> None:
    floor = 0
    for found in find_directives(text):
        assert floor <= found.start < found.end <= len(text)
        floor = found.end
