"""PDF files to documents: text, ruled tables, furniture, and files that cannot be read."""

from __future__ import annotations

import contextlib
import io
import random
import time
import zlib
from dataclasses import replace

import pdfplumber
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from extractor.errors import (
    CorruptSource,
    EmptySource,
    EncryptedSource,
    ExtractorError,
    NoTextLayer,
    TruncatedSource,
)
from extractor.layout.blocks import PageText
from extractor.layout.document import Assembly
from extractor.layout.page import Page
from extractor.layout.regions import lay_out
from extractor.model.document import Document, Paragraph, Table
from extractor.readers.pdf import plumber, read
from tests.hostile.papers import mapped
from tests.layout.drawing import Sheet, Slot, draw_table, random_table

LONG = "各单位要按照职责分工认真组织实施并于每季度末将进展情况报送办公室汇总" * 4


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def cells(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [
        (
            cell.row,
            cell.column,
            cell.row_span,
            cell.column_span,
            "".join("".join(part.text.split()) for part in cell.paragraphs),
        )
        for cell in table.cells
    ]


def every_paragraph(document: Document) -> list[Paragraph]:
    found = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        elif isinstance(block, Table):
            found.extend(part for cell in block.cells for part in cell.paragraphs)
    return found


def two_by_two(sheet: Sheet, top: float = 300, style: str = "stroke") -> None:
    slots = [
        Slot(0, 0, 1, 1, "任务"),
        Slot(0, 1, 1, 1, "单位"),
        Slot(1, 0, 1, 1, "公开"),
        Slot(1, 1, 1, 1, "办公室"),
    ]
    draw_table(sheet, ([60, 200, 400], [top, top + 30, top + 70]), slots, style=style)


TWO_BY_TWO = [
    (0, 0, 1, 1, "任务"),
    (0, 1, 1, 1, "单位"),
    (1, 0, 1, 1, "公开"),
    (1, 1, 1, 1, "办公室"),
]


class TestText:
    def test_wrapped_lines_make_one_paragraph(self) -> None:
        sheet = Sheet()
        end = sheet.paragraph(90, 100, 416, LONG)
        sheet.paragraph(90, end, 416, "第二段" + LONG)
        first, second = paragraphs(read(sheet.bytes()))
        assert first.replace("\n", "") == LONG
        assert first.count("\n") == 4
        assert second.replace("\n", "") == "第二段" + LONG

    def test_a_paragraph_goes_on_over_a_page_break(self) -> None:
        sheet = Sheet()
        sheet.paragraph(90, 100, 416, LONG)
        sheet.text(90 + 24, 760, LONG[:32])
        sheet.next_page()
        sheet.text(90, 90, LONG[32:50])
        sheet.paragraph(90, 110, 416, LONG)
        found = read(sheet.bytes())
        over = paragraphs(found)[1]
        assert over.replace("\n", "") == LONG[:50]
        pieces = [block for block in found.blocks if isinstance(block, Paragraph)][1].pieces
        assert [piece.anchor.page for piece in pieces] == [1, 2]

    def test_no_space_appears_between_chinese_characters_and_real_ones_stay(self) -> None:
        sheet = Sheet()
        x = 90.0
        for character in "统筹推进":  # set one by one, as justified lines are
            sheet.text(x, 100, character)
            x += 12 + 2.5
        sheet.text(90, 130, "附件　各区 财政局")
        assert paragraphs(read(sheet.bytes())) == ["统筹推进", "附件　各区 财政局"]

    def test_a_gap_between_latin_words_is_a_space(self) -> None:
        sheet = Sheet()
        sheet.text(90, 100, "Open")
        sheet.text(122, 100, "Data")
        assert paragraphs(read(sheet.bytes())) == ["Open Data"]

    def test_a_number_cut_by_the_line_end_is_whole_and_two_numbers_stay_two(self) -> None:
        sheet = Sheet()
        sheet.text(114, 100, LONG[:31] + "20")
        sheet.text(90, 118, "21年起施行" + LONG[:27] + "30 ")
        sheet.text(90, 136, "40项")
        (text,) = paragraphs(read(sheet.bytes()))
        assert text == LONG[:31] + "2021年起施行" + LONG[:27] + "30\n40项"

    def test_style_says_centre_size_and_red(self) -> None:
        sheet = Sheet()
        sheet.text(90 + 104, 80, "某市人民政府", 34, colour=(1, 0, 0))
        sheet.paragraph(90, 200, 416, LONG, 16)
        head, body = (b for b in read(sheet.bytes()).blocks if isinstance(b, Paragraph))
        assert (head.style.align, head.style.size, head.style.red) == ("center", 34, True)
        assert (body.style.align, body.style.size, body.style.red) == ("justify", 16, False)
        assert body.style.indent == pytest.approx(32, abs=0.5)

    def test_a_title_of_two_centred_lines_is_one_paragraph(self) -> None:
        sheet = Sheet()
        sheet.text(90 + 54, 100, "某区办公室关于印发年度要点", 22)
        sheet.text(90 + 142, 132, "分解表的通知", 22)
        sheet.paragraph(90, 200, 416, LONG, 16)
        assert paragraphs(read(sheet.bytes()))[0] == "某区办公室关于印发年度要点\n分解表的通知"

    def test_ids_count_in_reading_order(self) -> None:
        sheet = Sheet()
        sheet.text(90, 100, "前文")
        two_by_two(sheet)
        sheet.text(90, 500, "后文")
        found = read(sheet.bytes())
        assert [part.id for part in every_paragraph(found)] == list(range(6))
        kinds = [type(block) for block in found.blocks]
        assert kinds == [Paragraph, Table, Paragraph]


class TestTables:
    @pytest.mark.parametrize("style", ["stroke", "filled", "double", "dashed"])
    def test_rules_of_every_kind_make_the_same_cells(self, style: str) -> None:
        sheet = Sheet()
        two_by_two(sheet, style=style)
        (table,) = tables(read(sheet.bytes()))
        assert cells(table) == TWO_BY_TWO
        assert table.edges == pytest.approx((60, 200, 400), abs=1.5)

    @pytest.mark.parametrize("seed", range(24))
    def test_random_merges_agree_with_what_was_drawn_and_with_pdfplumber(self, seed: int) -> None:
        edges, slots = random_table(seed)
        if len(edges[0]) < 3:
            pytest.skip("one column is no table")
        sheet = Sheet()
        draw_table(sheet, edges, slots, style=("stroke", "filled")[seed % 2])
        data = sheet.bytes()
        found = read(data)
        (table,) = tables(found)
        drawn = [(s.row, s.column, s.row_span, s.column_span, s.text) for s in slots]
        assert cells(table) == drawn
        with pdfplumber.open(io.BytesIO(data)) as file:
            (second,) = file.pages[0].extract_tables()
            theirs = ["".join(cell.split()) for row in second for cell in row if cell]
            assert [text for *_, text in drawn if text] == theirs
            assert_anchors_hold_their_text(found, file)

    def test_anchors_of_running_text_hold_it(self) -> None:
        sheet = Sheet()
        sheet.paragraph(90, 100, 416, LONG)
        two_by_two(sheet)
        data = sheet.bytes()
        with pdfplumber.open(io.BytesIO(data)) as file:
            assert_anchors_hold_their_text(read(data), file)

    @pytest.mark.parametrize("rotation", [90, 180, 270])
    def test_a_rotated_page_reads_the_same_with_boxes_as_shown(self, rotation: int) -> None:
        sheet = Sheet()
        sheet.canvas.setPageRotation(rotation)  # ReportLab turns the page box along
        turn_back = {
            90: (0, 1, -1, 0, sheet.height, 0),
            180: (-1, 0, 0, -1, sheet.width, sheet.height),
            270: (0, -1, 1, 0, 0, sheet.width),
        }
        sheet.canvas.transform(*turn_back[rotation])
        two_by_two(sheet)
        found = read(sheet.bytes())
        (table,) = tables(found)
        assert cells(table) == TWO_BY_TWO
        assert table.anchor.bbox == pytest.approx((60, 300, 400, 370), abs=1)
        assert (found.pages[0].width, found.pages[0].height) == (595, 842)

    @pytest.mark.parametrize("turn", [90, 270])
    def test_writing_turned_on_the_page_is_read_upright(self, turn: int) -> None:
        sheet = Sheet()
        if turn == 90:
            sheet.canvas.transform(0, -1, 1, 0, 0, sheet.height)
        else:
            sheet.canvas.transform(0, 1, -1, 0, sheet.width, 0)
        sheet.height = sheet.width
        two_by_two(sheet)
        found = read(sheet.bytes())
        (table,) = tables(found)
        assert cells(table) == TWO_BY_TWO
        box = (595 - 370, 60, 595 - 300, 400) if turn == 90 else (300, 842 - 400, 370, 842 - 60)
        assert table.anchor.bbox == pytest.approx(box, abs=1)
        assert (found.pages[0].width, found.pages[0].height) == (595, 842)

    def test_a_header_written_upwards_stays_in_its_cell(self) -> None:
        sheet = Sheet()
        two_by_two(sheet)
        draw_table(sheet, ([400, 430], [300, 370]), [Slot(0, 0, 1, 1, "")])
        sheet.canvas.saveState()
        sheet.canvas.translate(420, sheet.height - 365)
        sheet.canvas.rotate(90)
        sheet.text(0, sheet.height - 12, "牵头单位")
        sheet.canvas.restoreState()
        (table,) = tables(read(sheet.bytes()))
        assert (0, 2, 2, 1, "牵头单位") in cells(table)

    def test_a_table_in_a_cell_is_nested(self) -> None:
        sheet = Sheet()
        outer = [Slot(0, 0, 1, 1, "外"), Slot(0, 1, 1, 1, "")]
        draw_table(sheet, ([60, 120, 500], [100, 300]), outer)
        inner = [Slot(0, 0, 1, 1, "甲"), Slot(0, 1, 1, 1, "乙")]
        draw_table(sheet, ([140, 240, 400], [150, 200]), inner)
        (table,) = tables(read(sheet.bytes()))
        assert cells(table) == [(0, 0, 1, 1, "外"), (0, 1, 1, 1, "")]
        (nested,) = table.cells[1].tables
        assert cells(nested) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]

    def test_a_header_without_rules_is_the_first_row(self) -> None:
        sheet = Sheet()
        two_by_two(sheet)
        sheet.text(118, 282, "事项")
        sheet.text(288, 282, "备注")
        (table,) = tables(read(sheet.bytes()))
        assert cells(table)[:2] == [(0, 0, 1, 1, "事项"), (0, 1, 1, 1, "备注")]
        assert table.rows == 3

    def test_a_caption_over_the_table_stays_outside(self) -> None:
        sheet = Sheet()
        two_by_two(sheet)
        sheet.text(60, 282, "填报单位：")
        sheet.text(330, 282, "填报日期：")
        found = read(sheet.bytes())
        assert paragraphs(found) == ["填报单位：　填报日期："]
        assert cells(tables(found)[0]) == TWO_BY_TWO

    def test_paragraphs_of_a_cell_are_told_by_their_distance(self) -> None:
        sheet = Sheet()
        slots = [Slot(0, 0, 1, 1, "号"), Slot(0, 1, 1, 1, "")]
        draw_table(sheet, ([60, 120, 300], [100, 300]), slots)
        lines = (
            "完善机制明确分工落实责任稳步推进各",
            "项工作任务",
            "强化督查通报结果接受监督按时报送情",
            "况",
        )
        for top, words in zip((105, 118, 150, 163), lines, strict=True):
            sheet.text(125, top, words, 10)
        (table,) = tables(read(sheet.bytes()))
        found = [part.text for part in table.cells[1].paragraphs]
        assert found == ["\n".join(lines[:2]), "\n".join(lines[2:])]

    def test_short_lines_of_a_cell_are_paragraphs_of_their_own(self) -> None:
        sheet = Sheet()
        slots = [
            Slot(0, 0, 1, 1, "完善机制明确分工落实责任稳步推进各项工作"),
            Slot(1, 0, 1, 1, ""),
            Slot(0, 1, 2, 1, "号"),
        ]
        draw_table(sheet, ([60, 180, 220], [100, 200, 300]), slots)
        for top, words in ((205, "区教育局"), (218, "区财政局"), (231, "区发改局")):
            sheet.text(65, top, words, 10)
        (table,) = tables(read(sheet.bytes()))
        texts = {(c.row, c.column): [part.text for part in c.paragraphs] for c in table.cells}
        assert texts[1, 0] == ["区教育局", "区财政局", "区发改局"]
        assert texts[0, 0] == ["完善机制明确分工落实责\n任稳步推进各项工作"]

    def test_boxes_behind_lines_are_no_tables(self) -> None:
        sheet = Sheet()
        for index in range(8):
            top = 100 + index * 18
            sheet.box(88, top - 2, 508, top + 16, stroke=0, fill=1, colour=(1, 1, 1))
            sheet.text(90, top, LONG[index * 10 : index * 10 + 34])
        found = read(sheet.bytes())
        assert tables(found) == []
        assert len(paragraphs(found)) == 1

    def test_a_frame_around_text_is_no_table(self) -> None:
        sheet = Sheet()
        sheet.box(80, 90, 515, 200)
        sheet.paragraph(90, 100, 408, LONG)
        found = read(sheet.bytes())
        assert tables(found) == []
        assert len(paragraphs(found)) == 1

    def test_a_row_alone_on_the_next_page_stays_a_table(self) -> None:
        sheet = Sheet()
        two_by_two(sheet, top=700)
        sheet.next_page()
        draw_table(sheet, ([60, 400], [60, 90]), [Slot(0, 0, 1, 1, "二、第二类")])
        found = read(sheet.bytes())
        assert [cells(table) for table in tables(found)] == [
            TWO_BY_TWO,
            [(0, 0, 1, 1, "二、第二类")],
        ]

    def test_a_page_of_too_many_lines_loses_its_tables_and_says_so(self) -> None:
        sheet = Sheet()
        two_by_two(sheet)
        path = sheet.canvas.beginPath()
        for index in range(21_000):
            path.moveTo(index % 500, index // 50)
            path.lineTo(index % 500 + 5, index // 50)
        sheet.canvas.drawPath(path)
        found = read(sheet.bytes())
        assert tables(found) == []
        assert "page-too-complex" in [remark.code for remark in found.diagnostics]
        assert "办公室" in "".join(paragraphs(found))


def assert_anchors_hold_their_text(found: Document, file: pdfplumber.PDF) -> None:
    """Every piece's box holds, by pdfplumber's characters, exactly the piece's text."""
    for part in every_paragraph(found):
        for piece in part.pieces:
            box, page = piece.anchor.bbox, piece.anchor.page
            assert box is not None
            assert page is not None
            inside = [
                character["text"]
                for character in file.pages[page - 1].chars
                if box[0] <= (character["x0"] + character["x1"]) / 2 <= box[2]
                and box[1] <= (character["top"] + character["bottom"]) / 2 <= box[3]
            ]
            assert "".join("".join(inside).split()) == "".join(
                part.text[piece.start : piece.end].split()
            )


def test_a_filled_form_field_is_read_in_its_cell() -> None:
    sheet = Sheet()
    slots = [Slot(0, 0, 1, 1, "联系人"), Slot(0, 1, 1, 1, "")]
    draw_table(sheet, ([60, 200, 400], [300, 330]), slots)
    sheet.canvas.acroForm.textfield(
        name="contact", value="Zhang San", x=205, y=sheet.height - 327, width=150, height=22
    )
    (table,) = tables(read(sheet.bytes()))
    assert cells(table) == [(0, 0, 1, 1, "联系人"), (0, 1, 1, 1, "ZhangSan")]


class TestFurniture:
    def test_page_numbers_and_running_heads_leave_the_text(self) -> None:
        sheet = Sheet()
        for page in range(1, 5):
            sheet.text(90, 40, "某市人民政府公报", 9)
            sheet.paragraph(90, 100, 416, LONG)
            sheet.text(280, 790, f"— {page} —", 14)
            sheet.next_page()
        found = read(sheet.bytes())
        assert [piece.text for piece in found.furniture if piece.kind == "page_number"] == [
            "— 1 —",
            "— 2 —",
            "— 3 —",
            "— 4 —",
        ]
        assert sum(piece.kind == "running_head" for piece in found.furniture) == 4
        assert len(paragraphs(found)) == 4

    @pytest.mark.parametrize("number", ["3", "第 3 页", "第3页 共9页", "-3-", "3/9", "Page 3 of 9"])
    def test_page_numbers_of_all_shapes(self, number: str) -> None:
        sheet = Sheet()
        sheet.paragraph(90, 100, 416, LONG)
        sheet.text(280, 790, number, 12)
        found = read(sheet.bytes())
        assert [(piece.kind, piece.text) for piece in found.furniture] == [("page_number", number)]

    def test_a_number_in_the_text_is_no_page_number(self) -> None:
        sheet = Sheet()
        sheet.paragraph(90, 100, 416, LONG)
        sheet.text(90, 300, "3")
        assert read(sheet.bytes()).furniture == ()

    def test_hidden_white_and_off_page_text_is_set_apart(self) -> None:
        sheet = Sheet()
        sheet.text(90, 100, "看得见")
        sheet.text(90, 130, "不画的", mode=3)
        sheet.text(90, 160, "白色的", colour=(1, 1, 1))
        sheet.text(700, 190, "页外的")
        found = read(sheet.bytes())
        assert paragraphs(found) == ["看得见"]
        assert {piece.text for piece in found.furniture} == {"不画的", "白色的", "页外的"}
        assert {piece.kind for piece in found.furniture} == {"hidden"}

    def test_outlined_letters_are_text(self) -> None:
        """空心字: white inside, with a line around; letterheads are set so, and large."""
        sheet = Sheet()
        sheet.text(90, 100, "某县人民政府文件", size=36, mode=2, colour=(1, 1, 1))
        assert paragraphs(read(sheet.bytes())) == ["某县人民政府文件"]

    def test_hidden_words_between_those_of_the_text_stay_hidden(self) -> None:
        sheet = Sheet()
        sheet.text(90, 100, "工作要求如下")
        sheet.text(90, 103, "工作", mode=3)
        found = read(sheet.bytes())
        assert paragraphs(found) == ["工作要求如下"]
        assert [(piece.kind, piece.text) for piece in found.furniture] == [("hidden", "工作")]

    def test_white_text_on_a_coloured_cell_is_text(self) -> None:
        sheet = Sheet()
        sheet.box(80, 90, 300, 120, stroke=0, fill=1, colour=(0.2, 0.2, 0.6))
        sheet.text(90, 100, "白色表头", colour=(1, 1, 1))
        assert paragraphs(read(sheet.bytes())) == ["白色表头"]

    def test_bold_printed_twice_is_read_once(self) -> None:
        sheet = Sheet()
        for shift in (0, 0.3):
            for index, character in enumerate("工作任务"):
                sheet.text(90 + 12 * index + shift, 100, character)
        found = read(sheet.bytes())
        assert paragraphs(found) == ["工作任务"]

    @pytest.mark.parametrize("words", ["——", "……", "ff", "ffl"])
    def test_one_glyph_that_stands_for_two_characters_is_both(self, words: str) -> None:
        code = words.encode("utf-16-be").hex().encode()
        found = read(
            mapped(
                b"/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF>"
                b" endcodespacerange 2 beginbfchar <0001> <%b> <0002> <6587> endbfchar endcmap"
                % code
            )
        )
        assert paragraphs(found)[-1].endswith(f"\n{words}文"), "below what each such page shows"

    def test_a_slanted_watermark_is_furniture(self) -> None:
        sheet = Sheet()
        sheet.paragraph(90, 100, 416, LONG)
        sheet.canvas.saveState()
        sheet.canvas.rotate(40)
        sheet.text(400, 700, "内部资料", 40, colour=(0.85, 0.85, 0.85))
        sheet.canvas.restoreState()
        found = read(sheet.bytes())
        assert [(piece.kind, piece.text) for piece in found.furniture] == [
            ("watermark", "内部资料")
        ]
        assert len(paragraphs(found)) == 1

    def test_every_visible_character_is_placed_once(self) -> None:
        sheet = Sheet()
        for page in range(3):
            sheet.paragraph(90, 100, 416, LONG)
            two_by_two(sheet, top=400)
            sheet.text(280, 790, f"- {page + 1} -", 14)
            sheet.next_page()
        data = sheet.bytes()
        found = read(data)
        mine = "".join(part.text for part in every_paragraph(found))
        mine += "".join(piece.text for piece in found.furniture)
        with pdfplumber.open(io.BytesIO(data)) as file:
            theirs = "".join(c["text"] for page in file.pages for c in page.chars)
        assert sorted("".join(mine.split())) == sorted("".join(theirs.split()))


class TestFaults:
    def test_an_encrypted_file_needs_its_password(self) -> None:
        sheet = Sheet(encrypt=StandardEncryption("secret"))
        sheet.text(90, 100, "保密")
        with pytest.raises(EncryptedSource, match="password"):
            read(sheet.bytes())

    @pytest.mark.parametrize("tenth", range(1, 10))
    def test_a_truncated_file_says_so(self, tenth: int) -> None:
        sheet = Sheet()
        sheet.paragraph(90, 100, 416, LONG)
        data = sheet.bytes()
        with pytest.raises(TruncatedSource):
            read(data[: len(data) * tenth // 10])

    def test_a_picture_of_a_page_is_a_scan(self) -> None:
        image = pytest.importorskip("PIL.Image")
        sheet = Sheet()
        picture = ImageReader(image.new("L", (60, 80), 200))
        sheet.canvas.drawImage(picture, 0, 0, sheet.width, sheet.height)
        with pytest.raises(NoTextLayer, match=r"scan of 1 page"):
            read(sheet.bytes())

    def test_a_scanned_page_among_others_is_reported(self) -> None:
        image = pytest.importorskip("PIL.Image")
        sheet = Sheet()
        sheet.paragraph(90, 100, 416, LONG)
        sheet.next_page()
        picture = ImageReader(image.new("L", (60, 80), 200))
        sheet.canvas.drawImage(picture, 0, 0, sheet.width, sheet.height)
        found = read(sheet.bytes())
        assert [remark.code for remark in found.diagnostics] == ["page-without-text"]

    def test_an_invisible_layer_over_a_picture_is_recognised_text(self) -> None:
        image = pytest.importorskip("PIL.Image")
        sheet = Sheet()
        picture = ImageReader(image.new("L", (60, 80), 200))
        sheet.canvas.drawImage(picture, 0, 0, sheet.width, sheet.height)
        sheet.text(90, 100, "经过识别的文字层不是原文而是推测出来的", mode=3)
        found = read(sheet.bytes())
        assert found.text_origin == "ocr"
        assert paragraphs(found) == ["经过识别的文字层不是原文而是推测出来的"]

    @pytest.mark.parametrize("seed", range(40))
    def test_damage_is_answered_with_an_error_of_ours_or_read(self, seed: int) -> None:
        rng = random.Random(seed)
        sheet = Sheet(pageCompression=seed % 2)
        sheet.paragraph(90, 100, 416, LONG)
        two_by_two(sheet)
        data = bytearray(sheet.bytes())
        for _ in range(rng.choice((1, 5, 40))):
            at = rng.randrange(len(data))
            if rng.random() < 0.5:
                data[at] = rng.randrange(256)
            else:
                del data[at : at + rng.randrange(30)]
        with contextlib.suppress(ExtractorError):
            read(bytes(data))

    @pytest.mark.parametrize("data", [b"", b" \n", b"\0" * 5000])
    def test_nothing_is_empty(self, data: bytes) -> None:
        with pytest.raises(EmptySource):
            read(data)

    def test_a_blank_page_is_empty(self) -> None:
        with pytest.raises(EmptySource):
            read(Sheet().bytes())

    @pytest.mark.parametrize("data", [b"no PDF at all", b"%PDF-1.4\nrubbish\n%%EOF"])
    def test_rubbish_is_corrupt(self, data: bytes) -> None:
        with pytest.raises(CorruptSource):
            read(data)

    def test_a_lost_end_marker_alone_does_no_harm(self) -> None:
        sheet = Sheet()
        sheet.text(90, 100, "完整")
        data = sheet.bytes().rstrip()
        assert paragraphs(read(data.removesuffix(b"%%EOF"))) == ["完整"]


def test_the_second_reader_sees_the_same_table() -> None:
    sheet = Sheet()
    sheet.paragraph(90, 100, 416, LONG)
    two_by_two(sheet)
    data = sheet.bytes()
    pages = list(plumber.read_pages(data))
    frames = {page.number: page.frame() for page in pages}
    blocks, _ = Assembly(frames).blocks([lay_out(page) for page in pages])
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert cells(table) == TWO_BY_TWO


def test_characters_that_the_layout_loses_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet()
    sheet.paragraph(90, 100, 416, LONG)
    data = sheet.bytes()
    assert not read(data).diagnostics

    def forgetful(page: Page, before: PageText | None = None) -> PageText:
        laid = lay_out(page, before)
        return replace(laid, flow=laid.flow[:-1])

    monkeypatch.setattr("extractor.layout.gathering.lay_out", forgetful)
    (remark,) = read(data).diagnostics
    assert (remark.code, remark.severity) == ("characters-differ", "error")
    assert f"{len(LONG)} characters" in remark.message


def test_streams_with_a_wrong_checksum_unpack_in_linear_time() -> None:
    from extractor.readers.pdf.plumber import _despite_checksum  # noqa: PLC0415 - slow to import

    whole = bytes(range(256)) * 40_000
    packed = zlib.compress(whole)
    for data in (packed, packed[:-1] + bytes([packed[-1] ^ 1]), packed[:-3]):
        started = time.process_time()
        assert _despite_checksum(data) == whole
        assert time.process_time() - started < 2
    assert whole.startswith(_despite_checksum(packed[: len(packed) // 2]))
    with pytest.raises(zlib.error):
        _despite_checksum(b"\0" + packed)
