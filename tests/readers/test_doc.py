"""Binary Word documents: text from pieces, tables, numbers, notes, what is set aside."""

from __future__ import annotations

import struct
from dataclasses import replace

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
from extractor.readers.doc import fib
from tests.readers.doc_builder import (
    Doc,
    Level,
    P,
    cell,
    compound,
    fonts,
    numbering,
    plc,
    row_of,
    sprm,
    style,
    stylesheet,
)

BOLD, DELETED, HIDDEN, SPECIAL = sprm(0x0835, 1), sprm(0x0800, 1), sprm(0x083C, 1), sprm(0x0855, 1)


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def only_table(document: Document) -> Table:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return table


def spans(table: Table) -> dict[tuple[int, int], tuple[int, int, str]]:
    return {
        (one.row, one.column): (
            one.row_span,
            one.column_span,
            "/".join(part.text for part in one.paragraphs),
        )
        for one in table.cells
    }


def kept(document: Document, kind: str) -> list[str]:
    return [one.text for one in document.furniture if one.kind == kind]


def test_paragraphs_are_read_in_order_with_their_paths() -> None:
    document = read(Doc([P("关于修路的通知"), P(""), P("各乡镇：")]).build())
    assert document.media_type == "application/msword"
    assert lines(document) == ["关于修路的通知", "各乡镇："]
    second = document.blocks[1]
    assert isinstance(second, Paragraph)
    assert second.pieces[0].anchor.path == "body/p[3]"


def test_text_in_bytes_is_windows_1252() -> None:
    assert lines(read(Doc([P("“No. 1” – 50 €")], narrow=True).build())) == ["“No. 1” – 50 €"]


def test_characters_beyond_the_basic_plane_are_whole() -> None:
    text = "镇" + "\ud862\udda5" + "村"
    assert lines(read(Doc([P(text)]).build())) == ["镇\U000289a5村"]


def test_a_fast_save_changes_a_piece() -> None:
    document = read(Doc([P("甲" * 10), P("乙" * 10)], changes=BOLD).build())
    assert [block.style.bold for block in document.blocks if isinstance(block, Paragraph)] == [
        False,
        True,
    ]


def test_looks_come_from_runs_styles_and_fonts() -> None:
    sheet = stylesheet(
        style(1, "Normal", struct.pack("<H", 0), sprm(0x4A43, 32)),
        style(1, "标题 1", struct.pack("<H", 1) + sprm(0x2461, 1), BOLD, base=0, built_in=1),
        style(2, "强调", sprm(0x0835, 1)),
    )
    tables = {fib.STSHF: sheet, fib.FONTS: fonts("宋体", "楷体_GB2312")}
    main = [
        P([("牵头单位：", sprm(0x4A50, 1) + sprm(0x4A30, 2)), ("县财政局", b"")]),
        P("总体要求", style=1),
        P([("不粗", sprm(0x0835, 0x81))], style=1),
        P([("红头", sprm(0x6870, b"\xff\x00\x00\x00") + sprm(0x4A43, 88))]),
    ]
    first, heading, turned, red = read(Doc(main, tables=tables).build()).blocks
    assert isinstance(first, Paragraph)
    assert isinstance(heading, Paragraph)
    assert isinstance(turned, Paragraph)
    assert isinstance(red, Paragraph)
    assert [(m.start, m.end, m.kind) for m in first.marks] == [(0, 5, "bold"), (0, 5, "kaiti")]
    assert first.style.size == 16
    assert (heading.style.heading, heading.style.align, heading.style.bold) == (1, "center", True)
    assert not turned.style.bold
    assert (red.style.red, red.style.size) == (True, 44)


