"""Readers of files (读取): bytes in, `Document` out.

What a file is, is told from its bytes. Each format has a module with a ``read`` of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import cast

from extractor.errors import EmptySource, ExtractorError, NoTextLayer
from extractor.model.document import Block, Document, Paragraph, Picture, Table
from extractor.readers.sniff import sniff


def read(data: bytes, *, name: str = "") -> Document:
    """Return what ``data`` holds.

    Args:
        data: The bytes of one file.
        name: What messages call the file; its suffix is never trusted.

    Raises:
        EmptySource: There is no text.
        NoTextLayer: There are pictures and no text.
        EncryptedSource: The file is locked with a password.
        UnsupportedFormat: The format is not read here; the message says what to do.
        CorruptSource: The bytes break the rules of the format they claim.
    """
    try:
        reader = import_module(f"{__name__}.{sniff(data)}")
        return _not_blank(cast("Callable[[bytes], Document]", reader.read)(data))
    except ExtractorError as fault:
        if name:
            fault.args = (f"{name}: {fault}",)
        raise


def _not_blank(document: Document) -> Document:
    """Return a document that shows text in its body, or says something of itself.

    A form of empty cells is empty, and a document of pasted scans is a scan, whatever is printed
    in its margins.
    """
    if document.properties or _shows_text(document.blocks):
        return document
    if _shows_pictures(document.blocks):
        raise NoTextLayer(
            "the document holds pictures and no text: recognise them (OCR), or pass the document "
            "they were made from"
        )
    if any(piece.text.strip() for piece in document.furniture):
        return document
    raise EmptySource("the document is empty: there is no text in it; check the download")


def _shows_text(blocks: Iterable[Block]) -> bool:
    return any(
        block.text[block.generated :].strip()
        if isinstance(block, Paragraph)
        else isinstance(block, Table)
        and any(_shows_text((*cell.paragraphs, *cell.tables)) for cell in block.cells)
        for block in blocks
    )


def _shows_pictures(blocks: Iterable[Block]) -> bool:
    return any(
        isinstance(block, Picture)
        or (
            isinstance(block, Table)
            and any(cell.pictures or _shows_pictures(cell.tables) for cell in block.cells)
        )
        for block in blocks
    )
