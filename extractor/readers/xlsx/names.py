"""Names of SpreadsheetML as lxml spells them, and its simple types."""

from __future__ import annotations

from typing import Final

import regex
from lxml import etree

from extractor.readers.sheets.model import MAX_COLUMNS, MAX_ROWS, Area

S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XDR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_REFERENCE = regex.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPE = regex.compile(r"_x([0-9A-Fa-f]{4})_")


def reference(text: str | None) -> tuple[int, int] | None:
    """Return ``B3`` as row and column from 0, None where it is no cell of a sheet."""
    match = _REFERENCE.fullmatch(text or "")
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row - 1, column - 1) if 0 < row <= MAX_ROWS and column <= MAX_COLUMNS else None


def area(text: str | None) -> Area | None:
    """Return ``A1:C2`` as an area, a single cell as one of one; None where it is none."""
    first, _, last = (text or "").partition(":")
    start, end = reference(first), reference(last or first)
    if start is None or end is None:
        return None
    return Area(
        min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
    )


def unescaped(text: str) -> str:
    r"""Return a string without the escapes of characters that XML cannot hold (ST_Xstring).

    >>> unescaped("甲_x000D_乙_x005F_x0041_")
    '甲\r乙_x0041_'
    """
    return _ESCAPE.sub(_unescape, text) if "_x" in text else text


def _unescape(match: regex.Match[str]) -> str:
    point = int(match[1], 16)
    return "" if point == 0 or 0xD800 <= point < 0xE000 else chr(point)


def is_true(element: etree._Element | None, name: str, *, default: bool = False) -> bool:
    """Return an attribute of the type xsd:boolean."""
    text = None if element is None else element.get(name)
    return default if text is None else text in {"1", "true"}
