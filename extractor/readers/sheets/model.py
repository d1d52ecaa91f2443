"""A worksheet as a reader of workbooks hands it on: cells with their text and look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.bounds import bounds
from extractor.errors import TooLarge
from extractor.model.document import Alignment
from extractor.readers.docx.styles import PLAIN, Look

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384


class Run(NamedTuple):
    """Characters of one look."""

    text: str
    look: Look


class Format(NamedTuple):
    """How a cell is set: its font, alignment, and whether a line is ruled on two or more sides."""

    look: Look = PLAIN
    align: Alignment | None = None
    ruled: bool = False
    code: str = "General"


PLAIN_FORMAT = Format()


class SheetCell(NamedTuple):
    """A cell that shows text."""

    runs: tuple[Run, ...]
    format: Format

    @property
    def text(self) -> str:
        """What it shows, with the author's breaks as U+000A."""
        return "".join(run.text for run in self.runs)


def plain_cell(text: str) -> SheetCell:
    """Return text without any look of its own."""
    return SheetCell((Run(text, PLAIN),), PLAIN_FORMAT)


class Area(NamedTuple):
    """A rectangle of cells, from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Aside(NamedTuple):
    """Text that floats over a sheet, or a picture where ``text`` is None."""

    row: int
    column: int
    text: str | None
    description: str = ""
    name: str = ""
    """The end of its path: ``txbx[1]``."""


@dataclass(slots=True)
class Sheet:
    """A worksheet; rows and columns count from 0."""

    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    blank: set[tuple[int, int]] = field(default_factory=set)
    """Cells with a number that their format does not show."""
    ruled: set[tuple[int, int]] = field(default_factory=set)
    """Cells with lines around them, empty ones included."""
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    titles: range | None = None
    """Rows that are printed again on each page."""
    heads: list[str] = field(default_factory=list)
    """Headers and footers of the printed pages, as codes (ECMA-376 Part 1, 18.3.1.46)."""
    comments: list[tuple[int, int, str]] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)


def path_of(sheet: str, row: int, column: int) -> str:
    """Return a cell's path as formulas write it.

    >>> path_of("任务 表", 2, 1), path_of("Sheet1", 0, 27)
    ("'任务 表'!B3", 'Sheet1!AB1')
    """
    return f"{quoted(sheet)}!{column_name(column)}{row + 1}"


def quoted(sheet: str) -> str:
    """Return the name of a sheet, in quotes where a formula needs them."""
    plain = sheet.replace("_", "a").isalnum() and not sheet[:1].isdigit()
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"


def column_name(column: int) -> str:
    """Return the letters of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def too_many_filled() -> TooLarge:
    """Return the fault of a workbook with text in more cells than may have it."""
    most = bounds().filled_cells
    return TooLarge(f"the workbook has text in more than {most} cells: no notice has")


def cell_too_long(sheet: str) -> TooLarge:
    """Return the fault of a cell with more text than a cell may have."""
    return TooLarge(f"a cell of {quoted(sheet)} has over {bounds().cell_characters} characters")
