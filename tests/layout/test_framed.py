"""Frames with rules between rows whose columns are ruled in the header alone."""

from __future__ import annotations

from extractor.model.document import Document, Table
from extractor.readers.pdf import read
from tests.layout.drawing import Sheet

EDGES = (60, 100, 220, 400, 530)
HEAD = ("序号", "工作任务", "工作措施", "责任单位")
HEIGHT = 40


def frame(sheet: Sheet, rows: int, *, head: bool, partial: tuple[int, ...] = ()) -> None:
    """Draw a frame of ``rows`` rows; rules of ``partial`` rows are over the third column alone."""
    top = 100
    if head:
        for left, right, word in zip(EDGES, EDGES[1:], HEAD, strict=False):
            sheet.box(left, top, right, top + HEIGHT)
            sheet.text(left + 4, top + 4, word, 10)
        top += HEIGHT
    sheet.box(EDGES[0], top, EDGES[-1], top + rows * HEIGHT)
    for row in range(1, rows):
        y = top + row * HEIGHT
        sheet.line(*((EDGES[2], y, EDGES[3], y) if row in partial else (EDGES[0], y, EDGES[-1], y)))


def fill(sheet: Sheet, row: int, words: tuple[str, ...], *, head: bool) -> None:
    top = 100 + (row + head) * HEIGHT + 4
    for left, word in zip(EDGES, words, strict=False):
        if word:
            sheet.text(left + 4, top, word, 10)


def tables(document: Document) -> list[dict[tuple[int, int, int, int], str]]:
    """Return the text of each table's cells by row, column, row span and column span."""
    return [
        {
            (cell.row, cell.column, cell.row_span, cell.column_span): "".join(
                paragraph.text for paragraph in cell.paragraphs
            )
            for cell in block.cells
        }
        for block in document.blocks
        if isinstance(block, Table)
    ]


def test_a_rule_over_one_column_leaves_the_cells_beside_it_merged() -> None:
    sheet = Sheet()
    frame(sheet, 3, head=True, partial=(1,))
    fill(sheet, 0, ("1", "编制目录", "定期更新", "县政府办"), head=True)
    fill(sheet, 1, ("", "", "按时报送", ""), head=True)
    fill(sheet, 2, ("2", "公开预算", "逐项核对", "县财政局"), head=True)
    (cells,) = tables(read(sheet.bytes()))
    assert cells[1, 1, 2, 1] == "编制目录"
    assert (cells[1, 2, 1, 1], cells[2, 2, 1, 1]) == ("定期更新", "按时报送")
    assert cells[3, 3, 1, 1] == "县财政局"


def test_the_columns_go_on_over_the_page_without_a_header() -> None:
    sheet = Sheet()
    frame(sheet, 2, head=True)
    fill(sheet, 0, ("1", "编制目录", "定期更新", "县政府办"), head=True)
    fill(sheet, 1, ("2", "公开预算", "逐项核对", "县财政局"), head=True)
    sheet.next_page()
    frame(sheet, 2, head=False)
    fill(sheet, 0, ("", "", "并上报", ""), head=False)  # the rest of a row that the page cut
    fill(sheet, 1, ("3", "督促检查", "形成台账", "县督查室"), head=False)
    _, cells = tables(read(sheet.bytes()))
    assert cells[0, 2, 1, 1] == "并上报"
    assert [cells[1, column, 1, 1] for column in range(4)] == [
        "3",
        "督促检查",
        "形成台账",
        "县督查室",
    ]


def test_a_line_to_sign_under_one_row_is_not_parted() -> None:
    sheet = Sheet()
    for row, words in enumerate((HEAD, ("1", "编制目录", "定期更新", "县政府办"))):
        for left, right, word in zip(EDGES, EDGES[1:], words, strict=False):
            sheet.box(left, 100 + row * HEIGHT, right, 100 + (row + 1) * HEIGHT)
            sheet.text(left + 4, 104 + row * HEIGHT, word, 10)
    sheet.box(EDGES[0], 180, EDGES[-1], 220)
    sheet.text(64, 184, "填表人", 10)
    sheet.text(224, 184, "审核人", 10)
    sheet.text(404, 184, "日期", 10)
    (cells,) = tables(read(sheet.bytes()))
    assert (2, 0, 1, 4) in cells


def test_bands_of_colour_part_the_rows_of_ruled_columns() -> None:
    sheet = Sheet()
    for row in range(5):
        top = 100 + row * HEIGHT
        if row % 2:
            sheet.box(
                EDGES[0], top, EDGES[-1], top + HEIGHT, stroke=0, fill=1, colour=(0.8, 0.9, 1)
            )
        sheet.canvas.setFillColorRGB(0, 0, 0)
        for left, word in zip(
            EDGES, (str(row + 1), "编制目录", "定期更新", "县政府办"), strict=False
        ):
            sheet.text(left + 4, top + 4, word, 10)
    sheet.box(EDGES[0], 100, EDGES[-1], 100 + 5 * HEIGHT)
    for x in EDGES[1:-1]:
        sheet.line(x, 100, x, 100 + 5 * HEIGHT)
    (cells,) = tables(read(sheet.bytes()))
    assert [cells[row, 0, 1, 1] for row in range(5)] == ["1", "2", "3", "4", "5"]


def test_shading_behind_words_parts_nothing() -> None:
    sheet = Sheet()
    for top in (104, 124, 144):
        sheet.box(66, top, 210, top + 12, stroke=0, fill=1, colour=(1, 1, 0))
        sheet.text(66, top, "编制目录定期更新", 10)
    sheet.box(60, 100, 220, 180)
    sheet.box(220, 100, 380, 180)
    (cells,) = tables(read(sheet.bytes()))
    assert set(cells) == {(0, 0, 1, 1), (0, 1, 1, 1)}


def test_a_frame_around_the_page_is_no_table() -> None:
    sheet = Sheet()
    sheet.box(0, 0, sheet.width, sheet.height)
    sheet.line(0, 60, sheet.width, 60)
    sheet.text(80, 100, "各单位要认真组织实施", 12)
    assert not tables(read(sheet.bytes()))
