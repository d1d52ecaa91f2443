"""The sample as a Word document: red letterhead, centred titles, a table with merged cells."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table, _Cell

EPOCH = (2021, 7, 16, 0, 0, 0)


def make(truth: dict[str, Any], rows: list[list[str | None]]) -> bytes:
    """Return the document; the same bytes every time."""
    word = Document()
    _write_head(word, truth)
    _write_table(word, truth["columns"], rows)
    word.core_properties.author = "forge"
    made = io.BytesIO()
    word.save(made)
    return _stamped(made.getvalue())


def _write_head(word: Word, truth: dict[str, Any]) -> None:
    mark = _line(word, truth["issuers"][0], ALIGN.CENTER, 28)
    mark.runs[0].font.color.rgb = RGBColor(0xFF, 0, 0)
    _line(word, truth["document_number"]["text"], ALIGN.RIGHT, 16)
    _line(word, truth["title"], ALIGN.CENTER, 22)
    addressees = truth["addressees"]
    _line(word, "、".join(addressees[:2]) + "，" + addressees[2] + "：", ALIGN.LEFT, 16)
    for text in truth["body"]:
        _line(word, text, ALIGN.JUSTIFY, 16).paragraph_format.first_line_indent = Pt(32)
    _line(word, truth["signatories"][0], ALIGN.RIGHT, 16)
    _line(word, "2021年7月16日", ALIGN.RIGHT, 16)
    _line(word, truth["notes"][0], ALIGN.LEFT, 16)
    _line(word, truth["attachments"][0]["title"], ALIGN.CENTER, 22)


def _line(word: Word, text: str, align: ALIGN, size: float) -> Any:
    paragraph = word.add_paragraph()
    paragraph.alignment = align
    paragraph.add_run(text).font.size = Pt(size)
    return paragraph


def _write_table(word: Word, columns: list[str], rows: list[list[str | None]]) -> None:
    table = word.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, columns, strict=True):
        cell.text = text
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    for row in rows:
        _write_row(table, row)


def _write_row(table: Table, row: list[str | None]) -> None:
    cells = table.add_row().cells
    if len(row) == 1:
        cells[0].merge(cells[-1]).text = row[0] or ""
        return
    for column, text in enumerate(row):
        if text is None:
            above = table.rows[-2].cells[column]
            kept = above.text
            above.merge(cells[column])
            above.text = kept
        else:
            _fill(cells[column], text.split(" ") if column == 2 else [text])


def _fill(cell: _Cell, paragraphs: list[str]) -> None:
    cell.text = paragraphs[0]
    for text in paragraphs[1:]:
        cell.add_paragraph(text)


def _stamped(data: bytes) -> bytes:
    """Return the package with all its times set to one, so that its bytes depend on nothing."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for item in old.infolist():
            entry = zipfile.ZipInfo(item.filename, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(item))
    return made.getvalue()
