"""Head, text, attachments and end of notices, in the shapes they come in."""

from __future__ import annotations

import pytest
from msgspec import structs

from extractor import extract
from extractor.model.document import Paragraph, Style
from extractor.structure import outline
from extractor.structure.outline import TablePart, TextPart
from tests.documents import document, paragraph, table

LEAD = "为做好全县道路养护工作，经县政府同意，现将有关事项通知如下，请认真贯彻执行。"


def body(found) -> list[str]:
    return [p.prose.text for p in found.parts if isinstance(p, TextPart) and p.heading is None]


def sections(found) -> list[tuple[str, str, str]]:
    return [(s.id, s.label.text, s.title.text) for s in found.sections]


def test_a_whole_notice_falls_into_its_parts() -> None:
    found = outline(
        document(
            [
                "青川县人民政府办公室文件",
                "青政办发〔2023〕5号",
                "青川县人民政府办公室",
                "关于印发《青川县道路养护",
                "工作方案》的通知",
                "各乡镇人民政府，县政府各部门：",
                LEAD,
                "附件：1.青川县道路养护工作方案",
                "2.任务分解表",
                "青川县人民政府办公室",
                "2023年3月8日",
                "（此件公开发布）",
                "附件1",
                "青川县道路养护工作方案",
                "一、总体要求",
                "坚持建管并重。",
                "抄送：县委办公室，县人大常委会办公室。",
                "青川县人民政府办公室　　2023年3月9日印发",
            ]
        )
    )
    head, end = found.masthead, found.ending
    assert [m.text for m in head.marks] == ["青川县人民政府办公室文件"]
    assert head.number is not None
    assert head.number.found.canonical == "青政办发〔2023〕5号"
    assert head.title.text == "青川县人民政府办公室关于印发《青川县道路养护工作方案》的通知"
    assert head.kind == "通知"
    assert head.addressees.text == "各乡镇人民政府，县政府各部门："
    assert body(found) == [LEAD, "坚持建管并重。"]
    assert [(a.number, a.title.text, a.announced, a.present) for a in found.attachments] == [
        ("1", "青川县道路养护工作方案", True, True),
        ("2", "任务分解表", True, False),
    ]
    assert [s.text for s in end.signatories] == ["青川县人民政府办公室"]
    assert end.issue_date is not None
    assert end.issue_date.date == "2023-03-08"
    assert [n.text for n in end.notes] == ["（此件公开发布）"]
    assert end.copied_to.text == "县委办公室，县人大常委会办公室。"
    assert end.printer.text == "青川县人民政府办公室"
    assert end.print_date is not None
    assert end.print_date.date == "2023-03-09"


def test_the_printed_document_without_the_word_attachment_is_one() -> None:
    found = outline(
        document(
            [
                "青川县人民政府关于印发青川县河道清淤实施方案的通知",
                "各乡镇人民政府：",
                LEAD,
                "青川县人民政府",
                "2023年3月8日",
                "青川县河道清淤实施方案",
                "一、目标",
                "清淤十公里。",
            ]
        )
    )
    assert [(a.number, a.title.text) for a in found.attachments] == [
        (None, "青川县河道清淤实施方案")
    ]
    assert [p.attachment for p in found.parts if isinstance(p, TextPart)] == [None, 0, 0]


def test_joint_signatures_stand_one_a_line_or_two_on_one() -> None:
    found = outline(
        document(
            [
                "关于联合开展检查的通知",
                "各有关单位：",
                LEAD,
                "青川县财政局　　　青川县审计局",
                "青川县教育局",
                "2023年3月8日",
            ]
        )
    )
    assert [s.text for s in found.ending.signatories] == [
        "青川县财政局",
        "青川县审计局",
        "青川县教育局",
    ]


def test_headings_make_a_tree_and_plain_items_stay_text() -> None:
    found = outline(
        document(
            [
                "青川县人民政府关于加强养护的意见",
                "一、总体要求",
                "（一）指导思想。坚持建管并重。",
                "（二）工作目标。三年见效。",
                "二、主要任务",
                "（一）完善机制",
                "1.建立台账，逐月更新，按时报送。",
                "2.加强巡查，发现问题立即处理。",
                "（二）强化保障",
                "落实资金。",
            ]
        )
    )
    assert sections(found) == [
        ("1", "一、", "总体要求"),
        ("2", "二、", "主要任务"),
        ("2.1", "（一）", "完善机制"),
        ("2.2", "（二）", "强化保障"),
    ]


