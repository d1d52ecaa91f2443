"""Tables that a copy has flattened to one cell a line: rebuilt where only one reading is possible.

The header words stand on lines of their own, then the cells, row by row. Empty cells are lost, and
units of one cell may stand on several lines; so a row is taken only if its lines fit the columns
in exactly one way, and a table only if all its rows are. Otherwise the lines stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import regex

from extractor.model.anchor import Anchor
from extractor.model.document import Cell, Paragraph, Table
from extractor.structure.bodies import reads_like_unit
from extractor.structure.headers import (
    UNIT_ROLES,
    ColumnHead,
    is_task_head,
    role_of,
)
from extractor.structure.prose import Item, Prose, ends_sentence
from extractor.structure.roles import HEADING_FORMS
from extractor.text.dates import find_dates

_LEAST_COLUMNS, _MOST_COLUMNS = 3, 10
_LONGEST_HEAD = 10
_LEAST_ROWS = 2
_LEAST_TEXT = 18
_MOST_LINES = 60
"""Lines a row may have."""
_NUMBER = regex.compile(r"\s*+([0-9]{1,3})\s*+[.、．]?\s*+")
_LEAST_NUMBERS = 5
_TIME = regex.compile(
    r"[0-9]{1,4}年|[0-9]{1,2}月|季度|年[底初中末内]|月[底末]|长期|持续|全年|常年|立即|每[年月季周日]|适时|[0-9]日前"
)
_COLLECTIVE = regex.compile(
    r"(?:部门|单位|企业|学校|医院|街道|乡镇|园区|党委|支部|各方|村居|社区|成员单位|政府)(?:\([^()]{1,30}\))?$"
)
_SPLIT = regex.compile(r"[、，,；;\s]+(?![^()（）]{0,40}[)）])")
_LABEL = regex.compile(r"^[\p{Han}]{2,8}[:：]\s*+")
_NAMES = regex.compile(r"[\p{Han}·]{2,4}(?:[、，,\s]+[\p{Han}·]{2,4}){0,5}")

Sort = Literal["number", "units", "time", "people", "text"]


@dataclass(frozen=True, slots=True)
class Flattened:
    """A table of one cell a line: how many rows were rebuilt, none where it was left as it is."""

    anchor: Anchor
    rows: int


def rebuilt(items: Sequence[Item]) -> tuple[list[Item], list[Flattened]]:
    """Return the items with flattened tables as tables, and what was found of them."""
    found: list[Item] = []
    remarks: list[Flattened] = []
    headers = {at: heads for at in range(len(items)) if (heads := _header(items, at))}
    position = 0
    while position < len(items):
        heads = headers.get(position, [])
        table = _table(items, position, headers) if heads else None
        if table is None:
            if heads or _heads_in_line(items[position]):
                remarks.append(Flattened(_anchor(items[position]), 0))
            following = position + max(1, len(heads))
            found += items[position:following]
            position = following
            continue
        made, position = table
        found.append(made)
        remarks.append(Flattened(made.anchor, made.rows - 1))
    if not remarks and (counted := _counts_up(items)) is not None:
        remarks.append(Flattened(_anchor(items[counted]), 0))
    return found, remarks


def _anchor(item: Item) -> Anchor:
    return item.passage.anchor() if isinstance(item, Prose) else Anchor()


def _header(items: Sequence[Item], start: int) -> list[ColumnHead] | None:
    """Return the columns whose header words stand on the lines from ``start`` on."""
    heads: list[ColumnHead] = []
    for item in items[start : start + _MOST_COLUMNS]:
        if not isinstance(item, Prose) or len(item.key) > _LONGEST_HEAD:
            break
        role = None if ends_sentence(item.text) else role_of(item.text)
        if role is None:
            break
        heads.append(ColumnHead(item.repaired, role))
    if len(heads) < _LEAST_COLUMNS or not is_task_head(tuple(heads)):
        return None
    return heads


def _heads_in_line(item: Item) -> bool:
    """Whether a line of text is the header of a table whose columns run into one another."""
    if not isinstance(item, Prose) or len(item.text) > _LONGEST_HEAD * _MOST_COLUMNS:
        return False
    words = item.passage.text.split()
    if not _LEAST_COLUMNS <= len(words) <= _MOST_COLUMNS:
        return False
    heads = [ColumnHead(item.repaired, role_of(word)) for word in words]
    return all(head.role is not None for head in heads) and is_task_head(tuple(heads))


def _counts_up(items: Sequence[Item]) -> int | None:
    """Return where five numbers begin that count up alone on lines with others between them."""
    expected = first = last = 0
    for position, item in enumerate(items):
        number = _NUMBER.fullmatch(item.text[:12]) if isinstance(item, Prose) else None
        if number is None or not isinstance(item, Prose) or len(item.text) > 6:
            continue
        value = int(number[1])
        if value == expected and value > 1 and 2 <= position - last <= 30:
            expected, last = value + 1, position
        elif value == 1:
            expected, first, last = 2, position, position
        if expected > _LEAST_NUMBERS:
            return first
    return None


def _table(
    items: Sequence[Item], start: int, headers: Mapping[int, Sequence[ColumnHead]]
) -> tuple[Table, int] | None:
    """Return the table whose header begins at ``start``, and the position after it.

    It reaches to the next header at most.
    """
    heads = headers[start]
    lines: list[Prose] = []
    for at in range(start + len(heads), len(items)):
        item = items[at]
        if at in headers or not isinstance(item, Prose):
            break
        lines.append(item)
    counted = any(_starts(lines, alone=alone) for alone in (True, False))
    rows = _numbered(lines, heads) if counted else _cycled(lines, heads)
    if rows is None or sum(row.cells is not None for row in rows) < _LEAST_ROWS:
        return None
    if _goes_on(lines[sum(row.lines for row in rows) :]):
        return None
    header = [item for item in items[start : start + len(heads)] if isinstance(item, Prose)]
    cells = [_cell(0, column, [line]) for column, line in enumerate(header)]
    taken = 0
    for number, row in enumerate(rows, 1):
        taken += row.lines
        if row.cells is None:
            cells.append(_cell(number, 0, [row.first], len(heads)))
            continue
        cells += [_cell(number, column, held) for column, held in enumerate(row.cells)]
    table = Table(
        rows=len(rows) + 1,
        columns=len(heads),
        cells=tuple(cells),
        anchor=_anchor(items[start]),
        spans_known=False,
    )
    return table, start + len(heads) + taken


def _cell(row: int, column: int, lines: Sequence[Prose], span: int = 1) -> Cell:
    paragraphs: dict[int, Paragraph] = {
        run.paragraph.id: run.paragraph for line in lines for run in line.passage.runs
    }
    anchor = lines[0].passage.anchor() if lines else Anchor()
    return Cell(
        row=row,
        column=column,
        column_span=span,
        paragraphs=tuple(paragraphs.values()),
        anchor=anchor,
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """The lines of one row by column; of a heading across the table, none but its first."""

    first: Prose
    lines: int
    cells: list[list[Prose]] | None


def _numbered(lines: Sequence[Prose], heads: Sequence[ColumnHead]) -> list[_Row] | None:
    """Return rows told by their numbers; None where they have none, or where one is doubtful.

    The number stands on a line of its own, or before the text of the first column.
    """
    alone = heads[0].role == "number"
    starts = _starts(lines, alone=alone)
    if len(starts) < _LEAST_ROWS or not all(_is_heading(line) for line in lines[: starts[0]]):
        return None
    rows: list[_Row] = [_Row(line, 1, None) for line in lines[: starts[0]]]
    sorts = [_sort_of(head) for head in heads[1:]]
    most = len(sorts)
    for order, start in enumerate(starts):
        last = order + 1 == len(starts)
        end = min(start + _MOST_LINES, len(lines)) if last else starts[order + 1]
        held = list(lines[start + 1 : end])
        headings: list[Prose] = []
        while not last and held and _is_heading(held[-1]):
            headings.insert(0, held.pop())
        cells = _last(held, sorts, most) if last else _fitted(held, sorts)
        parts = [cells] if cells is not None else _several(held, sorts)
        if not parts:
            return None
        for part, cells in enumerate(parts):
            taken = sum(map(len, cells))
            most = max(most, taken)
            number = [] if part else [lines[start]]
            first = lines[start] if not part else cells[0][0]
            rows.append(_Row(first, len(number) + taken, [number, *cells]))
        rows += [_Row(line, 1, None) for line in headings]
    return rows


def _several(lines: Sequence[Prose], sorts: Sequence[Sort]) -> list[list[list[Prose]]]:
    """Return the lines of several rows that share a number, by column; none where one is doubtful.

    A further row begins with text where a line of the last column stands before it.
    """
    if sorts[0] != "text" or sorts[-1] == "text":
        return []
    starts = [
        at
        for at in range(1, len(lines))
        if _is_text(lines[at]) and _fits(lines[at], "text") and _fits(lines[at - 1], sorts[-1])
    ]
    bounds = [0, *starts, len(lines)]
    parts = [_fitted(lines[low:high], sorts) for low, high in pairwise(bounds)]
    found = [part for part in parts if part is not None and part[0]]
    return found if starts and len(found) == len(parts) else []


def _starts(lines: Sequence[Prose], *, alone: bool) -> list[int]:
    """Return where 1, 2, 3 … stand, alone or before text."""
    found: list[int] = []
    for position, line in enumerate(lines):
        if _number_of(line, alone=alone) == len(found) + 1:
            found.append(position)
        if found and position - found[-1] > _MOST_LINES:
            break
    return found


def _number_of(line: Prose, *, alone: bool) -> int | None:
    if alone:
        number = _NUMBER.fullmatch(line.text) if len(line.text) <= 8 else None
        return int(number[1]) if number is not None else None
    label = line.label
    if label is None or label.form != "arabic_dot" or not isinstance(label.value, int):
        return None
    return label.value if len(line.text) > label.end else None


def _goes_on(following: Sequence[Prose]) -> bool:
    """Whether what follows the rows taken reads like one more row of which a cell is lost."""
    near = following[:4]
    for order, line in enumerate(near):
        if not (_fits(line, "units") or _fits(line, "time")):
            continue
        signs = order + 1 < len(following) and any(
            found.precision == "day" for found in find_dates(following[order + 1].text)
        )
        dated = any(found.precision == "day" for found in find_dates(line.text))
        return not (signs or dated)
    return False


def _is_heading(line: Prose) -> bool:
    return line.label is not None and line.label.form in HEADING_FORMS and len(line.text) <= 60


def _cycled(lines: Sequence[Prose], heads: Sequence[ColumnHead]) -> list[_Row] | None:
    """Return rows of as many lines as there are columns, each line of its column's sort."""
    sorts = [_sort_of(head) for head in heads]
    if all(sort == "text" for sort in sorts):
        return None
    rows: list[_Row] = []
    position = 0
    while position + len(sorts) <= len(lines):
        held = lines[position : position + len(sorts)]
        if not all(_fits(line, sort) for line, sort in zip(held, sorts, strict=True)):
            if not _is_heading(held[0]):
                break
            rows.append(_Row(held[0], 1, None))
            position += 1
            continue
        rows.append(_Row(held[0], len(held), [[line] for line in held]))
        position += len(sorts)
    while rows and rows[-1].cells is None:
        rows.pop()
    return rows


