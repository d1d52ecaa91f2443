"""What the styles of a workbook say of a cell: font, alignment, lines, number format (18.8)."""

from __future__ import annotations

from functools import cached_property

from lxml import etree

from extractor.model.document import Alignment
from extractor.readers.docx.names import integer
from extractor.readers.docx.styles import PLAIN, Font, Look, font_kind, is_red
from extractor.readers.sheets.format_codes import BUILT_IN, GENERAL
from extractor.readers.sheets.model import PLAIN_FORMAT, Format
from extractor.readers.xlsx.names import S

_ALIGN: dict[str, Alignment] = {
    "left": "left",
    "center": "center",
    "right": "right",
    "centerContinuous": "center",
    "justify": "justify",
    "distributed": "justify",
}
_SIDES = ("left", "right", "top", "bottom", "start", "end")
_FALSE = frozenset({"0", "false", "none"})


class Looks:
    """The cell formats (``cellXfs``) of a workbook, by their index."""

    def __init__(self, root: etree._Element | None) -> None:
        self._root = root
        self._formats: dict[int, Format] = {}

    def format(self, index: int) -> Format:
        """Return the format ``index``; one that there is not is plain."""
        found = self._formats.get(index)
        if found is None:
            found = self._formats[index] = self._read(index)
        return found

    def _read(self, index: int) -> Format:
        if not 0 <= index < len(self._cells):
            return PLAIN_FORMAT
        element = self._cells[index]
        alignment = element.find(f"{S}alignment")
        border = integer(element.get("borderId"), -1)
        font = integer(element.get("fontId"), -1)
        return Format(
            look=self._fonts[font] if font is not None and 0 <= font < len(self._fonts) else PLAIN,
            align=None if alignment is None else _ALIGN.get(alignment.get("horizontal", "")),
            ruled=border is not None and 0 <= border < len(self._ruled) and self._ruled[border],
            code=self._code(integer(element.get("numFmtId"), 0) or 0),
        )

    def _code(self, number: int) -> str:
        return self._codes.get(number) or BUILT_IN.get(number, GENERAL)

    def _children(self, name: str) -> list[etree._Element]:
        parent = None if self._root is None else self._root.find(f"{S}{name}")
        return [] if parent is None else list(parent)

    @cached_property
    def _cells(self) -> list[etree._Element]:
        return self._children("cellXfs")

    @cached_property
    def _fonts(self) -> list[Look]:
        return [read_font(element) for element in self._children("fonts")]

    @cached_property
    def _ruled(self) -> list[bool]:
        return [
            sum(_has_line(border.find(f"{S}{side}")) for side in _SIDES) >= 2
            for border in self._children("borders")
        ]

    @cached_property
    def _codes(self) -> dict[int, str]:
        found = {}
        for element in self._children("numFmts"):
            number = integer(element.get("numFmtId"))
            if number is not None:
                found[number] = element.get("formatCode", "")
        return found


def read_font(element: etree._Element | None) -> Look:
    """Return what a ``font`` or an ``rPr`` states."""
    if element is None:
        return PLAIN
    color = element.find(f"{S}color")
    rgb = None if color is None else color.get("rgb")
    underline = element.find(f"{S}u")
    return Look(
        size=_points(element.find(f"{S}sz")),
        bold=_is_on(element.find(f"{S}b")),
        italic=_is_on(element.find(f"{S}i")),
        underline=underline is not None and underline.get("val") not in _FALSE,
        red=is_red(rgb[-6:]) if rgb else None,
        font=_font(element),
    )


def _font(element: etree._Element) -> Font | None:
    name = element.find(f"{S}name")
    if name is None:
        name = element.find(f"{S}rFont")
    return None if name is None else font_kind(name.get("val", ""))


def _is_on(element: etree._Element | None) -> bool | None:
    return None if element is None else element.get("val") not in _FALSE


def _points(element: etree._Element | None) -> float | None:
    try:
        size = float(element.get("val", "")) if element is not None else 0.0
    except ValueError:
        return None
    return size if 0 < size <= 409 else None


def _has_line(side: etree._Element | None) -> bool:
    return side is not None and side.get("style", "none") != "none"
