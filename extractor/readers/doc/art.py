"""Drawn objects: text boxes, WordArt and pictures that float over the page ([MS-ODRAW])."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.bounds import bounds
from extractor.readers.doc.binary import i16, i32, plc, u16, u32

_GROUP, _SHAPE, _IDENTITY = 0xF003, 0xF004, 0xF00A
_OPTIONS = frozenset({0xF00B, 0xF121, 0xF122})
_DRAWING_GROUP, _DRAWING = 0xF000, 0xF002
_ART_TEXT, _PICTURE, _NAME, _DESCRIPTION = 0xC0, 0x104, 0x380, 0x381
_FLAG_COMPLEX = 0x8000
_TWIPS = 20
_SHAPE_FILE = 0x66
"""The kind of an inline picture that names a file (2.9.192)."""


@dataclass(slots=True)
class Shape:
    """One shape, with what is drawn in it."""

    art: str = ""
    name: str = ""
    description: str = ""
    picture: bool = False


@dataclass(slots=True)
class Drawings:
    """The shapes of a document by their ids, and for each the outermost group that holds it."""

    shapes: dict[int, Shape] = field(default_factory=dict)
    outer: dict[int, int] = field(default_factory=dict)

    def within(self, outer: int) -> list[int]:
        """Return the ids of the shapes in a group, or the shape itself."""
        return [number for number, group in self.outer.items() if group == outer] or [outer]


class Anchor(NamedTuple):
    """Where a shape is anchored, and its size in points."""

    shape: int
    width: float
    height: float


class Inline(NamedTuple):
    """A picture in a line; the sizes are points."""

    shape: Shape
    width: float
    height: float


def read_drawings(data: bytes) -> Drawings:
    """Return the shapes of the table of drawings (2.9.172)."""
    found = Drawings()
    place = 0
    while place + 8 <= len(data):
        kind, length = u16(data, place + 2), u32(data, place + 4)
        if kind not in {_DRAWING_GROUP, _DRAWING}:
            place += 1  # which text the drawing belongs to
            if place + 8 > len(data) or u16(data, place + 2) != _DRAWING:
                break
            continue
        if kind == _DRAWING:
            _scan(data[place + 8 : place + 8 + length], found, 0, 0)
        place += 8 + length
    return found


def _scan(data: bytes, found: Drawings, depth: int, outer: int) -> None:
    """Gather shapes; the groups of depth 0 and 1 are the page itself."""
    group = outer
    for kind, inner in _records(data):
        if kind == _SHAPE and len(found.shapes) < bounds().shapes:
            number, shape = _shape(inner)
            if depth > 1 and not group:
                group = number
            found.shapes[number] = shape
            found.outer[number] = group or number
        elif kind == _GROUP and depth < bounds().drawing_depth:
            _scan(inner, found, depth + 1, group)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 8 <= len(data):
        length = u32(data, place + 4)
        yield u16(data, place + 2), data[place + 8 : place + 8 + length]
        place += 8 + length


def _shape(data: bytes) -> tuple[int, Shape]:
    number, shape = 0, Shape()
    place = 0
    while place + 8 <= len(data):
        kind, length = u16(data, place + 2), u32(data, place + 4)
        inner = data[place + 8 : place + 8 + length]
        if kind == _IDENTITY:
            number = u32(inner, 0)
        elif kind in _OPTIONS:
            _options(inner, u16(data, place) >> 4, shape)
        place += 8 + length
    return number, shape


def _options(data: bytes, count: int, shape: Shape) -> None:
    """Read properties: a table of fixed entries, then the long values in their order."""
    behind = 6 * count
    for order in range(count):
        code, value = u16(data, 6 * order), u32(data, 6 * order + 2)
        if 6 * order >= len(data):
            break
        long = b""
        if code & _FLAG_COMPLEX:
            long = data[behind : behind + value]
            behind += value
        text = long.decode("utf-16-le", "replace").partition("\0")[0]
        known = code & 0x3FFF
        if known == _ART_TEXT:
            shape.art = text
        elif known == _NAME:
            shape.name = text
        elif known == _DESCRIPTION:
            shape.description = text
        elif known == _PICTURE:
            shape.picture = bool(value)


def read_anchors(table: bytes) -> dict[int, Anchor]:
    """Return which shape is anchored at which character (2.8.37)."""
    entries = plc(table, 26)
    return {
        place: Anchor(
            u32(entry, 0),
            (i32(entry, 12) - i32(entry, 4)) / _TWIPS,
            (i32(entry, 16) - i32(entry, 8)) / _TWIPS,
        )
        for place, entry in zip(entries.places, entries.data, strict=False)
    }


def read_inline(data: bytes, place: int) -> Inline | None:
    """Return the picture that the data stream holds at ``place``, None where there is none."""
    length, header = u32(data, place), u16(data, place + 4)
    if length < header or header < 0x44:
        return None
    inner = data[place + header : place + length]
    if u16(data, place + 6) == _SHAPE_FILE and inner:
        inner = inner[1 + inner[0] :]
    shape = next((_shape(body)[1] for kind, body in _records(inner) if kind == _SHAPE), Shape())
    width = i16(data, place + 28) * u16(data, place + 32) / 1000 / _TWIPS
    height = i16(data, place + 30) * u16(data, place + 34) / 1000 / _TWIPS
    return Inline(shape, round(width, 1), round(height, 1))
