"""Binary workbooks: the same sheets as in XLSX, from records."""

from __future__ import annotations

import struct

import pytest

from extractor.errors import (
    CorruptSource,
    EmptySource,
    EncryptedSource,
    TruncatedSource,
    UnsupportedFormat,
)
from extractor.model.document import Document, Paragraph, Picture, Table
from extractor.readers import read
from tests.forge import office, sheet
from tests.forge.invent import invent
from tests.readers.xls_builder import (
    Book,
    Page,
    cell,
    cell_format,
    font,
    merged,
    record,
    string,
    strings,
)

HEADER = ("序号", "工作任务", "责任单位")


def only_table(document: Document) -> Table:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return table


def texts(table: Table) -> list[list[str]]:
    grid = [[""] * table.columns for _ in range(table.rows)]
    for one in table.cells:
        grid[one.row][one.column] = "/".join(part.text for part in one.paragraphs)
    return grid


def kept(document: Document, kind: str) -> list[str]:
    return [one.text for one in document.furniture if one.kind == kind]


def rows(*lines: tuple[str | float | int | bool | None, ...], first: int = 0) -> bytes:
    return b"".join(
        cell(first + r, c, value)
        for r, line in enumerate(lines)
        for c, value in enumerate(line)
        if value is not None
    )


def book(records: bytes, **more: object) -> bytes:
    return Book([Page("任务表", records)], **more).build()  # type: ignore[arg-type]


def test_a_ledger_reads_as_title_table_and_note() -> None:
    lines = (
        ("某县任务分解表",),
        HEADER,
        (1, "修路", "县交通局"),
        (2, "架桥", None),
        ("注：按月报送",),
    )
    document = read(book(rows(*lines) + merged((0, 0, 0, 2), (2, 2, 3, 2), (4, 0, 4, 2))))
    assert document.media_type == "application/vnd.ms-excel"
    assert [type(block) for block in document.blocks] == [Paragraph, Table, Paragraph]
    table = only_table(document)
    assert texts(table) == [list(HEADER), ["1", "修路", "县交通局"], ["2", "架桥", ""]]
    assert table.anchor.path == "任务表!A2:C4"
    assert next(one.row_span for one in table.cells if (one.row, one.column) == (1, 2)) == 2
    assert kept(document, "navigation") == ["任务表"]


def test_numbers_are_shown_by_their_formats() -> None:
    shared = font() + record(0x41E, struct.pack("<H", 164) + string('yyyy"年"m"月"'))
    shared += b"".join(cell_format(code=code) for code in (0, 164, 9, 14, 58))
    short = struct.pack("<HHHIHIH", 0, 5, 0, (125 << 2 | 3), 0, 0x40240000, 6)
    cells = cell(0, 0, 44393, 1) + cell(0, 1, 0.35, 2) + cell(0, 2, 44393, 3)
    cells += cell(0, 3, 44393.0, 4) + cell(0, 4, True) + record(0xBD, short)
    assert texts(only_table(read(book(cells, shared=shared)))) == [
        ["2021年7月", "35%", "2021/7/16", "7月16日", "TRUE", "1.25", "10"]
    ]


def test_formulas_show_the_value_that_was_kept() -> None:
    def formula(column: int, value: bytes) -> bytes:
        return record(0x06, struct.pack("<HHH", 0, column, 0) + value + b"\0" * 8)

    cells = formula(0, struct.pack("<d", 2.5))
    cells += formula(1, b"\0\0\0\0\0\0\xff\xff") + record(0x207, string("县财政局"))
    cells += formula(2, b"\1\0\1\0\0\0\xff\xff") + formula(3, b"\2\0\x17\0\0\0\xff\xff")
    assert texts(only_table(read(book(cells)))) == [["2.5", "县财政局", "TRUE", "#REF!"]]


