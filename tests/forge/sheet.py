"""Forged notices as workbooks, as offices make ledgers: titles merged across, then a table."""

from __future__ import annotations

import io
import random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from tests.forge.truth import Row, Truth

_THIN = Side(style="thin")


def xlsx(truth: Truth, seed: int = 0) -> bytes:
    """Return the notice as a workbook; its lines may or may not be ruled."""
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
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


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
