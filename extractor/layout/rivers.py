"""Columns and rows of a table that no verticals show: white rivers between stretches of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import regex

from extractor.layout.lattice import Grid, Slotted
from extractor.layout.lines import glyph_lines
from extractor.layout.page import Booleans, Floats, Glyphs, Page
from extractor.layout.row_edges import row_starts
from extractor.layout.tall import Filled, with_tall_cells

CHUNK = 0.2
"""Ems of distance up to which glyphs hang together; justified lines stay below."""
BIN = 0.5
"""Points of x that are looked at together for rivers."""
CROSSING = 0.15
"""Part of the baselines that may cross a river: merged rows."""
PARTED = 0.35
"""Part of the baselines of a table that are no merged rows, at least."""
HEADED = 6
"""Baselines of a header, at most; its first of three words stands among half as many."""
HEADER = 12
"""Characters that a part of a header has at most."""
BLANK = 0.7
"""Ems between the words of a header that part columns; letter-spaced words have no more. Half of it
parts words of two characters and more, which are not spaced."""
OPEN = 0.5
"""Part of a river of the page before that must be left for it to part columns here too."""
FULL = 0.9
"""Part of the rows that a column fills in which no cell is over several rows."""
_NUMBER = regex.compile(r"[(（]?[0-9０-９]{1,3}[)）.．、]?")
_LABEL = regex.compile(r"[(（]?(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[)）.．、]")

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A baseline of glyphs as the stretches of x that they cover."""

    base: float
    size: float
    top: float
    bottom: float
    chunks: tuple[Span, ...]
    words: tuple[str, ...]
    """The text of each stretch."""
    bases: tuple[float, ...]
    """The baseline of each stretch; in neighbouring cells they may differ a little."""


def read_rows(page: Page, glyphs: Glyphs) -> list[Row]:
    """Return the baselines of the glyphs from the top down."""
    rows = []
    sizes = np.array([look.size for look in page.looks])
    for index in glyph_lines(page, glyphs):
        boxes, size = glyphs.boxes[index], float(np.median(sizes[glyphs.looks[index]]))
        gaps = boxes[1:, 0] - np.maximum.accumulate(boxes[:, 2])[:-1] > CHUNK * size
        starts = np.concatenate(([0], np.flatnonzero(gaps) + 1))
        ends = np.concatenate((starts[1:] - 1, [len(index) - 1]))
        base = float(glyphs.bases[index[0]])
        rows.append(
            Row(
                base=base,
                size=size,
                top=base - 0.9 * size,
                bottom=base + 0.15 * size,
                chunks=tuple(zip(boxes[starts, 0].tolist(), boxes[ends, 2].tolist(), strict=True)),
                words=tuple(
                    "".join(map(chr, glyphs.codes[index[start : end + 1]]))
                    for start, end in zip(starts, ends, strict=True)
                ),
                bases=tuple(glyphs.bases[index[starts]].tolist()),
            )
        )
    return rows


def occupied(row: Row, rivers: Sequence[Span]) -> set[int]:
    """Return the columns in which the row has text."""
    return set(bases_of(row, rivers))


def bases_of(row: Row, rivers: Sequence[Span]) -> dict[int, float]:
    """Return the baseline of the row's text in each column that has any."""
    middles = [(low + high) / 2 for low, high in rivers]
    found: dict[int, float] = {}
    for (start, end), base in zip(row.chunks, row.bases, strict=True):
        found.setdefault(int(np.searchsorted(middles, (start + end) / 2)), base)
    return found


def edge_between(above: Row, below: Row) -> float:
    """Return the y of a row's edge between two baselines, which may be nearer than a line."""
    if below.top >= above.bottom:
        return (above.bottom + below.top) / 2
    size = min(above.size, below.size)
    return (above.base + below.base) / 2 - 0.3 * min(size, 12.0)


def is_labelled(words: str) -> bool:
    """Whether words begin with an ordinal: 一、 （二） 3."""
    return _LABEL.match(words) is not None