def test_shared_strings_run_on_over_continuations_and_keep_their_fonts() -> None:
    long = "一、加强管理" * 1500
    shared = font() + font(bold=True) + cell_format()
    first = string("牵头单位：县财政局", 2, ((0, 1), (5, 0)))
    data = struct.pack("<II", 2, 2) + first
    half = 700
    begun = data + struct.pack("<HB", len(long), 1) + long[:half].encode("utf-16-le")
    rest = b"\1" + long[half:4500].encode("utf-16-le")
    last = b"\1" + long[4500:].encode("utf-16-le")
    shared += struct.pack("<HH", 0xFC, len(begun)) + begun
    shared += b"".join(struct.pack("<HH", 0x3C, len(part)) + part for part in (rest, last))
    cells = b"".join(record(0xFD, struct.pack("<HHHI", 0, n, 0, n)) for n in (0, 1, 9))
    one, two = only_table(read(book(cells, shared=shared))).cells
    assert [(m.start, m.end, m.kind) for m in one.paragraphs[0].marks] == [(0, 5, "bold")]
    assert two.paragraphs[0].text == long


def test_a_string_may_turn_wide_where_it_is_continued() -> None:
    begun = struct.pack("<II", 1, 1) + struct.pack("<HB", 5, 0) + b"abc"
    shared = font() + cell_format() + struct.pack("<HH", 0xFC, len(begun)) + begun
    rest = b"\1" + "甲乙".encode("utf-16-le")
    shared += struct.pack("<HH", 0x3C, len(rest)) + rest
    document = read(book(record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0)), shared=shared))
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["abc甲乙"]


def test_what_is_hidden_is_furniture_and_told() -> None:
    hidden = record(0x208, struct.pack("<HHHHHHHH", 2, 0, 3, 0, 0, 0, 0x20, 0))
    hidden += record(0x7D, struct.pack("<HHHHHH", 2, 2, 0, 0, 1, 0))
    lines = (HEADER, (1, "修路", "县交通局"), (9, "作废", "x"), (2, "架桥", "县住建局"))
    pages = [Page("表", rows(*lines) + hidden), Page("底稿", rows(("密",)), state=2)]
    document = read(Book(pages).build())
    assert texts(only_table(document)) == [["序号", "工作任务"], ["1", "修路"], ["2", "架桥"]]
    assert kept(document, "hidden") == [
        *("责任单位", "县交通局", "9", "作废", "x", "县住建局"),
        "密",
    ]
    (remark,) = document.diagnostics
    assert remark.code == "sheet.hidden"
    assert "1 rows and 1 columns" in remark.message


def test_looks_come_from_fonts_and_lines_from_formats() -> None:
    shared = font() + font(18, bold=True, color=10, name="黑体")
    shared += cell_format() + cell_format(1, 0, 2) + cell_format(ruled=True)
    cells = cell(0, 0, "标题", 1) + cell(1, 0, "填表人", 0) + cell(1, 1, "日期", 0)
    for r in (2, 3):
        cells += cell(r, 0, "甲", 2) + cell(r, 1, "乙", 2)
    document = read(book(cells, shared=shared))
    title = document.blocks[0]
    assert isinstance(title, Paragraph)
    assert (title.style.align, title.style.size, title.style.bold, title.style.red) == (
        "center",
        18,
        True,
        True,
    )
    assert [type(b) for b in document.blocks] == [Paragraph, Paragraph, Paragraph, Table]


def test_boxes_pictures_notes_and_headers_have_their_places() -> None:
    def anchored(row: int) -> bytes:
        body = struct.pack("<HHI", 0, 0xF010, 18) + struct.pack("<9H", 0, 1, 0, row, 0, 2, 0, 9, 0)
        return record(0xEC, body)

    def drawn(kind: int, number: int) -> bytes:
        return record(0x5D, struct.pack("<HHHHH12x", 0x15, 0x12, kind, number, 0))

    def written(text: str) -> bytes:
        head = record(0x1B6, struct.pack("<HHIHHHI", 0, 0, 0, 0, len(text), 16, 0))
        return head + record(0x3C, b"\1" + text.encode("utf-16-le")) + record(0x3C, b"\0" * 16)

    records = rows(HEADER, (1, "修路", "县交通局"), first=2)
    records += anchored(0) + drawn(6, 1) + written("附件1")
    records += anchored(9) + drawn(8, 2)
    records += anchored(3) + drawn(25, 3) + written("请核实")
    records += record(0x1C, struct.pack("<HHHH", 3, 2, 0, 3) + string("某人"))
    records += record(0x14, string("&L某县")) + record(0x15, string("第&P页"))
    document = read(book(records))
    assert [type(block) for block in document.blocks] == [Paragraph, Table, Picture]
    assert kept(document, "comment") == ["请核实"]
    assert [o.anchor.path for o in document.furniture if o.kind == "comment"] == [
        "任务表!C4/comment"
    ]
    assert kept(document, "running_head") == ["某县"]
    assert kept(document, "page_number") == ["第页"]


