"""Web pages: text, look and tables."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractor.errors import CorruptSource, EmptySource, TooDeep, TooLarge
from extractor.model.anchor import Anchor
from extractor.model.document import Document, Mark, Paragraph, Picture, Table
from extractor.readers import read
from extractor.readers.html.tags import SKIPPED
from extractor.text.passage import of
from tests.readers.placed import furniture, grid, paragraphs, placed, tables, texts, visible


def page(body: str) -> Document:
    document = read(f"<!DOCTYPE html><html><body>{body}</body></html>".encode())
    assert document.media_type == "text/html"
    return document


def only(document: Document) -> Paragraph:
    (paragraph,) = document.blocks
    assert isinstance(paragraph, Paragraph)
    return paragraph


# --- text --------------------------------------------------------------------------------


def test_white_space_collapses_as_css_says() -> None:
    document = page("<p>  各县\t（市、区）  人民政府 <b> 请</b> 执行 </p>")
    assert only(document).text == "各县 （市、区） 人民政府 请 执行"


def test_a_line_end_of_the_markup_between_chinese_characters_is_a_wrap() -> None:
    assert only(page("<p>区行政服务中心管\n   委会 A\nB</p>")).text == "区行政服务中心管\n委会 A B"


def test_no_break_and_ideographic_spaces_stay() -> None:
    document = page("<p>&#12288;&#12288;主&nbsp;&nbsp;任：张三&emsp;</p>")
    assert only(document).text == "　　主\u00a0\u00a0任：张三\u2003"


def test_breaks_and_blocks_end_paragraphs() -> None:
    document = page("<div>区教育局<br>区财政局<div>区司法局</div>区民政局<p>区农业农村局</div>")
    assert texts(document) == ["区教育局", "区财政局", "区司法局", "区民政局", "区农业农村局"]


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><p>甲</p></body></html><p>乙</p>",
        "<html><body><p>甲</p></body>乙</html>",
        "<p>甲</p></BODY ></HTML><html><head><title>丙</title></head><body>乙</body></html>",
        "<div>甲</html></div><div>乙",
    ],
)
def test_what_follows_the_end_of_the_page_is_still_shown(markup: str) -> None:
    assert texts(read(markup.encode())) == ["甲", "乙"]


def test_preformatted_lines_are_the_author_s() -> None:
    assert texts(page("<pre>一、总则\n  二、细则</pre>")) == ["一、总则", "  二、细则"]


def test_anchors_are_paths_of_the_tree() -> None:
    document = page("<div><p>甲</p></div><div><p>乙</p><p>丙<br>丁戊</p></div>")
    places = [one.pieces[0].anchor for one in paragraphs(document.blocks)]
    assert places == [
        Anchor(path="html/body/div[1]/p[1]"),
        Anchor(path="html/body/div[2]/p[1]"),
        Anchor(path="html/body/div[2]/p[2]"),
        Anchor(path="html/body/div[2]/p[2]", characters=(1, 3)),
    ]
    last = list(paragraphs(document.blocks))[-1]
    assert of(last).slice(1, 2).anchor().characters == (2, 3)


def test_marks_and_style_come_from_tags_and_inline_styles() -> None:
    document = page(
        '<p style="text-align:center;color:red;font-size:22pt;text-indent:2em">'
        "<b>区政府文件</b></p>"
        '<p align="right"><u>区教育局</u>、<span style="font-weight:700">区财政局</span>办</p>'
        '<h2>一、总体<font face="楷体_GB2312">要求</font></h2>'
    )
    first, second, third = paragraphs(document.blocks)
    assert first.style.align == "center"
    assert first.style.bold
    assert first.style.red
    assert first.style.size == 22
    assert first.style.indent == 44
    assert second.style.align == "right"
    assert not second.style.bold
    assert second.marks == (Mark(0, 4, "underline"), Mark(5, 9, "bold"))
    assert third.style.heading == 2
    assert Mark(4, 6, "kaiti") in third.marks


def test_links_are_kept_and_never_followed() -> None:
    document = page('<p>详见<a href=" ../a.pdf ">方案</a>、<a href="javascript:x()">关</a></p>')
    assert only(document).links == ("../a.pdf",)
    assert only(document).marks[0] == Mark(2, 4, "link")


def test_pictures_are_blocks_and_icons_are_not() -> None:
    document = page('<p>见表</p><p><img src="1.png" alt="任务表"><img src="i.gif" width="16"></p>')
    assert document.blocks[1] == Picture(
        anchor=Anchor(path="html/body/p[2]/img[1]"), description="任务表"
    )
    assert len(document.blocks) == 2


def test_hidden_text_is_furniture_and_scripts_are_nothing() -> None:
    document = page(
        "<style>p{}</style><script>var a='甲'</script><p>正文"
        '<span style="display: none">藏</span></p><div hidden>匿</div><noscript>乙</noscript>'
    )
    assert texts(document) == ["正文"]
    assert furniture(document, "hidden") == ["藏", "匿"]
    assert placed(document) == visible("正文藏匿")


@pytest.mark.parametrize(
    ("markup", "labels"),
    [
        ("<ol><li>甲</li><li>乙</li></ol>", ["1. ", "2. "]),
        ("<ol start=3 type=a><li>甲</li><li value=27>乙</li></ol>", ["c. ", "aa. "]),
        ("<ol type=I reversed><li>甲</li><li>乙</li></ol>", ["II. ", "I. "]),
        (
            '<ol style="list-style-type:cjk-ideographic"><li>甲</li><li>乙</li></ol>',
            ["一、", "二、"],
        ),
        ('<ol style="list-style:none"><li>甲</li><li>乙</li></ol>', ["", ""]),
        ("<ol><li>（一）甲</li><li>（二）乙</li></ol>", ["", ""]),
        ("<ul><li>甲</li><li>乙</li></ul>", ["", ""]),
    ],
)
def test_list_items_show_the_numbers_a_browser_sets(markup: str, labels: list[str]) -> None:
    found = list(paragraphs(page(markup).blocks))
    assert [one.text[: one.generated] for one in found] == labels
    assert [one.text[one.generated :][-1] for one in found] == ["甲", "乙"]


def test_the_style_sheet_of_the_page_counts() -> None:
    document = read(
        """<html><head><style>/* p{text-align:left} */
        .title, h1 { text-align: center; color: #f00 } @media print { .sign { text-align: left } }
        .sign{text-align:right} div.box p.sign{text-indent:2em;font-size:16pt}
        .box ol ol{list-style-type:lower-alpha} .plain{list-style:none} .title{display:none}
        </style></head><body><div class="title">通知</div><div class="box">
        <p class="sign">区政府</p><ol><li>甲<ol><li>乙</li></ol></li></ol>
        <ol class="plain"><li>丙</li></ol></div></body></html>""".encode()
    )
    title, sign, *items = paragraphs(document.blocks)
    assert (title.style.align, title.style.red) == ("center", True)
    assert (sign.style.align, sign.style.size, sign.style.indent) == ("right", 16, 32)
    assert [one.text for one in items] == ["1. 甲", "a. 乙", "丙"]


# --- tables ------------------------------------------------------------------------------


def spans(table: Table) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]


def test_spans_place_cells() -> None:
    (table,) = tables(
        page(
            "<table><thead><tr><th>任务<th>牵头单位<th>责任单位</thead>"
            "<tr><td colspan=3>一、公开</tr>"
            "<tr><td>1.甲<td rowspan=2>区教育局<td>各乡镇</tr>"
            "<tr><td>2.乙<td><p>甲</p><p>乙</p></tr>"
            "</table>"
        )
    )
    assert grid(table) == [
        ["任务", "牵头单位", "责任单位"],
        ["一、公开", None, None],
        ["1.甲", "区教育局", "各乡镇"],
        ["2.乙", None, "甲/乙"],
    ]
    assert [cell.header for cell in table.cells[:4]] == [True, True, True, False]
    assert table.cells[-1].anchor.path == "html/body/table[1]/tbody[1]/tr[3]/td[2]"
    assert table.cells[-1].paragraphs[1].pieces[0].anchor.path == (
        "html/body/table[1]/tbody[1]/tr[3]/td[2]/p[2]"
    )


def test_spans_beyond_the_table_end_with_it() -> None:
    (table,) = tables(
        page(
            "<table><tr><td colspan=9>一、公开</tr><tr><td>甲<td rowspan=50>乙</tr>"
            "<tr><td>丙</tr></table>"
        )
    )
    assert (table.rows, table.columns) == (3, 2)
    assert spans(table) == [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 2, 1), (2, 0, 1, 1)]


def test_a_rowspan_ends_with_its_row_group_and_zero_means_to_its_end() -> None:
    (table,) = tables(
        page(
            "<table><tbody><tr><td rowspan=0>甲<td>乙</tr><tr><td>丙</tr></tbody>"
            "<tbody><tr><td rowspan=9>丁<td>戊</tr></tbody></table>"
        )
    )
    assert spans(table) == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1)]


def test_overlapping_spans_leave_each_slot_one_cell() -> None:
    (table,) = tables(
        page(
            "<table><tr><td>甲<td>乙<td rowspan=2>丙</tr><tr><td colspan=3>丁</tr>"
            "<tr><td>戊<td>己<td>庚</tr></table>"
        )
    )
    assert (1, 0, 1, 2) in spans(table)


@pytest.mark.parametrize("value", ["", "x", "-2", "0", "1.5", " 1 "])
def test_a_colspan_that_is_no_number_is_one(value: str) -> None:
    (table,) = tables(
        page(f'<table><tr><td colspan="{value}">甲<td>乙</tr><tr><td>丙<td>丁</tr></table>')
    )
    assert spans(table)[:2] == [(0, 0, 1, 1), (0, 1, 1, 1)]


def test_a_foot_shows_last_and_a_caption_before() -> None:
    document = page(
        "<table><caption>分解表</caption><tfoot><tr><td>合计<td>2</tr></tfoot>"
        "<tbody><tr><td>甲<td>1</tr></tbody></table>"
    )
    assert texts(document) == ["分解表"]
    assert grid(tables(document)[0]) == [["甲", "1"], ["合计", "2"]]


def test_layout_tables_dissolve_and_the_data_table_in_them_stays() -> None:
    data = "<table border=1><tr><td>任务<td>单位</tr><tr><td>1.甲<td>区教育局</tr></table>"
    document = page(
        "<table><tr><td><table><tr><td><table><tr><td>"
        f"<p>关于检查的通知</p><p>各单位：</p>{data}<p>完</p>"
        "</td></tr></table></td></tr></table></td></tr></table>"
    )
    assert texts(document) == ["关于检查的通知", "各单位：", "完"]
    assert grid(tables(document)[0]) == [["任务", "单位"], ["1.甲", "区教育局"]]


def test_a_small_table_inside_a_cell_stays_in_the_cell() -> None:
    inner = "<table border=1><tr><td>甲<td>乙</tr><tr><td>丙<td>丁</tr></table>"
    (table,) = tables(
        page(
            "<table border=1><tr><td>任务<td>说明的内容很长</tr>"
            f"<tr><td>加强市场规则标准公开工作<td>{inner}</tr></table>"
        )
    )
    (cell,) = [cell for cell in table.cells if cell.tables]
    assert grid(cell.tables[0]) == [["甲", "乙"], ["丙", "丁"]]


def test_a_huge_span_is_bounded() -> None:
    row = "<tr><td colspan=1000 rowspan=65534>甲<td colspan=1000 rowspan=65534>乙</tr>"
    document = page(f"<table>{row * 3000}</table>")
    assert [one.code for one in document.diagnostics] == ["html.table-span"]


def test_a_table_of_too_many_cells_is_refused() -> None:
    with pytest.raises(TooLarge):
        page(f"<table>{'<tr><td>x<td>y' * 100_001}</table>")


def test_word_markup_leaves_text_alone() -> None:
    document = page(
        "<!--[if gte mso 9]><xml>甲</xml><![endif]--><p class=MsoNormal>一、总体要求<o:p></o:p></p>"
        "<![if !supportLists]>1.<![endif]>加强领导"
    )
    assert texts(document) == ["一、总体要求", "1.加强领导"]


# --- faults ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<html><frameset><frame src=a></frameset></html>", "<div> </div>"]
)
def test_a_page_without_text_is_empty(markup: str) -> None:
    with pytest.raises(EmptySource):
        read(markup.encode())


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(TooDeep):
        page("<div>" * 3000 + "甲")


def test_the_declared_charset_is_read_from_the_markup() -> None:
    text = "<html><head><meta charset=big5></head><body><p>關於開展檢查的通知</p></body></html>"
    assert texts(read(text.encode("big5"))) == ["關於開展檢查的通知"]
    mislabelled = text.replace("big5", "utf-8").encode("gb18030")
    assert texts(read(mislabelled)) == ["關於開展檢查的通知"]


def test_a_page_saved_as_one_file_is_read() -> None:
    markup = "<html><body><p>关于开展检查的通知</p></body></html>".encode("gbk")
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    part = "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    body = base64.encodebytes(markup).decode()
    document = read(f"{head}{part}{body}\r\n--b--\r\n".encode())
    assert document.media_type == "multipart/related"
    assert texts(document) == ["关于开展检查的通知"]


def test_a_notice_in_a_frame_of_a_saved_page_is_the_page() -> None:
    pages = [
        "<html><body><div><a href=/>首页</a><a href=/x>公开</a></div></body></html>",
        "<html><body></body></html>",
        "<html><body><p>关于开展检查的通知</p><p>请认真执行。</p></body></html>",
    ]
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    part = "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}\r\n"
    document = read((head + "".join(part.format(page) for page in pages) + "--b--\r\n").encode())
    assert texts(document) == ["关于开展检查的通知", "请认真执行。"]
    assert "首页" in "".join(one.text for one in document.furniture)


def test_a_saved_page_without_a_page_is_corrupt() -> None:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    with pytest.raises(CorruptSource):
        read(head + b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n")


# --- every character is placed once --------------------------------------------------------

SHORT = """div p span b table tr td th tbody tfoot ul ol li h1 br center pre script nav dl dt
dd label select ruby rt o:p caption form"""
LONG = """a href="x.pdf"|td rowspan=2|td colspan=3|td rowspan=0|td colspan=9 rowspan=9|td hidden
|div style="display:none"|div id=zoom|div class=TRS_Editor|div class=footer|div class="nav"
|p align=right"""
TAGS = [*SHORT.split(), *LONG.replace("\n", "").split("|")]
SAID = """关于印发方案的通知 索引号： 发文机关 文号： 成文日期 甲 来源： 打印 。 &nbsp; 1.
发布时间：2021"""
WORDS = [*SAID.split(), "\u3000", "\n", " ", "各县区人民政府要认真落实。" * 6]
MARKUP = st.lists(
    st.one_of(
        st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
        st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>"),
        st.sampled_from(WORDS),
    ),
    max_size=40,
).map("".join)


def shown(element: LexborNode, path: str, paths: set[str]) -> str:
    """The text below an element, and the paths of all elements."""
    paths.add(path)
    parts = []
    counts: dict[str, int] = {}
    for child in element.iter(include_text=True):
        if child.is_text_node:
            parts.append(child.text_content or "")
            continue
        tag = child.tag or ""
        counts[tag] = counts.get(tag, 0) + 1
        if tag not in SKIPPED:
            parts.append(shown(child, f"{path}/{tag}[{counts[tag]}]", paths))
    return "".join(parts)


@settings(deadline=None)
@given(MARKUP)
def test_every_character_is_placed_once(markup: str) -> None:
    text = f"<html><head><title>关于印发方案的通知</title></head><body>甲{markup}</body></html>"
    document = read(text.encode())
    body = LexborHTMLParser(text).body
    assert body is not None
    paths: set[str] = set()
    assert placed(document) == visible(shown(body, "html/body", paths))
    found = list(paragraphs(document.blocks))
    assert [one.id for one in found] == list(range(len(found)))
    for one in found:
        (piece,) = one.pieces
        assert piece.anchor.path in paths


@settings(deadline=None)
@given(MARKUP)
def test_cells_never_overlap(markup: str) -> None:
    text = f"<html><body>甲<table><tr><td>乙<td>丙<tr>{markup}</table></body></html>"
    for table in tables(read(text.encode())):
        slots = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert len(slots) == len(set(slots))
        assert all(row < table.rows and column < table.columns for row, column in slots)
