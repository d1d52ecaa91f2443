"""One worksheet: its cells with the text that is shown, merged areas, what is hidden (18.3)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from extractor.bounds import bounds
from extractor.errors import TooLarge
from extractor.readers.docx.names import integer
from extractor.readers.docx.styles import Look, over_look
from extractor.readers.sheets.formats import show, show_text
from extractor.readers.sheets.model import (
    MAX_COLUMNS,
    MAX_ROWS,
    Format,
    Run,
    Sheet,
    SheetCell,
    cell_too_long,
    too_many_filled,
)
from extractor.readers.xlsx.dates import serial_of
from extractor.readers.xlsx.looks import Looks
from extractor.readers.xlsx.names import S, area, is_true, reference, unescaped
from extractor.readers.xlsx.strings import read_string


@dataclass(slots=True)
class Common:
    """What the sheets of a workbook share, and what is counted over all of them."""

    strings: list[tuple[Run, ...]]
    looks: Looks
    since_1904: bool
    elements: int = 0
    cells: int = 0
    uncounted: list[tuple[str, int, int]] = field(default_factory=list)
    """Formulas whose value the file does not keep."""


def read_sheet(root: etree._Element, sheet: Sheet, common: Common) -> None:
    """Read the cells of a ``worksheet`` into ``sheet``.

    Raises:
        TooLarge: The workbook has more cells than a notice can have.
    """
    _Reader(sheet, common).read(root)


class _Reader:
    def __init__(self, sheet: Sheet, common: Common) -> None:
        self._sheet = sheet
        self._common = common

    def read(self, root: etree._Element) -> None:
        self._columns(root)
        row = -1
        for element in root.iterfind(f"{S}sheetData/{S}row"):
            number = integer(element.get("r"))
            row = number - 1 if number is not None and 0 < number <= MAX_ROWS else row + 1
            if is_true(element, "hidden"):
                self._sheet.hidden_rows.add(row)
            self._row(element, row)
        for merge in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
            merged = area(merge.get("ref"))
            if merged is not None:
                self._sheet.merged.append(merged)
        self._heads(root)

    def _columns(self, root: etree._Element) -> None:
        spans = []
        for element in root.iterfind(f"{S}cols/{S}col"):
            if is_true(element, "hidden") or element.get("width") == "0":
                low = integer(element.get("min"), 1) or 1
                high = integer(element.get("max"), low) or low
                spans.append((max(0, low - 1), min(high, MAX_COLUMNS)))
        end = 0
        for low, high in sorted(spans):
            self._sheet.hidden_columns.update(range(max(low, end), high))
            end = max(end, high)

    def _row(self, element: etree._Element, row: int) -> None:
        column = -1
        for cell in element.iterchildren(f"{S}c"):
            place = reference(cell.get("r"))
            column = place[1] if place is not None else column + 1
            self._cell(cell, row, column)

    def _cell(self, cell: etree._Element, row: int, column: int) -> None:
        common = self._common
        common.elements += 1
        if common.elements > bounds().workbook_cells:
            most = bounds().workbook_cells
            raise TooLarge(f"the workbook has more than {most} cells: no notice has")
        style = cell.get("s")
        if style is None and not len(cell):
            return
        form = common.looks.format(integer(style, 0) or 0)
        if form.ruled:
            self._sheet.ruled.add((row, column))
        if not len(cell):
            return
        runs = self._runs(cell, form, row, column)
        if not any(run.text.strip() for run in runs):
            if runs:
                self._sheet.blank.add((row, column))
            return
        if sum(len(run.text) for run in runs) > bounds().cell_characters:
            raise cell_too_long(self._sheet.name)
        common.cells += 1
        if common.cells > bounds().filled_cells:
            raise too_many_filled()
        dressed = tuple(Run(run.text, over_look(run.look, form.look)) for run in runs)
        self._sheet.cells[row, column] = SheetCell(dressed, form)

    def _runs(self, cell: etree._Element, form: Format, row: int, column: int) -> tuple[Run, ...]:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{S}is")
            return () if inline is None else read_string(inline)
        value = cell.find(f"{S}v")
        text = None if value is None else value.text
        if text is None:
            if cell.find(f"{S}f") is not None and kind != "str":
                self._common.uncounted.append((self._sheet.name, row, column))
            return ()
        if kind == "s":
            number = integer(text.strip(), -1)
            strings = self._common.strings
            known = number is not None and 0 <= number < len(strings)
            return strings[number] if known and number is not None else ()
        return (Run(self._shown(text, kind, form), Look()),)

    def _shown(self, text: str, kind: str, form: Format) -> str:
        """Return the value of a cell as its number format shows it."""
        if kind == "b":
            return "TRUE" if text.strip() in {"1", "true"} else "FALSE"
        if kind == "e":
            return text
        if kind == "str":
            return show_text(unescaped(text), form.code)
        since_1904 = self._common.since_1904
        if kind == "d":
            serial = serial_of(text.strip(), since_1904=since_1904)
            return text if serial is None else show(serial, form.code, since_1904=since_1904)
        try:
            return show(float(text), form.code, since_1904=since_1904)
        except ValueError:
            return text

    def _heads(self, root: etree._Element) -> None:
        found = root.find(f"{S}headerFooter")
        for element in () if found is None else found:
            if element.text and element.text not in self._sheet.heads:
                self._sheet.heads.append(element.text)
