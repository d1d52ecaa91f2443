"""Below a title: who signs there, dates, standing; titles as issued; ends printed twice; files."""

from __future__ import annotations

import pytest

from extractor import extract

TEXT = "为做好全县道路养护工作，经县政府同意，现将有关事项通知如下，请认真贯彻执行。"
REPORT = "2022年，全县上下坚持稳中求进工作总基调，积极应对各种风险挑战，经济社会保持平稳发展。"


def read(*lines: str):
    return extract("\n".join(lines).encode())


def body(notice) -> list[str]:
    return [entry.text for entry in notice.body]


def test_a_report_signed_below_its_title_has_its_issuers_and_date() -> None:
    notice = read(
        "青川县2022年国民经济和社会发展统计公报",
        "青川县统计局　　国家统计局青川调查队",
        "（2023年4月12日）",
        REPORT,
        "一、综合",
        "全年实现生产总值100亿元，同比增长5%。",
    )
    assert [unit.text for unit in notice.issuers] == ["青川县统计局", "国家统计局青川调查队"]
    assert notice.issue_date == "2023-04-12"
    assert body(notice) == [REPORT, "全年实现生产总值100亿元，同比增长5%。"]


@pytest.mark.parametrize("line", ["各乡镇人民政府", "县直各部门", "各有关单位"])
def test_addressees_without_their_colon_sign_nothing(line: str) -> None:
    notice = read("青川县交通运输局关于做好道路养护工作的通知", line, TEXT)
    assert [unit.text for unit in notice.issuers] == ["青川县交通运输局"]
    assert body(notice)[-1] == TEXT


def test_dates_and_standing_above_addressees_are_no_text() -> None:
    notice = read(
        "青川县交通运输局关于做好道路养护工作的通知",
        "青交发〔2023〕5号",
        "2023年3月8日",
        "行政规范性文件",
        "现行有效",
        "各乡镇人民政府：",
        TEXT,
        "青川县交通运输局",
        "2023年3月8日",
    )
    assert body(notice) == [TEXT]
    assert [(entry.name, entry.value) for entry in notice.catalogue] == [
        ("legal_level", "行政规范性文件"),
        ("validity", "现行有效"),
    ]
    assert notice.coverage.unplaced == ()
    assert notice.coverage.furniture == len("2023年3月8日")


def test_the_title_as_issued_goes_before_that_of_the_page() -> None:
    notice = read(
        "三部门关于印发道路养护实施方案的通知",
        "青交发〔2023〕5号",
        "青川县交通运输局 青川县财政局",
        "青川县公安局关于印发道路养护实施方案的通知",
        "各乡镇人民政府：",
        TEXT,
        "青川县交通运输局　青川县财政局　青川县公安局",
        "2023年3月8日",
    )
    assert notice.title == (
        "青川县交通运输局 青川县财政局 青川县公安局关于印发道路养护实施方案的通知"
    )
    assert [unit.text for unit in notice.issuers] == [
        "青川县交通运输局",
        "青川县财政局",
        "青川县公安局",
    ]
    assert body(notice) == [TEXT]


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("青 川 县 人 民 政 府关于做好养护的通知", "青川县人民政府关于做好养护的通知"),
        ("中共青川县委 青川县政府关于做好养护的意见", "中共青川县委 青川县政府关于做好养护的意见"),
        ("青川县人民政府 关于做好养护的意见", "青川县人民政府关于做好养护的意见"),
    ],
)
def test_only_the_blank_between_joint_issuers_stays_in_a_title(printed: str, title: str) -> None:
    assert read(printed, "各乡镇人民政府：", TEXT).title == title


def test_issuers_that_no_mark_parts_in_the_title_are_parted_as_they_sign() -> None:
    title = "青川县交通运输局青川县财政局关于印发道路养护实施方案的通知"
    signed = ["青川县交通运输局", "青川县财政局", "2023年3月8日"]
    notice = read(title, "各乡镇人民政府：", TEXT, *signed)
    assert notice.title == title
    assert [unit.text for unit in notice.issuers] == signed[:2]


def test_an_end_printed_twice_is_read_once() -> None:
    end = ["青川县交通运输局", "青川县财政局", "2023年3月8日", "青川县道路养护方案", REPORT]
    notice = read(
        "青川县交通运输局 青川县财政局关于印发青川县道路养护方案的通知",
        "各乡镇人民政府：",
        TEXT,
        *end,
        *end,
        "一、总体要求",
        "坚持建管并重。",
    )
    assert body(notice) == [TEXT, REPORT, "坚持建管并重。"]
    assert [one.message[:12] for one in notice.diagnostics if "twice" in one.code] == [
        "5 paragraphs"
    ]
    assert notice.coverage.unplaced == ()


def test_the_files_of_a_page_are_listed_with_the_attachments_they_hold() -> None:
    notice = extract(
        f"""<html><body><h1>青川县交通运输局关于做好道路养护工作的通知</h1><p>各乡镇人民政府：</p>
        <p>{TEXT}</p><p>附件：1.道路养护任务分解表</p><p>2.联络员名单</p><p>青川县交通运输局</p>
        <p>2023年3月8日</p><p>附件下载</p>
        <p><a href="./P1.xlsx">附件1：道路养护任务分解表.xlsx</a></p>
        <p><a href="/down?id=2">联络员名单.docx</a>（12KB）</p>
        <p><a href="./P3.pdf">青川县交通运输局关于做好道路养护工作的通知.pdf</a></p>
        </body></html>""".encode()
    )
    assert [(file.text, file.target, file.attachment) for file in notice.files] == [
        ("附件1：道路养护任务分解表.xlsx", "./P1.xlsx", 0),
        ("联络员名单.docx（12KB）", None, 1),
        ("青川县交通运输局关于做好道路养护工作的通知.pdf", "./P3.pdf", None),
    ]
    assert [(one.title, one.present) for one in notice.attachments] == [
        ("道路养护任务分解表", False),
        ("联络员名单", False),
    ]
    assert body(notice) == [TEXT]
    assert notice.coverage.unplaced == ()


def test_an_attachment_note_that_is_a_link_is_its_file() -> None:
    notice = extract(
        f"""<html><body><h1>青川县交通运输局关于做好道路养护工作的通知</h1><p>各乡镇人民政府：</p>
        <p>{TEXT}</p><p>附件：<a href="P1.docx">道路养护任务分解表</a></p><p>青川县交通运输局</p>
        <p>2023年3月8日</p></body></html>""".encode()
    )
    (file,) = notice.files
    assert (file.target, file.attachment) == ("P1.docx", 0)


def test_the_note_below_the_title_of_a_rule_tells_its_order_and_day() -> None:
    notice = read(
        "青川县道路养护条例",
        "（2021年7月27日青川县人民政府令第46号公布　2023年3月8日青川县人民政府令第51号修订）",
        "第一条　为了加强养护，制定本条例。",
        "第二条　养护经费列入预算。",
    )
    assert notice.issue_date == "2021-07-27"
    assert notice.document_number is not None
    assert notice.document_number.sequence == 46
    assert [one.text for one in notice.body] == [
        "第一条 为了加强养护，制定本条例。",
        "第二条 养护经费列入预算。",
    ]
