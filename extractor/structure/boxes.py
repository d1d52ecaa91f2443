"""Tables that only hold a page's layout: what stands in them is the text itself.

A web page saved as a Word file, and a notice set in a frame, come as a table of one column, or
one with a single filled cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.model.document import Block, Cell, Paragraph, Table
from extractor.structure.grid import cell_paragraphs

_LEAST = 2
"""A cell with fewer paragraphs and no table inside is a cell like any other."""


def unboxed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with each box replaced by what it holds, in reading order."""
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Table) and _is_box(block) and not _goes_on(before, block):
            for cell in block.cells:
                yield from unboxed(_members(cell))
        else:
            yield block
        before = block


def _goes_on(before: Block | None, table: Table) -> bool:
    """Whether a table is the rest of the one before it, cut within a cell by the page."""
    if not isinstance(before, Table) or table.columns != before.columns or table.columns == 1:
        return False
    pages = before.anchor.page, table.anchor.page
    return None not in pages and pages[0] != pages[1]


def _is_box(table: Table) -> bool:
    filled = [cell for cell in table.cells if _holds_text(cell)]
    if len(filled) == 1:
        return True
    return table.columns == 1 and any(
        cell.tables or sum(bool(one.text.strip()) for one in cell.paragraphs) >= _LEAST
        for cell in filled
    )


def _holds_text(cell: Cell) -> bool:
    return any(paragraph.text.strip() for paragraph in cell_paragraphs(cell))


def _members(cell: Cell) -> list[Paragraph | Table]:
    """Return the paragraphs and tables of a cell as they follow one another."""
    members: list[tuple[int, Paragraph | Table]] = [(one.id, one) for one in cell.paragraphs]
    for table in cell.tables:
        inside = [one.id for inner in table.cells for one in cell_paragraphs(inner)]
        members.append((min(inside, default=0), table))
    return [member for _, member in sorted(members, key=lambda entry: entry[0])]
