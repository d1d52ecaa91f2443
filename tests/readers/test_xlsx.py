"""Workbooks: titles, tables and notes of a sheet, values as shown, what is hidden."""

from __future__ import annotations

import io

import openpyxl
import pytest

from extractor import extract
from extractor.errors import CorruptSource, EmptySource, TooLarge, UnsupportedFormat
from extractor.model.document import Document, Paragraph, Picture, Table
from extractor.readers import read
from tests.readers.xlsx_builder import row, sheet, xlsx

HEADER = ("序号", "工作任务", "责任单位", "完成时限")


def kept(document: Document, kind: str) -> list[str]:
    return [one.text for one in document.furniture if one.kind == kind]


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def only_table(document: Document) -> Table:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return table


def texts(table: Table) -> list[list[str]]:
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = "/".join(one.text for one in cell.paragraphs)
    return grid


def ledger(*, ruled: bool) -> bytes:
    style = 2 if ruled else 0
    rows = [
        row(1, "某县2024年重点任务分解表", style=1),
        row(2, "填报单位：某县政府办公室", None, "填报时间：2024年3月"),
        row(3, *HEADER, style=style),
        row(4, 1, "修建道路", "县交通局", "6月底前", style=style),
        row(5, 2, "改造管网", "县住建局", None, style=style),
        row(6, "注：各单位按月报送进展"),
    ]
    merges = (
        '<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="C2:D2"/><mergeCell ref="A6:D6"/>'
        "</mergeCells>"
    )
    return xlsx(sheet("".join(rows), merges), names=("任务 表",))


@pytest.mark.parametrize("ruled", [True, False])
def test_titles_and_notes_around_a_table_are_no_part_of_it(ruled: bool) -> None:
    document = read(ledger(ruled=ruled))
    assert [type(block) for block in document.blocks] == [*[Paragraph] * 3, Table, Paragraph]
    assert lines(document) == [
        "某县2024年重点任务分解表",
        "填报单位：某县政府办公室",
        "填报时间：2024年3月",
        "注：各单位按月报送进展",
    ]
    assert texts(only_table(document)) == [
        list(HEADER),
        ["1", "修建道路", "县交通局", "6月底前"],
        ["2", "改造管网", "县住建局", ""],
    ]
    assert only_table(document).anchor.path == "'任务 表'!A3:D5"
    assert kept(document, "navigation") == ["任务 表"]
    title = document.blocks[0]
    assert isinstance(title, Paragraph)
    assert (title.style.align, title.style.size, title.style.bold, title.style.red) == (
        "center",
        18,
        True,
        True,
    )
    assert title.pieces[0].anchor.path == "'任务 表'!A1"


@pytest.mark.parametrize("ruled", [True, False])
def test_a_ledger_gives_its_tasks(ruled: bool) -> None:
    notice = extract(ledger(ruled=ruled))
    assert notice.title == "某县2024年重点任务分解表"
    assert [(task.number, task.task) for task in notice.tasks] == [
        ("1", "修建道路"),
        ("2", "改造管网"),
    ]
    assert notice.tasks[0].responsible_units[0].text == "县交通局"
    assert notice.tasks[0].deadlines[0].text == "6月底前"
    assert notice.tasks[1].deadlines == ()


def test_merged_cells_have_their_spans() -> None:
    rows = [
        row(1, *HEADER, style=2),
        row(2, "一、民生", None, None, None, style=2),
        row(3, 1, "修路", "县交通局", "年底前", style=2),
        row(4, 2, "架桥", None, "年底前", style=2),
    ]
    merges = '<mergeCells><mergeCell ref="A2:D2"/><mergeCell ref="C3:C4"/></mergeCells>'
    table = only_table(read(xlsx(sheet("".join(rows), merges))))
    spans = {(c.row, c.column): (c.row_span, c.column_span) for c in table.cells}
    assert (table.rows, table.columns) == (4, 4)
    assert spans[1, 0] == (1, 4)
    assert spans[2, 2] == (2, 1)
    assert (3, 2) not in spans
    assert len(table.cells) == 4 * 4 - 3 - 1


