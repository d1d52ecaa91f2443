"""A document that shows no text is no success: it is empty, or a scan."""

from __future__ import annotations

import pytest

from extractor.errors import EmptySource, NoTextLayer
from extractor.readers import read
from tests.readers.docx_builder import PICTURE, build, cell, p, part, row, table
from tests.readers.xlsx_builder import sheet, xlsx

NUMBER = part("ftr", p("— 1 —"))
FOOT = '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'


def pasted(*more: str) -> str:
    return f"<w:p>{PICTURE}</w:p>" + "".join(more)


@pytest.mark.parametrize(
    "data",
    [
        build(pasted()),
        build(pasted(FOOT), footer1=NUMBER),
        build(table(row(cell(pasted())))),
        build(table(row(cell(table(row(cell(pasted()))))))),
    ],
    ids=["alone", "above a page number", "in a cell", "in a table in a cell"],
)
def test_pasted_scans_are_scans(data):
    with pytest.raises(NoTextLayer, match="pictures and no text"):
        read(data)


@pytest.mark.parametrize(
    "data",
    [
        build(table(row("", ""), row("", ""))),
        build(table(row(cell(table(row("", "")))))),
    ],
    ids=["a table", "a table in a table"],
)
def test_empty_cells_are_empty(data):
    with pytest.raises(EmptySource, match="no text"):
        read(data)


@pytest.mark.parametrize(
    "data",
    [
        build(pasted(p("附图"))),
        build(table(row("", cell(table(row("责任单位")))))),
        build("<w:p/>" + FOOT, footer1=NUMBER),
        xlsx(sheet('<row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>藏</t></is></c></row>')),
    ],
    ids=["a caption", "a word in a table in a table", "a page number alone", "hidden text"],
)
def test_any_text_is_read(data):
    document = read(data)
    assert document.blocks or document.furniture
