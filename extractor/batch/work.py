"""The work on one document: its bytes in, an `Outcome` out. The same for every engine."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from extractor import codec
from extractor.api import extract
from extractor.batch.messages import Outcome
from extractor.batch.sources.remote import opened_url
from extractor.errors import (
    EmptySource,
    ExtractorError,
    OutOfMemory,
    TooDeep,
    TooLarge,
    Unreadable,
)
from extractor.units import Registry

OUT_OF_MEMORY = "needs more memory than it may have (--memory)"
"""However it was noticed: by the kernel, by the allocator or by the watch over the process."""

OUT_OF_TIME = "takes longer than it may (--timeout)"

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{4,}")
_LONGEST_MESSAGE = 500


def extract_document(data: bytes, uri: str, registry: Registry | None) -> Outcome:
    """Return what becomes of a document's bytes; a fault is an outcome, never an exception."""
    try:
        if not data:
            raise EmptySource("the file is empty")
        notice = extract(data, name=uri, registry=registry)
        return Outcome(
            notice=codec.encode(notice),
            notice_id=notice.id,
            media_type=notice.source.media_type,
            pages=notice.source.pages,
            tasks=len(notice.tasks),
            diagnostics=dict(sorted(Counter(d.code for d in notice.diagnostics).items())),
        )
    except Exception as fault:  # one bad file costs no other its result
        return failure(fault, uri)


def failure(fault: BaseException, uri: str) -> Outcome:
    """Return the outcome of a job that ended in ``fault``: the same words on every run."""
    if isinstance(fault, ExtractorError):
        code, message = fault.code, str(fault).removeprefix(f"{uri}: ")
    elif isinstance(fault, MemoryError):
        code, message = OutOfMemory.code, OUT_OF_MEMORY
    elif isinstance(fault, RecursionError):
        code, message = TooDeep.code, "is nested too deeply to be read"
    else:
        code, message = "internal", f"unforeseen fault ({type(fault).__name__}: {fault})"
    line = _ADDRESS.sub("0x…", " ".join(message.split()))
    return Outcome(code=code, message=line[:_LONGEST_MESSAGE])


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
