"""Automatic numbers against the cases of numbering_cases.toml, in the body and in cells."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from extractor.model.document import Paragraph, Table
from extractor.readers.docx import read
from extractor.readers.docx.number_formats import format_number
from tests.readers import docx_builder as docx

CASES = tomllib.loads(Path(__file__).with_name("numbering_cases.toml").read_text("utf-8"))
FORMATS = [
    (name, int(number), label)
    for name, labels in CASES["formats"].items()
    for number, label in labels.items()
]


def level(index: int, spec: dict[str, Any]) -> str:
    """Return the ``w:lvl`` of a case's level."""
    example = f" w:format={quoteattr(spec['example'])}" if "example" in spec else ""
    parts = [
        f'<w:start w:val="{spec.get("start", 1)}"/>',
        f'<w:numFmt w:val="{spec.get("format", "decimal")}"{example}/>',
        f'<w:lvlRestart w:val="{spec["restart"]}"/>' if "restart" in spec else "",
        f'<w:pStyle w:val="{spec["style"]}"/>' if "style" in spec else "",
        "<w:isLgl/>" if spec.get("legal") else "",
        f'<w:suff w:val="{spec["suff"]}"/>' if "suff" in spec else "",
        f"<w:lvlText w:val={quoteattr(spec['text'])}/>",
    ]
    return f'<w:lvl w:ilvl="{index}">{"".join(parts)}</w:lvl>'


