"""Where the rows of a table without rules part: by the white in each column.

Lines of one cell follow each other at the distance of lines; between two cells of a column there
is more. Each such gap holds an edge between rows, or several. The fewest edges that every gap
holds one of are those of the rows, however the text stands in its cells, at the top or in the
middle; among several places for an edge, it is the one that cuts the fewest cells. Where rows
stand no further apart than lines do, nothing is found here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractor.layout.page import Booleans

SPREAD = 1.1
"""Times the distance of lines from which more white parts two cells."""
LEAST = 0.95
"""Ems between the baselines of two lines of one cell, at least."""
CUTTING = 0.34
"""Part of the edges that may cut a cell, one over several rows; with more, lines are rows."""
FEW = 8
"""Distances from which the least one must be met twice to be that of lines."""

Gap = tuple[int, int]
"""The first and last baseline that a row edge in the gap may stand above."""


def row_starts(
    bases: Sequence[float], columns: Sequence[Sequence[int]], size: float, known: float = 0.0
) -> tuple[Booleans, float] | None:
    """Return which baselines begin a row, and the distance of lines; None if white does not tell.

    ``bases`` are those of the baselines from the top down, ``columns`` the indices of those with
    text in each column; ``size`` is that of the text, ``known`` the distance of lines on the page
    before, where the table began there.
    """
    steps = [
        bases[after] - bases[before] for column in columns for before, after in pairwise(column)
    ]
    pitch = known or _pitch(steps, size)
    if pitch is None:
        return None
    gaps = [
        (before + 1, after)
        for column in columns
        for before, after in pairwise(column)
        if bases[after] - bases[before] > SPREAD * pitch
    ]
    gaps += [
        (after, after)
        for after in range(1, len(bases))
        if bases[after] - bases[after - 1] > SPREAD * pitch
    ]
    if not gaps:
        return None
    cut = np.zeros(len(bases), dtype=np.int64)
    for column in columns:
        for before, after in pairwise(column):
            if bases[after] - bases[before] <= SPREAD * pitch:
                cut[before + 1 : after + 1] += 1
    edges = [
        min(range(first, last + 1), key=lambda at: (cut[at], bases[at - 1] - bases[at]))
        for first, last in _shared(gaps)
    ]
    if np.count_nonzero(cut[edges]) > CUTTING * len(edges):
        return None
    starts = np.zeros(len(bases), dtype=np.bool_)
    starts[[0, *edges]] = True
    return starts, pitch


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
