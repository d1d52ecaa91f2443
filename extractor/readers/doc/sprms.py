"""Single property modifiers: how properties of text are stated ([MS-DOC] 2.6)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from extractor.readers.doc.binary import u16

# Paragraphs
P_STYLE: Final = 0x4600
P_ALIGN_80: Final = 0x2403
P_ALIGN: Final = 0x2461
P_IN_TABLE: Final = 0x2416
P_ROW_END: Final = 0x2417
P_DEPTH: Final = 0x6649
P_INNER_CELL: Final = 0x244B
P_INNER_ROW_END: Final = 0x244C
P_LEVEL: Final = 0x260A
P_LIST: Final = 0x460B
P_LEFT_80: Final = 0x840F
P_LEFT: Final = 0x845E
P_FIRST_80: Final = 0x8411
P_FIRST: Final = 0x8460
P_LEFT_CHARACTERS: Final = 0x4456
P_FIRST_CHARACTERS: Final = 0x4457
P_OUTLINE: Final = 0x2640
P_HUGE: Final = frozenset({0x6645, 0x6646})

# Characters
C_DELETED: Final = 0x0800
C_SPECIAL: Final = 0x0855
C_DATA: Final = 0x0806
C_OBJECT: Final = 0x0856
C_OLE: Final = 0x080A
C_HIDDEN: Final = 0x083C
C_BOLD: Final = 0x0835
C_ITALIC: Final = 0x0836
C_UNDERLINE: Final = 0x2A3E
C_HIGHLIGHT: Final = 0x2A0C
C_COLOR_INDEX: Final = 0x2A42
C_COLOR: Final = 0x6870
C_SIZE: Final = 0x4A43
C_FONT_EAST_ASIA: Final = 0x4A50
C_STYLE: Final = 0x4A30
C_PICTURE: Final = 0x6A03
C_SYMBOL: Final = 0x6A09

# Tables
T_CELLS: Final = 0xD608
T_HEADER: Final = 0x3404
T_VERTICAL: Final = 0xD62B

_TABS: Final = 0xC615
_SIZES: Final = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}

_SHORT: Final = {
    0x05: P_ALIGN_80,
    0x18: P_IN_TABLE,
    0x19: P_ROW_END,
    0x41: C_DELETED,
    0x55: C_BOLD,
    0x56: C_ITALIC,
    0x5C: C_HIDDEN,
    0x5E: C_UNDERLINE,
}
"""What the short names of modifiers in a piece stand for (2.9.209)."""

Properties = dict[int, bytes]
"""Operands by modifier; of several, the last."""


def modifiers(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each modifier with its operand; broken ones end the list."""
    place = 0
    while place + 2 < len(data):
        code = u16(data, place)
        place += 2
        kind = code >> 13
        if kind in _SIZES:
            size = _SIZES[kind]
        elif code == T_CELLS:
            size = u16(data, place) + 1
        elif code == _TABS and data[place] == 255:
            removed = data[place + 1] if place + 1 < len(data) else 0
            added = place + 2 + 4 * removed
            size = 3 + 4 * removed + 3 * (data[added] if added < len(data) else 0)
        else:
            size = 1 + data[place]
        if place + size > len(data):
            return
        yield code, data[place : place + size]
        place += size


@lru_cache(maxsize=8192)
def _properties(data: bytes) -> tuple[tuple[int, bytes], ...]:
    return tuple(modifiers(data))


def properties(*lists: bytes) -> Properties:
    """Return what lists of modifiers state, later ones before earlier ones."""
    found: Properties = {}
    for data in lists:
        found.update(_properties(data))
    return found


def short_list(modifier: int) -> bytes:
    """Return the one modifier that a piece states in short form, as a list of its own."""
    code = _SHORT.get(modifier >> 1 & 0x7F)
    return b"" if code is None else code.to_bytes(2, "little") + bytes([modifier >> 8])
