import csv
import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model.anchor import Anchor
from extractor.writers import Options, write
from extractor.writers.csv import COLUMNS, guarded, restored
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


def test_a_row_says_what_was_derived():
    assert rows(written())[1]["derived"] == "lead_units=directive:1；requirement=merged_cell"


def test_a_task_cut_by_a_page_break_has_two_places():
    cut = Anchor(page=1, bbox=(0, 0, 1, 1), continued=(Anchor(page=2, bbox=(0, 0, 1, 2)),))
    task = msgspec.structs.replace(example().tasks[0], anchors={"requirement": cut})
    notice = msgspec.structs.replace(example(), tasks=(task,))
    assert rows(written(notice))[0]["place"] == "p1 0,0,1,1；p2 0,0,1,2"


def test_headers_are_chinese_when_asked():
    header = written(headers="zh").split(b"\r\n")[0].decode()
    assert header.startswith("公文标识,公文标题,发文机关,成文日期,")
    assert "牵头单位,责任单位,配合单位,督导单位" in header


def test_no_two_columns_share_a_header():
    for headers in list(zip(*COLUMNS, strict=True))[:2]:
        assert len(set(headers)) == len(COLUMNS)


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
