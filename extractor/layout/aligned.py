"""Tables without any rules: columns from the white rivers that run down from a header's gaps.

A line of three or more short parts that stand apart opens such a table; at the top of a page it
may be the columns of the table above that go on. From there down, lines
belong to it as long as they leave the rivers between the parts open; a line that crosses one is
a merged row if the table goes on under it, else the text after the table. Rows are told by
numbers in the first column, by larger steps, or by where the first column begins anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

from extractor.layout.heads import header_block, united
from extractor.layout.lattice import Grid
from extractor.layout.lines import PART_GAP, WIDE_GAP, Line
from extractor.layout.rivers import (
    HEADER,
    Row,
    Span,
    build_grid,
    edge_between,
    free_rivers,
    is_labelled,
    occupied,
    part_rows,
    unfilled,
    with_blank_columns,
)

NARROW = 0.5
"""Ems between the words of a header in narrow columns, at least."""
RIVER = 0.4
"""Ems that a river between two columns is at least wide."""
KEPT = 0.8
"""Part of a narrower river, one that all rows of a page before left open, to be left."""
JUMP = 2.6
"""Usual distances of lines beyond which the next line is no part of the table."""
SEVERAL = 0.35
"""Part of the baselines with text in the first column that have text in others too."""
ROWS = 0.6
"""Part of the rows, as white tells them, that have text in several columns."""
MERGED = 2
"""Lines that a merged row has at most."""


@dataclass(slots=True)
class _Found:
    """A table in the making: its baselines so far and the rivers that are still open."""

    rivers: list[Span]
    rows: list[Row] = field(default_factory=list)


def find_aligned(rows: Sequence[Row], before: Grid | None = None) -> list[Grid]:
    """Return the grids of the tables without rules that ``rows`` make up.

    ``before`` is a table without verticals that ends the page before, if ``rows`` begin a page.
    """
    grids = [] if before is None else _continued(rows, before)
    for at, row in enumerate(rows):
        if grids and row.base <= grids[-1].box[3]:
            continue
        head = header_block(rows, at)
        for gap in (PART_GAP, WIDE_GAP, NARROW):
            rivers = _header_rivers(head, row.size, gap)
            found = _Found(rivers)
            if rivers:
                _walk(found, rows[rows.index(head[0]) :])
            if rivers and _convinces(found):
                pitch = before.pitch if before is not None and _is_same(found, before) else 0.0
                grids.append(_grid(found, _rivers_of(found), _ends(found.rows), pitch))
                break
    return grids


def _is_same(found: _Found, before: Grid) -> bool:
    """Whether a table has the columns of the one before, as its header says."""
    return len(found.rivers) == len(before.rivers) and all(
        low < end and start < high
        for (low, high), (start, end) in zip(found.rivers, before.rivers, strict=True)
    )


def _continued(rows: Sequence[Row], before: Grid) -> list[Grid]:
    """Return the grid of what goes on at the top of a page in the columns of the page before.

    Either several columns have text, or all of it begins where a column does: the rest of a row.
    """
    rivers = before.rivers
    found = _Found(list(rivers))
    _walk(found, rows)
    if not found.rows or found.rows[0] is not rows[0]:
        return []
    several = _several(found) >= max(1, 0.2 * len(found.rows))
    rest = all(
        min(abs(row.chunks[0][0] - right) for _, right in rivers) <= row.size / 2
        for row in found.rows
    )
    if not several and not rest:
        return []
    left, right = _ends(found.rows)
    ends = min(left, rivers[0][0] - 2), max(right, rivers[-1][1] + 2)
    return [_grid(found, found.rivers, ends, before.pitch)]


def may_head(line: Line) -> bool:
    """Whether a line can head a table without rules: short parts that stand apart, no sentence.

    Two are enough, for others may stand closer together than words do.
    """
    parts = line.text.split()
    return len(parts) >= 2 and all(_is_short(part, HEADER * 2) for part in parts)


def _is_short(part: str, most: int = HEADER) -> bool:
    return len(part) <= most and not part.endswith(("。", "；", "："))


def _header_rivers(head: Sequence[Row], size: float, gap: float) -> list[Span]:
    """Return the white of ``gap`` ems and more between the parts of a header, else nothing."""
    rivers: list[Span] = []
    (_, right, first), *others = united(head)
    parts = [first]
    for start, end, words in others:
        if start - right >= gap * size:
            rivers.append((right, start))
            parts.append(words)
        else:
            parts[-1] += words
        right = max(right, end)
    return rivers if len(parts) >= 3 and all(map(_is_short, parts)) else []


def _walk(found: _Found, below: Sequence[Row]) -> None:
    """Take baselines into the table until one leaves it; see the module's text."""
    waiting: list[Row] = []
    pitch = 0.0
    for row in below:
        step = row.base - (waiting or found.rows or [row])[-1].base
        if pitch and step > JUMP * max(pitch, 1.6 * row.size):
            break
        narrowed = _narrowed(found.rivers, row)
        if narrowed is None or (waiting and not _goes_on(row, found, waiting)):
            waiting.append(row)
            if len(waiting) > MERGED:
                break
            continue
        if found.rows and step > 0:
            pitch = min(pitch or step, step)
        found.rows += [*waiting, row]
        waiting = []
        found.rivers = narrowed
    else:
        if all(_heads_section(row, found) for row in waiting):
            found.rows += waiting


