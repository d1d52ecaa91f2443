"""The lines of a cell as paragraphs: a break the author typed begins a new one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from extractor.model.anchor import Anchor
from extractor.model.document import Mark, Paragraph, Piece, Style
from extractor.readers.docx.paragraph import kinds_of
from extractor.readers.docx.styles import Look
from extractor.readers.sheets.model import Run, SheetCell

_BREAK = regex.compile(r"\r\n?|[\n\v\f\u2028\u2029]")


class Line(NamedTuple):
    """A line that shows something; ``start`` is where it begins in its cell, None if it is all."""

    text: str
    start: int | None
    path: str
    style: Style
    marks: tuple[Mark, ...]

    def paragraph(self, number: int, links: tuple[str, ...]) -> Paragraph:
        """Return the line as the paragraph ``number``."""
        length = len(self.text)
        span = None if self.start is None else (self.start, self.start + length)
        return Paragraph(
            id=number,
            text=self.text,
            pieces=(Piece(0, length, Anchor(path=self.path, characters=span)),),
            style=self.style,
            marks=self.marks,
            links=links,
        )


def lines_of(cell: SheetCell, path: str) -> Iterator[Line]:
    """Yield the lines of a cell that show something."""
    text = cell.text
    ends = [(found.start(), found.end()) for found in _BREAK.finditer(text)]
    start = 0
    for end, following in [*ends, (len(text), len(text))]:
        if text[start:end].strip():
            runs = list(_cut(cell.runs, start, end))
            yield Line(
                text[start:end],
                start if ends else None,
                path,
                _style(cell, runs),
                tuple(_marks(runs)),
            )
        start = following


def _cut(runs: tuple[Run, ...], start: int, end: int) -> Iterator[Run]:
    position = 0
    for run in runs:
        low, high = max(start, position), min(end, position + len(run.text))
        if low < high:
            yield Run(run.text[low - position : high - position], run.look)
        position += len(run.text)


def _style(cell: SheetCell, runs: list[Run]) -> Style:
    weights: dict[Look, int] = {}
    for run in runs:
        weights[run.look] = weights.get(run.look, 0) + len(run.text.strip())
    main = max(weights, key=lambda look: weights[look])
    return Style(align=cell.format.align, size=main.size, bold=bool(main.bold), red=bool(main.red))


def _marks(runs: list[Run]) -> Iterator[Mark]:
    position = 0
    for run in runs:
        end = position + len(run.text)
        for kind in kinds_of(run.look, linked=False):
            yield Mark(position, end, kind)
        position = end
