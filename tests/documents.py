"""Small documents for tests, built by hand: no reader is involved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count

from extractor.model.anchor import Anchor
from extractor.model.document import Block, Cell, Document, Paragraph, Piece, Style, Table

_ids = count()


def paragraph(text: str, *, page: int | None = None, align: str | None = None) -> Paragraph:
    """A paragraph of one piece."""
    number = next(_ids)
    anchor = (
        Anchor(page=page, bbox=(0.0, 0.0, 1.0, 1.0)) if page else Anchor(path=f"body/p[{number}]")
    )
    style = Style(align=align)  # type: ignore[arg-type]
    return Paragraph(id=number, text=text, pieces=(Piece(0, len(text), anchor),), style=style)


def table(
    rows: Sequence[Sequence[str | None]],
    *,
    page: int | None = None,
    spans: dict[tuple[int, int], tuple[int, int]] | None = None,
    edges: tuple[float, ...] | None = None,
    spans_known: bool = True,
) -> Table:
    """A table; ``spans`` maps (row, column) to (rows, columns), and None is a covered slot."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text is None:
                continue
            height, width = (spans or {}).get((r, c), (1, 1))
            paragraphs = tuple(paragraph(part, page=page) for part in text.split("\n\n") if part)
            anchor = Anchor(page=page) if page else Anchor(path=f"body/tbl/tr[{r}]/tc[{c}]")
            cells.append(
                Cell(
                    row=r,
                    column=c,
                    row_span=height,
                    column_span=width,
                    paragraphs=paragraphs,
                    anchor=anchor,
                )
            )
    return Table(
        rows=len(rows),
        columns=len(rows[0]),
        cells=tuple(cells),
        anchor=Anchor(page=page) if page else Anchor(path="body/tbl"),
        edges=edges,
        spans_known=spans_known,
    )


def document(blocks: Iterable[Block | str]) -> Document:
    """A document of blocks; a string is a paragraph."""
    return Document(
        media_type="text/plain",
        blocks=tuple(paragraph(b) if isinstance(b, str) else b for b in blocks),
    )
