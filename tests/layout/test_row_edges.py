"""Rows of tables without rules: told by white, however the text stands in its cells."""

from __future__ import annotations

import pytest

from extractor.layout.page import Booleans
from extractor.layout.row_edges import row_starts
from extractor.model.document import Document, Table
from extractor.readers.pdf import read
from tests.layout.drawing import Sheet

SIZE, LEADING = 12, 18
XS = (80, 120, 230, 420)
HEAD = ("序号", "重点任务", "具体措施", "责任单位")
MEASURES = (
    ("落实保护责任范围", "区林业局"),
    ("开展水质日常监测", "区水利局"),
    ("整治违规排放行为", "区环境局"),
)


def rows_of(document: Document) -> list[list[str]]:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = "".join(
            "".join(part.text.split()) for part in cell.paragraphs
        )
    return grid


def draw_groups(sheet: Sheet, *, pad: float, centred: bool) -> None:
    """Draw two tasks of three measures; number and task at the top or in the middle of theirs."""
    step = SIZE + 2 * pad
    y = 100.0
    for x, words in zip(XS, HEAD, strict=True):
        sheet.text(x, y, words, SIZE)
    for number, task in (("1", "水源保护"), ("2", "河湖治理")):
        place = y + step * (2 if centred else 1)
        sheet.text(XS[0], place, number, SIZE)
        sheet.text(XS[1], place, task, SIZE)
        for measure, unit in MEASURES:
            y += step
            sheet.text(XS[2], y, measure[:6], SIZE)
            sheet.text(XS[2], y + LEADING, measure[6:], SIZE)
            sheet.text(XS[3], y + (LEADING / 2 if centred else 0), unit, SIZE)
            y += LEADING


@pytest.mark.parametrize("pad", [8, 12])
def test_measures_of_one_task_are_rows_of_their_own(pad: float) -> None:
    sheet = Sheet()
    draw_groups(sheet, pad=pad, centred=False)
    found = rows_of(read(sheet.bytes()))
    assert found[0] == list(HEAD)
    assert [row[2:] for row in found[1:]] == [list(pair) for pair in MEASURES * 2]
    assert [row[0] for row in found[1:]] == ["1", "", "", "2", "", ""]


def starts_of(bases: list[float], columns: list[list[int]]) -> tuple[Booleans, float] | None:
    return row_starts(bases, [{at: bases[at] for at in column} for column in columns], 12)


def test_the_edge_between_two_rows_stands_where_it_cuts_no_cell() -> None:
    # the first column goes on over the second baseline, the second begins anew at the third
    told = starts_of([100, 118, 130, 160, 178], [[0, 1, 3, 4], [0, 2, 3]])
    assert told is not None
    starts, pitch = told
    assert starts.tolist() == [True, False, True, True, False]
    assert pitch == 18


def test_lines_at_one_distance_tell_no_rows() -> None:
    assert starts_of([100, 118, 136, 154], [[0, 1, 2, 3], [0, 2]]) is None
