"""Numbers as Excel shows them: expected values are those of Excel for Chinese (PRC)."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from extractor.readers.sheets.format_codes import BUILT_IN
from extractor.readers.sheets.formats import show, show_text


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (5.0, "General", "5"),
        (0.1 + 0.2, "General", "0.3"),
        (110105199001011234.0, "General", "1.10105E+17"),
        (13800138000.0, "General", "13800138000"),
        (-1234.5678, "0", "-1235"),
        (2.5, "0", "3"),
        (1234567.0, "#,##0", "1,234,567"),
        (1234.5, "#,##0.00", "1,234.50"),
        (-44.5, '#,##0.00;"负"#,##0.00', "负44.50"),
        (0.0, '0;-0;"无"', "无"),
        (-5.0, "0;(0)", "(5)"),
        (0.125, "0%", "13%"),
        (0.125, "0.00%", "12.50%"),
        (12345.0, "0.00E+00", "1.23E+04"),
        (999.99, "##0.0E+0", "1.0E+3"),
        (1.25, "# ?/?", "1 1/4"),
        (7.0, "000", "007"),
        (1234567.0, "000-0000", "123-4567"),
        (1500000.0, '0.0,"千元"', "1500.0千元"),
        (5.126, "0.0##", "5.126"),
        (1.5, ".00", "1.50"),
        (5.0, '"第"0"号"', "第5号"),
        (5.0, ";;;", ""),
        (5.0, "", "5"),
        (12.0, '[>=10]"多";[<5]"少";0', "多"),
        (7.0, '[>=10]"多";[<5]"少";0', "7"),
        (44.0, BUILT_IN[44], "￥44.00"),
        (1000.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,000.00"),
        (3.0, "[DBNum1]General", "三"),
        (110.0, "[DBNum2]G/通用格式", "壹佰壹拾"),
        (float("inf"), "0", "#NUM!"),
    ],
)
def test_numbers(value: float, code: str, shown: str) -> None:
    assert show(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (44393.0, BUILT_IN[14], "2021/7/16"),
        (44393.0, BUILT_IN[31], "2021年7月16日"),
        (44393.0, BUILT_IN[57], "2021年7月"),
        (44393.0, BUILT_IN[58], "7月16日"),
        (44393.0, "yyyy\\-mm\\-dd", "2021-07-16"),
        (44393.0, "yy.m.d", "21.7.16"),
        (44393.0, "[$-F800]dddd, mmmm dd, yyyy", "2021年7月16日"),
        (44393.0, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二一年七月十六日"),
        (44393.0, "aaaa", "星期五"),
        (44393.0, "d-mmm-yy", "16-Jul-21"),
        (44393.75, "yyyy/m/d h:mm", "2021/7/16 18:00"),
        (44393.75, "h:mm AM/PM", "6:00 PM"),
        (0.5, BUILT_IN[55], "下午12时00分"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (60.0, "yyyy-m-d", "1900-2-29"),
        (59.0, "yyyy-m-d", "1900-2-28"),
        (1.0, "aaa", "日"),
        (-1.0, "yyyy-m-d", "-1"),
        (1e10, "yyyy-m-d", "10000000000"),
        (44393.999999, "yyyy/m/d h:mm:ss", "2021/7/17 0:00:00"),
    ],
)
def test_dates(value: float, code: str, shown: str) -> None:
    assert show(value, code) == shown


def test_texts_are_framed_by_their_section() -> None:
    assert show_text("5", '"第"@"条"') == "第5条"
    assert show_text("甲", '0;0;0;"（"@"）"') == "（甲）"
    assert show_text("甲", "0.00") == "甲"


VALUES = (0, 1, -1, 0.5, 0.125, 1234.5678, -1234.5678, 1234567, 0.999, 43831, 43831.75, 2.5, 3.005)
CODES = (
    *("0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.00E+00", "##0.0E+0", "000000", "0.0##"),
    *(
        "0.0,",
        "#,##0,,",
        "0;(0)",
        '0;-0;"无"',
        '"第"0"号"',
        '[>=100]0.0;[<0]"负"0;0.00',
        "000-0000",
    ),
    *(
        '0.00\\ "万元"',
        "#,##0.0_);(#,##0.0)",
        "[$￥-804]#,##0.00",
        "General",
        "[Red]0.0;[Blue]-0.0",
    ),
)
DATE_VALUES = (43831, 43831.75, 44393.4321, 99999.99, 61)
DATE_CODES = (
    *("yyyy/m/d", "d-mmm-yy", "mmm-yy", "h:mm AM/PM", "h:mm:ss", "yyyy/m/d h:mm", "mm:ss.0"),
    *('yyyy"年"m"月"d"日"', 'h"时"mm"分"ss"秒"', "yyyy-mm-dd hh:mm:ss", "yy.m.d", "yyyy\\-mm"),
)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    cases = [(v, c) for c in CODES for v in VALUES]
    cases += [(v, c) for c in DATE_CODES for v in DATE_VALUES]
    book = openpyxl.Workbook()
    page = book.active
    page.column_dimensions["A"].width = 60
    for number, (value, code) in enumerate(cases, 1):
        page.cell(number, 1, value).number_format = code
    book.save(tmp_path / "in.xlsx")
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path), str(tmp_path / "in.xlsx")],
        check=True,
        capture_output=True,
        timeout=100,
    )
    rows = list(csv.reader(io.StringIO((tmp_path / "in.csv").read_text("utf-8"))))
    differing = [
        (value, code, show(value, code), row[0].strip())
        for (value, code), row in zip(cases, rows, strict=True)
        if show(value, code) != row[0].strip()
    ]
    assert differing == []
