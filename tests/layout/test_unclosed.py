"""Tables that no verticals close: horizontal rules only, header rules, no rules at all."""

from __future__ import annotations

import pytest

from extractor.model.document import Document, Table
from extractor.readers.pdf import read
from tests.layout.drawing import Sheet

EDGES = (80.0, 110.0, 280.0, 390.0, 515.0)
HEAD = ("序号", "工作任务", "牵头单位", "完成时限")
TASKS = (
    ("1", "推进信息公开目录编制工作落实到位", "区政府办公室", "6月底前"),
    ("2", "完善平台建设", "区大数据中心及各相关业务部门", "持续推进"),
    ("3", "加强政策解读并及时回应社会关切做好舆情引导", "区委宣传部", "9月底前"),
    ("4", "强化督查", "区政府办公室", "12月底前"),
)
SIZE = 10.5
LEADING = 1.4 * SIZE
PROSE = "各单位要按照职责分工认真组织实施并于每季度末将进展情况报送办公室汇总" * 3


def wrapped(text: str, column: int) -> list[str]:
    room = int((EDGES[column + 1] - EDGES[column] - 10) // SIZE)
    return [text[start : start + room] for start in range(0, len(text), room)]


def draw(sheet: Sheet, *, rules: str, pad: float, centred: bool = False, top: float = 200) -> float:
    """Draw the table; ``pad`` is the white above and below each row. Return its end."""
    sheet_rules = [top]
    y = top
    for row in (HEAD, *TASKS):
        columns = [wrapped(text, column) for column, text in enumerate(row)]
        height = max(map(len, columns)) * LEADING
        for column, lines in enumerate(columns):
            shift = (height - len(lines) * LEADING) / 2 if centred else 0
            for number, line in enumerate(lines):
                sheet.text(EDGES[column] + 5, y + pad + shift + number * LEADING, line, SIZE)
        y += height + 2 * pad
        sheet_rules.append(y)
    drawn = {
        "all": sheet_rules,
        "three": [sheet_rules[0], sheet_rules[1], sheet_rules[-1]],
        "none": [],
    }
    for place in drawn[rules]:
        sheet.line(EDGES[0], place, EDGES[-1], place)
    return y


def only_table(document: Document) -> list[list[str]]:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = "".join(
            "".join(part.text.split()) for part in cell.paragraphs
        )
    return grid


@pytest.mark.parametrize(
    ("rules", "pad", "centred"),
    [
        ("all", 4, False),
        ("all", 4, True),
        ("all", 1, True),
        ("three", 4, False),
        ("three", 0, False),
        ("three", 5, True),
        ("none", 4, False),
        ("none", 0, False),
        ("none", 6, True),
    ],
)
def test_rows_and_columns_without_verticals(rules: str, pad: float, centred: bool) -> None:
    sheet = Sheet()
    sheet.paragraph(80, 80, 435, PROSE)
    end = draw(sheet, rules=rules, pad=pad, centred=centred)
    sheet.paragraph(80, end + 30, 435, PROSE)
    found = read(sheet.bytes())
    assert only_table(found) == [list(HEAD), *map(list, TASKS)]
    (table,) = (block for block in found.blocks if isinstance(block, Table))
    assert not table.spans_known
    assert len(found.blocks) == 3


def test_a_section_row_between_rules_spans_the_columns() -> None:
    sheet = Sheet()
    end = draw(sheet, rules="all", pad=4)
    sheet.text(100, end + 5, "一、加强组织领导，健全工作机制，压实各方责任，形成合力", SIZE)
    sheet.line(EDGES[0], end + 24, EDGES[-1], end + 24)
    (table,) = (block for block in read(sheet.bytes()).blocks if isinstance(block, Table))
    assert table.cells[-1].column_span == 4
    assert table.cells[-1].paragraphs[0].text.startswith("一、加强")


def test_rules_of_a_letterhead_and_an_imprint_make_no_table() -> None:
    sheet = Sheet()
    sheet.line(80, 150, 515, 150, 2)
    sheet.paragraph(80, 200, 435, PROSE)
    for place in (700, 722, 744):
        sheet.line(80, place, 515, place)
    sheet.text(85, 705, "抄送：区委办公室，区人大办公室。")
    sheet.text(85, 727, "某区人民政府办公室")
    sheet.text(390, 727, "2023年3月1日印发")
    found = read(sheet.bytes())
    assert not [block for block in found.blocks if isinstance(block, Table)]


def test_signatures_side_by_side_make_no_table() -> None:
    sheet = Sheet()
    sheet.paragraph(80, 80, 435, PROSE)
    for top, words in ((300, ("区教育局", "区财政局")), (330, ("2023年3月1日", "2023年3月1日"))):
        sheet.text(120, top, words[0])
        sheet.text(360, top, words[1])
    found = read(sheet.bytes())
    assert not [block for block in found.blocks if isinstance(block, Table)]


def test_prose_with_wide_gaps_makes_no_table() -> None:
    sheet = Sheet()
    sheet.text(80, 80, "联系人：张三")
    sheet.text(240, 80, "电话：0000")
    sheet.text(400, 80, "传真：0000")
    sheet.paragraph(80, 110, 435, PROSE)
    found = read(sheet.bytes())
    assert not [block for block in found.blocks if isinstance(block, Table)]
