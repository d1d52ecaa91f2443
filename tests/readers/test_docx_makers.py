"""Word documents by other makers: Strict, macros, odd names, broken relationships."""

from __future__ import annotations

from extractor.model.document import Paragraph
from extractor.readers.docx import read
from tests.readers.docx_builder import (
    PICTURE,
    build,
    p,
    pack,
    part,
    relations,
    row,
    table,
)
from tests.readers.docx_seen import grid, slots, texts


def test_the_strict_form_reads_like_the_transitional_one() -> None:
    body = p("甲", properties='<w:jc w:val="end"/>') + table(row("乙"))
    document = part("document", f"<w:body>{body}</w:body>")
    strict = document.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ).replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    found = read(pack({"[Content_Types].xml": "<Types/>", "word/document.xml": strict}))
    paragraph = found.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.text, paragraph.style.align) == ("甲", "right")
    assert slots(grid(found)) == {(0, 0): (1, 1, "乙")}


def test_names_with_backslashes_and_capitals_are_found() -> None:
    data = pack({"Word\\Document.xml": part("document", f"<w:body>{p('甲')}</w:body>")})
    assert texts(read(data)) == ["甲"]


def test_a_relationship_to_nothing_breaks_nothing() -> None:
    links = {"rId9": ("image", "../NULL", ""), "rId8": ("footnotes", "NULL", "")}
    assert texts(read(build(p("甲", PICTURE), links=links))) == ["甲"]


def test_a_broken_optional_part_costs_a_remark() -> None:
    document = read(build(p("甲"), styles="<w:styles"))
    assert texts(document) == ["甲"]
    assert [one.code for one in document.diagnostics] == ["docx.part-unreadable"]


def test_an_embedded_file_is_reported() -> None:
    links = {"rId5": ("aFChunk", "a.html", "")}
    document = read(build(p("甲") + '<w:altChunk r:id="rId5"/>', links=links))
    (remark,) = document.diagnostics
    assert remark.code == "docx.alt-chunk"
    assert "a.html" in remark.message


def test_a_document_with_macros_reads_like_any_other() -> None:
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{macro}"/></Types>'
    data = pack(
        {
            "[Content_Types].xml": types,
            "word/document.xml": part("document", f"<w:body>{p('甲')}</w:body>"),
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
        }
    )
    assert texts(read(data)) == ["甲"]


def test_the_main_part_may_have_another_name() -> None:
    data = pack(
        {
            "_rels/.rels": relations({"a": ("officeDocument", "/word/main2.xml", "")}),
            "word/main2.xml": part("document", f"<w:body>{p('甲')}</w:body>"),
        }
    )
    assert texts(read(data)) == ["甲"]
