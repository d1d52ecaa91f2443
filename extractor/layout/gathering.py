"""The pages of one file, gathered one after another, to the `Document` that they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Literal

from extractor.errors import CorruptSource, EmptySource, NoTextLayer
from extractor.layout.account import compare, count_visible
from extractor.layout.blocks import PageText
from extractor.layout.document import Assembly
from extractor.layout.page import Frame, Page
from extractor.layout.regions import lay_out
from extractor.layout.remarks import contradictions
from extractor.model import document as model
from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import Block, Document, Furniture

FULL_PICTURE = 0.5
"""Part of a page from which a picture is the page itself."""
STRAY = 15
"""Characters that a scanning program may stamp on a picture of a page."""


Recognised = tuple[Page, tuple[Diagnostic, ...]]
"""A page with what is recognised in its picture, and what there is to say about it."""


class Gathering:
    """Takes the pages of a file in order.

    ``kind`` is what messages call the file, ``advice`` what to do with one of pictures.
    """

    def __init__(self, kind: str, media_type: str, advice: str = "recognise it first") -> None:
        self._kind = kind
        self._media_type = media_type
        self._advice = advice
        self._pages: list[PageText] = []
        self._starts: list[int] = []
        self._frames: dict[int, Frame] = {}
        self._remarks: list[Diagnostic] = []
        self._given = 0

    def begin(self) -> None:
        """Begin another document of the same file: nothing goes on from the page before."""
        self._starts.append(len(self._pages))

    def add(self, page: Page, recognise: Callable[[], Recognised] | None = None) -> None:
        """Lay a page out after those before it; one that is a picture, by what is recognised."""
        goes_on = self._pages and len(self._pages) not in self._starts
        before = self._pages[-1] if goes_on else None
        laid = lay_out(page, before)
        if recognise is not None and _is_picture(laid):
            page, remarks = recognise()
            self.remark(remarks)
            laid = lay_out(page, before)
        self._frames[page.number] = page.frame()
        self._given += count_visible(page.glyphs.codes)
        if not page.recognised:
            self._remarks.extend(contradictions(page))
        self._pages.append(laid)

    def remark(self, remarks: Iterable[Diagnostic]) -> None:
        """Take what there is to say about a page."""
        self._remarks.extend(remarks)

    def document(self) -> Document:
        """Return the document that the pages make up.

        Raises:
            CorruptSource: there is no page.
            NoTextLayer: the pages are pictures.
            EmptySource: there is nothing on them.
        """
        if not self._pages:
            message = f"{self._kind} is damaged: none of its pages can be read; get the file again"
            raise CorruptSource(message)
        self._require_text()
        remarks = [*self._remarks, *_unread_pictures(self._pages), *self._mute_pictures()]
        remarks += _tangled(self._pages)
        blocks, furniture = self._assembled()
        remarks += compare(self._given, blocks, furniture)
        return Document(
            media_type=self._media_type,
            blocks=blocks,
            furniture=furniture,
            pages=tuple(model.Page(*frame.size) for frame in self._frames.values()),
            text_origin=_origin(self._pages),
            diagnostics=tuple(remarks),
        )

    def _mute_pictures(self) -> list[Diagnostic]:
        return [
            Diagnostic(
                code="picture-without-text",
                severity="warning",
                message=f"page {page.page}: a large picture; text that it shows is missing",
                anchor=Anchor(page=page.page, bbox=self._frames[page.page].shown(box)),
            )
            for page in self._pages
            if not _is_picture(page)
            for box in page.mute
        ]

    def _assembled(self) -> tuple[tuple[Block, ...], tuple[Furniture, ...]]:
        assembly = Assembly(self._frames)
        blocks: tuple[Block, ...] = ()
        furniture: tuple[Furniture, ...] = ()
        edges = sorted({0, *self._starts, len(self._pages)})
        for first, last in pairwise(edges):
            more, apart = assembly.blocks(self._pages[first:last])
            blocks, furniture = blocks + more, furniture + apart
        return blocks, furniture

    def _require_text(self) -> None:
        """Raise unless some page has text that is more than a stamp on a picture."""
        pages, kind = self._pages, self._kind
        if any(page.has_text() and not _is_picture(page) for page in pages):
            return
        count = len(pages)
        if any(page.drawn for page in pages):
            message = f"{kind} is a scan of {count} page(s) without a text layer: {self._advice}"
            raise NoTextLayer(message)
        message = f"{kind} has nothing on its {count} page(s)"
        raise EmptySource(message)


def _is_picture(page: PageText) -> bool:
    if page.recognised:
        return False
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
    kinds = {page.recognised for page in pages if page.has_text()}
    return "mixed" if len(kinds) > 1 else "ocr" if True in kinds else "text"
