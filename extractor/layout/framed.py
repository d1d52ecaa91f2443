"""Tables whose header is ruled and whose rows below are not: a frame with rules between rows.

The lines make each row one cell. Where the words of the rows stand in the columns of the header
and leave its edges free, the rows have these columns too. A section row is of one piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractor.layout.lattice import Grid, Slotted
from extractor.layout.rivers import Row

LEAST = 3
"""Rows of one cell from which a look at their words pays."""
SHARE = 0.5
"""Part of the rows that such rows are, at least; fewer are section rows."""
PARTED = 0.5
"""Part of them that must have words in several columns."""


def is_framed(grid: Grid) -> bool:
    """Whether most rows of the grid are one cell, though others show columns."""
    open_rows = len(_open_rows(grid))
    return len(grid.xs) > 2 and open_rows >= max(LEAST, SHARE * (len(grid.ys) - 1))


def with_columns(grid: Grid, rows: Sequence[Row]) -> Grid:
    """Return the grid with rows of one cell parted at the columns, where their words allow it.

    ``rows`` are the baselines of the page.
    """
    parted = []
    for number in _open_rows(grid):
        inside = [row for row in rows if grid.ys[number] < row.base < grid.ys[number + 1]]
        if _columns(inside, grid) >= 2:
            parted.append(number)
    if len(parted) < max(LEAST, PARTED * len(_open_rows(grid))):
        return grid
    count = len(grid.xs) - 1
    cells: list[Slotted] = []
    for cell in grid.cells:
        if cell.row in parted:
            cells += [Slotted(cell.row, column, 1, 1) for column in range(count)]
        else:
            cells.append(cell)
    owners = np.full_like(grid.owners, -1)
    for index, cell in enumerate(cells):
        owners[
            cell.row : cell.row + cell.row_span, cell.column : cell.column + cell.column_span
        ] = index
    return replace(grid, cells=tuple(cells), owners=owners)


def _open_rows(grid: Grid) -> list[int]:
    """Return the rows that one cell fills from side to side."""
    return [
        cell.row
        for cell in grid.cells
        if cell.column_span == len(grid.xs) - 1 and cell.row_span == 1
    ]


def _columns(rows: Sequence[Row], grid: Grid) -> int:
    """Return how many columns the words stand in, 0 if some run over an edge."""
    found: set[int] = set()
    for row in rows:
        for start, end in row.chunks:
            first, last = np.searchsorted(grid.xs, (start + 1, end - 1)).tolist()
            if first != last:
                return 0
            found.add(first)
    return len(found)
