"""Word documents that are one XML file: read as the DOCX they stand for."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from extractor.errors import CorruptSource, HostileXml, UnsupportedFormat
from extractor.model.document import Document, Paragraph, Table
from extractor.readers import read
from tests.forge import word, word_numbered
from tests.forge.invent import invent

SAMPLE = Path(__file__).parents[2] / "samples" / "shaxian-2021.docx"
PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"


def flat(data: bytes) -> bytes:
    """Return a DOCX written flat, as Word's "Word XML document" is."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
                text = re.sub(r"^<\?xml.*?\?>", "", package.read(name).decode("utf-8-sig"))
                inside = f"<pkg:xmlData>{text}</pkg:xmlData>"
                parts.append(f'<pkg:part pkg:name="/{name}">{inside}</pkg:part>')
    head = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    return f'{head}<pkg:package xmlns:pkg="{PACKAGE}">{"".join(parts)}</pkg:package>'.encode()


def old(body: str, before: str = "") -> bytes:
    """Return a document of Word 2003."""
    return (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument '
        'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
        'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
        'xmlns:aml="http://schemas.microsoft.com/aml/2001/core">'
        f"{before}<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
    ).encode()


def text(words: str, inside: str = "") -> str:
    return f"<w:r>{inside}<w:t>{words}</w:t></w:r>"


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def kept(document: Document, kind: str) -> list[str]:
    return [one.text for one in document.furniture if one.kind == kind]


@pytest.mark.parametrize("make", [SAMPLE.read_bytes, lambda: word_numbered.docx(invent(9, "T1"))])
def test_a_package_written_flat_reads_as_the_package(make) -> None:
    data = make()
    document, package = read(flat(data)), read(data)
    assert document.blocks == package.blocks
    assert document.furniture == package.furniture
    assert document.diagnostics == ()


def test_the_sample_of_the_forge_is_more_than_paragraphs() -> None:
    assert any(isinstance(block, Table) for block in read(flat(word.docx(invent(9, "T3")))).blocks)


def test_a_document_of_word_2003_has_its_numbers_merges_and_looks() -> None:
    before = (
        '<w:lists><w:listDef w:listDefId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:nfc w:val="37"/><w:suff w:val="Nothing"/><w:lvlText w:val="%1、"/></w:lvl></w:listDef>'
        '<w:list w:ilfo="1"><w:ilst w:val="3"/></w:list></w:lists>'
        '<w:styles><w:style w:type="paragraph" w:default="on" w:styleId="a">'
        '<w:name w:val="Normal"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style></w:styles>'
    )
    listed = '<w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/></w:listPr></w:pPr>'
    fonts = '<w:rPr><w:rFonts w:fareast="楷体_GB2312"/></w:rPr>'

    def cell(words: str, merge: str) -> str:
        mark = f'<w:tcPr><w:vmerge w:val="{merge}"/></w:tcPr>' if merge else ""
        return f"<w:tc>{mark}<w:p>{text(words)}</w:p></w:tc>"

    rows = f"<w:tr>{cell('甲', 'restart')}{cell('1', '')}</w:tr>"
    rows += f"<w:tr>{cell('', 'continue')}{cell('2', '')}</w:tr>"
    body = f"<w:p>{listed}{text('总则')}</w:p><w:p>{listed}{text('任务', fonts)}</w:p>"
    first, second, table = read(old(f"{body}<w:tbl>{rows}</w:tbl>", before)).blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert isinstance(table, Table)
    assert (first.text, first.generated, first.style.size) == ("一、总则", 2, 16)
    assert [(mark.start, mark.kind) for mark in second.marks] == [(2, "kaiti")]
    assert [(c.row, c.column, c.row_span) for c in table.cells] == [(0, 0, 2), (0, 1, 1), (1, 1, 1)]


def test_notes_headers_deletions_comments_and_links_have_their_places() -> None:
    note = "<w:r><w:footnote><w:p><w:r><w:t>见附件</w:t></w:r></w:p></w:footnote></w:r>"
    gone = f'<aml:annotation w:type="Word.Deletion"><aml:content>{text("删去")}</aml:content>'
    remark = '<w:r><aml:annotation w:type="Word.Comment"><aml:content>'
    remark += f"<w:p>{text('请核实')}</w:p></aml:content></aml:annotation></w:r>"
    link = f'<w:hlink w:dest="https://a.cn/b">{text("附件")}</w:hlink>'
    section = f'<w:sectPr><w:hdr w:type="odd"><w:p>{text("某县文件")}</w:p></w:hdr></w:sectPr>'
    body = f"<w:p>{text('正文')}{note}{gone}</aml:annotation>{remark}{link}</w:p>{section}"
    document = read(old(body))
    assert lines(document) == ["正文附件", "见附件"]
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.links == ("https://a.cn/b",)
    assert kept(document, "deleted") == ["删去"]
    assert kept(document, "comment") == ["请核实"]
    assert kept(document, "running_head") == ["某县文件"]
    assert [one.code for one in document.diagnostics] == []


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(CorruptSource, match="no document"):
        read(f'<?xml version="1.0"?><p:package xmlns:p="{PACKAGE}"/>'.encode())
    with pytest.raises(CorruptSource, match="body"):
        read(old("").replace(b"w:body", b"w:other"))
    with pytest.raises(UnsupportedFormat, match="unknown kind"):
        read(f'<?xml version="1.0"?><a b="{PACKAGE}"/>'.encode())
    with pytest.raises(HostileXml):
        read(old("").replace(b"<w:word", b"<!DOCTYPE a><w:word", 1))
