"""The styles of a document as ``w:styles`` ([MS-DOC] 2.9.271)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from extractor.bounds import bounds
from extractor.readers.doc.binary import text_at, u16
from extractor.readers.doc.elements import add, legal
from extractor.readers.doc.properties import add_paragraph_properties, add_run_properties
from extractor.readers.doc.sprms import Properties, properties
from extractor.readers.docx.names import W

_PARAGRAPH, _CHARACTER = 1, 2
_NONE = 0xFFF
_HEADINGS = range(1, 10)
"""Built-in styles that are headings, whatever the language of their names."""


class Sheet(NamedTuple):
    """The styles as elements, and the run properties of each with those it is based on."""

    element: etree._Element
    looks: dict[int, Properties]


class _Style(NamedTuple):
    kind: int
    base: int
    name: str
    paragraph: Properties
    run: Properties


def read_styles(table: bytes, fonts: Sequence[str]) -> Sheet:
    """Return the styles of ``table``."""
    size, base = u16(table, 0), u16(table, 4)
    found: dict[int, _Style] = {}
    place = 2 + size
    for number in range(u16(table, 2)):
        length = u16(table, place)
        if place + 2 >= len(table):
            break
        style = _read(table[place + 2 : place + 2 + length], base) if length else None
        if style is not None:
            found[number] = style
        place += 2 + length
    root = etree.Element(f"{W}styles")
    for number, style in found.items():
        _add(root, number, style, fonts)
    return Sheet(root, {number: _look(number, found) for number in found})


def _read(data: bytes, base: int) -> _Style | None:
    kind, based_on = u16(data, 2) & 0xF, u16(data, 2) >> 4
    count = u16(data, 4) & 0xF
    built_in = u16(data, 0) & 0xFFF
    if kind not in {_PARAGRAPH, _CHARACTER}:
        return None
    length = u16(data, base)
    name = f"heading {built_in}" if built_in in _HEADINGS else text_at(data, base + 2, length)
    place = base + 2 + 2 * length + 2
    lists: list[bytes] = []
    for _ in range(count):
        place += place % 2
        size = u16(data, place)
        lists.append(data[place + 2 : place + 2 + size])
        place += 2 + size
    if kind == _CHARACTER:
        return _Style(kind, based_on, name, {}, properties(*lists[:1]))
    paragraph = properties(lists[0][2:]) if lists else {}
    return _Style(kind, based_on, name, paragraph, properties(*lists[1:2]))


def _look(number: int, styles: dict[int, _Style]) -> Properties:
    chain: list[_Style] = []
    while number in styles and len(chain) < bounds().style_chain:
        chain.append(styles[number])
        number = styles[number].base
    look: Properties = {}
    for style in reversed(chain):
        look.update(style.run)
    return look


def _add(root: etree._Element, number: int, style: _Style, fonts: Sequence[str]) -> None:
    element = add(root, "style")
    element.set(f"{W}styleId", str(number))
    element.set(f"{W}type", "paragraph" if style.kind == _PARAGRAPH else "character")
    if number == 0:
        element.set(f"{W}default", "1")
    add(element, "name", legal(style.name))
    if style.base != _NONE:
        add(element, "basedOn", style.base)
    if style.kind == _PARAGRAPH:
        add_paragraph_properties(element, style.paragraph, "")
    add_run_properties(element, style.run, fonts)
