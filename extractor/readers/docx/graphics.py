"""Drawings and shapes: the text boxes, WordArt and pictures in them.

DrawingML (ECMA-376 Part 1, 20.4) and VML (Part 4, 19) say the same things in two ways; a
``mc:AlternateContent`` says them twice, and only one branch counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from extractor.readers.docx.names import ALTERNATE, PIC, TEXT_BOX, WP, A, O, V, chosen, integer

_UNREAD: dict[object, str] = {
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "a chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "a diagram (SmartArt)",
}
_WATERMARK = "watermark"
"""What Word puts into the id of the shape that is a page's watermark."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture: its description or nothing, and its sides in points where the file says."""

    description: str = ""
    width: float | None = None
    height: float | None = None


@dataclass(slots=True)
class Graphic:
    """What one drawing shows."""

    boxes: list[etree._Element] = field(default_factory=list)
    """``w:txbxContent`` elements, the outermost."""
    art: list[str] = field(default_factory=list)
    """Lines of WordArt, as letterheads are made of."""
    watermarks: list[str] = field(default_factory=list)
    pictures: list[Shown] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """What else is there, whose text is in another part."""


def read_graphic(element: etree._Element) -> Graphic:
    """Return what a ``w:drawing``, ``w:pict`` or ``w:object`` shows."""
    graphic = Graphic()
    _scan(element, graphic, Shown(), "")
    return graphic


def _scan(element: etree._Element, graphic: Graphic, shown: Shown, shape: str) -> None:
    for child in element:
        tag = child.tag
        if tag == f"{WP}docPr":
            shown = replace(shown, description=child.get("descr") or child.get("title") or "")
        elif tag == f"{WP}extent":
            shown = replace(shown, width=_points(child.get("cx")), height=_points(child.get("cy")))
        elif tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                _scan(branch, graphic, shown, shape)
        elif not _leaf(child, graphic, shown, shape):
            name = f"{child.get('id', '')} {child.get(f'{O}spid', '')}"
            inner = replace(shown, description=child.get("alt") or shown.description)
            _scan(child, graphic, inner, name)


def _points(emu: str | None) -> float | None:
    """Return English Metric Units as points (ECMA-376 Part 1, 20.1.10.16: 12,700 to one)."""
    number = integer(emu)
    return round(number / 12_700, 1) if number is not None and number >= 0 else None


def _leaf(element: etree._Element, graphic: Graphic, shown: Shown, shape: str) -> bool:
    """Take what ``element`` itself shows; False if one has to look into it."""
    tag = element.tag
    if tag == TEXT_BOX:
        graphic.boxes.append(element)
    elif tag == f"{PIC}pic":
        graphic.pictures.append(shown)
    elif tag == f"{V}imagedata":
        graphic.pictures.append(
            replace(shown, description=element.get(f"{O}title") or shown.description)
        )
    elif tag == f"{V}textpath":
        lines = graphic.watermarks if _WATERMARK in shape.lower() else graphic.art
        lines.extend(line for line in (element.get("string") or "").splitlines() if line.strip())
    elif tag == f"{A}p":
        text = "".join(part.text or "" for part in element.iter(f"{A}t"))
        if text.strip():
            graphic.art.append(text)
    elif tag in _UNREAD:
        graphic.unread.append(_UNREAD[tag])
    elif tag == f"{O}OLEObject":
        graphic.unread.append(f"an embedded object ({element.get('ProgID') or 'unknown'})")
    else:
        return False
    return True
