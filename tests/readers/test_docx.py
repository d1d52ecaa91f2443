"""What a person sees in a Word document, each feature from a few lines of XML."""

from __future__ import annotations

from extractor.model.document import Paragraph, Picture, Table
from extractor.readers.docx import read
from tests.readers.docx_builder import (
    PICTURE,
    build,
    cell,
    p,
    part,
    row,
    run,
    table,
)
from tests.readers.docx_seen import aside, grid, only, slots, texts

# -- paragraphs and runs ---------------------------------------------------------------------------


def test_runs_join_and_characters_stay_as_they_are() -> None:
    document = read(build(p("关于“", "一网通办”　〔2021〕", "５号")))
    assert texts(document) == ["关于“一网通办”　〔2021〕５号"]
    assert only(document).pieces[0].anchor.path == "body/p[1]"


def test_blank_paragraphs_are_left_out_but_counted() -> None:
    document = read(build(p("甲") + p() + p("　 ") + p("乙")))
    assert [
        block.pieces[0].anchor.path for block in document.blocks if isinstance(block, Paragraph)
    ] == [
        "body/p[1]",
        "body/p[4]",
    ]


def test_an_authors_break_begins_a_paragraph_at_the_same_path() -> None:
    document = read(build(p("市发改委", "<w:r><w:br/></w:r>", "市财政局")))
    assert texts(document) == ["市发改委", "市财政局"]
    places = [one.pieces[0].anchor for one in document.blocks if isinstance(one, Paragraph)]
    assert [(one.path, one.characters) for one in places] == [
        ("body/p[1]", (0, 4)),
        ("body/p[1]", (5, 9)),
    ]


def test_a_page_break_has_no_text() -> None:
    assert texts(read(build(p("甲", '<w:r><w:br w:type="page"/></w:r>')))) == ["甲"]


def test_tabs_hyphens_and_soft_hyphens() -> None:
    marks = "<w:r><w:tab/><w:t>0591</w:t><w:noBreakHyphen/><w:t>12</w:t><w:softHyphen/></w:r>"
    assert texts(read(build(p("电话：", marks, "34")))) == ["电话：\t0591-1234"]


def test_white_space_counts_only_where_it_is_preserved() -> None:
    loose = "<w:r><w:t>\n  甲\n  </w:t></w:r>"
    assert texts(read(build(p(loose, " 乙 ")))) == ["甲 乙 "]


def test_symbols_are_what_their_font_shows() -> None:
    box = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    unknown = '<w:r><w:sym w:font="Wingdings" w:char="F028"/></w:r>'
    assert texts(read(build(p(box, "同意", unknown)))) == ["☑同意\uf028"]


def test_ruby_keeps_the_base_and_sets_the_reading_aside() -> None:
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>shà</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>沙</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    document = read(build(p(ruby, "县区")))
    assert texts(document) == ["沙县区"]
    assert aside(document) == [("decoration", "shà")]


def test_hidden_text_is_furniture_and_unhidden_text_is_not() -> None:
    styles = part(
        "styles",
        '<w:style w:type="character" w:styleId="S"><w:rPr><w:vanish/></w:rPr></w:style>',
    )
    styled = run("样式隐", '<w:rStyle w:val="S"/>')
    shown = run("显", '<w:rStyle w:val="S"/><w:vanish w:val="0"/>')
    document = read(build(p("甲", run("隐", "<w:vanish/>"), "乙", styled, shown), styles=styles))
    assert texts(document) == ["甲乙显"]
    assert aside(document) == [("hidden", "隐"), ("hidden", "样式隐")]


def test_formulas_are_text() -> None:
    formula = "<m:oMath><m:r><m:t>S=</m:t></m:r><m:r><m:t>ab</m:t></m:r></m:oMath>"
    assert texts(read(build(p("面积", formula)))) == ["面积S=ab"]


# -- revisions -------------------------------------------------------------------------------------


def test_insertions_are_text_and_deletions_furniture() -> None:
    body = p(
        "由",
        '<w:del w:id="1" w:author="a"><w:r><w:delText>教育局</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" w:author="a">{run("民政局")}</w:ins>',
        "牵头",
    )
    document = read(build(body))
    assert texts(document) == ["由民政局牵头"]
    assert aside(document) == [("deleted", "教育局")]


def test_moved_text_stands_where_it_went() -> None:
    body = p(f"<w:moveFrom>{run('移')}</w:moveFrom>", "甲") + p(f"<w:moveTo>{run('移')}</w:moveTo>")
    document = read(build(body))
    assert texts(document) == ["甲", "移"]
    assert aside(document) == [("deleted", "移")]


