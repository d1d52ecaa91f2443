"""Forged notices as workbooks, as offices make ledgers: titles merged across, then a table."""

from __future__ import annotations

import io
import random
import struct

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from tests.forge.truth import Row, Truth
from tests.readers import xls_builder as binary

_THIN = Side(style="thin")
_ALIGN = {"left": 1, "center": 2, "right": 3}


def xlsx(truth: Truth, seed: int = 0) -> bytes:
    """Return the notice as a workbook; its lines may or may not be ruled."""
    made = io.BytesIO()
    _book(truth, seed).save(made)
    return made.getvalue()


def xls(truth: Truth, seed: int = 0) -> bytes:
    """Return the same workbook in its binary form."""
    sheet = _book(truth, seed).active
    assert sheet is not None
    looks: dict[tuple[float, str | None, bool], int] = {}
    texts: dict[str, int] = {}
    cells = b""
    for row in sheet.iter_rows():
        for cell in row:
            look = (cell.font.size, cell.alignment.horizontal, cell.border.left.style is not None)
            style = looks.setdefault(look, len(looks))
            place = struct.pack("<HHH", cell.row - 1, cell.column - 1, style)
            if isinstance(cell.value, str):
                number = texts.setdefault(cell.value, len(texts))
                cells += binary.record(0xFD, place + struct.pack("<I", number))
            elif cell.value is not None:
                cells += binary.cell(cell.row - 1, cell.column - 1, cell.value, style)
            else:
                cells += binary.record(0x201, place)
    sizes = sorted({look[0] for look in looks})
    shared = b"".join(binary.font(size) for size in sizes)
    for size, align, ruled in looks:
        number = sizes.index(size)
        font = number if number < 4 else number + 1
        shared += binary.cell_format(font, 0, _ALIGN.get(align or "", 0), ruled=ruled)
    shared += binary.strings(*map(binary.string, texts))
    areas = [
        (area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
        for area in sheet.merged_cells.ranges
    ]
    page = binary.Page(sheet.title, cells + binary.merged(*areas))
    return binary.Book([page], shared).build()


def _book(truth: Truth, seed: int) -> Workbook:
    rng = random.Random(f"sheet/{seed}")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = rng.choice(["Sheet1", "任务分解表", "附件 1"])
    width = len(truth.header[0]) if truth.header else 4
    lines = [
        (truth.number, "center", 16),
        (truth.title, "center", 22),
        ("，".join(truth.addressees) + "：", "left", 12),
        *((text, "left", 12) for text in truth.body),
        (truth.issuer, "right", 12),
        (truth.printed_date, "right", 12),
        (truth.attachment, "center", 18),
        *((text, "left", 12) for text in truth.paragraphs),
    ]
    for text, align, size in lines:
        _line(sheet, text, align, size, width)
    top = sheet.max_row + (2 if rng.random() < 0.3 else 1)
    ruled = rng.random() < 0.7
    rows = [*truth.header, *truth.rows]
    for order, row in enumerate(rows):
        _fill(sheet, top + order, row)
    for cells in sheet.iter_rows(top, top + len(rows) - 1, 1, width) if ruled and rows else ():
        for cell in cells:
            cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
    return book


def _line(sheet: Worksheet, text: str, align: str, size: float, width: int) -> None:
    row = sheet.max_row + 1 if sheet["A1"].value else 1
    cell = sheet.cell(row, 1, text)
    cell.alignment = Alignment(horizontal=align, wrap_text=True)
    cell.font = Font(size=size)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)


def _fill(sheet: Worksheet, number: int, row: Row) -> None:
    for column, cell in enumerate(row, 1):
        if cell is None:
            continue
        # Numbers are numbers in workbooks, as long as nothing else stands with them.
        value = int(cell.text) if cell.text.isascii() and cell.text.isdigit() else cell.text
        sheet.cell(number, column, value or None)
        if cell.rows > 1 or cell.columns > 1:
            sheet.merge_cells(
                start_row=number,
                end_row=number + cell.rows - 1,
                start_column=column,
                end_column=column + cell.columns - 1,
            )
