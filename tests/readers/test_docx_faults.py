"""Broken, hostile and foreign files given to the DOCX reader, and that it loses no character."""

from __future__ import annotations

import io
import time
import zipfile
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from extractor.bounds import Bounds, within
from extractor.errors import (
    CorruptSource,
    EmptySource,
    EncryptedSource,
    ExtractorError,
    HostileXml,
    TooDeep,
    TooLarge,
    TruncatedSource,
    UnsupportedFormat,
)
from extractor.model.document import Block, Document, Paragraph, Table
from extractor.readers import xml
from extractor.readers.archive import Archive
from extractor.readers.docx import read
from tests.readers.docx_builder import W, build, cell, p, pack, part, row, run, table


def document(body: str) -> dict[str, str | bytes]:
    return {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}


# -- faults ----------------------------------------------------------------------------------------


def test_a_locked_package_is_said_to_be_locked() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    with pytest.raises(EncryptedSource, match="password"):
        read(ole + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UnsupportedFormat, match="save it as DOCX"):
        read(ole + "WordDocument".encode("utf-16-le"))


def test_bytes_that_are_no_zip() -> None:
    with pytest.raises(CorruptSource, match="no zip package"):
        read(b"plain text")


def test_a_truncated_package_at_many_places() -> None:
    whole = build(p("甲" * 2000))
    for tenth in range(1, 10):
        with pytest.raises(TruncatedSource, match="download"):
            read(whole[: len(whole) * tenth // 10])


def test_a_zip_that_is_no_document() -> None:
    with pytest.raises(UnsupportedFormat, match="unpack it"):
        read(pack({"a.txt": "甲"}))


def test_a_package_without_its_main_part() -> None:
    with pytest.raises(CorruptSource, match=r"no part word/document\.xml"):
        read(pack({"word/styles.xml": part("styles", "")}))


def test_a_main_part_of_another_kind() -> None:
    with pytest.raises(UnsupportedFormat, match="<styles>"):
        read(pack({"word/document.xml": part("styles", "")}))


def test_a_main_part_without_a_body() -> None:
    with pytest.raises(CorruptSource, match="no body"):
        read(pack({"word/document.xml": part("document", "")}))


def test_xml_that_is_not_well_formed() -> None:
    with pytest.raises(CorruptSource, match="not well-formed"):
        read(pack({"word/document.xml": "<w:document"}))


def test_a_document_with_nothing_in_it() -> None:
    with pytest.raises(EmptySource, match="empty"):
        read(build(p() + p("　")))


def test_text_of_a_second_body_is_not_lost() -> None:
    bodies = f"<w:body>{p('甲')}</w:body><w:body>{p('乙')}{p('丙')}</w:body>"
    found = read(pack({"word/document.xml": part("document", bodies)}))
    places = [
        (block.text, block.pieces[0].anchor.path)
        for block in found.blocks
        if isinstance(block, Paragraph)
    ]
    assert places == [("甲", "body/p[1]"), ("乙", "body[2]/p[1]"), ("丙", "body[2]/p[2]")]
    assert [one.code for one in found.diagnostics] == ["docx.several-bodies"]


def test_a_document_of_charts_alone_is_said_to_hold_them() -> None:
    name = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    chart = f'<w:p><w:r><w:drawing><c:chart xmlns:c="{name}"/></w:drawing></w:r></w:p>'
    with pytest.raises(EmptySource, match="charts"):
        read(build(chart))


def test_damaged_bytes_in_a_member() -> None:
    whole = bytearray(build(p("甲乙丙丁" * 50)))
    at = whole.index(b"word/document.xml") + 40
    whole[at : at + 8] = bytes(8)
    with pytest.raises(CorruptSource, match="damaged"):
        read(bytes(whole))


# -- hostile ---------------------------------------------------------------------------------------

LAUGHS = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", f"<!--{'x' * 5000}-->"])
def test_a_doctype_is_refused_wherever_it_hides(encoding: str, before: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>{before}{LAUGHS}'
    text = head + part("document", f"<w:body>{p('甲')}</w:body>")
    with pytest.raises(HostileXml, match="DOCTYPE"):
        read(pack({"word/document.xml": text.encode(encoding)}))


def test_a_doctype_in_an_optional_part_is_refused_too() -> None:
    with pytest.raises(HostileXml, match="styles"):
        read(build(p("甲"), styles=LAUGHS + part("styles", "")))


def test_elements_nested_too_deep() -> None:
    deep = "<w:smartTag>" * 300 + "</w:smartTag>" * 300
    with pytest.raises(TooDeep, match="256"):
        read(pack(document(f"<w:p>{deep}</w:p>")))


def test_tables_nested_as_deep_as_xml_allows_are_read() -> None:
    nested = p("底")
    for _ in range(80):
        nested = table(row(cell(nested)))
    found: Block = read(pack(document(nested))).blocks[0]
    for _ in range(79):
        assert isinstance(found, Table)
        (found,) = found.cells[0].tables
    assert isinstance(found, Table)
    assert found.cells[0].paragraphs[0].text == "底"


def test_a_member_that_expands_too_far() -> None:
    bomb = pack({"word/document.xml": b" " * (4 << 20)})
    with pytest.raises(TooLarge, match="beyond the limits"):
        read(bomb)


def test_limits_hold_for_the_sum_of_members() -> None:
    with within(Bounds(package=1000)):
        archive = Archive(pack({"a": "x" * 600, "b": "y" * 600}))
    assert archive.read("a") == b"x" * 600
    with pytest.raises(TooLarge):
        archive.read("b")


def test_too_many_members() -> None:
    with within(Bounds(members=2)), pytest.raises(TooLarge, match="3 members"):
        Archive(pack({"a": "", "b": "", "c": ""}))


def test_overlapping_members_are_refused() -> None:
    whole = bytearray(pack({"a": "x" * 50, "b": "y" * 50}))
    second = whole.rindex(b"PK\x01\x02")
    whole[second + 42 : second + 46] = (5).to_bytes(4, "little")
    with pytest.raises(CorruptSource, match="overlaps"):
        Archive(bytes(whole))


def test_a_locked_member() -> None:
    whole = bytearray(pack({"word/document.xml": "x"}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(signature) + flags] |= 1
    with pytest.raises(EncryptedSource, match="password"):
        read(bytes(whole))


def test_a_cell_that_claims_a_billion_columns_is_cut() -> None:
    wide = cell("甲", properties='<w:gridSpan w:val="1000000000"/>')
    found = read(build(table(row(wide), row("乙", "丙"))))
    block = found.blocks[0]
    assert isinstance(block, Table)
    assert block.cells[0].column_span == 1024
    assert [one.code for one in found.diagnostics] == ["docx.table-clamped"]


def test_columns_that_only_a_claim_makes_are_taken_out_of_long_tables() -> None:
    wide = row(cell("甲", properties='<w:gridSpan w:val="1024"/>'))
    (block,) = read(build(table(wide, *[row("乙", "丙")] * 300))).blocks
    assert isinstance(block, Table)
    assert (block.rows, block.columns) == (301, 2)
    assert (block.cells[0].column_span, block.cells[2].column) == (2, 1)


def test_time_grows_with_the_text_where_fields_never_end() -> None:
    def nested(number: int) -> str:
        name = f"{number * 2654435761 % 2**64:x}"  # unlike its neighbours: no zip bomb
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/>'
            f"<w:instrText>REF {name}</w:instrText>"
            '<w:fldChar w:fldCharType="separate"/><w:t>甲</w:t></w:r>'
        )

    data = build(f"<w:p>{''.join(map(nested, range(20_000)))}</w:p>")
    started = time.process_time()
    found = read(data)
    assert time.process_time() - started < 5
    assert shown(found)["甲"] == 20_000


def test_xml_has_a_size() -> None:
    with pytest.raises(EmptySource):
        xml.parse(b"", "a.xml")
    with pytest.raises(TooLarge):
        xml.parse(b"<a>" + b"x" * 10_500_000 + b"</a>", "a.xml")


# -- nothing is lost -------------------------------------------------------------------------------


def paragraphs(blocks: tuple[Block, ...]) -> list[Paragraph]:
    found = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        elif isinstance(block, Table):
            for one in block.cells:
                found += one.paragraphs + tuple(paragraphs(one.tables))
    return found


def shown(found: Document) -> Counter[str]:
    text = "".join(one.text[one.generated :] for one in paragraphs(found.blocks))
    return Counter("".join((text + "".join(one.text for one in found.furniture)).split()))


def raw(data: bytes) -> Counter[str]:
    """Count the characters of w:t and w:delText, alternate content by its first branch."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    texts = [
        node.text or ""
        for node in root.iter(f"{{{W}}}t", f"{{{W}}}delText")
        if next(node.iterancestors(fallback), None) is None
    ]
    return Counter("".join("".join(texts).split()))


LETTERS = st.text("市县局 0一", min_size=0, max_size=4)


def wrap(before: str, after: str) -> st.SearchStrategy[str]:
    return LETTERS.map(lambda text: before + run(text) + after)


INLINE = st.one_of(
    LETTERS.map(run),
    wrap("<w:ins>", "</w:ins>"),
    wrap("<w:moveFrom>", "</w:moveFrom>"),
    wrap("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    wrap('<w:fldSimple w:instr="PAGE">', "</w:fldSimple>"),
    LETTERS.map(lambda text: run(text, "<w:vanish/>")),
    LETTERS.map(lambda text: f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"),
    LETTERS.map(
        lambda text: (
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
            f"{p(text)}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>"
            f"<w:txbxContent>{p(text)}</w:txbxContent></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
    ),
    st.sampled_from(
        [
            "<w:r><w:br/></w:r>",
            "<w:r><w:tab/></w:r>",
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ]
    ),
)
MARKS = st.sampled_from(["", "<w:rPr><w:del/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>"])
PARAGRAPH = st.builds(
    lambda parts, mark: f"<w:p><w:pPr>{mark}</w:pPr>{''.join(parts)}</w:p>",
    st.lists(INLINE, max_size=4),
    MARKS,
)
CELL_PROPERTIES = st.sampled_from(
    [
        "",
        '<w:vMerge w:val="restart"/>',
        "<w:vMerge/>",
        '<w:gridSpan w:val="2"/>',
        '<w:hMerge w:val="continue"/>',
    ]
)
ROW_PROPERTIES = st.sampled_from(["", "<w:del/>", '<w:gridBefore w:val="1"/>', "<w:hidden/>"])


def tables(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    cells = st.builds(
        lambda content, properties: cell(*content, properties=properties),
        st.lists(blocks, max_size=2),
        CELL_PROPERTIES,
    )
    rows = st.builds(
        lambda content, properties: row(*content, properties=properties),
        st.lists(cells, min_size=1, max_size=3),
        ROW_PROPERTIES,
    )
    return st.lists(rows, min_size=1, max_size=3).map(lambda content: table(*content))


BODY = st.lists(st.recursive(PARAGRAPH, tables, max_leaves=8), min_size=1, max_size=5).map("".join)


@settings(max_examples=150, deadline=None)
@given(BODY)
def test_every_character_ends_in_one_place(body: str) -> None:
    data = build(body + p("末"))
    found = read(data)
    assert shown(found) == raw(data)
    ids = [one.id for one in paragraphs(found.blocks)]
    assert sorted(ids) == list(range(len(ids)))


@settings(max_examples=150, deadline=None)
@given(BODY)
def test_cells_never_overlap_and_stay_in_the_grid(body: str) -> None:
    for block in read(build(body + p("末"))).blocks:
        if isinstance(block, Table):
            taken = [
                (row_, column)
                for one in block.cells
                for row_ in range(one.row, one.row + one.row_span)
                for column in range(one.column, one.column + one.column_span)
            ]
            assert len(taken) == len(set(taken))
            assert all(row_ < block.rows and column < block.columns for row_, column in taken)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damaged_bytes_end_in_a_document_or_a_fault(data: st.DataObject) -> None:
    whole = bytearray(pack(document(p("甲乙") + table(row("丙", "丁")))))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ExtractorError):
        read(bytes(whole))
