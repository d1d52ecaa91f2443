"""Lines to paragraphs: which line ends are the author's and which only the layout's.

Evidence, in the order it is asked: another size, a step in spacing, an indented first line, a
line that ends before the margin, centring. A wrap stays in the text as U+000A.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from extractor.layout.lines import Line
from extractor.layout.page import Floats
from extractor.model.document import Alignment


@dataclass(frozen=True, slots=True)
class Column:
    """The text area that lines are measured against."""

    left: float
    right: float
    pitch: float
    """Usual distance of two baselines."""


@dataclass(slots=True)
class Run:
    """Lines of one paragraph, in order."""

    lines: list[Line] = field(default_factory=list)
    align: Alignment | None = None


def measure(lines: Sequence[Line]) -> Column:
    """Return the text area of ``lines``: the left and right ends that recur."""
    if not lines:
        return Column(0.0, 0.0, 0.0)
    left = np.array([line.box[0] for line in lines])
    right = np.array([line.box[2] for line in lines])
    long = right - left >= 0.6 * (right - left).max()
    bases = np.array([line.base for line in lines])
    pages = np.array([line.page for line in lines])
    steps = np.diff(bases)[np.diff(pages) == 0]
    steps = steps[steps > 1]
    return Column(
        left=_recurring(left[long], low=True),
        right=_recurring(right[long], low=False),
        pitch=float(np.median(steps)) if len(steps) else 0.0,
    )


def _recurring(ends: Floats, *, low: bool) -> float:
    """Return the outermost end that at least an eighth of the lines share within 4 points."""
    ends = np.sort(ends) if low else -np.sort(-ends)
    need = max(1, len(ends) // 8)
    for index, end in enumerate(ends.tolist()):
        if np.count_nonzero(np.abs(ends[index:] - end) <= 4) >= need:
            return float(end)
    return float(ends[0])


def group(lines: Sequence[Line], columns: Mapping[int, Column]) -> list[Run]:
    """Return the paragraphs that ``lines``, in reading order, make up.

    ``columns`` gives the text area of each page.
    """
    runs: list[Run] = []
    for line in lines:
        align = alignment(line, columns[line.page])
        if runs and _continues(runs[-1], line, align, columns):
            runs[-1].lines.append(line)
        else:
            runs.append(Run([line], align))
    return runs


def alignment(line: Line, column: Column) -> Alignment | None:
    """Return how one line stands in its column; a full line is ``justify``."""
    before, after = line.box[0] - column.left, column.right - line.box[2]
    em = line.size
    if before <= 2.6 * em and after <= 1.6 * em:
        return "justify"
    if abs(before - after) <= max(1.1 * em, 0.04 * (column.right - column.left)) and before > em:
        return "center"
    if after <= 5 * em and before > 0.4 * (column.right - column.left):
        return "right"
    return "left"


def _continues(
    run: Run, line: Line, align: Alignment | None, columns: Mapping[int, Column]
) -> bool:
    last = run.lines[-1]
    if abs(line.size - last.size) > 0.08 * max(line.size, last.size) or line.red != last.red:
        return False
    if not _follows(last, line, columns[line.page]):
        return False
    if "center" in {run.align, align}:
        return _continues_centred(run, line, align)
    return _continues_flush(run, line, columns)


def _follows(last: Line, line: Line, column: Column) -> bool:
    """Whether the line stands at the usual distance under the last, or tops a new page."""
    if line.page != last.page:
        return True
    step = line.base - last.base
    return step <= max(1.35 * column.pitch, 1.9 * line.size) and step <= 3.2 * line.size


def _continues_centred(run: Run, line: Line, align: Alignment | None) -> bool:
    """Whether a centred line goes on in the next: same weight, and the first is not short."""
    last = run.lines[-1]
    if line.page != last.page or line.bold != last.bold:
        return False
    middles = (last.box[0] + last.box[2]) / 2, (line.box[0] + line.box[2]) / 2
    if abs(middles[0] - middles[1]) > 1.2 * line.size:
        return False
    if align != "center" and run.align != "center":
        return False
    widest = max(entry.box[2] - entry.box[0] for entry in run.lines)
    return widest >= 12 * line.size and run.align in {"center", "justify"}


def _continues_flush(run: Run, line: Line, columns: Mapping[int, Column]) -> bool:
    last = run.lines[-1]
    em = line.size
    room = columns[last.page].right - last.box[2]
    indent = line.box[0] - columns[line.page].left
    if room > 1.6 * em + _first_word(line):
        return False
    if indent <= 1.2 * em:
        return True
    hanging = abs(line.box[0] - last.box[0]) <= 0.6 * em and len(run.lines) > 1
    first_indent = run.lines[0].box[0] - columns[run.lines[0].page].left
    return hanging and first_indent < indent - em


def _first_word(line: Line) -> float:
    """Return the width that the line's first word would have needed on the line before."""
    count = 0
    for character in line.text:
        if not character.isascii() or character.isspace():
            break
        count += 1
    return 0.6 * line.size * count
