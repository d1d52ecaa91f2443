"""Texts whose paragraphs were broken into lines of one width: which lines belong together.

Converters of PDF and OCR programs write a line for each printed line. Only strong evidence
counts: many lines end at the same width in the middle of a sentence. A line is joined to the
next when what stands there had no room left on it and nothing else says that a paragraph ends;
or, in any text, when a bracket that it leaves open closes there.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
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
_LEAST_FULL = 4
_NARROWEST, _WIDEST = 40, 130
"""Widths, in half-width columns, at which writers and converters break lines."""
_SLACK = 3.0
"""Columns that a full line may lack beyond what its next word needs: letters are of any width."""
_INDENT = 4.0
"""Columns that the first line of a paragraph is set in (GB/T 9704-2012, 7.3.3), often lost."""
_NEARLY = 9.0
"""Columns below the margin down to which a line may be a full first line."""
_MIXED = regex.compile(r"(?<=\p{Han}) (?=[!-~])|(?<=[!-~]) (?=\p{Han})")
"""Blanks that converters write for the quarter em between Chinese and Latin text."""
_FIRST = regex.compile(
    r"""\s*+ (?:
      第[一二三四五六七八九十百〇零0-9]{1,4}[条章节款项部]
    | [（(][一二三四五六七八九十0-9]{1,3}[）)]
    | [一二三四五六七八九十]{1,3}[、.．]
    | [0-9]{1,3} (?: [、．] | [.] (?![0-9]) )
    | [0-9]{1,2}(?:[.．][0-9]{1,2}){1,3} (?= \s | \p{Han})
    | [①-⑳●■◆▲★·—\-]
    | 附(?:件|表|录)? [0-9一二三四五六七八九十]{0,2} [：:]
    | (?:抄送|主送|印发|注|备注|说明|来源|联系人) [：:]
    )""",
    regex.VERBOSE,
)
"""What only a paragraph begins with: a number, a bullet, a label."""
_UNIT = regex.compile(
    r"[（〔【《〈“‘「『(\[<]*+(?:(?P<word>[!-~]++)|.)(?:[，。、；：？！）〕】》〉”’」』])*+"
)
"""What a line is not cut in."""


class Wraps:
    """Knows where the paragraph that begins at a line ends.

    ``aside`` tells which lines, by position, are page numbers and rules: a paragraph may go on
    behind them where a page ends.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        aside: Callable[[Sequence[Line], int], bool] | None = None,
    ) -> None:
        self._lines = lines
        self._aside = aside
        self._margin = _margin(lines)
        self._indents = self._margin is not None and _paragraphs_are_indented(lines, self._margin)
        self._lost = 0.0
        if self._margin is not None:
            texts = [
                line
                for position, line in enumerate(lines)
                if not line.blank and not self._is_aside(position)
            ]
            self._lost = _lost_indent(texts, self._margin)

    def end(self, start: int) -> int:
        """Return the position after the last line of the paragraph that begins at ``start``.

        Blank lines and page numbers between its lines belong to the range.
        """
        last = start
        tail = self._lines[start].text
        while True:
            following = self._following(last)
            if following is None:
                return last + 1
            crosses = following > last + 1 or self._lines[following].seam
            ended = _ends_sentence(tail)
            first = last == start
            if not self._goes_on(last, following, first=first, ended=ended, crosses=crosses) and (
                crosses or ended or not self._closes(last)
            ):
                return last + 1
            last = following
            tail = tail.rstrip()[-_LONGEST_OPEN:] + self._lines[last].text.lstrip()

    def _following(self, position: int) -> int | None:
        """Return the next line of text: the next line, or the first one of the next page."""
        following = position + 1
        crossed = False
        while following < len(self._lines):
            line = self._lines[following]
            crossed = crossed or line.seam
            if not line.blank and not self._is_aside(following):
                return following if following == position + 1 or crossed else None
            if self._aside is None or self._margin is None or following > position + _LONGEST_SEAM:
                return None
            crossed = crossed or not line.blank
            following += 1
        return None

    def _is_aside(self, position: int) -> bool:
        return self._aside is not None and self._aside(self._lines, position)

    def _closes(self, position: int) -> bool:
        """Whether the next line closes a bracket that this one leaves open in mid-sentence."""
        line, following = self._lines[position], self._lines[position + 1]
        if _is_indented(following):
            return False
        if rows.has_tab(line) or rows.has_tab(following) or "|" in line.text + following.text:
            return False
        opened = _OPEN_AT_END.search(line.text, max(0, len(line.text) - _LONGEST_OPEN))
        closed = _CLOSED_FIRST.match(following.text[:_LONGEST_OPEN])
        return bool(opened and closed)

    def _goes_on(
        self, position: int, next_position: int, *, first: bool, ended: bool, crosses: bool
    ) -> bool:
        line, following = self._lines[position], self._lines[next_position]
        if self._margin is None or _is_indented(following):
            return False
        if rows.is_rule(following.text) or rows.has_tab(following):
            return False
        room = self._margin - measure(line.text)
        if first:
            room = min(room, self._margin - measure(line.text.lstrip()) - self._lost)
        if room >= _SLACK + _unit(following.text):
            return False
        if self._indents and not crosses:
            return True
        if _FIRST.match(following.text):
            return False
        if not ended:
            return True
        return not crosses and self._is_middle(line, following)

    def _is_middle(self, line: Line, following: Line) -> bool:
        """Whether a sentence that ends a full line ends no paragraph there.

        A first line, set in, is not as wide as a full one; the last line of a paragraph is short
        and ends a sentence, as the names of those who sign do not.
        """
        wide = measure(following.text)
        if self._margin is None or wide > self._margin - _SLACK:
            return True
        ends = line.text.rstrip()[-1:] in "。！？”）" and following.text.rstrip()[-1:] in "。！？）"
        return ends and wide < self._margin - _NEARLY


