"""Texts whose paragraphs were broken into lines of one width: which lines belong together.

Only strong evidence counts: many lines end at the same width in the middle of a sentence. A
line is joined to the next when it is full and its sentence goes on; or, in any text, when a
bracket that it leaves open closes there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import regex

from extractor.readers.text import rows
from extractor.readers.text.lines import Line

_TERMINAL = "。：；！？:;!?"
_CLOSING = '”’）)」』》"'
_OPEN_AT_END = regex.compile(r"[（(\[［【〔][^（()）\[\]［］【】〔〕]*+$")
_CLOSED_FIRST = regex.compile(r"[^（(\[［【〔]*?[）)\]］】〕]")
_LONGEST_OPEN = 200
"""A bracket that a line end cuts holds no more characters on either side."""
_LEAST_FULL = 5
_NARROWEST, _WIDEST = 40, 130
"""Widths, in half-width columns, at which writers and converters break lines."""


class Wraps:
    """Knows where the paragraph that begins at a line ends."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._full = _full_width(lines)
        self._indents = self._full is not None and _paragraphs_are_indented(lines, self._full)

    def end(self, start: int) -> int:
        """Return the position after the last line of the paragraph that begins at ``start``."""
        end = start + 1
        while end < len(self._lines) and (self._goes_on(end - 1) or self._closes(end - 1)):
            end += 1
        return end

    def _closes(self, position: int) -> bool:
        """Whether the next line closes a bracket that this one leaves open in mid-sentence."""
        line, following = self._lines[position], self._lines[position + 1]
        if (
            following.blank
            or following.seam
            or _is_indented(following)
            or _ends_sentence(line.text)
        ):
            return False
        if rows.has_tab(line) or rows.has_tab(following) or "|" in line.text + following.text:
            return False
        opened = _OPEN_AT_END.search(line.text, max(0, len(line.text) - _LONGEST_OPEN))
        closed = _CLOSED_FIRST.match(following.text[:_LONGEST_OPEN])
        return bool(opened and closed)

    def _goes_on(self, position: int) -> bool:
        line, following = self._lines[position], self._lines[position + 1]
        if self._full is None or following.blank or following.seam or _is_indented(following):
            return False
        if rows.is_rule(following.text) or rows.has_tab(following):
            return False
        if width(line.text.rstrip()) < self._full:
            return False
        return self._indents or not _ends_sentence(line.text)


def width(text: str) -> int:
    """Return the columns ``text`` takes where a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)


def _full_width(lines: Sequence[Line]) -> int | None:
    """Return the least width of a full line, or None when the text is not wrapped."""
    widths = [
        (width(line.text.rstrip()), line)
        for line in lines
        if not line.blank and len(line.text) <= _WIDEST and not rows.has_tab(line)
    ]
    visible = sum(not line.blank for line in lines)
    if len(widths) * 50 < visible * 49 or not widths:
        return None
    ordered = sorted(one for one, _ in widths)
    top = ordered[-1 - len(ordered) // 50]
    if not _NARROWEST <= top <= _WIDEST or ordered[-1] > top + 8:
        return None
    # Line breaking moves a mark or a Latin word to the next line: up to four columns.
    full = [line for one, line in widths if one >= top - 4]
    open_ended = sum(not _ends_sentence(line.text) for line in full)
    if len(full) < _LEAST_FULL or len(full) * 4 < len(widths) or open_ended * 2 < len(full):
        return None
    return top - 4


def _paragraphs_are_indented(lines: Sequence[Line], full: int) -> bool:
    """Whether lines after a short line begin with an indent, so that others continue."""
    starts = [
        _is_indented(following)
        for line, following in pairwise(lines)
        if not line.blank and not following.blank and width(line.text.rstrip()) < full
    ]
    return len(starts) >= 3 and sum(starts) * 5 >= len(starts) * 4


def _is_indented(line: Line) -> bool:
    return line.text[:1].isspace()


def _ends_sentence(text: str) -> bool:
    return text.rstrip().rstrip(_CLOSING).endswith(tuple(_TERMINAL))
