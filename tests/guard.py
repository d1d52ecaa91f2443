"""No extraction opens a connection, starts a program or touches a file that is not its own.

An audit hook (PEP 578) watches the whole test suite; inside an extraction it turns what is
forbidden into an error, which then is the extraction's.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import local
from typing import Any

import extractor
from extractor import api, readers

FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.startfile",
    "os.fork",
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod",
    "os.chown", "os.truncate", "shutil.", "tempfile.", "urllib.", "ftplib.", "http.",
    "smtplib.", "ctypes.dlopen", "pickle.", "webbrowser.", "sqlite3.",
)  # fmt: skip
READ_ONLY = [
    str(Path(place).resolve())
    for place in (sys.prefix, sys.base_prefix, Path(extractor.__file__).parent, "/proc", "/sys")
]
"""Where code, its data and what the system says of itself lie."""
_watched = local()


class Strayed(BaseException):
    """An extraction did what none may do; no handler of the tool's own catches it."""


def watch() -> None:
    """Install the hook, and let it know when an extraction runs."""
    for form in ("docx", "html", "markdown", "pdf", "text"):
        import_module(f"extractor.readers.{form}")  # libraries load their own where they like
    sys.addaudithook(_hook)
    readers.read = _inside(readers.read)
    api._stages_of = _inside(api._stages_of)  # the second half of an extraction


def _inside(stage: Callable[..., Any]) -> Callable[..., Any]:
    def watched(*args: Any, **kwargs: Any) -> Any:
        outer = getattr(_watched, "on", False)
        _watched.on = True
        try:
            return stage(*args, **kwargs)
        finally:
            _watched.on = outer

    return watched


def _hook(event: str, details: tuple[Any, ...]) -> None:
    if not getattr(_watched, "on", False):
        return
    if event.startswith(FORBIDDEN) and not _loads_a_library(event, details):
        raise Strayed(f"{event}{details[:2]!r}")
    if event == "open":
        path, mode, flags = details
        if isinstance(path, int):
            return
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) if flags else "w" in (mode or "")
        if writes and not _is_bytecode(path):
            raise Strayed(f"writes {path!r}")
        if not writes and not str(Path(os.fsdecode(path)).resolve()).startswith(tuple(READ_ONLY)):
            raise Strayed(f"reads {path!r}")


def _loads_a_library(event: str, details: tuple[Any, ...]) -> bool:
    """Whether a module that is imported late loads its own library."""
    return event == "ctypes.dlopen" and str(details[0] or "").startswith(tuple(READ_ONLY))


def _is_bytecode(path: Any) -> bool:
    return "__pycache__" in os.fsdecode(path)
