"""Names set side by side, some of them wrapped under themselves, as joint signatures are.

A line of parts that stand apart, and under it shorter lines each centred under one of the parts:
there each column is read on its own, from left to right. Where no part is wrapped the line stays
one line; a date below a name is no rest of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.layout.headers import part_of
from extractor.layout.lines import Line
from extractor.text.dates import find_dates

LONGEST = 24
"""Characters of a name in one line, at most."""
MOST_LINES = 3
"""Lines under the first that a wrapped name has, at most."""
STEP = 2.4
"""Ems between the baselines of a name's lines, at most."""
CENTRED = 0.75
"""Ems by which the middle of a line may miss that of the line above it."""
_MARKS = frozenset("。；：，;:,!?！？")

Stretch = list[Line]
Columns = list[list[Line]]


def part_abreast(lines: Sequence[Line]) -> Iterator[tuple[Stretch, Columns]]:
    """Yield stretches of lines, each with the columns that stand side by side below it."""
    stretch: Stretch = []
    position = 0
    while position < len(lines):
        columns, taken = _columns(lines, position)
        if taken:
            yield stretch, columns
            stretch = []
            position += taken
            continue
        stretch.append(lines[position])
        position += 1
    if stretch:
        yield stretch, []


def _columns(lines: Sequence[Line], position: int) -> tuple[Columns, int]:
    """Return the columns that begin with a line, and of how many lines they are; else 0."""
    first = lines[position]
    if len(first.parts) < 2 or not all(map(_is_name, _parts(first))):
        return [], 0
    columns = [[part] for part in _parts(first)]
    taken = 1
    for above, below in pairwise(lines[position : position + 1 + MOST_LINES]):
        if not _is_next(above, below):
            break
        places = [_column_of(part, columns) for part in _parts(below)]
        found = [place for place in places if place is not None]
        if len(found) < len(places) or not _fewer(found, columns):
            break
        for place, part in zip(found, _parts(below), strict=True):
            columns[place].append(part)
        taken += 1
    return (columns, taken) if taken > 1 else ([], 0)


def _fewer(found: Sequence[int], columns: Columns) -> bool:
    """Whether some of the columns go on and some do not: rows of whole names fill all alike."""
    return len(set(found)) == len(found) < len(columns)


def _parts(line: Line) -> list[Line]:
    if len(line.parts) == 1:
        return [line]
    return [part_of(line, *part) for part in line.parts]


def _is_name(part: Line) -> bool:
    return 1 < len(part.text) <= LONGEST and not _MARKS.intersection(part.text)


def _is_next(above: Line, below: Line) -> bool:
    return (
        above.page == below.page
        and above.size == below.size
        and above.red == below.red
        and 0 < below.base - above.base <= STEP * above.size
    )


def _column_of(part: Line, columns: Columns) -> int | None:
    """Return the column whose last line the part stands centred under, as its rest."""
    if not _is_name(part) or find_dates(part.text) or part.text[0].isdigit():
        return None
    left, _, right, _ = part.box
    for index, column in enumerate(columns):
        x0, _, x1, _ = column[-1].box
        centred = abs(left + right - x0 - x1) <= 2 * CENTRED * part.size
        if centred and right - left < x1 - x0:
            return index
    return None
