"""Whether the bytes of a PDF are all there (ISO 32000-1, 7.5.5) and swell within reason."""

from __future__ import annotations

import zlib

import regex

from extractor.bounds import bounds
from extractor.errors import CorruptSource, TooLarge, TruncatedSource

HEAD = 1024
"""Bytes in which readers look for the header (ISO 32000-1, annex H.3.3.1)."""
TAIL = 2048
"""Bytes at the end in which the end-of-file marker is looked for; viewers accept 1,024."""
_DEFLATE = 1032
"""Bytes that Deflate packs into one at most."""
_DICTIONARY = 600
"""Bytes before a stream in which its filters are looked for."""
_CHUNK = 1 << 20
_STREAM = regex.compile(rb"(?<!end)stream\r?\n")
_START = regex.compile(rb"startxref\s{0,8}+([0-9]{1,12})")
_TABLE = regex.compile(rb"\s{0,8}+(?:xref|[0-9]{1,10}\s{1,4}+[0-9]{1,5}\s{1,4}+obj)")


def require_whole(data: bytes) -> None:
    """Raise unless ``data`` begins like a PDF and has an end.

    Raises:
        CorruptSource: there is no PDF header.
        TruncatedSource: neither an end-of-file marker nor a cross-reference table that is there.
    """
    if b"%PDF-" not in data[:HEAD]:
        message = "PDF header missing: the file is damaged or no PDF"
        raise CorruptSource(message)
    if b"%%EOF" in data[-TAIL:]:
        return
    last = data.rfind(b"startxref")
    found = _START.match(data, last) if last >= 0 else None
    if found is not None:
        offset = int(found[1])
        if 0 < offset < last and _TABLE.match(data, offset):
            return
    message = f"PDF ends before its end marker, after {len(data)} bytes: get the whole file"
    raise TruncatedSource(message)


def require_modest(data: bytes) -> None:
    """Raise if a stream of ``data`` that is no picture unpacks to more bytes than it may.

    PDFium unpacks whole streams wherever it meets them and has no limit of its own.

    Raises:
        TooLarge: a stream swells beyond the limit.
    """
    most = bounds().stream
    for found in _STREAM.finditer(data):
        entries = data[max(0, found.start() - _DICTIONARY) : found.start()]
        entries = entries[entries.rfind(b"obj") + 1 :]
        layers = entries.count(b"FlateDecode")
        if not layers or b"/Image" in entries:
            continue
        end = data.find(b"endstream", found.end())
        size = (len(data) if end < 0 else end) - found.end()
        if (layers > 1 or size > most // _DEFLATE) and _swells(
            memoryview(data)[found.end() : found.end() + size], min(layers, 4), most
        ):
            message = f"PDF has a stream that unpacks to more than {most >> 20} MiB: it is not read"
            raise TooLarge(message)


def _swells(pending: memoryview, layers: int, most: int) -> bool:
    """Whether a stream packed ``layers`` times unpacks to more than ``most`` bytes."""
    for _ in range(layers):
        unpacked = bytearray()
        inflate = zlib.decompressobj()
        rest: bytes | memoryview = pending
        try:
            while len(rest) and not inflate.eof:
                unpacked += inflate.decompress(rest, _CHUNK)
                if len(unpacked) > most:
                    return True
                rest = inflate.unconsumed_tail
        except zlib.error:  # damaged: what PDFium makes of it is no more than this
            return False
        pending = memoryview(bytes(unpacked))
    return False
