"""Binary workbooks made from nothing ([MS-XLS]), for what no program writes when asked."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from tests.readers.doc_builder import compound

Value = str | float | int | bool


def record(kind: int, data: bytes = b"") -> bytes:
    """Return a record, continued where it is longer than one may be."""
    parts = [data[n : n + 8224] for n in range(0, len(data), 8224)] or [b""]
    made = struct.pack("<HH", kind, len(parts[0])) + parts[0]
    return made + b"".join(struct.pack("<HH", 0x3C, len(part)) + part for part in parts[1:])


def string(text: str, size: int = 2, runs: tuple[tuple[int, int], ...] = ()) -> bytes:
    """Return a Unicode string whose count has ``size`` bytes; runs are (character, font)."""
    wide = any(ord(one) > 0xFF for one in text)
    flags = int(wide) | (8 if runs else 0)
    data = len(text).to_bytes(size, "little") + bytes([flags])
    data += struct.pack("<H", len(runs)) if runs else b""
    data += text.encode("utf-16-le" if wide else "latin-1")
    return data + b"".join(struct.pack("<HH", *run) for run in runs)


def font(size: float = 11, *, bold: bool = False, color: int = 0x7FFF, name: str = "宋体") -> bytes:
    data = struct.pack(
        "<HHHHHBBBB", round(size * 20), 0, color, 700 if bold else 400, 0, 0, 0, 0, 0
    )
    return record(0x31, data + string(name, 1))


def cell_format(font: int = 0, code: int = 0, align: int = 0, *, ruled: bool = False) -> bytes:
    lines = 0x1111 if ruled else 0
    return record(0xE0, struct.pack("<HHHBBHIIH", font, code, 0, align, 0, 0, lines, 0, 0))


def cell(row: int, column: int, value: Value, style: int = 0) -> bytes:
    """Return a cell as the record that holds values of its kind outside of the shared strings."""
    head = struct.pack("<HHH", row, column, style)
    if isinstance(value, bool):
        return record(0x205, head + bytes([value, 0]))
    if isinstance(value, str):
        return record(0x204, head + string(value))
    if isinstance(value, int):
        return record(0x27E, head + struct.pack("<I", (value << 2 | 2) & 0xFFFFFFFF))
    return record(0x203, head + struct.pack("<d", value))


def merged(*areas: tuple[int, int, int, int]) -> bytes:
    """Return merged areas: top, left, bottom, right."""
    listed = b"".join(struct.pack("<HHHH", t, b, lf, r) for t, lf, b, r in areas)
    return record(0xE5, struct.pack("<H", len(areas)) + listed)


@dataclass
class Page:
    """A sheet: its name, its records, its state (1 hidden, 2 very hidden), its kind."""

    name: str
    records: bytes
    state: int = 0
    kind: int = 0


@dataclass
class Book:
    """A workbook; ``shared`` are the records of strings, fonts and formats."""

    pages: list[Page]
    shared: bytes = field(default_factory=lambda: font() + cell_format())
    version: int = 0x0600
    stream: str = "Workbook"

    def build(self) -> bytes:
        return compound({self.stream: self.data()})

    def data(self) -> bytes:
        begin = record(0x809, struct.pack("<HH12x", self.version, 5))
        end = record(0x0A)
        inner = record(0x809, struct.pack("<HH12x", self.version, 0x10))
        old = self.version != 0x0600
        names = [
            bytes([len(page.name.encode("gb18030"))]) + page.name.encode("gb18030")
            if old
            else string(page.name, 1)
            for page in self.pages
        ]
        place = len(begin) + len(self.shared) + sum(10 + len(name) for name in names) + len(end)
        bounds, bodies = b"", b""
        for page, name in zip(self.pages, names, strict=True):
            bounds += record(
                0x85, struct.pack("<IBB", place + len(bodies), page.state, page.kind) + name
            )
            bodies += inner + page.records + end
        return begin + self.shared + bounds + end + bodies


def strings(*texts: bytes) -> bytes:
    """Return the table of shared strings."""
    return record(0xFC, struct.pack("<II", len(texts), len(texts)) + b"".join(texts))
