"""Sheets to blocks: titles and notes as paragraphs, tables with their true spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from extractor.bounds import bounds
from extractor.errors import EmptySource, TooLarge
from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import (
    Block,
    Cell,
    Document,
    Furniture,
    FurnitureKind,
    Paragraph,
    Picture,
    Table,
)
from extractor.readers.sheets.account import Written, with_account
from extractor.readers.sheets.layout import Placed, Region, View
from extractor.readers.sheets.lines import Line, lines_of
from extractor.readers.sheets.model import (
    Aside,
    Sheet,
    path_of,
    plain_cell,
    quoted,
)

_HEAD_CODE = regex.compile(
    r"""(?x) & (?: "[^"]{0,200}" | K[0-9A-F]{6} | K[0-9]{2}[+\-][0-9]{3} | [0-9]{1,3} | [A-Z&] )"""
)
_PAGE_CODES = ("&P", "&N")


@dataclass(slots=True)
class Book:
    """A workbook that was read."""

    sheets: list[Sheet]
    written: Written
    """What the file holds, taken apart from the reading of its sheets."""
    diagnostics: list[Diagnostic] = field(default_factory=list)


def document_of(book: Book, media_type: str) -> Document:
    """Return a workbook as a document: its sheets one after another.

    Sheets, rows and columns that are hidden, comments, headers, footers and the names of the
    sheets are furniture.

    Raises:
        EmptySource: Nothing is written in it.
        TooLarge: A table has more slots than the bounds allow.
    """
    builder = _Builder()
    for sheet in book.sheets:
        builder.add(sheet)
    if not builder.blocks and not any(sheet.cells for sheet in book.sheets):
        raise EmptySource("the workbook is empty: nothing is written in it; check the download")
    document = Document(
        media_type=media_type,
        blocks=tuple(builder.blocks),
        furniture=tuple(builder.furniture),
        diagnostics=(*book.diagnostics, *builder.remarks),
    )
    return with_account(document, book.sheets, book.written)


