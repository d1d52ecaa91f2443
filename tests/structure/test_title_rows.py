"""Titles set in the first rows of tables."""

from __future__ import annotations

from extractor import extract
from extractor.structure import outline
from extractor.structure.outline import TablePart
from tests.documents import document, table

TITLE = "青川县2023年道路养护重点任务分解表"
HEAD = ["序号", "工作任务", "牵头单位"]
ROWS = [["1", "整修县道", "县交通局"], ["2", "清理边沟", "县水利局"]]


def page(rows: str) -> str:
    return (
        f"<table border=1>{rows}<tr>"
        + "".join(f"<td>{one}</td>" for one in HEAD)
        + "</tr>"
        + (
            "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
            + "</table>"
        )
    )


def across(text: str) -> str:
    return f"<tr><td colspan=3>{text}</td></tr>"


def test_a_title_across_the_first_rows_of_a_table_is_the_title() -> None:
    notice = extract(page(across("附件1") + across(TITLE) + across("单位：公里")).encode())
    assert notice.title == TITLE
    assert [task.task for task in notice.tasks] == ["整修县道", "清理边沟"]
    assert notice.coverage.unplaced == ()


def test_below_a_text_it_is_the_caption_of_its_table() -> None:
    text = "<h1>青川县人民政府关于加强养护的通知</h1><p>各乡镇人民政府：</p><p>请认真贯彻执行。</p>"
    notice = extract((text + page(across("任务分解表"))).encode())
    assert notice.title == "青川县人民政府关于加强养护的通知"
    assert [one.text for one in notice.body] == ["请认真贯彻执行。"]
    assert len(notice.tasks) == 2


def test_a_section_across_the_first_row_stays_a_row() -> None:
    drawn = table([["一、重点任务", None, None], HEAD, *ROWS], spans={(0, 0): (1, 3)})
    (part,) = [p for p in outline(document([TITLE, drawn])).parts if isinstance(p, TablePart)]
    assert [one.text for one in part.table.captions] == ["一、重点任务"]


def test_the_mark_and_title_of_an_attachment_in_one_cell_begin_it() -> None:
    head = "<h1>青川县人民政府关于加强养护的通知</h1><p>各乡镇人民政府：</p><p>请认真贯彻执行。</p>"
    end = "<p>附件：1.考核指标体系（2023年）</p><p>青川县人民政府</p><p>2023年3月8日</p>"
    cell = across("附件1<br>考核指标体系（2023年版）")
    notice = extract((head + end + page(cell)).encode())
    assert [(one.number, one.present) for one in notice.attachments] == [("1", True)]
    assert [task.attachment for task in notice.tasks] == [0, 0]
