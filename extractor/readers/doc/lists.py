"""The lists of a document as ``w:numbering`` ([MS-DOC] 2.9.147, 2.9.131)."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from extractor.bounds import bounds
from extractor.readers.doc.binary import i32, text_at, u16, u32
from extractor.readers.doc.elements import add, legal
from extractor.readers.doc.properties import add_paragraph_properties
from extractor.readers.doc.sprms import properties
from extractor.readers.docx.names import W

FORMATS = (
    *("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal"),
    *("cardinalText", "ordinalText", "hex", "chicago", "ideographDigital", "japaneseCounting"),
    *("aiueo", "iroha", "decimalFullWidth", "decimalHalfWidth", "japaneseLegal"),
    *("japaneseDigitalTenThousand", "decimalEnclosedCircle", "decimalFullWidth2"),
    *("aiueoFullWidth", "irohaFullWidth", "decimalZero", "bullet", "ganada", "chosung"),
    *("decimalEnclosedFullstop", "decimalEnclosedParen", "decimalEnclosedCircleChinese"),
    *("ideographEnclosedCircle", "ideographTraditional", "ideographZodiac"),
    *("ideographZodiacTraditional", "taiwaneseCounting", "ideographLegalTraditional"),
    *("taiwaneseCountingThousand", "taiwaneseDigital", "chineseCounting"),
    *("chineseLegalSimplified", "chineseCountingThousand"),
)
"""Names of the formats of numbers by their codes ([MS-OSHARED] 2.2.1.3)."""

_SUFFIXES = ("tab", "space", "nothing")
_LIST, _LEVEL = 28, 28
"""Bytes of the fixed part of a list and of a level."""
_NO_STYLE = 0xFFF


class _Level(NamedTuple):
    data: bytes
    paragraph: bytes
    text: str
    end: int


def read_numbering(stream: bytes, lists: bytes, start: int, overrides: bytes) -> etree._Element:
    """Return the lists as ``w:numbering``.

    Args:
        stream: The table stream.
        lists: The table of lists, without their levels.
        start: Where that table begins in the stream; the levels follow it.
        overrides: The table of overrides, by whose numbers paragraphs name their lists.
    """
    root = etree.Element(f"{W}numbering")
    place = start + len(lists)
    names: dict[int, int] = {}
    for number in range(min(u16(lists, 0), (len(lists) - 2) // _LIST, bounds().lists)):
        entry = lists[2 + number * _LIST : 2 + (number + 1) * _LIST]
        names.setdefault(i32(entry, 0), number)
        element = add(root, "abstractNum")
        element.set(f"{W}abstractNumId", str(number))
        for index in range(1 if entry[26] & 1 else 9):
            level = _read(stream, place)
            if level is None:
                break
            _add(element, index, level, u16(entry, 8 + 2 * index))
            place = level.end
    _add_overrides(root, overrides, names)
    return root


def _add_overrides(root: etree._Element, table: bytes, names: dict[int, int]) -> None:
    count = min(u32(table, 0), (len(table) - 4) // 16, bounds().lists)
    place = 4 + 16 * count
    for number in range(count):
        entry = table[4 + 16 * number : 20 + 16 * number]
        element = add(root, "num")
        element.set(f"{W}numId", str(number + 1))
        add(element, "abstractNumId", names.get(i32(entry, 0), -1))
        place += 4
        for _ in range(min(entry[12], 9)):
            flags = u32(table, place + 4)
            override = add(element, "lvlOverride")
            override.set(f"{W}ilvl", str(flags & 0xF))
            if flags & 0x10 and not flags & 0x20:
                add(override, "startOverride", i32(table, place))
            place += 8
            level = _read(table, place) if flags & 0x20 else None
            if level is not None:
                _add(override, flags & 0xF, level, _NO_STYLE)
                place = level.end


def _read(data: bytes, place: int) -> _Level | None:
    fixed = data[place : place + _LEVEL]
    if len(fixed) < _LEVEL:
        return None
    place += _LEVEL
    paragraph = data[place : place + fixed[25]]
    place += fixed[25] + fixed[24]
    length = u16(data, place)
    text = text_at(data, place + 2, length)
    return _Level(fixed, paragraph, text, place + 2 + 2 * length)


def _add(parent: etree._Element, index: int, level: _Level, style: int) -> None:
    fixed = level.data
    element = add(parent, "lvl")
    element.set(f"{W}ilvl", str(index))
    add(element, "start", i32(fixed, 0))
    code = fixed[4]
    add(element, "numFmt", FORMATS[code] if code < len(FORMATS) else _beyond(code))
    add(element, "lvlText", _spelled(level.text))
    add(element, "suff", _SUFFIXES[fixed[15]] if fixed[15] < len(_SUFFIXES) else "tab")
    if fixed[5] & 0x04:
        add(element, "isLgl")
    if fixed[5] & 0x08:
        add(element, "lvlRestart", fixed[26])
    if style != _NO_STYLE:
        add(element, "pStyle", style)
    add_paragraph_properties(element, properties(level.paragraph), "")


def _beyond(code: int) -> str:
    return "none" if code == 0xFF else "decimal"


def _spelled(text: str) -> str:
    """Return the text of a level with its places for numbers as ``%1`` to ``%9``."""
    return legal("".join(f"%{ord(one) + 1}" if ord(one) < 9 else one for one in text))
