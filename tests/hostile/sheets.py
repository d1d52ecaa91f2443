"""Workbooks made to harm who reads them."""

from __future__ import annotations

from collections.abc import Callable

from tests.readers.xlsx_builder import STYLES, row, sheet, xlsx

HEADER = row(1, "序号", "工作任务", "责任单位", "完成时限") + row(
    2, 1, "修路", "县交通局", "年底前"
)


def merged(*areas: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{one}"/>' for one in areas) + "</mergeCells>"


def formatted(code: str, value: str) -> bytes:
    styles = STYLES.replace("</numFmts>", f'<numFmt numFmtId="165" formatCode="{code}"/></numFmts>')
    styles = styles.replace("</cellXfs>", '<xf numFmtId="165"/></cellXfs>')
    cell = f'<row r="3"><c r="A3" s="6"><v>{value}</v></c><c r="B3"><v>1</v></c></row>'
    return xlsx(sheet(HEADER + cell), styles=styles)


def many_cells(count: int, inside: str) -> bytes:
    rows = "".join(f"<row>{inside * 100}</row>" for _ in range(count // 100))
    return xlsx(sheet(rows))


def doctype() -> bytes:
    return xlsx(sheet(HEADER), strings="<!DOCTYPE a>")


CASES: dict[str, Callable[[], bytes]] = {
    "1,000,100 empty cells": lambda: many_cells(1_000_100, "<c/>"),
    "500,000 cells with text": lambda: many_cells(500_000, "<c><v>1</v></c>"),
    "a cell at the far corner": lambda: xlsx(
        sheet(HEADER + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    ),
    "a row beyond all rows": lambda: xlsx(
        sheet(HEADER + '<row r="99999999999"><c r="ZZZ9999999"><v>1</v></c></row>')
    ),
    "all columns hidden 20,000 times": lambda: xlsx(
        sheet(
            HEADER, before="<cols>" + '<col min="1" max="999999" hidden="1"/>' * 20_000 + "</cols>"
        )
    ),
    "everything merged": lambda: xlsx(sheet(HEADER, merged("A1:XFD1048576"))),
    "100,000 areas that overlap": lambda: xlsx(sheet(HEADER, merged(*["A1:D2"] * 100_000))),
    "rows merged over a large sheet": lambda: xlsx(
        sheet(
            "".join(row(n, *["a"] * 20) for n in range(1, 9_000)),
            merged(*[f"A{n}:T{8999 - n}" for n in range(1, 4_000)]),
        )
    ),
    "an area upside down": lambda: xlsx(sheet(HEADER, merged("D2:A1", "B0:A0", ":", "A1:"))),
    "1,100 sheets": lambda: xlsx(*[sheet("")] * 1_100),
    "a sheet that is a style sheet": lambda: xlsx(sheet(HEADER), "<styleSheet/>"),
    "a DOCTYPE": doctype,
    "a string of 12 MB": lambda: xlsx(sheet(HEADER), strings=f"<si><t>{'a' * 12_000_000}</t></si>"),
    "a million and one strings": lambda: xlsx(sheet(HEADER), strings="<si/>" * 1_000_001),
    "a string of 100,000 runs": lambda: xlsx(
        sheet(HEADER + '<row r="3"><c t="s"><v>0</v></c></row>'),
        strings="<si>" + "<r><rPr><b/></rPr><t>甲</t></r>" * 100_000 + "</si>",
    ),
    "a string that is not there": lambda: xlsx(
        sheet(HEADER + '<row r="3"><c t="s"><v>-1</v></c><c t="s"><v>9e9</v></c></row>')
    ),
    "a format of 100,000 signs": lambda: formatted("#,##0." + "0" * 100_000, "1e300"),
    "a format of commas": lambda: formatted("0" + "," * 900, "1e-300"),
    "a format of open brackets": lambda: formatted("[&gt;=" * 300, "5"),
    "a format of percents": lambda: formatted("%" * 900 + "0", "1e308"),
    "a fraction of 900 digits": lambda: formatted("?" * 450 + "/" + "?" * 450, "3.14159"),
    "an exponent without digits": lambda: formatted("E+", "5"),
    "a day beyond all days": lambda: formatted("yyyy/m/d", "1e300"),
    "hours of ages": lambda: formatted("[" + "h" * 900 + "]", "2958465"),
    "a number that is none": lambda: formatted("0", "1e99999"),
    "a style that is not there": lambda: xlsx(
        sheet(HEADER + '<row r="3"><c s="99999999999"><v>1</v></c><c s="-1"><v>2</v></c></row>')
    ),
    "a cell of 50,000 lines": lambda: xlsx(sheet(HEADER + row(3, 2, "一、加强管理\n" * 50_000))),
    "a cell of 3,000 lines": lambda: xlsx(sheet(HEADER + row(3, 2, "一、加强管理\n" * 3_000))),
    "300 levels": lambda: xlsx(sheet(HEADER, "<x>" * 300 + "</x>" * 300)),
    "titles of all sheets": lambda: xlsx(
        sheet(HEADER),
        book='<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'
        "$1:$99999999,Sheet1!$1:$1048576</definedName></definedNames>",
    ),
}
