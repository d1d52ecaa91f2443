"""Elements of WordprocessingML, made from what a binary document says."""

from __future__ import annotations

import regex
from lxml import etree

from extractor.readers.docx.names import PIC, R_PR, VAL, WP, XML_SPACE, O, V, W

_ILLEGAL = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = regex.compile(r"[\ud800-\udfff]")
_EMU = 12_700


def add(parent: etree._Element, name: str, value: str | int | None = None) -> etree._Element:
    """Return a new child ``w:name`` of ``parent``, with ``w:val`` where a value is given."""
    child = etree.SubElement(parent, W + name)
    if value is not None:
        child.set(VAL, str(value))
    return child


def legal(text: str) -> str:
    """Return code units as characters that XML can hold."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _ILLEGAL.sub("", text)


def add_text(run: etree._Element, text: str, name: str = "t") -> None:
    """Add characters to a run, as ``w:t``, ``w:delText`` or ``w:instrText``."""
    text = legal(text)
    if text:
        child = add(run, name)
        child.set(XML_SPACE, "preserve")
        child.text = text


def add_picture(
    run: etree._Element, description: str, width: float | None, height: float | None
) -> None:
    """Add a picture with its size in points."""
    inline = etree.SubElement(add(run, "drawing"), f"{WP}inline")
    if width and height and width > 0 and height > 0:
        extent = etree.SubElement(inline, f"{WP}extent")
        extent.set("cx", str(round(width * _EMU)))
        extent.set("cy", str(round(height * _EMU)))
    etree.SubElement(inline, f"{WP}docPr").set("descr", legal(description))
    etree.SubElement(inline, f"{PIC}pic")


def add_box(run: etree._Element) -> etree._Element:
    """Add a text box and return the element for its content."""
    shape = etree.SubElement(add(run, "pict"), f"{V}shape")
    return add(etree.SubElement(shape, f"{V}textbox"), "txbxContent")


def add_art(run: etree._Element, text: str, name: str) -> None:
    """Add WordArt; the name of its shape tells a watermark."""
    shape = etree.SubElement(add(run, "pict"), f"{V}shape")
    shape.set("id", legal(name))
    etree.SubElement(shape, f"{V}textpath").set("string", legal(text))


def add_object(run: etree._Element, program: str) -> None:
    """Add an embedded object, made by ``program``."""
    made = etree.SubElement(add(run, "object"), f"{O}OLEObject")
    made.set("ProgID", legal(program))


def run_properties(run: etree._Element) -> etree._Element:
    """Return the properties of a run, made where it has none."""
    found = run.find(R_PR)
    return found if found is not None else etree.SubElement(run, R_PR)
