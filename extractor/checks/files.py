"""Files to be checked: those that are named, and the notices in folders that are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import NamedTuple

SUFFIXES = frozenset(
    {
        *(
            ".docx",
            ".docm",
            ".doc",
            ".wps",
            ".wpt",
            ".dotx",
            ".rtf",
            ".odt",
            ".xlsx",
            ".xls",
            ".et",
        ),
        *(".pdf", ".ofd", ".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml"),
        *(".txt", ".text", ".md", ".markdown"),
    }
)
"""What notices are kept as. One in a format that is not read is told, never passed over."""

_ASIDE = frozenset({"node_modules", "__pycache__"})


class Target(NamedTuple):
    """A file to be checked; ``named`` says that it was named itself, not found in a folder."""

    name: str
    named: bool = True


def expand(names: Iterable[str], exclude: Sequence[str] = ()) -> Iterator[Target]:
    """Yield the files that ``names`` mean, each once: a folder means the notices below it.

    Folders are walked in the order of their names; those whose name begins with a dot, files that
    Office keeps beside open ones (``~$…``), and what a pattern of ``exclude`` names are left out.
    Symbolic links to folders are not followed. A file that is named itself is never left out.
    """
    seen: set[str] = set()
    for name in names:
        folder = name != "-" and Path(name).is_dir()
        for file in _below(name) if folder else (name,):
            key = os.path.normpath(file)
            if key in seen or (folder and any(matches(pattern, file) for pattern in exclude)):
                continue
            seen.add(key)
            yield Target(file, named=not folder)


def matches(pattern: str, file: str) -> bool:
    """Whether a pattern (``archive/**``, ``*.pdf``) names ``file``: its whole path, its end, or it.

    >>> matches("archive/**", "notices/archive/2019/a.txt")
    True
    >>> matches("*.pdf", "notices/a.pdf"), matches("a.pdf", "ba.pdf")
    (True, False)
    """
    path = PurePath(file).as_posix()
    pattern = PurePath(pattern).as_posix()
    return fnmatchcase(path, pattern) or fnmatchcase(f"/{path}", f"*/{pattern}")


def _below(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in _ASIDE)
        for file in sorted(files):
            if file.startswith((".", "~$")) or Path(file).suffix.lower() not in SUFFIXES:
                continue
            yield os.fspath(Path(place) / file)
