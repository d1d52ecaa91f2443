"""Rows of cells as ``w:tbl``: the edges of all rows make one grid ([MS-DOC] 2.4.3, 2.9.321)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from extractor.readers.doc import sprms
from extractor.readers.doc.binary import i16, u16
from extractor.readers.doc.elements import add
from extractor.readers.docx.names import TBL, TC, TR, P

_NEAR = 30
"""Twips: edges of different rows that lie closer were meant to be one (drawn by hand)."""
_CELL = 20
_CONTINUES = 1
_MOST_CELLS = 63


@dataclass(slots=True)
class Row:
    """A row that was read: the content of its cells, and how it is set."""

    cells: list[list[etree._Element]]
    edges: list[int]
    vertical: list[int]
    """For each cell 0, or whether it continues the one above or begins a merged one."""
    horizontal: list[int]
    header: bool = False


@dataclass(slots=True)
class TableBuilder:
    """A table that is being read."""

    rows: list[Row] = field(default_factory=list)
    cells: list[list[etree._Element]] = field(default_factory=list)
    content: list[etree._Element] = field(default_factory=list)

    def end_cell(self) -> None:
        """Close the cell that is being read."""
        self.cells.append(self.content)
        self.content = []

    def end_row(self, modifiers: Iterable[tuple[int, bytes]]) -> None:
        """Close the row, which is set as ``modifiers`` say."""
        if self.content:
            self.end_cell()
        if self.cells:
            self.rows.append(_row(self.cells, modifiers))
        self.cells = []

    def build(self) -> etree._Element | None:
        """Return the table, None where it has no rows."""
        self.end_row(())
        if not self.rows:
            return None
        table = etree.Element(TBL)
        grid = _grid([row.edges for row in self.rows])
        for row in self.rows:
            _add_row(table, row, grid)
        return table


def _row(cells: list[list[etree._Element]], modifiers: Iterable[tuple[int, bytes]]) -> Row:
    edges: list[int] = []
    vertical: list[int] = []
    horizontal: list[int] = []
    header = False
    for code, operand in modifiers:
        if code == sprms.T_CELLS and len(operand) > 2:
            count = min(operand[2], _MOST_CELLS)
            edges = [i16(operand, 3 + 2 * n) for n in range(count + 1)]
            start = 3 + 2 * (operand[2] + 1)
            flags = [u16(operand, start + _CELL * n) for n in range(count)]
            horizontal = [flag & 3 for flag in flags]
            vertical = [flag >> 5 & 3 for flag in flags]
        elif code == sprms.T_HEADER:
            header = bool(operand[0])
        elif code == sprms.T_VERTICAL and len(operand) > 2 and operand[1] < len(vertical):
            vertical[operand[1]] = operand[2] & 3
    count = len(cells)
    if len(edges) < count + 1 or any(a >= b for a, b in itertools.pairwise(edges)):
        edges = list(range(0, 1000 * (count + 1), 1000))
    blank = [0] * count
    return Row(
        cells, edges[: count + 1], (vertical + blank)[:count], (horizontal + blank)[:count], header
    )


def _grid(rows: list[list[int]]) -> dict[int, int]:
    """Return the number of the grid line for each edge.

    Edges of different rows that lie close count as one, as long as no row loses a cell by it.
    """
    edges = sorted({edge for row in rows for edge in row})
    near = _united(edges, _NEAR)
    if any(len({near[edge] for edge in row}) < len(row) for row in rows):
        near = _united(edges, 0)
    return near


def _united(edges: list[int], reach: int) -> dict[int, int]:
    found: dict[int, int] = {}
    number, first = -1, 0
    for edge in edges:
        if number < 0 or edge - first > reach:
            number, first = number + 1, edge
        found[edge] = number
    return found


def _add_row(table: etree._Element, row: Row, grid: dict[int, int]) -> None:
    element = etree.SubElement(table, TR)
    properties = add(element, "trPr")
    before = grid[row.edges[0]]
    if before:
        add(properties, "gridBefore", before)
    if row.header:
        add(properties, "tblHeader")
    merging = 0
    for number, content in enumerate(row.cells):
        cell = etree.SubElement(element, TC)
        own = add(cell, "tcPr")
        span = grid[row.edges[number + 1]] - grid[row.edges[number]]
        if span > 1:
            add(own, "gridSpan", span)
        merging = _add_merge(own, row.horizontal[number], merging)
        if row.vertical[number]:
            restarts = row.vertical[number] != _CONTINUES
            add(own, "vMerge", "restart" if restarts else "continue")
        cell.extend(content or [etree.Element(P)])


def _add_merge(properties: etree._Element, flag: int, merging: int) -> int:
    """Mark horizontally merged cells; return the flag of the first one, or 0.

    Documents differ in which of two flags the first cell has: what follows it has the other.
    """
    if flag and merging and flag != merging:
        add(properties, "hMerge", "continue")
        return merging
    if flag:
        add(properties, "hMerge", "restart")
    return flag
