"""Where the rows of a table without rules part: by the white in each column.

Lines of one cell follow each other at the distance of lines; between two cells of a column there
is more. Each such gap holds an edge between rows, or several. The fewest edges that every gap
holds one of are those of the rows, however the text stands in its cells, at the top or in the
middle; among several places for an edge, it is the one that cuts the fewest cells. Where rows
stand no further apart than lines do, nothing is found here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from extractor.layout.page import Booleans

SPREAD = 1.1
"""Times the distance of lines from which more white parts two cells."""
LEAST = 0.95
"""Ems between the baselines of two lines of one cell, at least."""
CUTTING = 0.34
"""Part of the edges that may cut a cell, one over several rows, without parting more columns than
they cut; with more, lines are rows."""
LEVEL = 0.9
"""Part of the baselines at the distance of lines from which no edge may cut a cell: only what is
left empty parts the cells of such a table, and that tells too little."""
FEW = 8
"""Distances from which the least one must be met twice to be that of lines."""

Gap = tuple[int, int]
"""The first and last baseline that a row edge in the gap may stand above."""


def row_starts(
    bases: Sequence[float], columns: Sequence[Mapping[int, float]], size: float, known: float = 0.0
) -> tuple[Booleans, float] | None:
    """Return which baselines begin a row, and the distance of lines; None if white does not tell.

    ``bases`` are those of the baselines from the top down; ``columns`` tell for each column which
    of them have text in it, and where exactly it stands; ``size`` is that of the text, ``known``
    the distance of lines on the page before, where the table began there.
    """
    pairs = [
        [(before, after, column[after] - column[before]) for before, after in pairwise(column)]
        for column in columns
    ]
    pitch = known or _pitch([step for column in pairs for *_, step in column], size)
    if pitch is None:
        return None
    gaps = [
        (before + 1, after)
        for column in pairs
        for before, after, step in column
        if step > SPREAD * pitch
    ]
    alone = len(gaps)
    gaps += [
        (after, after)
        for after, (above, below) in enumerate(pairwise(_extents(bases, columns)), 1)
        if below[0] - above[1] > SPREAD * pitch
    ]
    if not gaps and not known:
        return None
    cut, parted = np.zeros((2, len(bases)), dtype=np.int64)
    for column in pairs:
        for before, after, step in column:
            if step <= SPREAD * pitch:
                cut[before + 1 : after + 1] += 1
    for first, last in gaps[:alone]:
        parted[first : last + 1] += 1
    edges = [
        min(range(first, last + 1), key=lambda at: (cut[at], bases[at - 1] - bases[at]))
        for first, last in _shared(gaps)
    ]
    level = np.abs(np.diff(bases) - pitch) <= 0.1 * pitch if len(bases) > 1 else np.zeros(1)
    bad = (cut > 0) & ((cut >= parted) | (level.mean() > LEVEL))
    if np.count_nonzero(bad[edges]) > CUTTING * len(edges):
        return None
    starts = np.zeros(len(bases), dtype=np.bool_)
    starts[[0, *edges]] = True
    return starts, pitch


def _extents(
    bases: Sequence[float], columns: Sequence[Mapping[int, float]]
) -> list[tuple[float, float]]:
    """Return the first and last y of each baseline: its texts may differ a little."""
    held: list[list[float]] = [[] for _ in bases]
    for column in columns:
        for index, base in column.items():
            held[index].append(base)
    return [
        (min(some, default=base), max(some, default=base))
        for some, base in zip(held, bases, strict=True)
    ]


def _pitch(steps: Sequence[float], size: float) -> float | None:
    """Return the distance of lines in one cell: the least that is met more than by chance."""
    found = sorted(step for step in steps if step >= LEAST * size)
    if len(found) < FEW:
        return found[0] if found else None
    return next((one for one, other in pairwise(found) if other - one <= 0.04 * one), None)


def _shared(gaps: Sequence[Gap]) -> list[Gap]:
    """Return the fewest stretches of which every gap holds one.

    Each is the common part of the gaps that it stands for.
    """
    shared: list[Gap] = []
    for first, last in sorted(gaps, key=lambda gap: gap[1]):
        if shared and first <= shared[-1][1]:
            shared[-1] = (max(first, shared[-1][0]), shared[-1][1])
        else:
            shared.append((first, last))
    return shared