def test_hidden_rows_columns_and_sheets_are_furniture() -> None:
    rows = [
        row(1, *HEADER),
        row(2, 1, "修路", "县交通局", "年底前"),
        row(3, 9, "作废", "县财政局", "年底前", attributes='hidden="1"'),
        row(4, 2, "架桥", "县住建局", "年底前"),
    ]
    columns = '<cols><col min="4" max="4" hidden="1"/></cols>'
    merges = '<mergeCells><mergeCell ref="C2:C4"/></mergeCells>'
    secret = sheet(row(1, "底稿", "甲"))
    document = read(
        xlsx(sheet("".join(rows), merges, columns), secret, states=("visible", "veryHidden"))
    )
    table = only_table(document)
    assert texts(table) == [
        ["序号", "工作任务", "责任单位"],
        ["1", "修路", "县交通局"],
        ["2", "架桥", ""],
    ]
    assert next(c.row_span for c in table.cells if (c.row, c.column) == (1, 2)) == 2
    assert kept(document, "hidden") == [
        *("完成时限", "年底前", "9", "作废", "县财政局", "年底前", "县住建局", "年底前"),
        *("底稿", "甲"),
    ]
    assert [one.anchor.path for one in document.furniture if one.text == "底稿"] == ["Sheet2!A1"]


def test_values_are_shown_as_their_formats_have_them() -> None:
    cells = (
        '<row r="1"><c r="A1" s="3"><v>44393</v></c><c r="B1" s="4"><v>0.35</v></c>'
        '<c r="C1" s="5"><v>44393</v></c><c r="D1" t="b"><v>1</v></c>'
        '<c r="E1" t="e"><v>#REF!</v></c>'
        '<c r="F1" t="str"><f>A1&amp;B1</f><v>甲乙</v></c><c r="G1"><v>3.1400000000000001</v></c>'
        '<c r="H1" s="5" t="d"><v>2021-07-16</v></c></row>'
    )
    table_row = row(2, *("x" * 8))
    found = texts(only_table(read(xlsx(sheet(cells + table_row)))))[0]
    assert found == ["2021年7月", "35%", "2021/7/16", "TRUE", "#REF!", "甲乙", "3.14", "2021/7/16"]


def test_days_may_count_from_1904() -> None:
    cells = '<row r="1"><c r="A1" s="5"><v>42931</v></c><c r="B1" s="5"><v>0</v></c></row>'
    document = read(xlsx(sheet(cells), properties='date1904="1"'))
    assert texts(only_table(document)) == [["2021/7/16", "1904/1/1"]]


def test_shared_strings_keep_runs_and_leave_out_reading_aids() -> None:
    strings = (
        "<si><r><rPr><b/></rPr><t>牵头单位：</t></r><r><t>县财政局</t></r>"
        "<rPh sb='0' eb='1'><t>qian</t></rPh></si><si><t>第一行_x000D_&#10;第二行</t></si>"
    )
    cells = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>99</v></c></row>'
    table = only_table(read(xlsx(sheet(cells), strings=strings)))
    first, second = table.cells[0].paragraphs[0], table.cells[1].paragraphs
    assert first.text == "牵头单位：县财政局"
    assert [(mark.start, mark.end, mark.kind) for mark in first.marks] == [(0, 5, "bold")]
    assert [one.text for one in second] == ["第一行", "第二行"]
    assert [one.pieces[0].anchor.characters for one in second] == [(0, 3), (5, 8)]
    assert second[0].pieces[0].anchor.path == "Sheet1!B1"


def test_a_formula_without_a_value_is_told_and_not_computed() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page["A1"], page["B1"], page["C1"] = "合计", "=SUM(C1:C1)", 5
    data = io.BytesIO()
    book.save(data)
    document = read(data.getvalue())
    assert texts(only_table(document)) == [["合计", "5"]]
    (remark,) = document.diagnostics
    assert remark.code == "xlsx.formula-without-value"
    assert remark.anchor is not None
    assert remark.anchor.path == "Sheet!B1"


def test_text_boxes_pictures_comments_and_headers_have_their_places() -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>'
        "<xdr:from><xdr:col>1</xdr:col><xdr:row>0</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p><a:r>"
        "<a:t>附件1</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor><xdr:oneCellAnchor>"
        "<xdr:from><xdr:col>0</xdr:col><xdr:row>9</xdr:row></xdr:from><xdr:pic><xdr:nvPicPr>"
        '<xdr:cNvPr descr="印章"/></xdr:nvPicPr></xdr:pic></xdr:oneCellAnchor></xdr:wsDr>'
    )
    comments = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>'
        '<comment ref="B3"><text><t>请核实</t></text></comment></commentList></comments>'
    )
    head = "<oddHeader>&amp;L某县&amp;R内部</oddHeader><oddFooter>第 &amp;P 页</oddFooter>"
    head = f"<headerFooter>{head}</headerFooter>"
    rows = row(2, *HEADER) + row(3, 1, "修路", "县交通局", "年底前")
    document = read(
        xlsx(
            sheet(rows, head),
            related={"drawing": ("d.xml", drawing), "comments": ("c.xml", comments)},
        )
    )
    assert [type(block) for block in document.blocks] == [Paragraph, Table, Picture]
    assert lines(document) == ["附件1"]
    picture = document.blocks[2]
    assert isinstance(picture, Picture)
    assert (picture.description, picture.anchor.path) == ("印章", "Sheet1!A10/picture[2]")
    assert kept(document, "comment") == ["请核实"]
    assert kept(document, "running_head") == ["某县 内部"]
    assert kept(document, "page_number") == ["第 页"]


