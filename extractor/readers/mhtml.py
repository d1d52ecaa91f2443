"""Pages saved as one file (MHTML, RFC 2557): the page in the archive, read as HTML."""

from __future__ import annotations

import email
from email.message import Message

from extractor.errors import CorruptSource, TooDeep
from extractor.model.document import Document
from extractor.readers import html
from extractor.readers.charset import decode

_MOST_MULTIPARTS = 50


def read(data: bytes) -> Document:
    """Return the document of the first page in an MHTML file.

    Raises:
        CorruptSource: There is no page in it.
        TooDeep: Parts are nested in parts too deeply.
        EmptySource: The page shows no text.
    """
    if data.lower().count(b"multipart/") > _MOST_MULTIPARTS:
        raise TooDeep("the saved page nests its parts too deeply: save it again as HTML")
    message = email.message_from_bytes(data)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            return _page(part)
    raise CorruptSource("the saved page (MHTML) holds no HTML part: save it again as HTML")


def _page(part: Message) -> Document:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    label = part.get_content_charset() or html.declared_charset(content)
    return html.from_text(decode(content, label), "multipart/related")
