"""One worksheet of a binary workbook ([MS-XLS] 2.1.7.20.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from extractor.bounds import bounds
from extractor.errors import TooLarge
from extractor.readers.doc.binary import u16, u32
from extractor.readers.docx.styles import PLAIN, over_look
from extractor.readers.sheets.formats import show, show_text
from extractor.readers.sheets.model import (
    Area,
    Aside,
    Run,
    Sheet,
    SheetCell,
    cell_too_long,
    too_many_filled,
)
from extractor.readers.xls.book import Globals
from extractor.readers.xls.records import Record, Segments, double_at, real, records

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_ANCHOR = b"\x00\x00\x10\xf0\x12\x00\x00\x00"
"""The head of the record that says where a shape is anchored ([MS-XLS] 2.5.193)."""
_CHART, _PICTURE, _NOTE = 5, 8, 25


@dataclass(slots=True)
class Shared:
    """What the sheets share, and what is counted over all of them."""

    book: Globals
    cells: int = 0
    set: int = 0
    charts: list[str] = field(default_factory=list)
    """Sheets with a chart, whose text is not read."""


def read_sheet(stream: bytes, place: int, sheet: Sheet, shared: Shared) -> None:
    """Read the worksheet that begins at ``place`` into ``sheet``.

    Raises:
        TooLarge: The workbook has more cells than a notice can have.
    """
    reader = _Reader(sheet, shared)
    for record in records(stream, place):
        handler = _HANDLERS.get(record.kind)
        if handler is not None:
            handler(reader, record)
    reader.finish()


class _Reader:
    def __init__(self, sheet: Sheet, shared: Shared) -> None:
        self._sheet = sheet
        self._shared = shared
        self._book = shared.book
        self._waiting: tuple[int, int, int] | None = None
        """The formula whose text follows: its row, column and format."""
        self._corner = (0, 0)
        self._object = (0, 0)
        """Kind and number of the object whose text may follow."""
        self._notes: dict[int, str] = {}
        self._noted: list[tuple[int, int, int]] = []

    def finish(self) -> None:
        for row, column, number in self._noted:
            if number in self._notes:
                self._sheet.comments.append((row, column, self._notes[number]))

    # -- cells -----------------------------------------------------------------------------------

    def _put(self, row: int, column: int, index: int, runs: tuple[Run, ...]) -> None:
        form = self._book.format(index)
        if form.ruled:
            self._rule(row, column)
        text = "".join(run.text for run in runs)
        if not text.strip():
            self._sheet.blank.add((row, column))
            return
        self._shared.cells += 1
        if self._shared.cells > bounds().filled_cells:
            raise too_many_filled()
        if len(text) > bounds().cell_characters:
            raise cell_too_long(self._sheet.name)
        dressed = tuple(Run(run.text, over_look(run.look, form.look)) for run in runs)
        self._sheet.cells[row, column] = SheetCell(dressed, form)

    def _rule(self, row: int, column: int) -> None:
        self._shared.set += 1
        most = bounds().workbook_cells
        if self._shared.set > most:
            raise TooLarge(f"the workbook has more than {most} cells: no notice has")
        self._sheet.ruled.add((row, column))

    def _put_number(self, row: int, column: int, index: int, value: float) -> None:
        code = self._book.format(index).code
        text = show(value, code, since_1904=self._book.since_1904)
        self._put(row, column, index, (Run(text, PLAIN),))

    def _put_text(self, row: int, column: int, index: int, text: str) -> None:
        shown = show_text(text, self._book.format(index).code)
        self._put(row, column, index, (Run(shown, PLAIN),))

    def _shared_string(self, record: Record) -> None:
        data = record.data
        number = u32(data, 6)
        if len(data) >= 10 and number < len(self._book.strings):
            runs = self._book.runs(self._book.strings[number])
            self._put(u16(data, 0), u16(data, 2), u16(data, 4), runs)

    def _label(self, record: Record) -> None:
        data = record.data
        segments = Segments((data[6:], *record.chunks[1:]), self._book.encoding)
        self._put_text(u16(data, 0), u16(data, 2), u16(data, 4), segments.string(2).text)

    def _number(self, record: Record) -> None:
        data = record.data
        self._put_number(u16(data, 0), u16(data, 2), u16(data, 4), double_at(data, 6))

    def _short_number(self, record: Record) -> None:
        data = record.data
        self._put_number(u16(data, 0), u16(data, 2), u16(data, 4), real(u32(data, 6)))

    def _short_numbers(self, record: Record) -> None:
        data = record.data
        first = u16(data, 2)
        for order in range((len(data) - 6) // 6):
            place = 4 + 6 * order
            value = real(u32(data, place + 2))
            self._put_number(u16(data, 0), first + order, u16(data, place), value)

    def _formula(self, record: Record) -> None:
        data = record.data.ljust(14, b"\0")
        row, column, index = u16(data, 0), u16(data, 2), u16(data, 4)
        if data[12:14] != b"\xff\xff":
            self._put_number(row, column, index, double_at(data, 6))
        elif data[6] == 0:
            self._waiting = (row, column, index)
        elif data[6] == 1:
            self._put_text(row, column, index, "TRUE" if data[8] else "FALSE")
        elif data[6] == 2:
            self._put_text(row, column, index, _ERRORS.get(data[8], "#N/A"))

    def _string(self, record: Record) -> None:
        if self._waiting is not None:
            text = Segments(record.chunks, self._book.encoding).string(2).text
            self._put_text(*self._waiting, text)
            self._waiting = None

    def _truth(self, record: Record) -> None:
        data = record.data.ljust(8, b"\0")
        shown = "TRUE" if data[6] else "FALSE"
        shown = _ERRORS.get(data[6], "#N/A") if data[7] else shown
        self._put_text(u16(data, 0), u16(data, 2), u16(data, 4), shown)

    def _blank(self, record: Record) -> None:
        data = record.data
        if self._book.format(u16(data, 4)).ruled:
            self._rule(u16(data, 0), u16(data, 2))

    def _blanks(self, record: Record) -> None:
        data = record.data
        for order in range((len(data) - 6) // 2):
            if self._book.format(u16(data, 4 + 2 * order)).ruled:
                self._rule(u16(data, 0), u16(data, 2) + order)

    # -- rows, columns, areas --------------------------------------------------------------------

    def _row(self, record: Record) -> None:
        if u16(record.data, 12) & _HIDDEN_ROW:
            self._sheet.hidden_rows.add(u16(record.data, 0))

    def _column(self, record: Record) -> None:
        data = record.data
        if u16(data, 8) & _HIDDEN_COLUMN:
            self._sheet.hidden_columns.update(range(u16(data, 0), min(u16(data, 2), 255) + 1))

    def _merged(self, record: Record) -> None:
        data = record.data
        for place in range(2, min(len(data) - 7, 2 + 8 * u16(data, 0)), 8):
            top, bottom, left, right = (u16(data, place + 2 * n) for n in range(4))
            if top <= bottom and left <= right:
                self._sheet.merged.append(Area(top, left, bottom, right))

    # -- what is beside the cells ----------------------------------------------------------------

    def _head(self, record: Record) -> None:
        size = 1 if self._book.encoding else 2
        text = Segments(record.chunks, self._book.encoding).string(size).text
        if text and text not in self._sheet.heads:
            self._sheet.heads.append(text)

    def _drawing(self, record: Record) -> None:
        data = b"".join(record.chunks)
        place = data.rfind(_ANCHOR)
        if place >= 0:
            self._corner = (u16(data, place + 14), u16(data, place + 10))

    def _drawn(self, record: Record) -> None:
        data = record.data
        self._object = (u16(data, 4), u16(data, 6))
        if self._object[0] == _PICTURE:
            self._float(None, "picture")
        elif self._object[0] == _CHART and not self._sheet.hidden:
            self._shared.charts.append(self._sheet.name)

    def _written(self, record: Record) -> None:
        count = u16(record.data, 10)
        segments = Segments(record.chunks[1:])
        text = segments.characters(count, wide=bool(segments.number(1) & 1)) if count else ""
        kind, number = self._object
        if kind == _NOTE:
            self._notes[number] = text
        elif text.strip():
            self._float(text, "txbx")

    def _float(self, text: str | None, name: str) -> None:
        order = len(self._sheet.asides) + 1
        row, column = self._corner
        self._sheet.asides.append(Aside(row, min(column, 255), text, name=f"{name}[{order}]"))

    def _note(self, record: Record) -> None:
        data = record.data
        self._noted.append((u16(data, 0), u16(data, 2), u16(data, 6)))


_HANDLERS: dict[int, Callable[[_Reader, Record], None]] = {
    0x00FD: _Reader._shared_string,
    0x0204: _Reader._label,
    0x00D6: _Reader._label,
    0x0203: _Reader._number,
    0x027E: _Reader._short_number,
    0x00BD: _Reader._short_numbers,
    0x0006: _Reader._formula,
    0x0406: _Reader._formula,
    0x0207: _Reader._string,
    0x0205: _Reader._truth,
    0x0201: _Reader._blank,
    0x00BE: _Reader._blanks,
    0x0208: _Reader._row,
    0x007D: _Reader._column,
    0x00E5: _Reader._merged,
    0x0014: _Reader._head,
    0x0015: _Reader._head,
    0x00EC: _Reader._drawing,
    0x005D: _Reader._drawn,
    0x01B6: _Reader._written,
    0x001C: _Reader._note,
}
