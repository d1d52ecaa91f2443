"""What stands beside the text in the margin: numbers of lines (行号), notes of its editors.

Drafts for comment and legal texts carry numbers; drafts printed with their tracked changes have
a margin at the right that says what was deleted, and by whom.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from extractor.layout.lines import is_blank
from extractor.layout.page import Booleans, Floats, Glyphs, Page

LEAST = 8
"""Numbers of a page from which they can be those of its lines."""
SMALLER = 0.9
"""Times the size of the text that the numbers are set in, at most."""
APART = 0.4
"""Ems of the text between it and the numbers, at least."""
NOTE = 0.65
"""Times the size of the text that notes of editors are set in, at most."""
NOTES = 3
"""Lines of such notes on a page, at least."""
LINE = 3.0
"""Points by which the numbers may miss one side in line."""


def find_line_numbers(page: Page, glyphs: Glyphs) -> Booleans:
    """Return which glyphs number the lines of the page: small, in a margin of their own, in order.

    A first column of a table without rules has its header above it, or the size of the table.
    """
    found = np.zeros(len(glyphs), dtype=np.bool_)
    seen = ~is_blank(glyphs.codes)
    digit = (glyphs.codes >= ord("0")) & (glyphs.codes <= ord("9")) & seen
    text = seen & ~digit
    if np.count_nonzero(digit) < LEAST or not text.any():
        return found
    sizes = np.array([look.size for look in page.looks])[glyphs.looks]
    body = float(np.median(sizes[text]))
    left, right = float(glyphs.boxes[text, 0].min()), float(glyphs.boxes[text, 2].max())
    small = digit & (sizes <= SMALLER * body)
    for margin in (
        small & (glyphs.boxes[:, 2] <= left - APART * body),
        small & (glyphs.boxes[:, 0] >= right + APART * body),
    ):
        if np.count_nonzero(margin) >= LEAST and _counts(glyphs.take(margin)):
            found |= margin
    return found


def find_margin_notes(page: Page, glyphs: Glyphs) -> Booleans:
    """Return which glyphs are notes of editors: much smaller than the text, all right of it.

    Their lines begin at one x. The last column of a table has its header over it, in its size.
    """
    found = np.zeros(len(glyphs), dtype=np.bool_)
    seen = ~is_blank(glyphs.codes)
    sizes = np.array([look.size for look in page.looks])[glyphs.looks]
    if len(page.looks) < 2 or not seen.any():
        return found
    body = float(np.median(sizes[seen]))
    small = sizes <= NOTE * body
    text = seen & ~small
    if not text.any():
        return found
    beside = small & (glyphs.boxes[:, 0] > float(glyphs.boxes[text, 2].max()))
    notes = glyphs.take(beside & seen)
    if not len(notes):
        return found
    lines: dict[float, float] = {}
    for base, left in zip(np.round(notes.bases).tolist(), notes.boxes[:, 0].tolist(), strict=True):
        lines[base] = min(left, lines.get(base, left))
    begins = sorted(lines.values())
    flush = sum(left <= begins[0] + LINE for left in begins)
    return beside if flush >= NOTES and flush >= len(begins) / 2 else found


def _counts(digits: Glyphs) -> bool:
    """Whether digits make up numbers, one below the other, that go up by the same step."""
    order = np.lexsort((digits.boxes[:, 0], np.round(digits.bases)))
    bases, boxes, codes = digits.bases[order], digits.boxes[order], digits.codes[order]
    starts = np.flatnonzero(np.concatenate(([True], np.diff(bases) > LINE)))
    ends = np.concatenate((starts[1:], [len(order)]))
    if len(starts) < LEAST:
        return False
    numbers = [
        int("".join(map(chr, codes[start:end])))
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        if end - start <= 6
    ]
    steps = {after - before for before, after in pairwise(numbers)}
    in_line = _agree(boxes[starts, 0]) or _agree(boxes[ends - 1, 2])
    return len(numbers) == len(starts) and len(steps) == 1 and min(steps) > 0 and in_line


def _agree(sides: Floats) -> bool:
    return float(np.ptp(sides)) <= LINE
