"""Layouts that the forge does not make: cards, indicators, matrices, texts by unit."""

from __future__ import annotations

import pytest

from extractor import Notice, extract

HEAD = """<!DOCTYPE html><meta charset=utf-8><body>
<p align=center>绿水县人民政府办公室关于印发2024年重点工作任务分解表的通知</p>
<p align=center>绿政办发〔2024〕12号</p><p>各乡镇人民政府，县政府各部门：</p>
<p>现将任务分解表印发给你们，请认真贯彻落实。</p>
<p align=right>绿水县人民政府办公室</p><p align=right>2024年3月8日</p>"""

Cells = list[list[str]]


def read(*tables: Cells, text: str = "") -> Notice:
    drawn = "<p>问题清单</p>".join(
        "<table border=1>"
        + "".join(f"<tr>{''.join(f'<td>{cell}' for cell in row)}</tr>" for row in rows)
        + "</table>"
        for rows in tables
    )
    notice = extract((HEAD + text + drawn).encode())
    assert notice.coverage.unplaced == ()
    return notice


def units(notice: Notice, role: str) -> list[list[str]]:
    return [[unit.text for unit in getattr(task, role)] for task in notice.tasks]


CARD = [
    ["序号", "1"],
    ["反馈问题", "污水直排"],
    ["整改目标", "水质达标"],
    ["整改措施", "建设管网"],
    ["责任单位", "县住建局、县水利局"],
    ["责任人", "张某某"],
    ["整改时限", "2024年12月底前"],
]
SECOND = [
    ["序号", "2"],
    ["反馈问题", "扬尘污染"],
    ["整改目标", "达标"],
    ["整改措施", "喷淋降尘"],
    ["责任单位", "县城管局"],
    ["责任人", "李某某"],
    ["整改时限", "立行立改"],
]


@pytest.mark.parametrize("tables", [(CARD, SECOND), (CARD + SECOND,)], ids=["apart", "stacked"])
def test_a_card_is_a_task(tables):
    notice = read(*tables)
    assert [(task.number, task.task, task.requirement) for task in notice.tasks] == [
        ("1", "污水直排", "建设管网"),
        ("2", "扬尘污染", "喷淋降尘"),
    ]
    assert units(notice, "responsible_units") == [["县住建局", "县水利局"], ["县城管局"]]
    assert [[p.text for p in task.people] for task in notice.tasks] == [["张某某"], ["李某某"]]
    assert [task.deadlines[0].end for task in notice.tasks] == ["2024-12-31", "2024-03-08"]
    assert [task.extra["整改目标"] for task in notice.tasks] == ["水质达标", "达标"]


def test_a_card_may_hold_two_pairs_in_a_row():
    card = [
        ["反馈问题", "污水直排", "整改时限", "6月底前"],
        ["责任单位", "县住建局", "责任人", "张某某"],
    ]
    (task,) = read(card).tasks
    assert (task.task, task.deadlines[0].end) == ("污水直排", "2024-06-30")
    assert [unit.text for unit in task.responsible_units] == ["县住建局"]


def test_a_form_to_fill_in_is_no_card():
    assert read([["申报单位", ""], ["联系人", ""], ["联系电话", ""], ["备注", ""]]).tasks == ()


def test_of_aim_and_measure_the_measure_is_the_requirement():
    rows = [
        ["序号", "反馈问题", "整改目标", "整改措施", "责任单位"],
        ["1", "污水直排", "水质达标", "建设管网", "县住建局"],
    ]
    (task,) = read(rows).tasks
    assert (task.requirement, task.extra) == ("建设管网", {"整改目标": "水质达标"})


def test_an_aim_alone_is_the_requirement():
    rows = [["工作任务", "工作目标", "责任单位"], ["治理污水", "水质达标", "县住建局"]]
    assert read(rows).tasks[0].requirement == "水质达标"


def test_an_indicator_is_examined_by_its_unit():
    rows = [
        ["指标名称", "目标值", "考核单位", "分值"],
        ["空气优良天数比例", "85%以上", "县生态环境分局", "5"],
        ["新增城镇就业", "3000人", "县人社局", "5"],
    ]
    notice = read(rows)
    assert units(notice, "supervising_units") == [["县生态环境分局"], ["县人社局"]]
    assert notice.tasks[0].extra == {"目标值": "85%以上", "分值": "5"}


def test_what_counts_things_is_no_unit():
    rows = [
        ["任务", "单位", "城关镇", "白河镇", "牵头单位"],
        ["新建高标准农田", "亩", "1200", "800", "县农业农村局"],
        ["改造危房", "户", "12", "8", "县住建局"],
    ]
    notice = read(rows)
    assert units(notice, "responsible_units") == [[], []]
    assert units(notice, "lead_units") == [["县农业农村局"], ["县住建局"]]
    assert notice.tasks[0].extra == {"单位": "亩", "城关镇": "1200", "白河镇": "800"}


