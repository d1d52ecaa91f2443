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


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def cells(table: Table) -> dict[tuple[int, int], str]:
    return {(c.row, c.column): "".join(p.text for p in c.paragraphs) for c in table.cells}


@pytest.mark.parametrize("rules", ["all", "none"])
def test_columns_go_on_over_the_page_without_a_header(rules: str) -> None:
    sheet = Sheet()
    draw(sheet, rules=rules, pad=4, top=500)
    sheet.text(290, 800, "— 1 —")
    sheet.next_page()
    rest = ("5", "开展专项检查并通报结果", "区监察委员会", "长期坚持")
    for column, text in enumerate(rest):
        for number, line in enumerate(wrapped(text, column)):
            sheet.text(EDGES[column] + 5, 80 + number * LEADING, line, SIZE)
    sheet.text(290, 800, "— 2 —")
    found = read(sheet.bytes())
    _, second = tables(found)
    assert [text.replace("\n", "") for text in cells(second).values()] == list(rest)
    assert [aside.kind for aside in found.furniture] == ["page_number"] * 2


def test_text_after_a_table_does_not_go_on_with_it() -> None:
    sheet = Sheet()
    draw(sheet, rules="none", pad=4, top=500)
    sheet.next_page()
    sheet.paragraph(80, 80, 435, PROSE)
    assert len(tables(read(sheet.bytes()))) == 1


def test_header_words_may_stand_close_together() -> None:
    sheet = Sheet()
    xs = (80, 110, 300, 350)
    rows = [("序号", "重点任务和具体措施", "牵头", "时限")]
    rows += [(str(number), "推进平台建设完善各项制度", "县局", "年底") for number in (1, 2, 3)]
    for number, row in enumerate(rows):
        for x, text in zip(xs, row, strict=True):
            sheet.text(x, 200 + 22 * number, text, SIZE)
    (table,) = tables(read(sheet.bytes()))
    assert (table.rows, table.columns) == (4, 4)


def test_a_rule_over_some_columns_leaves_the_others_merged() -> None:
    sheet = Sheet()
    for y, x0 in ((200, 80), (230, 80), (260, 180), (290, 180), (320, 80), (350, 80)):
        sheet.line(x0, y, 515, y)
    for y, row in (
        (208, ("类别", "工作任务", "牵头单位")),
        (238, ("公开", "编制目录", "办公室")),
        (268, ("", "完善平台", "数据局")),
        (298, ("", "加强解读", "宣传部")),
        (328, ("督查", "强化督查", "督查室")),
    ):
        for x, text in zip((90, 190, 400), row, strict=True):
            sheet.text(x, y, text, SIZE)
    (table,) = tables(read(sheet.bytes()))
    assert table.spans_known
    spans = {(c.row, c.column): c.row_span for c in table.cells}
    assert cells(table)[1, 0] == "公开"
    assert spans[1, 0] == 3
    assert cells(table)[3, 1] == "加强解读"
    assert (table.rows, table.columns, len(table.cells)) == (5, 3, 13)


def test_a_column_that_is_empty_below_its_header_stays() -> None:
    sheet = Sheet()
    rows = [("序号", "工作任务", "牵头单位", "备注")]
    rows += [(str(number), "编制信息公开目录", "区政府办公室", "") for number in range(1, 8)]
    for number, row in enumerate(rows):
        sheet.line(80, 195 + 24 * number, 515, 195 + 24 * number)
        for x, text in zip((85, 120, 300, 480), row, strict=True):
            sheet.text(x, 200 + 24 * number, text, SIZE)
    sheet.line(80, 195 + 24 * 8, 515, 195 + 24 * 8)
    (table,) = tables(read(sheet.bytes()))
    assert (table.rows, table.columns) == (8, 4)
    assert cells(table)[0, 3] == "备注"


def test_many_section_rows_do_not_hide_a_column() -> None:
    sheet = Sheet()
    top = 200.0
    sheet.line(80, top, 515, top)
    for number in range(6):
        rows = [("（一）进一步加强和规范组织领导体系建设工作", "", "")] if number % 2 == 0 else []
        for row in [*rows, (f"{number}.编制目录", "按季公布并更新", "区政府办")]:
            for x, text in zip((85, 180, 420), row, strict=True):
                sheet.text(x, top + 5, text, SIZE)
            top += 24
            sheet.line(80, top, 515, top)
    (table,) = tables(read(sheet.bytes()))
    assert table.columns == 3
    assert cells(table)[1, 1] == "按季公布并更新"
    assert [c.column_span for c in table.cells if c.row == 0] == [3]


def test_the_rest_of_one_cell_goes_on_over_the_page() -> None:
    sheet = Sheet()
    draw(sheet, rules="all", pad=4, top=500)
    sheet.next_page()
    sheet.text(EDGES[1] + 5, 80, "并通报结果", SIZE)
    _, second = tables(read(sheet.bytes()))
    assert cells(second) == {(0, 0): "", (0, 1): "并通报结果", (0, 2): "", (0, 3): ""}
