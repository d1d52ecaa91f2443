"""The documents a text names, and what it does with them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.citations import find_citations
from tests.text.fixtures import cases


def shown(text: str) -> list[str]:
    return [
        " | ".join(
            [
                found.relation,
                text[slice(*found.title)] if found.title else "-",
                found.number.canonical if found.number else "-",
                " ".join(found.flags) or "-",
            ]
        )
        for found in find_citations(text)
    ]


@pytest.mark.parametrize(("text", "expected"), cases("citations"))
def test_finds_the_documents(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


PIECES = st.lists(
    st.sampled_from(
        [
            "《",
            "》",
            "〈",
            "〉",
            "关于",
            "的通知",
            "（",
            "）",
            "国发〔2021〕1号",
            "和",
            "根据",
            "，",
            "。",
            "废止",
            "以下简称",
            "附件1",
        ]
    ),
    max_size=20,
).map("".join)


@given(PIECES)
def test_spans_stand_in_the_text_and_apart(text: str) -> None:
    floor = 0
    for found in find_citations(text):
        assert floor <= found.start < found.end <= len(text)
        assert found.title or found.number
        if found.title:
            assert found.start < found.title[0] < found.title[1] <= found.end
        floor = found.end


@pytest.mark.parametrize("unit", ["《", "》", "《》", "《甲", "（", "、"])
def test_time_is_linear(unit: str) -> None:
    started = time.process_time()
    find_citations(unit * (1_000_000 // len(unit)))
    assert time.process_time() - started < 12
