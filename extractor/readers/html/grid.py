"""The slots of a table, by the HTML Standard's algorithm for forming a table (4.9.12).

Spans are clamped as the standard says: ``colspan`` to 1-1,000, ``rowspan`` to 65,534 and to the
rows of its group. Beyond it: columns and rows where no cell begins are no columns and rows to a
reader, so a ``colspan`` that reaches past the table ends with it; where two cells would overlap,
the later one stops before the earlier one.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from extractor.bounds import bounds
from extractor.errors import TooLarge
from extractor.readers.html.tree import Node

_GROUPS = frozenset({"tbody", "thead", "tfoot"})


@dataclass(slots=True)
class Slot:
    """A cell element and the slots it covers."""

    element: Node
    row_element: Node | None
    row: int
    column: int
    row_span: int
    column_span: int
    header: bool


@dataclass(slots=True)
class Plan:
    """The cells of a table, ordered by row and column, and what stands in it outside cells."""

    rows: int = 0
    columns: int = 0
    cells: list[Slot] = field(default_factory=list)
    outside: list[Node | str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    widths: dict[Node, int] = field(default_factory=dict)
    """Columns of cells that are no table cells by their tags."""


@dataclass(slots=True)
class Row:
    """A row of cells, before their slots are known."""

    element: Node | None
    cells: list[Node]
    header: bool = False


def is_layout(table: Node) -> bool:
    """Whether a table only arranges the page: its cells hold pages, not values.

    It does when it has one row or one column without being ruled, when a table in it holds most
    of its text, or when one cell does, with many blocks.
    """
    if table.get("role") in {"presentation", "none"}:
        return True
    total = table.size
    if total == 0:
        return True
    rows = [row for group in table.children if group.tag in _GROUPS for row in group.children]
    if not rows:
        return True
    widest = max(len(row.children) for row in rows)
    if widest <= 1 or (len(rows) == 1 and (widest < 3 or not _ruled(table))):
        return True
    if any(inner.size * 2 >= total for row in rows for inner in row.walk() if inner.tag == "table"):
        return True
    for row in rows:
        cells = row.children
        if len(cells) > 3 or (len(cells) > 1 and _ruled(table)):
            continue
        for cell in cells:
            if cell.size * 10 >= total * 8 and total > 600:
                blocks = sum(one.tag in {"p", "div", "table", "br"} for one in cell.walk())
                if blocks >= 8:
                    return True
    return False


def _ruled(table: Node) -> bool:
    border = (table.get("border") or "0").rstrip("px")
    return (border.isdigit() and int(border) > 0) or "border" in (table.get("style") or "")


def plan(table: Node) -> Plan:
    """Return where the cells of ``table`` stand.

    Raises:
        TooLarge: The table has more cells than a table may have.
    """
    result = Plan()
    body: list[list[Row]] = []
    feet: list[list[Row]] = []
    for child in table.content:
        if isinstance(child, str) or child.tag not in _GROUPS:
            if not isinstance(child, str) or child.strip():
                result.outside.append(child)
            continue
        rows = _rows(child, result)
        (feet if child.tag == "tfoot" else body).append(rows)
    return planned(body + feet, result)


def planned(groups: list[list[Row]], result: Plan) -> Plan:
    """Give the cells of row groups their slots.

    Raises:
        TooLarge: There are more cells than a table may have.
    """
    most = bounds().cells
    if sum(len(row.cells) for group in groups for row in group) > most:
        raise TooLarge(f"a table of the page has more than {most} cells: pass it in parts")
    total = 0
    for group in groups:
        total = _place(group, total, result)
    result.rows = total
    _collapse(result)
    result.cells.sort(key=lambda slot: (slot.row, slot.column))
    return result


def _rows(group: Node, result: Plan) -> list[Row]:
    """Return the rows of a group; those not shown are no rows."""
    found: list[Row] = []
    for child in group.content:
        if isinstance(child, str):
            if child.strip():
                result.outside.append(child)
        elif child.tag != "tr" or child.hidden:
            result.outside.append(child)
        else:
            cells = []
            for cell in child.content:
                if isinstance(cell, str):
                    if cell.strip():
                        result.outside.append(cell)
                elif cell.tag in {"td", "th"} and not cell.hidden:
                    cells.append(cell)
                else:
                    result.outside.append(cell)
            found.append(Row(child, cells, header=group.tag == "thead"))
    return found


def _place(group: list[Row], first: int, result: Plan) -> int:
    """Place the cells of one row group from row ``first`` on; return the row after it."""
    until: list[int] = []
    most = bounds()
    last = first + len(group)
    slots = sum(slot.row_span * slot.column_span for slot in result.cells)
    for row, line in enumerate(group, first):
        column = 0
        for element in line.cells:
            while column < len(until) and until[column] > row:
                column += 1
            width = result.widths.get(element) or _span(
                element.get("colspan"), most.column_span, zero=1
            )
            height = _span(element.get("rowspan"), most.row_span, zero=most.row_span)
            height = min(height, last - row)
            if slots + width * height > most.cells:
                width = height = 1
                if not result.remarks:
                    result.remarks.append(
                        f"the spans of the table cover more than {most.cells} slots; "
                        "from there on they are read as 1"
                    )
            slots += width * height
            end = column + 1
            while end < column + width and not (end < len(until) and until[end] > row):
                end += 1
            until.extend([0] * (end - len(until)))
            for covered in range(column, end):
                until[covered] = row + height
            header = line.header or element.tag == "th"
            span = end - column
            result.cells.append(
                Slot(element, line.element, row, column, height, span, header=header)
            )
            column = end
    return last


def _span(value: str | None, most: int, *, zero: int) -> int:
    """Return a span by the rules for parsing non-negative integers (HTML Standard 2.3.4.2)."""
    text = (value or "").strip().removeprefix("+")
    digits = ""
    for character in text[:12]:
        if not ("0" <= character <= "9"):
            break
        digits += character
    if not digits:
        return 1
    number = int(digits)
    return zero if number == 0 else min(number, most)


def _collapse(result: Plan) -> None:
    """Drop the columns and rows in which no cell begins."""
    columns = sorted({slot.column for slot in result.cells})
    rows = sorted({slot.row for slot in result.cells})
    for slot in result.cells:
        end = bisect_left(columns, slot.column + slot.column_span)
        slot.column = bisect_left(columns, slot.column)
        slot.column_span = end - slot.column
        bottom = bisect_left(rows, slot.row + slot.row_span)
        slot.row = bisect_left(rows, slot.row)
        slot.row_span = bottom - slot.row
    result.columns, result.rows = len(columns), len(rows)
