"""Rows of a growing table: what was counted stays true when rows change."""

from __future__ import annotations

from extractor.model.anchor import Anchor
from extractor.model.document import Paragraph, Piece
from extractor.structure.grid import Slot
from extractor.structure.pile import Pile, Row
from extractor.text import passage
from extractor.text.passage import Passage


def words(text: str) -> Passage:
    return passage.of(Paragraph(id=0, text=text, pieces=(Piece(0, len(text), Anchor(line=1)),)))


def row(index: int, number: str, task: str) -> Row:
    return (Slot(words(number), index, 0), Slot(words(task), index, 1))


def test_rows_are_numbered_where_six_of_ten_have_a_number():
    pile = Pile([row(0, "一、甲", "子"), row(1, "乙", "丑")])
    assert not pile.numbered(0, "task")
    pile.extend([row(2, "二、丙", "寅")])
    assert pile.numbered(0, "task")


def test_a_row_put_in_the_place_of_the_last_is_counted_anew():
    pile = Pile([row(0, "1", "甲。"), row(1, "2", "乙。")])
    assert pile.ends_in_stops(1, 2)
    pile.replace_last(row(1, "2", "乙"))
    assert not pile.ends_in_stops(1, 2)


def test_a_merged_cell_written_anew_is_counted_anew_in_all_its_rows():
    merged = Slot(words("合并"), 0, 1, rows=2)
    rows = [(Slot(words("1"), 0, 0), merged), (Slot(words("2"), 1, 0), merged)]
    pile = Pile([*rows, row(2, "3", "完。")])
    assert pile.grouped(1)
    assert not pile.ends_in_stops(1, 3)
    pile.rewrite(merged, words("合并完。"))
    assert [slots[1].content.text for slots in pile.rows] == ["合并完。", "合并完。", "完。"]
    assert pile.ends_in_stops(1, 3)
