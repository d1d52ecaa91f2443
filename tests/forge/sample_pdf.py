"""The sample as a ruled PDF, drawn line by line so that it is known which rows a page cuts."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = (Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),)
"""Where Debian's fonts-wqy-zenhei keeps the font; its licence lets documents embed it."""

SIZE, LEADING, PAD = 12.0, 18.0, 4.0
LEFT, TOP, BOTTOM = 56.0, 72.0, 72.0
WIDTHS = (110.0, 190.0, 80.0, 103.0)
MIN_PART = 2
"""A row is cut where at least this many lines of it fit on the page."""

Cells = list[list[str] | None]


def make(truth: dict[str, Any], rows: list[list[str | None]]) -> bytes:
    """Return the document; the same bytes every time."""
    font = next(path for path in FONTS if path.exists())
    pdfmetrics.registerFont(TTFont("body", str(font)))
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    page = _Page(canvas)
    page.write_head(truth)
    page.write_table(truth["columns"], rows)
    page.finish()
    canvas.save()
    return made.getvalue()


@dataclass
class _Page:
    """Where the pen stands; ``y`` counts from the top of the page."""

    canvas: Canvas
    y: float = TOP
    number: int = 1

    def write_head(self, truth: dict[str, Any]) -> None:
        self.canvas.setFillColorRGB(0.9, 0, 0)
        self._centred(truth["issuers"][0], 26)
        self.canvas.setFillColorRGB(0, 0, 0)
        self._right(truth["document_number"]["text"], 14)
        self.y += 14
        for text in _wrapped(truth["title"], 20, 400):
            self._centred(text, 20)
        self.y += 10
        addressees = truth["addressees"]
        self._paragraph("、".join(addressees[:2]) + "，" + addressees[2] + "：", indent=0)
        for text in truth["body"]:
            self._paragraph(text, indent=28)
        self.y += 20
        self._right(truth["signatories"][0], 14)
        self._right("2021年7月16日", 14)
        self._paragraph(truth["notes"][0], indent=28)
        self._turn()
        self._centred(truth["attachments"][0]["title"], 18)
        self.y += 8

    def write_table(self, columns: list[str], rows: list[list[str | None]]) -> None:
        header: Cells = [[word] for word in columns]
        self._draw(header, 1)
        index = 0
        while index < len(rows):
            block = [rows[index]]
            while index + len(block) < len(rows) and None in rows[index + len(block)]:
                block.append(rows[index + len(block)])
            self._row(block, header)
            index += len(block)

    def finish(self) -> None:
        self._foot()

    def _row(self, block: list[list[str | None]], header: Cells) -> None:
        """Draw one row, or the rows that share a merged cell, cutting it where the page ends."""
        if len(block) > 1:
            self._merged(block, header)
            return
        row = block[0]
        if len(row) == 1:
            if self._room() < 3 * LEADING:
                self._break(header)
            self._heading(row[0] or "")
            return
        cells: Cells = [_cell(text, column) for column, text in enumerate(row)]
        while cells:
            lines = max(len(cell or []) for cell in cells)
            fitting = int((self._room() - 2 * PAD) // LEADING)
            if fitting >= lines:
                self._draw(cells, lines)
                return
            if fitting < MIN_PART:
                self._break(header)
                continue
            self._draw([(cell or [])[:fitting] for cell in cells], fitting)
            cells = [(cell or [])[fitting:] for cell in cells]
            self._break(header)

    def _merged(self, block: list[list[str | None]], header: Cells) -> None:
        parts: list[Cells] = [
            [None if text is None else _cell(text, column) for column, text in enumerate(row)]
            for row in block
        ]
        heights = [max(len(c or []) for i, c in enumerate(cells) if i != 1) for cells in parts]
        shared = max(len(parts[0][1] or []), sum(heights) + 1)
        heights[-1] += max(0, shared - sum(heights))
        total = sum(h * LEADING + 2 * PAD for h in heights)
        if self._room() < total:
            self._break(header)
        top = self.y
        for cells, lines in zip(parts, heights, strict=True):
            self._draw([None if i == 1 else c for i, c in enumerate(cells)], lines)
        self._box(1, top, self.y - top)
        self._text(1, top, parts[0][1] or [])

    def _draw(self, cells: Cells, lines: int) -> None:
        height = lines * LEADING + 2 * PAD
        for column, cell in enumerate(cells):
            if cell is None:
                continue
            self._box(column, self.y, height)
            self._text(column, self.y, cell)
        self.y += height

    def _heading(self, text: str) -> None:
        height = LEADING + 2 * PAD
        self.canvas.rect(LEFT, A4[1] - self.y - height, sum(WIDTHS), height)
        self._text(0, self.y, [text])
        self.y += height

    def _box(self, column: int, top: float, height: float) -> None:
        x = LEFT + sum(WIDTHS[:column])
        self.canvas.rect(x, A4[1] - top - height, WIDTHS[column], height)

    def _text(self, column: int, top: float, lines: list[str]) -> None:
        x = LEFT + sum(WIDTHS[:column]) + PAD
        self.canvas.setFont("body", SIZE)
        for order, line in enumerate(lines):
            self.canvas.drawString(x, A4[1] - top - PAD - (order + 0.8) * LEADING, line)

    def _paragraph(self, text: str, indent: float) -> None:
        width = sum(WIDTHS)
        first, *rest = _wrapped(text, 14, width - indent)
        for order, line in enumerate([first, *_wrapped("".join(rest), 14, width)]):
            self.canvas.setFont("body", 14)
            self.y += 24
            self.canvas.drawString(LEFT + (indent if order == 0 else 0), A4[1] - self.y, line)

    def _centred(self, text: str, size: float) -> None:
        self.canvas.setFont("body", size)
        self.y += size * 1.5
        self.canvas.drawCentredString(A4[0] / 2, A4[1] - self.y, text)

    def _right(self, text: str, size: float) -> None:
        self.canvas.setFont("body", size)
        self.y += size * 1.7
        self.canvas.drawRightString(LEFT + sum(WIDTHS) - 20, A4[1] - self.y, text)

    def _room(self) -> float:
        return A4[1] - BOTTOM - self.y

    def _break(self, header: Cells) -> None:
        self._turn()
        self._draw(header, 1)

    def _turn(self) -> None:
        self._foot()
        self.canvas.showPage()
        self.number += 1
        self.y = TOP

    def _foot(self) -> None:
        self.canvas.setFont("body", 12)
        self.canvas.drawCentredString(A4[0] / 2, 40, f"— {self.number} —")


def _cell(text: str | None, column: int) -> list[str]:
    """Return the lines of a cell; two lead units stand one under the other."""
    parts = (text or "").split(" ") if column == 2 else [text or ""]
    return [line for part in parts for line in _wrapped(part, SIZE, WIDTHS[column] - 2 * PAD)]


def _wrapped(text: str, size: float, width: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for character in text:
        if line and pdfmetrics.stringWidth(line + character, "body", size) > width:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line] if line else lines
