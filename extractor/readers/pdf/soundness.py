"""Whether the bytes of a PDF are all there, judged by its end (ISO 32000-1, 7.5.5)."""

from __future__ import annotations

import regex

from extractor.errors import CorruptSource, TruncatedSource

HEAD = 1024
"""Bytes in which readers look for the header (ISO 32000-1, annex H.3.3.1)."""
TAIL = 2048
"""Bytes at the end in which the end-of-file marker is looked for; viewers accept 1,024."""
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