def test_a_heading_names_the_unit_of_the_tasks_below():
    text = (
        "<p>一、县发改局牵头任务</p><p>1.编制规划。（配合单位：县财政局）</p><p>2.推进项目。</p>"
        "<p>二、县教育局负责的重点事项</p><p>3.建设学校。</p>"
    )
    notice = read(text=text)
    assert units(notice, "lead_units") == [["县发改局"], ["县发改局"], []]
    assert units(notice, "supporting_units") == [["县财政局"], [], []]
    assert units(notice, "responsible_units") == [[], [], ["县教育局"]]
    assert [(d.field, d.rule) for d in notice.tasks[1].derived] == [
        ("lead_units", "section_default")
    ]


def test_a_telephone_is_no_person_responsible():
    text = "<p>1.推进改革。</p><p>牵头单位：县审批局；责任人：钱某；联系电话：0591-1234567。</p>"
    (task,) = read(text=text).tasks
    assert [(person.role, person.text) for person in task.people] == [
        ("责任人", "钱某"),
        ("联系电话", "0591-1234567"),
    ]


def test_traditional_characters_are_read_and_kept():
    text = """示例縣人民政府辦公室關於印發2024年重點工作分工的通知
示政辦發〔2024〕3號
各鄉鎮人民政府，縣直各單位：
1.治理污水。（牽頭單位：縣住建局；責任單位：各鄉鎮人民政府；完成時限：2024年12月底前）
2.整治揚塵。（縣城管局負責）
示例縣人民政府辦公室
2024年2月5日
"""
    notice = extract(text.encode())
    assert notice.document_number is not None
    assert notice.document_number.text == "示政辦發〔2024〕3號"
    assert (notice.kind, notice.issue_date) == ("通知", "2024-02-05")
    assert units(notice, "lead_units") == [["縣住建局"], []]
    assert units(notice, "responsible_units") == [["各鄉鎮人民政府"], ["縣城管局"]]
    assert [d.end for d in notice.tasks[0].deadlines] == ["2024-12-31"]


def test_a_bracket_cut_by_a_line_end_is_one():
    text = """绿水县人民政府办公室关于印发2022年任务分工的通知
绿政办发〔2022〕15号
一、加强政策公开
1.做好规划公开。（责任单位：县发改局，县自
然资源局）
2.加强信息公开。（牵头单位：县市场监管局；责任单位：县直
有关部门；完成时限：10月底前）
绿水县人民政府办公室
2022年4月2日
"""
    notice = extract(text.encode())
    assert units(notice, "responsible_units") == [["县发改局", "县自然资源局"], ["县直有关部门"]]
    assert [task.task for task in notice.tasks] == ["做好规划公开。", "加强信息公开。"]


def test_what_stands_under_a_quarter_is_due_by_its_end():
    rows = [
        ["序号", "目标任务", "责任单位", "一季度", "二季度", "三季度", "四季度"],
        ["1", "新增规上企业80家", "县经信局", "10家", "30家", "55家", "80家"],
        ["2", "修订预案", "县应急局", "", "5月底前完成", "", "长期坚持"],
    ]
    first, second = read(rows).tasks
    assert [(d.text, d.kind, d.end) for d in first.deadlines] == [
        ("10家", "milestone", "2024-03-31"),
        ("30家", "milestone", "2024-06-30"),
        ("55家", "milestone", "2024-09-30"),
        ("80家", "milestone", "2024-12-31"),
    ]
    assert [(d.field, d.rule) for d in first.derived] == [("deadlines", "column_header")]
    assert [(d.text, d.end) for d in second.deadlines] == [
        ("5月底前完成", "2024-05-31"),
        ("长期坚持", None),
    ]


def test_a_default_deadline_leaves_alone_what_names_a_time():
    text = (
        "<p>一、重点任务</p><p>1.修路。2024年6月底前完成。（县交通局负责）</p>"
        "<p>2.修桥。（县交通局负责）</p><p>未注明完成时限的，均为2024年12月底前。</p>"
    )
    assert [[d.end for d in task.deadlines] for task in read(text=text).tasks] == [
        [],
        ["2024-12-31"],
    ]


def test_titles_in_brackets_stay_with_their_people():
    rows = [
        ["序号", "任务", "责任单位", "责任人"],
        ["1", "整治污水", "各乡镇", "各乡（镇、街道）主要负责同志、张某（县住建局局长）"],
    ]
    (task,) = read(rows).tasks
    assert [person.text for person in task.people] == [
        "各乡（镇、街道）主要负责同志",
        "张某（县住建局局长）",
    ]


def test_a_task_that_is_a_heading_stands_in_the_section_above_it():
    text = (
        "<p>一、重点任务</p><p>（一）修路</p><p>加快国道改造。（县交通局负责）</p>"
        "<p>（二）修桥（县水利局负责）</p>"
    )
    assert [task.section_path for task in read(text=text).tasks] == [("重点任务",), ("重点任务",)]


def test_what_a_page_frames_is_its_text():
    text = (
        "<table><tr><td><table border=1><tr><td><p>一、重点任务</p>"
        "<p>1.修路。（县交通局负责）</p></td></tr></table></td></tr></table>"
    )
    assert units(read(text=text), "responsible_units") == [["县交通局"]]


