"""Tables from ruling lines: lines that cross make grids, missing pieces of line merge slots.

In: the horizontal and vertical ruling lines of a page. Out: one `Grid` per group of crossing
lines, with its edges and its cells, merged ones with their true spans. What stands in the cells
is not looked at here.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np

from extractor.bounds import bounds
from extractor.layout.page import Booleans, Box, Floats, Integers

SNAP = 3.0
"""Points within which parallel lines are one: doubled lines, borders drawn by both neighbours."""
REACH = 3.0
"""Points by which lines may miss each other and still meet; dashes are bridged by it too."""
STUB = 8.0
"""Shortest overhang, in points, of lines over the last crossing line that opens a further slot:
less than the height of any line of print."""


ROW = 60.0
"""Highest row, in points, that is taken for a merged row where no vertical closes it: three lines
of 16 points. A paragraph between two tables is rarely lower, and stands outside."""


Group = tuple[Integers, Integers]
"""Indices of the horizontals and of the verticals that make one table."""


class Slotted(msgspec.Struct, frozen=True, gc=False):
    """A cell of a grid: its top left slot and how many rows and columns it spans."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's skeleton: ``xs`` and ``ys`` are the edges, ``owners`` maps slots to cells."""

    xs: Floats
    ys: Floats
    cells: tuple[Slotted, ...]
    owners: Integers
    """``(rows, columns)``: index into ``cells``, -1 where the table has no cell."""
    ruled: bool = True
    """Lines close the cells; if not, they were told by alignment and merged rows look empty."""
    rivers: tuple[tuple[float, float], ...] = ()
    """The white between columns that no line parts, by which a table is known on its next page."""
    pitch: float = 0.0
    """The distance of two lines in its cells, where rows are told by it."""
    framed: bool = False
    """Lines close the rows, and columns are ruled in the header at most."""

    @property
    def box(self) -> Box:
        """The outer box."""
        return (float(self.xs[0]), float(self.ys[0]), float(self.xs[-1]), float(self.ys[-1]))

    def cell_box(self, cell: Slotted) -> Box:
        """Return the box of one cell."""
        return (
            float(self.xs[cell.column]),
            float(self.ys[cell.row]),
            float(self.xs[cell.column + cell.column_span]),
            float(self.ys[cell.row + cell.row_span]),
        )

    def locate(self, x: Floats, y: Floats) -> Integers:
        """Return for each point the index of the cell it stands in, -1 outside."""
        columns = np.searchsorted(self.xs, x) - 1
        rows = np.searchsorted(self.ys, y) - 1
        inside = (
            (columns >= 0) & (rows >= 0) & (columns < len(self.xs) - 1) & (rows < len(self.ys) - 1)
        )
        found = np.full(len(x), -1, dtype=np.int64)
        found[inside] = self.owners[rows[inside], columns[inside]]
        return found


def find_grids(horizontals: Floats, verticals: Floats) -> list[Grid]:
    """Return the grids that the lines draw, from the top down, single boxes included.

    ``horizontals`` is ``(n, 3)``: y, x0, x1; ``verticals`` is ``(n, 3)``: x, top, bottom.
    """
    if len(horizontals) < 2 or not len(verticals):
        return []
    rows, columns = merge_collinear(horizontals), merge_collinear(verticals)
    grids = []
    groups = _joined(rows, columns, _crossing_groups(rows, columns))
    for some_rows, some_columns in groups:
        grid = _grid(rows[some_rows], columns[some_columns])
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.box[1], grid.box[0]))


def is_tangled(horizontals: Floats, verticals: Floats) -> bool:
    """Whether there are more crossings of lines than tables have: hatching, drawings, plans."""
    if len(horizontals) * len(verticals) <= bounds().crossings:
        return False
    return len(merge_collinear(horizontals)) * len(merge_collinear(verticals)) > bounds().crossings


def merge_collinear(lines: Floats) -> Floats:
    """Return ``lines`` with those on one axis position united where they touch or overlap."""
    if not len(lines):
        return lines
    lines = lines[np.argsort(lines[:, 0], kind="stable")]
    group = np.concatenate(([0], np.cumsum(np.diff(lines[:, 0]) > SNAP)))
    weight = np.maximum(lines[:, 2] - lines[:, 1], 0.01)
    place = np.bincount(group, lines[:, 0] * weight) / np.bincount(group, weight)
    order = np.lexsort((lines[:, 1], group))
    group, low, high = group[order], lines[order, 1], lines[order, 2]
    apart = group * (float(np.max(lines[:, 2]) - np.min(lines[:, 1])) + 4 * REACH)
    reach = np.maximum.accumulate(high + apart)
    fresh = np.concatenate(([True], (low + apart)[1:] > reach[:-1] + REACH))
    starts = np.flatnonzero(fresh)
    return np.column_stack((place[group[starts]], low[starts], np.maximum.reduceat(high, starts)))


