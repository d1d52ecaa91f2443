"""Zip archives opened safely: members as bytes, bounded by what they really expand to.

The one place that opens zips. Nothing is ever written to disk or extracted by name; what the
central directory claims about sizes is not believed.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from extractor.bounds import bounds
from extractor.errors import CorruptSource, EncryptedSource, TooLarge, TruncatedSource

_CHUNK = 1 << 20
_LOCAL_HEADER = 30
"""Bytes of a local file header without name and extra field (APPNOTE 4.3.7)."""


class Archive:
    """An open zip; members are found whatever the case of their names and slashes are.

    Raises:
        TruncatedSource: The central directory, which ends a zip, is missing.
        CorruptSource: The directory is damaged, entries overlap, or two have one name.
        TooLarge: More members than the bounds allow.
    """

    def __init__(self, data: bytes) -> None:
        self._limits = bounds()
        self._spent = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            struct.error,
            NotImplementedError,
        ) as fault:
            if data.startswith(b"PK\x03\x04"):
                raise TruncatedSource(
                    "the zip package ends before its directory: download the file again"
                ) from fault
            raise CorruptSource(f"the bytes are no zip package ({fault})") from fault
        entries = self._zip.infolist()
        if len(entries) > self._limits.members:
            raise TooLarge(
                f"the zip package has {len(entries)} members; {self._limits.members} are allowed"
            )
        refuse_overlaps(entries, len(data))
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            name = _normal(entry.filename)
            if name in self._entries and not entry.is_dir():
                # Programs differ in which of the two they show: neither is what the file says.
                raise CorruptSource(f"the zip package has two members named {name}: not read")
            self._entries[name] = entry

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """The normalised names: lower case, forward slashes, no leading one."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes | None:
        """Return the member ``name``, or None if there is none.

        Raises:
            EncryptedSource: The member is locked with a password.
            TooLarge: It expands beyond the limits.
            CorruptSource: It cannot be expanded, or its checksum is wrong.
        """
        entry = self._entries.get(_normal(name))
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise EncryptedSource(
                f"the member {name} is locked with a password: save the file without one"
            )
        try:
            return self._expand(entry)
        except EOFError as fault:
            raise TruncatedSource(
                f"the member {name} ends early: download the file again"
            ) from fault
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            OSError,
            RuntimeError,
            ValueError,
            struct.error,
        ) as fault:
            raise CorruptSource(
                f"the member {name} is damaged ({fault}): download the file again"
            ) from fault

    def _expand(self, entry: zipfile.ZipInfo) -> bytes:
        limits = self._limits
        chunks: list[bytes] = []
        size = 0
        with self._zip.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self._spent += len(chunk)
                bomb = size > limits.ratio_from and size > limits.ratio * entry.compress_size
                if bomb or size > limits.part or self._spent > limits.package:
                    raise TooLarge(
                        f"the member {entry.filename} expands beyond the limits "
                        f"({size} bytes from {entry.compress_size}): it is not read"
                    )
                chunks.append(chunk)
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _normal(name: str) -> str:
    """Return ``name`` as part names compare: without regard to case (ECMA-376 Part 2, 6.2.2.3)."""
    return name.replace("\\", "/").lstrip("/").lower()


def refuse_overlaps(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse members that share bytes: one kernel expanded many times (the 42.zip of 2019).

    Args:
        entries: The members of a zip.
        size: Bytes of the zip itself.

    Raises:
        CorruptSource: Two members overlap.
        TruncatedSource: A member ends beyond the end.
    """
    previous = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
        if entry.header_offset < previous:
            raise CorruptSource(f"the member {entry.filename} overlaps another one: a zip bomb")
        if end > size:
            raise TruncatedSource(
                f"the member {entry.filename} ends beyond the file: download it again"
            )
        previous = end
