"""The account of a workbook: what its cells hold, taken apart from how its sheets are read.

A cell with text must have its characters in the document; one with a number, which a format may
show in many ways, must have a place there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import Block, Document, Paragraph, Table
from extractor.readers.account import accounted
from extractor.readers.sheets.model import Sheet, column_name, quoted

Place = tuple[int, int]
"""Row and column of a cell, from 0."""


@dataclass(slots=True)
class Written:
    """What stands in the file, as it is met there."""

    texts: list[str] = field(default_factory=list)
    values: dict[str, set[Place]] = field(default_factory=dict)
    """Cells with a value that is no text, by the name of their sheet."""

    def value(self, sheet: str, place: Place) -> None:
        """Note a cell with a number, a date or a truth."""
        self.values.setdefault(sheet, set()).add(place)


def with_account(document: Document, sheets: list[Sheet], written: Written) -> Document:
    """Return the document, with remarks if something of ``written`` is not in it."""
    found = accounted(document, "".join(written.texts))
    lost = sorted(_lost(found, sheets, written))
    if not lost:
        return found
    remark = Diagnostic(
        code="characters-differ",
        severity="error",
        message=f"the values of {len(lost)} cells are not in the document: compare the two",
        anchor=Anchor(path=lost[0]),
    )
    return replace(found, diagnostics=(*found.diagnostics, remark))


def _lost(document: Document, sheets: list[Sheet], written: Written) -> Iterator[str]:
    """Yield the paths of values without a place in the document."""
    if not written.values:
        return
    shown = {piece.path for piece in _anchors(document) if piece.path}
    blank = {sheet.name: sheet.blank for sheet in sheets}
    for name, places in written.values.items():
        before = f"{quoted(name)}!"
        columns = {column: before + column_name(column) for _, column in places}
        for row, column in places - blank.get(name, set()):
            path = f"{columns[column]}{row + 1}"
            if path not in shown:
                yield path


def _anchors(document: Document) -> Iterator[Anchor]:
    yield from (piece.anchor for piece in document.furniture)
    yield from _block_anchors(document.blocks)


def _block_anchors(blocks: tuple[Block, ...]) -> Iterator[Anchor]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (piece.anchor for piece in block.pieces)
        elif isinstance(block, Table):
            for cell in block.cells:
                yield from _block_anchors(cell.paragraphs)
