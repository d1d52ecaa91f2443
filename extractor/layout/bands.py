"""Tables with horizontal rules only: 三线表, header rules, rules between rows.

Horizontal rules of one width above one another make a band. Its columns are the white rivers
that run through what stands between the rules. Where rules stand between all rows they part the
rows; where only the header is parted, the rows are told as in tables without rules. Shorter rules
between them part some columns only: the others are merged over the rows. Rules that
frame a letterhead or an imprint (版头、版记) enclose no rivers and make no table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from extractor.layout.lattice import Grid, find_grids, merge_collinear
from extractor.layout.page import Floats, Page
from extractor.layout.rivers import (
    Parted,
    Row,
    Span,
    build_grid,
    crossed_rivers,
    edge_between,
    free_rivers,
    occupied,
    part_rows,
    with_blank_columns,
    with_known_columns,
)

WIDTH = 0.35
"""Part of the page's width from which a rule can be a table's."""
FEW = 4
"""Rules of a table up to which they part the header only, not all rows."""
SHORT = 12.0
"""Points from which a rule can part a column's cells; shorter ones underline words."""
NEAR = 3.0
"""Points within which a rule belongs to a grid."""
SAME = 6.0
"""Points by which the ends of the rules of one table may differ."""


@dataclass(frozen=True, slots=True)
class _Band:
    """Rules of one width: their y positions, and their ends."""

    ys: tuple[float, ...]
    ends: Span


def find_banded(
    page: Page, rows: Sequence[Row], taken: Sequence[Grid], before: Grid | None = None
) -> list[Grid]:
    """Return the grids of tables ruled only horizontally, outside ``taken`` grids.

    ``before`` is the table without verticals that ends the page before.
    """
    grids: list[Grid] = []
    rules = merge_collinear(page.horizontals)
    for band in sorted(_bands(page, taken), key=lambda band: band.ends[0] - band.ends[1]):
        if any(grid.box[1] - NEAR < band.ys[1] < grid.box[3] + NEAR for grid in grids):
            continue  # shorter rules inside a table that was found by its longer ones
        for ys in (band.ys, band.ys[1:], band.ys[:-1], band.ys[1:-1]):
            grid = _table(_Band(ys, band.ends), rows, rules, before)
            if grid is not None:
                grids.append(grid)
                break
    return grids


def has_bands(page: Page, taken: Sequence[Grid], least: int = 3) -> bool:
    """Whether there are ``least`` rules, enough for a table, outside ``taken`` grids."""
    ys = page.horizontals[:, 0]
    outside = np.ones(len(ys), dtype=np.bool_)
    for grid in taken:
        outside &= (ys < grid.box[1] - NEAR) | (ys > grid.box[3] + NEAR)
    return int(np.count_nonzero(outside)) >= least


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
        if len(group) >= 2
    ]


def _table(band: _Band, rows: Sequence[Row], rules: Floats, before: Grid | None) -> Grid | None:
    """Return the grid of a band, None where what stands between the rules is no table.

    Two rules make a table only where others part some of its columns between them, or where the
    table on the page before goes on.
    """
    if len(band.ys) < 2:
        return None
    partial = _partial(band, rules)
    inside = [row for row in rows if band.ys[0] < row.base < band.ys[-1]]
    rivers: list[Span] = []
    if len(inside) >= 3 and len(band.ys) >= (2 if len(partial) >= 2 else 3):
        rivers = free_rivers(inside, band.ends)
    if rivers and _convinces(band, inside, rivers):
        known = before.rivers if before else ()
        rivers = with_known_columns(with_blank_columns(rivers, inside), inside, known)
    elif before is not None and _goes_on(band, rows, before):
        rivers = list(before.rivers)
    else:
        return None
    ruled = len(band.ys) > FEW or (before is not None and before.framed and before.rivers != ())
    if len(partial):
        unruled = [] if ruled else _unruled(band, inside, rivers, partial)
        return _lattice(band, inside, rivers, partial, unruled)
    above = _cut_row(rows, rivers, band.ys[0], upwards=True)
    below = _cut_row(rows, rivers, band.ys[-1], upwards=False)
    pitch = before.pitch if before is not None and _is_same(band.ends, before) else 0.0
    parted, ys = _rows_between(inside, band.ys, [] if ruled else rivers, pitch)
    groups = parted.groups
    if above:
        groups, ys = [above, *groups], [above[0].top - 1, *ys]
    if below:
        groups, ys = [*groups, below], [*ys, below[-1].bottom + 1]
    grid = build_grid(Parted(groups, parted.pitch), rivers, ys, band.ends)
    return replace(grid, framed=ruled)