def test_a_title_repeated_on_the_page_is_furniture() -> None:
    title = "青川县人民政府关于加强养护的通知"
    found = outline(document([title, title, "各乡镇人民政府：", LEAD]))
    assert [p.text for p in found.furniture] == [title]
    assert body(found) == [LEAD]


def test_a_title_below_the_text_of_the_notice_does_not_replace_it() -> None:
    title = "青川县人民政府办公室关于做好防汛工作的通知"
    lines = ["青政办〔2023〕8号", "各乡镇：", "请执行。", "青川县人民政府办公室", "2023年3月8日"]
    found = extract("\n".join([title, *lines, title, "青政办〔2023〕9号"]).encode())
    assert found.title == title
    assert [one.text for one in found.issuers] == ["青川县人民政府办公室"]


def test_the_issuer_in_a_title_of_traditional_characters_is_known() -> None:
    found = extract("青川縣人民政府辦公室關於做好防汛工作的通知\n各鄉鎮：\n請執行。".encode())
    assert [one.text for one in found.issuers] == ["青川縣人民政府辦公室"]
    assert found.issuers[0].name == "青川县人民政府办公室"


def test_a_sentence_cut_by_a_page_is_one_paragraph() -> None:
    found = outline(
        document(
            [
                "青川县人民政府关于加强养护的通知",
                "各乡镇人民政府：",
                "请各单位对照任务，细化分工，实时跟进，确保落实到位。同时，",
                "",
                "将落实情况纳入年度报告。",
            ]
        )
    )
    assert body(found) == [
        "请各单位对照任务，细化分工，实时跟进，确保落实到位。同时，将落实情况纳入年度报告。"
    ]


def test_a_line_that_introduces_a_list_addresses_nobody() -> None:
    found = outline(
        document(["青川县教育局关于报送材料的通知", "现将有关事项通知如下：", "一、报送材料"])
    )
    assert found.masthead.addressees.text == ""
    assert body(found) == ["现将有关事项通知如下："]


def test_tables_on_successive_pages_are_one_with_sections_from_its_rows() -> None:
    header = ["工作任务", "责任单位"]
    first = table([header, ["一、交通", ""], ["1.修路。", "县交通局"]], page=1)
    second = table([header, ["二、水利", ""], ["2.清淤。", "县水利局"]], page=2)
    found = outline(document(["青川县2023年任务分解表", first, second]))
    parts = [p for p in found.parts if isinstance(p, TablePart)]
    assert len(parts) == 1
    assert sections(found) == [("1", "一、", "交通"), ("2", "二、", "水利")]
    tasks = [r.index for r in parts[0].rows if r.kind == "task"]
    assert [parts[0].sections[i].id for i in tasks] == ["1", "2"]
    assert [p.text for p in found.furniture] == header


def test_a_continuation_line_between_two_halves_of_a_table_is_furniture() -> None:
    header = ["工作任务", "责任单位"]
    first = table([header, ["1.修路。", "县交通局"]], page=1)
    second = table([header, ["2.清淤。", "县水利局"]], page=2)
    found = outline(document(["青川县任务分解表", first, paragraph("续表"), second]))
    assert sum(isinstance(p, TablePart) for p in found.parts) == 1
    assert "续表" in [p.text for p in found.furniture]


def test_a_printed_plan_may_name_its_own_attachment_before_it_begins() -> None:
    found = outline(
        document(
            [
                "青川县人民政府关于印发青川县河道清淤实施方案的通知",
                "各乡镇人民政府：",
                LEAD,
                "青川县人民政府",
                "2023年3月8日",
                "青川县河道清淤实施方案",
                "清淤十公里。",
                "附件：青川县河道名录",
                "附件",
                "青川县河道名录",
                "清江。",
            ]
        )
    )
    assert [(a.number, a.title.text, a.announced) for a in found.attachments] == [
        (None, "青川县河道清淤实施方案", False),
        (None, "青川县河道名录", True),
    ]


def test_the_word_of_the_mark_belongs_to_the_mark() -> None:
    found = outline(
        document(
            [
                "青川县财政局\n文件\n青川县审计局",
                "青财〔2023〕5号",
                "关于联合检查的通知",
                "各乡镇人民政府：",
                LEAD,
            ]
        )
    )
    assert [m.text for m in found.masthead.marks] == ["青川县财政局", "青川县审计局"]
    assert "文件" in found.masthead.mark_lines[0].text


