"""The account of characters: every visible one that a page was given must be in the document.

Counted apart from how the document was made, so that a fault of the layout cannot pass unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from extractor.layout.lines import is_blank
from extractor.layout.page import Codes
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import Block, Cell, Furniture, Paragraph, Table

_CONTROL = 0x20


def count_visible(codes: Codes) -> int:
    """Return how many of the code points are seen."""
    return int(np.count_nonzero(~is_blank(codes) & (codes > _CONTROL)))


def compare(
    given: int, blocks: Iterable[Block], furniture: Iterable[Furniture]
) -> list[Diagnostic]:
    """Return a remark if the document has not as many visible characters as were ``given``."""
    text = "".join((*_texts(blocks), *(piece.text for piece in furniture)))
    kept = count_visible(np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype(np.uint32))
    if kept == given:
        return []
    message = f"{given} characters are on the pages, {kept} in the document: compare the two"
    return [Diagnostic(code="characters-differ", severity="error", message=message)]


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield from _cell_texts(block.cells)


def _cell_texts(cells: Iterable[Cell]) -> Iterator[str]:
    for cell in cells:
        for paragraph in cell.paragraphs:
            yield paragraph.text
        yield from _texts(cell.tables)
