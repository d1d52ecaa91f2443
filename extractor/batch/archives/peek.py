"""What archive a file is, told from its first bytes, and of a zip from its directory."""

from __future__ import annotations

import struct
from typing import BinaryIO, Literal

Form = Literal["zip", "tar", "gzip", "bz2", "xz", "zstd", "warc", "arc"]

HEAD = 512
"""Bytes that tell all forms apart: a tar has its mark at 257."""

_MAGIC: tuple[tuple[bytes, Form], ...] = (
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"WARC/", "warc"),
    (b"filedesc://", "arc"),
)
_PACKAGE_PARTS = frozenset(
    {
        b"[content_types].xml",
        b"_rels/.rels",
        b"mimetype",
        b"ofd.xml",
        b"word/document.xml",
        b"xl/workbook.xml",
        b"ppt/presentation.xml",
        b"docprops/app.xml",
        b"docprops/core.xml",
    }
)
"""Names by which a zip is one document: OOXML, OpenDocument and EPUB, OFD (GB/T 33190)."""

_LOCAL = struct.Struct("<4s5H3L2H")
_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
"""Records of a zip (APPNOTE 4.3.7, 4.3.16, 4.3.12)."""

_LONGEST_END = _END.size + 0xFFFF
_DIRECTORY = 1 << 18
"""Bytes of a directory that are looked at; a package's fits."""


def form_of(file: BinaryIO) -> Form | None:
    """Return what archive a seekable file is, or None if it is a document or anything else."""
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None if _is_package(file, head) else "zip"
    return stream_form(head)


def stream_form(head: bytes) -> Form | None:
    """Return what archive begins with ``head``, zips apart."""
    for magic, form in _MAGIC:
        if head.startswith(magic):
            return form
    return "tar" if _is_tar(head) else None


def _is_tar(head: bytes) -> bool:
    """Whether a block is a tar header: its bytes add up to what it says (POSIX.1-1988)."""
    if len(head) < HEAD or not head[0]:
        return False
    try:
        said = int(head[148:156].rstrip(b" \0") or b"x", 8)
    except ValueError:
        return False
    return said == sum(head[:148]) + 8 * 0x20 + sum(head[156:512])


def _is_package(file: BinaryIO, head: bytes) -> bool:
    if head.startswith(b"PK\x03\x04") and len(head) >= _LOCAL.size:
        length = _LOCAL.unpack_from(head)[-2]
        if head[_LOCAL.size : _LOCAL.size + length].lower() in _PACKAGE_PARTS:
            return True
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(size - _LONGEST_END, 0))
    tail = file.read(_LONGEST_END)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        # Cut off: a document that is damaged is told so by its reader, an archive by its opener.
        file.seek(0)
        return b"word/document.xml" in file.read(1 << 16)
    length, offset = _END.unpack_from(tail, at)[5:7]
    file.seek(min(offset, size))
    directory = file.read(min(length, _DIRECTORY))
    return any(name.lower() in _PACKAGE_PARTS for name in _names(directory))


def _names(directory: bytes) -> list[bytes]:
    names: list[bytes] = []
    at = 0
    while directory.startswith(b"PK\x01\x02", at) and at + _CENTRAL.size <= len(directory):
        fields = _CENTRAL.unpack_from(directory, at)
        length, extra, comment = fields[10:13]
        at += _CENTRAL.size
        names.append(directory[at : at + length].replace(b"\\", b"/"))
        at += length + extra + comment
    return names