def crossed_rivers(row: Row, rivers: Sequence[Span]) -> list[bool]:
    """Return for each river whether the row's text runs over its middle."""
    return [
        any(start < (low + high) / 2 < end for start, end in row.chunks) for low, high in rivers
    ]


def free_rivers(rows: Sequence[Row], ends: Span) -> list[Span]:
    """Return the stretches of x between ``ends`` that nearly no baseline covers.

    Few rows leave white between their words by chance, so that fewer ask for wider rivers.
    Baselines in one piece from the left end on may be merged rows: the others decide.
    """
    parted = _parted(rows)
    if len(parted) >= max(3, PARTED * len(rows)):
        rows = parted
    bins = int((ends[1] - ends[0]) / BIN) + 1
    cover = np.zeros(bins + 1)
    for row in rows:
        for start, end in row.chunks:
            low, high = (int((side - ends[0]) / BIN) for side in (start, end))
            cover[max(low, 0) : max(high, 0) + 1] += 1
    size = float(np.median([row.size for row in rows]))
    need = (0.25 if len(rows) >= 12 else 0.6) * size / BIN
    rivers = []
    for low, high in _stretches(cover[:bins] <= CROSSING * len(rows)):
        for start, end in _clearest(cover[low:high], need):
            if cover[: low + start].any() and cover[low + end : bins].any():
                rivers.append((ends[0] + (low + start) * BIN, ends[0] + (low + end) * BIN))
    return rivers


def _parted(rows: Sequence[Row]) -> list[Row]:
    """Return the baselines that are no merged row: not in one piece from the left end on."""
    left = min(row.chunks[0][0] for row in rows)
    return [row for row in rows if len(row.chunks) > 1 or row.chunks[0][0] > left + row.size / 2]


def unfilled(river: Span, chunks: Sequence[Span]) -> Span | None:
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


