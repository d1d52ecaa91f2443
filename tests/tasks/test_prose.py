"""Tasks from running text, and what directives elsewhere make of them."""

from __future__ import annotations

import pytest

from extractor import Notice, Task, extract
from extractor.model.notice import Unit

HEAD = "青川县人民政府关于加强道路养护的意见\n\n各乡镇人民政府：\n\n"


def notice(*lines: str) -> Notice:
    return extract((HEAD + "\n\n".join(lines) + "\n").encode(), name="notice.txt")


def names(units: tuple[Unit, ...]) -> list[str]:
    return [unit.text for unit in units]


def roles(task: Task) -> tuple[list[str], list[str], list[str]]:
    return names(task.lead_units), names(task.responsible_units), names(task.supporting_units)


def derived(task: Task) -> list[tuple[str, str]]:
    return [(entry.field, entry.rule) for entry in task.derived]


def test_a_clause_at_the_end_speaks_of_the_whole_item() -> None:
    (task,) = notice(
        "一、重点任务",
        "（一）加快修路。抓紧勘察，年内开工。（县交通运输局牵头，县财政局配合）",
    ).tasks
    assert (task.number, task.task, task.requirement) == (
        "一",
        "加快修路。",
        "抓紧勘察，年内开工。",
    )
    assert roles(task) == (["县交通运输局"], [], ["县财政局"])
    assert task.section_path == ("重点任务",)
    assert task.assignment_source == "clause"
    assert task.printed == {"assignment": "（县交通运输局牵头，县财政局配合）"}
    assert derived(task) == []


def test_lines_below_an_item_belong_to_it_with_its_plain_paragraphs() -> None:
    (task,) = notice(
        "一、重点任务",
        "1.加快修路。抓紧勘察。",
        "力争年内开工。",
        "牵头单位：县交通运输局",
        "责任单位：县财政局、县自然资源局",
    ).tasks
    assert task.requirement == "抓紧勘察。\n力争年内开工。"
    assert roles(task) == (["县交通运输局"], ["县财政局", "县自然资源局"], [])
    assert task.assignment_source == "line"


def test_clauses_in_mid_paragraph_make_tasks_of_their_own() -> None:
    tasks = notice(
        "一、重点任务",
        "（一）加快修路。抓紧勘察。（县交通运输局牵头）落实资金。（县财政局牵头）",
    ).tasks
    assert [(t.number, t.task, t.requirement, names(t.lead_units)) for t in tasks] == [
        ("一.1", "加快修路。", "抓紧勘察。", ["县交通运输局"]),
        ("一.2", "加快修路。", "落实资金。", ["县财政局"]),
    ]
    assert derived(tasks[1]) == [("number", "sub_clause"), ("task", "run_in_heading")]


def test_a_line_below_a_section_heading_speaks_for_its_items_and_says_so() -> None:
    tasks = notice(
        "一、重点任务",
        "牵头单位：县交通运输局",
        "（一）加快修路。抓紧勘察，年内开工，不得拖延。",
        "（二）加快架桥。抓紧设计，年内开工，不得拖延。",
    ).tasks
    assert [names(task.lead_units) for task in tasks] == [["县交通运输局"]] * 2
    assert derived(tasks[0]) == [("lead_units", "section_default")]
    assert tasks[0].assignment_source == "section_default"


def test_units_given_to_all_later_items_are_derived() -> None:
    first, second = notice(
        "一、重点任务",
        "（一）加快修路。抓紧勘察。（责任单位：县交通运输局。以下措施均需各乡镇落实，不再单独列出）",
        "（二）加快架桥。抓紧设计。（责任单位：县水利局）",
    ).tasks
    assert names(first.responsible_units)[0] == "县交通运输局"
    assert names(second.responsible_units) == ["县水利局", "各乡镇"]
    assert ("responsible_units", "forward_default") in derived(second)


def test_an_item_nobody_is_assigned_to_is_text() -> None:
    found = notice(
        "一、重点任务",
        "（一）加快修路。抓紧勘察，各责任单位要认真负责。",
        "（二）加快架桥。抓紧设计。（县水利局负责）",
    )
    assert [task.task for task in found.tasks] == ["加快架桥。"]
    assert "（一）加快修路。抓紧勘察，各责任单位要认真负责。" in [t.text for t in found.body]
    assert found.coverage.unplaced == ()


CLAUSES = (
    "一、重点任务",
    "（一）加快修路。抓紧勘察。（责任单位：县交通运输局、县财政局）",
    "（二）加快架桥。抓紧设计。（责任单位：县水利局、县财政局）",
)


