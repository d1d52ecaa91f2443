"""Tables with horizontal rules only: 三线表, header rules, rules between rows.

Horizontal rules of one width above one another make a band. Its columns are the white rivers
that run through what stands between the rules. Where rules stand between all rows they part the
rows; where only the header is parted, the rows are told as in tables without rules. Rules that
frame a letterhead or an imprint (版头、版记) enclose no rivers and make no table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractor.layout.lattice import Grid, merge_collinear
from extractor.layout.page import Page
from extractor.layout.rivers import (
    Row,
    Span,
    build_grid,
    crossed_rivers,
    free_rivers,
    occupied,
    row_groups,
)

WIDTH = 0.35
"""Part of the page's width from which a rule can be a table's."""
NEAR = 3.0
"""Points within which a rule belongs to a grid."""
SAME = 6.0
"""Points by which the ends of the rules of one table may differ."""


@dataclass(frozen=True, slots=True)
class _Band:
    """Rules of one width: their y positions, and their ends."""

    ys: tuple[float, ...]
    ends: Span


def find_banded(page: Page, rows: Sequence[Row], taken: Sequence[Grid]) -> list[Grid]:
    """Return the grids of tables ruled only horizontally, outside ``taken`` grids."""
    grids = []
    for band in _bands(page, taken):
        for ys in (band.ys, band.ys[1:], band.ys[:-1], band.ys[1:-1]):
            grid = _table(_Band(ys, band.ends), rows) if len(ys) >= 3 else None
            if grid is not None:
                grids.append(grid)
                break
    return grids


def has_bands(page: Page, taken: Sequence[Grid]) -> bool:
    """Whether there are rules enough for a table outside ``taken`` grids."""
    ys = page.horizontals[:, 0]
    outside = np.ones(len(ys), dtype=np.bool_)
    for grid in taken:
        outside &= (ys < grid.box[1] - NEAR) | (ys > grid.box[3] + NEAR)
    return int(np.count_nonzero(outside)) >= 3


def _bands(page: Page, taken: Sequence[Grid]) -> list[_Band]:
    groups: list[list[list[float]]] = []
    for y, x0, x1 in merge_collinear(page.horizontals).tolist():
        inside = any(grid.box[1] - NEAR <= y <= grid.box[3] + NEAR for grid in taken)
        if inside or x1 - x0 < WIDTH * page.width:
            continue
        for group in groups:
            if abs(group[0][1] - x0) <= SAME and abs(group[0][2] - x1) <= SAME:
                group.append([y, x0, x1])
                break
        else:
            groups.append([[y, x0, x1]])
    return [
        _Band(tuple(rule[0] for rule in group), (group[0][1], group[0][2]))
        for group in groups
        if len(group) >= 3
    ]


def _table(band: _Band, rows: Sequence[Row]) -> Grid | None:
    """Return the grid of a band, None where what stands between the rules is no table."""
    inside = [row for row in rows if band.ys[0] < row.base < band.ys[-1]]
    if len(inside) < 3:
        return None
    rivers = free_rivers(inside, band.ends)
    if not rivers or not _convinces(band, inside, rivers):
        return None
    above = _cut_row(rows, rivers, band.ys[0], upwards=True)
    below = _cut_row(rows, rivers, band.ys[-1], upwards=False)
    groups, ys = _rows_between(inside, band.ys, rivers)
    if above:
        groups, ys = [above, *groups], [above[0].top - 1, *ys]
    if below:
        groups, ys = [*groups, below], [*ys, below[-1].bottom + 1]
    return build_grid(groups, rivers, ys, band.ends)


def _convinces(band: _Band, inside: Sequence[Row], rivers: Sequence[Span]) -> bool:
    """Whether enough of the rows between rules, or of the baselines, fill several columns."""
    crossing = [row for row in inside if any(crossed_rivers(row, rivers))]
    merged = sum(len(row.chunks) == 1 for row in crossing)
    if merged > 0.5 * len(inside) or len(crossing) - merged > 0.15 * len(inside):
        return False
    blocks = [
        [row for row in inside if top < row.base < bottom] for top, bottom in pairwise(band.ys)
    ]
    if len(blocks) < 4:  # 三线表: one block holds all the rows
        blocks = [[row] for row in inside]
    filled = [
        len(set().union(*(occupied(row, rivers) for row in block))) for block in blocks if block
    ]
    several = sum(count >= 2 for count in filled)
    return several >= max(3, (0.6 if len(rivers) == 1 else 0.35) * len(filled))


def _cut_row(
    rows: Sequence[Row], rivers: Sequence[Span], rule: float, *, upwards: bool
) -> list[Row]:
    """Return the baselines beyond the outermost rule that a page break has cut off a row.

    Only where they reach the edge of the page's text, keep to the columns, and fill several.
    """
    beyond = [row for row in rows if (row.base < rule) == upwards and row.base != rule]
    if not beyond or any(any(crossed_rivers(row, rivers)) for row in beyond):
        return []
    columns = set().union(*(occupied(row, rivers) for row in beyond))
    return beyond if len(columns) >= 2 and len(beyond) <= 12 else []


def _rows_between(
    inside: Sequence[Row], rules: Sequence[float], rivers: Sequence[Span]
) -> tuple[list[list[Row]], list[float]]:
    """Return the table rows as groups of baselines, and the edges around them."""
    groups: list[list[Row]] = []
    ys = [rules[0]]
    for top, bottom in pairwise(rules):
        block = [row for row in inside if top < row.base < bottom]
        parts = [block]
        if len(block) > 1 and len(rules) <= 4:  # only the header is parted by a rule
            parts = row_groups(block, rivers)
        for part, under in zip(parts, [*parts[1:], None], strict=True):
            groups.append(part)
            ys.append(bottom if under is None else (part[-1].bottom + under[0].top) / 2)
    return groups, ys
