"""Forged notices as Word documents, with merged cells both ways."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from tests.forge.truth import Row, Truth


def docx(truth: Truth) -> bytes:
    """Return the notice as a document."""
    word = Document()
    for text, align, size in (
        (truth.number, ALIGN.CENTER, 16),
        (truth.title, ALIGN.CENTER, 22),
        ("，".join(truth.addressees) + "：", ALIGN.LEFT, 16),
        *((text, ALIGN.JUSTIFY, 16) for text in truth.body),
        (truth.issuer, ALIGN.RIGHT, 16),
        (truth.printed_date, ALIGN.RIGHT, 16),
        (truth.attachment, ALIGN.CENTER, 22),
        *((text, ALIGN.JUSTIFY, 16) for text in truth.paragraphs),
    ):
        paragraph = word.add_paragraph()
        paragraph.alignment = align
        paragraph.add_run(text).font.size = Pt(size)
    if truth.header:
        _table(word, truth)
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _table(word: Word, truth: Truth) -> None:
    rows = [*truth.header, *truth.rows]
    table = word.add_table(rows=len(rows), cols=len(truth.header[0]))
    table.style = "Table Grid"
    grid = [list(row.cells) for row in table.rows]
    for r, row in enumerate(rows):
        _fill(grid, r, row)
    for row in table.rows[: len(truth.header)]:
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(mark)


def _fill(grid: list[list[object]], r: int, row: Row) -> None:
    for c, cell in enumerate(row):
        if cell is None:
            continue
        place = grid[r][c]
        if cell.rows > 1 or cell.columns > 1:
            place = place.merge(grid[r + cell.rows - 1][c + cell.columns - 1])  # type: ignore[attr-defined]
        place.text = cell.paragraphs[0]  # type: ignore[attr-defined]
        for part in cell.paragraphs[1:]:
            place.add_paragraph(part)  # type: ignore[attr-defined]
