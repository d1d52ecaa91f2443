"""Two columns of text, numbers in the margin, clips, maps to characters, half-ruled frames."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.layout.page import Glyphs, Look, Page
from extractor.layout.remarks import is_no_text
from extractor.layout.visible import part_visible
from extractor.model.document import Document, Paragraph, Table
from extractor.readers.pdf import read
from tests.layout.drawing import Sheet

LEFT = "全面落实权责清单制度及时公开政府职能机构设置办事流程和监督方式让群众看得到听得懂能监督" * 6
RIGHT = "持续推进惠企政策集中发布精准推送和便捷查询加强政策解读回应社会关切提升政策的知晓度" * 6


def paragraphs(document: Document) -> list[str]:
    return [
        "".join(block.text.split()) for block in document.blocks if isinstance(block, Paragraph)
    ]


def columns(sheet: Sheet, *, gap: float) -> None:
    """Draw two paragraphs side by side, ``gap`` points apart."""
    width = (435 - gap) / 2
    sheet.paragraph(80, 120, width, LEFT)
    sheet.paragraph(80 + width + gap, 120, width, RIGHT)


@pytest.mark.parametrize("gap", [15, 24, 40])
def test_columns_are_read_one_after_the_other(gap: float) -> None:
    sheet = Sheet()
    columns(sheet, gap=gap)
    assert paragraphs(read(sheet.bytes())) == [LEFT, RIGHT]


def test_a_second_column_of_one_line_is_a_column() -> None:
    sheet = Sheet()
    sheet.paragraph(80, 120, 205, LEFT[:240])
    sheet.text(310, 120, "时公开政府职能")
    assert "".join(paragraphs(read(sheet.bytes()))) == LEFT[:240] + "时公开政府职能"


def test_a_note_beside_the_first_line_is_no_column() -> None:
    sheet = Sheet()
    sheet.paragraph(80, 120, 205, LEFT[:240])
    sheet.text(450, 120, "第三期")  # a second column would begin right behind the first
    assert not "".join(paragraphs(read(sheet.bytes()))).endswith("第三期")


def test_items_with_short_lines_are_columns_where_both_run_on() -> None:
    sheet = Sheet()
    lines = ["一、健全工作机制", "牵头单位：县住建局", "责任单位：县林业局"] * 4
    for number, words in enumerate(lines):
        sheet.text(104, 120 + 18 * number, words)
        sheet.text(334, 120 + 18 * number, words)
    for number in (12, 13, 14):
        sheet.text(80, 120 + 18 * number, "逐项明确责任人员和完成标准按期报送")
        sheet.text(310, 120 + 18 * number, "定期通报工作进展情况并及时整改销号")
    text = "".join(paragraphs(read(sheet.bytes())))
    assert text.index("定期通报") > text.rindex("逐项明确")


def test_a_heading_over_both_columns_comes_first() -> None:
    sheet = Sheet()
    sheet.text(100, 80, "推进政务公开工作的若干措施和任务分工安排情况说明会纪要", 14)
    columns(sheet, gap=24)
    assert paragraphs(read(sheet.bytes()))[1:] == [LEFT, RIGHT]


def test_a_table_without_rules_is_no_text_in_columns() -> None:
    sheet = Sheet()
    for row in range(8):
        for x, words in ((80, "推进信息公开"), (240, "区政府办公室"), (400, "六月底前")):
            sheet.text(x, 100 + 24 * row, words)
    found = paragraphs(read(sheet.bytes()))
    assert found[:1] != ["推进信息公开" * 8]


def numbered(sheet: Sheet, *, size: float, first: int = 1, step: int = 1) -> None:
    for line in range(12):
        sheet.text(50, 100 + 18 * line, str(first + step * line), size)
        sheet.text(80, 100 + 18 * line, "持续推进惠企政策集中发布和便捷查询加强政策解读", 12)


def test_small_numbers_in_order_beside_the_text_are_numbers_of_lines() -> None:
    sheet = Sheet()
    numbered(sheet, size=8)
    found = read(sheet.bytes())
    assert not any(character.isdigit() for text in paragraphs(found) for character in text)
    assert [one.text for one in found.furniture if one.kind == "line_number"] == [
        str(number) for number in range(1, 13)
    ]


@pytest.mark.parametrize(("size", "step"), [(12, 1), (8, 0)])
def test_numbers_as_large_as_the_text_or_out_of_order_are_text(size: float, step: int) -> None:
    sheet = Sheet()
    numbered(sheet, size=size, step=step)
    found = read(sheet.bytes())
    assert not [one for one in found.furniture if one.kind == "line_number"]


def test_notes_of_editors_in_the_margin_are_no_text() -> None:
    sheet = Sheet()
    sheet.paragraph(60, 120, 360, LEFT, 14)
    for top in (125, 180, 240):
        sheet.text(460, top, "删除：按期", 7)
    found = read(sheet.bytes())
    assert "".join(paragraphs(found)) == LEFT
    assert [(one.kind, one.text) for one in found.furniture] == [("comment", "删除：按期")] * 3


def test_a_small_last_column_under_its_header_is_text() -> None:
    sheet = Sheet()
    sheet.text(60, 100, "工作任务", 14)
    sheet.text(440, 100, "备注", 14)
    for number in range(5):
        sheet.text(60, 140 + 30 * number, "全面落实权责清单制度及时公开", 14)
        sheet.text(440, 144 + 30 * number, "按期", 7)
    assert not read(sheet.bytes()).furniture


def test_words_outside_of_their_clip_are_hidden_and_those_inside_are_not() -> None:
    sheet = Sheet()
    sheet.text(80, 100, "看得见的文字")
    canvas = sheet.canvas
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(80, sheet.height - 220, 40, 30)
    canvas.clipPath(path, stroke=0, fill=0)
    sheet.text(82, 200, "框里框外的文字")
    canvas.restoreState()
    found = read(sheet.bytes())
    assert "".join(paragraphs(found)) == "看得见的文字框里框"
    assert [one.text for one in found.furniture if one.kind == "hidden"] == ["外的文字"]


def test_a_hidden_layer_under_the_text_takes_nothing_of_it_along() -> None:
    boxes = [(80, 109, 92, 121), (81, 109, 93, 121), (93, 109, 105, 121)]
    glyphs = Glyphs(
        codes=np.array([ord(one) for one in "工工作"], dtype=np.uint32),
        boxes=np.array(boxes, dtype=np.float64),
        bases=np.full(3, 120.0),
        looks=np.array([0, 1, 1]),
    )
    none = np.zeros((0, 3))
    looks = (Look(size=12, hidden=True), Look(size=12))
    page = Page(1, 595, 842, glyphs, looks, none, none, np.zeros((0, 4)), np.zeros((0, 4)))
    seen, asides = part_visible(page)
    assert "".join(map(chr, seen.codes)) == "工作"
    assert [(one.kind, one.line.text) for one in asides] == [("hidden", "工")]


def test_rows_of_a_frame_take_the_columns_of_its_header() -> None:
    sheet = Sheet()
    xs, ys = (80, 160, 340, 515), (100, 124, 148, 172, 196, 220)
    for y in ys:
        sheet.line(xs[0], y, xs[-1], y)
    for x in xs:
        sheet.line(x, ys[0], x, ys[1] if x in xs[1:-1] else ys[-1])
    rows = [("序号", "工作任务", "责任单位")]
    rows += [(str(n), "推进信息公开工作", "区政府办公室") for n in range(1, 5)]
    for y, row in zip(ys, rows, strict=False):
        for x, words in zip(xs, row, strict=False):
            sheet.text(x + 4, y + 5, words)
    (table,) = (block for block in read(sheet.bytes()).blocks if isinstance(block, Table))
    assert [cell.paragraphs[0].text for cell in table.cells] == [w for row in rows for w in row]


def test_section_rows_of_a_frame_stay_whole() -> None:
    sheet = Sheet()
    xs, ys = (80, 160, 340, 515), (100, 124, 148, 172, 196, 220)
    for y in ys:
        sheet.line(xs[0], y, xs[-1], y)
    for x in xs:
        sheet.line(x, ys[0], x, ys[1] if x in xs[1:-1] else ys[-1])
    for y in ys[1:-1]:
        sheet.text(84, y + 5, "一、加强组织领导健全工作机制压实各方责任")
    (table,) = (block for block in read(sheet.bytes()).blocks if isinstance(block, Table))
    assert [cell.column_span for cell in table.cells[-4:]] == [3, 3, 3, 3]


def test_characters_at_random_make_no_text_and_traditional_ones_do() -> None:
    def codes(text: str) -> np.ndarray:
        return np.array([ord(character) for character in text], dtype=np.uint32)

    chance = np.random.default_rng(7).integers(0x4E00, 0x9FA5, 400).astype(np.uint32)
    traditional = "為加強內地與香港經貿關係進一步落實更緊密經貿安排國務院決定設立專責小組" * 4
    assert is_no_text(chance)
    assert not is_no_text(codes(traditional))
    assert not is_no_text(codes(LEFT))
    assert not is_no_text(chance[:50])


def noted(sheet: Sheet, *, mark: str, size: float) -> None:
    """Draw two pages of one sentence with a note at the foot of the first."""
    sheet.paragraph(80, 100, 435, LEFT[:120], leading=2)
    sheet.line(80, 740, 200, 740)
    sheet.text(80, 748, f"{mark}数据来源于统计年报", size)
    sheet.next_page()
    sheet.paragraph(80, 100, 435, LEFT[120:], indent=0, leading=2)


def test_a_footnote_follows_the_text_and_numbers_no_item() -> None:
    sheet = Sheet()
    noted(sheet, mark="①", size=8)
    found = read(sheet.bytes())
    assert paragraphs(found)[-1] == "①数据来源于统计年报"
    last = found.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.style.note


@pytest.mark.parametrize(("mark", "size"), [("①", 12), ("", 8)])
def test_text_under_a_rule_that_is_no_note_stays_where_it_is(mark: str, size: float) -> None:
    sheet = Sheet()
    noted(sheet, mark=mark, size=size)
    found = read(sheet.bytes())
    assert not [b for b in found.blocks if isinstance(b, Paragraph) and b.style.note]
    assert "数据来源于统计年报" not in paragraphs(found)[-1]


@pytest.mark.parametrize(("closed", "blocks"), [(False, 1), (True, 2)])
def test_words_that_run_out_of_an_open_cell_belong_to_it(closed: bool, blocks: int) -> None:
    sheet = Sheet()
    for y in (700, 740):
        sheet.line(80, y, 300, y)
    sheet.line(80 if closed else 160, 770, 300, 770)
    for x in (80, 160, 300):
        sheet.line(x, 700, x, 770)
    for x, words in ((84, "重点任务"), (164, "责任单位")):
        sheet.text(x, 712, words)
    for line, words in enumerate(("完善社区", "养老设施", "建设。")):
        sheet.text(84, 744 + 16 * line, words)
    sheet.text(164, 744, "区民政局")
    assert len(read(sheet.bytes()).blocks) == blocks


def test_the_number_of_a_page_that_lies_across_is_no_text() -> None:
    sheet = Sheet(842, 595)
    sheet.text(100, 120, "人工智能创新发展工作任务清单")
    sheet.text(400, 499, "- 13 -")
    found = read(sheet.bytes())
    assert paragraphs(found) == ["人工智能创新发展工作任务清单"]
    assert [(one.kind, one.text) for one in found.furniture] == [("page_number", "- 13 -")]


def test_the_number_of_a_page_cut_large_is_no_text() -> None:
    sheet = Sheet(596, 870)
    for page in range(3):
        sheet.text(100, 120, f"人工智能创新发展工作任务清单第{'一二三'[page]}部分")
        sheet.text(450, 737, f"— {page + 1} —")
        sheet.canvas.showPage()
    found = read(sheet.bytes())
    assert "—" not in "".join(paragraphs(found))
    assert [one.text for one in found.furniture] == ["— 1 —", "— 2 —", "— 3 —"]