def _sort_of(head: ColumnHead) -> Sort:
    if head.role in UNIT_ROLES:
        return "units"
    if head.role in {"deadline", "start", "schedule", "frequency"}:
        return "time"
    if head.role in {"leader", "person", "contact"}:
        return "people"
    return "number" if head.role == "number" else "text"


def _fits(line: Prose, sort: str) -> bool:
    """Whether a line may stand in a column of a sort."""
    text = line.text.strip()
    stopped = text.endswith("。")
    parts = [part for part in _SPLIT.split(text.rstrip("等。")) if part]
    units = (not stopped or len(parts) > 1) and all(map(_is_unit, parts))
    if sort == "units":
        return units
    time = len(text) <= 24 and _TIME.search(text) is not None
    if sort == "time":
        return time
    people = _NAMES.fullmatch(text) is not None and not units
    if sort == "people":
        return people
    if sort == "number":
        return _NUMBER.fullmatch(text) is not None
    return not units and not (time and len(text) <= 12)


def _is_unit(part: str) -> bool:
    name = _LABEL.sub("", part)
    return reads_like_unit(name) or _COLLECTIVE.search(name) is not None


def _fitted(lines: Sequence[Prose], sorts: Sequence[Sort]) -> list[list[Prose]] | None:
    """Return the lines by column if they fit in exactly one way, with the fewest cells empty."""
    return _parted(lines, sorts, len(lines), len(lines))


