"""Gold labels against records made by hand: every count is by reading."""

from __future__ import annotations

import pytest

from extractor.evaluation import Tally, compare
from extractor.evaluation.gold import (
    GoldDeadline,
    GoldDirective,
    GoldNotice,
    GoldReporting,
    GoldTask,
)
from extractor.model.anchor import Anchor
from extractor.model.notice import (
    Deadline,
    Derivation,
    Directive,
    Notice,
    Reporting,
    Source,
    Task,
    Unit,
)

SOURCE = Source(uri="例.txt", sha256="0" * 64, media_type="text/plain", bytes=1)


def units(*texts, name=None):
    return tuple(Unit(text=text, kind="agency", name=name) for text in texts)


def task(position, text, number=None, **more):
    return Task(id=f"n#{position}", position=position, number=number, task=text, **more)


def outcome(gold_tasks, tasks, *, names=None, also=None, labelled=(), directives=(), **more):
    duties = more.pop("duties", ())
    more["labelled"] = more.pop("gold_labelled", ())
    gold = GoldNotice(
        **more,
        id="n",
        file="n.txt",
        sha256="0" * 64,
        tasks=tuple(gold_tasks),
        directives=tuple(labelled),
        names=names or {},
        names_also=also or {},
    )
    notice = Notice(
        id="n",
        source=SOURCE,
        tasks=tuple(tasks),
        directives=tuple(directives),
        reporting=tuple(duties),
    )
    return compare(gold, notice)


def differences(result):
    return [(d.field, d.task, d.expected, d.got) for d in result.discrepancies]


def test_what_agrees_scores_in_full_and_has_no_differences():
    result = outcome(
        [
            GoldTask(
                number="1",
                begins="修路。",
                lead=("县发改局",),
                responsible=("县财政局", "县教育局"),
                deadlines=(GoldDeadline(text="6月底前", kind="date", end="2024-06-30"),),
            )
        ],
        [
            task(
                1,
                "修路。",
                "1",
                lead_units=units("县发改局"),
                responsible_units=units("县财政局", "县教育局"),
                deadlines=(Deadline(text="6月底前", kind="date", end="2024-06-30"),),
            )
        ],
    )
    assert result.discrepancies == ()
    assert result.scores["role"] == Tally(expected=3, found=3, right=3)
    for field in ("task", "deadline", "deadline_kind", "deadline_end", "exact"):
        assert result.scores[field] == Tally(expected=1, found=1, right=1)


def test_a_unit_under_another_role_is_wrong_as_a_role_and_right_as_a_unit():
    result = outcome(
        [GoldTask(number="1", begins="修路", lead=("甲局",), derived={"lead": "first_is_lead"})],
        [task(1, "修路。", responsible_units=units("甲局"))],
    )
    assert result.scores["role"] == Tally(expected=1, found=1, right=0)
    assert result.scores["unit"] == Tally(expected=1, found=1, right=1)
    assert result.scores["exact"] == Tally(expected=1, found=1, right=0)
    assert differences(result) == [("role", "1", "lead: 甲局", "responsible: 甲局")]
    assert result.discrepancies[0].rule == "first_is_lead"


def test_units_not_parted_are_one_difference_of_split():
    result = outcome(
        [GoldTask(number="1", begins="修路", lead=("甲局", "乙局", "丙局"))],
        [task(1, "修路。", lead_units=units("甲局乙局", "丙局"))],
    )
    assert result.scores["unit"] == Tally(expected=3, found=2, right=1)
    assert differences(result) == [("unit", "1", "甲局、乙局", "甲局乙局")]


def test_a_unit_found_in_two_roles_is_one_too_many():
    result = outcome(
        [GoldTask(number="1", begins="修路", lead=("甲局",))],
        [task(1, "修路。", lead_units=units("甲局"), supporting_units=units("甲局"))],
    )
    assert result.scores["role"] == Tally(expected=1, found=2, right=1)
    assert differences(result) == [("role", "1", None, "supporting: 甲局")]


def test_the_order_of_a_list_counts_for_the_whole_task_alone():
    result = outcome(
        [GoldTask(number="1", begins="修路", lead=("甲局", "乙局"))],
        [task(1, "修路。", lead_units=units("乙局", "甲局"))],
    )
    assert result.scores["role"].right == 2
    assert result.scores["exact"].right == 0
    assert [d.field for d in result.discrepancies] == ["exact"]


