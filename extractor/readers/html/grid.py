"""The slots of a table, by the HTML Standard's algorithm for forming a table (4.9.12).

Spans are clamped as the standard says: ``colspan`` to 1-1,000, ``rowspan`` to 65,534 and to the
rows of its group. Beyond it: columns and rows where no cell begins are no columns and rows to a
reader, so a ``colspan`` that reaches past the table ends with it; where two cells would overlap,
the later one stops before the earlier one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element

from extractor.errors import TooLarge
from extractor.readers.html.style import SKIPPED, parse

Path = tuple["Path", str] | None

MAX_SLOTS = 200_000
"""Slots of one table; beyond it spans are read as 1."""

_MAX_COLSPAN, _MAX_ROWSPAN = 1000, 65_534


@dataclass(slots=True)
class Slot:
    """A cell element and the slots it covers."""

    element: _Element
    path: Path
    row_element: _Element | None
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
    outside: list[tuple[_Element, Path]] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    element: _Element | None
    cells: list[tuple[_Element, Path]]
    header: bool


def is_layout(table: _Element, sizes: Mapping[_Element, tuple[int, int]]) -> bool:
    """Whether a table only arranges the page: its cells hold pages, not values.

    It does when it has one row or one column without being ruled, when a table in it holds most
    of its text, or when one cell does, with many blocks.
    """
    if table.get("role") in {"presentation", "none"}:
        return True
    total = sizes.get(table, (0, 0))[0]
    if total == 0:
        return True
    rows = [row for row in table.iter("tr") if _owner(row) is table]
    if not rows:
        return True
    widest = max(sum(child.tag in {"td", "th"} for child in row) for row in rows)
    if widest <= 1 or (len(rows) == 1 and (widest < 3 or not _ruled(table))):
        return True
    for inner in table.iter("table"):
        if inner is not table and sizes.get(inner, (0, 0))[0] * 2 >= total:
            return True
    for row in rows:
        if len(row) > 3 or (len(row) > 1 and _ruled(table)):
            continue
        for cell in row:
            if sizes.get(cell, (0, 0))[0] * 10 >= total * 8 and total > 600:
                blocks = sum(1 for _ in cell.iter("p", "div", "table", "br"))
                if blocks >= 8:
                    return True
    return False


def _owner(element: _Element) -> _Element | None:
    parent = element.getparent()
    while parent is not None and parent.tag != "table":
        parent = parent.getparent()
    return parent


def _ruled(table: _Element) -> bool:
    border = table.get("border", "0").rstrip("px")
    return (border.isdigit() and int(border) > 0) or "border" in (table.get("style") or "")


def plan(table: _Element, path: Path) -> Plan:
    """Return where the cells of ``table`` stand.

    Raises:
        TooLarge: The table has more than `MAX_SLOTS` cells.
    """
    result = Plan()
    groups = _groups(table, path, result)
    if sum(len(row.cells) for group in groups for row in group) > MAX_SLOTS:
        raise TooLarge(f"a table of the page has more than {MAX_SLOTS} cells: pass it in parts")
    total = 0
    for group in groups:
        total = _place(group, total, result)
    result.rows = total
    _collapse(result)
    result.cells.sort(key=lambda slot: (slot.row, slot.column))
    return result


def _groups(table: _Element, path: Path, result: Plan) -> list[list[_Row]]:
    """Return the rows of each row group in the order they show; ``tfoot`` shows last."""
    body: list[list[_Row]] = []
    feet: list[list[_Row]] = []
    loose: list[_Row] = []
    counts: dict[str, int] = {}
    if table.text and table.text.strip():
        result.stray.append(table.text)
    for child in table:
        tag = child.tag
        if isinstance(tag, str):
            counts[tag] = counts.get(tag, 0) + 1
            step = (path, f"{tag}[{counts[tag]}]")
            if tag in {"thead", "tbody", "tfoot"}:
                if loose:
                    body.append(loose)
                    loose = []
                group = _rows(child, step, result, header=tag == "thead")
                (feet if tag == "tfoot" else body).append(group)
            elif tag == "tr":
                loose.extend(_row(child, step, result, header=False))
            elif tag in {"td", "th"}:
                loose.append(_Row(None, [(child, step)], header=False))
            elif tag not in SKIPPED:
                result.outside.append((child, step))
        if child.tail and child.tail.strip():
            result.stray.append(child.tail)
    if loose:
        body.append(loose)
    return body + feet


def _rows(group: _Element, path: Path, result: Plan, *, header: bool) -> list[_Row]:
    found: list[_Row] = []
    counts: dict[str, int] = {}
    if group.text and group.text.strip():
        result.stray.append(group.text)
    for child in group:
        tag = child.tag
        if isinstance(tag, str):
            counts[tag] = counts.get(tag, 0) + 1
            step = (path, f"{tag}[{counts[tag]}]")
            if tag == "tr":
                found.extend(_row(child, step, result, header=header))
            elif tag in {"td", "th"}:
                found.append(_Row(None, [(child, step)], header))
            elif tag not in SKIPPED:
                result.outside.append((child, step))
        if child.tail and child.tail.strip():
            result.stray.append(child.tail)
    return found


def _row(row: _Element, path: Path, result: Plan, *, header: bool) -> list[_Row]:
    """Return the row, or none for one that is not shown."""
    if "hidden" in row.attrib or ("style" in row.attrib and parse(row.attrib["style"]).hidden):
        result.outside.append((row, path))
        return []
    cells: list[tuple[_Element, Path]] = []
    counts: dict[str, int] = {}
    if row.text and row.text.strip():
        result.stray.append(row.text)
    for child in row:
        tag = child.tag
        if isinstance(tag, str):
            counts[tag] = counts.get(tag, 0) + 1
            step = (path, f"{tag}[{counts[tag]}]")
            if tag in {"td", "th"} and not _hidden(child):
                cells.append((child, step))
            elif tag not in SKIPPED:
                result.outside.append((child, step))
        if child.tail and child.tail.strip():
            result.stray.append(child.tail)
    return [_Row(row, cells, header)]


def _hidden(cell: _Element) -> bool:
    return "hidden" in cell.attrib or (
        "style" in cell.attrib and "display" in cell.attrib["style"]
        and parse(cell.attrib["style"]).hidden
    )  # fmt: skip


def _place(group: list[_Row], first: int, result: Plan) -> int:
    """Place the cells of one row group from row ``first`` on; return the row after it."""
    until: list[int] = []
    last = first + len(group)
    slots = sum(slot.row_span * slot.column_span for slot in result.cells)
    for row, line in enumerate(group, first):
        column = 0
        for element, path in line.cells:
            while column < len(until) and until[column] > row:
                column += 1
            width = _span(element.get("colspan"), _MAX_COLSPAN, zero=1)
            height = min(_span(element.get("rowspan"), _MAX_ROWSPAN, zero=_MAX_ROWSPAN), last - row)
            if slots + width * height > MAX_SLOTS:
                width = height = 1
                if not result.remarks:
                    result.remarks.append(
                        f"the spans of the table cover more than {MAX_SLOTS} slots; "
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
                Slot(element, path, line.element, row, column, height, span, header=header)
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
