"""Letterheads and imprints laid out as tables: their cells become the lines they read as.

Word files set the bodies of a joint letterhead (联合行文) in the cells of a small table without
rules, with 文件 in a cell of its own beside them.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.model.document import Paragraph, Table
from extractor.structure.bodies import MARK_ENDS, SIGNER_STARTS, reads_like_unit
from extractor.structure.grid import cell_paragraphs
from extractor.structure.prose import Item, Prose, prose_of
from extractor.text.characters import compact
from extractor.text.disclosure import find_disclosure
from extractor.text.document_numbers import find_document_numbers
from extractor.text.passage import Passage
from extractor.vocabulary import load

DEPTH = 6
"""How many items from the top a letterhead may begin."""
MAX_CELLS = 24


def unfold_frames(items: Sequence[Item]) -> tuple[list[Item], tuple[Passage, ...]]:
    """Return the items with the tables of letterhead and imprint (版记) as paragraphs.

    Beside them the lines of those tables that are only drawn: ───────.
    """
    found: list[Item] = []
    drawn: list[Passage] = []
    head = _letterhead_at(items)
    for at, item in enumerate(items):
        if not isinstance(item, Table) or not (at == head or (at and _is_imprint(item))):
            found.append(item)
            continue
        for paragraph in _paragraphs(item):
            line = prose_of(paragraph)
            if _DRAWN.fullmatch(line.key):
                drawn.append(line.passage)
            else:
                found.append(line)
    return found, tuple(drawn)


_DRAWN = regex.compile(r"[─━—_＿═★☆-]+")


def _letterhead_at(items: Sequence[Item]) -> int | None:
    for at, item in enumerate(items[:DEPTH]):
        if isinstance(item, Table) and _is_letterhead(item):
            return at
        if isinstance(item, Prose) and len(item.key) > 60:
            return None
    return None


def _texts(table: Table) -> list[str]:
    texts = [compact(paragraph.text) for paragraph in _paragraphs(table)]
    return [text for text in texts if not _DRAWN.fullmatch(text)]


def _is_letterhead(table: Table) -> bool:
    if table.rows * table.columns > MAX_CELLS:
        return False
    texts = _texts(table)
    bodies = [text for text in texts if _is_body(text)]
    return bool(bodies) and all(
        text in MARK_ENDS or find_document_numbers(text) or text.startswith(SIGNER_STARTS)
        for text in texts
        if text not in bodies
    )


def _is_body(text: str) -> bool:
    bare = text.removesuffix(MARK_ENDS[0])
    return len(bare) > 3 and reads_like_unit(bare)


def _is_imprint(table: Table) -> bool:
    """Whether a small table says who receives copies, and who printed the notice when."""
    if table.rows * table.columns > MAX_CELLS:
        return False
    words = load("masthead")["imprint"]
    texts = _texts(table)
    printed = [text for text in texts if text.endswith(tuple(words["printed"]))]
    return bool(printed) and all(
        text in printed
        or text.startswith(tuple(compact(word) for word in words["copied"]))
        or _is_printer(text)
        or find_disclosure(text) is not None
        for text in texts
    )


def _is_printer(text: str) -> bool:
    """Whether a cell names the office that printed the notice beside the date, or the copies."""
    return reads_like_unit(text) or bool(regex.fullmatch(r"\(?共印[0-9]+份\)?。?", text))


def _paragraphs(table: Table) -> list[Paragraph]:
    found = [entry for cell in table.cells for entry in cell_paragraphs(cell)]
    return sorted((p for p in found if p.text.strip()), key=lambda paragraph: paragraph.id)