def _crossing_groups(rows: Floats, columns: Floats) -> list[Group]:
    """Group lines that meet, directly or over others; groups without both kinds are left out."""
    meet = (
        (columns[None, :, 0] >= rows[:, None, 1] - REACH)
        & (columns[None, :, 0] <= rows[:, None, 2] + REACH)
        & (rows[:, None, 0] >= columns[None, :, 1] - REACH)
        & (rows[:, None, 0] <= columns[None, :, 2] + REACH)
    )
    beyond = len(rows)
    row_label = np.arange(beyond)
    while True:
        column_label = np.where(meet, row_label[:, None], beyond).min(axis=0)
        lowest = np.where(meet, column_label[None, :], beyond).min(axis=1)
        label = np.minimum(row_label, lowest)
        label = np.minimum(label, label[label])
        if np.array_equal(label, row_label):
            break
        row_label = label
    return [
        (np.flatnonzero(row_label == label), np.flatnonzero(column_label == label))
        for label in np.unique(column_label[column_label < beyond])
    ]


def _joined(rows: Floats, columns: Floats, groups: list[Group]) -> list[Group]:
    """Join groups that rows without verticals part: section rows of a table open at its sides.

    Rules of one width that follow each other within `ROW` belong to one table, if the groups
    they join have the same columns. Tables with outer verticals need no joining.
    """
    free = set(range(len(rows))).difference(*(some.tolist() for some, _ in groups))
    joined: list[Group] = []
    for some_rows, some_columns in sorted(groups, key=lambda group: rows[group[0], 0].min()):
        if not _is_open(rows[some_rows], columns[some_columns]):
            joined.append((some_rows, some_columns))
            continue
        parts = [(some_rows, some_columns)]
        if joined and _fits(rows, columns, joined[-1], (some_rows, some_columns)):
            parts.append(joined.pop())
        members = np.concatenate([part[0] for part in parts])
        near = _adjacent(rows, members, free)
        free -= set(near)
        members = np.concatenate((members, np.array(near, dtype=np.int64)))
        joined.append((members, np.concatenate([part[1] for part in parts])))
    return joined


def _is_open(rows: Floats, columns: Floats) -> bool:
    """Whether the horizontals overhang the outermost verticals on both sides."""
    if columns[:, 0].min() - rows[:, 1].min() <= STUB:
        return False  # nearly always: the outermost verticals are where the horizontals end
    left, right = float(np.median(rows[:, 1])), float(np.median(rows[:, 2]))
    return bool(columns[:, 0].min() - left > STUB and right - columns[:, 0].max() > STUB)


def _fits(rows: Floats, columns: Floats, upper: Group, lower: Group) -> bool:
    """Whether two groups, one under the other, have the same columns and width."""
    if not _is_open(rows[upper[0]], columns[upper[1]]):
        return False
    above, below = rows[upper[0]], rows[lower[0]]
    if not 0 < below[:, 0].min() - above[:, 0].max() <= ROW:
        return False
    edges = [_positions(columns[some]) for some in (upper[1], lower[1])]
    same = len(edges[0]) == len(edges[1]) and np.abs(edges[0] - edges[1]).max() <= SNAP
    ends = np.abs(np.median(above[:, 1:], axis=0) - np.median(below[:, 1:], axis=0))
    return bool(same and ends.max() <= SNAP)


def _adjacent(rows: Floats, members: Integers, free: set[int]) -> list[int]:
    """Return the free rules that go on from the group's above and below, at its width."""
    ends = np.median(rows[members, 1:], axis=0)
    like = sorted(
        (index for index in free if np.abs(rows[index, 1:] - ends).max() <= SNAP),
        key=lambda index: float(rows[index, 0]),
    )
    top, bottom = float(rows[members, 0].min()), float(rows[members, 0].max())
    near = []
    for index in like:
        if 0 < rows[index, 0] - bottom <= ROW:
            near.append(index)
            bottom = float(rows[index, 0])
    for index in reversed(like):
        if 0 < top - rows[index, 0] <= ROW:
            near.append(index)
            top = float(rows[index, 0])
    return near


