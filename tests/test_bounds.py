"""The caps on one document: one place, each a setting, each on the page about faults."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

import extractor
from extractor.bounds import DEFAULTS, Bounds, bounds, changed, within
from extractor.cli.main import main
from extractor.errors import ExtractorError
from extractor.readers import read
from tests.batch.runs import batch, column, lines, write_notices
from tests.cli.command import NOTICE, run
from tests.forge import word
from tests.forge.__main__ import forged
from tests.forge.drawn import pdf
from tests.forge.invent import LAYOUTS, invent
from tests.hostile import pages
from tests.readers.doc_builder import Doc, P, cell, row_of, sprm

PAGE = Path(__file__).parents[1] / "docs" / "faults.md"
TRUTH = invent(1, next(iter(LAYOUTS)))
GOOD = {
    "doc": forged(TRUTH, "doc", 1)[0],
    "xls": forged(TRUTH, "xls", 1)[0],
    "xlsx": forged(TRUTH, "xlsx", 1)[0],
    "nested": Doc(
        [
            P("甲", sprm(0x2416, 1) + sprm(0x6649, 2) + sprm(0x244B, 1)),
            row_of(0, 2000, depth=2),
            cell("乙"),
            row_of(0, 2000),
            P("通知"),
        ]
    ).build(),
    "docx": word.docx(TRUTH),
    "pdf": pdf(TRUTH, 1).data,
    "text": NOTICE.encode(),
    "html": f"<html><body><p id=a class=b>{'<p>'.join(NOTICE.splitlines())}".encode(),
    "table": b"<table><tr><td>a</td><td>b</td></tr><tr><td colspan=2>c</td></tr></table>" * 2,
}
REFUSED = [
    ("file", 100, "text", "too-large"),
    ("members", 2, "docx", "too-large"),
    ("part", 100, "docx", "too-large"),
    ("package", 1_000, "docx", "too-large"),
    ("cells", 3, "docx", "too-large"),
    ("cells", 1, "table", "too-large"),
    ("paragraphs", 3, "text", "too-large"),
    ("paragraphs", 3, "html", "too-large"),
    ("pages", 1, "pdf", "too-large"),
    ("document_characters", 20, "doc", "too-large"),
    ("workbook_cells", 5, "xlsx", "too-large"),
    ("filled_cells", 5, "xls", "too-large"),
    ("cell_characters", 3, "xls", "too-large"),
    ("strings", 1, "xls", "too-large"),
    ("nested_tables", 1, "nested", "too-deep"),
]
"""A cap, a value that a good file exceeds, the file, and the fault that this must be."""


@pytest.mark.parametrize(("name", "value", "form", "code"), REFUSED)
def test_a_file_beyond_a_cap_is_refused(name, value, form, code):
    read(GOOD[form])
    with pytest.raises(ExtractorError) as fault:
        extractor.extract(GOOD[form], bounds=Bounds(**{name: value}))
    assert fault.value.code == code


def test_caps_that_cost_a_part_say_so():
    for name, value in (("page_objects", 1), ("page_rules", 1), ("table_characters", 5)):
        with within(Bounds(**{name: value})):
            codes = {remark.code for remark in read(GOOD["pdf"]).diagnostics}
        assert "page-too-complex" in codes, name


def test_a_cap_holds_inside_its_block_alone():
    with within(Bounds(pages=1)), within(None):
        assert bounds().pages == 1
    assert bounds() is DEFAULTS
    assert changed(Bounds(pages=1)) == {"pages": 1}


def test_no_cap_is_zero():
    with pytest.raises(ValueError, match="pages"):
        Bounds(pages=0)


def test_the_command_line_takes_caps(tmp_path):
    (tmp_path / "a.pdf").write_bytes(GOOD["pdf"])
    (tmp_path / "a.txt").write_bytes(GOOD["text"])
    told = run("convert", "a.pdf", "--bound", "pages=1", folder=tmp_path)
    assert (told.code, told.talk[0][:29]) == (1, "extractor: a.pdf: [too-large]")
    assert run("convert", "a.txt", "--bound", "file=1KiB", folder=tmp_path).code == 0
    for wrong in ("page=1", "pages", "pages=0", "pages=many"):
        with pytest.raises(SystemExit) as end:
            main(["convert", "a.txt", "--bound", wrong])
        assert end.value.code == 2


def test_a_batch_reads_within_them_and_does_again_what_others_made(tmp_path):
    write_notices(tmp_path / "in", range(3))
    report = batch(tmp_path / "in", into=tmp_path / "out", bounds=Bounds(paragraphs=3))
    assert report.summary.failures == {"too-large": 3}
    report = batch(tmp_path / "in", into=tmp_path / "out", retry_failed=True)
    assert (report.summary.notices, report.summary.stale) == (3, 0)
    batch(tmp_path / "in", into=tmp_path / "out", bounds=Bounds(pages=9))
    assert column(tmp_path / "out", "attempts") == [1] * 3
    assert len({json.loads(line)["id"] for line in lines(tmp_path / "out")}) == 3


def test_the_page_about_faults_names_each_cap_with_its_value():
    rows = dict(
        re.findall(
            r"^\| `([a-z_]+)` \| ([0-9,]+(?: MiB)?) \|", PAGE.read_text("utf-8"), re.MULTILINE
        )
    )
    assert list(rows) == [field.name for field in fields(Bounds)]
    for name, value in rows.items():
        unit = 1 << 20 if value.endswith("MiB") else 1
        assert int(value.removesuffix(" MiB").replace(",", "")) * unit == getattr(DEFAULTS, name), (
            name
        )


def test_spans_are_cut_to_the_cap():
    page = pages.page("<table><tr><td colspan=9>甲<td>乙<tr><td>丙</table>")
    with within(Bounds(column_span=2)):
        (table,) = [block for block in read(page).blocks if hasattr(block, "columns")]
    assert table.columns <= 3