_LONGEST_SEAM = 12
"""Lines that may stand between two pages: blank ones, numbers, rules."""


def width(text: str) -> int:
    """Return the columns ``text`` takes where a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)


def measure(text: str) -> float:
    """Return the columns a printed line took; a blank beside Latin text is a quarter em."""
    bare = text.rstrip()
    return width(bare) - 0.5 * len(_MIXED.findall(bare))


def _unit(text: str) -> float:
    """Return the columns of what a line begins with up to the first place it could be cut."""
    found = _UNIT.match(text.lstrip())
    return float(width(found.group())) if found is not None else 0.0


def _margin(lines: Sequence[Line]) -> float | None:
    """Return the width of a full line, or None when the text is not wrapped."""
    shown = [line for line in lines if not line.blank]
    texts = [line for line in shown if len(line.text) <= _WIDEST and not rows.has_tab(line)]
    if len(texts) * 50 < len(shown) * 49 or not texts:
        return None
    measured = sorted((measure(line.text), order) for order, line in enumerate(texts))
    ordered = [one for one, _ in measured]
    margin = _recurring(ordered)
    if margin is None or not _NARROWEST <= margin <= _WIDEST:
        return None
    if (len(ordered) - bisect_right(ordered, margin + 8)) * 50 > len(ordered):
        return None
    full = [texts[order] for one, order in measured if one >= margin - _SLACK - 2]
    open_ended = sum(not _ends_sentence(line.text) for line in full)
    nearly = len(ordered) - bisect_left(ordered, margin - _NEARLY)
    if len(full) < _LEAST_FULL or nearly * 4 < len(texts) or open_ended * 2 < len(full):
        return None
    return margin


def _recurring(ordered: Sequence[float]) -> float | None:
    """Return the greatest width that a tenth of the lines, and four, come near."""
    need = max(_LEAST_FULL, len(ordered) // 10)
    for one in reversed(ordered):
        if bisect_right(ordered, one) - bisect_left(ordered, one - _SLACK) >= need:
            return one
    return None


def _paragraphs_are_indented(lines: Sequence[Line], margin: float) -> bool:
    """Whether lines after a short line begin with an indent, so that others continue."""
    starts = [
        _is_indented(following)
        for line, following in pairwise(lines)
        if not line.blank and not following.blank and measure(line.text) < margin - _INDENT
    ]
    return len(starts) >= 3 and sum(starts) * 5 >= len(starts) * 4


def _lost_indent(lines: Sequence[Line], margin: float) -> float:
    """Return the columns by which first lines are set in, whether the copy shows it or not.

    Lines below a short one that stop in mid-sentence are full: they tell.
    """
    lacking = sorted(
        margin - measure(line.text.lstrip())
        for above, line in pairwise(lines)
        if measure(above.text) < (0.9 if _ends_sentence(above.text) else 0.6) * margin
        and not _ends_sentence(line.text)
        and margin - measure(line.text.lstrip()) <= _MOST_LOST
    )
    if len(lacking) < _FEWEST_STARTS:
        return _INDENT / 2
    usual = lacking[len(lacking) // 2]
    near = sum(abs(one - usual) <= _INDENT / 2 for one in lacking)
    return usual if 2 * near >= len(lacking) else _INDENT / 2


_MOST_LOST, _FEWEST_STARTS = 14.0, 3


def _is_indented(line: Line) -> bool:
    return line.text[:1].isspace()


def _ends_sentence(text: str) -> bool:
    """Whether a paragraph may end with ``text``: not inside a bracket, but behind one of its own.

    ``（责任单位：`` goes on; ``……常态化。（基教处、各区市）`` does not.
    """
    bare = text.rstrip()
    if _OPEN_AT_END.search(bare, max(0, len(bare) - _LONGEST_OPEN)):
        return False
    return bare.rstrip(_CLOSING).endswith(tuple(_TERMINAL)) or _ASIDE.search(bare) is not None


_ASIDE = regex.compile(
    r"[。；！？](?:（[^（）]{2,200}+）|\([^()]{2,200}+\)|【[^【】]{2,200}+】|\[[^\[\]]{2,200}+\])$"
)
"""A remark in brackets behind the sentence that ends a paragraph."""
