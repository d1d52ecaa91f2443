"""Rows that an author has set with tabs, in Word files and preformatted text of pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model.document import Block, Document, Paragraph, Table
from extractor.readers import read
from tests.readers.docx_builder import build, p

HEADER = ("序号", "工作任务", "责任单位")


def row(*cells: str, gap: str = "<w:tab/>") -> str:
    return p("<w:r>" + gap.join(f"<w:t>{cell}</w:t>" for cell in cells) + "</w:r>")


def cells(table: Block) -> list[list[str]]:
    assert isinstance(table, Table)
    found = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        found[cell.row][cell.column] = "\n".join(one.text for one in cell.paragraphs)
    return found


def ids(document: Document) -> list[int]:
    found: list[int] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block.id)
        elif isinstance(block, Table):
            found += [one.id for cell in block.cells for one in cell.paragraphs]
    return found


def test_rows_of_tabs_are_a_table_with_its_headings_across() -> None:
    data = build(
        p("前文。")
        + row(*HEADER)
        + p("一、道路")
        + row("1", "修建公路", "县交通运输局、县财政局")
        + row("2", "架桥", "县水利局")
        + p("后文。")
    )
    document = read(data)
    before, table, after = document.blocks
    assert isinstance(before, Paragraph)
    assert isinstance(after, Paragraph)
    assert cells(table) == [
        list(HEADER),
        ["一、道路", "", ""],
        ["1", "修建公路", "县交通运输局、县财政局"],
        ["2", "架桥", "县水利局"],
    ]
    assert isinstance(table, Table)
    assert [cell.column_span for cell in table.cells if cell.row == 1] == [3]
    task = next(cell for cell in table.cells if (cell.row, cell.column) == (2, 1))
    assert task.paragraphs[0].pieces[0].anchor.path == "body/p[4]"
    assert task.paragraphs[0].pieces[0].anchor.characters == (2, 6)
    assert ids(document) == list(range(len(ids(document))))


def test_several_tabs_align_or_leave_a_cell_empty() -> None:
    aligned = build(
        row(*HEADER, gap="<w:tab/><w:tab/>")
        + row("1", "修建公路", "县交通运输局、县财政局")
        + row("2", "架桥", "县水利局", gap="<w:tab/><w:tab/>")
    )
    assert cells(read(aligned).blocks[0])[1:] == [
        ["1", "修建公路", "县交通运输局、县财政局"],
        ["2", "架桥", "县水利局"],
    ]
    empty = build(
        row(*HEADER) + row("1", "修建公路", "县交通运输局、县财政局") + row("2", "架桥", "")
    )
    assert cells(read(empty).blocks[0])[2] == ["2", "架桥", ""]


def test_preformatted_lines_of_a_page_are_rows_too() -> None:
    page = "<pre>" + "\n".join(
        ["\t".join(HEADER), "1\t修建公路\t县交通运输局、县财政局", "2\t架桥\t县水利局"]
    )
    assert cells(read(f"<html><body>{page}</pre>".encode()).blocks[0])[1][2] == (
        "县交通运输局、县财政局"
    )


@pytest.mark.parametrize(
    "lines",
    [
        # Names in columns
        [("张三", "李四", "王五"), ("赵六", "孙七", "周八"), ("吴九", "郑十", "冯一")],
        # Signatures side by side
        [("县公安局", "县财政局", "县教育局"), ("2023年3月8日", "2023年3月8日", "2023年3月8日")],
        # A table of contents
        [("章", "名", "页"), ("第一章", "总则与适用的范围", "1"), ("第二章", "职责", "12")],
        # A sentence above
        [("各单位：", "县", "区"), ("1", "修建公路", "县交通运输局"), ("2", "架桥", "县水利局")],
    ],
)
def test_other_lines_with_tabs_stay_lines(lines: list[tuple[str, ...]]) -> None:
    document = read(build("".join(row(*line) for line in lines)))
    assert all(isinstance(block, Paragraph) for block in document.blocks)


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "甲", "责任单位", "修建县城到东河镇的公路", "一、路"]), max_size=5
        ),
        min_size=1,
        max_size=8,
    )
)
def test_no_character_is_lost_and_numbers_stay_in_order(lines: list[list[str]]) -> None:
    document = read(build(p("首") + "".join(row(*line) for line in lines)))
    shown = sorted(
        one.text.replace("\t", "")
        for block in document.blocks
        for one in (
            [block]
            if isinstance(block, Paragraph)
            else [one for cell in block.cells for one in cell.paragraphs]
            if isinstance(block, Table)
            else []
        )
    )
    assert sorted("".join(shown)) == sorted("首" + "".join("".join(line) for line in lines))
    assert ids(document) == sorted(set(ids(document)))
