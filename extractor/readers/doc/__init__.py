"""Word 97–2003 and WPS documents (DOC, WPS): bytes in, `Document` out.

[MS-DOC]. The binary file is told again in the terms of WordprocessingML, and read as DOCX is: the
same numbers, merges, fields, notes, furniture; paths of anchors are those that the file would
have if it were saved as DOCX (``body/p[3]``, ``body/tbl[1]/tr[2]/tc[3]/p[1]``).
"""

from __future__ import annotations

from msgspec.structs import replace

from extractor.errors import TruncatedSource
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import Document
from extractor.readers import docx
from extractor.readers.account import accounted
from extractor.readers.cfb import CompoundFile
from extractor.readers.doc.account import shortfall, text_of
from extractor.readers.doc.source import BinarySource
from extractor.readers.doc.word import Word

MEDIA_TYPE = "application/msword"


def read(data: bytes) -> Document:
    """Return the document in ``data``: body, then the notes that it calls.

    Raises:
        EncryptedSource: The file is locked with a password.
        UnsupportedFormat: It is of Word 95 or older.
        CorruptSource, TruncatedSource: It is broken.
        EmptySource: There is nothing in it.
        TooLarge, TooDeep: It exceeds a limit.
    """
    compound = CompoundFile(data)
    word = Word(compound)
    if compound.truncated and "\0" * 16 in word.characters:
        raise TruncatedSource("the text of the document is cut short: download the file again")
    document = docx.read_source(BinarySource(word), MEDIA_TYPE)
    document = accounted(document, text_of(word))
    told = (*document.diagnostics, *shortfall(word))
    return replace(document, diagnostics=tuple(map(_named, told)))


def _named(diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic under the name of this format."""
    return replace(diagnostic, code=diagnostic.code.replace("docx.", "doc.", 1))