def test_tasks_without_partner_count_with_all_they_say():
    result = outcome(
        [GoldTask(number="1", begins="修路", lead=("甲局", "乙局"))],
        [task(1, "架桥。", "2", lead_units=units("甲局"))],
    )
    assert result.scores["task"] == Tally(expected=1, found=1, right=0)
    assert result.scores["role"] == Tally(expected=2, found=1, right=0)
    assert result.scores["unit"] == Tally()
    assert differences(result) == [("task", "1", "修路", None), ("task", "2", None, "架桥。")]


@pytest.mark.parametrize(
    "found",
    [
        task(1, "（一）加强 养护。 每月巡查。"),
        task(1, "推进工作", requirement="加强养护。每月巡查。"),
        task(1, "养护", requirement="总则。加强养护。每月巡查。"),
        task(1, None, requirement="每月巡查。", section_path=("公路", "加强养护")),
        task(1, "加强养护", requirement="每月巡查。"),
    ],
    ids=["label", "requirement", "behind heading", "section", "task and requirement"],
)
def test_a_task_is_found_by_how_its_text_or_its_run_in_heading_begins(found):
    result = outcome([GoldTask(begins="加强养护。每月")], [found])
    assert result.scores["task"] == Tally(expected=1, found=1, right=1)


def test_of_equal_beginnings_the_number_decides_then_the_order():
    gold = [
        GoldTask(number="2", begins="修路", lead=("乙局",)),
        GoldTask(number="3", begins="修路", lead=("丙局",)),
        GoldTask(number="3", begins="修路", lead=("丁局",)),
    ]
    found = [
        task(1, "修路。", "1", lead_units=units("甲局")),
        task(2, "修路。", "2", lead_units=units("乙局")),
        task(3, "修路。", "3", lead_units=units("丙局")),
        task(4, "修路。", "3", lead_units=units("丁局")),
    ]
    result = outcome(gold, found)
    assert result.scores["exact"] == Tally(expected=3, found=4, right=3)


def test_the_own_text_is_surer_than_a_heading_over_several():
    heading = (Derivation(field="task", rule="run_in_heading"),)
    found = [
        task(1, "修路。", requirement="先勘察。", derived=heading, lead_units=units("甲局")),
        task(2, "修路。", lead_units=units("乙局")),
    ]
    result = outcome([GoldTask(begins="修路。", lead=("乙局",))], found)
    assert result.scores["exact"].right == 1


def test_a_name_is_right_wrong_or_absent():
    names = {
        "县发改局": "青川县发展和改革局",
        "县水利局": "青川县水利局",
        "县档案馆": "青川县档案馆",
    }
    result = outcome(
        [],
        [
            task(1, "修路", lead_units=units("县发改局", name="青川县发展和改革局")),
            task(2, "修路", lead_units=units("县水利局", name="广元市水利局")),
            task(3, "修路", lead_units=units("县档案馆", "各乡镇")),
        ],
        names={**names, "各乡镇": None},
        also={"县发改局": ("青川县发改局",), "县档案馆": ("青川档案馆",)},
    )
    assert result.scores["name"] == Tally(expected=3, found=2, right=1)
    assert [d[2:] for d in differences(result) if d[0] == "name"] == [
        ("县水利局 = 青川县水利局", "广元市水利局"),
        ("县档案馆 = 青川县档案馆", None),
    ]


def test_a_deadline_is_found_by_its_text_then_judged_by_kind_and_end():
    result = outcome(
        [
            GoldTask(
                begins="修路",
                deadlines=(
                    GoldDeadline(text="6月底前", kind="date", end="2024-06-30"),
                    GoldDeadline(text="每月"),
                ),
            )
        ],
        [task(1, "修路", deadlines=(Deadline(text="6 月底前", kind="period", end="2023-06-30"),))],
    )
    assert result.scores["deadline"] == Tally(expected=2, found=1, right=1)
    assert result.scores["deadline_kind"] == Tally(expected=1, found=1, right=0)
    assert result.scores["deadline_end"] == Tally(expected=1, found=1, right=0)
    assert [d[0] for d in differences(result)] == ["deadline_kind", "deadline_end", "deadline"]


