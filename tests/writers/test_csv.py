import csv
import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import UnknownColumn
from extractor.model.anchor import Anchor
from extractor.model.notice import Deadline
from extractor.writers import Options, write
from extractor.writers.cells import guarded, restored
from extractor.writers.columns import EXPLODED, JOINED
from tests.example_notice import ID, example


def written(*notices, **options):
    out = io.BytesIO()
    write(notices or [example()], out, form="csv", options=Options(**options))
    return out.getvalue()


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_each_task_is_a_row():
    assert [row["task_id"] for row in rows(written())] == [f"{ID}#1", f"{ID}#2", f"{ID}#3"]


def test_a_row_says_what_the_task_says():
    row = rows(written())[0]
    assert row["notice_id"] == ID
    assert row["notice_title"] == "测试县人民政府办公室关于做好示例工作的通知"
    assert row["issuers"] == "测试县人民政府办公室"
    assert row["issue_date"] == "2024-02-29"
    assert row["section_path"] == "总体要求；做好准备"
    assert row["task"] == "编制“一张表”。"
    assert row["requirement"] == "3月底前完成,报县政府办。\n逐项销号。"
    assert row["lead_units"] == "县发改局"
    assert row["responsible_units"] == "县教育局；各乡（镇）"
    assert (row["supporting_units"], row["open_list"]) == ("", "false")
    assert (row["deadlines"], row["deadline_end"]) == ("3月底前", "2024-03-31")
    assert row["extra"] == "进度：已启动"
    assert (row["source"], row["place"]) == ("例.txt", "p1 1,2,3,4.5")


def test_exploded_each_task_role_and_unit_is_a_row():
    table = rows(written(explode=True))
    assert [(row["task_id"], row["role"], row["unit"], row["unit_name"]) for row in table] == [
        (f"{ID}#1", "lead", "县发改局", "测试县发展和改革局"),
        (f"{ID}#1", "responsible", "县教育局", ""),
        (f"{ID}#1", "responsible", "各乡（镇）", ""),
        (f"{ID}#2", "", "", ""),
        (f"{ID}#3", "", "", ""),
    ]
    assert "lead_units" not in table[0]


def test_columns_are_chosen_and_ordered_by_name_in_either_language():
    data = written(columns=("责任单位", " number", "extra:进度"), headers="zh")
    assert data.decode().split("\r\n")[:3] == [
        "责任单位,原文编号,进度",
        "县教育局；各乡（镇）,1,已启动",
        ",,",
    ]


def test_lists_of_units_can_be_asked_for_beside_exploded_rows():
    table = rows(written(explode=True, columns=("unit", "responsible_units")))
    assert table[0] == {"unit": "县发改局", "responsible_units": "县教育局；各乡（镇）"}


@pytest.mark.parametrize("name", ["leader", "", "extra:", "role"])
def test_a_column_that_does_not_exist_is_named_with_those_that_do(name):
    with pytest.raises(UnknownColumn, match=f"no column '{name}'.*lead_units, "):
        written(columns=(name,))


def test_the_last_of_several_deadlines_is_when_a_task_is_due():
    deadlines = tuple(
        Deadline(text="到时", end=end) for end in ("2024-06-30", "2025-01-31", None, "2024-12-31")
    )
    task = msgspec.structs.replace(example().tasks[0], deadlines=deadlines)
    row = rows(written(msgspec.structs.replace(example(), tasks=(task,))))[0]
    assert row["due_date"] == "2025-01-31"
    assert row["deadline_end"] == "2024-06-30；2025-01-31；；2024-12-31"


def test_a_row_says_what_was_derived():
    assert rows(written())[1]["derived"] == "lead_units=directive:1；requirement=merged_cell"


def test_a_task_cut_by_a_page_break_has_two_places():
    cut = Anchor(page=1, bbox=(0, 0, 1, 1), continued=(Anchor(page=2, bbox=(0, 0, 1, 2)),))
    task = msgspec.structs.replace(example().tasks[0], anchors={"requirement": cut})
    notice = msgspec.structs.replace(example(), tasks=(task,))
    assert rows(written(notice))[0]["place"] == "p1 0,0,1,1；p2 0,0,1,2"


def test_headers_are_chinese_when_asked():
    header = written(headers="zh").split(b"\r\n")[0].decode()
    assert header.startswith("公文标识,公文标题,发文字号,发文机关,成文日期,")
    assert "牵头单位,责任单位,配合单位,督导单位" in header


def test_no_two_columns_share_a_header():
    for columns in (JOINED, EXPLODED):
        for language in ("en", "zh"):
            assert len({column.header(language) for column in columns}) == len(columns)


def test_lines_end_as_rfc_4180_says_and_breaks_in_cells_stay():
    data = written()
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == 4
    assert '"3月底前完成,报县政府办。\n逐项销号。"'.encode() in data


def test_a_byte_order_mark_comes_first_when_asked():
    assert written(bom=True) == b"\xef\xbb\xbf" + written()
    assert not written().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"]
)
def test_a_cell_that_would_run_as_a_formula_is_guarded(sign):
    task = msgspec.structs.replace(example().tasks[0], task=f"{sign}1+1", extra={})
    notice = msgspec.structs.replace(example(), tasks=(task,))
    assert rows(written(notice))[0]["task"] == f"'{sign}1+1"


@pytest.mark.parametrize("cell", ["", "1=1", "（=）", "县发改局", " =1", "“=”"])
def test_other_cells_are_left_alone(cell):
    assert guarded(cell) == cell


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_every_cell_comes_back_exactly(cell):
    task = msgspec.structs.replace(example().tasks[0], task=cell or None)
    notice = msgspec.structs.replace(example(), tasks=(task,))
    read = rows(written(notice))[0]["task"]
    assert restored(read) == cell
    assert read[:1] not in set("=+-@\t\r\n\0＝＋－＠") or not read
