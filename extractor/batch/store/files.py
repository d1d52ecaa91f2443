"""Files that appear whole or not at all, whatever happens."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PART = ".part"
"""Ends the name of a file that is being written. The name is the same every time, so that what a
killed run has left is written over by the next."""


class Written(NamedTuple):
    """What a file holds."""

    size: int
    sha256: str


def write_whole(path: Path, chunks: Iterable[bytes]) -> Written:
    """Put a file in its place when all of it is safe on the disk.

    Raises:
        OSError: It cannot be written; what was there before is as it was.
    """
    part = path.with_name(path.name + PART)
    digest, size = hashlib.sha256(), 0
    try:
        with part.open("wb") as stream:
            for chunk in chunks:
                stream.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    sync_folder(path.parent)
    return Written(size, digest.hexdigest())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last (fsync(2): a file's name is its folder's content)."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
