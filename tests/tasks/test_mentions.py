"""Times in the sentences of tasks and in the headings above them."""

from __future__ import annotations

import pytest

from extractor import extract
from extractor.tasks.deadlines import find_deadline_mentions, heading_deadline

NOTICE = """某某县人民政府办公室关于印发2021年重点任务分工方案的通知
某政办发〔2021〕5号
各乡镇人民政府，县直各单位：
现将方案印发给你们。
一、2021年6月底前完成的任务
1.完成改造。（责任单位：县住建局）
2.开展培训，9月底前组织考核。（县教育局牵头，县财政局配合，8月底前完成）
二、其他任务
3.加强监管。每季度通报一次情况。（责任单位：县市场监管局）
4.由县水利局牵头，10月底前完成河道整治。
某某县人民政府办公室
2021年3月1日
"""


def test_a_heading_sets_the_time_of_tasks_that_state_none():
    first, second, third, _ = extract(NOTICE.encode()).tasks
    assert [(d.text, d.end) for d in first.deadlines] == [("2021年6月底前完成的任务", "2021-06-30")]
    assert ("deadlines", "section_title") in [(d.field, d.rule) for d in first.derived]
    assert [d.end for d in second.deadlines] == ["2021-08-31"]
    assert third.deadlines == ()


def test_times_of_sentences_are_mentions():
    _, second, third, _ = extract(NOTICE.encode()).tasks
    (mention,) = second.deadline_mentions
    assert (mention.text, mention.kind, mention.end) == ("9月底前", "date", "2021-09-30")
    assert mention.anchor is not None
    assert mention.anchor.line == 7
    (rhythm,) = third.deadline_mentions
    assert (rhythm.text, rhythm.kind) == ("每季度", "recurring")


def test_a_sentence_that_assigns_itself_is_its_own_task():
    last = extract(NOTICE.encode()).tasks[-1]
    assert last.task == "由县水利局牵头，10月底前完成河道整治。"
    assert [unit.text for unit in last.lead_units] == ["县水利局"]
    assert [d.end for d in last.deadlines] == ["2021-10-31"]


@pytest.mark.parametrize(
    ("title", "kind", "end"),
    [
        ("长期坚持的任务", "ongoing", None),
        ("立行立改事项", "immediate", "2021-03-01"),
        ("2021年12月底前完成整改的问题（3项）", None, None),
        ("2021年重点任务", None, None),
        ("加快推进6月底前完成的改造", None, None),
        ("需于9月30日前办结的事项", "date", "2021-09-30"),
    ],
)
def test_reads_headings_that_are_times_and_no_others(title, kind, end):
    found = heading_deadline(title, issue_date="2021-03-01", plan_year=2021)
    assert (found.kind if found else None, found.end if found else None) == (kind, end)


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("生活补贴每人每年只享受一次", []),
        ("补助标准为每年每人500元", []),
        ("每月300元", []),
        ("各单位每月报送一次", ["每月"]),
        ("每年举办活动不少于2场", ["每年"]),
    ],
)
def test_what_each_may_have_a_year_is_no_rhythm(text: str, mentions: list[str]) -> None:
    found = find_deadline_mentions(text)
    assert [text[one.start : one.end] for one in found] == mentions
