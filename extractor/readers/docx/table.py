"""Tables: cells with their true spans, merged text in one cell only.

ECMA-376 Part 1, 17.4. A cell's place follows from ``w:gridBefore`` and the ``w:gridSpan`` of the
cells before it; widths are not looked at. Rows and cells are counted as the file has them for
paths, as the table shows them for positions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from extractor.errors import TooLarge
from extractor.model.document import FurnitureKind
from extractor.readers.docx.drafts import Draft, DraftCell, DraftTable
from extractor.readers.docx.names import TC, TR, VAL, W, integer, is_on, value
from extractor.readers.docx.wrappers import DELETING, elements

if TYPE_CHECKING:
    from extractor.readers.docx.body import BlockReader

MAX_COLUMNS = 1024
MAX_SLOTS = 200_000


def read_table(element: etree._Element, path: str, reader: BlockReader) -> list[Draft]:
    """Return the table, or nothing if no row of it is shown.

    Raises:
        TooLarge: It has more than 200,000 cells.
    """
    builder = _Builder(path, reader)
    builder.read(element)
    table = builder.build()
    return [] if table is None else [table]


class _Builder:
    def __init__(self, path: str, reader: BlockReader) -> None:
        self._path = path
        self._reader = reader
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
        if self._rows * self._columns > MAX_SLOTS:
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
        left: DraftCell | None = None
        number = 0
        for cell in elements(row):
            if cell.tag != TC:
                self._reader.set_aside(cell, path, _stray(cell))
                continue
            number += 1
            left, span = self._cell(cell, f"{path}/tc[{number}]", column, left, still_open)
            column += span
        self._open = still_open
        self._columns = max(self._columns, column)
        self._rows += 1

    def _cell(
        self,
        element: etree._Element,
        path: str,
        column: int,
        left: DraftCell | None,
        still_open: dict[int, DraftCell],
    ) -> tuple[DraftCell, int]:
        """Place one ``w:tc``; return the cell that holds its text, and how many columns it has."""
        properties = element.find(f"{W}tcPr")
        span = self._span(max(1, integer(value(properties, f"{W}gridSpan"), 1) or 1))
        if _merge(properties, "hMerge") == "continue" and left is not None:
            left.blocks.extend(self._reader.read(element, path))
            if left.row == self._rows:
                left.column_span += span
            return left, span
        vertical = _merge(properties, "vMerge")
        above = self._above(column) if vertical == "continue" else None
        if above is not None:
            above.blocks.extend(self._reader.read(element, path, numbered=False))
            if above.row + above.row_span == self._rows:
                above.row_span += 1
            still_open[above.column] = above
            return above, span
        cell = DraftCell(self._rows, column, span, path, self._heading)
        cell.blocks = self._reader.read(element, path)
        self._cells.append(cell)
        if len(self._cells) > MAX_SLOTS:
            raise TooLarge(f"{self._path} has more than {MAX_SLOTS} cells: split the document")
        if vertical is not None:
            still_open[column] = cell
        return cell, span

    def _above(self, column: int) -> DraftCell | None:
        """Return the merged cell that a covered cell at ``column`` continues."""
        exact = self._open.get(column)
        if exact is not None:
            return exact
        covering = (
            cell
            for cell in self._open.values()
            if cell.column <= column < cell.column + cell.column_span
        )
        return next(covering, None)

    def _span(self, span: int) -> int:
        if span > MAX_COLUMNS:
            self._clamped = True
        return max(0, min(span, MAX_COLUMNS))

    def _squeeze(self) -> None:
        """Take out the columns that no cell begins at: they say nothing."""
        starts = sorted({cell.column for cell in self._cells})
        rank = {column: index for index, column in enumerate(starts)}
        for cell in self._cells:
            end = cell.column + cell.column_span
            cell.column_span = sum(cell.column <= start < end for start in starts)
            cell.column = rank[cell.column]
        self._columns = len(starts)
        self._clamped = True
        if self._rows * self._columns > MAX_SLOTS:
            raise TooLarge(f"{self._path} has more than {MAX_SLOTS} slots: split the document")


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
