"""Lines to paragraphs."""

from __future__ import annotations

import pytest
from msgspec import structs

from extractor.layout.lines import Line
from extractor.layout.paragraphs import Column, alignment, group, group_in_cell, measure

COLUMN = Column(left=90, right=506, pitch=28, size=16, full=10)


def line(
    x0: float,
    x1: float,
    base: float,
    text: str = "文" * 20,
    *,
    page: int = 1,
    size: float = 16,
    bold: bool = False,
    red: bool = False,
) -> Line:
    box = (x0, base - 14, x1, base + 2)
    return Line(
        page=page,
        text=text,
        box=box,
        base=base,
        size=size,
        bold=bold,
        red=red,
        parts=((0, len(text), x0, x1),),
    )


def sizes(*lines: Line) -> list[int]:
    """Return how many lines each paragraph has."""
    return [len(run.lines) for run in group(lines, {(1, 0): COLUMN, (2, 0): COLUMN})]


def test_an_indent_begins_a_paragraph() -> None:
    assert sizes(line(122, 506, 100), line(90, 506, 128), line(122, 506, 156)) == [2, 1]


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    assert sizes(line(90, 300, 100), line(90, 506, 128)) == [1, 1]


def test_a_long_latin_word_explains_a_short_line() -> None:
    assert sizes(line(122, 420, 100), line(90, 506, 128, "http://www.example.org/a")) == [2]


def test_a_full_line_of_a_block_ends_at_its_colon_and_above_a_name() -> None:
    full = "文" * 25
    assert sizes(line(90, 506, 100, full + "："), line(90, 506, 128, full)) == [1, 1]
    assert sizes(line(90, 506, 100, full + "。"), line(90, 300, 128, "某县人民政府")) == [1, 1]
    assert sizes(line(90, 506, 100, full + "。"), line(90, 300, 128, "另行通知。")) == [2]
    assert sizes(
        line(122, 506, 100, full), line(90, 506, 128, full + "："), line(90, 300, 156)
    ) == [3], "where first lines are set in, they tell"


def article(label: str) -> Line:
    text = f"{label}　　{'文' * 16}"
    parts = ((0, len(label), 122.0, 170.0), (len(label), len(text), 202.0, 506.0))
    return structs.replace(line(122, 506, 100, text), parts=parts)


def test_a_gap_behind_the_number_of_an_article_ends_nothing() -> None:
    assert sizes(article("第十二条"), line(90, 506, 128)) == [2]


def test_a_gap_between_two_words_does() -> None:
    assert sizes(article("市财政局"), line(90, 506, 128)) == [1, 1]


def test_a_larger_step_ends_a_paragraph() -> None:
    assert sizes(line(90, 506, 100), line(90, 506, 160)) == [1, 1]


def test_another_size_or_colour_ends_a_paragraph() -> None:
    assert sizes(line(90, 506, 100), line(90, 506, 128, size=14)) == [1, 1]
    assert sizes(line(90, 506, 100, red=True), line(90, 506, 128)) == [1, 1]


def test_a_full_line_goes_on_over_the_page() -> None:
    assert sizes(line(90, 506, 700), line(90, 400, 100, page=2)) == [2]


@pytest.mark.parametrize("red", [False, True])
def test_large_centred_lines_are_a_title_but_red_ones_are_issuers(red: bool) -> None:
    title = (
        line(188, 408, 100, "某区办公室关于印发要点", size=22, red=red),
        line(210, 386, 132, "分工方案的通知", size=22, red=red),
    )
    assert sizes(*title) == ([1, 1] if red else [2])


def test_small_centred_lines_stay_apart() -> None:
    assert sizes(line(266, 330, 100, "附件标题"), line(274, 322, 128, "（试行）")) == [1, 1]


def test_a_leader_ends_an_entry_of_contents() -> None:
    assert sizes(line(90, 506, 100, "一、背景........3"), line(90, 506, 128)) == [1, 1]


@pytest.mark.parametrize(
    ("x0", "x1", "expected"),
    [
        (90, 506, "justify"),
        (122, 506, "justify"),
        (198, 398, "center"),
        (90, 250, "left"),
        (122, 300, "left"),
        (330, 490, "right"),
    ],
)
def test_alignment_of_a_line(x0: float, x1: float, expected: str) -> None:
    assert alignment(line(x0, x1, 100), COLUMN) == expected


def test_margins_are_where_lines_recur() -> None:
    lines = [line(122, 506, 100)] + [line(90, 505 + n % 2, 128 + 28 * n) for n in range(12)]
    lines.append(line(60, 506, 600))  # one line sticks out
    column = measure(lines, 16)
    assert column.left == pytest.approx(90, abs=1)
    assert column.right == pytest.approx(506, abs=1)
    assert column.pitch == 28


def test_units_one_under_another_in_a_cell_are_paragraphs() -> None:
    cell = [
        line(100, 164, 100, "区教育局"),
        line(100, 164, 120, "区财政局"),
    ]
    assert [len(run.lines) for run in group_in_cell(cell, 100, 20)] == [1, 1]
    assert [len(run.lines) for run in group_in_cell(cell, 66, 20)] == [2]


def test_a_last_line_in_the_middle_under_full_ones_is_no_paragraph() -> None:
    cell = [line(100, 212, 100, "江山市智慧教育"), line(100, 212, 120, "新型基础设施建")]
    centred = [*cell, line(132, 180, 140, "设项目")]
    set_in = [*cell, line(132, 212, 140, "设项目年内")]
    assert [len(run.lines) for run in group_in_cell(centred, 112, 20)] == [3]
    assert [len(run.lines) for run in group_in_cell(set_in, 112, 20)] == [2, 1]


def test_a_mark_that_must_not_begin_a_line_takes_its_neighbour_along() -> None:
    cell = [line(100, 170, 100, "推进公开"), line(100, 150, 120, "作、落实")]
    assert [len(run.lines) for run in group_in_cell(cell, 96, 20)] == [2]


def test_short_last_lines_show_the_left_margin_too() -> None:
    lines = [
        line(122, 506, 100),
        line(90, 300, 128),
        line(122, 506, 156),
        line(90, 250, 184),
        line(122, 500, 212),
        line(122, 506, 240),
        line(90, 400, 268),
    ]
    column = measure(lines, 16)
    assert column.left == 90
    assert [len(run.lines) for run in group(lines, {(1, 0): column})] == [2, 2, 1, 2]


def test_a_line_goes_on_under_what_follows_a_label() -> None:
    label = line(106, 500, 100, "抄送：各市金融局，各县财政局，各县发改局，各县住建局、", size=14)
    assert sizes(label, line(148, 300, 124, "各镇政府。", size=14)) == [2]
    assert sizes(label, line(164, 300, 124, "各镇政府。", size=14)) == [1, 1]
