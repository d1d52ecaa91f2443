"""OLE compound files ([MS-CFB]) opened safely: streams as bytes, by their names.

Chains of sectors are followed no further than the file has sectors, each sector once.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from extractor.bounds import bounds
from extractor.errors import CorruptSource, TruncatedSource

_END = 0xFFFFFFFA
"""Sector numbers from here on are marks, as that of the end of a chain."""
_HEADER = struct.Struct("<8s16s5H6x9I")
_ENTRY = struct.Struct("<64sHBB3I16xI16xIQ")
_FIRST_LOCATIONS = 109


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    """1 a storage, 2 a stream, 5 the root."""
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """An open compound file; only the streams of its root storage are seen.

    Raises:
        CorruptSource, TruncatedSource: Its header or directory is broken.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise TruncatedSource("the file ends within its header: download it again")
        self._data = data
        fields = _HEADER.unpack_from(data)
        version, shift, mini_shift = fields[3], fields[5], fields[6]
        if shift not in {9, 12} or mini_shift != 6 or version not in {3, 4}:
            raise CorruptSource("the header of the compound file is damaged: get the file again")
        self._sector = 1 << shift
        self._cutoff = fields[11]
        self._short = False
        self._fat = self._table(fields)
        self._entries = self._directory(fields[9])
        root = self._entries[0]
        self._mini = self._chain(root.start, root.size)
        self._mini_fat = _numbers(self._chain(fields[12], None))
        self._streams = {entry.name.lower(): entry for entry in self._children(root)}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._streams

    @property
    def names(self) -> list[str]:
        """The names of the root's streams and storages, in lower case."""
        return list(self._streams)

    @property
    def truncated(self) -> bool:
        """Whether a stream that was read ends before it should."""
        return self._short

    def read(self, name: str) -> bytes | None:
        """Return the stream ``name``, as much of it as there is; None where there is none."""
        entry = self._streams.get(name.lower())
        if entry is None or entry.kind != 2:
            return None
        if entry.size >= self._cutoff:
            found = self._chain(entry.start, entry.size)
        else:
            found = self._mini_chain(entry.start, entry.size)
        if len(found) < entry.size:
            self._short = True
        return found

    def _table(self, fields: tuple[int, ...]) -> tuple[int, ...]:
        """Return the allocation table: which sector follows each."""
        places = list(struct.unpack_from(f"<{_FIRST_LOCATIONS}I", self._data, 76))
        sector, seen = fields[14], set[int]()
        while sector < _END and sector not in seen:
            seen.add(sector)
            more = _numbers(self._at(sector))
            places += more[:-1]
            sector = more[-1] if more else _END
        most = len(self._data) // self._sector + 1
        used = [place for place in dict.fromkeys(places) if place < most]
        return _numbers(b"".join(self._at(place) for place in used))

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        return self._data[start : start + self._sector]

    def _chain(self, sector: int, size: int | None) -> bytes:
        """Return the bytes of a chain of sectors, at most ``size``."""
        parts: list[bytes] = []
        seen: set[int] = set()
        left = len(self._data) if size is None else size
        while sector < len(self._fat) and sector not in seen and left > 0:
            seen.add(sector)
            part = self._at(sector)
            parts.append(part)
            left -= len(part)
            sector = self._fat[sector]
        found = b"".join(parts)
        return found if size is None else found[:size]

    def _mini_chain(self, sector: int, size: int) -> bytes:
        parts: list[bytes] = []
        seen: set[int] = set()
        while sector < len(self._mini_fat) and sector not in seen and len(parts) * 64 < size:
            seen.add(sector)
            parts.append(self._mini[sector * 64 : sector * 64 + 64])
            sector = self._mini_fat[sector]
        return b"".join(parts)[:size]

    def _directory(self, start: int) -> list[_Entry]:
        data = self._chain(start, None)
        if len(data) < _ENTRY.size:
            raise TruncatedSource("the compound file has no directory: download it again")
        found = []
        most = bounds().entries * 128
        for place in range(0, min(len(data), most) - 127, 128):
            name, length, kind, _, left, right, child, _, first, size = _ENTRY.unpack_from(
                data, place
            )
            # Of version 3 only the lower half of the size counts (2.6.3).
            size = size & 0xFFFFFFFF if self._sector == 512 else size
            label = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            found.append(_Entry(label, kind, left, right, child, first, size))
        return found

    def _children(self, storage: _Entry) -> list[_Entry]:
        """Return the entries right in a storage; all there are where their tree is broken."""
        found: list[_Entry] = []
        waiting, seen = [storage.child], set[int]()
        while waiting:
            number = waiting.pop()
            if number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            found.append(entry)
            waiting += [entry.left, entry.right]
        return found or [entry for entry in self._entries if entry.kind == 2]


def _numbers(data: bytes) -> tuple[int, ...]:
    count = len(data) // 4
    return struct.unpack_from(f"<{count}I", data)
