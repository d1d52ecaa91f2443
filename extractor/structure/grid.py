"""A table as rows of slots: what stands in each, and what a merged cell covers."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from extractor.model.anchor import Anchor
from extractor.model.document import Cell, Paragraph, Table
from extractor.text import passage
from extractor.text.passage import EMPTY, Passage

PARAGRAPH_BREAK = "\n\n"
"""Between the paragraphs of a cell; a lone U+000A inside one is a wrap of the layout."""


class Slot(msgspec.Struct, frozen=True, gc=False):
    """One position of the grid.

    ``content`` is the text of the cell that covers the position. ``row`` and ``column`` are the
    position of that cell's top left slot, so that a slot whose own position differs is covered
    by a merged cell. ``rows`` and ``columns`` are the spans of the cell. ``missing`` marks a
    position no cell covers.
    """

    content: Passage
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False
    missing: bool = False
    anchor: Anchor | None = None
    """Where the cell stands, also when it is empty."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of slots, all of the same length, in the order of the source."""

    rows: tuple[tuple[Slot, ...], ...]
    spans_known: bool = True

    @property
    def columns(self) -> int:
        """How many columns the grid has."""
        return len(self.rows[0]) if self.rows else 0


def cell_text(cell: Cell) -> Passage:
    """Return the text of a cell: its paragraphs, then the cells of tables inside it, in order."""
    if len(cell.paragraphs) == 1 and not cell.tables:
        only = cell.paragraphs[0]
        return passage.of(only) if only.text.strip() else EMPTY
    passages = [passage.of(paragraph) for paragraph in cell_paragraphs(cell)]
    return passage.join([part for part in passages if part.text.strip()], PARAGRAPH_BREAK)


def cell_paragraphs(cell: Cell) -> list[Paragraph]:
    """Return the paragraphs of a cell and of the tables inside it, in reading order."""
    found = list(cell.paragraphs)
    for table in cell.tables:
        for inner in table.cells:
            found += cell_paragraphs(inner)
    return sorted(found, key=lambda paragraph: paragraph.id)


def grid_of(table: Table) -> Grid:
    """Return the table as a full grid; where cells overlap, the first one holds the slot."""
    slots: list[list[Slot | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        slot = Slot(
            cell_text(cell),
            cell.row,
            cell.column,
            cell.row_span,
            cell.column_span,
            cell.header,
            anchor=cell.anchor,
        )
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                if slots[row][column] is None:
                    slots[row][column] = slot
    return Grid(
        tuple(
            tuple(slot or Slot(EMPTY, r, c, missing=True) for c, slot in enumerate(row))
            for r, row in enumerate(slots)
        ),
        table.spans_known,
    )


def own_slots(row: tuple[Slot, ...], index: int) -> list[Slot]:
    """Return the cells that begin in row ``index`` of their grid, each once, left to right."""
    found = []
    for column, slot in enumerate(row):
        if slot.row == index and slot.column == column and not slot.missing:
            found.append(slot)
    return found
