"""Running text in two columns: where white parts the lines of a stretch of the page in two.

Unlike a table, each side is dense: its lines are of one piece and most of them reach across it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractor.layout.furniture import without_page_number
from extractor.layout.lines import Line
from extractor.layout.page import Floats, Glyphs, Integers, Page
from extractor.layout.rivers import Row, Span, read_rows

GAP = 0.8
"""Ems of white between the columns, at least."""
MIDDLE = (0.3, 0.7)
"""Where the gutter lies, in parts of the width of the text."""
LEAST = 6
"""Baselines with text on both sides from which a stretch is set in columns."""
TALL = 2 * LEAST
"""Baselines of a dense left column from which few lines beside it are a second column."""
FEW = 3
"""Baselines with text on both sides that such a column has at least."""
FULL = 0.75
"""Part of its side that a line must cover to count as full."""
DENSE = 0.4
"""Part of the lines of a side that are full."""
RUNNING = 0.15
"""The same where both sides run from the first baseline on without a gap, as cells hardly do."""
WHOLE = 0.85
"""Part of the lines of a side that are of one piece."""
WIDE = 4.0
"""Ems of white between a dense column and one that has but a line or two, at most."""
MISS = 1.5
"""Ems by which the two columns may differ in width then."""
INDENT = 2.5
"""Ems by which the first line of a paragraph may be set in."""
NEAR = 12.0
"""Points by which the white may lie elsewhere than on the page before."""
STEP = 4.0
"""Usual distances of lines of white that end a stretch."""


@dataclass(frozen=True, slots=True)
class Gutter:
    """A stretch of the page set in two columns, and the x of the white between them."""

    x: float
    top: float
    bottom: float

    def side(self, x: float, y: float) -> int | None:
        """Return 0 for what stands in the left column, 1 for the right; None beyond the stretch."""
        return int(x > self.x) if self.top <= y <= self.bottom else None


def may_have_columns(lines: Sequence[Line]) -> bool:
    """Whether enough lines have white in them that a look for columns pays."""
    parted = [len(line.parts) > 1 or "\u3000" in line.text for line in lines]
    return sum(parted) >= FEW or (len(lines) >= TALL and any(parted[:FEW]))


def find_gutters(page: Page, glyphs: Glyphs, known: float | None = None) -> list[Gutter]:
    """Return the stretches of the page set in two columns, from the top down.

    ``known`` is the x of the white on the page before, which need not be proved again.
    """
    rows = without_page_number(read_rows(page, glyphs), page)
    x = _middle(rows) if len(rows) >= LEAST else None
    sure = known is not None and (x is None or abs(x - known) <= NEAR)
    x = known if sure else x
    if x is None:
        return _begun(rows, page.width)
    found: list[Gutter] = []
    for stretch in _stretches(rows, x):
        if _is_set_in_columns(stretch, x, sure=sure):
            top, bottom = stretch[0].top - 1, stretch[-1].bottom + 1
            found.append(Gutter(x, top, bottom))
    return found or _begun(rows, page.width)


def _begun(rows: Sequence[Row], width: float) -> list[Gutter]:
    """Return the stretch whose right column has but a line or two, if the page shows its place.

    The left column is dense and runs on without a gap, and the right one would end as far from
    the edge of the page as the left one begins.
    """
    if len(rows) < TALL:
        return []
    size = rows[0].size
    whites = [white for white in map(_widest, rows[:FEW]) if white[1] - white[0] >= GAP * size]
    if not whites or _widest(rows[0]) != whites[0]:
        return []
    begins = [end for _, end in whites if abs(end - whites[0][1]) <= INDENT * size]
    x = min(begins) - GAP * size / 2
    stretch = _stretches(rows, x)[0]
    sides = [[_part(row, x, right=right) for row in stretch] for right in (False, True)]
    second = [line for line in sides[1] if line]
    if not 0 < len(second) < FEW or not all(map(_runs_on, sides)):
        return []
    if not _is_dense(sides[0], TALL, RUNNING):
        return []
    begin = min(line[0][0] for line in sides[0] if line)
    end = max(line[-1][1] for line in sides[0] if line)
    start = min(line[0][0] for line in second)
    close = GAP * size <= start - end <= WIDE * size
    even = abs(start + end - width) <= MISS * size
    fits = all(_is_whole(line) and line[-1][1] <= start + end - begin + size for line in second)
    if not (close and even and fits):
        return []
    return [Gutter((end + start) / 2, stretch[0].top - 1, stretch[-1].bottom + 1)]


def _widest(row: Row) -> Span:
    """Return the widest white between two pieces of a baseline."""
    gaps = [(one[1], other[0]) for one, other in pairwise(row.chunks)]
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=(0.0, 0.0))


def column_regions(gutters: Sequence[Gutter], x: Floats, y: Floats) -> Integers:
    """Return the region of each point: -1 and -2 in the first stretch, and so on; 0 elsewhere."""
    regions = np.zeros(len(x), dtype=np.int64)
    for number, gutter in enumerate(gutters):
        inside = (y >= gutter.top) & (y <= gutter.bottom)
        regions[inside] = -1 - 2 * number - (x[inside] > gutter.x)
    return regions


def _middle(rows: Sequence[Row]) -> float | None:
    """Return the x in the middle of the text that most baselines leave white between two pieces."""
    left = min(row.chunks[0][0] for row in rows)
    right = max(row.chunks[-1][1] for row in rows)
    low, high = (left + part * (right - left) for part in MIDDLE)
    gaps = [
        (max(one[1], low), min(other[0], high))
        for row in rows
        for one, other in pairwise(row.chunks)
        if other[0] - one[1] >= GAP * row.size and other[0] > low and one[1] < high
    ]
    if len(gaps) < FEW:
        return None
    edges = np.array([gap[0] for gap in gaps]), np.array([gap[1] for gap in gaps])
    places = np.arange(low, high, 2.0)
    white = ((edges[0][None, :] <= places[:, None]) & (places[:, None] <= edges[1][None, :])).sum(1)
    best = np.flatnonzero(white == white.max())
    return float(places[best[len(best) // 2]]) if white.max() >= FEW else None


def _stretches(rows: Sequence[Row], x: float) -> list[list[Row]]:
    """Return the runs of baselines that leave ``x`` white, without large white between them."""
    steps = [after.base - before.base for before, after in pairwise(rows)]
    usual = float(np.median([step for step in steps if step > 1] or [1.0]))
    stretches: list[list[Row]] = [[]]
    for row in rows:
        if any(start < x < end for start, end in row.chunks):
            stretches.append([])
            continue
        last = stretches[-1]
        if last and row.base - last[-1].base > STEP * max(usual, row.size):
            stretches.append([])
        stretches[-1].append(row)
    return [stretch for stretch in stretches if stretch]


def _is_set_in_columns(rows: Sequence[Row], x: float, *, sure: bool) -> bool:
    sides = [[_part(row, x, right=right) for row in rows] for right in (False, True)]
    if sure:
        return any(sides[0])
    both = sum(bool(one) and bool(other) for one, other in zip(*sides, strict=True))
    least = FEW if len(rows) >= TALL else LEAST
    share = RUNNING if all(map(_runs_on, sides)) else DENSE
    return both >= least and _is_dense(sides[0], LEAST, share) and _is_dense(sides[1], least, share)


def _runs_on(lines: Sequence[tuple[Span, ...]]) -> bool:
    """Whether the lines of one side follow each other from the first baseline on without a gap."""
    return all(lines[: sum(map(bool, lines))])


def _part(row: Row, x: float, *, right: bool) -> tuple[Span, ...]:
    return tuple(chunk for chunk in row.chunks if (chunk[0] > x) == right)


def _is_dense(lines: Sequence[tuple[Span, ...]], least: int, share: float) -> bool:
    """Whether the lines of one side are running text: of one piece, a ``share`` of them full."""
    filled = [line for line in lines if line]
    if len(filled) < least:
        return False
    left = min(line[0][0] for line in filled)
    right = max(line[-1][1] for line in filled)
    full = [line for line in filled if line[-1][1] - line[0][0] >= FULL * (right - left)]
    whole = [line for line in filled if _is_whole(line)]
    return len(full) >= share * len(filled) and len(whole) >= WHOLE * len(filled)


def _is_whole(line: Sequence[Span]) -> bool:
    return all(other[0] - one[1] < 12 * GAP for one, other in pairwise(line))
