"""Numbers and tables of a binary file, read where they are and nothing where they are not."""

from __future__ import annotations

import struct
from typing import NamedTuple


class Plc(NamedTuple):
    """A table of places with one entry of data between each two ([MS-DOC] 2.2.2)."""

    places: tuple[int, ...]
    data: tuple[bytes, ...]


def u16(data: bytes, place: int) -> int:
    """Return the unsigned 16-bit number at ``place``, 0 behind the end."""
    return int.from_bytes(data[place : place + 2], "little") if 0 <= place < len(data) - 1 else 0


def i16(data: bytes, place: int) -> int:
    """Return the signed 16-bit number at ``place``, 0 behind the end."""
    number = u16(data, place)
    return number - 0x10000 if number & 0x8000 else number


def u32(data: bytes, place: int) -> int:
    """Return the unsigned 32-bit number at ``place``, 0 behind the end."""
    return int.from_bytes(data[place : place + 4], "little") if 0 <= place < len(data) - 3 else 0


def i32(data: bytes, place: int) -> int:
    """Return the signed 32-bit number at ``place``, 0 behind the end."""
    number = u32(data, place)
    return number - 0x1_0000_0000 if number & 0x8000_0000 else number


def plc(data: bytes, size: int) -> Plc:
    """Return a table whose entries have ``size`` bytes."""
    count = max(0, (len(data) - 4) // (4 + size))
    if not count:
        return Plc((), ())
    places = struct.unpack_from(f"<{count + 1}I", data)
    start = 4 * (count + 1)
    return Plc(places, tuple(data[start + n * size : start + (n + 1) * size] for n in range(count)))


def text_at(data: bytes, place: int, length: int) -> str:
    """Return ``length`` UTF-16 code units at ``place`` as text."""
    return data[place : place + 2 * length].decode("utf-16-le", "replace")
