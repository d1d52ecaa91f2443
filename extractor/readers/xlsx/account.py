"""What the parts of a workbook hold, counted apart from how they are read (18.3, 18.4, 18.7)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractor.readers.docx.names import MC, integer
from extractor.readers.sheets.account import Written
from extractor.readers.xlsx.names import XDR, A, S, reference, unescaped

_READING_AID = f"{S}rPh"
_ROW, _CELL, _VALUE, _INLINE, _TEXT = f"{S}row", f"{S}c", f"{S}v", f"{S}is", f"{S}t"
_UNREAD = {f"{MC}Fallback", f"{XDR}graphicFrame"}
"""What stands twice, and what a remark tells of."""


class Account:
    """Gathers what the parts hold.

    Args:
        strings: The part of the shared strings.
    """

    def __init__(self, strings: etree._Element | None) -> None:
        self._strings = [] if strings is None else [_text(one) for one in strings.iter(f"{S}si")]
        self.written = Written()

    def sheet(self, root: etree._Element, name: str) -> None:
        """Take in the cells of a ``worksheet``, wherever in it they are."""
        row = column = -1
        for element in root.iter(_ROW, _CELL):
            if element.tag == _ROW:
                number = integer(element.get("r"))
                row, column = row + 1 if number is None else number - 1, -1
                continue
            place = reference(element.get("r"))
            column = column + 1 if place is None else place[1]
            if len(element):
                self._cell(element, name, place or (row, column))

    def _cell(self, cell: etree._Element, name: str, place: tuple[int, int]) -> None:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            self.written.texts.extend(_text(one) for one in cell.iter(_INLINE))
            return
        value = cell.findtext(_VALUE)
        if value is None or not value.strip():
            return
        if kind == "s":
            number = integer(value.strip(), -1)
            if number is not None and 0 <= number < len(self._strings):
                self.written.texts.append(self._strings[number])
            else:
                self.written.value(name, place)
        elif kind in {"str", "e"}:
            self.written.texts.append(unescaped(value) if kind == "str" else value)
        else:
            self.written.value(name, place)

    def comments(self, root: etree._Element) -> None:
        """Take in the comments of a sheet."""
        self.written.texts.extend(_text(one) for one in root.iter(f"{S}text"))

    def drawing(self, root: etree._Element) -> None:
        """Take in the text boxes over a sheet."""
        self.written.texts.extend(_drawn(root))


def _text(element: etree._Element) -> str:
    """Return the text below an element but the reading aids."""
    parts = []
    for text in element.iter(_TEXT):
        above = text.getparent()
        if text.text and (above is None or above.tag != _READING_AID):
            parts.append(unescaped(text.text))
    return "".join(parts)


def _drawn(root: etree._Element) -> Iterator[str]:
    for text in root.iter(f"{A}t"):
        if not any(above.tag in _UNREAD for above in text.iterancestors()):
            yield text.text or ""
