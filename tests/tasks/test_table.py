"""Tasks from tables: what blank, merged, ditto and "none" cells mean (four different things)."""

from __future__ import annotations

from extractor.structure import outline
from extractor.structure.outline import TablePart
from extractor.tasks.draft import Setting, TaskDraft
from extractor.tasks.table import tasks_of_table
from extractor.units import find_jurisdiction
from tests.documents import document, table

SETTING = Setting(jurisdiction=find_jurisdiction([], year=2023), issue_date="2023-03-08")


def tasks(rows, **options) -> list[TaskDraft]:
    found = outline(document(["青川县2023年重点任务分解表", table(rows, **options)]))
    (part,) = [p for p in found.parts if isinstance(p, TablePart)]
    return tasks_of_table(part, SETTING)


def units(draft: TaskDraft, role: str) -> list[str]:
    return [entry.unit.text for entry in draft.units.get(role, ())]


def derived(draft: TaskDraft) -> list[tuple[str, str]]:
    return [(d.field, d.rule) for d in draft.derived]


HEADER = ["工作任务", "工作要求", "牵头单位", "责任单位"]


def test_a_row_gives_number_task_requirement_and_units() -> None:
    (draft,) = tasks([HEADER, ["3.修路。", "先勘察。", "县交通局", "县财政局、县水利局"]])
    assert (draft.number, draft.task.text, draft.requirement.text) == ("3", "修路。", "先勘察。")
    assert units(draft, "lead") == ["县交通局"]
    assert units(draft, "responsible") == ["县财政局", "县水利局"]
    assert draft.source == "column"
    assert derived(draft) == []


def test_a_blank_lead_is_an_empty_list_with_nothing_derived() -> None:
    first, second = tasks(
        [HEADER, ["1.甲事。", "办", "县交通局", "县财政局"], ["2.乙事。", "办", "", "县财政局"]]
    )
    assert units(first, "lead") == ["县交通局"]
    assert units(second, "lead") == []
    assert derived(second) == []


def test_a_merged_cell_speaks_for_the_rows_it_covers_and_says_so() -> None:
    first, second = tasks(
        [HEADER, ["1.甲事。", "办好", "县交通局", "县财政局"], ["2.乙事。", None, "", "县财政局"]],
        spans={(1, 1): (2, 1)},
    )
    assert second.requirement.text == first.requirement.text == "办好"
    assert derived(first) == []
    assert derived(second) == [("requirement", "merged_cell")]


def test_a_unit_cell_merged_over_two_unit_columns_fills_both() -> None:
    (draft,) = tasks([HEADER, ["1.甲事。", "办", "县财政局", None]], spans={(1, 2): (1, 2)})
    assert units(draft, "lead") == units(draft, "responsible") == ["县财政局"]
    assert derived(draft) == [("responsible_units", "merged_cell")]


def test_ditto_copies_the_row_above_and_says_so() -> None:
    _, second = tasks(
        [HEADER, ["1.甲事。", "办", "县交通局", "县财政局"], ["2.乙事。", "同上", "〃", "县水利局"]]
    )
    assert second.requirement.text == "办"
    assert units(second, "lead") == ["县交通局"]
    assert derived(second) == [("requirement", "ditto"), ("lead_units", "ditto")]


def test_a_stroke_means_none() -> None:
    _, second = tasks(
        [HEADER, ["1.甲事。", "办", "县交通局", "县财政局"], ["2.乙事。", "办", "/", "县水利局"]]
    )
    assert units(second, "lead") == []
    assert derived(second) == []


def test_a_column_of_its_own_numbers_the_tasks() -> None:
    drafts = tasks(
        [
            ["序号", "重点任务", "责任单位", "完成时限", "备注"],
            ["1", "修路。", "县交通局", "2023年12月底前", "续建"],
        ]
    )
    assert drafts[0].number == "1"
    assert drafts[0].task.text == "修路。"
    assert [d.deadline.end for d in drafts[0].deadlines] == ["2023-12-31"]
    assert drafts[0].remarks.text == "续建"


def test_columns_without_a_field_keep_their_header() -> None:
    (draft,) = tasks(
        [
            ["序号", "重点任务", "责任单位", "总投资（万元）", "进展情况"],
            ["1", "修路。", "县交通局", "300", "已开工"],
        ]
    )
    assert [(k, v.text) for k, v in draft.extra] == [
        ("总投资（万元）", "300"),
        ("进展情况", "已开工"),
    ]


