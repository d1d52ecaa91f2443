"""What a document shows, in the few values that tests compare."""

from __future__ import annotations

from extractor.model.document import Document, Paragraph, Table


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def aside(document: Document) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in document.furniture]


def only(document: Document) -> Paragraph:
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    return block


def grid(document: Document) -> Table:
    (found,) = [block for block in document.blocks if isinstance(block, Table)]
    return found


def slots(found: Table) -> dict[tuple[int, int], tuple[int, int, str]]:
    """Return row and column of each cell with its spans and its text."""
    return {
        (one.row, one.column): (
            one.row_span,
            one.column_span,
            "/".join(paragraph.text for paragraph in one.paragraphs),
        )
        for one in found.cells
    }
