"""What the faults of decompressors and of Python's archive modules mean."""

from __future__ import annotations

import errno
import lzma
import struct
import tarfile
import zipfile
import zlib

import zstandard

from extractor.batch.messages import OUT_OF_MEMORY
from extractor.errors import (
    CorruptSource,
    ExtractorError,
    OutOfMemory,
    TooLarge,
    TruncatedSource,
    Unreadable,
    UnsupportedFormat,
)

WINDOW = 128 << 20
"""Memory that a decompressor may ask for; ``zstd -19`` and ``xz -9`` ask for less."""

_DAMAGE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    zstandard.ZstdError,
    struct.error,
    OSError,  # bz2 and gzip: they give no errno
    RuntimeError,
    ValueError,
)


def damage(fault: BaseException) -> ExtractorError:
    """Return what a fault in the middle of an archive means.

    Raises:
        BaseException: The fault itself, if it is no archive's.
    """
    if isinstance(fault, ExtractorError):
        return fault
    if isinstance(fault, MemoryError) or getattr(fault, "errno", None) == errno.ENOMEM:
        return OutOfMemory(OUT_OF_MEMORY)
    if isinstance(fault, OSError) and fault.errno is not None:
        return Unreadable(f"could not be read: {fault.strerror}")
    if isinstance(fault, EOFError) or "unexpected end of data" in str(fault):
        return TruncatedSource("ends early: download it again")
    if isinstance(fault, NotImplementedError):
        return UnsupportedFormat(f"is packed by a method that is not read here ({fault})")
    if isinstance(fault, (lzma.LZMAError, zstandard.ZstdError)) and "emory" in str(fault):
        return TooLarge(f"needs more than {WINDOW >> 20} MiB to be unpacked")
    if isinstance(fault, _DAMAGE):
        return CorruptSource(f"is damaged ({fault}): download it again")
    raise fault
