"""ZIP archives (APPNOTE 6.3.10): members in the order of the directory."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from extractor.batch.archives.budget import Budget
from extractor.batch.archives.damage import damage
from extractor.batch.archives.entries import Content, Entry, Fault
from extractor.batch.sources.names import readable
from extractor.errors import (
    EncryptedSource,
    TruncatedSource,
    UnsafePath,
)
from extractor.readers.archive import refuse_overlaps

_UTF8 = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075
"""Flags and an extra field (APPNOTE 4.4.4, 4.6.9)."""


def entries(file: BinaryIO, name: str, budget: Budget) -> Iterator[Entry]:  # noqa: ARG001 - one signature for all
    """Yield the members of a zip."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError) as fault:
        raise TruncatedSource("ends before its directory: download it again") from fault
    with archive:
        members = archive.infolist()
        budget.expect(len(members))
        file.seek(0, 2)
        refuse_overlaps(members, file.tell())
        for member in members:
            yield from _entry(archive, member)


def _entry(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Entry]:
    name = _name(member)
    if name.endswith(("/", "\\")):
        return
    if stat.S_ISLNK(member.external_attr >> 16):
        yield Fault(name, UnsafePath("is a link; pass what it names"))
    elif member.flag_bits & _ENCRYPTED:
        locked = EncryptedSource("is locked with a password: unpack the archive and pass its files")
        yield Fault(name, locked, member.file_size)
    else:
        try:
            stream = archive.open(member)
        except Exception as fault:
            yield Fault(name, damage(fault))
            return
        with stream:
            yield Content(name, cast("BinaryIO", stream), max(member.compress_size, 1))


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; without the flag for UTF-8 it is in whatever the maker used."""
    raw = member.orig_filename
    if member.flag_bits & _UTF8:
        return readable(raw.encode("utf-8", "surrogateescape"))
    encoded = raw.encode("cp437", "replace")
    return _unicode_path(member.extra, encoded) or readable(encoded)


def _unicode_path(extra: bytes, name: bytes) -> str | None:
    """Return the name that the extra field of Info-ZIP has, if it belongs to this one."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + length]
        if kind == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            if struct.unpack_from("<L", field, 1)[0] == zlib.crc32(name):
                return readable(field[5:])
            return None
        at += 4 + length
    return None
