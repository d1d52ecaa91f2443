"""Markdown, shown by an independent renderer: text of a notice stays text."""

import io

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from extractor.model.anchor import Anchor
from extractor.model.notice import LinkedFile, Section
from extractor.writers import Options, write
from extractor.writers.cells import in_lines
from tests import naughty
from tests.example_notice import ID, example
from tests.writers.hostile import hostile


def written(*notices, **options):
    out = io.BytesIO()
    assert write(notices or [example()], out, form="md", options=Options(**options)) == ()
    return out.getvalue().decode()


def shown(*notices, **options):
    """Return the page as a browser has it, HTML allowed."""
    page = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(written(*notices, **options))
    )
    document = html.document_fromstring(page)
    for tag in document.iter("br"):
        tag.tail = "\n" + (tag.tail or "")
    return document


def texts(page, path):
    """Return the text of elements, a line for each that a browser would show."""
    return [element.text_content() for element in page.xpath(path)]


def test_a_notice_is_a_title_its_head_its_headings_and_tables():
    page = shown()
    assert texts(page, "//h1") == ["测试县人民政府办公室关于做好示例工作的通知"]
    assert texts(page, "//h2") == ["一、总体要求"]
    assert texts(page, "//h3") == ["（一）做好准备"]
    assert texts(page, "//li") == [
        f"发文字号：{ID}",
        "发文机关：测试县人民政府办公室",
        "成文日期：2024-02-29",
        "来源文件：例.txt",
        "斜体：原文此处未写，由合并单元格、上级标题或文中说明推得",
    ]
    assert len(page.xpath("//table")) == 1
    head = texts(page, "//th")
    assert head == [
        "序次", "原文编号", "工作任务", "工作要求", "牵头单位", "责任单位", "完成时限", "最终期限",
        "其他栏目",
    ]  # fmt: skip
    assert texts(page, "//tr[1]/td") == [
        "1", "1", "编制“一张表”。", "3月底前完成,报县政府办。\n逐项销号。", "县发改局",
        "县教育局\n各乡（镇）", "3月底前", "2024-03-31", "进度：已启动",
    ]  # fmt: skip


def test_a_new_heading_begins_a_new_table():
    sections = (*example().sections, Section(id="2", level=1, title="其他", anchor=Anchor(line=1)))
    tasks = example().tasks
    last = msgspec.structs.replace(tasks[2], section="2", section_path=("其他",))
    notice = msgspec.structs.replace(example(), sections=sections, tasks=(*tasks[:2], last))
    page = shown(notice)
    assert texts(page, "//h2") == ["一、总体要求", "其他"]
    assert [len(table.xpath(".//tbody/tr")) for table in page.xpath("//table")] == [2, 1]


def test_a_derived_value_is_in_italics():
    task = msgspec.structs.replace(example().tasks[0], derived=example().tasks[1].derived, extra={})
    page = shown(msgspec.structs.replace(example(), tasks=(task,)))
    assert texts(page, "//td//em") == ["3月底前完成,报县政府办。", "逐项销号。", "县发改局"]


def test_a_notice_without_derived_values_has_no_legend():
    notice = msgspec.structs.replace(example(), tasks=example().tasks[:1])
    assert "斜体" not in written(notice)


def test_units_are_rows_when_asked():
    rows = shown(explode=True, headers="en").xpath("//tbody/tr")
    cells = [[cell.text_content() for cell in row.xpath("td")] for row in rows]
    assert [row[3:6] for row in cells][:3] == [
        ["lead", "县发改局", "测试县发展和改革局"],
        ["responsible", "县教育局", ""],
        ["responsible", "各乡（镇）", ""],
    ]


def test_columns_asked_for_stand_even_when_empty():
    page = shown(columns=("number", "remarks"))
    assert texts(page, "//th") == ["原文编号", "备注"]


@pytest.mark.parametrize(
    ("uri", "folder", "target"),
    [
        ("in/a b(1)<2>.pdf", "out", "../in/a%20b%281%29%3C2%3E.pdf"),
        ("https://www.gov.cn/a_b*c*.html", "", "https://www.gov.cn/a_b*c*.html"),
        ("https://a/\\", "", "https://a/%5C"),
        ("javascript:alert(1)", "", None),
    ],
)
def test_the_source_is_a_link_where_it_is_a_file_or_a_page(uri, folder, target):
    source = msgspec.structs.replace(example().source, uri=uri)
    page = shown(msgspec.structs.replace(example(), source=source), folder=folder)
    assert page.xpath("//a/@href") == ([target] if target else [])
    assert texts(page, "//li")[3] == f"来源文件：{uri}"


def test_files_beside_the_notice_are_named_and_only_web_addresses_linked():
    page = LinkedFile(text="附件[1].xlsx", target="https://a.cn/1.xlsx", anchor=Anchor(line=9))
    script = LinkedFile(text="附件2", target="javascript:x", anchor=Anchor(line=9))
    found = shown(msgspec.structs.replace(example(), files=(page, script)))
    assert {"附带文件：附件[1].xlsx", "附带文件：附件2"} <= set(texts(found, "//li"))
    assert "https://a.cn/1.xlsx" in found.xpath("//a/@href")
    assert not any("javascript" in href for href in found.xpath("//a/@href"))


def test_several_notices_stand_one_below_the_other():
    assert len(shown(example(), example()).xpath("//h1")) == 2


def seen(text):
    """Return what a person sees of a text: white space is one space, and none at ends of lines."""
    return [" ".join(line.split()) for line in in_lines(text).split("\n")]


def test_text_of_a_notice_is_shown_as_it_is_and_is_never_markup():
    strings = [text for text in [*naughty.STRINGS, *naughty.SURROGATES] if in_lines(text).strip()]
    page = shown(hostile(strings), columns=("task", "remarks"))
    assert list(map(seen, texts(page, "//tbody/tr/td[1]"))) == list(map(seen, strings))
    # Remarks are derived here, and so in italics.
    assert texts(page, "//tbody/tr/td[2]") == texts(page, "//tbody/tr/td[1]")
    tags = {element.tag for element in page.iter()}
    assert tags <= {
        "html", "body", "h1", "h2", "ul", "li", "a", "em", "table", "thead", "tbody", "tr", "th",
        "td", "br", "p",
    }  # fmt: skip
    assert len(page.xpath("//a")) == 1


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1))
def test_any_text_comes_back(text):
    task = msgspec.structs.replace(example().tasks[0], task=text)
    page = shown(msgspec.structs.replace(example(), tasks=(task,)), columns=("task",))
    assert texts(page, "//tbody/tr/td") == [text]


def test_long_cells_go_through():
    assert len(written(hostile(naughty.LONG), explode=True)) > 1_000_000
