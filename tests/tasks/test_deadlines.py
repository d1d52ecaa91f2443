"""Deadlines: cells of a notice issued 2021-07-16 whose plan is for 2021."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model.notice import Deadline
from extractor.tasks.deadlines import find_deadline_mentions, parse_deadlines, plan_year_of
from tests.text.fixtures import cases

CASES = Path(__file__).parent / "cases"


def shown(found: Deadline) -> str:
    rule = [found.recurrence] if found.recurrence else []
    return " ".join([found.kind, f"{found.start or ''}..{found.end or ''}", *rule])


@pytest.mark.parametrize(("cell", "expected"), cases("deadlines", folder=CASES))
def test_reads_the_cell(cell: str, expected: list[str]) -> None:
    found = parse_deadlines(cell, issue_date="2021-07-16", plan_year=2021)
    assert [shown(deadline) for deadline in found] == expected


def test_a_past_month_moves_only_where_no_plan_year_is_stated() -> None:
    (kept,) = parse_deadlines("3月底前", issue_date="2021-07-16", plan_year=2021)
    (moved,) = parse_deadlines("3月底前", issue_date="2021-07-16", plan_year=None)
    (leap,) = parse_deadlines("2月底前", issue_date="2023-07-16", plan_year=None)
    assert (kept.end, moved.end, leap.end) == ("2021-03-31", "2022-03-31", "2024-02-29")


def test_a_plan_for_next_year_wins_over_the_year_of_issue() -> None:
    (found,) = parse_deadlines("6月底前", issue_date="2021-12-20", plan_year=2022)
    assert found.end == "2022-06-30"


def test_without_any_year_the_day_stays_open() -> None:
    (found,) = parse_deadlines("12月底前", issue_date=None, plan_year=None)
    assert (found.kind, found.end) == ("date", None)


def test_texts_together_say_what_the_cell_says() -> None:
    cell = "一期6月底前启动，\n二期12月底前完成；长期坚持。"
    found = parse_deadlines(cell, issue_date=None, plan_year=2021)
    assert [deadline.text for deadline in found] == [
        "一期6月底前启动",
        "二期12月底前完成",
        "长期坚持",
    ]


def test_what_is_not_understood_keeps_its_text() -> None:
    (found,) = parse_deadlines(" 视项目进度而定 ", issue_date=None, plan_year=None)
    assert found == Deadline(text="视项目进度而定")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区商务局牵头，9月底前出台政策，年内持续推进", ["9月底前", "年内持续推进"]),
        ("2022年10月底前编制并公布清单", ["2022年10月底前"]),
        ("到2025年，建成3个园区", ["到2025年"]),
        ("每季度通报一次", ["每季度"]),
        ("2021年7月召开的会议", []),
        ("全年增长5.5%", []),
        ("近3年内无违规", []),
        ("本单位2019年以来情况", []),
        ("投资3.5亿元", []),
        ("按照《甲发展规划（2018—2022年）》部署", []),
        ("返还标准按6个月的失业保险金", []),
        ("教育支出逐年只增不减", []),
        ("沿海公路12月段", []),
    ],
)
def test_finds_what_sets_a_time(text: str, expected: list[str]) -> None:
    assert [text[found.start : found.end] for found in find_deadline_mentions(text)] == expected


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("关于印发2021年甲区政务公开工作任务分解表的通知", 2021),
        ("关于印发甲县2022年度重点工作的通知", 2022),
        ("二〇一〇年工作要点", 2010),
        ("三年行动计划（2018—2020年）", None),
        ("关于2021年7月16日会议的通知", None),
        ("关于2021年总结和2022年安排的通知", 2022),
        ("关于加强工作的意见", None),
        ("2021 年工作要点", 2021),
    ],
)
def test_reads_the_plan_year(title: str, year: int | None) -> None:
    assert plan_year_of(title) == year


PIECES = st.lists(
    st.sampled_from(
        [
            "2021年",
            "12月",
            "31日",
            "底",
            "前",
            "每",
            "季度",
            "末",
            "月",
            "至",
            "—",
            "，",
            "；",
            "持续推进",
            "印发之日起",
            "30日内",
            "年内",
            "到",
            "99",
            "即日起",
            " ",
            "\n",
            "启动",
            "次年",
            "春节前",
            "1.",
            "半",
            "十",
        ]
    ),
    max_size=12,
).map("".join)
ISSUES = st.sampled_from([None, "2021-07-16", "2020-02-29", "none"])
YEARS = st.sampled_from([None, 2021, 2024, 0, 99999])


@given(st.one_of(PIECES, st.text(max_size=30)), ISSUES, YEARS)
def test_deadlines_run_forward_and_keep_the_words(
    text: str, issue: str | None, year: int | None
) -> None:
    found = parse_deadlines(text, issue_date=issue, plan_year=year)
    rest = text
    for deadline in found:
        assert deadline.text
        assert deadline.text in rest
        rest = rest[rest.index(deadline.text) + len(deadline.text) :]
        assert not (deadline.start and deadline.end) or deadline.start <= deadline.end


@given(st.one_of(PIECES, st.text(max_size=30)))
def test_mentions_stand_in_the_text_and_apart(text: str) -> None:
    floor = 0
    for found in find_deadline_mentions(text):
        assert floor <= found.start < found.end <= len(text)
        floor = found.end


@pytest.mark.parametrize("unit", ["1", "2021年", "、", "(", "每月", "一", "即日起至"])
def test_time_is_linear(unit: str) -> None:
    started = time.process_time()
    parse_deadlines(unit * (1_000_000 // len(unit)), issue_date="2021-07-16", plan_year=None)
    assert time.process_time() - started < 12
