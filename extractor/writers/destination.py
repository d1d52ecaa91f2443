"""Where an output goes: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def opened(path: str | None) -> Iterator[BinaryIO]:
    """Yield a stream for bytes; a path of None or ``-`` is standard output.

    A file is written beside its place under another name, flushed to the disk and renamed only
    when the block ends well; on any fault the old file stays as it was and nothing is left over.

    Raises:
        OSError: the file cannot be made, written or renamed.
    """
    if path is None or path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    # Through a link: the link stays, the file it names is replaced.
    target = Path(path).resolve()
    if target.exists() and not target.is_file():
        # A device or pipe (/dev/null) is written to, never replaced.
        with target.open("wb") as stream:
            yield stream
        return
    descriptor, name = tempfile.mkstemp(prefix=".extractor-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _mode(target: Path) -> int:
    """Return the permissions of the file replaced, or those the process gives new files."""
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
