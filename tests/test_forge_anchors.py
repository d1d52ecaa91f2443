"""Anchors of forged PDFs in every layout, by the characters that pdfplumber sees on the page."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pdfplumber
import pytest

from extractor.model.document import Paragraph, Table
from extractor.readers.pdf import read
from tests.forge.__main__ import TWISTED, forged
from tests.forge.invent import invent

OVERLAID = {"pdf-watermark", "pdf-watermark-none", "pdf-level-mark", "pdf-unseen", "pdf-clipped"}
"""Ways in which something else stands in the same place as the text."""


def paragraphs(blocks: tuple[Paragraph | Table, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        for cell in block.cells:
            yield from cell.paragraphs
            yield from paragraphs(cell.tables)


def visible(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def _placed(character: dict[str, Any]) -> tuple[float, float, str]:
    """Return the middle of a character and what it is; pdfplumber does not know ZapfDingbats."""
    text = "■" if "Dingbats" in character["fontname"] else character["text"]
    middle = (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2
    return (*middle, text)


@pytest.mark.parametrize("layout", ["T4", "P1"])
@pytest.mark.parametrize("form", ["pdf", "pdf-horizontal", "pdf-none", *TWISTED])
def test_each_box_holds_its_text_and_each_character_is_placed_once(form: str, layout: str) -> None:
    seed = 77 + len(form)
    data, _ = forged(invent(seed, layout), form, seed)
    document = read(data)
    with pdfplumber.open(io.BytesIO(data)) as file:
        seen = [[_placed(character) for character in page.chars] for page in file.pages]
    placed: Counter[str] = Counter()
    for part in paragraphs(document.blocks):
        placed += visible(part.text)
        for piece in part.pieces:
            box, page = piece.anchor.bbox, piece.anchor.page
            assert box is not None
            assert page is not None
            x0, top, x1, bottom = box
            inside = visible(
                "".join(t for x, y, t in seen[page - 1] if x0 <= x <= x1 and top <= y <= bottom)
            )
            text = visible(part.text[piece.start : piece.end])
            assert not text - inside
            assert form in OVERLAID or inside == text
    for aside in document.furniture:
        placed += visible(aside.text)
    assert placed == visible("".join(text for page in seen for *_, text in page))
