"""The whole way from PDF bytes to a `Document`, and the answers to files that cannot go it."""

from __future__ import annotations

from extractor.errors import CorruptSource, EmptySource
from extractor.layout.gathering import Gathering, Recognised
from extractor.layout.page import Page
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import Document
from extractor.readers.pdf.pages import PdfFile
from extractor.readers.pdf.soundness import require_modest, require_whole
from extractor.readers.recognition import RESOLUTION, advice, recogniser

MEDIA_TYPE = "application/pdf"


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
    gathering = Gathering("PDF", MEDIA_TYPE, advice())
    try:
        file = PdfFile(data)
    except CorruptSource as fault:
        _read_otherwise(data, str(fault), gathering)
    else:
        with file:
            _read_pages(file, gathering)
    return gathering.document()


def _read_pages(file: PdfFile, gathering: Gathering) -> None:
    """Read the pages by PDFium, those that are pictures by what is recognised in them."""
    recognise = recogniser()
    for page, said in file.pages():
        gathering.remark(said)
        if page is None:
            continue

        def recognised(page: Page = page) -> Recognised:
            return recognise(page, lambda: file.picture(page.frame().size, RESOLUTION))

        gathering.add(page, recognised if recognise.allowed else None)


def _read_otherwise(data: bytes, fault: str, gathering: Gathering) -> None:
    """Read all pages by pdfplumber, for PDFium cannot open the file."""
    from extractor.readers.pdf import plumber  # noqa: PLC0415  slow to import, seldom used

    gathering.remark([Diagnostic(code="fallback-reader", severity="warning", message=fault)])
    for page in plumber.read_pages(data):
        gathering.add(page)