def test_an_order_is_signed_by_a_person_and_dated() -> None:
    found = outline(
        document(
            [
                "青川县防汛抗旱指挥部令",
                "第3号",
                "一、各水库降至汛限水位以下运行。由县水利局负责落实。",
                "本命令自发布之日起施行。",
                "指挥长：王某某",
                "2023年7月20日",
            ]
        )
    )
    assert found.masthead.kind == "令"
    assert found.ending.issue_date is not None
    assert found.ending.issue_date.date == "2023-07-20"


def test_a_title_goes_on_past_a_word_that_could_end_it() -> None:
    found = outline(
        document(
            [
                paragraph("青川县人民政府关于印发2023年河道清淤实施方案", align="center"),
                paragraph("任务分解表的通知", align="center"),
                "各乡镇人民政府：",
                LEAD,
            ]
        )
    )
    assert (
        found.masthead.title.text == "青川县人民政府关于印发2023年河道清淤实施方案任务分解表的通知"
    )
    assert body(found) == [LEAD]


def test_a_letterhead_laid_out_as_a_table_names_the_issuers() -> None:
    head = table([["青川县财政局", "文件"], ["青川县审计局", None]], spans={(0, 1): (2, 1)})
    found = outline(document([head, "青财〔2023〕5号", "关于联合检查的通知", "各乡镇：", LEAD]))
    assert [m.text for m in found.masthead.marks] == ["青川县财政局", "青川县审计局"]
    assert not [p for p in found.parts if isinstance(p, TablePart)]


def test_items_of_a_list_stay_items_though_text_follows_the_last() -> None:
    found = outline(
        document(
            [
                "青川县人民政府关于加强养护的意见",
                "一、养护内容",
                "1.路面清扫",
                "2.边沟疏通",
                "3.标线修补",
                "以上内容按月检查，结果通报全县，并纳入年度考核。",
            ]
        )
    )
    assert [s.title.text for s in found.sections] == ["养护内容"]


def test_a_heading_may_end_in_a_colon() -> None:
    found = outline(
        document(["青川县人民政府关于加强养护的意见", "一、养护要求：", "按月检查，结果通报全县。"])
    )
    assert sections(found) == [("1", "一、", "养护要求：")]


def test_the_line_right_above_a_table_that_names_it_is_its_caption() -> None:
    rows = [["工作任务", "责任单位"], ["1.修路。", "县交通局"]]
    found = outline(
        document(
            [
                "青川县人民政府关于加强养护的意见",
                "任务安排按下表执行，各单位不得推诿。",
                "表1 任务安排",
                table(rows),
            ]
        )
    )
    (part,) = [p for p in found.parts if isinstance(p, TablePart)]
    assert part.caption.text == "表1任务安排"
    assert body(found) == ["任务安排按下表执行，各单位不得推诿。"]


def test_the_blank_behind_the_number_of_an_article_stays() -> None:
    found = outline(
        document(
            [
                "青川县道路养护办法",
                "第一条 县交通局负责全县道路养护。",
                "第二条 本办法自印发之日起施行。",
            ]
        )
    )
    assert body(found)[0] == "第一条 县交通局负责全县道路养护。"


def test_a_table_of_contents_opens_no_sections() -> None:
    found = outline(
        document(
            [
                "青川县防汛应急预案",
                "目录",
                "一、总则........1",
                "二、组织体系........3",
                "一、总则",
                "为做好防汛工作，制定本预案。",
                "二、组织体系",
                "县政府设立指挥部。",
            ]
        )
    )
    assert [s.title.text for s in found.sections] == ["总则", "组织体系"]
    assert "一、总则........1" in [p.text for p in found.furniture]


def test_a_breadcrumb_is_no_issuer() -> None:
    found = outline(
        document(
            [
                "当前位置：首页>政务公开>县政府办公室文件",
                "青川县人民政府关于加强养护的通知",
                "各乡镇人民政府：",
                LEAD,
            ]
        )
    )
    assert found.masthead.marks == ()


