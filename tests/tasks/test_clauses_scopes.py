"""Which items clauses hold for, over the paragraphs of a text."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any, Literal, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.tasks.clauses import Item, ItemAssignment, apply_scopes

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "clauses_scopes.toml").read_text(encoding="utf-8")
)["case"]
Kind = Literal["heading", "item", "text"]


def _item(line: str) -> Item:
    head, text = line.split(": ", 1)
    kind, *numbers = head.split()
    level, label = (int(numbers[0]), int(numbers[1])) if numbers else (None, None)
    return Item(text, cast("Kind", kind), level, label)


def _units(found: ItemAssignment, items: list[Item]) -> str:
    text = items[found.at].text
    given_units = list(found.clause.assignments)
    if found.origin == "forward_default":
        assert found.clause.default_assignment is not None
        given_units = [found.clause.default_assignment]
    return "+".join(text[a.start : a.end] for a in given_units)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_clauses_hold_for_the_right_items(case: dict[str, Any]) -> None:
    items = [_item(line) for line in case["items"]]
    found = [[f.item, f.origin, f.at, _units(f, items)] for f in apply_scopes(items)]
    assert case["holds"] == found


LINES = st.sampled_from(
    [
        "责任单位：市财政局",
        "做好这件事。",
        "做好那件事。（市公安局负责）",
        "以上任务由市数据局负责。",
        "第1—2项由市水利局负责。",
        "（责任单位：市商务局。以下措施均需各县区落实，不再单独列出）",
        "市教育局负责校园管理。",
        "",
    ]
)
ITEMS = st.builds(
    Item,
    LINES,
    st.sampled_from(["heading", "item", "text"]),
    st.none() | st.integers(1, 4),
    st.none() | st.integers(1, 3),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ITEMS, max_size=14))
def test_every_clause_stands_where_it_is_said_to_and_holds_for_an_item(items: list[Item]) -> None:
    for found in apply_scopes(items):
        assert 0 <= found.item < len(items)
        assert 0 <= found.clause.start < found.clause.end <= len(items[found.at].text)
        if found.origin == "forward_default":
            assert found.item > found.at


@pytest.mark.parametrize(
    "lines",
    [
        ["责任单位：市财政局"],
        ["做好这件事。（市公安局负责）"],
        ["以上任务由市数据局负责。"],
        ["（责任单位：市商务局。以下措施均需各县区落实，不再单独列出）"],
    ],
)
def test_many_paragraphs_take_linear_time(lines: list[str]) -> None:
    items = [Item(lines[i % len(lines)], "text") for i in range(10_000)]
    items += [Item("1.做好这件事。", "item", 1, 1)] * 1_000
    start = time.process_time()
    apply_scopes(items)
    assert time.process_time() - start < 12
