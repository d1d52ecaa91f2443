"""Compressed streams: gzip, bzip2, xz, Zstandard, each counted as it comes out."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from typing import BinaryIO, Protocol, cast

import zstandard

from extractor.batch.archives.budget import Budget, Metered
from extractor.batch.archives.damage import WINDOW

_SUFFIXES = {
    "gzip": (".gz", ".z"),
    "bz2": (".bz2",),
    "xz": (".xz",),
    "zstd": (".zst", ".zstd"),
}


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


class _Frames(io.RawIOBase):
    """Frames one after another, each to its end.

    ``lzma.LZMAFile`` takes no bound on memory, and the reader of zstandard takes a stream that is
    cut for a whole one.

    Args:
        packed: What to read.
        fresh: Makes what decompresses one frame.
        portion: Bytes given to it at a time: few, for all that comes out is held.
        padding: What may stand between frames (xz 2.2).
    """

    def __init__(
        self,
        packed: BinaryIO,
        fresh: Callable[[], _Decompressor],
        *,
        portion: int,
        padding: bytes = b"",
    ) -> None:
        self._packed = packed
        self._fresh = fresh
        self._portion = portion
        self._padding = padding
        self._frame = fresh()
        self._out = memoryview(b"")

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read into ``buffer`` what comes next.

        Raises:
            EOFError: The stream ends within a frame.
        """
        view = memoryview(buffer)  # type: ignore[arg-type]  # any buffer, which has no type in 3.11
        while not self._out:
            if self._frame.eof:
                rest = self._between_frames()
                if not rest:
                    return 0
                self._frame = self._fresh()
            elif not (rest := self._packed.read(self._portion)):
                raise EOFError
            self._out = memoryview(self._frame.decompress(rest))
        size = min(len(view), len(self._out))
        view[:size] = self._out[:size]
        self._out = self._out[size:]
        return size

    def _between_frames(self) -> bytes:
        """Return the beginning of the next frame, or nothing."""
        rest = self._frame.unused_data.lstrip(self._padding)
        while not rest and (more := self._packed.read(self._portion)):
            rest = more.lstrip(self._padding)
        return rest


def _xz(packed: BinaryIO) -> BinaryIO:
    def fresh() -> _Decompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=WINDOW)

    return cast("BinaryIO", _Frames(packed, fresh, portion=1 << 13, padding=b"\0"))


def _zstd(packed: BinaryIO) -> BinaryIO:
    # A block of four bytes may hold 128 KiB (RFC 8878 3.1.1.2): a KiB, 32 MiB.
    fresh = zstandard.ZstdDecompressor(max_window_size=WINDOW).decompressobj
    return cast("BinaryIO", _Frames(packed, fresh, portion=1 << 10))


_OPENERS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    "gzip": lambda packed: cast("BinaryIO", gzip.GzipFile(fileobj=packed)),
    "bz2": lambda packed: cast("BinaryIO", bz2.BZ2File(packed)),
    "xz": _xz,
    "zstd": _zstd,
}


def decompressed(packed: BinaryIO, form: str, budget: Budget) -> Metered:
    """Return what a compressed stream expands to, counted against the budget as it is read."""
    return Metered(_OPENERS[form](packed), packed, budget)


def inner_name(name: str, form: str) -> str:
    """Return what the one file in a compressed one is called.

    >>> inner_name("a/通知.html.gz", "gzip"), inner_name("dump", "xz")
    ('通知.html', 'dump')
    """
    last = name.rpartition("/")[2]
    for suffix in _SUFFIXES[form]:
        if last.lower().endswith(suffix) and len(last) > len(suffix):
            return last[: -len(suffix)]
    return last
