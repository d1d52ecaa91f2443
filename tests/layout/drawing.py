"""PDF pages drawn with ReportLab for tests: text at a place, tables with known cells.

Coordinates are points from the top left. The font is STSong-Light, which viewers bring along
(not embedded, encoding UniGB-UCS2-H), so that tests need no font file.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
ASCENT = 0.88


@dataclass(frozen=True)
class Slot:
    row: int
    column: int
    row_span: int
    column_span: int
    text: str


class Sheet:
    """A PDF being drawn. ``bytes()`` ends it."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT, **options: object) -> None:
        self._buffer = io.BytesIO()
        self.width, self.height = width, height
        self.canvas = Canvas(self._buffer, pagesize=(width, height), invariant=True, **options)

    def text(
        self,
        x: float,
        top: float,
        words: str,
        size: float = 12,
        *,
        colour: tuple[float, float, float] = (0, 0, 0),
        mode: int = 0,
    ) -> None:
        """Draw ``words`` with the top of their em box at ``top``."""
        line = self.canvas.beginText(x, self.height - top - ASCENT * size)
        line.setFont(FONT, size)
        line.setFillColorRGB(*colour)
        line.setTextRenderMode(mode)
        line.textOut(words)
        self.canvas.drawText(line)

    def paragraph(
        self,
        x: float,
        top: float,
        width: float,
        words: str,
        size: float = 12,
        *,
        indent: int = 2,
        leading: float = 1.5,
    ) -> float:
        """Draw ``words`` of em-wide characters, wrapped, first line indented; return the end."""
        first = True
        while words:
            room = int((width - (indent * size if first else 0)) // size)
            self.text(x + (indent * size if first else 0), top, words[:room], size)
            words, first = words[room:], False
            top += leading * size
        return top

    def line(self, x0: float, top0: float, x1: float, top1: float, width: float = 0.5) -> None:
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - top0, x1, self.height - top1)

    def box(
        self,
        x0: float,
        top: float,
        x1: float,
        bottom: float,
        *,
        stroke: int = 1,
        fill: int = 0,
        colour: tuple[float, float, float] = (0, 0, 0),
    ) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.setFillColorRGB(*colour)
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=stroke, fill=fill)

    def next_page(self) -> None:
        self.canvas.showPage()

    def bytes(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()


def draw_rule(sheet: Sheet, style: str, ends: tuple[float, float, float, float]) -> None:
    """Draw one ruling line the way producers do."""
    x0, top0, x1, top1 = ends
    if style == "stroke":
        sheet.line(*ends)
    elif style == "filled":  # Word: rectangles half a point thin
        sheet.box(x0, top0, max(x1, x0 + 0.5), max(top1, top0 + 0.5), stroke=0, fill=1)
    elif style == "double":
        shift = (1.4, 0.0) if x0 == x1 else (0.0, 1.4)
        sheet.line(*ends)
        sheet.line(x0 + shift[0], top0 + shift[1], x1 + shift[0], top1 + shift[1])
    elif style == "dashed":
        length = max(x1 - x0, top1 - top0)
        steps = max(int(length // 4), 1)
        dx, dy = (x1 - x0) / steps, (top1 - top0) / steps
        for step in range(steps):
            sheet.line(
                x0 + step * dx,
                top0 + step * dy,
                x0 + step * dx + dx * 0.6,
                top0 + step * dy + dy * 0.6,
            )
        sheet.line(x1 - dx * 0.3, top1 - dy * 0.3, x1, top1)
    else:
        raise ValueError(style)


def draw_table(
    sheet: Sheet,
    edges: tuple[list[float], list[float]],
    slots: list[Slot],
    *,
    style: str = "stroke",
    size: float = 10,
) -> None:
    """Draw the cells with their borders; text wrapped to the cell, from its top left."""
    xs, ys = edges
    for slot in slots:
        x0, x1 = xs[slot.column], xs[slot.column + slot.column_span]
        y0, y1 = ys[slot.row], ys[slot.row + slot.row_span]
        for ends in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            draw_rule(sheet, style, ends)
        room = max(int((x1 - x0 - 6) // size), 1)
        for index in range(0, len(slot.text), room):
            top = y0 + 3 + index // room * 1.3 * size
            sheet.text(x0 + 3, top, slot.text[index : index + room], size)


WORDS = "推进信息公开工作要点落实到位完善平台建设加强解读回应关切及时准确规范有序"


def random_table(seed: int) -> tuple[tuple[list[float], list[float]], list[Slot]]:
    """Return edges and cells of a table with merged cells, all edges used by some cell."""
    rng = random.Random(seed)
    rows, columns = rng.randint(2, 7), rng.randint(2, 6)
    owner = [[(row, column) for column in range(columns)] for row in range(rows)]
    spans = {(row, column): (1, 1) for row in range(rows) for column in range(columns)}
    for _ in range(rng.randint(0, 4)):
        row, column = rng.randrange(rows), rng.randrange(columns)
        tall, wide = rng.randint(1, rows - row), rng.randint(1, columns - column)
        area = [(r, c) for r in range(row, row + tall) for c in range(column, column + wide)]
        if any(spans.get(slot) != (1, 1) for slot in area):
            continue
        for r, c in area:
            del spans[r, c]
            owner[r][c] = (row, column)
        spans[row, column] = (tall, wide)
    used_rows = sorted({r for r, _ in spans} | {r + s[0] for (r, _), s in spans.items()})
    used_columns = sorted({c for _, c in spans} | {c + s[1] for (_, c), s in spans.items()})
    slots = []
    for (row, column), (tall, wide) in sorted(spans.items()):
        length = rng.choice((0, 1, 3, 6, 9))
        start = rng.randrange(len(WORDS) - length)
        slots.append(
            Slot(
                used_rows.index(row),
                used_columns.index(column),
                used_rows.index(row + tall) - used_rows.index(row),
                used_columns.index(column + wide) - used_columns.index(column),
                WORDS[start : start + length],
            )
        )
    xs, ys = [60.0], [80.0]
    for _ in used_columns[1:]:
        xs.append(xs[-1] + rng.uniform(46, 85))
    for _ in used_rows[1:]:
        ys.append(ys[-1] + rng.uniform(42, 80))
    return (xs, ys), slots
