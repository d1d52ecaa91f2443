"""The whole way from PDF bytes to a `Document`, and the answers to files that cannot go it."""

from __future__ import annotations

from extractor.errors import EmptySource, NoTextLayer
from extractor.layout.blocks import PageText
from extractor.layout.document import Assembly
from extractor.layout.page import Frame
from extractor.layout.regions import lay_out
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import Document, Page
from extractor.readers.pdf.pages import PdfFile

MEDIA_TYPE = "application/pdf"
FULL_PICTURE = 0.5
"""Part of a page from which a picture is the page itself."""
STRAY = 15
"""Characters that a scanning program may stamp on a picture of a page."""


def read(data: bytes) -> Document:
    """Return what the PDF in ``data`` shows.

    Raises:
        EmptySource: no bytes, no pages, or pages with nothing on them.
        EncryptedSource: a password is needed.
        NoTextLayer: the pages are pictures.
        CorruptSource, TruncatedSource: the file cannot be opened.
        TooLarge: more pages than are read.
    """
    if not data.strip():
        message = "PDF is empty: nothing to read"
        raise EmptySource(message)
    pages: list[PageText] = []
    frames: dict[int, Frame] = {}
    remarks: list[Diagnostic] = []
    with PdfFile(data) as file:
        for page, said in file.pages():
            remarks.extend(said)
            if page is None:
                continue
            frames[page.number] = page.frame()
            pages.append(lay_out(page))
        total = file.count
    _require_text(pages, total)
    blocks, furniture = Assembly(frames).blocks(pages)
    return Document(
        media_type=MEDIA_TYPE,
        blocks=blocks,
        furniture=furniture,
        pages=tuple(Page(*frame.size) for frame in frames.values()),
        diagnostics=tuple(remarks),
    )


def _require_text(pages: list[PageText], total: int) -> None:
    """Raise unless some page has text that is more than a stamp on a picture."""
    if any(
        page.characters() > (STRAY if page.picture_share >= FULL_PICTURE else 0) for page in pages
    ):
        return
    if any(page.drawn for page in pages):
        message = f"PDF is a scan of {total} pages without a text layer: recognise it first (OCR)"
        raise NoTextLayer(message)
    message = f"PDF has {total} pages with nothing on them"
    raise EmptySource(message)
