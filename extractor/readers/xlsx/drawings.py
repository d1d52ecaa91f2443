"""What lies over a sheet: text boxes, pictures, comments (20.5, 18.7)."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from extractor.readers.docx.names import MC, integer
from extractor.readers.sheets.model import MAX_COLUMNS, MAX_ROWS, Aside
from extractor.readers.xlsx.names import XDR, A, S, reference
from extractor.readers.xlsx.strings import read_string

_ANCHORS = {f"{XDR}twoCellAnchor", f"{XDR}oneCellAnchor", f"{XDR}absoluteAnchor"}


def read_drawing(root: etree._Element, unread: Callable[[str], None]) -> list[Aside]:
    """Return the text boxes and pictures of a ``wsDr``, with the cell each begins at.

    Args:
        root: The part's tree.
        unread: Called with what else stands there.
    """
    found: list[Aside] = []
    for anchor in root.iter(*_ANCHORS):
        corner = anchor.find(f"{XDR}from")
        row = _number(corner, "row", MAX_ROWS)
        column = _number(corner, "col", MAX_COLUMNS)
        shapes = [one for one in anchor.iter(f"{XDR}sp", f"{XDR}cxnSp") if not _fallback(one)]
        for shape in shapes:
            text = _text(shape)
            if text.strip():
                found.append(Aside(row, column, text, name=f"txbx[{len(found) + 1}]"))
        for picture in anchor.iter(f"{XDR}pic"):
            properties = picture.find(f"{XDR}nvPicPr/{XDR}cNvPr")
            described = "" if properties is None else properties.get("descr") or ""
            found.append(Aside(row, column, None, described, f"picture[{len(found) + 1}]"))
        if anchor.find(f".//{XDR}graphicFrame") is not None:
            unread("a chart or diagram")
    return found


def _fallback(element: etree._Element) -> bool:
    return any(one.tag == f"{MC}Fallback" for one in element.iterancestors())


def _number(corner: etree._Element | None, name: str, end: int) -> int:
    element = None if corner is None else corner.find(f"{XDR}{name}")
    number = integer((element.text or "").strip(), 0) if element is not None else 0
    return min(max(0, number or 0), end - 1)


def _text(shape: etree._Element) -> str:
    lines = []
    for paragraph in shape.iter(f"{A}p"):
        parts = [
            "\n" if one.tag == f"{A}br" else one.text or ""
            for one in paragraph.iter(f"{A}t", f"{A}br")
        ]
        lines.append("".join(parts))
    return "\n".join(lines)


def read_comments(root: etree._Element) -> list[tuple[int, int, str]]:
    """Return the comments of a sheet: row, column, text."""
    found = []
    for element in root.iter(f"{S}comment"):
        place, text = reference(element.get("ref")), element.find(f"{S}text")
        if place is not None and text is not None:
            found.append((*place, "".join(run.text for run in read_string(text))))
    return found
