"""Cells over several rows, in tables without rules between them.

Two signs: lines of one cell run on over the edge of a row; or the text of a table stands in the
middle of its rows, and a number or category in the middle of several.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from msgspec import structs

from extractor.layout.lattice import Grid, Slotted
from extractor.layout.row_edges import SPREAD

MAX_ROWS = 200
"""Rows of a table without rules up to which groups of rows are looked for."""
NEAR = 0.6
"""Distances of lines by which the text of a cell may miss the middle of its rows."""
APART = 0.25
"""Distances of lines from the middle of every row at which a text stands in none of them."""
SPARSE = 0.5
"""Texts a row up to which a column is one of categories, where all of it can be shared out."""
MANY = 4
"""Rows from which that is believed."""
UNCLAIMED = 0.05
"""Distances of lines that it counts to leave a row at the top of a page without a cell."""

Bases = list[list[float]]
"""The baselines of the text in one column, row by row."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a table: baselines by column and row; rows of one merged cell have none."""

    columns: Sequence[Bases]
    widest: int
    """The first column with text in every row, some of it on several lines, or the one with most;
    cells over several rows stand left of it."""
    first: int
    """The first row below the header."""
    pitch: float
    """The distance of two lines of one cell."""


def with_tall_cells(grid: Grid, filled: Filled) -> Grid:
    """Return the grid with the cells of a column joined where their text says they are one."""
    middle = _is_centred(filled)
    joins: dict[int, list[tuple[int, int]]] = {}
    for column, bases in enumerate(filled.columns):
        groups = _run_on(bases, filled.pitch)
        if middle and column < filled.widest and len(bases) <= MAX_ROWS:
            groups = _centred_groups(filled, column) or groups
        joins[column] = groups
    return _joined(grid, joins)


def _run_on(bases: Bases, pitch: float) -> list[tuple[int, int]]:
    """Return the first and last row of each cell whose lines run on over an edge."""
    groups: list[tuple[int, int]] = []
    for row, (above, below) in enumerate(pairwise(bases)):
        if above and below and below[0] - above[-1] <= SPREAD * pitch:
            if groups and groups[-1][1] == row:
                groups[-1] = (groups[-1][0], row + 1)
            else:
                groups.append((row, row + 1))
    return groups


def _is_centred(filled: Filled) -> bool:
    """Whether the text of a row's cells agrees in its middle rather than in its first line.

    Cells over several rows stand left of the widest column, and agree with no row.
    """
    first = middle = 0.0
    columns = filled.columns[filled.widest :]
    columns = columns if len(columns) > 1 else filled.columns
    for row in range(filled.first, len(filled.columns[0])):
        cells = [column[row] for column in columns if column[row]]
        if len({len(cell) for cell in cells}) > 1:
            first += float(np.ptp([cell[0] for cell in cells]))
            middle += float(np.ptp([(cell[0] + cell[-1]) / 2 for cell in cells]))
    return middle < 0.5 * first


def _centred_groups(filled: Filled, column: int) -> list[tuple[int, int]]:
    """Return the rows that each text of a column stands in the middle of.

    Only where some text stands in the middle of no row of its own, or most rows have none: else
    the rows beside it may as well be empty.
    """
    found: list[tuple[int, int]] = []
    apart = False
    whole, held, rows = True, 0, 0
    for start, end in _stretches(filled):
        texts = _texts(filled.columns[column][start:end], filled.pitch)
        sides = [_sides(filled, row) for row in range(start, end)]
        held, rows = held + len(texts), rows + end - start
        if not 0 < len(texts) < end - start or not all(sides):
            whole &= len(texts) == end - start
            continue
        known = [side for side in sides if side]
        parts = _partition(known, texts, filled.pitch)
        found += [(start + low, start + high) for low, high in parts if high > low]
        whole &= bool(parts)
        middles = [(first + last) / 2 for first, last in known]
        apart |= any(
            min(abs(middle - text) for middle in middles) > APART * filled.pitch for text in texts
        )
    return found if apart or (whole and held <= SPARSE * rows and rows >= MANY) else []


def _stretches(filled: Filled) -> list[tuple[int, int]]:
    """Return the runs of rows below the header that no row without columns parts."""
    runs: list[tuple[int, int]] = []
    start = filled.first
    count = len(filled.columns[0])
    for row in range(filled.first, count + 1):
        if row == count or not any(column[row] for column in filled.columns):
            if row > start:
                runs.append((start, row))
            start = row + 1
    return runs


def _texts(bases: Bases, pitch: float) -> list[float]:
    """Return the middles of the texts of a column: runs of lines at the usual distance."""
    runs: list[list[float]] = []
    for base in (base for row in bases for base in row):
        if runs and base - runs[-1][-1] <= SPREAD * pitch:
            runs[-1].append(base)
        else:
            runs.append([base])
    return [(run[0] + run[-1]) / 2 for run in runs]


def _sides(filled: Filled, row: int) -> tuple[float, float] | None:
    """Return the first and last baseline of a row, where no cell is over several rows."""
    bases = [base for other in filled.columns[filled.widest :] for base in other[row]]
    return (min(bases), max(bases)) if bases else None


def _partition(
    sides: Sequence[tuple[float, float]], texts: Sequence[float], pitch: float
) -> list[tuple[int, int]]:
    """Return for each text the first and last row of those it stands in the middle of.

    The rows are shared out in order; only rows before the first text may be left. Nothing is
    returned unless every text stands near the middle of its rows.
    """
    count = len(sides)
    best = {row: (UNCLAIMED * pitch * row, ()) for row in range(count)}
    chosen: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = dict(best)
    for text in texts:
        following: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {}
        for start, (cost, parts) in chosen.items():
            for end in range(start, count):
                miss = abs((sides[start][0] + sides[end][1]) / 2 - text)
                if miss > NEAR * pitch:
                    continue
                total = cost + miss
                if end + 1 not in following or total < following[end + 1][0]:
                    following[end + 1] = (total, (*parts, (start, end)))
        chosen = following
    return list(chosen[count][1]) if count in chosen else []


def _joined(grid: Grid, joins: dict[int, list[tuple[int, int]]]) -> Grid:
    """Return the grid with the cells of each stretch of a column as one cell."""
    cells: list[Slotted] = []
    tall = {
        (row, column): (first, last)
        for column, groups in joins.items()
        for first, last in groups
        for row in range(first, last + 1)
    }
    for cell in grid.cells:
        first, last = tall.get((cell.row, cell.column), (cell.row, cell.row))
        if cell.column_span > 1 or first == cell.row == last:
            cells.append(cell)
        elif cell.row == first:
            cells.append(structs.replace(cell, row_span=last - first + 1))
    owners = np.full_like(grid.owners, -1)
    for index, cell in enumerate(cells):
        owners[
            cell.row : cell.row + cell.row_span, cell.column : cell.column + cell.column_span
        ] = index
    return replace(grid, cells=tuple(cells), owners=owners)
