"""Tables of Word documents: spans, merged text, header rows, tables in tables."""

from __future__ import annotations

from extractor.readers.docx import read
from tests.readers.docx_builder import (
    build,
    cell,
    p,
    row,
    table,
)
from tests.readers.docx_seen import grid, slots

RESTART = '<w:vMerge w:val="restart"/>'
CONTINUE = "<w:vMerge/>"


def test_merged_cells_both_ways_keep_their_text_once() -> None:
    found = grid(
        read(
            build(
                table(
                    row(cell("标题", properties='<w:gridSpan w:val="3"/>')),
                    row(cell("甲", properties=RESTART), "乙", "丙"),
                    row(
                        cell(properties=CONTINUE), cell("丁", properties='<w:gridSpan w:val="2"/>')
                    ),
                )
            )
        )
    )
    assert (found.rows, found.columns) == (3, 3)
    assert slots(found) == {
        (0, 0): (1, 3, "标题"),
        (1, 0): (2, 1, "甲"),
        (1, 1): (1, 1, "乙"),
        (1, 2): (1, 1, "丙"),
        (2, 1): (1, 2, "丁"),
    }


def test_text_of_a_covered_cell_joins_the_cell_above() -> None:
    document = read(
        build(
            table(
                row(cell("甲", properties=RESTART), "乙"),
                row(cell("藏", properties=CONTINUE), "丙"),
            )
        )
    )
    assert slots(grid(document)) == {
        (0, 0): (2, 1, "甲/藏"),
        (0, 1): (1, 1, "乙"),
        (1, 1): (1, 1, "丙"),
    }
    first, second, third = grid(document).cells
    assert [[one.id for one in each.paragraphs] for each in (first, second, third)] == [
        [0, 1],
        [2],
        [3],
    ]
    assert first.paragraphs[1].pieces[0].anchor.path == "body/tbl[1]/tr[2]/tc[1]/p[1]"


def test_a_continuation_without_a_beginning_is_a_cell() -> None:
    found = grid(
        read(build(table(row(cell("甲", properties=CONTINUE)), row(cell(properties=CONTINUE)))))
    )
    assert slots(found) == {(0, 0): (2, 1, "甲")}


def test_cells_of_unlike_width_do_not_merge() -> None:
    wide = cell("甲", properties=f'<w:gridSpan w:val="2"/>{RESTART}')
    found = grid(read(build(table(row(wide), row(cell(properties=CONTINUE), "乙")))))
    assert slots(found) == {(0, 0): (1, 2, "甲"), (1, 0): (1, 1, ""), (1, 1): (1, 1, "乙")}


def test_two_merges_below_one_another_stay_apart() -> None:
    rows = [
        row(cell(text, properties=merge)) for text, merge in (("甲", RESTART), ("", CONTINUE))
    ] * 2
    assert slots(grid(read(build(table(*rows))))) == {(0, 0): (2, 1, "甲"), (2, 0): (2, 1, "甲")}


def test_grid_before_moves_a_row() -> None:
    rows = row("甲", "乙", "丙"), row("丁", properties='<w:gridBefore w:val="2"/>')
    assert slots(grid(read(build(table(*rows)))))[1, 2] == (1, 1, "丁")


def test_legacy_horizontal_merges() -> None:
    found = grid(
        read(
            build(
                table(
                    row("一", "二", "三"),
                    row(
                        cell("甲", properties='<w:hMerge w:val="restart"/>'),
                        cell(properties='<w:hMerge w:val="continue"/>'),
                        "乙",
                    ),
                )
            )
        )
    )
    assert slots(found)[1, 0] == (1, 2, "甲")
    assert slots(found)[1, 2] == (1, 1, "乙")


def test_header_rows_are_those_that_word_repeats() -> None:
    header = "<w:tblHeader/>"
    rows = row("序号", properties=header), row("1"), row("2", properties=header)
    found = grid(read(build(table(*rows))))
    assert [one.header for one in found.cells] == [True, False, False]


def test_a_table_in_a_cell() -> None:
    inner = table(row("内"))
    found = grid(read(build(table(row(cell("前", inner, p("后")))))))
    (outer,) = found.cells
    assert [one.text for one in outer.paragraphs] == ["前", "后"]
    (nested,) = outer.tables
    paragraph = nested.cells[0].paragraphs[0]
    assert paragraph.text == "内"
    assert paragraph.pieces[0].anchor.path == "body/tbl[1]/tr[1]/tc[1]/tbl[1]/tr[1]/tc[1]/p[1]"
    assert [outer.paragraphs[0].id, paragraph.id, outer.paragraphs[1].id] == [0, 1, 2]


def test_a_row_may_be_shorter_than_the_others() -> None:
    found = grid(read(build(table(row("甲", "乙"), row("丙")))))
    assert (found.rows, found.columns, len(found.cells)) == (2, 2, 3)
