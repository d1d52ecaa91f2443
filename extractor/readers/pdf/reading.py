"""The whole way from PDF bytes to a `Document`, and the answers to files that cannot go it."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.errors import CorruptSource, EmptySource
from extractor.layout.gathering import Gathering
from extractor.layout.page import Page
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import Document
from extractor.readers.pdf.pages import PdfFile
from extractor.readers.pdf.soundness import require_modest, require_whole

MEDIA_TYPE = "application/pdf"

Read = tuple[Page | None, tuple[Diagnostic, ...]]


def read(data: bytes) -> Document:
    """Return what the PDF in ``data`` shows.

    Raises:
        EmptySource: no bytes, no pages, or pages with nothing on them.
        EncryptedSource: a password is needed.
        NoTextLayer: the pages are pictures.
        TruncatedSource: the end of the file is missing.
        CorruptSource: the file cannot be opened.
        TooLarge: more pages than are read, or a stream that swells beyond reason.
    """
    if not data.strip(b"\0\t\n\f\r "):
        message = "PDF is empty: nothing to read"
        raise EmptySource(message)
    require_whole(data)
    require_modest(data)
    gathering = Gathering("PDF", MEDIA_TYPE)
    for page, said in _pages(data):
        gathering.remark(said)
        if page is not None:
            gathering.add(page)
    return gathering.document()


def _pages(data: bytes) -> Iterator[Read]:
    """Yield the pages by PDFium, or all by pdfplumber if PDFium cannot open the file."""
    try:
        file = PdfFile(data)
    except CorruptSource as fault:
        remark = Diagnostic(code="fallback-reader", severity="warning", message=str(fault))
        from extractor.readers.pdf import plumber  # noqa: PLC0415  slow to import, seldom used

        for page in plumber.read_pages(data):
            yield page, (remark,) if page.number == 1 else ()
        return
    with file:
        yield from file.pages()