def test_a_table_has_true_spans_both_ways() -> None:
    restart, follow = 0x60, 0x20
    main = [
        *(cell("序号"), cell("工作任务"), cell("责任单位"), row_of(0, 1000, 5000, 8000)),
        *(cell("一、民生"), row_of(-10, 8000)),
        *(
            cell("1"),
            cell("修路"),
            cell("县交通局"),
            row_of(0, 1010, 5000, 8000, flags=(0, 0, restart)),
        ),
        *(cell("2"), cell("架桥"), cell(""), row_of(0, 1000, 5000, 8000, flags=(0, 0, follow))),
        P("以下正文"),
    ]
    document = read(Doc(main).build())
    table = only_table(document)
    assert (table.rows, table.columns) == (4, 3)
    assert spans(table) == {
        (0, 0): (1, 1, "序号"),
        (0, 1): (1, 1, "工作任务"),
        (0, 2): (1, 1, "责任单位"),
        (1, 0): (1, 3, "一、民生"),
        (2, 0): (1, 1, "1"),
        (2, 1): (1, 1, "修路"),
        (2, 2): (2, 1, "县交通局"),
        (3, 0): (1, 1, "2"),
        (3, 1): (1, 1, "架桥"),
    }
    assert lines(document) == ["以下正文"]
    assert table.cells[3].anchor.path == "body/tbl[1]/tr[2]/tc[1]"


@pytest.mark.parametrize("flags", [(0, 1, 2), (0, 2, 1)])
def test_cells_merged_by_flags_are_one(flags: tuple[int, ...]) -> None:
    main = [
        *(cell("甲"), cell("合并"), cell(""), row_of(0, 1000, 2000, 3000, flags=flags)),
        *(cell("a"), cell("b"), cell("c"), row_of(0, 1000, 2000, 3000)),
    ]
    table = only_table(read(Doc(main).build()))
    assert spans(table)[0, 1] == (1, 2, "合并")


def test_vertical_merges_may_be_stated_apart_and_headers_repeat() -> None:
    merge = sprm(0xD62B, bytes([2, 0, 3]))
    go_on = sprm(0xD62B, bytes([2, 0, 1]))
    main = [
        *(cell("组"), cell("任务"), row_of(0, 1000, 2000, more=sprm(0x3404, 1))),
        *(cell("甲"), cell("1"), row_of(0, 1000, 2000, more=merge)),
        *(cell(""), cell("2"), row_of(0, 1000, 2000, more=go_on)),
    ]
    table = only_table(read(Doc(main).build()))
    assert spans(table)[1, 0] == (2, 1, "甲")
    assert [one.header for one in table.cells[:3]] == [True, True, False]


def test_a_table_in_a_cell_is_a_table_of_the_cell() -> None:
    inside = sprm(0x6649, 2)
    main = [
        P("外", sprm(0x2416, 1)),
        P("内一", sprm(0x2416, 1) + inside + sprm(0x244B, 1)),
        P("内二", sprm(0x2416, 1) + inside + sprm(0x244B, 1)),
        row_of(0, 500, 1000, depth=2),
        *(cell("后"), cell("右"), row_of(0, 1000, 2000)),
    ]
    table = only_table(read(Doc(main).build()))
    first = table.cells[0]
    assert [one.text for one in first.paragraphs] == ["外", "后"]
    assert spans(first.tables[0]) == {(0, 0): (1, 1, "内一"), (0, 1): (1, 1, "内二")}


def test_automatic_numbers_stand_before_their_text() -> None:
    tables = numbering(Level("\0、", 37), Level("（\1）", 37, follow=2), Level("\2.", 0))
    listed = sprm(0x460B, 1)
    main = [
        P("总则", listed),
        P("目标", listed + sprm(0x260A, 1)),
        P("任务", listed + sprm(0x260A, 2)),
        P("原则", listed + sprm(0x260A, 1)),
        P("附则", listed),
        P("无号", sprm(0x460B, 0)),
    ]
    document = read(Doc(main, tables=tables).build())
    assert lines(document) == [
        "一、 总则",
        "（一）目标",
        "1. 任务",
        "（二）原则",
        "二、 附则",
        "无号",
    ]
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.generated == 3


def test_fields_show_their_result_and_links_their_target() -> None:
    link = [
        ("见", b""),
        ("\x13", SPECIAL),
        (' HYPERLINK "https://a.cn/b" ', b""),
        ("\x14", SPECIAL),
        ("附件", b""),
        ("\x15", SPECIAL),
        ("\x13", SPECIAL),
        (" eq \\o\\ac(○,3)", b""),
        ("\x15", SPECIAL),
    ]
    document = read(Doc([P(link)]).build())
    paragraph = document.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "见附件③"
    assert paragraph.links == ("https://a.cn/b",)
    assert document.furniture == ()


