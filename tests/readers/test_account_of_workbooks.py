"""The accounts of workbooks and binary documents: a cell or a letter that is lost is told."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from extractor.readers import read
from extractor.readers.doc.story import StoryWriter
from extractor.readers.xls import sheet as binary_sheet
from extractor.readers.xlsx import sheet as sheet_reader
from tests.odd_files import archive
from tests.readers.doc_builder import Doc, P
from tests.readers.xls_builder import Book, Page, cell, cell_format, font, record
from tests.readers.xlsx_builder import row, sheet, xlsx

ROWS = (
    row(1, "序号", "工作任务", "责任单位", "完成时限")
    + row(2, 1, "修路", "县交通局", 44_393)
    + row(3, 2, "架桥", "县水利局", 44_400)
)
FEW = b"".join(
    cell(r, c, value)
    for r, line in enumerate([("序号", "工作任务"), (1, "修路"), (2.5, "架桥")])
    for c, value in enumerate(line)
)


def differences(data: bytes) -> list[str]:
    return [one.message for one in read(data).diagnostics if one.code == "characters-differ"]


def xls(*more: bytes) -> bytes:
    shared = font() + cell_format() + cell_format(code=164)
    shared = record(0x41E, struct.pack("<HHB3s", 164, 3, 0, b";;;")) + shared
    return Book([Page("表", FEW + b"".join(more))], shared).build()


def test_nothing_is_lost_of_a_good_workbook():
    assert differences(xlsx(sheet(ROWS))) == []
    assert differences(xls()) == []


def test_a_value_that_its_format_hides_is_no_loss():
    hidden = '<numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts>'
    styles = f'{hidden}<cellXfs><xf/><xf numFmtId="164"/></cellXfs>'
    assert differences(xlsx(sheet(ROWS + row(4, 5, 7, style=1)), styles=styles)) == []
    assert differences(xls(cell(3, 0, 9, 1))) == []


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("县水利局", "4 characters of the file are not in the document ("),
        ("44400", "the values of 1 cells are not in the document"),
    ],
)
def test_a_cell_that_the_reader_of_workbooks_loses_is_told(monkeypatch, lost, said):
    take = sheet_reader._Reader._cell

    def forgetful(self, element, *place):
        if lost not in "".join(element.itertext()):
            take(self, element, *place)

    monkeypatch.setattr(sheet_reader._Reader, "_cell", forgetful)
    (message,) = differences(xlsx(sheet(ROWS)))
    assert message.startswith(said)


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("架桥", "2 characters of the file are not in the document ("),
        ("2.5", "the values of 1 cells are not in the document"),
    ],
)
def test_a_cell_that_the_reader_of_old_workbooks_loses_is_told(monkeypatch, lost, said):
    take = binary_sheet._Reader._put

    def forgetful(self, row_, column, index, runs):
        if "".join(run.text for run in runs) != lost:
            take(self, row_, column, index, runs)

    monkeypatch.setattr(binary_sheet._Reader, "_put", forgetful)
    (message,) = differences(xls())
    assert message.startswith(said)


def test_two_cells_in_one_place_are_told():
    twice = row(4, "先写的字") + row(4, "后写")
    (message,) = differences(xlsx(sheet(ROWS + twice)))
    assert message.startswith("4 characters of the file are not in the document (")


def test_a_sheet_that_the_workbook_does_not_name_is_told():
    with zipfile.ZipFile(io.BytesIO(xlsx(sheet(ROWS)))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/worksheets/sheet9.xml"] = parts["xl/sheets/sheet0.xml"].replace(
        "架桥".encode(), "筑坝".encode()
    )
    said = differences(archive(parts))
    assert any("characters of the file are not in the document" in one for one in said)


def test_a_string_that_is_not_there_is_told():
    shared = '<row r="4"><c r="A4" t="s"><v>77</v></c></row>'
    (message,) = differences(xlsx(sheet(ROWS + shared)))
    assert message == "the values of 1 cells are not in the document: compare the two"


def test_a_loss_of_the_reader_of_binary_documents_is_told(monkeypatch):
    write = StoryWriter.write

    def forgetful(self, parent, span):
        write(self, parent, (span[0] + 5, span[1]))

    data = Doc([P("一、修筑道路"), P("由县交通局负责")]).build()
    assert differences(data) == []
    monkeypatch.setattr(StoryWriter, "write", forgetful)
    (message,) = differences(data)
    assert message.startswith("5 characters of the file are not in the document (")


def test_text_that_the_pieces_do_not_hold_is_told():
    data = bytearray(Doc([P("一、修筑道路"), P("由县交通局负责")]).build())
    start = data.index(struct.pack("<I", 15), 512 + 64)  # the length of the main text
    data[start : start + 4] = struct.pack("<I", 40)
    assert (
        "the document says it has 40 characters and holds 15 of them"
        in differences(bytes(data))[-1]
    )
