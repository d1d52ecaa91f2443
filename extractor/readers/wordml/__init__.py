"""Word documents that are one XML file: of Word 2003, and packages written flat.

Offices keep them under the name .doc. Both are told again in the terms of a DOCX package and read
as one; paths of anchors are those of the DOCX.
"""

from __future__ import annotations

from msgspec.structs import replace

from extractor.errors import UnsupportedFormat
from extractor.model.document import Document
from extractor.readers import docx
from extractor.readers.docx.package import Source
from extractor.readers.wordml.flat import FLAT, FlatSource
from extractor.readers.wordml.old import OLD, OldSource
from extractor.readers.xml import parse

MEDIA_TYPE = "application/xml"


def read(data: bytes) -> Document:
    """Return the document in ``data``.

    Raises:
        UnsupportedFormat: The XML is of another kind.
        CorruptSource: It is not well-formed, or has no body.
        EmptySource: There is nothing in it.
        TooLarge, TooDeep, HostileXml: It exceeds a limit or declares a DOCTYPE.
    """
    root = parse(data, "the document")
    source: Source
    if root.tag == FLAT:
        source = FlatSource(root)
    elif root.tag == OLD:
        source = OldSource(data)
    else:
        raise UnsupportedFormat(
            "the file is XML of an unknown kind: pass the notice as DOCX, PDF, HTML or text"
        )
    document = docx.read_source(source, MEDIA_TYPE)
    named = (
        replace(one, code=one.code.replace("docx.", "wordml.", 1)) for one in document.diagnostics
    )
    return replace(document, diagnostics=tuple(named))
