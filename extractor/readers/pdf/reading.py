"""The whole way from PDF bytes to a `Document`, and the answers to files that cannot go it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from extractor.errors import CorruptSource, EmptySource, NoTextLayer
from extractor.layout.blocks import PageText
from extractor.layout.document import Assembly
from extractor.layout.page import Frame
from extractor.layout.page import Page as Laid
from extractor.layout.regions import lay_out
from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import Document, Page
from extractor.readers.pdf.account import compare, count_visible
from extractor.readers.pdf.pages import PdfFile
from extractor.readers.pdf.soundness import require_modest, require_whole

MEDIA_TYPE = "application/pdf"
FULL_PICTURE = 0.5
"""Part of a page from which a picture is the page itself."""
STRAY = 15
"""Characters that a scanning program may stamp on a picture of a page."""

Read = tuple[Laid | None, tuple[Diagnostic, ...]]


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
    pages: list[PageText] = []
    frames: dict[int, Frame] = {}
    remarks: list[Diagnostic] = []
    given = 0
    for page, said in _pages(data):
        remarks.extend(said)
        if page is not None:
            frames[page.number] = page.frame()
            given += count_visible(page.glyphs.codes)
            pages.append(lay_out(page, pages[-1] if pages else None))
    if not pages:
        message = "PDF is damaged: none of its pages can be read; get the file again"
        raise CorruptSource(message)
    _require_text(pages)
    remarks += [*_unread_pictures(pages), *_tangled(pages)]
    blocks, furniture = Assembly(frames).blocks(pages)
    remarks += compare(given, blocks, furniture)
    return Document(
        media_type=MEDIA_TYPE,
        blocks=blocks,
        furniture=furniture,
        pages=tuple(Page(*frame.size) for frame in frames.values()),
        text_origin=_origin(pages),
        diagnostics=tuple(remarks),
    )


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


def _require_text(pages: list[PageText]) -> None:
    """Raise unless some page has text that is more than a stamp on a picture."""
    if any(page.characters() and not _is_picture(page) for page in pages):
        return
    count = len(pages)
    if any(page.drawn for page in pages):
        message = f"PDF is a scan of {count} page(s) without a text layer: recognise it first (OCR)"
        raise NoTextLayer(message)
    message = f"PDF has nothing on its {count} page(s)"
    raise EmptySource(message)


def _is_picture(page: PageText) -> bool:
    few = page.characters() <= (STRAY if page.picture_share >= FULL_PICTURE else 0)
    return few and page.drawn


def _unread_pictures(pages: list[PageText]) -> list[Diagnostic]:
    return [
        Diagnostic(
            code="page-without-text",
            severity="warning",
            message=f"page {page.page}: a picture without a text layer; its text is missing",
            anchor=Anchor(page=page.page),
        )
        for page in pages
        if page.picture_share >= FULL_PICTURE and _is_picture(page)
    ]


def _tangled(pages: list[PageText]) -> list[Diagnostic]:
    return [
        Diagnostic(
            code="page-too-complex",
            severity="warning",
            message=f"page {page.page}: too many lines or characters; its tables are not read",
            anchor=Anchor(page=page.page),
        )
        for page in pages
        if page.tangled
    ]


def _origin(pages: list[PageText]) -> Literal["text", "ocr", "mixed"]:
    kinds = {page.recognised for page in pages if page.characters()}
    return "mixed" if len(kinds) > 1 else "ocr" if True in kinds else "text"