def test_the_first_unit_leads_only_where_a_directive_says_so() -> None:
    plain = notice(*CLAUSES)
    assert [roles(task)[0] for task in plain.tasks] == [[], []]
    said = notice("列第一位的责任单位为牵头单位。", *CLAUSES)
    assert [roles(task) for task in said.tasks] == [
        (["县交通运输局"], ["县财政局"], []),
        (["县水利局"], ["县财政局"], []),
    ]
    assert derived(said.tasks[0]) == [("lead_units", "directive:1")]
    assert said.directives[0].kind == "first_is_lead"


def test_that_order_means_nothing_forbids_it() -> None:
    said = notice("列第一位的责任单位为牵头单位。", "责任单位排名不分先后。", *CLAUSES)
    assert [roles(task)[0] for task in said.tasks] == [[], []]


def test_without_a_lead_the_responsible_units_lead_where_a_directive_says_so() -> None:
    said = notice("无牵头单位的，责任单位即为牵头单位。", *CLAUSES)
    assert roles(said.tasks[0])[0] == ["县交通运输局", "县财政局"]


def test_a_default_deadline_is_given_to_tasks_without_one() -> None:
    said = notice("未注明完成时限的，均为2023年12月底前。", *CLAUSES)
    assert [d.end for d in said.tasks[0].deadlines] == ["2023-12-31"]
    assert ("deadlines", "directive:1") in derived(said.tasks[0])


def test_a_duty_to_report_belongs_to_the_notice() -> None:
    (duty,) = notice("请各乡镇于2023年6月30日前将工作方案报送县政府办公室。", *CLAUSES).reporting
    assert [d.end for d in duty.deadlines] == ["2023-06-30"]


def test_clauses_in_brackets_of_other_kinds_and_people_beside_units() -> None:
    (task,) = notice(
        "一、重点任务",
        "（一）加快修路。抓紧勘察。〔责任领导：张三；责任单位：县交通运输局；完成时限：2023年6月底前〕",
    ).tasks
    assert [(p.role, p.text) for p in task.people] == [("责任领导", "张三")]
    assert names(task.responsible_units) == ["县交通运输局"]
    assert [d.end for d in task.deadlines] == ["2023-06-30"]


def test_what_follows_the_clause_of_the_last_item_is_none_of_it() -> None:
    found = notice(
        "一、重点任务",
        "（一）加快修路。抓紧勘察。（县交通运输局负责）",
        "各乡镇于每季度末月25日前将进展情况报送县政府办公室。",
    )
    assert found.tasks[0].requirement == "抓紧勘察。"
    assert [d.recurrence for d in found.reporting[0].deadlines] == [
        "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"
    ]


def test_clauses_in_a_paragraph_without_a_number_leave_the_tasks_without_one() -> None:
    tasks = notice(
        "一、重点任务",
        "加快修路。抓紧勘察。（县交通运输局牵头）落实资金。（县财政局牵头）",
        "加快架桥。抓紧设计。（县水利局牵头）落实用地。（县自然资源局牵头）",
    ).tasks
    assert [(t.number, t.task, t.requirement) for t in tasks] == [
        (None, "加快修路。", "抓紧勘察。"),
        (None, "加快修路。", "落实资金。"),
        (None, "加快架桥。", "抓紧设计。"),
        (None, "加快架桥。", "落实用地。"),
    ]


ITEMS = (
    "1.修桥。（责任单位：县住建局、县财政局*）",
    "2.修路。（责任单位：县交通运输局*、县审计局）",
)


def test_units_that_a_directive_makes_responsible_everywhere_join_every_task() -> None:
    said = notice("各乡（镇）均为责任单位，不再逐一列出。", *ITEMS)
    assert [roles(task)[1] for task in said.tasks] == [
        ["县住建局", "县财政局", "各乡（镇）"],
        ["县交通运输局", "县审计局", "各乡（镇）"],
    ]
    assert derived(said.tasks[0]) == [("responsible_units", "directive:1")]


def test_a_mark_that_a_directive_names_tells_who_leads() -> None:
    said = notice("带*的为牵头单位。", *ITEMS)
    assert [roles(task)[:2] for task in said.tasks] == [
        (["县财政局"], ["县住建局"]),
        (["县交通运输局"], ["县审计局"]),
    ]
    assert [derived(task) for task in notice(*ITEMS).tasks] == [[], []]


