"""Tables without verticals whose text stands in the middle of its cells."""

from __future__ import annotations

import pytest

from extractor.layout.heads import header_block, united
from extractor.layout.rivers import Row
from extractor.model.document import Document, Table
from extractor.readers.pdf import read
from tests.layout.drawing import Sheet

EDGES = (70, 105, 200, 420, 530)
SIZE, LEADING, PAD = 10, 15, 5


def row(base: float, *chunks: tuple[float, float, str]) -> Row:
    return Row(
        base=base,
        size=10,
        top=base - 9,
        bottom=base + 1.5,
        chunks=tuple(chunk[:2] for chunk in chunks),
        words=tuple(chunk[2] for chunk in chunks),
        bases=(base,) * len(chunks),
    )


def draw(sheet: Sheet, top: float, rows: list[tuple[list[str], ...]], *, rules: bool) -> float:
    """Draw rows of cells, each a list of lines, every one in the middle of its row."""
    for cells in rows:
        height = 2 * PAD + LEADING * max(map(len, cells))
        for x, lines in zip(EDGES, cells, strict=False):
            first = top + (height - LEADING * len(lines)) / 2
            for number, line in enumerate(lines):
                sheet.text(x + 4, first + number * LEADING, line, SIZE)
        if rules:
            sheet.line(EDGES[0], top, EDGES[-1], top)
            sheet.line(EDGES[0], top + height, EDGES[-1], top + height)
        top += height
    return top


HEAD: tuple[list[str], ...] = (["序", "号"], ["工作任务"], ["工作措施"], ["责任", "单位"])
ROWS: list[tuple[list[str], ...]] = [
    (
        ["1"],
        ["编制目录"],
        ["定期更新目录并在网站公开", "每季度核对一次形成台账", "年底报送"],
        ["县政府办"],
    ),
    (["2"], ["公开预算"], ["及时公开部门预算决算"], ["县财政局、县", "审计局、县委", "宣传部"]),
    (["3"], ["督促检查", "整改落实"], ["对照清单逐项销号", "通报进展"], ["县督查室"]),
]


def rows_of(document: Document) -> list[list[str]]:
    found = []
    for table in (block for block in document.blocks if isinstance(block, Table)):
        grid = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            text = "".join(paragraph.text for paragraph in cell.paragraphs)
            grid[cell.row][cell.column] = "".join(text.split())
        found += grid
    return found


def joined(rows: list[tuple[list[str], ...]]) -> list[list[str]]:
    return [["".join(lines) for lines in cells] for cells in rows]


@pytest.mark.parametrize("rules", [False, True])
def test_rows_whose_baselines_interleave_are_told_apart(rules: bool) -> None:
    sheet = Sheet()
    draw(sheet, 100, [HEAD, *ROWS], rules=rules)
    assert rows_of(read(sheet.bytes())) == joined([HEAD, *ROWS])


@pytest.mark.parametrize("rules", [False, True])
def test_one_row_alone_on_the_next_page_is_one_row(rules: bool) -> None:
    sheet = Sheet()
    draw(sheet, 100, [HEAD, *ROWS], rules=rules)
    sheet.next_page()
    draw(sheet, 60, [ROWS[0]], rules=rules)
    assert rows_of(read(sheet.bytes())) == joined([HEAD, *ROWS, ROWS[0]])


def test_words_at_half_height_head_with_those_above_and_below() -> None:
    title = row(80, (150, 350, "年度任务分解表"))
    above = row(100, (300, 340, "责任单位"))
    middle = row(112, (70, 90, "序号"), (105, 145, "工作任务"))
    below = row(124, (300, 320, "牵头"), (380, 400, "配合"))
    data = row(150, (70, 75, "1"), (105, 290, "编制目录，定期更新。"))
    rows = [title, above, middle, below, data]
    block = header_block(rows, 2)
    assert list(block) == [above, middle, below]
    assert [words for *_, words in united(block)] == ["序号", "工作任务", "责任单位牵头", "配合"]


def test_a_line_over_the_last_column_is_no_part_of_the_header() -> None:
    above = row(100, (380, 440, "单位：万元"))
    head = row(115, (70, 90, "序号"), (105, 145, "项目"), (380, 400, "金额"))
    assert list(header_block([above, head, row(140, (70, 75, "1"), (105, 145, "道路"))], 1)) == [
        head
    ]
