"""Tables that an author has set with tabs, one row a paragraph: rebuilt as tables.

Only strong evidence counts: a first row of three or more short words, and two or more rows below
it with as many cells, some of them longer than words of a list. Names and signatures set in
columns, and lines of a table of contents, stay paragraphs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate

import regex
from msgspec.structs import replace

from extractor.model.anchor import Anchor
from extractor.model.document import Block, Cell, Mark, Paragraph, Piece, Table
from extractor.text.labels import read_label

_LEAST_COLUMNS, _MOST_COLUMNS = 3, 20
_LEAST_ROWS = 2
_LONGEST_HEADER = 12
_LEAST_CELL = 7
"""Characters that at least one cell has: names of people and short words make no table."""
_LONGEST_HEADING = 60
_SENTENCE = regex.compile(r"[。；：，,;:!?！？]")
_GAP = regex.compile(r"[ \u3000]*+\t[\t \u3000]*+")

Span = tuple[int, int]


def with_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with rows set by tabs as tables; paragraphs stay numbered in order."""
    found: list[Block] = []
    parts: dict[int, int] = {}
    position = 0
    while position < len(blocks):
        columns = _header(blocks[position])
        rows = _longest(blocks, position, columns) if columns else []
        end = position + max(1, len(rows))
        if _is_strong(blocks, position, rows, columns):
            found.append(_made(blocks, position, rows, columns))
            parts |= {
                one.id: sum(high > low for low, high in row)
                for one, row in zip(blocks[position:end], rows, strict=True)
                if isinstance(one, Paragraph)
            }
        else:
            found += blocks[position:end]
        position = end
    return tuple(_Numbering(parts).blocks(found)) if parts else tuple(blocks)


def _header(block: Block) -> int:
    """Return how many columns a paragraph heads, 0 where it heads none."""
    text = _text(block)
    cells = _cells(text, exact=False) if "\t" in text else []
    if not _LEAST_COLUMNS <= len(cells) <= _MOST_COLUMNS:
        return 0
    words = [text[low:high] for low, high in cells]
    if any(len(word) > _LONGEST_HEADER or _SENTENCE.search(word) for word in words):
        return 0
    return len(cells)


def _longest(blocks: Sequence[Block], start: int, columns: int) -> list[list[Span]]:
    runs = [_rows(blocks, start, columns, exact=exact) for exact in (True, False)]
    return max(runs, key=len)


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _cells(text: str, *, exact: bool) -> list[Span]:
    """Return where the cells between the tabs stand; unless ``exact``, many tabs are one."""
    if not exact:
        text = text.rstrip()
    spans: list[Span] = []
    position = 0 if exact else len(text) - len(text.lstrip())
    for gap in _GAP.finditer(text, position):
        spans.append((position, gap.start()))
        if exact:
            spans += [(gap.end(), gap.end())] * (gap.group().count("\t") - 1)
        position = gap.end()
    spans.append((position, len(text)))
    return spans


def _rows(blocks: Sequence[Block], start: int, columns: int, *, exact: bool) -> list[list[Span]]:
    """Return the cells of the rows from ``start`` on; of a heading across the table, one."""
    rows: list[list[Span]] = []
    headings = 0
    for at in range(start, len(blocks)):
        text = _text(blocks[at])
        if "\t" not in text:
            if not rows or not _is_heading(text):
                break
            rows.append([(0, len(text))])
            headings += 1
            continue
        cells = _cells(text, exact=exact)
        if len(cells) != columns:
            break
        rows.append(cells)
        headings = 0
    return rows[: len(rows) - headings]


def _is_heading(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_HEADING and read_label(text) is not None


def _is_strong(blocks: Sequence[Block], start: int, rows: list[list[Span]], columns: int) -> bool:
    body = [(at, row) for at, row in enumerate(rows) if at and len(row) == columns]
    full = sum(all(high > low for low, high in row) for _, row in body)
    return (
        len(body) >= _LEAST_ROWS
        and full * 2 >= len(body)
        and any(high - low >= _LEAST_CELL for _, row in body for low, high in row)
        and not all(_text(blocks[start + at])[row[-1][0] :].isdecimal() for at, row in body)
    )


def _made(blocks: Sequence[Block], start: int, rows: list[list[Span]], columns: int) -> Table:
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        paragraph = blocks[start + number]
        if not isinstance(paragraph, Paragraph):
            continue
        for column, (low, high) in enumerate(row):
            part = _part(paragraph, low, high)
            cells.append(
                Cell(
                    row=number,
                    column=column,
                    column_span=columns if len(row) == 1 else 1,
                    paragraphs=(part,) if part.text else (),
                    anchor=part.pieces[0].anchor if part.pieces else paragraph.pieces[0].anchor,
                )
            )
    first = blocks[start]
    anchor = first.pieces[0].anchor if isinstance(first, Paragraph) else first.anchor
    return Table(
        rows=len(rows), columns=columns, cells=tuple(cells), anchor=anchor, spans_known=False
    )


def _part(paragraph: Paragraph, low: int, high: int) -> Paragraph:
    """Return the characters ``[low, high)`` of a paragraph as one of its own."""
    pieces = [
        Piece(max(piece.start, low) - low, min(piece.end, high) - low, _cut(piece, low, high))
        for piece in paragraph.pieces
        if piece.start < high and piece.end > low
    ]
    marks = [
        Mark(max(mark.start, low) - low, min(mark.end, high) - low, mark.kind)
        for mark in paragraph.marks
        if mark.start < high and mark.end > low
    ]
    linked = any(mark.kind == "link" for mark in marks)
    return replace(
        paragraph,
        text=paragraph.text[low:high],
        pieces=tuple(pieces),
        marks=tuple(marks),
        generated=max(0, min(paragraph.generated, high) - low),
        links=paragraph.links if linked else (),
    )


def _cut(piece: Piece, low: int, high: int) -> Anchor:
    """Return the anchor of what lies in ``[low, high)`` of a piece."""
    base = piece.anchor.characters[0] if piece.anchor.characters else 0
    start, end = max(piece.start, low), min(piece.end, high)
    return replace(piece.anchor, characters=(base + start - piece.start, base + end - piece.start))


class _Numbering:
    """Numbers paragraphs in the order they had, where some have become several."""

    def __init__(self, parts: Mapping[int, int]) -> None:
        self._split = sorted(parts)
        self._added = list(accumulate(parts[one] - 1 for one in self._split))
        self._met: Counter[int] = Counter()

    def blocks(self, blocks: Sequence[Block]) -> list[Block]:
        """Return the blocks with their paragraphs numbered."""
        return [self._block(one) for one in blocks]

    def _block(self, block: Block) -> Block:
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        return self._table(block) if isinstance(block, Table) else block

    def _paragraph(self, paragraph: Paragraph) -> Paragraph:
        before = bisect_left(self._split, paragraph.id)
        number = paragraph.id + (self._added[before - 1] if before else 0)
        number += self._met[paragraph.id]
        self._met[paragraph.id] += 1
        return replace(paragraph, id=number)

    def _table(self, table: Table) -> Table:
        return replace(table, cells=tuple([self._cell(cell) for cell in table.cells]))

    def _cell(self, cell: Cell) -> Cell:
        return replace(
            cell,
            paragraphs=tuple([self._paragraph(one) for one in cell.paragraphs]),
            tables=tuple([self._table(one) for one in cell.tables]),
        )
