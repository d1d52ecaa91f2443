"""Rows that shading alone tells, in tables whose columns are ruled: bands of colour for rules.

A box of colour that reaches from one column edge to another parts the slots at its top and bottom.
Shading behind words ends short of the edges, and tells nothing.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extractor.bounds import bounds
from extractor.layout.lattice import SNAP, Grid, grown_cells
from extractor.layout.page import Floats, Page

LOWEST = 6.0
"""Points that a band is high, at least; lower boxes are rules."""
LEAST = 2
"""Edges that no rule has from which bands are believed to be rows."""


def with_bands(page: Page, grid: Grid) -> Grid:
    """Return the grid with the slots parted where a band of colour begins or ends."""
    edges = _edges(page, grid)
    fresh = [y for y, *_ in edges if np.abs(grid.ys - y).min() > SNAP]
    if len(fresh) < LEAST:
        return grid
    ys = np.sort(np.concatenate((grid.ys, fresh)))
    ys = ys[np.concatenate(([True], np.diff(ys) > SNAP))]
    owners = grid.owners[np.searchsorted(grid.ys, (ys[1:] + ys[:-1]) / 2) - 1]
    side = np.ones((len(owners), 1), dtype=np.bool_)
    walls = np.hstack((side, owners[:, 1:] != owners[:, :-1], side))
    end = np.ones((1, owners.shape[1]), dtype=np.bool_)
    floors = np.vstack((end, owners[1:] != owners[:-1], end))
    for y, first, last in edges:
        floors[int(np.abs(ys - y).argmin()), first:last] = True
    cells = grown_cells(walls, floors)
    owners = np.full_like(owners, -1)
    for index, cell in enumerate(cells):
        owners[
            cell.row : cell.row + cell.row_span, cell.column : cell.column + cell.column_span
        ] = index
    return replace(grid, ys=np.round(ys, 2), cells=tuple(cells), owners=owners)


def _edges(page: Page, grid: Grid) -> list[tuple[float, int, int]]:
    """Return the edges of bands inside the grid: y, the first column, the one behind the last."""
    fills: Floats = page.fills[: bounds().grounds]
    x0, top, x1, bottom = grid.box
    inside = (fills[:, 0] >= x0 - SNAP) & (fills[:, 2] <= x1 + SNAP)
    inside &= (fills[:, 1] >= top - SNAP) & (fills[:, 3] <= bottom + SNAP)
    inside &= fills[:, 3] - fills[:, 1] >= LOWEST
    found = []
    for left, upper, right, lower in fills[inside].tolist():
        first, last = (int(np.abs(grid.xs - x).argmin()) for x in (left, right))
        if max(abs(grid.xs[first] - left), abs(grid.xs[last] - right)) > SNAP or first == last:
            continue
        found += [(y, first, last) for y in (upper, lower) if top + SNAP < y < bottom - SNAP]
    return found
