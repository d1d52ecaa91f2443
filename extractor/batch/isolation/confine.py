"""What a child may use, as the kernel holds it to; and what it holds now."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

ADDRESS_SPACE = 1.5
"""Address space allowed for each byte of memory: libraries map more than they use."""

_PR_SET_PDEATHSIG = 1
_PAGE = resource.getpagesize()


def confine(*, memory: int, file: int) -> None:
    """Bind the calling process, for good.

    Args:
        memory: Bytes it should hold at most; its address space is bounded a half higher.
        file: Bytes of the longest file it may write; members of archives are files in memory.
    """
    _bound(resource.RLIMIT_AS, int(memory * ADDRESS_SPACE))
    _bound(resource.RLIMIT_FSIZE, file)
    _bound(resource.RLIMIT_CORE, 0)


def doom(seconds: float) -> None:
    """End the process after so long, even when nobody is left to end it; 0: never."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


def die_with_parent() -> None:
    """Have the kernel end the calling process when its parent ends (Linux)."""
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def memory_of(pid: int | str) -> tuple[int, int]:
    """Return the resident bytes and the address space of a process; zeros where unknown."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_bytes().split()
        return int(fields[1]) * _PAGE, int(fields[0]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0, 0


def _bound(kind: int, limit: int) -> None:
    # A hard limit set from outside may be lower already.
    _, hard = resource.getrlimit(kind)
    with suppress(ValueError, OSError):
        lowest = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (lowest, lowest))
