"""Binary Word documents made from nothing, for what no program writes when asked.

[MS-CFB] and [MS-DOC]: a compound file, an information block, pages of formatting with one entry
each, tables.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from extractor.readers.doc import fib

_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
PAIRS = 136


@dataclass
class P:
    """A paragraph: its runs with their modifiers, its own modifiers, the mark that ends it."""

    runs: str | list[tuple[str, bytes]]
    stated: bytes = b""
    style: int = 0
    mark: str = "\r"
    mark_look: bytes = b""

    def stretches(self) -> list[tuple[str, bytes]]:
        runs = [(self.runs, b"")] if isinstance(self.runs, str) else self.runs
        return [*((text, look) for text, look in runs if text), (self.mark, self.mark_look)]


def sprm(code: int, value: int | bytes) -> bytes:
    """Return one modifier with its operand."""
    size = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}.get(code >> 13)
    if isinstance(value, int):
        assert size is not None
        value = (value & (256**size - 1)).to_bytes(size, "little")
    return struct.pack("<H", code) + value


def row_of(*edges: int, flags: tuple[int, ...] = (), depth: int = 1, more: bytes = b"") -> P:
    """Return the paragraph that ends a row of cells between ``edges``."""
    count = len(edges) - 1
    cells = b"".join(
        struct.pack("<HH16x", flags[n] if n < len(flags) else 0, 0) for n in range(count)
    )
    body = bytes([count]) + struct.pack(f"<{count + 1}h", *edges) + cells
    defined = struct.pack("<HH", 0xD608, len(body) + 1) + body
    if depth == 1:
        return P("", sprm(0x2416, 1) + sprm(0x2417, 1) + defined + more, mark="\x07")
    inner = sprm(0x2416, 1) + sprm(0x6649, depth) + sprm(0x244C, 1)
    return P("", inner + defined + more)


def cell(text: str | list[tuple[str, bytes]], stated: bytes = b"") -> P:
    """Return the only paragraph of a cell."""
    return P(text, sprm(0x2416, 1) + stated, mark="\x07")


def plc(places: list[int], *entries: bytes) -> bytes:
    """Return a table of places with an entry between each two."""
    return struct.pack(f"<{len(places)}I", *places) + b"".join(entries)


def style(kind: int, name: str, *lists: bytes, base: int = 0xFFF, built_in: int = 0xFFE) -> bytes:
    """Return one style with its length."""
    data = struct.pack("<HHHHH", built_in, kind | base << 4, len(lists), 0, 0)
    data += struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"
    for one in lists:
        data += b"\0" * (len(data) % 2) + struct.pack("<H", len(one)) + one
    data += b"\0" * (len(data) % 2)
    return struct.pack("<H", len(data)) + data


def stylesheet(*styles: bytes) -> bytes:
    """Return the table of styles."""
    return struct.pack("<HHH", 4, len(styles), 10) + b"".join(styles)


def fonts(*names: str) -> bytes:
    """Return the table of fonts."""
    found = struct.pack("<HH", len(names), 0)
    for name in names:
        entry = b"\0" * 39 + name.encode("utf-16-le") + b"\0\0"
        found += bytes([len(entry)]) + entry
    return found


@dataclass
class Level:
    text: str
    format: int = 0
    start: int = 1
    follow: int = 0


def numbering(*levels: Level) -> dict[int, bytes]:
    """Return the tables of one list of nine levels, and of the one override that names it."""
    filled = [*levels, *[Level("")] * (9 - len(levels))]
    entry = struct.pack("<ii", 7, 0) + b"\xff\x0f" * 9 + b"\0\0"
    behind = b""
    for level in filled:
        fixed = struct.pack("<iBB9sBii", level.start, level.format, 0, b"", level.follow, 0, 0)
        text = level.text.encode("utf-16-le")
        behind += fixed + b"\0" * 4 + struct.pack("<H", len(level.text)) + text
    override = struct.pack("<Ii8xBBBB", 1, 7, 0, 0, 0, 0) + struct.pack("<I", 0xFFFFFFFF)
    return {
        fib.LISTS: struct.pack("<H", 1) + entry,
        -fib.LISTS: behind,
        fib.LIST_OVERRIDES: override,
    }


@dataclass
class Doc:
    """A document; each part of its text is a list of paragraphs."""

    main: list[P]
    footnotes: list[P] = field(default_factory=list)
    headers: list[P] = field(default_factory=list)
    comments: list[P] = field(default_factory=list)
    endnotes: list[P] = field(default_factory=list)
    boxes: list[P] = field(default_factory=list)
    tables: dict[int, bytes] = field(default_factory=dict)
    data: bytes = b""
    flags: int = 0x0200
    version: int = 0xC1
    narrow: bool = False
    """Write the text in bytes of Windows-1252."""
    changes: bytes = b""
    """Modifiers that a fast save left for the second half of the text."""

    def build(self) -> bytes:
        streams = self.streams()
        return compound(streams)

    def streams(self) -> dict[str, bytes]:
        parts = [
            self.main,
            self.footnotes,
            self.headers,
            [],
            self.comments,
            self.endnotes,
            self.boxes,
            [],
        ]
        lengths = [sum(len(t) for p in part for t, _ in p.stretches()) for part in parts]
        paragraphs = [paragraph for part in parts for paragraph in part]
        text = "".join(t for p in paragraphs for t, _ in p.stretches())
        encoded = text.encode("cp1252" if self.narrow else "utf-16-le", "surrogatepass")
        width = 1 if self.narrow else 2
        start = 1536
        first = (start + len(encoded) + 511) // 512
        runs: list[tuple[int, int, bytes]] = []
        marks: list[tuple[int, int, bytes]] = []
        place = start
        for paragraph in paragraphs:
            begin = place
            for stretch, look in paragraph.stretches():
                end = place + width * len(stretch)
                runs.append((place, end, bytes([len(look)]) + look))
                place = end
            own = struct.pack("<H", paragraph.style) + paragraph.stated
            own = own if len(own) % 2 else own + b"\0"
            marks.append((begin, place, bytes([(len(own) + 1) // 2]) + own))
        run_pages, run_starts = _pages(runs, 1)
        mark_pages, mark_starts = _pages(marks, 13)
        tables = dict(self.tables)
        tables[fib.RUN_PAGES] = _listed(run_starts, first)
        tables[fib.PARAGRAPH_PAGES] = _listed(mark_starts, first + len(run_pages))
        tables[fib.CLX] = self._clx(len(text), start, width)
        table, pairs = _table(tables)
        block = struct.pack(
            "<HHHHHHHIHH", 0xA5EC, self.version, 0, 0x804, 0, self.flags, 0xC1, 0, 0, 0
        )
        block = block.ljust(32, b"\0") + struct.pack("<H", 14) + b"\0" * 28 + struct.pack("<H", 22)
        block += b"\0" * 12 + struct.pack("<8I", *lengths) + b"\0" * 44
        block += struct.pack("<H", PAIRS) + pairs
        document = block.ljust(start, b"\0") + encoded
        document = document.ljust(first * 512, b"\0") + b"".join([*run_pages, *mark_pages])
        name = "1Table" if self.flags & 0x0200 else "0Table"
        return {"WordDocument": document, name: table, "Data": self.data}

    def _clx(self, length: int, start: int, width: int) -> bytes:
        def entry(position: int, modifier: int) -> bytes:
            where = start + position * width
            where = where * 2 | 0x4000_0000 if width == 1 else where
            return struct.pack("<HIH", 0, where, modifier)

        if not self.changes:
            body = plc([0, length], entry(0, 0))
            return b"\x02" + struct.pack("<I", len(body)) + body
        half = length // 2
        body = plc([0, half, length], entry(0, 0), entry(half, 1))
        listed = b"\x01" + struct.pack("<H", len(self.changes)) + self.changes
        return listed + b"\x02" + struct.pack("<I", len(body)) + body


def _pages(entries: list[tuple[int, int, bytes]], size: int) -> tuple[list[bytes], list[int]]:
    """Return pages of formatting filled with entries, and where the text of each begins."""
    pages: list[bytes] = []
    starts: list[int] = []
    waiting = list(entries)
    while waiting:
        count, used = 0, 4 + 1
        while count < len(waiting) and count < 100:
            used += 4 + size + len(waiting[count][2]) + 1
            if used > 511:
                break
            count += 1
        assert count, "too many modifiers for a page"
        pages.append(_page(waiting[:count], size))
        starts.append(waiting[0][0])
        del waiting[:count]
    return pages, [*starts, entries[-1][1]]


def _page(entries: list[tuple[int, int, bytes]], size: int) -> bytes:
    page = bytearray(512)
    count = len(entries)
    struct.pack_into(f"<{count + 1}I", page, 0, *(one[0] for one in entries), entries[-1][1])
    place = 511
    for order, (_, _, data) in enumerate(entries):
        place -= len(data)
        place -= place % 2
        page[4 * (count + 1) + size * order] = place // 2
        page[place : place + len(data)] = data
    page[511] = count
    return bytes(page)


def _listed(starts: list[int], first: int) -> bytes:
    return plc(starts, *(struct.pack("<I", first + n) for n in range(len(starts) - 1)))


def _table(tables: dict[int, bytes]) -> tuple[bytes, bytes]:
    """Return the table stream and the pairs that point into it; -n stands right behind n."""
    stream = b"\0" * 8
    pairs = bytearray(8 * PAIRS)
    for number, data in tables.items():
        if number < 0:
            continue
        struct.pack_into("<II", pairs, 8 * number, len(stream), len(data))
        stream += data + tables.get(-number, b"")
    return stream, bytes(pairs)


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a compound file of version 3; streams below 4,096 bytes go to the mini stream."""
    sectors: list[bytes] = []
    chains: list[int] = []

    def store(data: bytes) -> int:
        start = len(sectors)
        pieces = [data[n : n + 512].ljust(512, b"\0") for n in range(0, len(data), 512)]
        for order, piece in enumerate(pieces):
            sectors.append(piece)
            chains.append(start + order + 1 if order + 1 < len(pieces) else _END)
        return start if pieces else _END

    mini, mini_fat, entries = b"", [], []
    for name, data in streams.items():
        if len(data) < 4096:
            start = len(mini) // 64 if data else _END
            count = (len(data) + 63) // 64
            mini_fat += [*range(start + 1, start + count), _END] if count else []
            mini += data.ljust(64 * count, b"\0")
        else:
            start = store(data)
        entries.append((name, 2, start, len(data)))
    root = store(mini)
    mini_place = store(struct.pack(f"<{len(mini_fat)}I", *mini_fat)) if mini_fat else _END
    directory = [_entry("Root Entry", 5, root, len(mini), child=1 if entries else _FREE)]
    for order, (name, kind, start, size) in enumerate(entries, 1):
        right = order + 1 if order < len(entries) else _FREE
        directory.append(_entry(name, kind, start, size, right=right))
    directory_place = store(b"".join(directory))
    count = more = 0
    while count * 128 < len(sectors) + count + more:
        count += 1
        more = max(0, (count - 109 + 126) // 127)
    fat_place = len(sectors)
    chains += [_FAT] * (count + more)
    fat = struct.pack(f"<{len(chains)}I", *chains).ljust(512 * count, b"\xff")
    places = [fat_place + n for n in range(count)]
    behind = fat_place + count
    header = struct.pack(
        "<8s16sHHHHH6x9I",
        bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, count, directory_place, 0, 4096, mini_place, 1, behind if more else _END, more,
    )  # fmt: skip
    header += struct.pack("<109I", *(places + [_FREE] * 109)[:109])
    further = b""
    for order in range(more):
        part = (places[109 + 127 * order :] + [_FREE] * 127)[:127]
        further += struct.pack("<128I", *part, behind + order + 1 if order + 1 < more else _END)
    return header + b"".join(sectors) + fat + further


def _entry(
    name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE
) -> bytes:
    label = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBB3I16xI16xIQ", label, len(label), kind, 1, _FREE, right, child, 0, start, size
    )
