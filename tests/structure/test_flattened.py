"""Tables of one cell a line: rebuilt where only one reading is possible, told where not."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor import Notice, extract
from tests.forge import plain
from tests.forge.compare import compare_tasks
from tests.forge.invent import LAYOUTS, invent

HEAD = ["青川县人民政府办公室关于印发任务分解表的通知", "各乡镇人民政府：", "请认真执行。"]


def read(*lines: str) -> Notice:
    return extract("\n".join([*HEAD, *lines]).encode())


def codes(notice: Notice) -> set[str]:
    return {one.code for one in notice.diagnostics if one.code.startswith("table.")}


def rows(notice: Notice) -> list[tuple[str | None, str | None, list[str], list[str]]]:
    return [
        (
            task.number,
            task.task,
            [unit.text for unit in (*task.lead_units, *task.responsible_units)],
            [deadline.text for deadline in task.deadlines],
        )
        for task in notice.tasks
    ]


def test_rows_begin_with_their_numbers_and_units_may_stand_on_several_lines() -> None:
    notice = read(
        *("序号", "工作任务", "责任单位", "完成时限"),
        *("1", "修路", "县交通运输局", "县财政局", "6月底前"),
        *("2", "架桥", "县水利局", "年底前"),
        "备注：请按时完成。",
    )
    assert rows(notice) == [
        ("1", "修路", ["县交通运输局", "县财政局"], ["6月底前"]),
        ("2", "架桥", ["县水利局"], ["年底前"]),
    ]
    assert codes(notice) == {"table.rebuilt"}
    assert notice.coverage.unplaced == ()


def test_headings_across_the_table_stay_headings() -> None:
    notice = read(
        *("工作任务", "牵头单位"),
        "完成时限",
        "一、基础设施",
        *("1.修路。", "县交通运输局", "6月底前"),
        "二、公共服务",
        *("2.架桥。", "县水利局", "年底前"),
    )
    assert [task.section_path for task in notice.tasks] == [("基础设施",), ("公共服务",)]


@pytest.mark.parametrize(
    "lines",
    [
        # Which of the two names is the lead of the three?
        ["1 修路 县交通运输局 县财政局 县公安局", "2 架桥 县水利局 县财政局"],
        # Is the one name the lead or a helper?
        ["1 修路 县交通运输局", "2 架桥 县水利局 县财政局"],
        # A name that is not known as one might be taken for the task's.
        ["1 修路 某某指挥协调组 县财政局 县公安局", "2 架桥 县水利局 县财政局"],
    ],
)
def test_what_reads_two_ways_is_left_and_told(lines: list[str]) -> None:
    cells = [cell for line in lines for cell in line.split()]
    notice = read("序号", "工作任务", "牵头单位", "配合单位", *cells)
    assert notice.tasks == ()
    assert notice.tables == ()
    assert codes(notice) == {"table.flattened"}
    assert [text.text for text in notice.body][-len(cells) :] == cells


def test_a_signature_below_the_last_row_is_no_part_of_it() -> None:
    notice = read(
        *("序号", "工作任务", "责任单位"),
        *("1", "修路", "县交通运输局"),
        *("2", "架桥", "县水利局"),
        "青川县人民政府办公室",
        "2023年3月8日",
    )
    assert [names for _, _, names, _ in rows(notice)] == [["县交通运输局"], ["县水利局"]]
    assert notice.issue_date == "2023-03-08"


def test_a_header_in_one_line_with_its_columns_mixed_is_told() -> None:
    notice = read(
        "序号 工作任务 牵头单位 责任单位", "1 修路 县交通运输局 县财政局 2 架", "桥 县水利局"
    )
    assert codes(notice) == {"table.flattened"}


def test_rows_that_part_in_millions_of_ways_take_no_time() -> None:
    words = ("序号", "工作任务", "工作目标", "主要举措", "主要内容", "工作要求", "责任单位")
    row = ["把各项工作做深做细做实，确保取得实效。"] * 59
    lines = [*words, "1", *row, "2", *row] * 20
    started = process_time()
    notice = read(*lines)
    assert process_time() - started < 30
    assert codes(notice) == {"table.flattened"}
    assert notice.tasks == ()


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(10_000, 1_000_000), st.sampled_from([one for one in LAYOUTS if one[0] == "T"]))
def test_a_table_is_rebuilt_without_a_fault_or_not_at_all(seed: int, layout: str) -> None:
    truth = invent(seed, layout)
    notice = extract(plain.flattened(truth, seed))
    assert codes(notice) in ({"table.rebuilt"}, {"table.flattened"})
    if "table.rebuilt" in codes(notice):
        assert len(notice.tasks) == len(truth.tasks)
        assert not any(compare_tasks(notice, truth))


def test_rows_that_share_a_number_are_rows_of_their_own() -> None:
    notice = read(
        *("序号", "民生实事", "责任单位", "完成时限"),
        *("1", "修建县综合服务中心。", "县残联", "5月底前"),
        *("2", "开工建设养老楼。", "县民政局", "5月底前", "开工建设老年大学。", "12月底前"),
        *("3", "架桥。", "县水利局", "年底前"),
    )
    assert rows(notice) == [
        ("1", "修建县综合服务中心。", ["县残联"], ["5月底前"]),
        ("2", "开工建设养老楼。", ["县民政局"], ["5月底前"]),
        (None, "开工建设老年大学。", [], ["12月底前"]),
        ("3", "架桥。", ["县水利局"], ["年底前"]),
    ]
