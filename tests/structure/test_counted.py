"""Numbers that a copy damaged: two items run together, marks behind numbers lost."""

from __future__ import annotations

import pytest

from extractor import Notice, extract

HEAD = "青川县人民政府关于加强道路养护的意见\n\n各乡镇人民政府：\n\n"


def read(*lines: str) -> Notice:
    return extract((HEAD + "\n\n".join(lines) + "\n").encode(), name="notice.txt")


def test_the_count_parts_two_items_of_one_paragraph() -> None:
    tasks = read(
        "8．清理边沟。（责任单位：县公路局）",
        "9．修补路面。（责任单位：县公路局）１０．更换标牌。年内完成。（责任单位：县交警大队）",
        "11．栽植行道树。（责任单位：县林业局）",
    ).tasks
    assert [(task.number, task.task, task.responsible_units[0].text) for task in tasks] == [
        ("8", "清理边沟。", "县公路局"),
        ("9", "修补路面。", "县公路局"),
        ("10", "更换标牌。", "县交警大队"),
        ("11", "栽植行道树。", "县林业局"),
    ]


def test_a_heading_run_into_the_text_above_it_is_one() -> None:
    tasks = read(
        "一、养护道路",
        "(一)清理边沟",
        "雨前清完。(县公路局负责)二、整治环境",
        "(二)栽植行道树",
        "沿线补种。(县林业局负责)(三)更换标牌",
        "全部更换。(县交警大队负责)",
        "三、保障措施",
        "(四)加强督查",
        "定期督查。(县政府办负责)",
    ).tasks
    assert [(task.number, task.task, task.section_path) for task in tasks] == [
        ("一", "清理边沟", ("养护道路",)),
        ("二", "栽植行道树", ("整治环境",)),
        ("三", "更换标牌", ("整治环境",)),
        ("四", "加强督查", ("保障措施",)),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("（一）奖励养护。按长度奖励。（二）类地区减半。（责任单位：县财政局）", "（二）清沟。"),
        ("1.评定等级。依下列标准：2.5米以上的为一级。（责任单位：县公路局）", "2.清沟。"),
        ("1.修路。先做第2.1节所列。2.5公里为限。（责任单位：县公路局）", "2.清沟。"),
    ],
)
def test_a_number_that_the_count_does_not_prove_parts_nothing(lines: tuple[str, ...]) -> None:
    (task,) = read(*lines).tasks
    assert task.number in {"1", "一"}


def test_numbers_that_lost_their_marks_count() -> None:
    tasks = read(
        "1修补路面。先主路后支路。（责任单位：县公路局）",
        "2清理边沟。（责任单位：县公路局）",
        "3更换标牌。（责任单位：县交警大队）",
    ).tasks
    assert [(task.number, task.task) for task in tasks] == [
        ("1", "修补路面。"),
        ("2", "清理边沟。"),
        ("3", "更换标牌。"),
    ]


def test_a_number_of_things_is_no_number_of_an_item() -> None:
    tasks = read(
        "1个月内修补路面。（责任单位：县公路局）",
        "2处边沟要清理。（责任单位：县公路局）",
        "3座桥要加固。（责任单位：县公路局）",
    ).tasks
    assert [task.number for task in tasks] == [None, None, None]
