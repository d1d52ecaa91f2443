"""Files to be checked: those that are named, and the notices in folders that are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

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


def expand(names: Iterable[str]) -> Iterator[str]:
    """Yield the files that ``names`` mean, each once: a folder means the notices below it.

    Folders are walked in the order of their names; those whose name begins with a dot, and
    files that Office keeps beside open ones (``~$…``), are left out. Symbolic links to folders are
    not followed.
    """
    seen: set[str] = set()
    for name in names:
        for file in _below(name) if name != "-" and Path(name).is_dir() else (name,):
            key = os.path.normpath(file)
            if key not in seen:
                seen.add(key)
                yield file


def _below(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in _ASIDE)
        for file in sorted(files):
            if file.startswith((".", "~$")) or Path(file).suffix.lower() not in SUFFIXES:
                continue
            yield os.fspath(Path(place) / file)
