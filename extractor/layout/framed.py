"""Tables whose header is ruled and whose rows below are not: a frame with rules between rows.

The lines make each row one cell. Where the words of the rows stand in the columns of the header,
or in those of the table that ends the page before, and leave their edges free, the rows have these
columns too. Rules that reach over some of the columns part these alone: the others are merged.
A section row is of one piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from extractor.layout.lattice import SNAP, Grid, grown_cells, merge_collinear
from extractor.layout.page import Booleans, Floats, Page
from extractor.layout.rivers import Row

LEAST = 2
"""Rows of one cell that show columns, at least; one is enough where its words fill `MANY`."""
MANY = 4
"""Columns that words fill neither by chance nor in a line such as 填表人：  审核人：  日期：."""
SHARE = 0.5
"""Part of the rows that such rows are, at least; fewer are section rows."""
PARTED = 0.5
"""Part of those of several pieces that must have words in several columns."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows between two rules from side to side."""

    rows: range
    starts: tuple[tuple[int, float], ...]
    """The column of each stretch of its words and where it begins."""
    crossed: bool
    """Words run over the edge of a column."""
    size: float
    piece: bool
    """A line of one piece, such as a section row has."""

    @property
    def parted(self) -> bool:
        return len({column for column, _ in self.starts}) >= 2 and not self.crossed

    def keeps_to(self, begins: Sequence[float]) -> bool:
        """Whether all its words begin where those of their column do: the rest of a cut row."""
        return not self.crossed and all(
            column > 0 and abs(start - begins[column]) <= self.size / 2
            for column, start in self.starts
        )


def is_framed(grid: Grid, before: Grid | None = None) -> bool:
    """Whether most rows of the grid are one cell, though others show columns.

    ``before`` is the framed table that ends the page before; it shows the columns as well.
    """
    open_rows = int(np.count_nonzero(_open_rows(grid)))
    if _goes_on(grid, before):
        return open_rows > 0
    return len(grid.xs) > 2 and open_rows >= SHARE * (len(grid.ys) - 1)


def with_columns(page: Page, grid: Grid, rows: Sequence[Row], before: Grid | None = None) -> Grid:
    """Return the grid with rows of one cell parted at the columns, where their words allow it.

    ``rows`` are the baselines of the page, ``before`` as in `is_framed`.
    """
    goes_on = before is not None and _goes_on(grid, before)
    whole = _widened(grid, before.xs) if goes_on and before is not None else grid
    rules = merge_collinear(page.horizontals)
    whole = _with_partial_rules(whole, rules)
    floors = _floors(rules, whole)
    blocks = _blocks(whole, floors, rows)
    parted = [block for block in blocks if block.parted]
    enough = goes_on or _suffice(parted)
    begins = _begins(whole, parted)
    parted += [block for block in blocks if not block.parted and block.keeps_to(begins)]
    several = [block for block in blocks if not block.piece]
    if not enough or len(parted) < PARTED * len(several):
        return grid
    walls = whole.owners[:, 1:] != whole.owners[:, :-1]
    for block in parted:
        walls[block.rows.start : block.rows.stop] = True
    side = np.ones((len(walls), 1), dtype=np.bool_)
    cells = grown_cells(np.hstack((side, walls, side)), floors)
    owners = np.full_like(whole.owners, -1)
    for index, cell in enumerate(cells):
        owners[
            cell.row : cell.row + cell.row_span, cell.column : cell.column + cell.column_span
        ] = index
    return replace(whole, cells=tuple(cells), owners=owners, framed=True)


def _begins(grid: Grid, parted: Sequence[_Block]) -> list[float]:
    """Return where the words of each column begin: half an em behind its edge if nobody knows."""
    size = parted[0].size if parted else 10.0
    known: dict[int, float] = {}
    for column, start in (pair for block in parted for pair in block.starts):
        known[column] = min(start, known.get(column, start))
    return [known.get(column, x + size / 2) for column, x in enumerate(grid.xs[:-1].tolist())]


def _suffice(parted: Sequence[_Block]) -> bool:
    """Whether the blocks show columns by more than chance."""
    return sum(len(block.rows) for block in parted) >= LEAST or any(
        len({column for column, _ in block.starts}) >= MANY for block in parted
    )


def _goes_on(grid: Grid, before: Grid | None) -> bool:
    """Whether the grid has the outer edges of the framed table before, and no others."""
    if before is None or not before.framed:
        return False
    ends = abs(grid.box[0] - before.box[0]), abs(grid.box[2] - before.box[2])
    inner = (np.abs(before.xs - x).min() <= SNAP for x in grid.xs)
    return max(ends) <= SNAP and all(inner)


def _widened(grid: Grid, xs: Floats) -> Grid:
    """Return the grid with the columns ``xs``, of which it has some, its cells over several."""
    middles = (xs[1:] + xs[:-1]) / 2
    columns = np.clip(np.searchsorted(grid.xs, middles) - 1, 0, len(grid.xs) - 2)
    return replace(grid, xs=xs, owners=grid.owners[:, columns])


def _open_rows(grid: Grid) -> Booleans:
    """Return which rows one cell fills from side to side."""
    found: Booleans = (grid.owners == grid.owners[:, :1]).all(axis=1) & (grid.owners[:, 0] >= 0)
    return found


def _with_partial_rules(grid: Grid, rules: Floats) -> Grid:
    """Return the grid with edges for rules over some of its columns that meet none of its lines."""
    fresh = [
        y
        for y, x0, x1 in rules.tolist()
        if grid.ys[0] < y < grid.ys[-1]
        and np.abs(grid.ys - y).min() > SNAP
        and np.abs(grid.xs - x0).min() <= SNAP
        and np.abs(grid.xs - x1).min() <= SNAP
        and x1 - x0 > SNAP
    ]
    if not fresh:
        return grid
    ys = np.unique(np.concatenate((grid.ys, fresh)))
    rows = np.searchsorted(grid.ys, (ys[1:] + ys[:-1]) / 2) - 1
    return replace(grid, ys=ys, owners=grid.owners[rows])


def _floors(rules: Floats, grid: Grid) -> Booleans:
    """Return ``(rows + 1, columns)``: whether a rule parts the slots there, the outer ones too."""
    floors = np.zeros((len(grid.ys), len(grid.xs) - 1), dtype=np.bool_)
    floors[[0, -1]] = True
    middles = (grid.xs[1:] + grid.xs[:-1]) / 2
    for y, x0, x1 in rules.tolist():
        at = int(np.abs(grid.ys - y).argmin())
        if abs(grid.ys[at] - y) <= SNAP:
            floors[at] |= (x0 <= middles) & (middles <= x1)
    return floors


def _blocks(grid: Grid, floors: Booleans, rows: Sequence[Row]) -> list[_Block]:
    """Return the blocks of rows without a line between columns, and where their words stand."""
    free = _open_rows(grid)
    edges = np.flatnonzero(floors.all(axis=1)).tolist()
    blocks = []
    for first, end in pairwise(edges):
        if not free[first:end].all():
            continue
        inside = [row for row in rows if grid.ys[first] < row.base < grid.ys[end]]
        starts: list[tuple[int, float]] = []
        crossed = False
        for start, stop in (chunk for row in inside for chunk in row.chunks):
            one, other = np.searchsorted(grid.xs, (start + 1, stop - 1)).tolist()
            starts.append((one - 1, start))
            crossed |= one != other
        if not inside:
            continue
        piece = len(starts) == 1
        blocks.append(_Block(range(first, end), tuple(starts), crossed, inside[0].size, piece))
    return blocks
