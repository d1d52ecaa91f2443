"""Laid-out pages to the blocks of a `Document`: paragraphs and tables, numbered in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from extractor.layout.furniture import part_furniture
from extractor.layout.lines import Line
from extractor.layout.page import Box, Frame
from extractor.layout.paragraphs import Column, Run, group, measure
from extractor.layout.regions import Aside, Drawn, PageText
from extractor.model.anchor import Anchor
from extractor.model.document import Block, Cell, Furniture, Paragraph, Piece, Style, Table

ENOUGH = 8
"""Lines from which a page's own text area is measured; fewer say too little."""


class Assembly:
    """Turns pages into blocks; ``frames`` gives the reading frame of each page."""

    def __init__(self, frames: Mapping[int, Frame]) -> None:
        self._frames = frames
        self._ids = count()

    def blocks(self, pages: Sequence[PageText]) -> tuple[tuple[Block, ...], tuple[Furniture, ...]]:
        """Return the blocks of all pages in reading order, and the furniture."""
        rest, asides = part_furniture(pages)
        columns = _columns(rest)
        blocks: list[Block] = []
        pending: list[Line] = []
        for page in rest:
            for item in page.flow:
                if isinstance(item, Line):
                    pending.append(item)
                    continue
                blocks.extend(self._paragraphs(pending, columns))
                pending = []
                blocks.append(self._table(item))
        blocks.extend(self._paragraphs(pending, columns))
        return tuple(blocks), tuple(self._furniture(asides))

    def _paragraphs(self, lines: list[Line], columns: Mapping[int, Column]) -> list[Paragraph]:
        return [self._paragraph(run, columns) for run in group(lines, columns)]

    def _paragraph(self, run: Run, columns: Mapping[int, Column] | None) -> Paragraph:
        texts, pieces, start = [], [], 0
        for line in run.lines:
            end = start + len(line.text)
            pieces.append(Piece(start, end, self._anchor(line.page, line.box)))
            texts.append(line.text)
            start = end + 1
        first = run.lines[0]
        longest = max(run.lines, key=lambda line: len(line.text))
        return Paragraph(
            id=next(self._ids),
            text="\n".join(texts),
            pieces=tuple(pieces),
            style=Style(
                align=run.align,
                size=longest.size,
                bold=longest.bold,
                red=longest.red,
                indent=None
                if columns is None
                else round(first.box[0] - columns[first.page].left, 1),
            ),
        )

    def _table(self, drawn: Drawn) -> Table:
        grid = drawn.grid
        cells = []
        for slot, lines, nested in zip(grid.cells, drawn.lines, drawn.nested, strict=True):
            paragraphs = (self._paragraph(Run(list(lines)), None),) if lines else ()
            cells.append(
                Cell(
                    row=slot.row,
                    column=slot.column,
                    row_span=slot.row_span,
                    column_span=slot.column_span,
                    paragraphs=paragraphs,
                    tables=tuple(self._table(inner) for inner in nested),
                    anchor=self._anchor(drawn.page, grid.cell_box(slot)),
                )
            )
        return Table(
            rows=len(grid.ys) - 1,
            columns=len(grid.xs) - 1,
            cells=tuple(cells),
            anchor=self._anchor(drawn.page, grid.box),
            edges=tuple(round(float(x), 2) for x in grid.xs),
        )

    def _furniture(self, asides: Iterable[Aside]) -> list[Furniture]:
        return [
            Furniture(
                kind=aside.kind,
                text=aside.line.text,
                anchor=self._anchor(aside.line.page, aside.line.box),
            )
            for aside in asides
        ]

    def _anchor(self, page: int, box: Box) -> Anchor:
        return Anchor(page=page, bbox=self._frames[page].shown(box))


def _columns(pages: Sequence[PageText]) -> dict[int, Column]:
    """Return the text area of each page: its own, or that of all pages of its size."""
    lines = {page.page: [item for item in page.flow if isinstance(item, Line)] for page in pages}
    by_size: dict[tuple[int, int], list[Line]] = {}
    for page in pages:
        by_size.setdefault((round(page.width), round(page.height)), []).extend(lines[page.page])
    common = {size: measure(some) for size, some in by_size.items()}
    return {
        page.page: measure(lines[page.page])
        if len(lines[page.page]) >= ENOUGH
        else common[round(page.width), round(page.height)]
        for page in pages
    }