def test_deleted_and_hidden_text_is_furniture() -> None:
    main = [
        P([("保留", b""), ("删去", DELETED), ("隐藏", HIDDEN)]),
        P("上半", mark_look=DELETED),
        P("下半"),
    ]
    document = read(Doc(main).build())
    assert lines(document) == ["保留", "上半下半"]
    assert kept(document, "deleted") == ["删去"]
    assert kept(document, "hidden") == ["隐藏"]


def test_special_characters_show_what_they_stand_for() -> None:
    tables = {fib.FONTS: fonts("宋体", "Wingdings")}
    symbol = SPECIAL + sprm(0x6A09, struct.pack("<HH", 1, 0xF0FE))
    main = [P([("甲\t乙\x1e丙\x1f丁\x0b戊", b""), ("(", symbol), ("\x0c己", b"")])]
    document = read(Doc(main, tables=tables).build())
    assert lines(document) == ["甲\t乙-丙丁", "戊☑", "己"]


def test_a_section_mark_ends_its_paragraph() -> None:
    main = [P("第一节", sprm(0x2461, 1), mark="\x0c"), P("第二节")]
    tables = {fib.SECTIONS: plc([0, 4, 8], b"\0" * 12, b"\0" * 12)}
    first, second = read(Doc(main, tables=tables).build()).blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.style.align, second.style.align) == ("center", "left")
    assert second.pieces[0].anchor.path == "body/p[2]"


def test_notes_follow_the_text_and_comments_are_furniture() -> None:
    main = [P([("正文", b""), ("\x02", SPECIAL), ("续", b""), ("\x05", SPECIAL)])]
    notes = [P([("\x02", SPECIAL), (" 见附件", b"")]), P("")]
    comments = [P([("\x05", SPECIAL), ("请核实", b"")]), P("")]
    tables = {
        fib.FOOTNOTES: plc([2, 5], b"\1\0"),
        fib.FOOTNOTE_TEXTS: plc([0, 6, 7]),
        fib.COMMENTS: plc([4, 5], b"\0" * 30),
        fib.COMMENT_TEXTS: plc([0, 5, 6]),
    }
    document = read(Doc(main, footnotes=notes, comments=comments, tables=tables).build())
    assert lines(document) == ["正文续", " 见附件"]
    note = document.blocks[1]
    assert isinstance(note, Paragraph)
    assert note.pieces[0].anchor.path == "footnotes/footnote[1]/p[1]"
    assert kept(document, "comment") == ["请核实"]
    assert kept(document, "footnote_mark") == ["1", "1"]


def test_headers_and_page_numbers_are_furniture() -> None:
    number = [("— ", b""), ("\x13", SPECIAL), (" PAGE ", b""), ("\x14", SPECIAL), ("3", b"")]
    heads = [P("某县文件"), P(""), P([*number, ("\x15", SPECIAL), (" —", b"")]), P("")]
    first = sum(len(text) for one in heads[:2] for text, _ in one.stretches())
    second = first + sum(len(text) for one in heads[2:] for text, _ in one.stretches())
    places = [0] * 6 + [0, 0, first, first, second, second, second, second]
    document = read(Doc([P("正文")], headers=heads, tables={fib.HEADERS: plc(places)}).build())
    assert lines(document) == ["正文"]
    assert kept(document, "running_head") == ["某县文件"]
    assert kept(document, "page_number") == ["— 3 —"]


def shape(number: int, *, art: str = "", picture: int = 0) -> bytes:
    """Return a shape container with an identity and options."""
    text = art.encode("utf-16-le") + b"\0\0" if art else b""
    options = struct.pack("<HI", 0xC0 | 0x8000, len(text)) if art else b""
    options += struct.pack("<HI", 0x104, picture) if picture else b""
    options += text
    count = bool(art) + bool(picture)
    body = struct.pack("<HHIII", 0, 0xF00A, 8, number, 0)
    body += struct.pack("<HHI", count << 4 | 3, 0xF00B, len(options)) + options
    return struct.pack("<HHI", 0xF, 0xF004, len(body)) + body