def test_sheets_follow_each_other_and_rows_printed_again_are_headers() -> None:
    first = sheet(row(1, "附件1") + row(2, "甲", "乙") + row(3, "1", "2"))
    second = sheet(row(1, "甲", "乙") + row(2, "3", "4"))
    names = (
        '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">Sheet1!$2:$2'
        "</definedName></definedNames>"
    )
    document = read(xlsx(first, second, book=names))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [texts(table)[1] for table in tables] == [["1", "2"], ["3", "4"]]
    assert [c.header for c in tables[0].cells] == [True, True, False, False]
    assert not any(c.header for c in tables[1].cells)


def test_links_of_cells_are_kept_and_never_followed() -> None:
    inside = sheet(row(1, "甲", "乙"), '<hyperlinks><hyperlink ref="B1" r:id="y0"/></hyperlinks>')
    table = only_table(read(xlsx(inside, related={"hyperlink": ("gone.xml", "<x/>")})))
    assert table.cells[1].paragraphs[0].links == ("../gone.xml",)


def test_the_strict_form_reads_alike() -> None:
    inside = sheet(row(1, *HEADER) + row(2, 1, "修路", "县交通局", "年底前"))
    assert read(xlsx(inside, strict=True)).blocks == read(xlsx(inside)).blocks


def test_blank_rows_part_tables_and_rows_ruled_in_advance_are_left_out() -> None:
    rows = row(1, "甲", "乙") + row(2, "1", "2") + row(5, "丙", "丁") + row(6, "3", "4")
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="2"/><c r="B{n}" s="2"/></row>' for n in (7, 8, 9))
    tables = read(xlsx(sheet(rows + empty))).blocks
    assert [texts(table) for table in tables if isinstance(table, Table)] == [
        [["甲", "乙"], ["1", "2"]],
        [["丙", "丁"], ["3", "4"]],
    ]


def test_text_under_a_merged_cell_is_hidden() -> None:
    rows = row(1, "甲", "旧值", "乙") + row(2, "1", "2", "3")
    document = read(xlsx(sheet(rows, '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')))
    assert texts(only_table(document))[0] == ["甲", "", "乙"]
    assert kept(document, "hidden") == ["旧值"]


def test_a_damaged_sheet_costs_only_itself() -> None:
    data = xlsx(sheet(row(1, "甲", "乙") + row(2, "1", "2")), "<broken")
    document = read(data)
    assert texts(only_table(document)) == [["甲", "乙"], ["1", "2"]]
    assert [one.code for one in document.diagnostics] == [
        "xlsx.part-unreadable",
        "xlsx.sheet-unreadable",
    ]


def test_a_workbook_whose_only_sheet_is_damaged_is_corrupt() -> None:
    with pytest.raises(CorruptSource, match="Sheet1"):
        read(xlsx("<broken"))


def test_an_empty_workbook_is_empty() -> None:
    with pytest.raises(EmptySource):
        read(xlsx(sheet("")))


def test_a_binary_workbook_is_named() -> None:
    from tests.odd_files import archive  # noqa: PLC0415

    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>'
    )
    types = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.binary"/></Types>'
    with pytest.raises(UnsupportedFormat, match="xlsb"):
        read(
            archive(
                {"[Content_Types].xml": types, "_rels/.rels": relations, "xl/workbook.bin": b"\0"}
            )
        )


def test_a_table_beyond_the_bound_is_refused() -> None:
    wide = "".join(
        f'<row r="{n}"><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row>' for n in range(1, 449)
    )
    far = '<row r="449">' + "".join('<c t="str"><v>a</v></c>' for _ in range(450)) + "</row>"
    with pytest.raises(TooLarge, match="200000"):
        read(xlsx(sheet(wide + far)))
