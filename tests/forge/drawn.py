"""Forged notices as PDF and OFD, drawn strip by strip so that it is known what each page cuts.

A row that does not fit is cut at a line, in every cell at once, as word processors do; a merged
cell goes on over the break. The rules may be all there, only horizontal, or absent.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.forge.ofd import OfdCanvas
from tests.forge.truth import Cell, Row, Truth

Rules = Literal["all", "horizontal", "none"]

FACES = (
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Path("/usr/share/fonts/truetype/arphic/uming.ttc"),
)
MIN_PART = 2
"""A row is cut where at least this many of its lines fit on the page."""


@dataclass(frozen=True)
class Look:
    """How a page is set; drawn at random from a seed."""

    font: str
    size: float
    leading: float
    pad: float
    width: float
    height: float
    margin: float
    rules: Rules
    repeat_header: bool
    footer: str

    @property
    def room(self) -> float:
        return self.width - 2 * self.margin


def look(seed: int, rules: Rules = "all") -> Look:
    """Return a look for a seed."""
    rng = random.Random(f"look/{seed}")
    size = rng.choice([9.0, 10.5, 11.0, 12.0, 14.0])
    width, height = A4 if rng.random() < 0.7 else landscape(A4)
    return Look(
        font=_font(rng),
        size=size,
        leading=size * rng.uniform(1.25, 1.7),
        pad=rng.uniform(3, 6),
        width=width,
        height=height,
        margin=rng.uniform(45, 80),
        rules=rules,
        repeat_header=rng.random() < 0.75,
        footer=rng.choice(["— {} —", "- {} -", "{}", "第{}页"]),
    )


def _font(rng: random.Random) -> str:
    """Return the name of a registered font: one of the machine's, else one every reader has."""
    present = [path for path in FACES if path.exists()]
    choice = rng.randrange(len(present) + 1)
    if choice == len(present):
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        return "STSong-Light"
    name = present[choice].stem
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(present[choice])))
    return name


@dataclass
class Drawing:
    """A drawn document and the indices of the rows that pages cut."""

    data: bytes
    cut: list[int]
    split: bool = False
    """The text of some merged cell begins on one page and ends on the next."""


def pdf(truth: Truth, seed: int, rules: Rules = "all", twist: Twist | None = None) -> Drawing:
    """Return the notice as a PDF; the same bytes for the same arguments."""
    made = io.BytesIO()
    setting = look(seed, rules)
    canvas = Canvas(made, pagesize=(setting.width, setting.height), invariant=1)
    table = _draw(canvas, setting, truth, seed, twist)
    canvas.save()
    return Drawing(made.getvalue(), table.cut, table.split)


def ofd(truth: Truth, seed: int, rules: Rules = "all") -> Drawing:
    """Return the notice as an OFD file, drawn as the PDF is."""
    setting = look(seed, rules)
    canvas = OfdCanvas((setting.width, setting.height), seed)
    table = _draw(canvas, setting, truth, seed)
    return Drawing(canvas.bytes(), table.cut, table.split)


def _draw(
    canvas: Canvas | OfdCanvas, setting: Look, truth: Truth, seed: int, twist: Twist | None = None
) -> Table:
    page_class, table_class = twist or (Page, Table)
    page = page_class(canvas, setting, random.Random(f"twist/{seed}"))
    page.begin()
    page.head(truth)
    table = table_class(page, truth)
    if truth.header:
        table.draw()
    page.text(truth.paragraphs)
    page.foot()
    return table


@dataclass
class Page:
    """The pages of a document, one after another; `twists` draws some of them otherwise."""

    canvas: Canvas | OfdCanvas
    look: Look
    rng: random.Random
    y: float = 0.0
    number: int = 1

    def begin(self) -> None:
        """Start at the top of a fresh page."""
        self.y = self.look.margin

    @property
    def left(self) -> float:
        return self.look.height - self.look.margin - self.y

    def head(self, truth: Truth) -> None:
        self._line(truth.number, 14, "center")
        self.y += 10
        for part in wrapped(truth.title, self.look.font, 20, self.look.room * 0.85):
            self._line(part, 20, "center")
        self.y += 8
        self._paragraph("，".join(truth.addressees) + "：", 0)
        for text in truth.body:
            self._paragraph(text, 28)
        self.y += 14
        self._line(truth.issuer, 14, "right")
        self._line(truth.printed_date, 14, "right")
        self.turn()
        for part in wrapped(truth.attachment, self.look.font, 18, self.look.room * 0.85):
            self._line(part, 18, "center")
        self.y += 8

    def text(self, paragraphs: Sequence[str]) -> None:
        for paragraph in paragraphs:
            self._paragraph(paragraph, 28)

    def turn(self) -> None:
        self.foot()
        self.canvas.showPage()
        self.number += 1
        self.begin()

    def foot(self) -> None:
        self.canvas.setFont(self.look.font, 11)
        text = self.look.footer.format(self.number)
        self.canvas.drawCentredString(self.look.width / 2, self.look.margin / 2, text)

    def write(self, x: float, baseline: float, text: str, size: float) -> None:
        self.canvas.setFont(self.look.font, size)
        self.canvas.drawString(x, self.look.height - baseline, text)

    def _line(self, text: str, size: float, align: str, indent: float = 0) -> None:
        if self.left < size * 1.6:
            self.turn()
        self.y += size * 1.6
        width = pdfmetrics.stringWidth(text, self.look.font, size)
        x = self.look.margin + indent
        if align == "center":
            x = (self.look.width - width) / 2
        elif align == "right":
            x = self.look.width - self.look.margin - width - 20
        self.write(x, self.y, text, size)

    def _paragraph(self, text: str, indent: float) -> None:
        first, *_ = wrapped(text, self.look.font, 14, self.look.room - indent)
        self._line(first, 14, "left", indent)
        for part in wrapped(text[len(first) :], self.look.font, 14, self.look.room):
            self._line(part, 14, "left")


