"""Letterheads that are laid out as tables: their cells become the lines they read as.

Word files set the bodies of a joint letterhead (联合行文) in the cells of a small table without
rules, with 文件 in a cell of its own beside them.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model.document import Paragraph, Table
from extractor.structure.bodies import MARK_ENDS, SIGNER_STARTS, reads_like_unit
from extractor.structure.grid import cell_paragraphs
from extractor.structure.prose import Item, Prose, prose_of
from extractor.text.characters import compact
from extractor.text.document_numbers import find_document_numbers

DEPTH = 6
"""How many items from the top a letterhead may begin."""
MAX_CELLS = 24


def unfold_letterhead(items: Sequence[Item]) -> list[Item]:
    """Return the items with the table of a letterhead, if there is one, as paragraphs."""
    for at, item in enumerate(items[:DEPTH]):
        if isinstance(item, Table) and _is_letterhead(item):
            lines = [prose_of(paragraph) for paragraph in _paragraphs(item)]
            return [*items[:at], *lines, *items[at + 1 :]]
        if isinstance(item, Prose) and len(item.key) > 60:
            break
    return list(items)


def _is_letterhead(table: Table) -> bool:
    if table.rows * table.columns > MAX_CELLS:
        return False
    texts = [compact(paragraph.text) for paragraph in _paragraphs(table)]
    bodies = [text for text in texts if reads_like_unit(text) and len(text) > 3]
    others = [text for text in texts if text not in bodies]
    return bool(bodies) and all(
        text in MARK_ENDS or find_document_numbers(text) or text.startswith(SIGNER_STARTS)
        for text in others
    )


def _paragraphs(table: Table) -> list[Paragraph]:
    found = [entry for cell in table.cells for entry in cell_paragraphs(cell)]
    return sorted((p for p in found if p.text.strip()), key=lambda paragraph: paragraph.id)