def test_a_heading_names_the_leader_of_the_tasks_below():
    text = (
        "<p>一、张华副县长牵头负责的工作</p><p>1.扩建园区。（责任单位：县发改局）</p>"
        "<p>二、县委常委、副县长刘明分管事项（1项）</p><p>1.修路。（责任单位：县交通局）</p>"
        "<p>三、由县长负责的工作</p><p>1.绿化。（责任单位：县林业局）</p>"
    )
    notice = read(text=text)
    people = [[(person.role, person.text) for person in task.people] for task in notice.tasks]
    assert people == [[("牵头负责", "张华副县长")], [("分管", "县委常委、副县长刘明")], []]
    assert [(d.field, d.rule) for d in notice.tasks[0].derived] == [("people", "section_default")]


def test_two_titles_of_one_person_stay_together():
    text = (
        "<p>1.修路。</p><p>责任单位：县交通局；责任领导：县委常委、副县长刘明，县委书记、县长。</p>"
    )
    (task,) = read(text=text).tasks
    assert [person.text for person in task.people] == ["县委常委、副县长刘明", "县委书记", "县长"]


def test_a_collective_among_headings_that_are_units_heads_its_duties():
    text = (
        "<p>一、县应急局</p><p>负责统筹协调。</p><p>二、县水利局</p><p>负责水库巡查。</p>"
        "<p>三、各乡镇人民政府</p><p>负责转移群众。</p>"
    )
    assert units(read(text=text), "responsible_units") == [
        ["县应急局"],
        ["县水利局"],
        ["各乡镇人民政府"],
    ]


def test_people_with_gapped_names_part_at_the_blank_between_pairs():
    rows = [
        ["序号", "任务", "分管 领导", "牵头 单位", "责任主体与协同单位"],
        ["1", "修路", "陆 明 俞 悦", "县交通局", "各镇、县财政局"],
        ["2", "修桥", "俞 悦", "县水利局", "县财政局"],
    ]
    notice = read(rows)
    people = [[person.text for person in task.people] for task in notice.tasks]
    assert people == [["陆明", "俞悦"], ["俞悦"]]
    assert units(notice, "lead_units") == [["县交通局"], ["县水利局"]]
    assert units(notice, "responsible_units") == [["各镇", "县财政局"], ["县财政局"]]


def test_a_saying_that_holds_below_reads_plain_brackets_of_units():
    text = (
        "<p>一、重点任务</p><p>（一）建园。(市教育局,市委农办,各县<市、区>人民政府,排名第一位为牵头单位,下同)</p>"
        "<p>（二）收费。(市发展改革局,市财政局)</p>"
    ).replace("<市、区>", "&lt;市、区&gt;")
    notice = read(text=text)
    assert units(notice, "lead_units") == [["市教育局"], ["市发展改革局"]]
    assert units(notice, "responsible_units") == [
        ["市委农办", "各县<市、区>人民政府"],
        ["市财政局"],
    ]
    assert [one.text for one in notice.directives] == ["排名第一位为牵头单位,下同"]


def test_a_matrix_gives_each_body_its_number():
    notice = read(
        [
            ["任务名称", "单位", "城关镇", "巷道镇", "合计"],
            ["义务植树", "万株", "5", "8", "13"],
            ["村庄绿化", "个", "", "3", "3"],
        ]
    )
    assert [task.task for task in notice.tasks] == ["义务植树", "村庄绿化"]
    first, second = notice.tasks
    assert [(u.text, u.qualifier) for u in first.responsible_units] == [
        ("城关镇", "5"),
        ("巷道镇", "8"),
    ]
    assert [(u.text, u.qualifier) for u in second.responsible_units] == [("巷道镇", "3")]
    assert first.extra == {"单位": "万株", "合计": "13"}
    assert [(d.field, d.rule) for d in first.derived] == [("responsible_units", "column_header")]


def test_signs_in_a_matrix_read_as_its_legend_says():
    notice = read(
        [
            ["任务", "县应急局", "县公安局", "县交通局"],
            ["道路整治", "", "★", "●"],
            ["校园整治", "●", "★", ""],
        ],
        text="<p>说明：★为牵头单位，●为配合单位。</p>",
    )
    assert units(notice, "lead_units") == [["县公安局"], ["县公安局"]]
    assert units(notice, "supporting_units") == [["县交通局"], ["县应急局"]]
    assert units(notice, "responsible_units") == [[], []]


def test_a_table_of_figures_is_no_matrix_of_tasks():
    notice = read(
        [["指标名称", "城关镇", "巷道镇"], ["人口", "5200", "4100"], ["户数", "90", "80"]]
    )
    assert notice.tasks == ()


def test_bodies_among_leaders_are_responsible_where_no_column_names_any():
    notice = read(
        [
            ["序号", "实事项目", "责任领导及单位", "完成时限"],
            ["1", "新建幼儿园", "李玉平<br>县教育局", "年底前"],
        ]
    )
    (task,) = notice.tasks
    assert [person.text for person in task.people] == ["李玉平"]
    assert units(notice, "responsible_units") == [["县教育局"]]