class _Builder:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.furniture: list[Furniture] = []
        self.remarks: list[Diagnostic] = []
        self._next = 0
        self._sheet = Sheet("")

    def add(self, sheet: Sheet) -> None:
        self._sheet = sheet
        view = View(sheet)
        if not sheet.hidden:
            self._show(view)
            if sheet.cells or sheet.asides:
                self._keep("navigation", sheet.name, quoted(sheet.name))
        self._keep_hidden(view)
        for number, code in enumerate(sheet.heads, 1):
            self._keep_head(code, f"{quoted(sheet.name)}/head[{number}]")
        for row, column, text in sheet.comments:
            self._keep("comment", text, f"{path_of(sheet.name, row, column)}/comment")

    def _show(self, view: View) -> None:
        asides = sorted(self._sheet.asides, key=lambda one: (one.row, one.column))
        for region in view.regions():
            while asides and asides[0].row < region.first:
                self.blocks += self._aside(asides.pop(0))
            for line in region.above:
                self.blocks += self._paragraphs(line)
            if region.table:
                self.blocks.append(self._table(region))
            for line in region.below:
                self.blocks += self._paragraphs(line)
        for aside in asides:
            self.blocks += self._aside(aside)

    def _aside(self, aside: Aside) -> Iterator[Block]:
        path = f"{path_of(self._sheet.name, aside.row, aside.column)}/{aside.name}"
        if aside.text is None:
            yield Picture(anchor=Anchor(path=path), description=aside.description)
            return
        for line in lines_of(plain_cell(aside.text), path):
            yield self._paragraph(line)

    def _table(self, region: Region) -> Table:
        rows, columns = region.rows, region.columns
        most = bounds().cells
        if len(rows) * len(columns) > most:
            raise TooLarge(
                f"{quoted(self._sheet.name)} has a table of more than {most} cells: "
                "pass the part that lists tasks"
            )
        row_at = {row: place for place, row in enumerate(rows)}
        column_at = {column: place for place, column in enumerate(columns)}
        free = {(row, column) for row in range(len(rows)) for column in range(len(columns))}
        places: list[tuple[int, int, int, int, Placed]] = []
        for cell in region.table:
            top, left = row_at[cell.rows[0]], column_at[cell.columns[0]]
            height = row_at[cell.rows[-1]] - top + 1
            width = column_at[cell.columns[-1]] - left + 1
            free -= {(top + y, left + x) for y in range(height) for x in range(width)}
            places.append((top, left, height, width, cell))
        for top, left in free:
            row, column = rows[top], columns[left]
            places.append((top, left, 1, 1, Placed(row, column, (row,), (column,))))
        places.sort(key=lambda one: one[:2])
        name = self._sheet.name
        first, last = path_of(name, rows[0], columns[0]), path_of("", rows[-1], columns[-1])
        return Table(
            rows=len(rows),
            columns=len(columns),
            cells=tuple([self._cell(*place) for place in places]),
            anchor=Anchor(path=f"{first}:{last.rpartition('!')[2]}"),
        )

    def _cell(self, top: int, left: int, height: int, width: int, placed: Placed) -> Cell:
        titles = self._sheet.titles
        return Cell(
            row=top,
            column=left,
            row_span=height,
            column_span=width,
            paragraphs=tuple(self._paragraphs(placed)),
            anchor=Anchor(path=path_of(self._sheet.name, placed.row, placed.column)),
            header=titles is not None and placed.row in titles,
        )

    def _paragraphs(self, placed: Placed) -> Iterator[Paragraph]:
        place = (placed.row, placed.column)
        cell = self._sheet.cells.get(place)
        if cell is None:
            return
        link = self._sheet.links.get(place)
        for number, line in enumerate(lines_of(cell, path_of(self._sheet.name, *place))):
            yield self._paragraph(line, links=(link,) if link and not number else ())

    def _paragraph(self, line: Line, links: tuple[str, ...] = ()) -> Paragraph:
        self._next += 1
        return line.paragraph(self._next - 1, links)

    def _keep_hidden(self, view: View) -> None:
        """Keep what is written where it is not shown: hidden, or under a merged cell."""
        sheet = self._sheet
        shown = set() if sheet.hidden else view.shown()
        for place in sorted(sheet.cells):
            if place not in shown:
                text = sheet.cells[place].text
                self._keep("hidden", text, path_of(sheet.name, *place))
        self._tell_hidden()

    def _tell_hidden(self) -> None:
        """Say that a sheet which is shown has rows that are not: a filter may have been left on."""
        sheet = self._sheet
        rows = {row for row, _ in sheet.cells if row in sheet.hidden_rows}
        columns = {column for _, column in sheet.cells if column in sheet.hidden_columns}
        if sheet.hidden or not (rows or columns):
            return
        self.remarks.append(
            Diagnostic(
                code="sheet.hidden",
                severity="warning",
                message=f"{len(rows)} rows and {len(columns)} columns with text are hidden, as a "
                "filter hides them, and set aside: show them and save, if they belong to it",
                anchor=Anchor(path=quoted(sheet.name)),
            )
        )

    def _keep_head(self, code: str, path: str) -> None:
        text = " ".join(_HEAD_CODE.sub(_spelled, code).split())
        paged = any(one in code for one in _PAGE_CODES)
        self._keep("page_number" if paged else "running_head", text, path)

    def _keep(self, kind: FurnitureKind, text: str, path: str) -> None:
        if text.strip():
            self.furniture.append(Furniture(kind=kind, text=text, anchor=Anchor(path=path)))


def _spelled(match: regex.Match[str]) -> str:
    """Return what a code of a header prints that is no number of a page, name or clock."""
    code = match.group()
    return "&" if code == "&&" else " " if code in {"&L", "&C", "&R"} else ""
