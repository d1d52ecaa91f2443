"""Plain text (纯文本): one line is a paragraph, rows with the same columns are a table.

What cannot be read reliably (tables whose cells run together) is left as it stands, with a
remark; see `extractor.readers.text.doubts`.
"""

from __future__ import annotations

from extractor.model.document import Document
from extractor.readers.account import accounted
from extractor.readers.charset import Decoded, decode
from extractor.readers.sniff import refuse_junk
from extractor.readers.text.blocks import fill
from extractor.readers.text.builder import Builder
from extractor.readers.text.head import place_head
from extractor.readers.text.lines import split


def read(data: bytes) -> Document:
    """Return the document of a text or Markdown file.

    Raises:
        EmptySource: Nothing but white space.
        UnsupportedFormat: The bytes are no text.
    """
    decoded = decode(data)
    refuse_junk(decoded.text)
    # Markdown builds on this package, so it is imported only when it is needed.
    from extractor.readers import markdown  # noqa: PLC0415

    if markdown.is_markdown(decoded.text):
        return markdown.from_text(decoded)
    return from_text(decoded)


def from_text(decoded: Decoded) -> Document:
    """Return the document of plain text."""
    builder = Builder()
    lines = split(decoded.text)
    fill(builder, lines[place_head(builder, lines) :])
    return accounted(builder.document("text/plain", decoded.diagnostics()), decoded.text)