def _grid(rows: Floats, columns: Floats) -> Grid | None:
    """Return the grid that lines of one group draw; None if they enclose nothing."""
    columns = np.concatenate((columns, _open_sides(rows, columns)))
    rows = np.concatenate((rows, _open_sides(columns, rows)))
    xs, ys = _positions(columns), _positions(rows)
    if len(xs) < 2 or len(ys) < 2:
        return None
    upright = _drawn(columns, xs, (ys[:-1] + ys[1:]) / 2)
    level = _drawn(rows, ys, (xs[:-1] + xs[1:]) / 2).T
    cells = grown_cells(upright, level)
    xs, ys, cells = _without_idle_edges(xs, ys, cells)
    if not cells:
        return None
    owners = np.full((len(ys) - 1, len(xs) - 1), -1, dtype=np.int64)
    for index, cell in enumerate(cells):
        owners[
            cell.row : cell.row + cell.row_span, cell.column : cell.column + cell.column_span
        ] = index
    return Grid(np.round(xs, 2), np.round(ys, 2), tuple(cells), owners)


def _open_sides(across: Floats, along: Floats) -> Floats:
    """Return edges for sides that nothing closes: where two lines or more end beyond the last.

    Tables are often drawn without outer verticals (开口表), or cut by a page without a rule.
    """
    found = []
    first, last = float(along[:, 0].min()), float(along[:, 0].max())
    if across[:, 1].min() >= first - STUB and across[:, 2].max() <= last + STUB:
        return np.zeros((0, 3))
    for end, sign, outermost in ((1, 1, first), (2, -1, last)):
        over = (outermost - across[:, end]) * sign > STUB
        if over.sum() < 2:
            continue
        edge = float((across[over, end] * sign).min() * sign)
        there = np.abs(across[:, end] - edge) <= SNAP
        if there.sum() >= 2:
            place = across[there, 0]
            found.append((edge, float(place.min()), float(place.max())))
    return np.array(found, dtype=np.float64).reshape(-1, 3)


def _positions(lines: Floats) -> Floats:
    """Return the sorted distinct positions of lines."""
    places = np.unique(lines[:, 0])
    return places[np.concatenate(([True], np.diff(places) > SNAP))]


def _drawn(lines: Floats, edges: Floats, middles: Floats) -> Booleans:
    """Return ``(middles, edges)``: whether a line at the edge passes the middle of the slot."""
    nearest = np.abs(lines[:, 0][:, None] - edges).argmin(axis=1)
    passes = (lines[:, 1][:, None] <= middles) & (middles <= lines[:, 2][:, None])
    belongs = nearest[:, None] == np.arange(len(edges))
    drawn: Booleans = passes.T.astype(np.int64) @ belongs.astype(np.int64) > 0
    return drawn


def grown_cells(upright: Booleans, level: Booleans) -> list[Slotted]:
    """Return the cells: each slot grown right, then down, until a drawn edge stops it.

    ``upright`` is ``(rows, columns + 1)``, ``level`` is ``(rows + 1, columns)``.
    """
    rows, columns = upright.shape[0], level.shape[1]
    if upright.all() and level.all():
        return [Slotted(row, column, 1, 1) for row in range(rows) for column in range(columns)]
    walls, floors = upright.tolist(), level.tolist()
    taken = [[False] * columns for _ in range(rows)]
    cells = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            if walls[row][column + 1] and floors[row + 1][column]:
                if walls[row][column] + floors[row][column] > 0:
                    cells.append(Slotted(row, column, 1, 1))
                continue
            right = column + 1
            while right < columns and not walls[row][right] and not taken[row][right]:
                right += 1
            bottom = row + 1
            while (
                bottom < rows
                and not any(floors[bottom][column:right])
                and not any(walls[bottom][column + 1 : right])
                and not any(taken[bottom][column:right])
            ):
                bottom += 1
            for line in taken[row:bottom]:
                line[column:right] = [True] * (right - column)
            sides = (
                sum(walls[line][column] + walls[line][right] for line in range(row, bottom))
                + sum(floors[row][column:right])
                + sum(floors[bottom][column:right])
            )
            if sides > bottom - row + right - column:
                cells.append(Slotted(row, column, bottom - row, right - column))
    return cells


def _without_idle_edges(
    xs: Floats, ys: Floats, cells: list[Slotted]
) -> tuple[Floats, Floats, list[Slotted]]:
    """Drop edges at which no cell begins or ends: stubs of lines inside merged cells."""
    used_x = sorted(
        {edge for cell in cells for edge in (cell.column, cell.column + cell.column_span)}
    )
    used_y = sorted({edge for cell in cells for edge in (cell.row, cell.row + cell.row_span)})
    if len(used_x) == len(xs) and len(used_y) == len(ys):
        return xs, ys, cells
    x_of = {edge: index for index, edge in enumerate(used_x)}
    y_of = {edge: index for index, edge in enumerate(used_y)}
    moved = [
        Slotted(
            y_of[cell.row],
            x_of[cell.column],
            y_of[cell.row + cell.row_span] - y_of[cell.row],
            x_of[cell.column + cell.column_span] - x_of[cell.column],
        )
        for cell in cells
    ]
    return xs[used_x], ys[used_y], moved
