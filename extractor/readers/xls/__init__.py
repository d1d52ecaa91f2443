"""Excel workbooks of 5.0 to 2003 (XLS): bytes in, `Document` out.

[MS-XLS]. Read as XLSX is, by the same number formats and the same layout of sheets; paths of
anchors are references as formulas write them: ``任务表!B3``.
"""

from __future__ import annotations

from extractor.errors import CorruptSource, TruncatedSource
from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import Document
from extractor.readers.cfb import CompoundFile
from extractor.readers.sheets.blocks import Book, document_of
from extractor.readers.sheets.model import Sheet, quoted
from extractor.readers.xls.account import written_in
from extractor.readers.xls.book import read_globals
from extractor.readers.xls.sheet import Shared, read_sheet

MEDIA_TYPE = "application/vnd.ms-excel"
_WORKSHEET, _CHART = 0, 2


def read(data: bytes) -> Document:
    """Return the document in ``data``: its sheets one after another.

    Raises:
        EncryptedSource: The file is locked with a password.
        UnsupportedFormat: It is of Excel 4 or older.
        CorruptSource, TruncatedSource: It is broken.
        EmptySource: Nothing is written in it.
        TooLarge, TooMany: It exceeds a limit.
    """
    compound = CompoundFile(data)
    stream = compound.read("Workbook") or compound.read("Book") or b""
    if compound.truncated:
        raise TruncatedSource("the workbook is cut short: download the file again")
    if not stream:
        raise CorruptSource("the workbook has no content: open it in Excel and save it")
    shared = Shared(read_globals(stream))
    sheets: list[Sheet] = []
    begun: set[int] = set()
    for number, bound in enumerate(shared.book.sheets):
        if bound.kind == _CHART and not bound.hidden:
            shared.charts.append(bound.name)
        if bound.kind != _WORKSHEET or bound.place in begun:
            continue
        begun.add(bound.place)
        sheet = Sheet(bound.name, hidden=bound.hidden, titles=shared.book.titles.get(number))
        read_sheet(stream, bound.place, sheet, shared)
        sheets.append(sheet)
    charts = [_chart(name) for name in shared.charts]
    return document_of(Book(sheets, written_in(stream, shared.book), charts), MEDIA_TYPE)


def _chart(name: str) -> Diagnostic:
    return Diagnostic(
        code="xls.embedded",
        severity="warning",
        message="a chart stands here, whose text is not read: look at the original",
        anchor=Anchor(path=quoted(name)),
    )
