"""The rows of a table that grows page by page, and what they have shown so far.

Each row is looked at once, however many pages follow, so that the last page of a table of a
thousand costs no more than its second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from extractor.structure.grid import Slot
from extractor.text.labels import read_label
from extractor.text.passage import Passage

Row = tuple[Slot, ...]
Sum = tuple[int, int]

SENTENCE_ENDS = frozenset("。！？；;.!?”’…）)】〕")
_LABELLED_SHARE = 0.6
_STOPPED_SHARE = 0.8


class Pile:
    """Rows in order. Positions are those of the whole table, as in the slots' ``row``."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = list(rows)
        self._sums: dict[tuple[str, int, str], list[Sum]] = {}
        """By what is counted: the sums over the first 0, 1, 2 … rows, as far as asked for."""

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def last(self) -> Row:
        """The lowest row."""
        return self.rows[-1]

    def extend(self, rows: Iterable[Row]) -> None:
        """Put rows below the others."""
        self.rows.extend(rows)

    def replace_last(self, row: Row) -> None:
        """Put another row in the place of the lowest."""
        self.rows[-1] = row
        self._forget(len(self.rows) - 1)

    def rewrite(self, cell: Slot, content: Passage) -> None:
        """Change the content of one merged cell wherever it stands."""
        place, start = (cell.row, cell.column), max(cell.row, 0)
        for index in range(start, len(self.rows)):
            self.rows[index] = tuple(
                replace(slot, content=content) if (slot.row, slot.column) == place else slot
                for slot in self.rows[index]
            )
        self._forget(start)

    def numbered(self, column: int, role: str) -> bool:
        """Whether the rows carry ordinals in ``column``."""

        def count(row: Row, _: int) -> Sum:
            slot = row[column]
            if spans_all(row) or not is_own(slot, row, column) or not slot.content.text.strip():
                return 0, 0
            return 1, has_ordinal(slot, role)

        seen, labelled = self._sum(("numbered", column, role), count, len(self.rows))
        return seen > 0 and labelled >= _LABELLED_SHARE * seen

    def ends_in_stops(self, column: int, end: int) -> bool:
        """Whether the cells of a column end in full stops, so that one without breaks off.

        ``end`` is the position of the first row that is not looked at.
        """

        def count(row: Row, index: int) -> Sum:
            text = row[column].content.text.strip()
            if row[column].row != index or spans_all(row) or not text:
                return 0, 0
            return 1, text[-1] in SENTENCE_ENDS

        own, stopped = self._sum(("stopped", column, ""), count, min(max(end, 0), len(self.rows)))
        return own > 1 and stopped >= _STOPPED_SHARE * own

    def grouped(self, column: int) -> bool:
        """Whether some cells of a column are merged over rows."""

        def count(row: Row, _: int) -> Sum:
            return row[column].rows > 1, 0

        return self._sum(("grouped", column, ""), count, len(self.rows))[0] > 0

    def _sum(self, what: tuple[str, int, str], count: Callable[[Row, int], Sum], end: int) -> Sum:
        """Return the sum of ``count`` over the rows before ``end``."""
        sums = self._sums.setdefault(what, [(0, 0)])
        for index in range(len(sums) - 1, end):
            one, other = count(self.rows[index], index)
            sums.append((sums[-1][0] + one, sums[-1][1] + other))
        return sums[end]

    def _forget(self, start: int) -> None:
        """Drop what is known of the rows from ``start`` on."""
        for sums in self._sums.values():
            del sums[start + 1 :]


def is_own(slot: Slot, row: Row, column: int) -> bool:
    """Whether a slot of a row is the top left one of its cell."""
    return slot.column == column and not slot.missing and slot.row == position(row)


def position(row: Row) -> int:
    """Return the position of a row: that of the slots that begin in it."""
    return max((slot.row for slot in row if not slot.missing), default=0)


def spans_all(row: Row) -> bool:
    """Whether one cell fills a row of several columns."""
    return bool(row) and row[0].columns >= len(row) > 1


def has_ordinal(slot: Slot, role: str) -> bool:
    """Whether a cell begins with an ordinal; in a column of numbers anything is one."""
    text = slot.content.text.strip()
    return bool(text) if role == "number" else read_label(text) is not None