def with_blank_columns(rivers: Sequence[Span], rows: Sequence[Row]) -> list[Span]:
    """Return the rivers and those that only the header shows: before columns left empty below."""
    head = next((row for row in rows[: HEADED // 2] if len(row.chunks) >= 3), None)
    found = list(rivers)
    for at, (one, other) in enumerate(pairwise(head.chunks if head else ())):
        river: Span | None = (one[1], other[0])
        spaced = head is not None and min(map(len, head.words[at : at + 2])) < 2
        least = BLANK if spaced else BLANK / 2
        if other[0] - one[1] < least * rows[0].size or any(
            low < other[0] and one[1] < high for low, high in rivers
        ):
            continue
        for row in _parted(rows):
            river = river and unfilled(river, row.chunks)
        if river is not None and river[1] - river[0] >= BLANK / 2 * rows[0].size:
            found.append(river)
    return sorted(found)


def with_known_columns(
    rivers: Sequence[Span], rows: Sequence[Row], known: Sequence[Span]
) -> list[Span]:
    """Return the rivers and those ``known`` from the page before that the rows leave open too.

    Only if all rivers are known ones: else it is another table. What is wider here for want of
    words is as narrow as it was there.
    """
    found: list[Span] = []
    for low, high in rivers:
        met = [(start, end) for start, end in known if start < high and low < end]
        if not met:
            return list(rivers)
        common = (max(low, met[0][0]), min(high, met[0][1]))
        found.append(common if len(met) == 1 else (low, high))
    for river in known:
        if any(low < river[1] and river[0] < high for low, high in rivers):
            continue
        left: Span | None = river
        for row in _parted(rows):
            left = left and unfilled(left, row.chunks)
        if left is not None and left[1] - left[0] >= OPEN * (river[1] - river[0]):
            found.append(left)
    return sorted(found)


def _clearest(cover: Floats, need: float) -> list[tuple[int, int]]:
    """Return the widest run of the least cover that is ``need`` wide, and others as clear.

    Between two runs as clear stands a column that few rows fill.
    """
    for level in np.unique(cover):
        runs = [run for run in _stretches(cover <= level) if run[1] - run[0] >= need]
        if runs:
            return runs if level == 0 else [max(runs, key=lambda run: run[1] - run[0])]
    return []


def _stretches(free: Booleans) -> list[tuple[int, int]]:
    """Return the half-open runs of True."""
    steps = np.flatnonzero(np.diff(np.concatenate(([0], free.astype(np.int8), [0]))))
    return list(zip(steps[::2].tolist(), steps[1::2].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Parted:
    """The baselines of a table by its rows, and the distance of the lines in its cells.

    ``pitch`` is 0 where the rows stand no further apart than the lines, or nobody can tell.
    """

    groups: list[list[Row]]
    pitch: float = 0.0


def part_rows(rows: Sequence[Row], rivers: Sequence[Span], pitch: float = 0.0) -> Parted:
    """Group baselines to table rows; ``pitch`` is that of the same table on the page before."""
    crossing = [any(crossed_rivers(row, rivers)) for row in rows]
    pieces = [cross and len(row.chunks) == 1 for row, cross in zip(rows, crossing, strict=True)]
    told = _told_by_white(rows, rivers, pieces, pitch)
    if told is None:
        starts, pitch = _starts(rows, rivers), 0.0
        starts[_header_end(rows)] = True
    else:
        starts, pitch = told
        crossing = pieces
    groups = [[rows[0]]]
    for index, row in enumerate(rows[1:], 1):
        if starts[index] or crossing[index] != crossing[index - 1]:
            groups.append([row])
        else:
            groups[-1].append(row)
    return Parted(groups, pitch)


def _told_by_white(
    rows: Sequence[Row], rivers: Sequence[Span], pieces: Sequence[bool], pitch: float
) -> tuple[Booleans, float] | None:
    """Return the starts of rows that white tells, unless two numbers would stand in one row.

    ``pieces`` tells which baselines are one piece over several columns.
    """
    columns: list[dict[int, float]] = [{} for _ in range(len(rivers) + 2)]
    for index, row in enumerate(rows):
        held = {len(rivers) + 1: row.base} if pieces[index] else bases_of(row, rivers)
        for column, base in held.items():
            columns[column][index] = base
    size = float(np.median([row.size for row in rows]))
    told = row_starts([row.base for row in rows], columns, size, pitch)
    if told is None:
        return None
    edge = (rivers[0][0] + rivers[0][1]) / 2
    numbered = [
        index for index, row in enumerate(rows) if _NUMBER.fullmatch(_first_text(row, edge))
    ]
    of = np.cumsum(told[0])
    return None if len(np.unique(of[numbered])) < len(numbered) else told


def _header_end(rows: Sequence[Row]) -> int:
    """Return the baseline below the words of the header at the top, 0 if there is no header."""
    below = next((at for at, row in enumerate(rows) if not all(map(is_header_word, row.words))), 0)
    if below > HEADED or sum(len(row.chunks) for row in rows[:below]) < 3:
        return 0
    return below


def is_header_word(words: str) -> bool:
    """Whether words may be a header's: not long, and without marks of a sentence."""
    return len(words) <= HEADER and not any(mark in words for mark in "，。；、")


def _starts(rows: Sequence[Row], rivers: Sequence[Span]) -> Booleans:
    """Return which baselines begin a table row.

    A step of more than the usual distance does, if no block between two such steps has two
    numbers in its first column; else each number there does; else each baseline that has text
    in the first column and in another.
    """
    edge = (rivers[0][0] + rivers[0][1]) / 2
    first = [_first_text(row, edge) for row in rows]
    steps = np.diff([row.base for row in rows])
    usual = float(np.quantile(steps, 0.25)) if len(steps) else 0.0
    jumps = np.concatenate(([True], steps > 1.3 * usual))
    numbered = np.array([_NUMBER.fullmatch(text) is not None for text in first])
    if numbered.sum() < 2:
        labelled = np.array([is_labelled(text) for text in first])
        if jumps.sum() > 2 or labelled.any():
            return jumps | (labelled if jumps.sum() <= 2 else False)
        several = np.array([len(occupied(row, rivers)) >= 2 for row in rows])
        begun: Booleans = several & np.array([bool(text) for text in first])
        return begun
    blocks = np.cumsum(jumps)
    counts = np.bincount(blocks[numbered], minlength=int(blocks.max()) + 1)
    if jumps.sum() > 2 and counts.max() <= 1:
        return jumps
    head = int(np.argmax(numbered)) + 1
    starts = numbered.copy()
    starts[:head] |= jumps[:head]
    return starts


def _first_text(row: Row, edge: float) -> str:
    """Return the text of the row left of ``edge``."""
    return "".join(
        word for word, (_, end) in zip(row.words, row.chunks, strict=True) if end <= edge
    )


def build_grid(parted: Parted, rivers: Sequence[Span], ys: Sequence[float], ends: Span) -> Grid:
    """Return the grid of the rows of a table, between the edges ``ys``.

    A row whose text runs over a river has the columns on both sides merged. ``ends`` are the
    outer x positions.
    """
    groups = parted.groups
    xs = np.array([ends[0], *((low + high) / 2 for low, high in rivers), ends[1]])
    cells: list[Slotted] = []
    owners = np.full((len(groups), len(xs) - 1), -1, dtype=np.int64)
    for number, group in enumerate(groups):
        crossed = _merged(group, rivers)
        start = 0
        for column in range(1, len(xs)):
            if column < len(xs) - 1 and crossed[column - 1]:
                continue
            owners[number, start:column] = len(cells)
            cells.append(Slotted(number, start, 1, column - start))
            start = column
    grid = Grid(np.round(xs, 2), np.round(ys, 2), tuple(cells), owners, False, tuple(rivers))
    grid = replace(grid, pitch=parted.pitch)
    return with_tall_cells(grid, _filled(parted, rivers)) if parted.pitch else grid


def _merged(group: Sequence[Row], rivers: Sequence[Span]) -> list[bool]:
    """Return for each river whether a row has its sides merged: all of them in a section row."""
    crossings = [crossed_rivers(row, rivers) for row in group]
    crossed = [any(parts) for parts in zip(*crossings, strict=True)] or [True] * len(rivers)
    cell_of = np.concatenate(([0], np.cumsum(~np.array(crossed, dtype=np.bool_))))
    filled = {int(cell_of[column]) for row in group for column in occupied(row, rivers)}
    if any(crossed) and len(filled) == 1:
        return [True] * len(rivers)  # a section row, however long its words
    return crossed


def _filled(parted: Parted, rivers: Sequence[Span]) -> Filled:
    """Return where text stands in the rows, those with merged columns left out."""
    columns: list[list[list[float]]] = [[] for _ in range(len(rivers) + 1)]
    amount = np.zeros(len(columns))
    header = _header_end([row for group in parted.groups for row in group])
    first = before = 0
    for number, group in enumerate(parted.groups):
        for column in columns:
            column.append([])
        crossed = _merged(group, rivers)
        beside = [any(pair) for pair in pairwise((False, *crossed, False))]
        for row in group:
            for place, base in bases_of(row, rivers).items():
                if not beside[place]:
                    columns[place][-1].append(base)
                    amount[place] += 1
        if before + len(group) <= header:
            first = number + 1
        before += len(group)
    below = [column[first:] for column in columns]
    full = [sum(map(bool, column)) >= FULL * len(column) for column in below]
    wrapped = [max(map(len, column), default=0) > 1 for column in below]
    fit = (at for at in range(len(columns)) if full[at] and wrapped[at])
    widest = next(fit, int(amount.argmax()))
    return Filled(columns, min(widest, int(amount.argmax())), first, parted.pitch)
