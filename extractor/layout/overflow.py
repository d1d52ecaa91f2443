"""Text that runs out of a table at the end of a page, over an edge left open, as browsers print it.

The lines of a merged cell go on below the last row, where the page has room; the cell itself goes
on over the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.layout.blocks import Drawn
from extractor.layout.lattice import Slotted
from extractor.layout.lines import Line
from extractor.layout.page import Floats, Page

STEP = 2.0
"""Ems between two lines of a cell, at most."""
NEAR = 3.0
"""Points within which a rule closes a cell."""


def with_overflow(
    page: Page, lines: Sequence[Line], tables: Sequence[Drawn]
) -> tuple[list[Line], list[Drawn]]:
    """Return the lines without those that go on in a cell, and the tables with them."""
    loose, drawn = list(lines), list(tables)
    if not drawn:
        return loose, drawn
    last = max(range(len(drawn)), key=lambda index: drawn[index].grid.box[3])
    table = drawn[last]
    bottom = table.grid.box[3]
    for line in sorted((line for line in lines if line.base > bottom), key=lambda line: line.base):
        for index, slot in enumerate(table.grid.cells):
            if _goes_on(table, index, slot, line) and not _closed(page.horizontals, table, slot):
                cells = list(table.lines)
                cells[index] = (*cells[index], line)
                table = replace(table, lines=tuple(cells))
                loose.remove(line)
                break
    drawn[last] = table
    return loose, drawn


def _goes_on(table: Drawn, index: int, slot: Slotted, line: Line) -> bool:
    """Whether a line below the table stands under the last one of a cell at its bottom."""
    if slot.row + slot.row_span < len(table.grid.ys) - 1 or not table.lines[index]:
        return False
    x0, _, x1, _ = table.grid.cell_box(slot)
    above = table.lines[index][-1]
    return (
        x0 <= line.box[0]
        and line.box[2] <= x1
        and abs(line.box[0] - above.box[0]) <= 0.5 * line.size
        and line.size == above.size
        and 0 < line.base - above.base <= STEP * line.size
    )


def _closed(horizontals: Floats, table: Drawn, slot: Slotted) -> bool:
    """Whether a rule runs under the cell."""
    x0, _, x1, bottom = table.grid.cell_box(slot)
    middle = (x0 + x1) / 2
    y, left, right = horizontals.T
    return bool(((abs(y - bottom) <= NEAR) & (left <= middle) & (middle <= right)).any())