def test_a_deleted_mark_joins_two_paragraphs() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('上半')}</w:p>"
    document = read(build(first + p("下半")))
    assert texts(document) == ["上半下半"]
    assert only(document).pieces[0].anchor.path == "body/p[2]"


def test_old_properties_in_a_change_do_not_count() -> None:
    changed = (
        '<w:jc w:val="right"/><w:pPrChange><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange>'
    )
    assert only(read(build(p("甲", properties=changed)))).style.align == "right"


def test_a_deleted_row_leaves_the_table() -> None:
    rows = row("甲"), row("乙", properties="<w:del/>"), row("丙")
    document = read(build(table(*rows)))
    assert slots(grid(document)) == {(0, 0): (1, 1, "甲"), (1, 0): (1, 1, "丙")}
    assert [one.anchor.path for one in grid(document).cells] == [
        "body/tbl[1]/tr[1]/tc[1]",
        "body/tbl[1]/tr[3]/tc[1]",
    ]
    assert aside(document) == [("deleted", "乙")]


def test_a_deleted_cell_leaves_its_row() -> None:
    document = read(build(table(row(cell("甲", properties="<w:cellDel/>"), "乙"))))
    assert slots(grid(document)) == {(0, 0): (1, 1, "乙")}
    assert aside(document) == [("deleted", "甲")]


def test_comments_are_furniture() -> None:
    comments = part("comments", f'<w:comment w:id="0">{p("请核实")}</w:comment>')
    body = p('<w:commentRangeStart w:id="0"/>', "甲", '<w:r><w:commentReference w:id="0"/></w:r>')
    document = read(build(body, comments=comments))
    assert texts(document) == ["甲"]
    assert aside(document) == [("comment", "请核实")]


# -- wrappers --------------------------------------------------------------------------------------


def test_content_controls_and_smart_tags_are_looked_through() -> None:
    inline = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>"
    smart = f'<w:smartTag w:element="date"><w:smartTagPr/>{run("2021年")}</w:smartTag>'
    custom = f"<w:customXml>{p(smart)}</w:customXml>"
    block = f"<w:sdt><w:sdtContent>{p(inline)}{custom}</w:sdtContent></w:sdt>"
    document = read(build(block))
    assert texts(document) == ["控件", "2021年"]


def test_content_controls_may_hold_rows_and_cells() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{cell('乙')}</w:sdtContent></w:sdt>"
    rows = row("甲", wrapped), f"<w:sdt><w:sdtContent>{row('丙', '丁')}</w:sdtContent></w:sdt>"
    found = slots(grid(read(build(table(*rows)))))
    assert {place: text for place, (_, _, text) in found.items()} == {
        (0, 0): "甲",
        (0, 1): "乙",
        (1, 0): "丙",
        (1, 1): "丁",
    }


def complex_field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_a_field_shows_its_result_once() -> None:
    nested = complex_field(" REF a ", "附件1")
    document = read(build(p("见", nested, "。")))
    assert texts(document) == ["见附件1。"]
    assert not document.furniture


def test_a_field_in_the_code_of_another_is_not_shown() -> None:
    outer = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        + complex_field("PAGE", "7")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("是")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = read(build(p(outer)))
    assert texts(document) == ["是"]
    assert aside(document) == [("hidden", "7")]


def test_a_field_that_never_ends_does_not_swallow_the_document() -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(read(build(p("甲", broken) + p("乙")))) == ["甲", "乙"]


