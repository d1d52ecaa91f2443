"""The look of paragraphs and runs, resolved through styles."""

from __future__ import annotations

from extractor.readers.docx import read
from tests.readers.docx_builder import (
    build,
    p,
    part,
    run,
)
from tests.readers.docx_seen import only

STYLES = part(
    "styles",
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:styleId="T" w:default="1"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="mid"/><w:basedOn w:val="T"/><w:pPr>'
    '<w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:basedOn w:val="C"/>'
    "</w:style>"
    '<w:style w:type="character" w:styleId="B"><w:rPr><w:b/></w:rPr></w:style>',
)


def test_style_comes_from_the_chain_of_styles() -> None:
    style = only(read(build(p("题", properties='<w:pStyle w:val="H"/>'), styles=STYLES))).style
    assert (style.align, style.size, style.bold, style.heading) == ("center", 22.0, True, 2)


def test_defaults_hold_where_nothing_is_said() -> None:
    style = only(read(build(p("文"), styles=STYLES))).style
    assert (style.align, style.size, style.bold, style.heading) == ("left", 10.5, False, None)


def test_a_toggle_in_both_styles_cancels_out() -> None:
    body = p(run("题", '<w:rStyle w:val="B"/>'), properties='<w:pStyle w:val="C"/>')
    assert only(read(build(body, styles=STYLES))).style.bold is False


def test_red_of_a_letterhead() -> None:
    assert only(read(build(p(run("文件", '<w:color w:val="FF0000"/>'))))).style.red is True
    assert only(read(build(p(run("文件", '<w:color w:val="auto"/>'))))).style.red is False


def test_indent_counts_characters_before_twips() -> None:
    body = p(
        run("文", '<w:sz w:val="32"/>'),
        properties='<w:ind w:firstLineChars="200" w:firstLine="100"/>',
    )
    assert only(read(build(body))).style.indent == 32.0


def test_marks_tell_runs_apart() -> None:
    kaiti = '<w:rFonts w:eastAsia="楷体_GB2312"/>'
    heiti = '<w:rFonts w:eastAsia="黑体"/>'
    body = p(
        run("市教育局", "<w:b/>"),
        "、",
        run("市", kaiti),
        run("民政局", kaiti + '<w:u w:val="single"/>'),
        run("县", heiti + '<w:highlight w:val="yellow"/>'),
    )
    assert [(one.start, one.end, one.kind) for one in only(read(build(body))).marks] == [
        (0, 4, "bold"),
        (5, 9, "kaiti"),
        (6, 9, "underline"),
        (9, 10, "highlight"),
        (9, 10, "heiti"),
    ]


def test_an_outline_level_is_a_heading_and_the_tenth_is_body_text() -> None:
    def heading(level: int) -> int | None:
        body = p("题", properties=f'<w:outlineLvl w:val="{level}"/>')
        return only(read(build(body))).style.heading

    assert [heading(level) for level in (0, 2, 8, 9)] == [1, 3, 9, None]
