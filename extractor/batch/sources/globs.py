"""Which files are wanted: patterns as in ``.gitignore``."""

from __future__ import annotations

import re
from functools import lru_cache


class Choice:
    """What ``--include`` and ``--exclude`` let through.

    A pattern without a slash is held against the name alone, one with a slash against the whole
    path below the source; ``**`` stands for any folders. Without an ``include`` all is wanted.
    """

    def __init__(self, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> None:
        self._include = include
        self._exclude = exclude

    def wants(self, path: str) -> bool:
        """Whether the file at ``path``, slashes forward, below its source is wanted."""
        if self._include and not any(matches(path, pattern) for pattern in self._include):
            return False
        return not any(matches(path, pattern) for pattern in self._exclude)


def matches(path: str, pattern: str) -> bool:
    """Whether a pattern fits a path.

    >>> matches("2021/a.pdf", "*.pdf"), matches("2021/a.pdf", "2020/**"), matches("a/b/c", "a/**/c")
    (True, False, True)
    """
    if "/" not in pattern.rstrip("/"):
        return any(_compiled(pattern.rstrip("/")).fullmatch(part) for part in _parts(path, pattern))
    return _compiled(pattern.lstrip("/")).fullmatch(path) is not None


def _parts(path: str, pattern: str) -> list[str]:
    """Return what a pattern without a slash is held against: the name, or, for ``x/``, folders."""
    *folders, name = path.split("/")
    return folders if pattern.endswith("/") else [name]


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    if pattern.endswith("/"):
        pattern += "**"
    translated: list[str] = []
    at = 0
    while at < len(pattern):
        if pattern.startswith("**/", at):
            translated.append("(?:[^/]+/)*")
            at += 3
        elif pattern.startswith("**", at):
            translated.append(".*")
            at += 2
        elif pattern[at] == "*":
            translated.append("[^/]*")
            at += 1
        elif pattern[at] == "?":
            translated.append("[^/]")
            at += 1
        else:
            translated.append(re.escape(pattern[at]))
            at += 1
    return re.compile("".join(translated), re.DOTALL)
