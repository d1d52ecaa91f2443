"""Other ways to set the same notice as a PDF: each changes what is drawn, never what is said.

A twist draws the pages, the table, or both otherwise than `drawn` does: shading in place of rules,
watermarks, a second header line, columns that change on the next page. The truth stays the same.
"""

from __future__ import annotations

from dataclasses import replace

from reportlab.pdfbase import pdfmetrics

from tests.forge.drawn import Page, Rules, Strip, Table, Twist, wrapped
from tests.forge.truth import Cell

MARKS = ("内部资料 注意保存", "征求意见稿", "DRAFT", "仅供工作使用")
CONTINUED = ("续表", "（续表）", "续上表", "续表1")


class Watermarked(Page):
    """Light slanted words under the text of every page, once or in a pattern."""

    def begin(self) -> None:
        super().begin()
        words = MARKS[hash_of(self.look.font, len(MARKS))]
        size = 16 if self.look.margin > 60 else 48
        self.canvas.saveState()
        self.canvas.setFillGray(0.85)
        self.canvas.setFont(self.look.font, size)
        step = 190 if size < 20 else 2000
        for x in range(int(self.look.width // 3), int(self.look.width), step):
            for y in range(int(self.look.height // 3), int(self.look.height), step):
                self.canvas.saveState()
                self.canvas.translate(x, y)
                self.canvas.rotate(35)
                self.canvas.drawCentredString(0, 0, words)
                self.canvas.restoreState()
        self.canvas.restoreState()


class Level(Page):
    """A light level stamp behind the text of every page, as drafting programs print it."""

    def begin(self) -> None:
        super().begin()
        self.canvas.saveState()
        self.canvas.setFillGray(0.88)
        self.canvas.setFont(self.look.font, 40)
        self.canvas.drawCentredString(self.look.width / 2, self.look.height / 2, "征求意见稿")
        self.canvas.restoreState()


class Numbered(Page):
    """Numbers of lines in the left margin, begun anew on each page."""

    def begin(self) -> None:
        super().begin()
        self.canvas.setFont("Helvetica", 7)
        count = int((self.look.height - 2 * self.look.margin) // 18)
        for order in range(count):
            y = self.look.height - self.look.margin - (order + 0.8) * 18
            self.canvas.drawRightString(self.look.margin - 14, y, str(order + 1))


class Headed(Page):
    """A running head over a line, and the words 第 x 页 at the foot."""

    def begin(self) -> None:
        super().begin()
        y = self.look.height - self.look.margin + 14
        self.canvas.setFont(self.look.font, 9)
        self.canvas.drawCentredString(self.look.width / 2, y, "政府公报 2023年第6期")
        self.canvas.line(self.look.margin, y - 4, self.look.width - self.look.margin, y - 4)


class Haunted(Page):
    """Writing nobody sees on every page: white, without ink, and off the page."""

    def begin(self) -> None:
        super().begin()
        self.canvas.saveState()
        text = self.canvas.beginText(self.look.margin, self.look.height - self.look.margin * 0.7)
        text.setFont(self.look.font, 9)
        text.setFillGray(1)
        text.textOut("不可见的白字")
        text.setTextRenderMode(3)
        text.setFillGray(0)
        text.textOut("没有墨的字")
        text.setTextRenderMode(0)
        self.canvas.drawText(text)
        self.canvas.drawString(self.look.width + 30, 300, "页外的字")
        self.canvas.restoreState()


class Clipped(Page):
    """Writing outside of the clip in which it is set, as spreadsheets print over-full cells."""

    def begin(self) -> None:
        super().begin()
        self.canvas.saveState()
        path = self.canvas.beginPath()
        path.rect(self.look.margin, self.look.height / 2, 60, 12)
        self.canvas.clipPath(path, stroke=0, fill=0)
        self.canvas.setFont(self.look.font, 9)
        self.canvas.drawString(self.look.margin + 80, self.look.height / 2 + 2, "剪去的字")
        self.canvas.restoreState()


class Turned(Page):
    """Pages stored on their side or head, shown upright by their entry Rotate."""

    def begin(self) -> None:
        super().begin()
        turn = (90, 180, 270)[(self.number + int(self.look.margin)) % 3]
        width, height = self.look.width, self.look.height
        self.canvas.setPageRotation(turn)
        if turn == 90:
            self.canvas.transform(0, 1, -1, 0, height, 0)
        elif turn == 180:
            self.canvas.transform(-1, 0, 0, -1, width, height)
        else:
            self.canvas.transform(0, -1, 1, 0, 0, width)


class Noted(Page):
    """A note under a short line at the foot of every page (脚注)."""

    def begin(self) -> None:
        super().begin()
        foot = self.look.margin + 16
        self.canvas.line(self.look.margin, foot + 12, self.look.margin + 130, foot + 12)
        self.canvas.setFont(self.look.font, 8)
        note = f"{'①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮'[self.number - 1]} 数据来源于统计年报第{self.number}卷。"
        self.canvas.drawString(self.look.margin, foot, note)

    @property
    def left(self) -> float:
        return super().left - 40


class TwoColumns(Page):
    """Running text in two columns a page."""

    def begin(self) -> None:
        super().begin()
        self.page_width = self.look.width + getattr(self, "across", 0.0)

    def text(self, paragraphs: tuple[str, ...]) -> None:
        self.turn()
        whole = self.look
        gap = 26
        self.across = (whole.room - gap) / 2 + gap
        self.second = False
        self.shift = 0.0
        # a narrower page whose margins are those of the left column
        self.look = replace(whole, width=whole.width - self.across)
        for paragraph in paragraphs:
            self._paragraph(paragraph, 28)
        self.look = whole
        self.across = 0.0

    def write(self, x: float, baseline: float, text: str, size: float) -> None:
        super().write(x + getattr(self, "shift", 0.0), baseline, text, size)

    def turn(self) -> None:
        if getattr(self, "across", 0.0) and not self.second:
            self.second, self.shift = True, self.across
            self.y = self.look.margin
            return
        self.second, self.shift = False, 0.0
        super().turn()

    def foot(self) -> None:
        self.canvas.setFont(self.look.font, 11)
        width = self.page_width
        text = self.look.footer.format(self.number)
        self.canvas.drawCentredString(width / 2, self.look.margin / 2, text)


class Shaded(Table):
    """No rules: a dark header and rows of two colours, as reports and web pages print them."""

    def rule(self, first: int, last: int, top: float, bottom: float) -> None:
        look, canvas = self.page.look, self.page.canvas
        canvas.saveState()
        canvas.setFillGray(self.grey)
        x0, x1 = self.edges[first], self.edges[last]
        canvas.rect(x0, look.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        canvas.restoreState()

    def _cell(self, cell: Cell, r: int, c: int, strips: list[Strip]) -> None:
        self.grey = 0.8 if cell in self.truth.header[0] else (1.0, 0.93)[r % 2]
        super()._cell(cell, r, c, strips)


class HeadShaded(Table):
    """Nothing but a shaded header and a rule at the end of every page."""

    def rule(self, first: int, last: int, top: float, bottom: float) -> None:
        if self.heading:
            look, canvas = self.page.look, self.page.canvas
            canvas.saveState()
            canvas.setFillColorRGB(0.75, 0.85, 0.95)
            x0, x1 = self.edges[first], self.edges[last]
            canvas.rect(x0, look.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
            canvas.restoreState()

    def _cell(self, cell: Cell, r: int, c: int, strips: list[Strip]) -> None:
        self.heading = any(cell in row for row in self.truth.header)
        super()._cell(cell, r, c, strips)


class ThreeLine(Table):
    """三线表: rules over and under the header and at the end of the table on each page."""

    def _show(self, rows: list[list[Cell | None]], strips: list[Strip]) -> None:
        super()._show(rows, strips)
        if strips:
            look, canvas = self.page.look, self.page.canvas
            heading = rows is self.truth.header
            for y in [strips[0].top, strips[-1].bottom] if heading else [strips[-1].bottom]:
                canvas.line(self.edges[0], look.height - y, self.edges[-1], look.height - y)

    def rule(self, first: int, last: int, top: float, bottom: float) -> None:
        pass


class Framed(Table):
    """A ruled header; below it rules between rows and a frame, but none between columns."""

    def _cell(self, cell: Cell, r: int, c: int, strips: list[Strip]) -> None:
        self.heading = any(cell in row for row in self.truth.header)
        super()._cell(cell, r, c, strips)

    def rule(self, first: int, last: int, top: float, bottom: float) -> None:
        if self.heading:
            super().rule(first, last, top, bottom)
            return
        look, canvas = self.page.look, self.page.canvas
        for y in (top, bottom):
            x0, x1 = self.edges[first], self.edges[last]
            canvas.line(x0, look.height - y, x1, look.height - y)
        for x in (self.edges[0], self.edges[-1]):
            canvas.line(x, look.height - bottom, x, look.height - top)


class Continued(Table):
    """A line 续表 over each further part, at the right, left or middle."""

    def turn(self) -> None:
        super().turn()
        rng = self.page.rng
        words = rng.choice(CONTINUED)
        self.page._line(words, 10.5, rng.choice(("left", "center", "right")))
        self.page.y += 6


class Reset(Table):
    """Columns of other widths on each page; cells keep their lines, shorter than the narrowest."""

    def _lines(self, cell: Cell, column: int) -> list[str]:
        look = self.page.look
        share = sum(self.truth.widths[column : column + cell.columns])
        width = 0.84 * share * look.room - 2 * look.pad
        return [
            line
            for part in cell.paragraphs
            for line in (wrapped(part, look.font, look.size, width) or [""])
        ]

    def turn(self) -> None:
        super().turn()
        shares = [share * self.page.rng.uniform(0.92, 1.08) for share in self.truth.widths]
        self.place([share / sum(shares) for share in shares])


class Centred(Table):
    """Text in the middle of its cell from top to bottom, as Word sets tables."""

    def fill(self, lines: list[str], first: int, last: int, top: float, bottom: float) -> None:
        look = self.page.look
        free = bottom - top - 2 * look.pad - len(lines) * look.leading
        super().fill(lines, first, last, top + max(0.0, free / 2), bottom)


class CentredThreeLine(Centred, ThreeLine):
    """三线表 with text in the middle of its cells."""


class CentredFramed(Centred, Framed):
    """A ruled header and rules between rows, with text in the middle of the cells."""


class Dashed(Table):
    """Dashed, doubled or thick lines, and thin filled rectangles in their place."""

    def rule(self, first: int, last: int, top: float, bottom: float) -> None:
        look, canvas = self.page.look, self.page.canvas
        x0, x1 = self.edges[first], self.edges[last]
        y0, y1 = look.height - bottom, look.height - top
        kind = hash_of(look.font + str(look.margin), 3)
        canvas.saveState()
        if kind == 0:
            canvas.setDash(3, 2)
            canvas.rect(x0, y0, x1 - x0, y1 - y0)
        elif kind == 1:
            canvas.rect(x0, y0, x1 - x0, y1 - y0)
            canvas.rect(x0 + 1.2, y0 + 1.2, x1 - x0 - 2.4, y1 - y0 - 2.4)
        else:
            for x in (x0, x1):
                canvas.rect(x - 0.4, y0, 0.8, y1 - y0, stroke=0, fill=1)
            for y in (y0, y1):
                canvas.rect(x0, y - 0.4, x1 - x0, 0.8, stroke=0, fill=1)
        canvas.restoreState()


class Upright(Table):
    """Words of the header set from top to bottom, one character a line."""

    def _lines(self, cell: Cell, column: int) -> list[str]:
        heading = any(cell in row for row in self.truth.header)
        return list(cell.text) if heading and cell.columns == 1 else super()._lines(cell, column)


class Sideways(Table):
    """Words of the category column turned by a quarter, as Word's text direction sets them."""

    def fill(self, lines: list[str], first: int, last: int, top: float, bottom: float) -> None:
        look = self.page.look
        text = "".join(lines)
        long = pdfmetrics.stringWidth(text, look.font, look.size) > bottom - top - 4
        if self.truth.layout != "T3" or (first, last) != (1, 2) or long:
            super().fill(lines, first, last, top, bottom)
            return
        canvas = self.page.canvas
        canvas.saveState()
        canvas.translate((self.edges[first] + self.edges[last]) / 2, look.height - bottom + 2)
        canvas.rotate(90)
        canvas.setFont(look.font, look.size)
        canvas.drawString(0, -look.size / 3, text)
        canvas.restoreState()


class Wide(Page):
    """Pages set across after the first, with the attachment's table, in an upright document."""

    def turn(self) -> None:
        super().turn()
        sides = sorted((self.look.width, self.look.height))
        self.look = replace(self.look, width=sides[1], height=sides[0])
        self.canvas.setPageSize((sides[1], sides[0]))


class Lost(Table):
    """The last column, if nothing stands in it, is left out on some pages; lines stay the same."""

    def _lines(self, cell: Cell, column: int) -> list[str]:
        look = self.page.look
        share = sum(self.truth.widths[column : column + cell.columns])
        width = share * look.room - 2 * look.pad
        return [
            line
            for part in cell.paragraphs
            for line in (wrapped(part, look.font, look.size, width) or [""])
        ]

    def turn(self) -> None:
        super().turn()
        whole = self.truth.widths
        self.cut_off = self.truth.layout == "T3" and self.page.number % 2 == 0
        self.place([s / sum(whole[:-1]) for s in whole[:-1]] + [0.0] if self.cut_off else whole)

    def _cell(self, cell: Cell, r: int, c: int, strips: list[Strip]) -> None:
        if not (getattr(self, "cut_off", False) and c == len(self.truth.widths) - 1):
            super()._cell(cell, r, c, strips)


def hash_of(words: str, below: int) -> int:
    """Return a number below ``below`` that depends on the words alone."""
    return sum(map(ord, words)) % below


TWISTS: dict[str, tuple[Twist, Rules]] = {
    "watermark": ((Watermarked, Table), "all"),
    "watermark-none": ((Watermarked, Table), "none"),
    "level-mark": ((Level, Table), "all"),
    "line-numbers": ((Numbered, Table), "all"),
    "running-head": ((Headed, Table), "all"),
    "unseen": ((Haunted, Table), "all"),
    "clipped": ((Clipped, Table), "all"),
    "turned": ((Turned, Table), "all"),
    "footnotes": ((Noted, Table), "all"),
    "columns": ((TwoColumns, Table), "all"),
    "shaded": ((Page, Shaded), "none"),
    "head-shaded": ((Page, HeadShaded), "none"),
    "three-line": ((Page, ThreeLine), "none"),
    "framed": ((Page, Framed), "all"),
    "continued": ((Page, Continued), "all"),
    "reset": ((Page, Reset), "all"),
    "centred": ((Page, Centred), "all"),
    "centred-none": ((Page, Centred), "none"),
    "centred-horizontal": ((Page, Centred), "horizontal"),
    "centred-three-line": ((Page, CentredThreeLine), "none"),
    "centred-framed": ((Page, CentredFramed), "all"),
    "dashed": ((Page, Dashed), "all"),
    "upright-header": ((Page, Upright), "all"),
    "sideways": ((Page, Sideways), "all"),
    "wide": ((Wide, Table), "all"),
    "lost-column": ((Page, Lost), "all"),
}