def drawn_field(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_without_a_result_are_drawn_from_their_code() -> None:
    circled = drawn_field(r" eq \o\ac(○,2)")
    other = drawn_field(r" EQ \o(□,√)")
    symbol = drawn_field(r" SYMBOL 254 \f Wingdings ")
    assert texts(read(build(p(circled, "甲", other, symbol, drawn_field("TA x"))))) == ["②甲√☑"]


def test_links_are_kept_as_targets_and_marks() -> None:
    link = f'<w:hyperlink r:id="rId9">{run("网页")}</w:hyperlink>'
    field = complex_field(' HYPERLINK "http://example.org/b" ', "乙")
    links = {"rId9": ("hyperlink", "http://example.org/a", "External")}
    paragraph = only(read(build(p("见", link, field), links=links)))
    assert paragraph.text == "见网页乙"
    assert paragraph.links == ("http://example.org/a", "http://example.org/b")
    assert [(one.start, one.end, one.kind) for one in paragraph.marks] == [(1, 3, "link")]


# -- shapes ----------------------------------------------------------------------------------------


def box(*texts: str) -> str:
    return f"<w:txbxContent>{''.join(p(text) for text in texts)}</w:txbxContent>"


def test_a_text_box_in_alternate_content_is_read_once() -> None:
    shape = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        '<wp:docPr id="1" name="a"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
        f"{box('框一', '框二')}"
        "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box('框一', '框二')}</v:textbox></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read(build(p("甲", shape, "乙")))
    assert texts(document) == ["甲乙", "框一", "框二"]
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.pieces[0].anchor.path == "body/p[1]/txbx[1]/p[2]"


def test_the_choice_goes_before_the_fallback() -> None:
    both = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="x">'
        f"<w:pict>{box('选')}</w:pict></mc:Choice><mc:Fallback><w:pict>{box('退')}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read(build(p(both)))) == ["选"]


def test_the_fallback_is_read_where_the_choice_shows_nothing() -> None:
    both = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="x"><w:drawing/></mc:Choice><mc:Fallback>'
        f"<w:pict>{box('框')}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read(build(p(both)))) == ["框"]


def test_word_art_is_text_and_a_watermark_furniture() -> None:
    def art(name: str, text: str) -> str:
        shape = f'<v:shape id="{name}"><v:textpath string="{text}"/></v:shape>'
        return f"<w:r><w:pict>{shape}</w:pict></w:r>"

    document = read(
        build(p(art("s1", "某某市人民政府文件"), art("PowerPlusWaterMarkObject1", "草稿")))
    )
    assert texts(document) == ["某某市人民政府文件"]
    assert aside(document) == [("watermark", "草稿")]


def test_a_picture_follows_its_paragraph() -> None:
    document = read(build(p("甲", PICTURE)))
    picture = document.blocks[1]
    assert isinstance(picture, Picture)
    assert picture.description == "印章"
    assert picture.anchor.path == "body/p[1]/picture[1]"


def test_a_floating_table_stands_where_it_shows() -> None:
    def floating(below: int) -> str:
        place = f'<w:tblPr><w:tblpPr w:vertAnchor="text" w:tblpY="{below}"/></w:tblPr>'
        return table(row("甲")).replace("<w:tblPr/>", place)

    kinds = [
        [type(block).__name__ for block in read(build(floating(y) + p("表题") + p("后"))).blocks]
        for y in (624, 20)
    ]
    assert kinds == [["Paragraph", "Table", "Paragraph"], ["Table", "Paragraph", "Paragraph"]]


def test_a_picture_in_a_cell_stays_in_the_cell() -> None:
    document = read(build(table(row(cell(p(PICTURE)))) + p("后")))
    (held, after) = document.blocks
    assert isinstance(held, Table)
    assert after.text == "后"
    (picture,) = held.cells[0].pictures
    assert picture.anchor.path == "body/tbl[1]/tr[1]/tc[1]/p[1]/picture[1]"


# -- headers, notes --------------------------------------------------------------------------------


def test_headers_and_page_numbers_are_furniture_once() -> None:
    page = complex_field("PAGE", "3")
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    )
    document = read(
        build(
            p("甲", properties=section) + p("乙") + section,
            header1=part("hdr", p("内部资料")),
            footer1=part("ftr", p("— ", page, " —")),
        )
    )
    assert texts(document) == ["甲", "乙"]
    assert aside(document) == [("running_head", "内部资料"), ("page_number", "— 3 —")]


def test_a_page_number_in_the_body_belongs_to_the_page() -> None:
    pages = complex_field("PAGE", "3"), run("/"), complex_field("SECTIONPAGES", "9")
    document = read(build(p("甲", *pages)))
    assert texts(document) == ["甲/"]
    assert aside(document) == [("page_number", "3"), ("page_number", "9")]


def test_footnotes_come_last_in_the_order_they_are_called() -> None:
    def call(name: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{name}"/></w:r>'

    def note(name: int, text: str) -> str:
        return f'<w:footnote w:id="{name}">{p("<w:r><w:footnoteRef/></w:r>", text)}</w:footnote>'

    notes = part(
        "footnotes",
        '<w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        + note(1, "后注")
        + note(2, "前注")
        + note(3, "无主"),
    )
    document = read(build(p("甲", call(2), "乙", call(1)), footnotes=notes))
    assert texts(document) == ["甲乙", "前注", "后注"]
    assert aside(document) == [
        ("footnote_mark", "1"),
        ("footnote_mark", "2"),
        ("footnote_mark", "2"),
        ("footnote_mark", "1"),
        ("hidden", "无主"),
    ]
    first = document.blocks[1]
    assert isinstance(first, Paragraph)
    assert first.pieces[0].anchor.path == "footnotes/footnote[3]/p[1]"


def test_a_custom_note_mark_is_furniture() -> None:
    call = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    notes = part("footnotes", f'<w:footnote w:id="1">{p("注")}</w:footnote>')
    document = read(build(p("甲", call, "乙"), footnotes=notes))
    assert texts(document) == ["甲乙", "注"]
    assert aside(document) == [("footnote_mark", "*")]
