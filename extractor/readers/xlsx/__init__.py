"""Excel workbooks (XLSX, XLSM, Strict OOXML): bytes in, `Document` out.

ECMA-376 Part 1, 18. Values are those that the file keeps, shown as their number format has them;
formulas are never computed. Paths of anchors are references as formulas write them: ``任务表!B3``,
``任务表!A3:F20`` for a table. Where breaks cut a cell in several lines, ``characters`` counts its
text as the file has it.
"""

from __future__ import annotations

from extractor.model.document import Document
from extractor.readers.sheets.blocks import document_of
from extractor.readers.xlsx.book import read_book

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read(data: bytes) -> Document:
    """Return the document in ``data``: its sheets one after another.

    Raises:
        EncryptedSource: The file is locked with a password.
        UnsupportedFormat: The bytes are no workbook of this form.
        CorruptSource, TruncatedSource: The package or its main part is broken.
        EmptySource: Nothing is written in it.
        TooLarge, TooDeep, HostileXml: It exceeds a limit or declares a DOCTYPE.
    """
    return document_of(read_book(data), MEDIA_TYPE)
