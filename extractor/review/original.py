"""The original as HTML: its pages as pictures, or its paragraphs and tables in reading order."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from extractor.model.document import Block, Cell, Document, Paragraph, Picture, Table
from extractor.text.characters import encodable

_MAX_SPAN = 1_000
"""What a browser takes as the span of a cell."""


def shown(text: str) -> str:
    """Return text as HTML that shows it; what no page may hold becomes U+FFFD."""
    return escape(encodable(text).replace("\0", "\ufffd"))


def original(document: Document, pictures: Sequence[bytes], prefix: str) -> Iterator[str]:
    """Yield the original; ``prefix`` begins the ids of its paragraphs and pages."""
    if pictures:
        for number, picture in enumerate(pictures, 1):
            source = f"data:image/jpeg;base64,{base64.b64encode(picture).decode('ascii')}"
            image = f'<img alt="{number}" src="{source}">'
            yield f'<div class="page" id="{prefix}g{number}">{image}</div>'
        return
    yield from _blocks(document.blocks, prefix)
    if document.furniture:
        yield '<div class="furniture">'
        yield from (f"<p>{shown(piece.text)}</p>" for piece in document.furniture)
        yield "</div>"


def _blocks(blocks: Iterable[Block], prefix: str) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield _paragraph(block, prefix)
            case Table():
                yield from _table(block, prefix)
            case Picture():
                yield f'<p class="picture">▨ {shown(block.description)}</p>'


def _paragraph(paragraph: Paragraph, prefix: str) -> str:
    align = f" {paragraph.style.align}" if paragraph.style.align in {"center", "right"} else ""
    return f'<p class="text{align}" id="{prefix}p{paragraph.id}">{shown(paragraph.text)}</p>'


def _table(table: Table, prefix: str) -> Iterator[str]:
    yield "<table>"
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    for row in range(min(table.rows, max(rows, default=-1) + 1)):
        yield "<tr>"
        for cell in rows.get(row, ()):
            spans = "".join(
                f' {name}="{min(count, _MAX_SPAN)}"'
                for name, count in (("rowspan", cell.row_span), ("colspan", cell.column_span))
                if count > 1
            )
            yield f"<td{spans}>"
            yield from _blocks((*cell.paragraphs, *cell.tables, *cell.pictures), prefix)
            yield "</td>"
        yield "</tr>"
    yield "</table>"