def test_numbered_notes_under_a_table_are_all_notes() -> None:
    rows = [["工作任务", "责任单位"], ["1.修路。", "县交通局"]]
    found = outline(
        document(
            [
                "青川县任务分解表",
                table(rows),
                "注：1.排名不分先后。",
                "2.未尽事宜另行通知。",
                "其他事项请咨询县政府办公室，联系人另行公布。",
            ]
        )
    )
    (part,) = [p for p in found.parts if isinstance(p, TablePart)]
    assert [note.text for note in part.notes] == ["注：1.排名不分先后。", "2.未尽事宜另行通知。"]
    assert body(found) == ["其他事项请咨询县政府办公室，联系人另行公布。"]


def test_attachments_announced_without_a_colon_and_headed_with_one() -> None:
    found = outline(
        document(
            [
                "青川县人民政府关于加强养护的通知",
                "各乡镇人民政府：",
                LEAD,
                "附件1.养护名录",
                "2.养护标准",
                "青川县人民政府",
                "2023年3月8日",
                "附件1：",
                "养护名录",
                "清江路。",
                "附件2：",
                "养护标准",
                "路面整洁。",
            ]
        )
    )
    assert [(a.number, a.title.text, a.announced, a.present) for a in found.attachments] == [
        ("1", "养护名录", True, True),
        ("2", "养护标准", True, True),
    ]


def test_a_labelled_note_on_openness_needs_no_brackets() -> None:
    found = outline(
        document(
            [
                "青川县人民政府关于印发《青川县养护办法》的通知",
                "各乡镇人民政府：",
                LEAD,
                "青川县人民政府",
                "2023年3月8日",
                "信息公开选项：主动公开",
                "青川县养护办法",
                "第一条　路面整洁。",
            ]
        )
    )
    assert found.ending.disclosure == "主动公开"
    assert [a.title.text for a in found.attachments] == ["青川县养护办法"]


def attachments(lines: list[object]) -> list[tuple[str | None, str, bool]]:
    return [(a.number, a.title.text, a.present) for a in outline(document(lines)).attachments]


@pytest.mark.parametrize(
    "note",
    [
        ["附件：1.养护名录", "2.养护标准"],
        ["附件：", "１．养护名录", "２．养护标准"],
        ["附件：附件1 养护名录.xls", "附件2 养护标准.docx"],
        ["附件：1.养护名录.docx　2.养护标准.docx"],
    ],
)
def test_an_attachment_note_is_read_in_each_of_its_shapes(note: list[str]) -> None:
    head = ["青川县人民政府关于加强养护的通知", "各乡镇人民政府：", LEAD]
    signed = ["青川县人民政府", "2023年3月8日"]
    assert attachments([*head, *note, *signed]) == [
        ("1", "养护名录", False),
        ("2", "养护标准", False),
    ]


def test_the_last_attachment_named_goes_on_where_its_bracket_is_closed() -> None:
    head = ["青川县人民政府关于加强养护的通知", "各乡镇人民政府：", LEAD]
    note = ["附件：1.养护名录", "2.道路养护指导目录（2023", "年）"]
    signed = ["青川县人民政府", "2023年3月8日"]
    assert attachments([*head, *note, *signed]) == [
        ("1", "养护名录", False),
        ("2", "道路养护指导目录（2023年）", False),
    ]


def test_a_printed_plan_lists_its_attachments_at_its_end() -> None:
    assert attachments(
        [
            "青川县人民政府关于印发青川县清淤方案的通知",
            "各乡镇人民政府：",
            LEAD,
            "青川县人民政府",
            "2023年3月8日",
            "青川县清淤方案",
            "一、清淤十公里。",
            "附件：1.河道名录",
            "2.任务分工表",
            table([["工作任务", "责任单位"], ["清淤", "县水利局"]]),
        ]
    ) == [
        (None, "青川县清淤方案", True),
        ("1", "河道名录", False),
        ("2", "任务分工表", False),
    ]


TITLE_LOOK = Style(align="center", size=18.0, bold=True)


def titled(text: str) -> Paragraph:
    return structs.replace(paragraph(text), style=TITLE_LOOK)


def test_the_title_of_a_printed_document_goes_on_where_that_of_the_notice_differs() -> None:
    assert attachments(
        [
            titled("青川县人民政府转发县水利局关于河道清淤和"),
            titled("堤防加固工作意见报告的通知"),
            "各乡镇人民政府：",
            LEAD,
            "青川县人民政府",
            "2023年3月8日",
            titled("关于河道清淤和"),
            titled("堤防加固工作意见的报告"),
            "县人民政府：",
            "现将有关情况报告如下。",
        ]
    ) == [(None, "关于河道清淤和堤防加固工作意见的报告", True)]