def test_a_list_that_a_directive_excepts_keeps_its_own_leads() -> None:
    said = notice(
        "1.修桥。（责任单位：县住建局、县财政局，除标注“分别牵头”外，列第一位者为牵头单位，下同）",
        "2.修路。（县交通运输局、县审计局分别牵头）",
    )
    assert [roles(task)[:2] for task in said.tasks] == [
        (["县住建局"], ["县财政局"]),
        (["县交通运输局", "县审计局"], []),
    ]
    assert [entry.text for entry in said.directives] == [
        "除标注“分别牵头”外，列第一位者为牵头单位，下同"
    ]


def test_items_named_by_their_numbers_get_the_unit_beside_their_own() -> None:
    said = notice(*ITEMS, "3.绿化。（责任单位：县林业局）", "以上第1—2项由县政府办牵头。")
    assert [roles(task)[0] for task in said.tasks] == [["县政府办"], ["县政府办"], []]


def test_what_speaks_for_a_section_is_placed() -> None:
    said = notice("一、养护", "1.清沟。", "2.补坑。", "本节任务由县公路中心负责。")
    assert [roles(task)[1] for task in said.tasks] == [["县公路中心"], ["县公路中心"]]
    assert said.coverage.unplaced == ()


def test_bodies_that_share_the_work_keep_their_shares() -> None:
    (task,) = notice("1.修桥。（县财政局负责资金筹措，县住建局负责组织实施）").tasks
    shares = [(unit.text, unit.qualifier) for unit in task.responsible_units]
    assert shares == [("县财政局", "负责资金筹措"), ("县住建局", None)]


def test_a_deadline_of_the_whole_section_is_derived_and_stands_at_its_own_words() -> None:
    tasks = notice(
        "一、管网建设滞后，污水直排。",
        "责任单位：县住房和城乡建设局",
        "整改时限：立行立改，长期坚持",
        "整改措施：",
        "1.开展管网普查。",
        "2.新建管网三公里。",
    ).tasks
    assert [task.task for task in tasks] == ["开展管网普查。", "新建管网三公里。"]
    for task in tasks:
        assert [(d.text, d.anchor.characters) for d in task.deadlines] == [
            ("立行立改", (5, 9)),
            ("长期坚持", (10, 14)),
        ]
        assert derived(task) == [
            ("responsible_units", "section_default"),
            ("deadlines", "section_default"),
        ]


def test_a_directive_inside_a_later_clause_speaks_of_that_clause_alone() -> None:
    first, second = notice(
        "一、加快修路。（责任单位：县交通运输局、县财政局）",
        "二、加快架桥。（责任单位：县水利局、县财政局，排第一位的为牵头单位）",
    ).tasks
    assert roles(first) == ([], ["县交通运输局", "县财政局"], [])
    assert roles(second) == (["县水利局"], ["县财政局"], [])


@pytest.mark.parametrize(
    ("tails", "leads"),
    [
        (("，排第一位的为牵头单位", ""), [["县交通运输局"], ["县水利局"]]),
        (("", "，所有任务排第一位的为牵头单位"), [["县交通运输局"], ["县水利局"]]),
        (("", "，排第一位的为牵头单位，下同"), [[], ["县水利局"]]),
    ],
)
def test_in_the_first_clause_it_speaks_of_all(
    tails: tuple[str, str], leads: list[list[str]]
) -> None:
    tasks = notice(
        f"一、加快修路。（责任单位：县交通运输局、县财政局{tails[0]}）",
        f"二、加快架桥。（责任单位：县水利局、县财政局{tails[1]}）",
    ).tasks
    assert [names(task.lead_units) for task in tasks] == leads


def test_a_word_may_stand_before_the_units_of_a_line() -> None:
    tasks = notice(
        "一、目标",
        "1.公路养护里程增长百分之六。",
        "分管县领导：林建国",
        "部门分工：县交通运输局牵头，县财政局、县公安局配合。",
        "2.桥梁全部巡查。",
        "部门分工：县公路中心负责。",
    ).tasks
    assert [(task.number, roles(task)) for task in tasks] == [
        ("1", (["县交通运输局"], [], ["县财政局", "县公安局"])),
        ("2", ([], ["县公路中心"], [])),
    ]
    assert [person.text for person in tasks[0].people] == ["林建国"]


def test_a_saying_for_what_is_below_leaves_what_is_above_as_printed() -> None:
    tasks = notice(
        "一、目标",
        "1.修路。",
        "责任单位：县住建局、县财政局",
        "2.修桥。",
        "责任单位：县交通运输局、县财政局（列第一位的为牵头单位，下同）",
        "3.清沟。",
        "责任单位：县水利局、县财政局",
    ).tasks
    assert [roles(task)[:2] for task in tasks] == [
        ([], ["县住建局", "县财政局"]),
        (["县交通运输局"], ["县财政局"]),
        (["县水利局"], ["县财政局"]),
    ]
