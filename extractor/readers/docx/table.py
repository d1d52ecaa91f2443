"""Tables: cells with their true spans, merged text in one cell only.

ECMA-376 Part 1, 17.4. A cell's place follows from ``w:gridBefore`` and the ``w:gridSpan`` of the
cells before it; widths are not looked at. Rows and cells are counted as the file has them for
paths, as the table shows them for positions.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from extractor.bounds import bounds
from extractor.errors import TooLarge
from extractor.model.document import FurnitureKind
from extractor.readers.docx.drafts import Draft, DraftCell, DraftTable
from extractor.readers.docx.names import TC, TR, VAL, W, integer, is_on, value
from extractor.readers.docx.wrappers import DELETING, elements

if TYPE_CHECKING:
    from extractor.readers.docx.body import BlockReader

LEAST_LINE = 200
"""Height of the smallest line, in twentieths of a point: a table this far down is below it."""


def read_table(element: etree._Element, path: str, reader: BlockReader) -> list[Draft]:
    """Return the table, or nothing if no row of it is shown.

    Raises:
        TooLarge: It has more cells than a table may have.
    """
    builder = _Builder(path, reader)
    builder.read(element)
    table = builder.build()
    return [] if table is None else [table]


def stands_below(element: etree._Element) -> bool:
    """Whether a table floats and shows below the paragraph that follows it in the file.

    It is anchored to that paragraph (17.4.57); ``w:tblpY`` is how far below its top it begins.
    """
    properties = element.find(f"{W}tblPr/{W}tblpPr")
    if properties is None or properties.get(f"{W}vertAnchor") != "text":
        return False
    return (integer(properties.get(f"{W}tblpY"), 0) or 0) >= LEAST_LINE


@dataclass(slots=True)
class _Merged:
    """The ``w:tc`` elements of one row that are one cell, with their paths."""

    parts: list[tuple[etree._Element, str]]
    span: int
    vertical: str | None


class _Builder:
    def __init__(self, path: str, reader: BlockReader) -> None:
        self._path = path
        self._reader = reader
        self._bounds = bounds()
        self._cells: list[DraftCell] = []
        self._open: dict[int, DraftCell] = {}
        """The cell that a covered cell at this column continues."""
        self._rows = 0
        self._columns = 0
        self._heading = True
        self._clamped = False

    def read(self, element: etree._Element) -> None:
        number = 0
        for row in elements(element):
            if row.tag != TR:
                self._reader.set_aside(row, self._path, _stray(row))
                continue
            number += 1
            path = f"{self._path}/tr[{number}]"
            properties = row.find(f"{W}trPr")
            gone = _gone(properties)
            if gone is None:
                self._row(row, path, properties)
            else:
                self._reader.set_aside(row, path, gone)

    def build(self) -> DraftTable | None:
        if not self._cells:
            return None
        if self._rows * self._columns > self._bounds.cells:
            self._squeeze()
        if self._clamped:
            self._reader.context.remark(
                "docx.table-clamped",
                "the table claims more columns than a table can have: spans were cut",
                self._path,
            )
        return DraftTable(self._rows, self._columns, self._cells, self._path)

    def _row(self, row: etree._Element, path: str, properties: etree._Element | None) -> None:
        # Word repeats only an unbroken run of header rows at the top (17.4.78).
        self._heading = self._heading and is_on(
            None if properties is None else properties.find(f"{W}tblHeader")
        )
        column = self._span(integer(value(properties, f"{W}gridBefore"), 0) or 0)
        still_open: dict[int, DraftCell] = {}
        for merged in self._merged(row, path):
            self._place(merged, column, still_open)
            column += merged.span
        self._open = still_open
        self._columns = max(self._columns, column)
        self._rows += 1

    def _merged(self, row: etree._Element, path: str) -> list[_Merged]:
        """Return the cells of ``row``, each with those that ``w:hMerge`` joins to it."""
        found: list[_Merged] = []
        number = 0
        for cell in elements(row):
            if cell.tag != TC:
                self._reader.set_aside(cell, path, _stray(cell))
                continue
            number += 1
            properties = cell.find(f"{W}tcPr")
            span = self._span(max(1, integer(value(properties, f"{W}gridSpan"), 1) or 1))
            if properties is not None and properties.find(f"{W}cellDel") is not None:
                self._reader.set_aside(cell, f"{path}/tc[{number}]", "deleted")
                continue
            part = (cell, f"{path}/tc[{number}]")
            if found and _merge(properties, "hMerge") == "continue":
                found[-1].parts.append(part)
                found[-1].span += span
            else:
                found.append(_Merged([part], span, _merge(properties, "vMerge")))
        return found

    def _place(self, merged: _Merged, column: int, still_open: dict[int, DraftCell]) -> None:
        """Put one cell into the grid, or its text into the cell that covers it.

        Cells merge downwards where both their edges meet (17.4.84).
        """
        cell = self._open.get(column) if merged.vertical == "continue" else None
        covered = cell is not None and cell.column_span == merged.span
        if cell is None or not covered:
            cell = DraftCell(self._rows, column, merged.span, merged.parts[0][1], self._heading)
            self._cells.append(cell)
            if len(self._cells) > self._bounds.cells:
                raise TooLarge(
                    f"{self._path} has more than {self._bounds.cells} cells: split the document"
                )
        else:
            cell.row_span += 1
        for element, path in merged.parts:
            cell.blocks.extend(self._reader.read(element, path, numbered=not covered))
        if merged.vertical is not None:
            still_open[column] = cell

    def _span(self, span: int) -> int:
        if span > self._bounds.columns:
            self._clamped = True
        return max(0, min(span, self._bounds.columns))

    def _squeeze(self) -> None:
        """Take out the columns that no cell begins at: they say nothing."""
        starts = sorted({cell.column for cell in self._cells})
        for cell in self._cells:
            first = bisect_left(starts, cell.column)
            cell.column_span = bisect_left(starts, cell.column + cell.column_span) - first
            cell.column = first
        self._columns = len(starts)
        self._clamped = True
        if self._rows * self._columns > self._bounds.cells:
            raise TooLarge(
                f"{self._path} has more than {self._bounds.cells} slots: split the document"
            )


def _merge(properties: etree._Element | None, name: str) -> str | None:
    """Return "restart", "continue" or None; without value it continues (17.4.84)."""
    element = None if properties is None else properties.find(f"{W}{name}")
    if element is None:
        return None
    return "restart" if element.get(VAL) == "restart" else "continue"


def _gone(properties: etree._Element | None) -> FurnitureKind | None:
    """Return why a row is not shown: deleted (17.13.5.12) or hidden (17.4.20)."""
    if properties is None:
        return None
    if properties.find(f"{W}del") is not None:
        return "deleted"
    return "hidden" if is_on(properties.find(f"{W}hidden")) else None


def _stray(element: etree._Element) -> FurnitureKind:
    """What stands between rows or cells is deleted, or has no place and is not shown."""
    return "deleted" if element.tag in DELETING else "hidden"
