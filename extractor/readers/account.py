"""The account of characters of formats without pages: none of the file's text may be lost.

The text of the file is taken once more, apart from how the document is made: the text nodes of a
page, the runs of the parts of a Word document, the decoded text of a text file. Characters are
compared by kind: what a reader adds (numbers, marks) cannot stand for what it loses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from extractor.model.diagnostic import Diagnostic
from extractor.model.document import Block, Cell, Document, Furniture, Paragraph, Property, Table

_SEEN_FROM = 0x21
_UNSEEN = (
    *range(0x7F, 0xA1),
    0x3000,
    *range(0x2000, 0x200C),
    0x2028,
    0x2029,
    0x202F,
    0x205F,
    0xFEFF,
)
"""Controls, white space and ends of lines."""
_SHOWN = 12
"""Kinds of lost characters that the remark names."""


def kept_text(
    blocks: Iterable[Block], furniture: Iterable[Furniture], properties: Iterable[Property] = ()
) -> str:
    """Return all text of a document that stands in the file, without automatic numbers."""
    shown = (entry.name + entry.value for entry in properties if entry.visible)
    return "".join((*_texts(blocks), *(piece.text for piece in furniture), *shown))


def missing(given: str, kept: str) -> dict[str, int]:
    """Return how many of each visible character of ``given`` are not in ``kept``.

    >>> missing("牵头单位：", "牵单位：")
    {'头': 1}
    """
    counts, there = _counts(given), _counts(kept)
    counts[: len(there)] -= there[: len(counts)]
    return {chr(code): int(counts[code]) for code in np.flatnonzero(counts > 0)}


def accounted(document: Document, given: str) -> Document:
    """Return the document, with a remark if text of ``given`` is not in it."""
    kept = kept_text(document.blocks, document.furniture, document.properties)
    lost = missing(given, kept)
    if not lost:
        return document
    return replace(document, diagnostics=(*document.diagnostics, *remarks_on_lost(lost)))


def remarks_on_lost(lost: dict[str, int]) -> tuple[Diagnostic, ...]:
    """Return the remark that characters are missing, if any are."""
    if not lost:
        return ()
    most = sorted(lost, key=lambda character: (-lost[character], character))[:_SHOWN]
    message = (
        f"{sum(lost.values())} characters of the file are not in the document "
        f"({''.join(most)}): compare the two"
    )
    return (Diagnostic(code="characters-differ", severity="error", message=message),)


def _counts(text: str) -> npt.NDArray[np.intp]:
    """Return how many there are of each code point that is seen."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    counts = np.bincount(codes, minlength=_SEEN_FROM)
    counts[:_SEEN_FROM] = 0
    unseen = np.array(_UNSEEN)
    counts[unseen[unseen < len(counts)]] = 0
    return counts


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text[block.generated :]
        elif isinstance(block, Table):
            yield from _cell_texts(block.cells)


def _cell_texts(cells: Iterable[Cell]) -> Iterator[str]:
    for cell in cells:
        for paragraph in cell.paragraphs:
            yield paragraph.text[paragraph.generated :]
        yield from _texts(cell.tables)