def _goes_on(row: Row, found: _Found, waiting: Sequence[Row]) -> bool:
    """Whether a baseline that crosses no river shows that the table goes on below ``waiting``.

    It fills several columns; or it begins where one does that is not the first, as the tallest of
    cells does whose text stands in the middle.
    """
    columns = occupied(row, found.rivers)
    if len(columns) >= 2:
        return True
    if 0 in columns:
        return False
    begins = min(abs(row.chunks[0][0] - right) for _, right in found.rivers) <= row.size / 2
    return begins or all(_heads_section(other, found) for other in waiting)


def _heads_section(row: Row, found: _Found) -> bool:
    """Whether a row that ends the page in one piece is a section row that goes on over it."""
    left = min((other.chunks[0][0] for other in found.rows), default=inf)
    return is_labelled(row.words[0]) and abs(row.chunks[0][0] - left) <= row.size / 2


def _narrowed(rivers: Sequence[Span], row: Row) -> list[Span] | None:
    """Return what the row leaves of the rivers; None if it crosses one."""
    left = []
    for river in rivers:
        clear = unfilled(river, row.chunks)
        least = min(RIVER * row.size, KEPT * (river[1] - river[0]))
        if clear is None or clear[1] - clear[0] < least:
            return None
        left.append(clear)
    return left


def _several(found: _Found) -> int:
    """Return how many rows have text in several columns.

    Baselines nearer than a line count together: text stands in the middle of its cells then.
    """
    several = 0
    for at, row in enumerate(found.rows):
        columns = occupied(row, found.rivers)
        for other in found.rows[at + 1 : at + 3]:
            if other.base - row.base < row.size:
                columns = columns | occupied(other, found.rivers)
        several += len(columns) >= 2
    return several


def _convinces(found: _Found) -> bool:
    """Whether enough of the baselines fill several columns, or of the rows that white tells."""
    if _several(found) >= max(3, SEVERAL * _begun(found)):
        return True
    parted = part_rows(found.rows, found.rivers)
    if not parted.pitch:
        return False
    filled = [
        len(set().union(*(occupied(row, found.rivers) for row in group)))
        for group in parted.groups
        if not (len(group) == 1 and _heads_section(group[0], found))
    ]
    several = sum(count >= 2 for count in filled)
    return several >= max(3, ROWS * len(filled))


def _begun(found: _Found) -> int:
    """Return how many rows have text in the first column and are no section rows."""
    return sum(
        0 in occupied(row, found.rivers)
        and not (len(row.chunks) == 1 and _heads_section(row, found))
        for row in found.rows
    )


def _ends(rows: Sequence[Row]) -> Span:
    left = min(row.chunks[0][0] for row in rows) - 2
    return left, max(end for row in rows for _, end in row.chunks) + 2


def _rivers_of(found: _Found) -> list[Span]:
    """Return the rivers of all rows together, and those of the header that no row closes."""
    rivers = free_rivers(found.rows, _ends(found.rows))
    rivers += [
        own
        for own in found.rivers
        if not any(low < own[1] and own[0] < high for low, high in rivers)
    ]
    return with_blank_columns(sorted(rivers), found.rows)


def _grid(found: _Found, rivers: Sequence[Span], ends: Span, pitch: float = 0.0) -> Grid:
    """Return the grid: edges in the middle of rivers and between rows, ``ends`` outside."""
    rows = found.rows
    parted = part_rows(rows, rivers, pitch)
    groups = parted.groups
    ys = [min(row.top for row in groups[0]) - 1]
    ys += [edge_between(above[-1], under[0]) for above, under in pairwise(groups)]
    ys.append(max(row.bottom for row in groups[-1]) + 1)
    return build_grid(parted, rivers, ys, ends)
