"""Physical lines of a text and the stretches of them that paragraphs are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractor.bounds import bounds
from extractor.errors import TooLarge
from extractor.model.anchor import Anchor

_END = regex.compile(r"\r\n|[\n\r\f\v\u0085\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """``text`` stands in line ``line`` (1-based) from code point ``start``."""

    line: int
    start: int
    text: str

    @property
    def anchor(self) -> Anchor:
        """Return where the stretch stands."""
        return Anchor(line=self.line, characters=(self.start, self.start + len(self.text)))

    def cut(self, start: int, end: int | None = None) -> Stretch:
        """Return the stretch of ``text[start:end]``."""
        return Stretch(self.line, self.start + start, self.text[start:end])

    @property
    def blank(self) -> bool:
        """Whether nothing visible stands in it."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Line(Stretch):
    """A physical line without its end; ``seam`` says that a form feed (page seam) precedes it."""

    seam: bool = False


def split(text: str) -> list[Line]:
    """Return the lines of ``text``; a form feed ends a line without counting as a new one.

    Raises:
        TooLarge: There are more than are read.
    """
    lines: list[Line] = []
    most = bounds().paragraphs
    for line in _split(text):
        lines.append(line)
        if len(lines) > most:
            raise TooLarge(f"the text has more than {most} lines: pass its parts one by one")
    return lines


def line_starts(text: str) -> list[int]:
    r"""Return where each numbered line of ``text`` begins: anchors count from there.

    >>> line_starts("一、\r\n二、\f三、\n四")
    [0, 4, 10]
    """
    ends = (end.end() for end in _END.finditer(text) if end.group() != "\f")
    return [0, *ends]


def _split(text: str) -> Iterator[Line]:
    number, start, position, seam = 1, 0, 0, False
    for end in _END.finditer(text):
        yield Line(number, position - start, text[position : end.start()], seam)
        seam = end.group() == "\f"
        position = end.end()
        if not seam:
            number, start = number + 1, position
    if position < len(text):
        yield Line(number, position - start, text[position:], seam)