def test_a_directive_is_right_by_kind_and_beginning():
    def directive(text, kind):
        return Directive(text=text, kind=kind, anchor=Anchor(line=1))

    result = outcome(
        [],
        [],
        labelled=[
            GoldDirective(kind="first_is_lead", begins="排在第一位的"),
            GoldDirective(kind="no_order", begins="排名不分先后"),
        ],
        directives=[
            directive("排在第一位的为牵头单位。", "first_is_lead"),
            directive("排名不分先后。", "successor"),
            directive("未注明时限的年底前完成。", "default_deadline"),
        ],
    )
    assert result.scores["directive"] == Tally(expected=2, found=3, right=1)
    assert [d[2:] for d in differences(result)] == [
        ("no_order: 排名不分先后", "successor: 排名不分先后。"),
        (None, "default_deadline: 未注明时限的年底前完成。"),
    ]


def test_an_open_list_counts_when_either_says_so():
    found = [task(1, "修路", open_list=True), task(2, "架桥")]
    result = outcome([GoldTask(begins="修路"), GoldTask(begins="架桥", open_list=True)], found)
    assert result.scores["open_list"] == Tally(expected=1, found=1, right=0)


def test_a_doubtful_role_is_not_scored():
    gold = GoldTask(begins="修路", lead=("甲局",), responsible=("乙局",), doubtful=("responsible",))
    found = task(1, "修路", lead_units=units("甲局"), responsible_units=units("丙局", "丁局"))
    result = outcome([gold], [found])
    assert result.discrepancies == ()
    assert result.scores["role"] == Tally(expected=1, found=1, right=1)
    assert result.scores["exact"].right == 1


@pytest.mark.parametrize("times", [1, 2])
def test_a_task_printed_twice_may_be_found_twice_or_once(times):
    gold = GoldTask(number="1", begins="修路", lead=("甲局",))
    again = GoldTask(number="1", begins="修路", lead=("甲局",), repeated=True)
    found = [task(n, "修路", "1", lead_units=units("甲局")) for n in range(1, times + 1)]
    result = outcome([gold, again], found)
    assert result.discrepancies == ()
    assert result.scores["task"] == Tally(expected=1, found=1, right=1)


def test_ratios_of_nothing_are_none():
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)
    tally = Tally(expected=4, found=2, right=2)
    assert (tally.precision, tally.recall) == (1.0, 0.5)
    assert tally.f1 == pytest.approx(2 / 3)


YEARLY = "FREQ=YEARLY"


def test_times_of_sentences_count_only_where_they_were_labelled():
    gold = GoldTask(
        number="1",
        begins="修路",
        mentions=(
            GoldDeadline(text="每年", kind="recurring", recurrence=YEARLY),
            GoldDeadline(text="到2025年", kind="date", end="2025-12-31"),
        ),
    )
    found = task(
        1,
        "修路。",
        "1",
        deadline_mentions=(
            Deadline(text="每年", kind="recurring", recurrence=YEARLY),
            Deadline(text="到2025年", kind="date", end="2025-01-01"),
            Deadline(text="年内", kind="date", end="2024-12-31"),
        ),
    )
    assert outcome([gold], [found]).scores["mention"] == Tally()
    result = outcome([gold], [found], gold_labelled=("mentions",))
    assert result.scores["mention"] == Tally(expected=2, found=3, right=2)
    assert result.scores["mention_end"] == Tally(expected=2, found=2, right=1)
    assert differences(result) == [
        ("mention_end", "1", "到2025年: date 2025-12-31", "到2025年: date 2025-01-01"),
        ("mention", "1", None, "年内"),
    ]


def test_a_duty_to_report_is_right_with_all_its_times():
    anchor = Anchor(line=1)
    times = (Deadline(text="5月27日前", kind="date", end="2017-05-27"),)
    duties = [
        Reporting(text="各地于5月27日前报省政府办公厅", deadlines=times, anchor=anchor),
        Reporting(text="全年情况于12月8日前报", deadlines=(), anchor=anchor),
    ]
    wanted = (
        GoldReporting(
            begins="各地于",
            deadlines=(GoldDeadline(text="5月27日前", kind="date", end="2017-05-27"),),
        ),
        GoldReporting(
            begins="全年情况于",
            deadlines=(GoldDeadline(text="12月8日前", kind="date", end="2017-12-08"),),
        ),
        GoldReporting(begins="每季度报送"),
    )
    result = outcome([], [], gold_labelled=("reporting",), reporting=wanted, duties=duties)
    assert result.scores["reporting"] == Tally(expected=3, found=2, right=1)
    assert [entry[0] for entry in differences(result)] == ["reporting", "reporting"]