def numbering(case: dict[str, Any]) -> str:
    """Return the numbering part of a case."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{name}">'
        + "".join(level(index, spec) for index, spec in enumerate(levels))
        + "</w:abstractNum>"
        for name, levels in case["definitions"].items()
    )
    lists = ""
    for name, spec in case["lists"].items():
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for index, start in spec.get("starts", {}).items()
        ) + "".join(
            f'<w:lvlOverride w:ilvl="{index}">{level(int(index), one)}</w:lvlOverride>'
            for index, one in spec.get("levels", {}).items()
        )
        lists += (
            f'<w:num w:numId="{name}"><w:abstractNumId w:val="{spec["definition"]}"/>'
            f"{overrides}</w:num>"
        )
    return docx.part("numbering", abstract + lists)


def labels_of(paragraphs: list[Paragraph]) -> list[str]:
    assert all(one.text[one.generated :] == "文" for one in paragraphs)
    return [one.text[: one.generated].rstrip(" ") for one in paragraphs]


@pytest.mark.parametrize(("name", "number", "label"), FORMATS)
def test_a_number_prints_in_its_format(name: str, number: int, label: str) -> None:
    assert format_number(number, name) == label


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: str(case["name"]))
def test_paragraphs_of_the_body_show_their_numbers(case: dict[str, Any]) -> None:
    body = "".join(docx.numbered(number, at, "文") for number, at in case["paragraphs"])
    document = read(docx.build(body, numbering=numbering(case)))
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert labels_of(paragraphs) == case["labels"]


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: str(case["name"]))
def test_cells_show_their_numbers(case: dict[str, Any]) -> None:
    rows = [
        docx.row(docx.cell(docx.numbered(number, at, "文"))) for number, at in case["paragraphs"]
    ]
    (table,) = read(docx.build(docx.table(*rows), numbering=numbering(case))).blocks
    assert isinstance(table, Table)
    assert labels_of([cell.paragraphs[0] for cell in table.cells]) == case["labels"]


@pytest.mark.parametrize(
    ("suffix", "text"), [("nothing", "1.文"), ("space", "1. 文"), ("tab", "1. 文")]
)
def test_the_suffix_stands_between_number_and_text(suffix: str, text: str) -> None:
    case = {
        "definitions": {"0": [{"text": "%1.", "suff": suffix}]},
        "lists": {"1": {"definition": 0}},
    }
    (paragraph,) = read(docx.build(docx.numbered(1, 0, "文"), numbering=numbering(case))).blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == text
    assert paragraph.generated == len(text) - 1


ONE = {"definitions": {"0": [{"text": "%1."}]}, "lists": {"1": {"definition": 0}}}


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks if isinstance(block, Paragraph)]


def test_an_empty_numbered_paragraph_shows_its_number() -> None:
    body = docx.numbered(1, 0) + docx.numbered(1, 0, "文")
    assert texts(docx.build(body, numbering=numbering(ONE))) == ["1.", "2. 文"]


def test_a_deleted_paragraph_does_not_count() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>删</w:delText></w:r></w:del></w:p>'
    )
    body = docx.numbered(1, 0, "甲") + gone + docx.numbered(1, 0, "乙")
    document = read(docx.build(body, numbering=numbering(ONE)))
    assert [one.text for one in document.blocks if isinstance(one, Paragraph)] == [
        "1. 甲",
        "2. 乙",
    ]
    assert [(one.kind, one.text) for one in document.furniture] == [("deleted", "删")]


def test_a_covered_cell_neither_shows_nor_counts_a_number() -> None:
    merged = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        docx.row(docx.cell(docx.numbered(1, 0, "甲"), properties=merged[0]), "一"),
        docx.row(docx.cell(docx.numbered(1, 0), properties=merged[1]), "二"),
        docx.row(docx.cell(docx.numbered(1, 0, "乙")), "三"),
    ]
    (table,) = read(docx.build(docx.table(*rows), numbering=numbering(ONE))).blocks
    assert isinstance(table, Table)
    first = [cell for cell in table.cells if cell.column == 0]
    assert [(cell.row, cell.row_span) for cell in first] == [(0, 2), (2, 1)]
    assert [cell.paragraphs[0].text for cell in first] == ["1. 甲", "2. 乙"]


STYLES = docx.part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>'
    '<w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2b"><w:name w:val="mine"/>'
    '<w:basedOn w:val="H2"/></w:style>'
    '<w:style w:type="numbering" w:styleId="Outline"><w:name w:val="Outline"/><w:pPr><w:numPr>'
    '<w:numId w:val="5"/></w:numPr></w:pPr></w:style>',
)


def styled(style: str, text: str, properties: str = "") -> str:
    return docx.p(text, properties=f'<w:pStyle w:val="{style}"/>{properties}')


def test_a_style_numbers_its_paragraphs_at_the_level_linked_to_it() -> None:
    case = {
        "definitions": {
            "0": [
                {"text": "%1、", "format": "chineseCounting", "style": "H1", "suff": "nothing"},
                {"text": "（%2）", "format": "chineseCounting", "style": "H2", "suff": "nothing"},
            ]
        },
        "lists": {"1": {"definition": 0}},
    }
    body = styled("H1", "甲") + styled("H2", "乙") + styled("H2b", "丙") + styled("H1", "丁")
    data = docx.build(body, numbering=numbering(case), styles=STYLES)
    assert texts(data) == ["一、甲", "（一）乙", "（二）丙", "二、丁"]


def test_direct_numbering_goes_before_that_of_the_style() -> None:
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    other = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    case = {
        "definitions": {"0": [{"text": "%1."}], "1": [{"text": "（%1）"}]},
        "lists": {"1": {"definition": 0}, "2": {"definition": 1}},
    }
    body = styled("H1", "甲", none) + styled("H1", "乙", other) + styled("H1", "丙")
    data = docx.build(body, numbering=numbering(case), styles=STYLES)
    assert texts(data) == ["甲", "（1） 乙", "1. 丙"]


def test_a_numbering_style_is_followed_to_its_definition() -> None:
    part = docx.part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Outline"/>'
        + level(0, {"text": "%1)", "suff": "nothing"})
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>',
    )
    body = docx.numbered(1, 0, "甲") + docx.numbered(5, 0, "乙")
    assert texts(docx.build(body, numbering=part, styles=STYLES)) == ["1)甲", "2)乙"]


def test_a_format_inside_alternate_content_is_found() -> None:
    choice = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        "</mc:Fallback></mc:AlternateContent>"
    )
    part = docx.part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>{choice}'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1号"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    assert texts(docx.build(docx.numbered(1, 0, "甲"), numbering=part)) == ["001号甲"]


def test_text_boxes_count_for_themselves() -> None:
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        + docx.numbered(1, 0, "框")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    body = docx.numbered(1, 0, "甲") + docx.p(box) + docx.numbered(1, 0, "乙")
    assert texts(docx.build(body, numbering=numbering(ONE))) == ["1. 甲", "1. 框", "2. 乙"]


def test_a_circle_of_numbering_styles_ends() -> None:
    part = docx.part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>',
    )
    assert texts(docx.build(docx.numbered(5, 0, "甲"), numbering=part, styles=STYLES)) == ["甲"]
