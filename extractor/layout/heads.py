"""Headers of tables that no lines close, whose words stand on several baselines.

Words of two lines beside words of one, all in the middle of their cells; or a word over two
columns, with their own words below it and the words of the other columns at half height.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.layout.rivers import Row, is_header_word

LINE = 0.95
"""Ems between baselines below which they are no lines of one text."""
LEVEL = 1.8
"""Ems from the words at half height to those above and below, at most."""
MOST = 5
"""Baselines of a header, at most."""


def header_block(rows: Sequence[Row], at: int) -> Sequence[Row]:
    """Return the baselines that are one header with ``rows[at]``, from the top down."""
    if not _may_head(rows[at]):
        return rows[at : at + 1]
    first = last = at
    while first and last - first < MOST and _is_near(rows[first - 1], rows[first], LINE):
        first -= 1
    while (
        last + 1 < len(rows) and last - first < MOST and _is_near(rows[last], rows[last + 1], LINE)
    ):
        last += 1
    if first and last + 1 < len(rows) and _is_level(rows, first, last):
        first, last = first - 1, last + 1
    return rows[first : last + 1]


def united(rows: Sequence[Row]) -> list[tuple[float, float, str]]:
    """Return the stretches of x that baselines cover together, each with its words."""
    found: list[tuple[float, float, str]] = []
    pieces = [
        (*chunk, words) for row in rows for chunk, words in zip(row.chunks, row.words, strict=True)
    ]
    for start, end, words in (
        sorted(pieces, key=lambda piece: piece[0]) if len(rows) > 1 else pieces
    ):
        if found and start < found[-1][1]:
            low, high, before = found[-1]
            found[-1] = (low, max(high, end), before + words)
        else:
            found.append((start, end, words))
    return found


def _may_head(row: Row) -> bool:
    return all(map(is_header_word, row.words))


def _is_near(above: Row, below: Row, most: float) -> bool:
    """Whether two baselines stand within ``most`` ems, and both may belong to a header."""
    step = below.base - above.base
    return (
        step <= most * below.size
        and abs(above.size - below.size) < 1
        and (_may_head(above) and _may_head(below))
    )


def _is_level(rows: Sequence[Row], first: int, last: int) -> bool:
    """Whether the baselines above and below are a word over columns and the columns' own words."""
    above, below = rows[first - 1], rows[last + 1]
    if not (_is_near(above, rows[first], LEVEL) and _is_near(rows[last], below, LEVEL)):
        return False
    held = [chunk for row in rows[first : last + 1] for chunk in row.chunks]
    apart = all(end < low or high < start for low, high in held for start, end in below.chunks)
    left, right = below.chunks[0][0] - below.size, below.chunks[-1][1] + below.size
    return apart and left <= above.chunks[0][0] and above.chunks[-1][1] <= right
