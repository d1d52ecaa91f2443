"""One extraction in a child process, bounded and measured."""

from __future__ import annotations

import os
import resource
import signal
import warnings
from dataclasses import dataclass

from extractor import extract
from extractor.errors import ExtractorError
from extractor.validation import validate

ADDRESS_SPACE = 2 << 30
"""Bytes a child may map, so that a test never takes the machine with it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an extraction ended: a fault code, ``read``, ``raised NAME`` or ``killed N``."""

    ending: str
    seconds: float
    """Of processor time, which a busy machine does not lengthen."""
    megabytes: float
    """Peak resident memory of the child beyond what it had at its start."""


def run(data: bytes, *, seconds: int = 30) -> Outcome:
    """Return how the extraction of ``data`` ended in a process of its own."""
    here, there = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # a fork beside the runner's threads
        process = os.fork()
    if process == 0:
        os.close(here)
        os.write(there, ending_of(data, seconds).encode())
        os._exit(0)
    os.close(there)
    with os.fdopen(here, "rb") as pipe:
        said = pipe.read().decode()
    _, status, usage = os.wait4(process, 0)
    ending = said.split("|")[0] if said else f"killed {os.WTERMSIG(status)}"
    base = float(said.split("|")[1]) if said else 0.0
    return Outcome(ending, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024 - base)


def ending_of(data: bytes, seconds: int) -> str:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(4 * seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{plainly(data)}|{base}"


def plainly(data: bytes) -> str:
    """Return how the extraction of ``data`` ended in this process, and whether its record is one."""
    try:
        flaws = validate(extract(data, name="odd"))
    except ExtractorError as fault:
        return fault.code
    except BaseException as fault:
        return f"raised {type(fault).__name__}"
    return f"raised {flaws[0].rule}" if flaws else "read"