def test_rows_printed_again_are_headers() -> None:
    formula = struct.pack("<BHHHHH", 0x3B, 0, 0, 0, 0, 255)
    name = struct.pack("<HBBHHHI", 0x20, 0, 1, len(formula), 0, 1, 0) + b"\0\x07" + formula
    document = read(
        book(
            rows(HEADER, (1, "修路", "县交通局")),
            shared=font() + cell_format() + record(0x18, name),
        )
    )
    assert [one.header for one in only_table(document).cells] == [True] * 3 + [False] * 3


def test_charts_are_told_and_passed_over() -> None:
    inner = record(0x809, struct.pack("<HH12x", 0x600, 0x20)) + cell(5, 5, "图中") + record(0x0A)
    chart = record(0x5D, struct.pack("<HHHHH12x", 0x15, 0x12, 5, 1, 0))
    document = read(book(rows(HEADER) + chart + inner + rows((1, "修路", "乙"), first=1)))
    assert texts(only_table(document)) == [list(HEADER), ["1", "修路", "乙"]]
    assert [one.code for one in document.diagnostics] == ["xls.embedded"]


def test_workbooks_of_excel_5_have_strings_of_bytes() -> None:
    text = "工作任务".encode("gb18030")
    label = record(0x204, struct.pack("<HHHH", 0, 0, 0, len(text)) + text)
    old_font = record(0x31, struct.pack("<HHHHHBBBB", 220, 0, 0, 400, 0, 0, 0, 0, 0) + b"\x05Arial")
    old_format = record(0xE0, struct.pack("<HHHBBHHHH", 0, 0, 0, 0, 0, 0, 0, 0, 0))
    shared = record(0x42, struct.pack("<H", 936)) + old_font + old_format
    made = Book([Page("表一", label)], shared=shared, version=0x0500, stream="Book")
    document = read(made.build())
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["工作任务"]
    assert kept(document, "navigation") == ["表一"]


@pytest.mark.parametrize(
    ("data", "fault", "word"),
    [
        (book(rows(HEADER), shared=record(0x2F, b"\0" * 6)), EncryptedSource, "password"),
        (book(b""), EmptySource, "empty"),
        (book(rows(HEADER), version=0x0400), UnsupportedFormat, "Excel 4"),
        (book(rows(HEADER) + b"\0" * 9000)[:6000], TruncatedSource, "cut short|directory"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, fault: type[Exception], word: str) -> None:
    with pytest.raises(fault, match=word):
        read(data)


def test_a_stream_that_is_no_workbook_is_corrupt() -> None:
    from tests.readers.doc_builder import compound  # noqa: PLC0415

    with pytest.raises(CorruptSource):
        read(compound({"Workbook": b"\1" * 5000}))
    with pytest.raises(CorruptSource):
        read(compound({"Workbook": b""}))


def test_shared_strings_of_forged_workbooks_are_numbered_from_0() -> None:
    table = strings(string("甲"), string("b"))
    cells = b"".join(record(0xFD, struct.pack("<HHHI", 0, n, 0, n)) for n in (0, 1))
    assert texts(only_table(read(book(cells, shared=font() + cell_format() + table)))) == [
        ["甲", "b"]
    ]


@pytest.mark.skipif(not office.available(), reason="LibreOffice is not installed")
def test_libreoffice_writes_what_is_read() -> None:
    made = [
        sheet.xlsx(invent(seed, layout), seed) for seed, layout in enumerate(("T1", "T3", "T5"), 70)
    ]
    for data, binary in zip(made, office.printed(made, "xls", source="xlsx"), strict=True):
        ours, other = read(binary), read(data)
        assert binary.startswith(b"\xd0\xcf\x11\xe0")
        assert _all(ours) == _all(other)


def _all(document: Document) -> str:
    lines = [
        b.text if isinstance(b, Paragraph) else texts(b) if isinstance(b, Table) else ""
        for b in document.blocks
    ]
    return "\n".join(map(str, lines))
