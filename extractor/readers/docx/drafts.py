"""What is read before its place in reading order is known, and the model it becomes.

Text of a covered cell joins the cell above, so paragraphs get their ids only at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractor.model.anchor import Anchor
from extractor.model.document import (
    Block,
    Cell,
    Mark,
    Paragraph,
    Picture,
    Piece,
    Style,
    Table,
)


@dataclass(slots=True)
class DraftParagraph:
    """A paragraph without its id; ``offset`` is where it begins in a ``w:p`` cut by breaks."""

    path: str
    text: str
    style: Style
    marks: tuple[Mark, ...] = ()
    generated: int = 0
    links: tuple[str, ...] = ()
    offset: int | None = None


@dataclass(slots=True)
class DraftCell:
    """A cell that may still grow downwards."""

    row: int
    column: int
    column_span: int
    path: str
    header: bool
    blocks: list[Draft] = field(default_factory=list)
    row_span: int = 1


@dataclass(slots=True)
class DraftTable:
    """A grid of cells, ordered by row, then column."""

    rows: int
    columns: int
    cells: list[DraftCell]
    path: str


Draft = DraftParagraph | DraftTable | Picture


def finish(drafts: Iterable[Draft]) -> tuple[Block, ...]:
    """Return the blocks with paragraphs numbered in reading order."""
    finisher = _Finisher()
    return tuple([finisher.block(draft) for draft in drafts])


def paragraphs_in(drafts: Iterable[Draft]) -> Iterator[DraftParagraph]:
    """Yield all paragraphs, those of cells included."""
    for draft in drafts:
        if isinstance(draft, DraftParagraph):
            yield draft
        elif isinstance(draft, DraftTable):
            for cell in draft.cells:
                yield from paragraphs_in(cell.blocks)


class _Finisher:
    def __init__(self) -> None:
        self._next = 0

    def block(self, draft: Draft) -> Block:
        if isinstance(draft, DraftParagraph):
            return self._paragraph(draft)
        if isinstance(draft, DraftTable):
            return self._table(draft)
        return draft

    def _paragraph(self, draft: DraftParagraph) -> Paragraph:
        length = len(draft.text)
        start = draft.offset
        place = Anchor(
            path=draft.path, characters=None if start is None else (start, start + length)
        )
        paragraph = Paragraph(
            id=self._next,
            text=draft.text,
            pieces=(Piece(0, length, place),),
            style=draft.style,
            marks=draft.marks,
            generated=draft.generated,
            links=draft.links,
        )
        self._next += 1
        return paragraph

    def _table(self, draft: DraftTable) -> Table:
        return Table(
            rows=draft.rows,
            columns=draft.columns,
            cells=tuple([self._cell(cell) for cell in draft.cells]),
            anchor=Anchor(path=draft.path),
        )

    def _cell(self, draft: DraftCell) -> Cell:
        paragraphs: list[Paragraph] = []
        tables: list[Table] = []
        pictures: list[Picture] = []
        for block in draft.blocks:
            if isinstance(block, DraftParagraph):
                paragraphs.append(self._paragraph(block))
            elif isinstance(block, DraftTable):
                tables.append(self._table(block))
            else:
                pictures.append(block)
        return Cell(
            row=draft.row,
            column=draft.column,
            row_span=draft.row_span,
            column_span=draft.column_span,
            paragraphs=tuple(paragraphs),
            tables=tuple(tables),
            pictures=tuple(pictures),
            anchor=Anchor(path=draft.path),
            header=draft.header,
        )
