"""Tables without any rules: columns from the white rivers that run down from a header's gaps.

A line of three or more short parts that stand apart opens such a table. From there down, lines
belong to it as long as they leave the rivers between the parts open; a line that crosses one is
a merged row if the table goes on under it, else the text after the table. Rows are told by
numbers in the first column, by larger steps, or by where the first column begins anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.layout.lattice import Grid
from extractor.layout.lines import Line
from extractor.layout.rivers import Row, Span, build_grid, free_rivers, occupied, row_groups

RIVER = 0.4
"""Ems that a river between two columns is at least wide."""
HEADER = 12
"""Characters that a part of a header has at most."""
JUMP = 2.6
"""Usual distances of lines beyond which the next line is no part of the table."""
MERGED = 2
"""Lines that a merged row has at most."""


@dataclass(slots=True)
class _Found:
    """A table in the making: its baselines so far and the rivers that are still open."""

    rivers: list[Span]
    rows: list[Row] = field(default_factory=list)


def find_aligned(rows: Sequence[Row], lines: Sequence[Line]) -> list[Grid]:
    """Return the grids of the tables without rules that ``rows`` make up.

    ``lines`` are the same baselines as lines of text.
    """
    grids: list[Grid] = []
    below = 0.0
    for line in lines:
        if line.base <= below or not is_header(line):
            continue
        found = _Found([(one[3], other[2]) for one, other in pairwise(line.parts)])
        _walk(found, [row for row in rows if row.base > line.base - line.size])
        if _convinces(found):
            grids.append(_grid(found))
            below = grids[-1].box[3]
    return grids


def is_header(line: Line) -> bool:
    """Whether a line can head a table without rules: three short parts or more, no sentence."""
    return len(line.parts) >= 3 and all(
        end - start <= HEADER and not line.text[start:end].rstrip().endswith(("。", "；", "："))
        for start, end, _, _ in line.parts
    )


def _walk(found: _Found, below: Sequence[Row]) -> None:
    """Take baselines into the table until one leaves it; see the module's text."""
    waiting: list[Row] = []
    pitch = 0.0
    for row in below:
        step = row.base - (waiting or found.rows or [row])[-1].base
        if pitch and step > JUMP * max(pitch, 1.6 * row.size):
            break
        narrowed = _narrowed(found.rivers, row)
        if narrowed is None or (waiting and len(occupied(row, found.rivers)) < 2):
            waiting.append(row)
            if len(waiting) > MERGED:
                break
            continue
        if found.rows and step > 0:
            pitch = min(pitch or step, step)
        found.rows += [*waiting, row]
        waiting = []
        found.rivers = narrowed


def _narrowed(rivers: Sequence[Span], row: Row) -> list[Span] | None:
    """Return what the row leaves of the rivers; None if it crosses one."""
    left = []
    for river in rivers:
        rest = _rest(river, row.chunks)
        if rest is None or rest[1] - rest[0] < RIVER * row.size:
            return None
        left.append(rest)
    return left


def _rest(river: Span, chunks: Sequence[Span]) -> Span | None:
    """Return what stretches of text leave of a river; a stretch inside goes to its nearer bank."""
    low, high = river
    for start, end in chunks:
        if end <= low or start >= high:
            continue
        if start <= low and end >= high:
            return None
        if start <= low or (end < high and start - low < high - end):
            low = end
        else:
            high = start
    return (low, high)


def _convinces(found: _Found) -> bool:
    """Whether the rows make a table: enough of them with text in several columns."""
    several = sum(len(occupied(row, found.rivers)) >= 2 for row in found.rows)
    return several >= max(3, 0.35 * len(found.rows))


def _grid(found: _Found) -> Grid:
    """Return the grid: edges in the middle of rivers and between rows."""
    rows = found.rows
    left = min(row.chunks[0][0] for row in rows) - 2
    right = max(end for row in rows for _, end in row.chunks) + 2
    rivers = free_rivers(rows, (left, right))
    if len(rivers) < len(found.rivers):
        rivers = found.rivers
    groups = row_groups(rows, rivers)
    ys = [min(row.top for row in groups[0]) - 1]
    ys += [(above[-1].bottom + under[0].top) / 2 for above, under in pairwise(groups)]
    ys.append(max(row.bottom for row in groups[-1]) + 1)
    return build_grid(groups, rivers, ys, (left, right))