def _last(lines: Sequence[Prose], sorts: Sequence[Sort], most: int) -> list[list[Prose]] | None:
    """Return the first lines of the last row by column; it has no number after it to end it.

    It has no more lines than the longest row before it, ``most``.
    """
    return _parted(lines[:most], sorts, 1, most)


def _parted(
    lines: Sequence[Prose], sorts: Sequence[Sort], least: int, most: int
) -> list[list[Prose]] | None:
    """Return the first lines by column: as few cells empty, then as many lines, as can be.

    None unless they part in exactly one way.
    """
    for empty in (0, 1):
        ways = _ways(lines, sorts, empty)
        for count in range(min(most, len(lines)), max(least, len(sorts) - empty) - 1, -1):
            number = ways[-1].get((count, empty), _NO_WAY).number
            if number:
                return _cells(lines, ways, (count, empty)) if number == 1 else None
    return None


_Place = tuple[int, int]
"""How many lines are taken, and how many cells left empty."""


@dataclass(frozen=True, slots=True)
class _Way:
    """In how many ways a place is reached, and the place before it in one of them."""

    number: int
    before: _Place


_NO_WAY = _Way(0, (0, 0))


def _ways(lines: Sequence[Prose], sorts: Sequence[Sort], empty: int) -> list[dict[_Place, _Way]]:
    """Return for each number of columns the places reached, with ``empty`` cells empty at most.

    The time is bounded by lines x lines x columns, however many ways there are.
    """
    reached: list[dict[_Place, _Way]] = [{(0, 0): _Way(1, (0, 0))}]
    for sort in sorts:
        fits = [_fits(line, sort) for line in lines]
        further = [
            fit and not empty and (sort != "text" or _is_text(line))
            for fit, line in zip(fits, lines, strict=True)
        ]
        following: dict[_Place, _Way] = {}
        for before, way in reached[-1].items():
            at, left = before
            places = [(at, left + 1)] if left < empty else []
            end = at
            while end < len(lines) and (fits[end] if end == at else further[end]):
                end += 1
                places.append((end, left))
            for place in places:
                number = following.get(place, _NO_WAY).number + way.number
                following[place] = _Way(min(number, 2), before)
        reached.append(following)
    return reached


def _cells(
    lines: Sequence[Prose], ways: Sequence[dict[_Place, _Way]], place: _Place
) -> list[list[Prose]]:
    """Return the lines by column on the one way to a place."""
    cells: list[list[Prose]] = []
    for reached in reversed(ways[1:]):
        before = reached[place].before
        cells.insert(0, list(lines[before[0] : place[0]]))
        place = before
    return cells


def _is_text(line: Prose) -> bool:
    """Whether a line is text beyond doubt, and no name of a body that is not known as one."""
    return len(line.text) >= _LEAST_TEXT or ends_sentence(line.text)