def test_two_documents_printed_one_after_the_other_are_two() -> None:
    assert attachments(
        [
            titled("青川县人民政府关于印发河道清淤和堤防加固两个规定的通知"),
            "各乡镇人民政府：",
            LEAD,
            "青川县人民政府",
            "2023年3月8日",
            titled("河道清淤规定"),
            "第一条　每年清淤。",
            titled("堤防加固规定"),
            "第一条　每年加固。",
        ]
    ) == [(None, "河道清淤规定", True), (None, "堤防加固规定", True)]


def test_the_imprint_on_two_lines_and_the_note_above_it_are_read() -> None:
    found = outline(
        document(
            [
                "青川县财政局关于印发青川县养护办法的通知",
                "各乡镇人民政府：",
                LEAD,
                "青川县财政局",
                "2023年3月8日",
                "青川县养护办法",
                "第一条 路面整洁。",
                "公开方式：主动公开",
                "青川县财政局办公室",
                "2023年3月9日印发",
            ]
        )
    )
    assert found.ending.disclosure == "主动公开"
    assert found.ending.printer.text == "青川县财政局办公室"
    assert body(found) == [LEAD, "第一条 路面整洁。"]


def test_a_note_on_openness_may_end_the_text() -> None:
    found = outline(
        document(
            [
                "青川县财政局关于印发青川县养护办法的通知",
                "各乡镇人民政府：",
                LEAD,
                "青川县财政局",
                "2023年3月8日",
                "青川县养护办法",
                "第一条 路面整洁。",
                "公开方式：主动公开",
            ]
        )
    )
    assert found.ending.disclosure == "主动公开"
    assert body(found) == [LEAD, "第一条 路面整洁。"]


@pytest.mark.parametrize("seal", ["（盖章）", "〔此处加盖红色印章〕"])
def test_a_note_of_the_seal_stands_between_signature_and_date(seal: str) -> None:
    found = outline(
        document(
            ["关于联合检查的通知", "各乡镇人民政府：", LEAD, "青川县财政局", seal, "2023年3月8日"]
        )
    )
    assert [one.text for one in found.ending.signatories] == ["青川县财政局"]
    assert body(found) == [LEAD]
    assert seal in [one.text for one in found.furniture]


def test_the_number_of_the_copy_is_no_text() -> None:
    found = outline(
        document(["000001", "秘密★1年", "青川县财政局文件", "关于联合检查的通知", "各局：", LEAD])
    )
    assert found.masthead.copy_number.text == "000001"
    assert body(found) == [LEAD]


def test_who_attended_is_no_attachment_of_minutes() -> None:
    assert (
        attachments(
            [
                "青川县人民政府常务会议纪要",
                LEAD,
                "青川县人民政府办公室",
                "2023年3月8日",
                "出席：张三、李四",
                "列席：王五",
            ]
        )
        == []
    )


def test_a_number_that_is_not_filled_in_is_no_title() -> None:
    found = outline(
        document(["青川县人民政府", "青政发〔2023〕　号", "关于养护的通知", "各局：", LEAD])
    )
    assert found.masthead.title.text == "关于养护的通知"
    found = outline(
        document([titled("〔2023〕　号"), titled("道路养护宣传讲话稿"), "各位同志：", LEAD])
    )
    assert found.masthead.title.text == "道路养护宣传讲话稿"


def test_a_title_of_no_kind_goes_on_over_lines_that_look_alike() -> None:
    lines = [titled("在道路养护动员大"), titled("会上的讲话"), "各位同志：", LEAD]
    assert outline(document(lines)).masthead.title.text == "在道路养护动员大会上的讲话"


@pytest.mark.parametrize("state", ["（2023—2025年）", "（试行）", "(征求意见稿)", "（2024年版）"])
def test_years_and_state_in_brackets_below_a_title_belong_to_it(state: str) -> None:
    found = outline(
        document(["青川县道路养护三年行动方案", state, "一、总体要求", "坚持建管并重。"])
    )
    assert found.masthead.title.text == f"青川县道路养护三年行动方案{state}"


