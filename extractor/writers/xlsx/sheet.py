"""One table of a workbook: a title, a frozen header, rows, filters, a setting for print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import Any, Generic, NamedTuple, TypeVar

from extractor.writers.cells import SEPARATOR, Value, as_date, as_text, starts_formula
from extractor.writers.columns import Column, Language
from extractor.writers.links import file_link, web_link
from extractor.writers.outline import Heading
from extractor.writers.wording import word
from extractor.writers.xlsx import looks
from extractor.writers.xlsx.book import Book

MAX_ROWS = 1_048_576
"""Rows of a sheet; those that come after stand on a further one."""
MAX_LINKS = 65_530
"""Links of a sheet."""
_MAX_ITEMS = 200
"""Items of a list that stand on lines of their own; a cell holds 253 line feeds."""
_A4 = 9
_MAX_HEIGHT = 404
_SURE_WIDTH = 100
# Chinese, Japanese and Korean characters and their marks, and quotes and dashes as Song has them.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
    "\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003ffff“”‘’—…·×℃①-⓿■-◿★☆√]"
)

R = TypeVar("R")


class Frame(NamedTuple):
    """What stands around the rows of a table."""

    name: str
    title: str | None = None
    note: str | None = None
    printed: int | None = None
    """How many columns are printed; None: all."""
    keep_empty: bool = False
    """Whether columns without a value stay in sight."""


class _Cell(NamedTuple):
    """What is written: a text, or the number or day it stands for, or a link behind it."""

    text: str
    number: int | None = None
    day: date | None = None
    target: str | None = None


class Sheet(Generic[R]):
    """Takes rows one after the other; `finish` it when there are no more."""

    def __init__(
        self,
        book: Book,
        columns: Sequence[Column[R]],
        frame: Frame,
        *,
        language: Language,
        folder: str,
    ) -> None:
        self._book, self._columns, self._frame = book, columns, frame
        self._language: Language = language
        self._folder = folder
        self._looks = [looks.LOOKS.get(column.name, looks.OTHER) for column in columns]
        self._parts = 0
        self._begin()

    def add(self, row: R, derived: frozenset[str] = frozenset()) -> None:
        """Add a row; the columns named in ``derived`` show that the source does not state them."""
        self._make_room()
        cells = [self._cell(column, column.cell(row)) for column in self._columns]
        lines = (
            lines_of(cell.text, look.width) for cell, look in zip(cells, self._looks, strict=True)
        )
        # Stated, as LibreOffice and WPS do not fit rows to their text when they open a file.
        self._sheet.set_row(self._at, _height(max(lines), looks.BODY_SIZE) + 5)
        for at, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            self._write(at, cell, derived=column.name in derived)
        self._note_echo(cells)
        self._forget(self._at - 2)
        self._at += 1
        self._rows += 1

    def add_heading(self, heading: Heading) -> None:
        """Add a row merged over all columns."""
        self._make_room()
        look = looks.SECTIONS[min(heading.depth, len(looks.SECTIONS)) - 1]
        self._merge(self._at, heading.text, look, height=20)
        self._at += 1

    def finish(self) -> None:
        """Set what depends on the rows: filters, columns in sight, print area."""
        sheet, last = self._sheet, len(self._columns) - 1
        sheet.autofilter(self._head, 0, max(self._at - 1, self._head), last)
        for at, look in enumerate(self._looks):
            spare = at not in self._filled or (self._echo and self._columns[at].name == "number")
            hidden = spare and self._rows > 0 and not self._frame.keep_empty
            sheet.set_column(at, at, look.width, None, {"hidden": hidden})
        sheet.print_area(0, 0, max(self._at - 1, self._head), (self._frame.printed or last + 1) - 1)

    def _begin(self) -> None:
        self._parts += 1
        suffix = f" ({self._parts})" if self._parts > 1 else ""
        self._sheet: Any = self._book.worksheet(self._frame.name + suffix)
        self._at = 0
        self._rows = 0
        self._links = 0
        self._filled: set[int] = set()
        self._echo = True
        if self._frame.title:
            self._merge(0, self._frame.title, looks.TITLE, height=32)
            self._at = 1
        if self._frame.note:
            self._merge(self._at, self._frame.note, looks.NOTE, height=15)
            self._at += 1
        self._head = self._at
        self._sheet.set_row(self._head, 28)
        for at, column in enumerate(self._columns):
            self._sheet.write_string(
                self._head,
                at,
                self._book.fitted(as_text(column.header(self._language))),
                self._book.style(looks.HEADER),
            )
        self._at += 1
        self._set_page()

    def _set_page(self) -> None:
        sheet = self._sheet
        sheet.freeze_panes(self._head + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(self._head)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        page = "第 &P 页，共 &N 页" if self._language == "zh" else "&P / &N"
        sheet.set_footer(f"&C&9{page}")

    def _make_room(self) -> None:
        if self._at >= MAX_ROWS:
            self.finish()
            self._begin()

    def _merge(self, row: int, text: str, look: dict[str, Any], *, height: float) -> None:
        """Write a row over all printed columns, high enough for its text."""
        last = (self._frame.printed or len(self._columns)) - 1
        style = self._book.style({**look, **_guard(text)})
        text = self._book.fitted(as_text(text))
        # Which columns will be out of sight is known only at the end.
        width = min(sum(each.width for each in self._looks[: last + 1]), _SURE_WIDTH)
        lines = lines_of(text, width * looks.BODY_SIZE / look["font_size"])
        self._sheet.set_row(row, max(height, _height(lines, look["font_size"])))
        if last > 0:
            self._sheet.merge_range(row, 0, row, last, "", style)
        self._sheet.write_string(row, 0, text, style)

    def _cell(self, column: Column[R], value: Value) -> _Cell:
        if column.kind == "integer" and isinstance(value, int):
            return _Cell(str(value), number=value)
        if column.kind == "date" and isinstance(value, str) and (day := as_date(value)):
            return _Cell(value, day=day)
        text = self._text(column, value)
        return _Cell(text, target=_target(text, self._folder) if column.name == "source" else None)

    def _write(self, at: int, cell: _Cell, *, derived: bool) -> None:
        sheet, target = self._sheet, cell.target
        if target is not None and self._links >= MAX_LINKS:
            self._book.unlinked += 1
            target = None
        plain = cell.number is None and cell.day is None
        state = looks.State(
            derived, plain and starts_formula(cell.text), cell.day is not None, target is not None
        )
        style = self._book.cell_style(self._looks[at].align, state)
        if not cell.text:
            sheet.write_blank(self._at, at, None, style)
            return
        self._filled.add(at)
        if cell.day is not None:
            sheet.write_datetime(self._at, at, cell.day, style)
        elif cell.number is not None:
            sheet.write_number(self._at, at, cell.number, style)
        elif target is not None:
            self._links += 1
            sheet.write_url(self._at, at, target, style, cell.text)
        else:
            sheet.write_string(self._at, at, cell.text, style)

    def _forget(self, row: int) -> None:
        """Drop what xlsxwriter remembers of a row that it has written: a million would pile up."""
        self._sheet.row_info.pop(row, None)
        self._sheet.row_sizes.pop(row, None)

    def _note_echo(self, cells: Sequence[_Cell]) -> None:
        """Remember whether the numbers as printed are any other than the ordinals."""
        texts = {column.name: cell.text for column, cell in zip(self._columns, cells, strict=True)}
        if texts.get("number") != texts.get("position"):
            self._echo = False

    def _text(self, column: Column[R], value: Value) -> str:
        separator = SEPARATOR
        if isinstance(value, tuple):
            separator = "\n" if len(value) <= _MAX_ITEMS else SEPARATOR
        text = as_text(value, separator)
        if self._language == "zh" and column.name != "code":
            text = word(column.name, text)
        return self._book.fitted(text)


def _target(uri: str, folder: str) -> str | None:
    """Return the link to a source as xlsxwriter takes it."""
    path = file_link(uri, folder)
    return web_link(uri) or (f"external:{path.replace('#', '%23')}" if path else None)


def _guard(text: str) -> dict[str, Any]:
    return looks.GUARD if starts_formula(text) else {}


def lines_of(text: str, width: float) -> int:
    r"""Return how many lines ``text`` takes in a column of ``width`` characters, rather more.

    >>> lines_of("区发改局\n区商务局", 14), lines_of("字" * 14, 14)
    (2, 3)
    """
    # A letter of the body is a little narrower than the character that widths are counted in;
    # lines break early before punctuation that may not begin one.
    room = max(width * 1.03 - 0.5, 2)
    return sum(max(1, ceil(_width(line) / room)) for line in text.split("\n"))


def _height(lines: int, size: float) -> float:
    return min(lines * size * looks.LINE, _MAX_HEIGHT)


def _width(text: str) -> int:
    """Return the width of ``text`` in Latin letters."""
    return len(text) + (0 if text.isascii() else len(_WIDE.findall(text)))
