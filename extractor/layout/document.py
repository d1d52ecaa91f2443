"""Laid-out pages to the blocks of a `Document`: paragraphs and tables, numbered in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count, pairwise

from msgspec import structs

from extractor.layout.abreast import part_abreast
from extractor.layout.blocks import Aside, Drawn, PageText
from extractor.layout.boxes import unbox
from extractor.layout.furniture import part_furniture
from extractor.layout.lines import Line
from extractor.layout.page import Box, Frame
from extractor.layout.paragraphs import (
    Area,
    Column,
    Run,
    alignment,
    body_size,
    group,
    group_in_cell,
    measure,
)
from extractor.model.anchor import Anchor
from extractor.model.document import Block, Cell, Furniture, Paragraph, Piece, Style, Table

ENOUGH = 8
"""Lines from which a page's own text area is measured; fewer say too little."""

SUPPORT = 3
"""Full lines from which a page's own right margin is believed."""
RAGGED = 0.5
"""Part of the lines that end near it from which it is believed, too."""


class Assembly:
    """Turns pages into blocks; ``frames`` gives the reading frame of each page."""

    def __init__(self, frames: Mapping[int, Frame]) -> None:
        self._frames = frames
        self._ids = count()

    def blocks(self, pages: Sequence[PageText]) -> tuple[tuple[Block, ...], tuple[Furniture, ...]]:
        """Return the blocks of all pages in reading order, and the furniture."""
        rest, asides = part_furniture(pages)
        rest = unbox(rest)
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
        notes = [line for page in rest for line in page.notes]
        blocks.extend(
            structs.replace(note, style=structs.replace(note.style, note=True))
            for note in self._paragraphs(notes, columns)
        )
        return tuple(blocks), tuple(self._furniture(asides))

    def _paragraphs(self, lines: list[Line], columns: Mapping[Area, Column]) -> list[Paragraph]:
        found = []
        for stretch, abreast in part_abreast(lines):
            found += [self._paragraph(run, columns) for run in group(stretch, columns)]
            names = [Run(one, alignment(one[0], columns[one[0].area])) for one in abreast]
            found += [self._paragraph(run, columns, whole=True) for run in names]
        return found

    def _paragraph(
        self, run: Run, columns: Mapping[Area, Column] | None, *, whole: bool = False
    ) -> Paragraph:
        """Return the paragraph of a run; if ``whole``, its line ends part no names."""
        first = longest = before = run.lines[0]
        text = first.text
        pieces = [Piece(0, len(text), self._anchor(first.page, first.box))]
        for line in run.lines[1:]:
            if not whole and not _splits_number(before, line):
                text += "\n"
            start = len(text)
            text += line.text
            pieces.append(Piece(start, len(text), self._anchor(line.page, line.box)))
            if len(line.text) > len(longest.text):
                longest = line
            before = line
        return Paragraph(
            id=next(self._ids),
            text=text,
            pieces=tuple(pieces),
            style=Style(
                align=run.align,
                size=longest.size,
                bold=longest.bold,
                red=longest.red,
                indent=None
                if columns is None
                else round(first.box[0] - columns[first.area].left, 1),
            ),
        )

    def _table(self, drawn: Drawn) -> Table:
        grid = drawn.grid
        xs, ys = grid.xs.tolist(), grid.ys.tolist()
        pitch, widths = _table_pitch(drawn), _text_widths(drawn)
        cells = []
        for slot, lines, nested in zip(grid.cells, drawn.lines, drawn.nested, strict=True):
            runs = group_in_cell(lines, widths[slot.column, slot.column_span], pitch)
            right, bottom = xs[slot.column + slot.column_span], ys[slot.row + slot.row_span]
            box = (xs[slot.column], ys[slot.row], right, bottom)
            cells.append(
                Cell(
                    row=slot.row,
                    column=slot.column,
                    row_span=slot.row_span,
                    column_span=slot.column_span,
                    paragraphs=tuple([self._paragraph(run, None) for run in runs]),
                    tables=tuple([self._table(inner) for inner in nested]),
                    anchor=self._anchor(drawn.page, box),
                )
            )
        return Table(
            rows=len(ys) - 1,
            columns=len(xs) - 1,
            cells=tuple(cells),
            anchor=self._anchor(drawn.page, grid.box),
            spans_known=grid.ruled,
            edges=tuple(round(x, 2) for x in xs),
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


def _splits_number(before: Line, line: Line) -> bool:
    """Whether a number runs over the line end: digits on both sides, no blank in the file."""
    ends = before.text[-1:] + line.text[:1]
    return ends.isdigit() and ends.isascii() and len(ends) == 2 and not before.spaced


def _table_pitch(drawn: Drawn) -> float:
    """Return the least usual distance of two baselines in the cells: that of wrapped lines."""
    steps = [
        round(after.base - before.base, 1)
        for lines in drawn.lines
        for before, after in pairwise(lines)
        if after.base - before.base > 0.8 * after.size
    ]
    return sorted(steps)[len(steps) // 4] if steps else 0.0


def _text_widths(drawn: Drawn) -> dict[tuple[int, int], float]:
    """Return the width of the widest line by column and column span."""
    widths: dict[tuple[int, int], float] = {}
    for slot, lines in zip(drawn.grid.cells, drawn.lines, strict=True):
        key = (slot.column, slot.column_span)
        widest = widths.get(key, 0.0)
        for line in lines:
            widest = max(widest, line.box[2] - line.box[0])
        widths[key] = widest
    return widths


def _columns(pages: Sequence[PageText]) -> dict[Area, Column]:
    """Return the text area of each page and column: its own, or that of all like it."""
    lines: dict[Area, list[Line]] = {(page.page, 0): [] for page in pages}
    like: dict[tuple[int, int, int], list[Line]] = {}
    kinds: dict[Area, tuple[int, int, int]] = {}
    for page in pages:
        size = (round(page.width), round(page.height))
        kinds[page.page, 0] = (*size, 0)
        for item in page.flow:
            if isinstance(item, Line):
                side = item.area[1] and 1 + item.area[1] % 2
                kinds[item.area] = (*size, side)
                lines.setdefault(item.area, []).append(item)
                like.setdefault((*size, side), []).append(item)
    body = body_size(line for some in lines.values() for line in some)
    common = {kind: measure(some, body) for kind, some in like.items()}
    return {
        area: replace(
            _column(measure(some, body), common.get(kinds[area]) or measure([], body), len(some)),
            paper=kinds[area][:2],
        )
        for area, some in lines.items()
    }


def _column(own: Column, common: Column, lines: int) -> Column:
    """Return a page's own text area, with what its lines say too little about from its like."""
    if lines < ENOUGH:
        return common
    if own.full >= SUPPORT or own.nearly >= RAGGED * lines:
        return own
    return replace(own, right=max(own.right, common.right))
