"""Markdown: the marks are furniture, the text stays."""

from __future__ import annotations

from extractor.model.anchor import Anchor
from extractor.model.document import Document, Mark, Paragraph, Picture
from extractor.readers import read
from tests.readers.placed import furniture, grid, paragraphs, placed, tables, texts, visible


def read_text(text: str) -> Document:
    document = read(text.encode())
    assert document.media_type == "text/markdown"
    assert placed(document) == visible(text)
    return document


def test_headings_carry_their_level() -> None:
    document = read_text("# 关于检查的通知 #\n\n各单位：\n\n二、要求\n----\n")
    levels = [
        (one.text, one.style.heading) for one in document.blocks if isinstance(one, Paragraph)
    ]
    assert levels == [("关于检查的通知", 1), ("各单位：", None), ("二、要求", 2)]
    assert furniture(document, "markup") == ["#", "#", "----"]


def test_emphasis_becomes_marks() -> None:
    document = read_text("# 题\n**一是**抓落实，*二是*督查。")
    line = document.blocks[-1]
    assert isinstance(line, Paragraph)
    assert line.text == "一是抓落实，二是督查。"
    assert line.marks == (Mark(0, 2, "bold"), Mark(6, 8, "italic"))


def test_the_asterisk_of_a_lead_unit_stays() -> None:
    document = read_text("# 题\n责任单位：*区发改局、*区财政局、区司法局")
    assert texts(document)[-1] == "责任单位：*区发改局、*区财政局、区司法局"


def test_a_table_with_escapes_and_breaks() -> None:
    document = read_text(
        "|序号|任务|单位|\n|:-|---|--:|\n|1|甲\\|乙|区教育局<br>区财政局|\n|2|**丙**||\n"
    )
    (table,) = tables(document)
    assert grid(table) == [
        ["序号", "任务", "单位"],
        ["1", "甲|乙", "区教育局/区财政局"],
        ["2", "丙", ""],
    ]
    assert [cell.header for cell in table.cells[:4]] == [True, True, True, False]


def test_a_table_without_outer_bars() -> None:
    document = read_text("任务 | 单位\n--- | ---\n甲 | 区教育局\n")
    assert [[(slot or "").strip() for slot in row] for row in grid(tables(document)[0])] == [
        ["任务", "单位"],
        ["甲", "区教育局"],
    ]


def test_a_table_in_html_keeps_its_spans() -> None:
    text = (
        "# 通知\n\n<html><body><table><tr><td rowspan=2>甲</td><td>区教育局</td></tr>"
        "<tr><td>区财政局</td></tr></table></body></html>\n\n完"
    )
    document = read(text.encode())
    assert document.media_type == "text/markdown"
    (table,) = tables(document)
    assert grid(table) == [["甲", "区教育局"], [None, "区财政局"]]
    assert [one.id for one in paragraphs(document.blocks)] == [0, 1, 2, 3, 4]
    assert table.cells[2].anchor == Anchor(line=3, path="html/body/table[1]/tbody[1]/tr[2]/td[1]")


def test_links_and_pictures() -> None:
    document = read_text("![印章](images/a.jpg)\n见[区政府网](https://a.gov.cn/x)。")
    picture, line = document.blocks
    assert isinstance(picture, Picture)
    assert picture.description == "印章"
    assert isinstance(line, Paragraph)
    assert line.text == "见区政府网。"
    assert line.links == ("https://a.gov.cn/x",)
    assert line.marks == (Mark(1, 5, "link"),)


def test_bullets_quotes_and_fences_are_markup() -> None:
    document = read_text("# 题\n- 甲\n> 乙\n```\n*丙*\n```\n")
    assert [text.strip() for text in texts(document)] == ["题", "甲", "乙", "*丙*"]


def test_numbers_of_lists_stay_in_the_text() -> None:
    assert texts(read_text("# 题\n1. 甲\n2. 乙"))[1:] == ["1. 甲", "2. 乙"]
