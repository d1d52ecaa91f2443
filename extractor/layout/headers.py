"""Header rows that stand over a table's lines without lines of their own.

A line of text right above a grid whose parts stand one in each column is the grid's first row.
A caption such as ``填报单位：  年  月  日`` has fewer parts, or none that keep to the columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from msgspec import structs

from extractor.layout.blocks import Drawn
from extractor.layout.lattice import Grid, Slotted
from extractor.layout.lines import Line

REACH = 2.5
"""Line heights within which a header stands above the grid."""


def with_headers(lines: Sequence[Line], tables: Sequence[Drawn]) -> tuple[list[Line], list[Drawn]]:
    """Return the lines without those that head a table, and the tables with them as first row."""
    loose = list(lines)
    headed = []
    for table in tables:
        line = _line_above(loose, table)
        cells = None if line is None else _parts_by_column(line, table.grid)
        if line is None or cells is None:
            headed.append(table)
            continue
        loose.remove(line)
        headed.append(_with_row(table, cells, line.box[1] - 0.2 * line.size))
    return loose, headed


def _line_above(lines: Sequence[Line], table: Drawn) -> Line | None:
    """Return the nearest line above the table if nothing but it stands close above."""
    x0, top, x1, _ = table.grid.box
    near = [
        line
        for line in lines
        if top - REACH * line.size <= line.base <= top and line.box[0] < x1 and line.box[2] > x0
    ]
    return max(near, key=lambda line: line.base) if near else None


def _parts_by_column(line: Line, grid: Grid) -> list[Line] | None:
    """Return the line cut into one line a column; None unless every column has its own."""
    columns = len(grid.xs) - 1
    if columns < 2 or len(line.parts) != columns or not grid.ruled:
        return None
    cut = []
    for column, (start, end, left, right) in enumerate(line.parts):
        x0, x1 = float(grid.xs[column]), float(grid.xs[column + 1])
        centred = abs((left + right) / 2 - (x0 + x1) / 2) <= 0.2 * (x1 - x0)
        flush = abs(left - x0) <= line.size
        if left < x0 - 2 or right > x1 + 2 or not (centred or flush):
            return None
        cut.append(part_of(line, start, end, left, right))
    return cut


def part_of(line: Line, start: int, end: int, left: float, right: float) -> Line:
    """Return the stretch ``start:end`` of ``line`` as a line of its own."""
    text = line.text[start:end].rstrip()
    return structs.replace(
        line,
        text=text,
        box=(left, line.box[1], right, line.box[3]),
        parts=((0, len(text), left, right),),
    )


def _with_row(table: Drawn, cells: Sequence[Line], top: float) -> Drawn:
    grid = table.grid
    count = len(cells)
    head = tuple(Slotted(0, column, 1, 1) for column in range(count))
    moved = tuple(structs.replace(cell, row=cell.row + 1) for cell in grid.cells)
    below = np.where(grid.owners >= 0, grid.owners + count, -1)
    return replace(
        table,
        grid=Grid(
            xs=grid.xs,
            ys=np.concatenate(([top], grid.ys)),
            cells=head + moved,
            owners=np.vstack((np.arange(count)[None, :], below)),
        ),
        lines=tuple((line,) for line in cells) + table.lines,
        nested=((),) * count + table.nested,
    )