def _goes_on(band: _Band, rows: Sequence[Row], before: Grid) -> bool:
    """Whether what stands at the top of a page down to the last rule keeps to the columns before.

    A row of one piece may run over them. Several columns have text, or all of it begins where a
    column does that is not the first: the rest of a row.
    """
    top = [row for row in rows if row.base < band.ys[-1]]
    if not _is_same(band.ends, before) or not any(row.base > band.ys[0] for row in top):
        return False
    if any(any(crossed_rivers(row, before.rivers)) and len(row.chunks) > 1 for row in top):
        return False
    parted = [row for row in top if not any(crossed_rivers(row, before.rivers))]
    columns = set().union(*(occupied(row, before.rivers) for row in parted))
    rest = all(
        min(abs(row.chunks[0][0] - right) for _, right in before.rivers) <= row.size / 2
        for row in parted
    )
    return bool(parted) and (len(columns) >= 2 or rest)


def _is_same(ends: Span, before: Grid) -> bool:
    """Whether a table between ``ends`` is as wide as the one before, and in its place."""
    return max(abs(ends[0] - before.box[0]), abs(ends[1] - before.box[2])) <= SAME


def _partial(band: _Band, rules: Floats) -> Floats:
    """Return the rules ``y, x0, x1`` inside the band that part some of its columns only."""
    y, x0, x1 = rules.T
    inside = (y > band.ys[0] + NEAR) & (y < band.ys[-1] - NEAR)
    inside &= (x0 > band.ends[0] - SAME) & (x1 < band.ends[1] + SAME) & (x1 - x0 > SHORT)
    inside &= (x0 > band.ends[0] + SAME) | (x1 < band.ends[1] - SAME)
    found: Floats = rules[inside]
    return found


def _lattice(
    band: _Band,
    inside: Sequence[Row],
    rivers: Sequence[Span],
    partial: Floats,
    unruled: Sequence[float],
) -> Grid | None:
    """Return the grid of full and partial rules, with the rivers in place of the verticals.

    A column's edge is where partial rules end; where text runs over it, the cells are merged.
    ``unruled`` are edges between rows that no rule parts.
    """
    full = np.array([(y, *band.ends) for y in (*band.ys, *unruled)])
    rules = np.vstack((full, partial))
    edges = [(x, band.ys[0], band.ys[-1]) for x in band.ends]
    for low, high in rivers:
        ends = partial[:, 1:][(partial[:, 1:] > low - NEAR) & (partial[:, 1:] < high + NEAR)]
        x = float(np.median(ends)) if len(ends) else (low + high) / 2
        ys = np.sort(rules[(rules[:, 1] <= x + NEAR) & (rules[:, 2] >= x - NEAR), 0])
        crossing = [row.base for row in inside if crossed_rivers(row, [(x, x)])[0]]
        for top, bottom in pairwise(ys.tolist()):
            if not any(top < base < bottom for base in crossing):
                edges.append((x, top, bottom))
    grids = find_grids(rules, np.array(edges))
    best = max(grids, key=lambda grid: len(grid.cells), default=None)
    return None if best is None else replace(best, rivers=tuple(rivers), framed=not unruled)


def _unruled(
    band: _Band, inside: Sequence[Row], rivers: Sequence[Span], partial: Floats
) -> list[float]:
    """Return edges between the rows below the header where rules part the header only."""
    lowest = float(partial[:, 0].max())
    blocks = [
        (top, [row for row in inside if top < row.base < bottom])
        for top, bottom in pairwise(band.ys)
    ]
    longest = max(blocks, key=lambda block: len(block[1]))
    if longest[0] < lowest:
        return []
    found: list[float] = []
    for top, block in blocks:
        if top > lowest and len(block) > 1:
            groups = part_rows(block, rivers).groups
            found += [edge_between(one[-1], other[0]) for one, other in pairwise(groups)]
    return found


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
        told = part_rows(inside, rivers)
        blocks = told.groups if told.pitch else [[row] for row in inside]
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
    inside: Sequence[Row], rules: Sequence[float], rivers: Sequence[Span], pitch: float
) -> tuple[Parted, list[float]]:
    """Return the table rows as groups of baselines, and the edges around them.

    Rows between two rules are told by ``rivers``, and by the ``pitch`` of the page before; without
    any, each stands between two rules.
    """
    groups: list[list[Row]] = []
    ys = [rules[0]]
    told = part_rows(inside, rivers, pitch) if rivers else Parted([list(inside)])
    for top, bottom in pairwise(rules):
        blocks = [[row for row in group if top < row.base < bottom] for group in told.groups]
        parts = [block for block in blocks if block] or [[]]
        for part, under in zip(parts, [*parts[1:], None], strict=True):
            groups.append(part)
            ys.append(bottom if under is None else edge_between(part[-1], under[0]))
    return Parted(groups, told.pitch), ys
