"""Records of a workbook stream and the strings in them ([MS-XLS] 2.1.4, 2.5.293)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from extractor.readers.doc.binary import u16, u32

CONTINUE: Final = 0x003C
BOF: Final = 0x0809
EOF: Final = 0x000A
_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08


class Record(NamedTuple):
    """A record: its kind, its data, and that of the records that continue it."""

    kind: int
    chunks: tuple[bytes, ...]

    @property
    def data(self) -> bytes:
        """What stands before any continuation."""
        return self.chunks[0]


class RichText(NamedTuple):
    """Text and where the font changes: pairs of a character and the number of a font."""

    text: str
    runs: tuple[tuple[int, int], ...] = ()


def records(stream: bytes, place: int) -> Iterator[Record]:
    """Yield the records of a substream that begins at ``place``, to its end.

    Substreams within it, as those of charts, are passed over.
    """
    kind, chunks = -1, list[bytes]()
    depth = 0
    while place + 4 <= len(stream):
        following, size = u16(stream, place), u16(stream, place + 2)
        data = stream[place + 4 : place + 4 + size]
        place += 4 + size
        if following == CONTINUE and chunks:
            chunks.append(data)
            continue
        if chunks and depth <= 1:
            yield Record(kind, tuple(chunks))
        kind, chunks = following, [data]
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if depth <= 0:
                return
            chunks = []
    if chunks and depth <= 1:
        yield Record(kind, tuple(chunks))


class Segments:
    """Data that runs on over continuations; a string cut by one states its width anew.

    Args:
        chunks: The data of a record and of those that continue it.
        encoding: Of the bytes of old workbooks; empty where strings are Unicode.
    """

    def __init__(self, chunks: tuple[bytes, ...], encoding: str = "") -> None:
        self._chunks = chunks
        self._encoding = encoding
        self._chunk = 0
        self._place = 0

    @property
    def over(self) -> bool:
        """Whether nothing is left."""
        self._step()
        return self._chunk >= len(self._chunks)

    def _step(self) -> None:
        while self._chunk < len(self._chunks) and self._place >= len(self._chunks[self._chunk]):
            self._chunk += 1
            self._place = 0

    def take(self, count: int) -> bytes:
        """Return the next bytes, fewer at the end."""
        parts = []
        while count > 0 and not self.over:
            part = self._chunks[self._chunk][self._place : self._place + count]
            self._place += len(part)
            count -= len(part)
            parts.append(part)
        return b"".join(parts)

    def number(self, size: int) -> int:
        """Return the next unsigned number of ``size`` bytes."""
        return int.from_bytes(self.take(size), "little")

    def skip(self, count: int) -> None:
        """Pass over bytes."""
        while count > 0 and not self.over:
            step = min(count, len(self._chunks[self._chunk]) - self._place)
            self._place += step
            count -= step

    def string(self, size: int) -> RichText:
        """Return the next string, whose count of characters has ``size`` bytes."""
        count = self.number(size)
        if self._encoding:
            return RichText(self.take(count).decode(self._encoding, "replace"))
        flags = self.number(1)
        runs = self.number(2) if flags & _RICH else 0
        extended = self.number(4) if flags & _EXTENDED else 0
        text = self.characters(count, wide=bool(flags & _WIDE))
        listed = self.take(4 * runs)
        self.skip(extended)
        pairs = tuple(
            (u16(listed, place), u16(listed, place + 2)) for place in range(0, len(listed) - 3, 4)
        )
        return RichText(text, pairs)

    def characters(self, count: int, *, wide: bool) -> str:
        """Return the next characters; behind a cut stands whether they are wide."""
        parts: list[str] = []
        while count > 0:
            if self._chunk < len(self._chunks) and self._place >= len(self._chunks[self._chunk]):
                self._step()
                wide = bool(self.number(1) & _WIDE)
            if self._chunk >= len(self._chunks):
                break
            width = 2 if wide else 1
            rest = (len(self._chunks[self._chunk]) - self._place) // width
            if not rest:
                self._place = len(self._chunks[self._chunk])
                continue
            data = self.take(width * min(count, rest))
            count -= len(data) // width
            parts.append(data.decode("utf-16-le" if wide else "latin-1", "surrogatepass"))
        whole = "".join(parts)
        return whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def real(bits: int) -> float:
    """Return the number that 32 bits hold (RkNumber, 2.5.217)."""
    if bits & 2:
        number = float((bits >> 2) - (1 << 30 if bits & 0x8000_0000 else 0))
    else:
        number = _double((bits & 0xFFFF_FFFC) << 32)
    return number / 100 if bits & 1 else number


def double_at(data: bytes, place: int) -> float:
    """Return the 64-bit number at ``place``, 0 behind the end."""
    return _double(u32(data, place) | u32(data, place + 4) << 32)


def _double(bits: int) -> float:
    return float(struct.unpack("<d", bits.to_bytes(8, "little"))[0])