@dataclass
class Strip:
    """Lines ``[start, end)`` of row ``row`` on one page, from ``top`` to ``bottom``."""

    row: int
    start: int
    end: int
    top: float
    bottom: float


@dataclass
class Table:
    page: Page
    truth: Truth
    cut: list[int] = field(default_factory=list)
    split: bool = False

    def __post_init__(self) -> None:
        self.edges: list[float] = []
        self.shown: dict[tuple[int, int], int] = {}
        """How many lines of each merged cell earlier pages show."""

    def place(self, shares: Sequence[float]) -> None:
        """Set the edges of the columns on this page."""
        look = self.page.look
        self.edges = [look.margin]
        for share in shares:
            self.edges.append(self.edges[-1] + share * look.room)

    def draw(self) -> None:
        self.place(self.truth.widths)
        head = self.truth.header
        self._rows(head, self._heights(head), cutting=False)
        self.shown.clear()
        self._rows(self.truth.rows, self._heights(self.truth.rows), cutting=True)

    def _lines(self, cell: Cell, column: int) -> list[str]:
        look = self.page.look
        width = self.edges[column + cell.columns] - self.edges[column] - 2 * look.pad
        return [
            line
            for part in cell.paragraphs
            for line in (wrapped(part, look.font, look.size, width) or [""])
        ]

    def _heights(self, rows: list[Row]) -> list[int]:
        """Return how many lines each row takes; a merged cell may stretch the last of its rows."""
        heights = [
            max(
                [len(self._lines(cell, c)) for c, cell in enumerate(row) if cell and cell.rows == 1]
                or [1]
            )
            for row in rows
        ]
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell is not None and cell.rows > 1:
                    missing = len(self._lines(cell, c)) - sum(heights[r : r + cell.rows])
                    heights[r + cell.rows - 1] += max(0, missing)
        return heights

    def _rows(self, rows: list[Row], heights: list[int], *, cutting: bool) -> None:
        look = self.page.look
        strips: list[Strip] = []
        for r, height in enumerate(heights):
            start = 0
            while start < height:
                fitting = int((self.page.left - 2 * look.pad) // look.leading)
                rest = height - start
                if fitting < rest and not (cutting and fitting >= MIN_PART):
                    self._show(rows, strips)
                    strips = self._next_page(cutting)
                    continue
                taken = min(rest, fitting)
                bottom = self.page.y + taken * look.leading + 2 * look.pad
                strips.append(Strip(r, start, start + taken, self.page.y, bottom))
                self.page.y = bottom
                start += taken
                if start < height:
                    self.cut.append(r)
                    self._show(rows, strips)
                    strips = self._next_page(cutting)
        self._show(rows, strips)

    def _next_page(self, repeat: bool) -> list[Strip]:
        self.turn()
        if repeat and self.page.look.repeat_header:
            kept, self.shown = self.shown, {}
            head = self.truth.header
            self._rows(head, self._heights(head), cutting=False)
            self.shown = kept
        return []

    def turn(self) -> None:
        """Go to the next page on which the table goes on."""
        self.page.turn()

    def _show(self, rows: list[Row], strips: list[Strip]) -> None:
        """Draw what stands on this page."""
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell is None:
                    continue
                covered = [s for s in strips if r <= s.row < r + cell.rows]
                if covered:
                    self._cell(cell, r, c, covered)

    def _cell(self, cell: Cell, r: int, c: int, strips: list[Strip]) -> None:
        look = self.page.look
        top, bottom = strips[0].top, strips[-1].bottom
        self.rule(c, c + cell.columns, top, bottom)
        lines = self._lines(cell, c)
        if cell.rows == 1:
            shown = lines[strips[0].start : strips[-1].end]
        else:
            begin = self.shown.get((r, c), 0)
            capacity = int((bottom - top - 2 * look.pad + 0.01) // look.leading)
            shown = lines[begin : begin + capacity]
            self.shown[(r, c)] = begin + len(shown)
            self.split = self.split or 0 < begin < len(lines)
        self.fill(shown, c, c + cell.columns, top, bottom)

    def fill(self, lines: list[str], first: int, last: int, top: float, bottom: float) -> None:
        """Write the lines of a cell between the edges ``first`` and ``last``, from its top left."""
        look = self.page.look
        for order, line in enumerate(lines):
            baseline = top + look.pad + (order + 0.8) * look.leading
            self.page.write(self.edges[first] + look.pad, baseline, line, look.size)

    def rule(self, first: int, last: int, top: float, bottom: float) -> None:
        look, canvas = self.page.look, self.page.canvas
        x0, x1 = self.edges[first], self.edges[last]
        y0, y1 = look.height - bottom, look.height - top
        if look.rules == "all":
            canvas.rect(x0, y0, x1 - x0, y1 - y0)
        elif look.rules == "horizontal":
            canvas.line(x0, y0, x1, y0)
            canvas.line(x0, y1, x1, y1)


Twist = tuple[type[Page], type[Table]]
"""What draws the pages and the table of a document."""


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """Return the lines of a text; a run of digits or Latin letters is not broken."""
    lines: list[str] = []
    line = ""
    for word in _words(text):
        if line and pdfmetrics.stringWidth(line + word, font, size) > width:
            lines.append(line)
            line = ""
        line += word
    return [*lines, line] if line else lines


def _words(text: str) -> list[str]:
    words: list[str] = []
    for character in text:
        if (
            words
            and character.isascii()
            and character.isalnum()
            and words[-1][-1].isascii()
            and words[-1][-1].isalnum()
        ):
            words[-1] += character
        else:
            words.append(character)
    return words
