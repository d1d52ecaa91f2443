"""Plain text: lines, tables of tabs and bars, stray markup, wraps, page seams."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model.anchor import Anchor
from extractor.model.document import Document, Table
from extractor.readers import read
from extractor.text.passage import of
from tests.readers.placed import furniture, grid, paragraphs, placed, tables, texts, visible

SAMPLE = Path(__file__).parents[2] / "samples" / "shaxian-2021.txt"


def read_text(text: str) -> Document:
    return read(text.encode())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_line_is_a_paragraph_with_its_place(end: str) -> None:
    document = read_text(f"关于开展检查的通知{end}{end}各单位：{end}　　请认真执行。")
    assert texts(document) == ["关于开展检查的通知", "各单位：", "　　请认真执行。"]
    last = document.blocks[-1].pieces[0].anchor  # type: ignore[union-attr]
    assert last == Anchor(line=4, characters=(0, 8))


def test_a_part_of_a_line_can_say_where_it_stands() -> None:
    document = read_text("第一行\n<p>区教育局 区财政局</p>")
    (_, line) = paragraphs(document.blocks)
    assert line.text == "区教育局 区财政局"
    assert of(line).slice(5, 9).anchor() == Anchor(line=2, characters=(8, 12))


def test_tabs_make_a_table_over_blank_lines() -> None:
    document = read_text(
        "分解表\n任务\t要求\t单位\n一、公开\t\t\n1.甲\t要求甲\t区教育局\n\n\n2.乙\t\t区财政局\n完。"
    )
    (table,) = tables(document)
    assert grid(table) == [
        ["任务", "要求", "单位"],
        ["一、公开", "", ""],
        ["1.甲", "要求甲", "区教育局"],
        ["2.乙", "", "区财政局"],
    ]
    assert table.spans_known is False
    assert texts(document) == ["分解表", "完。"]
    assert [cell.anchor for cell in table.cells if cell.row == 3] == [
        Anchor(line=7, characters=(0, 3)),
        Anchor(line=7, characters=(4, 4)),
        Anchor(line=7, characters=(5, 9)),
    ]


def test_rows_whose_last_tabs_were_trimmed_keep_the_columns() -> None:
    document = read_text("任务\t要求\t单位\n1.甲\t要求甲\n2.乙\t要求乙\t区财政局\n3.丙\t\t区司法局")
    (table,) = tables(document)
    assert grid(table)[1] == ["1.甲", "要求甲", ""]


def test_a_section_line_without_tabs_between_rows_is_a_row() -> None:
    document = read_text("任务\t单位\n1.甲\t区教育局\n二、公开\n2.乙\t区财政局\n3.丙\t区司法局")
    (table,) = tables(document)
    assert grid(table)[2] == ["二、公开", ""]


@pytest.mark.parametrize(
    "text",
    [
        "\t\t区政府办公室\n\t\t2021年7月16日",
        "签发人：\t张三\n各单位：\n请执行。",
        "\t各单位要落实。\n\t请执行。",
    ],
)
def test_indents_and_lone_tabs_are_no_table(text: str) -> None:
    document = read_text(text)
    assert tables(document) == []
    assert placed(document) == visible(text)


def test_a_dash_row_and_tags_are_markup() -> None:
    document = read_text("任务\t单位\n<p>1.甲</p>\t<p>区教育局</p>\n----\t---\n")
    (table,) = tables(document)
    assert grid(table) == [["任务", "单位"], ["1.甲", "区教育局"]]
    assert furniture(document, "markup") == ["<p>", "</p>", "<p>", "</p>", "----\t---"]


def test_angle_brackets_around_chinese_are_no_tag() -> None:
    text = "转发<市政府关于印发方案的通知>的通知&nbsp;2021年"
    document = read_text(text)
    assert texts(document) == ["转发<市政府关于印发方案的通知>的通知 2021年"]
    assert furniture(document, "markup") == ["&nbsp;"]


def test_a_break_tag_ends_a_paragraph() -> None:
    assert texts(read_text("区教育局<br/>区财政局</p><p>区司法局")) == [
        "区教育局",
        "区财政局",
        "区司法局",
    ]


def test_bars_make_a_table() -> None:
    text = "任务 | 单位\n1.甲 | 区教育局\n2.乙 | \n"
    document = read_text(text)
    (table,) = tables(document)
    assert [[slot and slot.strip() for slot in row] for row in grid(table)] == [
        ["任务", "单位"],
        ["1.甲", "区教育局"],
        ["2.乙", ""],
    ]
    assert placed(document) == visible(text)


def test_a_row_between_two_rules_may_take_several_lines() -> None:
    rule = "├──┼────┼──────┤"
    lines = ["│序号│任务│责任单位│", rule, "│1│修路│县交通局│", rule, "│2│架桥，│县水利局│"]
    lines += ["│ │修好桥头│县财政局│", "└──┴────┴──────┘"]
    (table,) = tables(read_text("\n".join(lines)))
    assert grid(table)[2] == ["2", "架桥，\n修好桥头", "县水利局\n县财政局"]


def test_rows_below_the_rule_of_the_header_alone_stay_apart() -> None:
    lines = ["|序号|任务|责任单位|", "|---|---|---|", "|1|修路|县交通局|", "||架桥|县水利局|"]
    (table,) = tables(read_text("\n".join(lines)))
    assert grid(table)[2] == ["", "架桥", "县水利局"]


@pytest.mark.parametrize("number", ["— 3 —", "- 3 -", "－3－", "第 3 页", "第3页 共8页"])
def test_a_page_number_is_furniture(number: str) -> None:
    document = read_text(f"前半句，\n{number}\n后半句。")
    assert furniture(document, "page_number") == [number]
    assert texts(document) == ["前半句，", "后半句。"]


def test_a_bare_number_is_a_page_number_only_before_a_form_feed() -> None:
    document = read_text("正文甲\n3\n\f正文乙\n4\n正文丙")
    assert furniture(document, "page_number") == ["3"]
    assert texts(document) == ["正文甲", "正文乙", "4", "正文丙"]


WRAPPED = (
    "　　为贯彻落实上级部署，进一步加强全市消防安全工作，切实保障\n"
    "人民群众生命财产安全，按照省政府办公厅有关文件要求，结合我市\n"
    "实际情况，现将有关事项通知如下。\n"
    "　　一、各县区要高度重视，加强组织领导，明确责任分工，细化工\n"
    "作措施，确保各项任务落到实处。\n"
    "　　二、各部门要密切配合，形成工作合力，及时解决工作推进中遇\n"
    "到的困难和问题，重大事项及时报告市政府办公室，不得迟报漏报和\n"
    "瞒报。\n"
    "　　三、市督查室要加强督促检查，对工作不力的单位予以通报批评\n"
    "并追究责任。\n"
)


def test_lines_wrapped_at_one_width_are_joined_by_wraps() -> None:
    found = texts(read_text(WRAPPED))
    assert len(found) == 4
    assert found[0].count("\n") == 2
    assert found[1] == (
        "　　一、各县区要高度重视，加强组织领导，明确责任分工，细化工\n"
        "作措施，确保各项任务落到实处。"
    )


def printed(paragraphs: list[str], *, indent: int, page: int) -> str:
    """Return paragraphs as a converter of PDF writes them: 27 characters a line, indents lost.

    Every ``page`` lines a number, a blank line and a form feed stand between the lines.
    """
    lines: list[str] = []
    for whole in paragraphs:
        first = 27 - indent
        lines.append(whole[:first])
        lines += [whole[at : at + 27] for at in range(first, len(whole), 27)]
    pages = ["\n".join(lines[at : at + page]) for at in range(0, len(lines), page)]
    return "".join(f"{words}\n\n— {number} —\n\f" for number, words in enumerate(pages, 1))


DUTIES = [
    "各乡镇人民政府，县政府各部门：",
    "为贯彻落实上级关于加强道路养护的部署要求，切实提高全县农村公路服务水平，保障群众出行安全便捷，现就有关事项通知如下。",
    "一、总体要求",
    "坚持建管养运并重，强化属地责任，落实养护资金，健全长效机制，到年底全县农村公路优良中等路率达到百分之九十以上，群众满意度明显提高。",
    "二、重点任务",
    "（一）开展隐患排查。对急弯陡坡、临水临崖、穿村过镇等重点路段逐一排查，建立台账，限期整改到位，确保不留死角。（县交通运输局牵头，县公安局配合）",
    "（二）加强日常养护。推行专业养护与群众养护相结合，做到路面整洁、边沟畅通、标志齐全，及时修复水毁路段。（责任单位：各乡镇人民政府）",
    "青川县人民政府办公室",
    "2023年3月8日",
]


@pytest.mark.parametrize("indent", [0, 2, 4])
@pytest.mark.parametrize("page", [7, 100])
def test_a_copy_of_printed_lines_has_its_paragraphs(indent: int, page: int) -> None:
    document = read_text(printed(DUTIES, indent=indent, page=page))
    assert [text.replace("\n", "") for text in texts(document)] == DUTIES
    assert {piece.kind for piece in document.furniture} == {"page_number"}


def test_lines_of_many_widths_are_not_joined() -> None:
    text = "检查通知\n各单位\n区教育局\n区财政局\n请于本月底前将自查情况报送督查科\n谢谢"
    assert len(texts(read_text(text))) == 6


def test_labelled_lines_above_a_text_are_properties() -> None:
    text = "标题: 关于检查的通知\n发布时间: 2021-07-20 09:43\n文号: \n\n各单位：\n请执行。"
    document = read_text(text)
    assert [(one.name, one.value) for one in document.properties] == [
        ("标题", "关于检查的通知"),
        ("发布时间", "2021-07-20 09:43"),
        ("文号", ""),
    ]
    assert texts(document) == ["各单位：", "请执行。"]
    assert placed(document) == visible(text)


def test_a_notice_that_begins_with_one_label_is_no_head() -> None:
    document = read_text("文号：某政办〔2021〕8号\n关于检查的通知\n各单位：")
    assert len(texts(document)) == 3


def test_a_table_run_together_is_left_and_remarked() -> None:
    cell = "1.加强督查区政府办各乡镇2.及时公开区财政局区司法局"
    document = read_text("关于印发任务分解表的通知\n" + cell * 80)
    assert len(texts(document)) == 2
    assert [one.code for one in document.diagnostics] == ["text.flattened-table"]


def test_aligned_columns_under_a_header_are_a_table() -> None:
    text = (
        "任务分解如下\n"
        "序号    任务                      单位\n"
        "1       加强市场规则标准公开工作  区发改局\n"
        "2       做好财政信息公开          区财政局\n"
        "3       加强监管执法信息公开      区司法局\n"
        "请认真执行。\n"
    )
    (table,) = tables(read_text(text))
    assert [[(slot or "").strip() for slot in row] for row in grid(table)] == [
        ["序号", "任务", "单位"],
        ["1", "加强市场规则标准公开工作", "区发改局"],
        ["2", "做好财政信息公开", "区财政局"],
        ["3", "加强监管执法信息公开", "区司法局"],
    ]


def test_names_and_signatures_set_in_columns_are_no_table() -> None:
    text = "省发展改革委    省教育厅\n省科技厅        省财政厅\n省水利厅        省审计厅\n"
    assert tables(read_text(text)) == []
    names = "张　三    李　四    王　五\n赵　六    钱　七    孙　八\n周　九    吴　十    郑　一\n"
    assert tables(read_text(names)) == []


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample notice is not beside the tests")
def test_the_sample_is_one_table_of_four_columns() -> None:
    data = SAMPLE.read_bytes()
    document = read(data)
    (table,) = tables(document)
    rows = grid(table)
    assert table.columns == 4
    # One header, 4 + 13 section rows, 32 tasks.
    assert len(rows) == 50
    assert sum(row[1:] == ["", "", ""] for row in rows) == 17
    assert [row[0].split(".")[0] for row in rows if row[0] and row[0][0].isdigit()] == [
        str(number) for number in range(1, 33)
    ]
    assert placed(document) == visible(data.decode())


LINES = st.lists(
    st.text(alphabet="甲乙丙，。：\t| <p>/&nbsp;-—1 　\u00a0*#\\[]()!`_", max_size=25), max_size=15
)


@given(LINES)
def test_every_character_is_placed_once(lines: list[str]) -> None:
    text = "通知\n" + "\n".join(lines)
    document = read_text(text)
    assert placed(document) == visible(text)


@given(LINES)
def test_paragraphs_are_numbered_and_anchored(lines: list[str]) -> None:
    text = "通知\n" + "\n".join(lines)
    document = read_text(text)
    source = text.split("\n")
    found = list(paragraphs(document.blocks))
    assert [one.id for one in found] == list(range(len(found)))
    for one in found:
        for piece in one.pieces:
            assert piece.anchor.line is not None
            assert piece.anchor.characters is not None
            low, high = piece.anchor.characters
            here = source[piece.anchor.line - 1][low:high]
            assert here == one.text[piece.start : piece.end] or here[:1] == "&"


@given(LINES)
def test_cells_cover_each_slot_once(lines: list[str]) -> None:
    for table in tables(read_text("通知\n" + "\n".join(lines))):
        assert isinstance(table, Table)
        assert [(cell.row, cell.column) for cell in table.cells] == [
            (row, column) for row in range(table.rows) for column in range(table.columns)
        ]
