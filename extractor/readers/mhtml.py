"""Pages saved as one file (MHTML, RFC 2557): the page in the archive, read as HTML."""

from __future__ import annotations

import email
from collections.abc import Iterable, Iterator, Sequence
from email.message import Message

from msgspec.structs import replace

from extractor.errors import CorruptSource, EmptySource, TooDeep
from extractor.model.document import Block, Document, Furniture, Paragraph, Table
from extractor.readers import html
from extractor.readers.charset import decode

_MOST_MULTIPARTS = 50
_MOST_PAGES = 20
"""Pages of an archive that are read: the page and its frames."""


def read(data: bytes) -> Document:
    """Return the document of an MHTML file: of its pages, the one with the most text.

    A page may show the notice in a frame, which the archive holds as a page of its own; what the
    others show is furniture.

    Raises:
        CorruptSource: There is no page in it.
        TooDeep: Parts are nested in parts too deeply.
        EmptySource: The page shows no text.
    """
    if data.lower().count(b"multipart/") > _MOST_MULTIPARTS:
        raise TooDeep("the saved page nests its parts too deeply: save it again as HTML")
    message = email.message_from_bytes(data)
    parts = [
        part
        for part in message.walk()
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}
    ]
    if not parts:
        raise CorruptSource("the saved page (MHTML) holds no HTML part: save it again as HTML")
    pages = _pages(parts[:_MOST_PAGES])
    main = max(range(len(pages)), key=lambda number: (_size(pages[number]), -number))
    others = [one for number, page in enumerate(pages) if number != main for one in _aside(page)]
    return replace(pages[main], furniture=(*pages[main].furniture, *others))


def _pages(parts: Sequence[Message]) -> list[Document]:
    """Return the pages that show text; frames without any are the rule."""
    pages: list[Document] = []
    empty: EmptySource | None = None
    for part in parts:
        try:
            pages.append(_page(part))
        except EmptySource as fault:
            empty = empty or fault
    if not pages and empty is not None:
        raise empty
    return pages


def _size(page: Document) -> int:
    return sum(len(one.text) for one in _paragraphs(page.blocks))


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for one in blocks:
        if isinstance(one, Paragraph):
            yield one
        elif isinstance(one, Table):
            for cell in one.cells:
                yield from cell.paragraphs
                yield from _paragraphs(cell.tables)


def _aside(page: Document) -> Iterator[Furniture]:
    """Yield what a page beside the notice shows."""
    yield from page.furniture
    for one in _paragraphs(page.blocks):
        yield Furniture(kind="navigation", text=one.text, anchor=one.pieces[0].anchor)


def _page(part: Message) -> Document:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    label = part.get_content_charset() or html.declared_charset(content)
    return html.from_text(decode(content, label), "multipart/related")
