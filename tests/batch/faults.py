"""Documents that obey: read here, ``mock:hang`` hangs, ``mock:segfault`` crashes, and so on.

Only runs that name this module as their work read them so; to the tool they are plain text.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from pathlib import Path

from extractor.batch.messages import Outcome
from extractor.batch.work import extract_document
from extractor.errors import CorruptSource
from extractor.units import Registry

WORK = "tests.batch.faults:obey"


class Alive(Exception):
    """A document has been read that died of it before."""


_kept: list[bytearray] = []


def obey(data: bytes, uri: str, registry: Registry | None) -> Outcome:
    """Do what a mock document says; read any other."""
    if not data.startswith(b"mock:"):
        return extract_document(data, uri, registry)
    what, *arguments = data[5:].decode().split()
    _FAULTS[what](*arguments)
    return Outcome(code="internal", message=f"{what} came back")


def _hang() -> None:
    while True:
        pass


def _sleep(seconds: str) -> None:
    time.sleep(float(seconds))


def _oom() -> None:
    while True:
        _kept.append(bytearray(b"\1" * (8 << 20)))


def _swell() -> None:
    """Take memory in touched pages, slowly enough for the watcher to see it first."""
    while True:
        _kept.append(bytearray(b"\1" * (4 << 20)))
        time.sleep(0.02)


def _segfault() -> None:
    ctypes.string_at(0)


def _raise(kind: str = "ValueError") -> None:
    raise {"ValueError": ValueError, "SystemExit": SystemExit, "Corrupt": CorruptSource}[kind](
        "as asked"
    )


def _once(path: str) -> None:
    """Die, but only the first time."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        raise Alive("as asked") from None
    os._exit(9)


def _kill_host() -> None:
    """Kill the Ray worker that the process which reads this belongs to, and nothing else."""
    template = os.getppid()
    stat = Path(f"/proc/{template}/stat").read_text()
    host = int(stat.rpartition(")")[2].split()[1])
    if b"ray::" in Path(f"/proc/{host}/cmdline").read_bytes():
        os.kill(host, signal.SIGKILL)
    time.sleep(60)


def _litter() -> None:
    sys.stdout.write("noise\n" * 1000)
    os.write(1, b"noise\n")
    os.write(2, b"noise\n")


_FAULTS = {
    "hang": _hang,
    "sleep": _sleep,
    "oom": _oom,
    "swell": _swell,
    "abort": os.abort,
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "exit": lambda: os._exit(3),
    "segfault": _segfault,
    "raise": _raise,
    "once": _once,
    "noise": _litter,
    "kill-host": _kill_host,
    "deep": lambda: _deeper(0),
}


def _deeper(depth: int) -> int:
    return _deeper(depth + 1) + 1