def drawing(*shapes: bytes) -> bytes:
    group = shape(1) + b"".join(shapes)
    inner = struct.pack("<HHI", 0xF, 0xF003, len(group)) + group
    art = struct.pack("<HHI", 0xF, 0xF002, len(inner)) + inner
    return struct.pack("<HHI", 0xF, 0xF000, 0) + b"\0" + art


def test_text_boxes_wordart_and_pictures_stand_where_they_are_anchored() -> None:
    main = [P([("甲", b""), ("\x08\x08\x08", SPECIAL)]), P("乙")]
    anchors = b"".join(
        struct.pack("<Iiiii", number, 0, 0, 2000, 1000) + b"\0" * 6 for number in (5, 6, 7)
    )
    tables = {
        fib.SHAPES: plc([1, 2, 3, 7], anchors),
        fib.DRAWINGS: drawing(shape(5), shape(6, art="某县人民政府文件"), shape(7, picture=1)),
        fib.BOXES: plc([0, 3, 4], struct.pack("<14xI4x", 5), b"\0" * 22),
    }
    document = read(Doc(main, boxes=[P("框内"), P("")], tables=tables).build())
    picture = document.blocks[3]
    assert lines(document) == ["甲", "某县人民政府文件", "框内", "乙"]
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height) == (100, 50)


def test_a_picture_in_the_line_has_its_size() -> None:
    picture = struct.pack("<IHHHHH", 68, 68, 0x64, 0, 0, 0) + b"\0" * 14
    picture += struct.pack("<hhHH", 2000, 1000, 500, 500) + b"\0" * 32
    look = SPECIAL + sprm(0x6A03, 0)
    document = read(
        Doc([P([("图", b""), ("\x01", look)])], data=picture.ljust(5000, b"\0")).build()
    )
    found = document.blocks[1]
    assert isinstance(found, Picture)
    assert (found.width, found.height) == (50, 25)


def test_long_lists_of_modifiers_may_lie_in_the_data_stream() -> None:
    more = sprm(0x2461, 1)
    data = struct.pack("<h", len(more)) + more
    document = read(Doc([P("居中", sprm(0x6646, 0))], data=data.ljust(5000, b"\0")).build())
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.style.align == "center"


@pytest.mark.parametrize(
    ("made", "fault", "word"),
    [
        (Doc([P("密")], flags=0x0300), EncryptedSource, "password"),
        (Doc([P("旧")], version=0x68), UnsupportedFormat, "Word 6 or 95"),
        (Doc([P("旧")], version=0x2D), UnsupportedFormat, "Word for Windows 2"),
        (Doc([P("")]), EmptySource, "empty"),
    ],
)
def test_what_cannot_be_read_is_named(made: Doc, fault: type[Exception], word: str) -> None:
    with pytest.raises(fault, match=word):
        read(made.build())


def test_a_document_without_tables_or_block_is_corrupt() -> None:
    streams = Doc([P("正文")]).streams()
    with pytest.raises(CorruptSource, match="no tables"):
        read(compound({"WordDocument": streams["WordDocument"]}))
    with pytest.raises(CorruptSource, match="information block"):
        read(compound({"WordDocument": b"\0" * 5000}))


def test_a_file_cut_short_is_truncated() -> None:
    data = Doc([P("正文" * 3000)]).build()
    with pytest.raises(TruncatedSource):
        read(data[:9000])


def test_an_embedded_object_is_told() -> None:
    runs = [("\x13", SPECIAL), (" EMBED Excel.Sheet.8 ", b""), ("\x14", SPECIAL), ("\x15", SPECIAL)]
    document = read(Doc([P([("表：", b""), *runs])]).build())
    assert [one.code for one in document.diagnostics] == ["doc.embedded"]
    assert "Excel.Sheet.8" in document.diagnostics[0].message


def test_the_document_is_the_same_from_either_table_stream() -> None:
    made = Doc([P("正文")])
    assert read(made.build()).blocks == read(replace(made, flags=0).build()).blocks
