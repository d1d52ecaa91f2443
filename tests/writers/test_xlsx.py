"""The ledger: what an office sees, what a reader of the file gets, what no cell may do."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import msgspec
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic
from extractor.model.notice import LinkedFile, Section
from extractor.writers import Loss, Options, write
from extractor.writers.xlsx import book as books
from extractor.writers.xlsx import sheet as sheets
from tests import naughty
from tests.example_notice import ID, example
from tests.writers.hostile import hostile

OFFICE = shutil.which("soffice")


def written(*notices, **options):
    out = io.BytesIO()
    losses = write(notices or [example()], out, form="xlsx", options=Options(**options))
    return out.getvalue(), losses


def workbook(*notices, **options):
    return openpyxl.load_workbook(io.BytesIO(written(*notices, **options)[0]))


def table(sheet, head=1):
    """Return the rows below the header as dicts, as a reader of the standard has them."""
    rows = [[value(cell) for cell in row] for row in sheet.iter_rows(min_row=head)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def value(cell):
    assert cell.data_type != "f", cell.coordinate
    return unescape(cell.value) if isinstance(cell.value, str) else cell.value


def day(text):
    return datetime.fromisoformat(text)


def with_task(**changes):
    task = msgspec.structs.replace(example().tasks[0], **changes)
    return msgspec.structs.replace(example(), tasks=(task,))


def test_a_ledger_has_sheets_of_tasks_notices_and_diagnostics():
    assert workbook().sheetnames == ["任务台账", "公文", "诊断"]
    assert workbook(headers="en").sheetnames == ["Tasks", "Notices", "Diagnostics"]


def test_a_ledger_of_one_notice_is_titled_with_it():
    sheet = workbook()["任务台账"]
    assert sheet["A1"].value == "任务台账"
    assert sheet["A2"].value.split("\n")[0].split("　") == [
        "测试县人民政府办公室关于做好示例工作的通知",
        "测政办〔2024〕3号",
        "测试县人民政府办公室",
        "2024-02-29",
        "共3项任务",
    ]


def test_a_task_is_a_row_as_an_office_reads_it():
    row = table(workbook()["任务台账"], head=3)[0]
    assert row == {
        "序次": 1,
        "原文编号": "1",
        "所属章节": "总体要求\n做好准备",
        "工作任务": "编制“一张表”。",
        "工作要求": "3月底前完成,报县政府办。\n逐项销号。",
        "牵头单位": "县发改局",
        "责任单位": "县教育局\n各乡（镇）",
        "配合单位": None,
        "督导单位": None,
        "人员": None,
        "完成时限": "3月底前",
        "最终期限": day("2024-03-31"),
        "文中时间要求": None,
        "备注": None,
        "其他栏目": "进度：已启动",
        "推得的值": None,
        "位置": "第1页",
        "来源文件": "例.txt",
        "任务标识": f"{ID}#1",
    }


def test_what_the_source_does_not_state_is_grey_italics_and_says_why():
    sheet = workbook(with_task(derived=example().tasks[1].derived))["任务台账"]
    head = {cell.value: cell.column for cell in sheet[3]}
    assert sheet.cell(4, head["工作要求"]).font.i
    assert sheet.cell(4, head["牵头单位"]).font.i
    assert not sheet.cell(4, head["工作任务"]).font.i
    assert sheet.cell(4, head["推得的值"]).value == "牵头单位：文中说明1\n工作要求：合并单元格"


def test_a_ledger_of_many_notices_names_the_notice_in_each_row_and_loses_none():
    notices = [
        msgspec.structs.replace(example(), id=f"测〔2024〕{at}号", title=f"公文{at}")
        for at in range(5)
    ]
    book = workbook(*notices)
    rows = table(book["任务台账"], head=3)
    assert [row["公文标题"] for row in rows] == [f"公文{at}" for at in range(5) for _ in range(3)]
    assert [row["公文标识"] for row in table(book["公文"])] == [notice.id for notice in notices]


def test_the_sheet_of_notices_names_the_files_beside_them():
    page = LinkedFile(text="附件1.xlsx", target="https://a.cn/1.xlsx", anchor=Anchor(line=9))
    near = LinkedFile(text="=附件2", target="javascript:x", anchor=Anchor(line=9))
    notice = msgspec.structs.replace(example(), files=(page, near))
    row = table(workbook(notice)["公文"])[0]
    assert row["附带文件"] == "附件1.xlsx（https://a.cn/1.xlsx）\n=附件2"


def test_the_sheet_of_notices_says_what_was_read_and_left():
    row = table(workbook()["公文"])[0]
    assert (row["任务数"], row["总字符数"], row["未归位文字"]) == (3, 20, "未 归位")
    assert row["成文日期"] == day("2024-02-29")


def test_diagnostics_say_what_their_code_means():
    remark = Diagnostic(code="notice.no-title", severity="warning", message="no title found")
    other = Diagnostic(code="some.other", severity="info", message="=1+1")
    notice = msgspec.structs.replace(example(), diagnostics=(remark, other))
    rows = table(workbook(notice)["诊断"])
    assert [(row["严重程度"], row["代码"], row["含义"]) for row in rows] == [
        ("警告", "notice.no-title", "未发现标题"),
        ("提示", "some.other", None),
    ]
    assert "meaning" not in table(workbook(notice, headers="en")["Diagnostics"])[0]


def test_a_notice_without_a_title_is_named_by_its_file_and_nothing_derived_needs_no_legend():
    notice = msgspec.structs.replace(with_task(), title=None)
    assert workbook(notice)["任务台账"]["A2"].value.startswith("例.txt　")
    assert "斜体" not in workbook(notice)["任务台账"]["A2"].value
    assert "斜体" in workbook()["任务台账"]["A2"].value


def test_with_exploded_lists_each_unit_has_a_row_on_a_sheet_of_its_own():
    book = workbook(explode=True)
    assert book.sheetnames == ["任务台账", "单位分解", "公文", "诊断"]
    rows = table(book["单位分解"])
    assert [(row["任务标识"], row["职责"], row["单位"], row["规范全称"]) for row in rows[:3]] == [
        (f"{ID}#1", "牵头", "县发改局", "测试县发展和改革局"),
        (f"{ID}#1", "责任", "县教育局", None),
        (f"{ID}#1", "责任", "各乡（镇）", None),
    ]
    assert len(table(book["任务台账"], head=3)) == 3


def test_columns_are_chosen():
    book = workbook(columns=("task", "牵头单位", "extra:进度"), headers="en")
    assert [list(row.values()) for row in table(book["Tasks"], head=3)] == [
        ["编制“一张表”。", "县发改局", "已启动"],
        ["=公式开头的任务", None, None],
        ["其他工作", None, None],
    ]


def test_the_header_is_frozen_filtered_and_repeated_on_every_page():
    sheet = workbook()["任务台账"]
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:S6"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == "'任务台账'!$A$1:$O$6"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)


def test_columns_without_a_value_are_out_of_sight_unless_they_were_asked_for():
    sheet = workbook()["任务台账"]
    hidden = {
        sheet.cell(3, at).value
        for columns in sheet.column_dimensions.values()
        for at in range(columns.min, columns.max + 1)
        if columns.hidden
    }
    assert hidden == {"配合单位", "督导单位", "人员", "文中时间要求", "备注"}
    asked = workbook(columns=("task", "remarks"))["任务台账"]
    assert not asked.column_dimensions["B"].hidden


@pytest.mark.parametrize(("numbers", "hidden"), [(("1", "2"), True), (("1", "一"), False)])
def test_numbers_that_only_repeat_the_ordinals_are_out_of_sight(numbers, hidden):
    tasks = tuple(
        msgspec.structs.replace(task, number=number)
        for task, number in zip(example().tasks, numbers, strict=False)
    )
    sheet = workbook(msgspec.structs.replace(example(), tasks=tasks))["任务台账"]
    assert sheet["B3"].value == "原文编号"
    assert sheet.column_dimensions["B"].hidden is hidden


def test_rows_are_as_high_as_their_text():
    sheet = workbook(with_task(requirement="要" * 500))["任务台账"]
    assert 200 < sheet.row_dimensions[4].height < 409
    assert workbook()["任务台账"].row_dimensions[6].height < 25


def test_sections_stand_as_merged_rows_when_asked():
    sheet = workbook(section_rows=True)["任务台账"]
    assert [sheet.cell(row, 1).value for row in range(4, 10)] == [
        "一、总体要求", "（一）做好准备", 1, 2, 3, None,
    ]  # fmt: skip
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A4:N4", "A5:N5"} <= merged
    assert "所属章节" not in {cell.value for cell in sheet[3]}


def test_sections_that_go_in_circles_end():
    sections = tuple(
        Section(id=one, parent=other, level=1, title=one, anchor=Anchor(line=1))
        for one, other in (("1", "1.1"), ("1.1", "1"))
    )
    notice = msgspec.structs.replace(example(), sections=sections)
    assert workbook(notice, section_rows=True)["任务台账"]["A3"].value == "序次"


@pytest.mark.parametrize(
    ("uri", "folder", "target"),
    [
        ("https://www.gov.cn/a.html", "out", "https://www.gov.cn/a.html"),
        ("in/通知 1.pdf", "out", r"..\in\通知%201.pdf"),  # as Excel writes paths
        ("in/a#1.pdf", "", r"in\a%231.pdf"),
        ("/data/a.pdf", "/out", r"..\data\a.pdf"),
        ("javascript:alert(1)", "", None),
        (r"\\host\share\a.pdf", "", None),
        ("//host/a.pdf", "", None),
        ("a.zip!/b.docx", "", None),
        ("-", "", None),
        ("https://a/" + "b" * 3000, "", None),
        ("in/" + "b" * 3000, "", None),
        ("in/" + "#" * 640, "", "in\\" + "%23" * 640),
        ("in/" + "#" * 900, "", None),
        ("internal:Sheet2!A1", "", None),
        ("file:///etc/passwd", "", None),
        ("https://a/b#c", "", "https://a/b"),  # the fragment is a property of its own
        ("a\0b.pdf", "", None),
    ],
)
def test_the_source_is_a_link_where_it_is_a_file_or_a_page(uri, folder, target):
    source = msgspec.structs.replace(example().source, uri=uri)
    book = workbook(msgspec.structs.replace(example(), source=source), folder=folder)
    for name, head in (("任务台账", 3), ("公文", 1)):
        cell = next(
            book[name].cell(head + 1, cell.column)
            for cell in book[name][head]
            if cell.value == "来源文件"
        )
        assert value(cell) == uri
        assert (cell.hyperlink.target if cell.hyperlink else None) == target


def test_links_beyond_what_a_sheet_holds_are_told(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_LINKS", 2)
    data, losses = written()
    assert losses == (Loss("links-dropped", 1),)
    rows = table(openpyxl.load_workbook(io.BytesIO(data))["任务台账"], head=3)
    assert [row["来源文件"] for row in rows] == ["例.txt"] * 3


def test_rows_beyond_what_a_sheet_holds_stand_on_a_further_one(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 5)
    book = workbook()
    assert book.sheetnames == ["任务台账", "公文", "诊断", "任务台账 (2)"]
    assert [row["序次"] for row in table(book["任务台账"], head=3)] == [1, 2]
    assert [row["序次"] for row in table(book["任务台账 (2)"], head=3)] == [3]
    assert book["任务台账 (2)"].auto_filter.ref == "A3:S4"


@pytest.mark.parametrize(
    ("text", "cut"),
    [("长" * 32_767, False), ("长" * 32_768, True), ("𠮷" * 16_383, False), ("𠮷" * 16_384, True)],
)
def test_a_cell_longer_than_excel_allows_is_cut_and_told(text, cut):
    data, losses = written(with_task(requirement=text))
    held = table(openpyxl.load_workbook(io.BytesIO(data))["任务台账"], head=3)[0]["工作要求"]
    assert losses == ((Loss("cells-cut", 1),) if cut else ())
    assert len(held.encode("utf-16-le")) // 2 <= 32_767
    if cut:
        kept, mark = held.split("…〔")
        assert text.startswith(kept)
        assert mark.startswith(f"共{len(text)}字")
    else:
        assert held == text


def test_no_cell_is_a_formula_and_every_cell_is_what_the_record_says():
    strings = [*naughty.STRINGS, *naughty.SURROGATES]
    book = workbook(hostile(strings), columns=("task",))
    held = [row["工作任务"] or "" for row in table(book["任务台账"], head=3)]
    whole = [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in strings]
    assert held == whole


def test_every_cell_that_could_run_is_marked_as_text():
    sheet = workbook(hostile(naughty.STRINGS))["任务台账"]
    cells = [cell for row in sheet.iter_rows(min_row=4) for cell in row]
    risky = [cell for cell in cells if str(value(cell))[:1] in naughty.FORMULA_STARTS]
    assert len(risky) > 500
    assert all(cell.quotePrefix and cell.number_format == "@" for cell in risky)


def test_long_cells_and_every_option_go_through():
    data, losses = written(
        hostile([*naughty.LONG, *naughty.STRINGS]), explode=True, section_rows=True
    )
    assert {loss.what for loss in losses} == {"cells-cut"}
    openpyxl.load_workbook(io.BytesIO(data))


@settings(max_examples=20)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), min_size=1), min_size=1))
def test_any_text_comes_back(texts):
    held = table(workbook(hostile(texts), columns=("task",))["任务台账"], head=3)
    assert [row["工作任务"] for row in held] == texts


def test_nothing_tells_when_it_was_made():
    data, _ = written()
    assert written()[0] == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 31, 0, 0, 0)}
        assert b"2024-02-29T00:00:00Z" in package.read("docProps/core.xml")


def test_a_disk_that_is_full_is_an_error_of_the_system():
    class Full(io.BytesIO):
        def write(self, _data):
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write([example()], Full(), form="xlsx")


def test_a_fault_midway_leaves_nothing_behind(monkeypatch, tmp_path):
    monkeypatch.setattr(books.TemporaryDirectory, "__init__", _inside(tmp_path))

    def broken():
        yield example()
        yield example()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(broken(), io.BytesIO(), form="xlsx")
    assert list(tmp_path.iterdir()) == []


def _inside(folder):
    original = books.TemporaryDirectory.__init__
    return lambda self, **more: original(self, **{**more, "dir": str(folder)})


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_it_and_finds_no_formula(tmp_path):
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(written(hostile(naughty.STRINGS), explode=True, section_rows=True)[0])
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "fods", "--outdir", tmp_path, path],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    opened = Path(tmp_path / "ledger.fods").read_text("utf-8")
    assert "table:formula" not in opened
    # Tasks, units, notices, diagnostics.
    assert re.findall(r'<table:table table:name="([^"]*)"', opened) == [
        "任务台账", "单位分解", "公文", "诊断",
    ]  # fmt: skip
    assert "=HYPERLINK(" in opened
