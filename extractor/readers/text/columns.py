"""Tables set with spaces: columns that begin at the same place on every line.

Only strong evidence counts: a header line of three or more short words, and at least two lines
below it whose parts all begin under those words, some of them longer than words of a list. Lists
of names and signatures in columns stay lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.bounds import bounds
from extractor.readers.text.lines import Line, Stretch
from extractor.readers.text.rows import Found
from extractor.readers.text.wraps import width

_PART = regex.compile(r"\S++(?:[ \u3000]\S++)*+")
_LONGEST_LINE = 400
_LONGEST_HEADER = 12
_LEAST_COLUMNS = 3
_LEAST_CELL = 7
"""Characters that at least one cell has: names of people and short words make no table."""
_SLACK = 1
_SENTENCE = regex.compile(r"[。；：，,;:!?！？]")


def find_aligned(lines: Sequence[Line], start: int) -> Found | None:
    """Return the table of aligned columns whose header is at ``start``."""
    header = _parts(lines[start])
    if len(header) < _LEAST_COLUMNS or any(_is_sentence(part) for _, part in header):
        return None
    edges = [edge for edge, _ in header]
    rows: list[list[list[Stretch]]] = [[[part] for _, part in header]]
    end = start + 1
    most = bounds().cells
    while end < len(lines) and len(rows) * len(edges) < most:
        placed = _place(_parts(lines[end]), edges)
        if placed is None:
            break
        if _continues(placed):
            for column, part in placed.items():
                rows[-1][column].append(part)
        else:
            rows.append(
                [[placed[column]] if column in placed else [] for column in range(len(edges))]
            )
        end += 1
    return (
        Found(rows, len(edges), end, header=False, barred=False, aside=[])
        if _is_strong(rows)
        else None
    )


def _parts(line: Line) -> list[tuple[int, Stretch]]:
    """Return the parts of a line that two or more spaces divide, and where each begins."""
    text = line.text
    if len(text) > _LONGEST_LINE or ("  " not in text and "\u3000\u3000" not in text):
        return []
    parts, edge, position = [], 0, 0
    for found in _PART.finditer(text):
        edge += width(text[position : found.start()])
        position = found.start()
        parts.append((edge, line.cut(found.start(), found.end())))
    return parts


def _place(parts: list[tuple[int, Stretch]], edges: Sequence[int]) -> dict[int, Stretch] | None:
    """Return the column of each part, or None where one begins under no header."""
    placed: dict[int, Stretch] = {}
    for edge, part in parts:
        column = next((n for n, one in enumerate(edges) if abs(one - edge) <= _SLACK), None)
        if column is None or column in placed:
            return None
        placed[column] = part
    return placed or None


def _continues(placed: dict[int, Stretch]) -> bool:
    """Whether a line goes on with the cells above: its first column is empty."""
    return 0 not in placed


def _is_sentence(part: Stretch) -> bool:
    return len(part.text) > _LONGEST_HEADER or _SENTENCE.search(part.text) is not None


def _is_strong(rows: list[list[list[Stretch]]]) -> bool:
    body = rows[1:]
    full = sum(all(row) for row in body)
    long = any(len(part.text) >= _LEAST_CELL for row in body for cell in row for part in cell)
    return len(body) >= 2 and full * 2 >= len(body) and long
