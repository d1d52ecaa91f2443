"""Binary documents as LibreOffice writes them read as the DOCX that it writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.model.document import Block, Document, Paragraph, Table
from extractor.readers import read
from tests.forge import office, word, word_numbered
from tests.forge.invent import invent

SAMPLE = Path(__file__).parents[2] / "samples" / "shaxian-2021.docx"


def seen(document: Document) -> list[object]:
    return [_seen(block) for block in document.blocks]


def _seen(block: Block) -> object:
    if isinstance(block, Paragraph):
        return block.text, block.generated, block.style.align, block.style.bold
    if isinstance(block, Table):
        return (
            block.rows,
            block.columns,
            [
                (c.row, c.column, c.row_span, c.column_span, [p.text for p in c.paragraphs])
                for c in block.cells
            ],
        )
    return "picture"


@pytest.mark.skipif(not office.available(), reason="LibreOffice is not installed")
def test_libreoffice_writes_what_is_read() -> None:
    made = [
        SAMPLE.read_bytes(),
        *(word.docx(invent(77, layout)) for layout in ("T1", "T3", "T5")),
        *(word_numbered.docx(invent(78, layout)) for layout in ("T1", "P1")),
    ]
    # Its DOCX, not the one they were made from: its lists begin anew where those go on.
    pairs = zip(office.printed(made, "doc"), office.printed(made, "docx"), strict=True)
    for binary, package in pairs:
        assert binary.startswith(b"\xd0\xcf\x11\xe0")
        assert seen(read(binary)) == seen(read(package))
