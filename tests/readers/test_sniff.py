"""What a file is, is told from its bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from extractor.errors import EmptySource, EncryptedSource, UnsupportedFormat
from extractor.readers import read
from extractor.readers.sniff import sniff
from tests.readers.doc_builder import compound
from tests.readers.xls_builder import Book, Page, cell

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def stream(name: str) -> bytes:
    return OLE + (name + "\0").encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\n%PDF-1.4\n", "pdf"),
        (zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b""}), "docx"),
        (b"PK\x03\x04" + b"\0" * 30 + b"word/document.xml", "docx"),
        (zipped({"xl/workbook.xml": b""}), "xlsx"),
        (b"PK\x03\x04" + b"\0" * 30 + b"xl/workbook.xml", "xlsx"),
        ("<!DOCTYPE html><html><body>通知</body></html>".encode(), "html"),
        ("<div class='wrap'><p>通知</p></div>".encode("gb18030"), "html"),
        ('<?xml version="1.0"?><html xmlns="x"><body>通知</body></html>'.encode(), "html"),
        ("<html><body>通知</body></html>".encode("utf-16"), "html"),
        (
            b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n b=1\r\n\r\nx",
            "mhtml",
        ),
        (stream("WordDocument"), "doc"),
        (
            b'<?xml version="1.0"?><w a="http://schemas.microsoft.com/office/word/2003/wordml"/>',
            "wordml",
        ),
        (stream("Workbook"), "xls"),
        (stream("Book"), "xls"),
        ("关于印发方案的通知\n".encode(), "text"),
        ("<p>1.任务</p>\t<p>要求</p>\n<p>2.任务</p>\t<p>要求</p>\n".encode(), "text"),
        ("<市政府关于印发方案的通知>\n正文\n".encode(), "text"),
    ],
)
def test_tells_a_format_from_its_bytes(data: bytes, expected: str) -> None:
    assert sniff(data) == expected


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 1000, b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", "　\u00a0\n".encode()]
)
def test_nothing_but_white_space_is_empty(data: bytes) -> None:
    with pytest.raises(EmptySource):
        read(data)


def test_fifty_megabytes_of_zeros_are_empty() -> None:
    with pytest.raises(EmptySource):
        read(bytes(50_000_000))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (stream("PowerPoint Document"), ".ppt"),
        (OLE, "OLE"),
        (b"{\\rtf1\\ansi }", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (zipped({"xl/workbook.bin": b"", "[Content_Types].xml": b"ms-excel"}), ".xlsb"),
        (zipped({"ppt/presentation.xml": b""}), ".pptx"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), ".odt"),
        (zipped({"a.txt": b"x"}), "zip"),
        (b"PK\x03\x04broken", "zip"),
        (b"Rar!\x1a\x07\0", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx", ".eml"),
        (b'<?xml version="1.0"?><rss/>', "XML"),
        (bytes(range(256)) * 40, "binary"),
    ],
)
def test_other_formats_are_named_with_what_to_do(data: bytes, word: str) -> None:
    with pytest.raises(UnsupportedFormat, match=word) as caught:
        read(data, name="附件.doc")
    message = str(caught.value)
    assert message.startswith("附件.doc: ")
    assert "\n" not in message
    assert ":" in message.removeprefix("附件.doc: ")


def test_an_encrypted_package_is_encrypted() -> None:
    with pytest.raises(EncryptedSource):
        read(stream("EncryptedPackage"))


def test_plain_text_named_doc_reads_as_text() -> None:
    document = read("关于开展检查的通知\n各单位：".encode(), name="通知.doc")
    assert document.media_type == "text/plain"
    assert len(document.blocks) == 2


def test_a_page_in_a_dump_of_markdown_tables_stays_text() -> None:
    text = "# 通知\n\n" + "各单位要认真落实。\n" * 5
    text += "<html><body><table><tr><td>一</td></tr></table></body></html>\n" * 2
    assert sniff(text.encode()) == "text"


def test_the_root_of_a_compound_file_says_what_it_is() -> None:
    page = Book([Page("表", cell(0, 0, "甲") + cell(0, 1, "乙"))])
    embedded = "WordDocument\0".encode("utf-16-le") * 400
    assert sniff(compound({"Workbook": page.data(), "Data": embedded})) == "xls"
    assert sniff(compound({"WORKBOOK": page.data()})) == "xls"


def test_names_of_parts_compare_without_case_and_slashes() -> None:
    assert sniff(zipped({"[content_types].xml": b"x", "xl\\Workbook.xml": b""})) == "xlsx"
