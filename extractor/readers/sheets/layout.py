"""The rows of a sheet that are shown, parted into tables and the lines above and below them.

A ledger begins with lines that are no part of its table: a title merged across the sheet, who
fills it in, the unit of its figures; notes stand below it. Ruled lines tell them from the table
where there are any, else that they fill one cell alone.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

import regex

from extractor.bounds import bounds
from extractor.errors import TooLarge
from extractor.readers.sheets.model import Area, Sheet, quoted

_LABELLED = regex.compile(r"[^：:]{1,40}[：:][^：:]{0,60}")
"""填报单位：某局; what stands beside others of its kind above a table."""


class Placed(NamedTuple):
    """A cell, or a merged one, by the rows and columns of the file."""

    row: int
    column: int
    rows: tuple[int, ...]
    """The rows that it covers and that are shown; likewise ``columns``."""
    columns: tuple[int, ...]


@dataclass(slots=True)
class Region:
    """Rows between blank ones: lines, then a table or nothing, then lines."""

    above: list[Placed]
    table: list[Placed]
    rows: tuple[int, ...]
    """The rows of the table, by their numbers in the sheet; likewise ``columns``."""
    columns: tuple[int, ...]
    below: list[Placed]

    @property
    def first(self) -> int:
        """The row it begins in."""
        return min(cell.row for cell in (*self.above, *self.table, *self.below))


class View:
    """The cells of a sheet as they are shown: hidden rows and columns left out."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._rows: dict[int, list[Placed]] = {}
        self.covered: set[tuple[int, int]] = set()
        """Slots under merged cells: what is written there is not shown."""
        self._merged = 0
        held = sheet.cells.keys() | sheet.ruled
        used = sorted({row for row, _ in held})
        wide = sorted({column for _, column in held})
        for area in sheet.merged:
            self._merge(area, used, wide)
        for row, column in held:
            shown = row not in sheet.hidden_rows and column not in sheet.hidden_columns
            if shown and (row, column) not in self.covered:
                self._rows.setdefault(row, []).append(Placed(row, column, (row,), (column,)))
        for cells in self._rows.values():
            cells.sort(key=lambda one: one.column)

    def _merge(self, area: Area, used: list[int], wide: list[int]) -> None:
        """Place a merged cell; of what it covers only rows and columns that hold something count.

        Areas that overlap an earlier one, as only damaged files have them, are passed over.
        """
        sheet = self._sheet
        rows = used[bisect_left(used, area.top) : bisect_left(used, area.bottom + 1)]
        columns = wide[bisect_left(wide, area.left) : bisect_left(wide, area.right + 1)]
        self._merged += len(rows) * len(columns)
        if self._merged > 4 * bounds().cells:
            raise TooLarge(f"{quoted(sheet.name)} merges more cells than a sheet can have")
        slots = {(row, column) for row in rows for column in columns}
        if not slots or not slots.isdisjoint(self.covered):
            return
        self.covered |= slots
        shown = tuple(row for row in rows if row not in sheet.hidden_rows)
        across = tuple(column for column in columns if column not in sheet.hidden_columns)
        if shown and across:
            cell = Placed(area.top, area.left, shown, across)
            self._rows.setdefault(shown[0], []).append(cell)

    def regions(self) -> list[Region]:
        """Return the parts of the sheet between blank rows, in order."""
        groups: list[list[int]] = []
        last = -1
        for row in sorted(self._rows):
            cells = self._rows[row]
            if not any(self._speaks(cell) or self._is_ruled(cell) for cell in cells):
                continue
            blank = any(n not in self._sheet.hidden_rows for n in range(last + 1, row))
            if blank or not groups:
                groups.append([])
            groups[-1].append(row)
            last = max(last, row, *(cell.rows[-1] for cell in cells))
        return [region for group in groups if (region := self._region(group)) is not None]

    def shown(self) -> set[tuple[int, int]]:
        """Return the places of the cells that are shown."""
        return {(cell.row, cell.column) for cells in self._rows.values() for cell in cells}

    def _region(self, rows: list[int]) -> Region | None:
        while rows and not self._count(rows[-1]):  # ruled in advance, never filled in
            rows = rows[:-1]
        low, high = self._bounds(rows)
        while low < high and self._stands_alone(rows[low:high]):
            low += 1
        while high > low and self._is_note(rows[low:high]):
            high -= 1
        above, below = self._spoken(rows[:low]), self._spoken(rows[high:])
        inner = [cell for row in rows[low:high] for cell in self._rows[row]]
        spoken = self._spoken(rows[low:high])
        right = max((cell.columns[-1] for cell in spoken), default=0)
        columns = sorted({n for cell in inner for n in cell.columns if n <= right})
        if len(columns) < 2 or len(spoken) < 2 or len(inner) == high - low:
            lines = above + spoken + below
            return Region(lines, [], (), (), []) if lines else None
        covered = sorted({row for cell in inner for row in cell.rows})
        table = [
            cell._replace(columns=tuple(n for n in cell.columns if n <= right))
            for cell in inner
            if cell.columns[0] <= right
        ]
        return Region(above, table, tuple(covered), tuple(columns), below)

    def _bounds(self, rows: list[int]) -> tuple[int, int]:
        """Return where the ruled rows begin and end; all rows where none is ruled."""
        ruled = [any(self._is_ruled(cell) for cell in self._rows[row]) for row in rows]
        if not any(ruled):
            return 0, len(rows)
        low = ruled.index(True)
        high = len(ruled) - ruled[::-1].index(True)
        widest = max(self._count(row) for row in rows[low:high])
        # Rows that were added below the lines, and not ruled, still fill the columns.
        while high < len(rows) and self._count(rows[high]) >= max(2, (widest + 1) // 2):
            high += 1
        return low, high

    def _stands_alone(self, rows: list[int]) -> bool:
        """Whether the first row is a line above the table: one cell alone, or labelled values."""
        cells = self._spoken(rows[:1])
        if any(len(cell.rows) > 1 for cell in cells):
            return False
        if len(cells) <= 1:
            return True
        following = max((self._count(row) for row in rows[1:4]), default=0)
        return len(cells) < following and all(
            _LABELLED.fullmatch(self._sheet.cells[cell.row, cell.column].text.strip())
            for cell in cells
        )

    def _is_note(self, rows: list[int]) -> bool:
        """Whether the last row is a note: one cell across the table, or alone and not ruled."""
        last = rows[-1]
        cells = self._rows[last]
        spoken = self._spoken([last])
        inner = [cell for row in rows for cell in self._rows[row]]
        if len(spoken) != 1 or any(len(one.rows) > 1 and last in one.rows for one in inner):
            return False
        left = min(one.column for one in inner)
        right = max(one.columns[-1] for one in inner)
        only = spoken[0]
        if only.columns[0] == left and only.columns[-1] == right and right > left:
            return True
        return only.column == left and len(cells) == 1 and not self._is_ruled(only)

    def _spoken(self, rows: list[int]) -> list[Placed]:
        return [cell for row in rows for cell in self._rows[row] if self._speaks(cell)]

    def _speaks(self, cell: Placed) -> bool:
        held = self._sheet.cells.get((cell.row, cell.column))
        return held is not None and bool(held.text.strip())

    def _is_ruled(self, cell: Placed) -> bool:
        return (cell.row, cell.column) in self._sheet.ruled

    def _count(self, row: int) -> int:
        return sum(self._speaks(cell) for cell in self._rows[row])
