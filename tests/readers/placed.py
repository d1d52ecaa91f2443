"""Where the characters of a document went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from extractor.model.document import Block, Document, Paragraph, Table


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            for cell in block.cells:
                yield from cell.paragraphs
                yield from paragraphs(cell.tables)


def visible(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())


def placed(document: Document) -> Counter[str]:
    """Count what stands in paragraphs (without automatic numbers), furniture and properties."""
    found: Counter[str] = Counter()
    for paragraph in paragraphs(document.blocks):
        found += visible(paragraph.text[paragraph.generated :])
    for furniture in document.furniture:
        found += visible(furniture.text)
    for entry in document.properties:
        if entry.visible:
            found += visible(entry.name + entry.value)
    return found


def texts(document: Document) -> list[str]:
    """The paragraphs outside tables."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def grid(table: Table) -> list[list[str | None]]:
    """The text of each slot at the cell that begins there; None under a span."""
    rows: list[list[str | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = "/".join(one.text for one in cell.paragraphs)
    return rows


def furniture(document: Document, kind: str) -> list[str]:
    return [one.text for one in document.furniture if one.kind == kind]