def test_leaders_and_people_are_no_units() -> None:
    (draft,) = tasks(
        [
            ["序号", "重点任务", "分管领导", "责任单位", "责任人"],
            ["1", "修路。", "张三", "县交通局", "李四、王五"],
        ]
    )
    assert [(p.role, p.passage.text) for p in draft.people] == [
        ("分管领导", "张三"),
        ("责任人", "李四"),
        ("责任人", "王五"),
    ]
    assert units(draft, "responsible") == ["县交通局"]


def test_further_measures_of_a_merged_task_are_tasks_with_the_same_text() -> None:
    first, second = tasks(
        [
            ["序号", "重点任务", "工作措施", "责任单位"],
            ["1", "修路。", "先勘察。", "县交通局"],
            [None, None, "再施工。", "县住建局"],
        ],
        spans={(1, 0): (2, 1), (1, 1): (2, 1)},
    )
    assert (first.task.text, second.task.text) == ("修路。", "修路。")
    assert second.requirement.text == "再施工。"
    assert derived(second) == [("number", "merged_cell"), ("task", "merged_cell")]


def test_where_merged_cells_are_lost_a_blank_task_is_the_one_above() -> None:
    _, second = tasks(
        [
            ["重点任务", "工作措施", "责任单位"],
            ["1.修路。", "先勘察。", "县交通局"],
            ["", "再施工。", "县住建局"],
        ],
        spans_known=False,
    )
    assert (second.number, second.task.text) == ("1", "修路。")
    assert derived(second) == [("task", "blank_below"), ("number", "blank_below")]


def test_category_cells_are_sections() -> None:
    drafts = tasks(
        [
            ["类别", "重点任务", "责任单位"],
            ["交通", "修路。", "县交通局"],
            [None, "架桥。", "县交通局"],
            ["水利", "清淤。", "县水利局"],
        ],
        spans={(1, 0): (2, 1)},
    )
    assert [d.section.title.text for d in drafts if d.section] == ["交通", "交通", "水利"]
    assert [d.section.id for d in drafts if d.section] == ["1", "1", "2"]


def test_a_category_printed_again_in_the_next_cell_opens_no_new_section() -> None:
    drafts = tasks(
        [
            ["类别", "重点任务", "责任单位"],
            ["交通", "修路。", "县交通局"],
            ["交通", "架桥。", "县交通局"],
        ]
    )
    assert [d.section.id for d in drafts if d.section] == ["1", "1"]


def test_the_place_of_a_task_leaves_its_number_out() -> None:
    (draft,) = tasks([HEADER, ["3.修路。", "先勘察。", "县交通局", ""]])
    assert (draft.places["number"].text, draft.places["task"].text) == ("3.", "修路。")


def test_a_row_of_totals_is_no_section_and_no_task() -> None:
    drafts = tasks(
        [["序号", "重点任务", "责任单位"], ["1", "修路。", "县交通局"], ["合计", "", ""]]
    )
    assert [d.task.text for d in drafts] == ["修路。"]
    assert drafts[0].section is None


def test_ditto_under_a_responsible_unit_that_leads_copies_the_lead() -> None:
    _, second = tasks(
        [
            ["序号", "重点任务", "责任单位", "配合单位"],
            ["1", "修路。", "县交通局", "县财政局"],
            ["2", "架桥。", "同上", "县水利局"],
        ]
    )
    assert units(second, "lead") == ["县交通局"]


def test_the_name_of_a_section_may_assign_what_its_rows_leave_open() -> None:
    first, second, third = tasks(
        [
            ["领域", "任务", "责任单位"],
            ["医疗（牵头单位：县卫健局）", "建设病历数据集", "县医院"],
            [None, "建设影像数据集", "县数据局"],
            ["交通", "建设路况数据集", "县交通局"],
        ],
        spans={(1, 0): (2, 1)},
    )
    for draft in (first, second):
        assert units(draft, "lead") == ["县卫健局"]
        assert ("lead_units", "section_default") in derived(draft)
    assert units(second, "responsible") == ["县数据局"]
    assert units(third, "lead") == []
