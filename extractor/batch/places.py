"""Files at their places: opened, bounded, read; a path, or a URL that a person has named."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from extractor.batch.sources.remote import opened_url
from extractor.errors import TooLarge, Unreadable


def read_place(place: bytes, *, most: int, remote: bool = False) -> bytes:
    """Return the bytes of the regular file at ``place``, a path, or a URL if it is ``remote``.

    Raises:
        TooLarge: There are more than ``most``.
        Unreadable: It is no regular file, or the operating system would not give them.
    """
    with opened_place(place, remote=remote) as file:
        try:
            return read_stream(file, most=most)
        except OSError as fault:
            raise _unreadable(fault) from fault


@contextmanager
def opened_place(place: bytes, *, remote: bool = False) -> Iterator[BinaryIO]:
    """Yield the regular file at ``place``, a path, or a URL if it is ``remote``; seekable.

    Raises:
        Unreadable: It is no regular file, or cannot be opened.
    """
    if remote:
        with opened_url(place.decode()) as file:
            yield file
        return
    try:
        # Without waiting, so that a pipe put in a file's place cannot hold the reader up.
        descriptor = os.open(place, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as fault:
        raise _unreadable(fault) from fault
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Unreadable("is no regular file")
        yield file


def _unreadable(fault: OSError) -> Unreadable:
    return Unreadable(f"could not be read: {fault.strerror or type(fault).__name__}")


def read_stream(stream: BinaryIO, *, most: int) -> bytes:
    """Return all that is left of a stream.

    Raises:
        TooLarge: It is more than ``most`` bytes.
    """
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(min(1 << 20, most + 1 - size)):
        chunks.append(chunk)
        size += len(chunk)
        if size > most:
            raise TooLarge(f"is larger than {most} bytes, the most that --max-file allows")
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data``, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