def test_a_day_in_brackets_below_a_title_does_not() -> None:
    found = outline(
        document(["青川县道路养护工作要点", "（2023年5月8日）", "一、总体要求", "坚持建管并重。"])
    )
    assert found.masthead.title.text == "青川县道路养护工作要点"


@pytest.mark.parametrize("below", ["附件1", "青川县道路养护任务清单", "（此件公开发布）"])
def test_a_date_below_the_text_dates_a_notice_that_nobody_signs(below: str) -> None:
    found = outline(
        document(
            ["关于做好道路养护的通知", "各乡镇人民政府：", "请抓好落实。", "2024年3月5日", below]
        )
    )
    assert found.ending.issue_date is not None
    assert found.ending.issue_date.date == "2024-03-05"


def test_a_row_that_counts_the_others_is_no_task() -> None:
    lines = ["|类别|序号|工作任务|责任单位|", "|-|-|-|-|", "|道路|1|修路|县交通局|", "|合计||1项||"]
    notice = extract(
        ("# 青川县工作任务分解表\n\n" + "\n".join(lines) + "\n").encode(), name="notice.md"
    )
    assert [task.task for task in notice.tasks] == ["修路"]
    assert not notice.coverage.unplaced


def test_a_name_on_two_lines_signs_as_one_and_another_seals_for_it() -> None:
    right = Style(align="right")
    found = outline(
        document(
            [
                "关于开展场景试点的通知",
                "各市、县（市、区）经信局：",
                LEAD,
                structs.replace(paragraph("青川县数字经济发展（智能制造）"), style=right),
                structs.replace(paragraph("领导小组办公室"), style=right),
                structs.replace(paragraph("（青川县数据局代章）"), style=right),
                structs.replace(paragraph("2023年3月8日"), style=right),
            ]
        )
    )
    signed = [one.text for one in found.ending.signatories]
    assert signed == ["青川县数字经济发展（智能制造）领导小组办公室"]
    assert found.ending.issue_date is not None
    assert found.ending.issue_date.date == "2023-03-08"


def test_a_red_letterhead_without_its_word_is_no_line_of_the_title() -> None:
    red = Style(align="center", red=True)
    found = outline(
        document(
            [
                structs.replace(paragraph("青川县数字经济领导小组办公室"), style=red),
                "青川县数字经济领导小组办公室",
                "关于开展场景试点的通知",
                "各乡镇人民政府：",
                LEAD,
            ]
        )
    )
    assert found.masthead.title.text == "青川县数字经济领导小组办公室关于开展场景试点的通知"


def test_a_title_that_is_its_kind_alone_begins_on_the_line_above() -> None:
    found = outline(document(["青川县文化和人工智能融合发展", "实施方案（2025—2027年）", LEAD]))
    assert found.masthead.title.text == "青川县文化和人工智能融合发展实施方案（2025—2027年）"


def test_a_title_may_have_its_number_behind_it() -> None:
    title = "2021年县政府重点工作任务（青政发〔2021〕2号）"
    found = outline(document([title, "各乡镇人民政府：", LEAD]))
    assert found.masthead.title.text == title


@pytest.mark.parametrize("mark", ["附 任务分解清单", "附任务分解清单", "附1"])
def test_an_attachment_may_be_headed_without_the_word_jian(mark: str) -> None:
    lines = [
        "关于做好道路养护的通知",
        "各乡镇人民政府：",
        "请抓好落实。",
        "附：任务分解清单" if mark != "附1" else "附件：1.任务分解清单",
        "青川县人民政府",
        "2024年3月5日",
        mark,
        *(["任务分解清单"] if mark == "附1" else []),
        "一、加强巡查。",
    ]
    (attachment,) = outline(document(lines)).attachments
    assert (attachment.title.text, attachment.announced, attachment.present) == (
        "任务分解清单",
        True,
        True,
    )


def test_a_sentence_that_begins_with_fu_heads_no_attachment() -> None:
    lines = ["关于做好道路养护的通知", "各乡镇人民政府：", "附近村庄要加强巡查", "请抓好落实。"]
    assert outline(document(lines)).attachments == ()


def test_the_mark_of_an_attachment_may_be_its_first_word_alone() -> None:
    found = outline(
        document(
            [
                "青川县算力网建设方案",
                "一、总体要求",
                LEAD,
                "附",
                "青川县重大项目清单",
                "二〇二六年起实施。",
            ]
        )
    )
    assert [one.title.text for one in found.attachments] == ["青川县重大项目清单"]
