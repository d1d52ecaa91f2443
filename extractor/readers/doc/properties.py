"""Properties of paragraphs and runs as the elements that say the same."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from extractor.readers.doc import sprms
from extractor.readers.doc.binary import i16, text_at, u16
from extractor.readers.doc.elements import add, legal
from extractor.readers.doc.sprms import Properties
from extractor.readers.docx.names import P_PR, R_PR, W

_ALIGN = {0: "left", 1: "center", 2: "right", 3: "both", 4: "distribute"}
_RED = 6
"""The colour of the sixteen ([MS-DOC] 2.9.119) that letterheads are set in."""
_AUTOMATIC = 0xFF
_SWITCHES = ((sprms.C_BOLD, "b"), (sprms.C_ITALIC, "i"), (sprms.C_HIDDEN, "vanish"))
_OPPOSITE = 0x81
_MOST_LISTS = 0x7FE
_NAME_OF_FONT = 39
"""Where the name stands in an entry of the table of fonts (2.9.87)."""


def add_paragraph_properties(
    parent: etree._Element, stated: Properties, style: str
) -> etree._Element:
    """Add ``w:pPr``; without ``style`` no style is named."""
    element = etree.SubElement(parent, P_PR)
    if style:
        add(element, "pStyle", style)
    if sprms.P_LIST in stated or sprms.P_LEVEL in stated:
        numbering = add(element, "numPr")
        if sprms.P_LEVEL in stated:
            add(numbering, "ilvl", stated[sprms.P_LEVEL][0])
        if sprms.P_LIST in stated:
            number = u16(stated[sprms.P_LIST], 0)
            add(numbering, "numId", number if number <= _MOST_LISTS else 0)
    align = stated.get(sprms.P_ALIGN, stated.get(sprms.P_ALIGN_80))
    if align is not None and align[0] in _ALIGN:
        add(element, "jc", _ALIGN[align[0]])
    _add_indent(element, stated)
    if sprms.P_OUTLINE in stated:
        add(element, "outlineLvl", stated[sprms.P_OUTLINE][0])
    return element


def _add_indent(element: etree._Element, stated: Properties) -> None:
    found = {}
    left = stated.get(sprms.P_LEFT, stated.get(sprms.P_LEFT_80))
    first = stated.get(sprms.P_FIRST, stated.get(sprms.P_FIRST_80))
    if left is not None:
        found["left"] = i16(left, 0)
    if first is not None:
        length = i16(first, 0)
        found["firstLine" if length >= 0 else "hanging"] = abs(length)
    if sprms.P_LEFT_CHARACTERS in stated:
        found["leftChars"] = i16(stated[sprms.P_LEFT_CHARACTERS], 0)
    if sprms.P_FIRST_CHARACTERS in stated:
        length = i16(stated[sprms.P_FIRST_CHARACTERS], 0)
        found["firstLineChars" if length >= 0 else "hangingChars"] = abs(length)
    if found:
        indent = add(element, "ind")
        for name, value in found.items():
            indent.set(W + name, str(value))


def add_run_properties(
    parent: etree._Element,
    stated: Properties,
    fonts: Sequence[str],
    inherited: Properties | None = None,
) -> None:
    """Add ``w:rPr``.

    Args:
        parent: ``w:r`` or ``w:style``.
        stated: The modifiers.
        fonts: The names of the fonts of the document.
        inherited: What the styles set, for switches that turn it around.
    """
    element = etree.SubElement(parent, R_PR)
    if sprms.C_STYLE in stated:
        add(element, "rStyle", u16(stated[sprms.C_STYLE], 0))
    if sprms.C_FONT_EAST_ASIA in stated:
        number = u16(stated[sprms.C_FONT_EAST_ASIA], 0)
        name = fonts[number] if number < len(fonts) else ""
        add(element, "rFonts").set(f"{W}eastAsia", name)
    for code, name in _SWITCHES:
        on = _switch(stated, code, inherited or {})
        if on is not None:
            add(element, name, int(on))
    if sprms.C_SIZE in stated:
        add(element, "sz", u16(stated[sprms.C_SIZE], 0))
    if sprms.C_UNDERLINE in stated:
        add(element, "u", "single" if stated[sprms.C_UNDERLINE][0] else "none")
    if sprms.C_HIGHLIGHT in stated:
        add(element, "highlight", "yellow" if stated[sprms.C_HIGHLIGHT][0] else "none")
    color = _color(stated)
    if color is not None:
        add(element, "color", color)


def is_on(stated: Properties, code: int) -> bool:
    """Whether a switch is set outright."""
    return stated.get(code, b"\0")[:1] == b"\1"


def _switch(stated: Properties, code: int, inherited: Properties) -> bool | None:
    """Return whether a switch is on, None where it is as the style has it (2.9.327)."""
    value = stated[code][0] if code in stated else 0x80
    if value == _OPPOSITE:
        return not is_on(inherited, code)
    return bool(value) if value < 0x80 else None


def _color(stated: Properties) -> str | None:
    exact = stated.get(sprms.C_COLOR)
    if exact is not None:
        return "auto" if exact[3] == _AUTOMATIC else exact[:3].hex().upper()
    index = stated.get(sprms.C_COLOR_INDEX)
    return None if index is None else ("FF0000" if index[0] == _RED else "000000")


def read_fonts(table: bytes) -> list[str]:
    """Return the names of the fonts of a document (2.9.286)."""
    names: list[str] = []
    place = 4
    for _ in range(u16(table, 0)):
        if place >= len(table):
            break
        size = table[place]
        name = text_at(table[: place + 1 + size], place + 1 + _NAME_OF_FONT, 65)
        names.append(legal(name.partition("\0")[0]))
        place += 1 + size
    return names
