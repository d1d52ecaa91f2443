"""Tables of a text: rows of cells set apart by tabs, or by bars (``|``, ``│``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex

from extractor.bounds import bounds
from extractor.readers.text.lines import Line, Stretch

_BAR = regex.compile(r"(?<!\\)(?:\\\\)*+\K[|│┃]")
# --- , :---: , ==== , ─┼─ ; at least three rule characters, with cells between tabs or bars
_RULE = regex.compile(r"[\s\-=_*+|:~─━═│┃┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]++")
_STROKES = regex.compile(r"[-=_*~─━═┄┈]")

"""Cells of one table; longer ones are left as lines."""
_LONGEST_ROW = 100_000

Splitter = Callable[[Line], list[Stretch]]


@dataclass(frozen=True, slots=True)
class Found:
    """A table: its rows, and the position after the last line that belongs to it."""

    rows: list[list[list[Stretch]]]
    columns: int
    end: int
    header: bool
    barred: bool
    """Whether bars divide the cells; they are markup."""
    aside: list[int]
    """Positions of lines inside the table that are no rows: rules, blanks, page numbers."""


def is_rule(text: str) -> bool:
    """Whether a line is made of rule characters alone."""
    return bool(_RULE.fullmatch(text)) and len(_STROKES.findall(text)) >= 3


def split_tabs(line: Line) -> list[Stretch]:
    """Return the stretches between the tabs of a line."""
    cells, position = [], 0
    for part in line.text.split("\t"):
        cells.append(Stretch(line.line, line.start + position, part))
        position += len(part) + 1
    return cells


def split_bars(line: Line) -> list[Stretch]:
    """Return the stretches between the bars of a line; bars at its ends enclose no cell."""
    cells, position = [], 0
    for bar in _BAR.finditer(line.text):
        cells.append(line.cut(position, bar.start()))
        position = bar.end()
    cells.append(line.cut(position))
    if len(cells) > 1 and cells[-1].blank:
        cells.pop()
    if len(cells) > 1 and cells[0].blank:
        cells.pop(0)
    return cells


def has_bar(line: Line) -> bool:
    """Whether a bar divides the line into cells."""
    text = line.text
    return len(text) <= _LONGEST_ROW and _BAR.search(text) is not None


def has_tab(line: Line) -> bool:
    """Whether a tab stands inside the line, not only as an indent."""
    text = line.text
    return "\t" in text and len(text) <= _LONGEST_ROW and "\t" in text.lstrip()


def _has_cells(line: Line) -> bool:
    """Whether a line below a row is a row: its first cells may be empty."""
    return has_tab(line) or (line.text.count("\t") >= 2 and not line.blank)


def find_tabbed(lines: Sequence[Line], start: int, aside: Callable[[Line], bool]) -> Found | None:
    """Return the tab-separated table that begins at ``start``."""
    return _find(lines, start, _has_cells, split_tabs, aside)


def find_barred(lines: Sequence[Line], start: int, aside: Callable[[Line], bool]) -> Found | None:
    """Return the table with bars that begins at ``start``."""
    return _find(lines, start, has_bar, split_bars, aside)


def _find(
    lines: Sequence[Line],
    start: int,
    is_row: Callable[[Line], bool],
    split: Splitter,
    aside: Callable[[Line], bool],
) -> Found | None:
    run = _run(lines, start, is_row, aside)
    cells = {position: split(lines[position]) for position in run}
    rules = any(is_rule(lines[position].text) for position in range(start, run[-1] + 1))
    columns = _width(list(cells.values()), ruled=rules)
    if columns is None or len(cells[start]) != columns:
        return None
    rows: list[list[list[Stretch]]] = []
    skipped: list[int] = []
    end = start
    boxed = split is split_bars and _ruled_throughout(lines, run)
    for position in run:
        row = cells[position]
        while len(row) > columns and row[-1].blank:
            row.pop()
        if len(row) > columns:
            break
        skipped.extend(range(end, position))
        rows.extend(_between(lines, end, position, skipped))
        if boxed and rows and end == position and len(row) == len(rows[-1]) and row[0].blank:
            for above, cell in zip(rows[-1], row, strict=True):
                above.extend([] if cell.blank else [cell])
        else:
            rows.append([[cell] for cell in row])
        end = position + 1
    while end < len(lines) and is_rule(lines[end].text):
        skipped.append(end)
        end += 1
    if len(rows) * columns > bounds().cells:
        return None
    header = split is split_bars and _ruled_after_header(lines, start)
    if len(rows) < 2 and not header:
        return None
    return Found(rows, columns, end, header, split is split_bars, skipped)


def _run(
    lines: Sequence[Line],
    start: int,
    is_row: Callable[[Line], bool],
    aside: Callable[[Line], bool],
) -> list[int]:
    """Return the positions of rows from ``start``, over blank lines, rules and lone lines."""
    run = [start]
    position = start + 1
    while position < len(lines):
        line = lines[position]
        if is_rule(line.text) or aside(line):
            pass
        elif is_row(line):
            run.append(position)
        elif not (_is_lone(lines, position, is_row) and run[-1] == position - 1):
            break
        position += 1
    return run


def _is_lone(lines: Sequence[Line], position: int, is_row: Callable[[Line], bool]) -> bool:
    """Whether a line without cells stands directly between two rows: its other cells are empty."""
    if position + 1 >= len(lines) or len(lines[position].text) > 80:
        return False
    following = lines[position + 1]
    return is_row(lines[position - 1]) and is_row(following) and not is_rule(following.text)


def _between(
    lines: Sequence[Line], end: int, position: int, skipped: list[int]
) -> list[list[list[Stretch]]]:
    """Return the lone line before ``position`` as a row of one cell."""
    if position - end != 1 or end == 0:
        return []
    line = lines[end]
    if line.blank or is_rule(line.text) or "\t" in line.text:
        return []
    skipped.remove(end)
    return [[[line]]]


def _width(rows: list[list[Stretch]], *, ruled: bool) -> int | None:
    """Return how many columns most rows have, or None where the rows are no table."""
    counts = Counter(len(row) for row in rows)
    columns, times = max(counts.items(), key=lambda item: (item[1], item[0]))
    if columns < 2 or columns > bounds().text_columns:
        return None
    if times < 2 and not ruled:
        return None
    filled = Counter(
        column
        for row in rows
        if len(row) == columns
        for column in range(columns)
        if not row[column].blank
    )
    # Indents and signatures set with tabs fill one column only.
    return columns if len(filled) >= 2 and (columns > 2 or filled[0] > 0) else None


def _ruled_throughout(lines: Sequence[Line], run: Sequence[int]) -> bool:
    """Whether rules part the rows below the header too, so that a row may take several lines."""
    return sum(is_rule(lines[position].text) for position in range(run[0], run[-1])) > 1


def _ruled_after_header(lines: Sequence[Line], start: int) -> bool:
    return start + 1 < len(lines) and is_rule(lines[start + 1].text)
