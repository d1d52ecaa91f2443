"""Sources as a person names them → inputs, in an order that depends on nothing but the names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from extractor.batch.sources.found import Found, Input, Unmeant, Unreached
from extractor.batch.sources.globs import Choice
from extractor.batch.sources.litter import is_litter_folder, is_results, litter
from extractor.batch.sources.names import readable, unique
from extractor.batch.sources.remote import URL, walk_url

_Identity = tuple[int, int]
"""Device and inode."""


class _Folder(NamedTuple):
    """A folder that is being gone through: what is left of it."""

    identity: _Identity
    path: str
    """Its path below the source, with a slash at the end unless it is the source."""
    names: Iterator[tuple[bytes, str]]
    """Where each entry lies, and what it is called."""


class Walk:
    """Goes over sources.

    Args:
        choice: What is wanted of folders; what is named itself always is.
        follow_links: Whether folders are entered through links.
        apart: A folder that is never entered: the one that results are written to.
    """

    def __init__(self, choice: Choice, *, follow_links: bool, apart: Path) -> None:
        self._choice = choice
        self._follow = follow_links
        self._apart = _identity_at(apart)
        self.unwanted = 0
        """Files that the choice let not through."""

    def over(self, sources: Iterable[bytes | None]) -> Iterator[Input | None]:
        """Yield the inputs of each source in turn; None where the next source is not known yet."""
        for source in sources:
            if source is None:
                yield None
                continue
            place = source.rstrip(b"/") or source[:1]
            uri = readable(place).removeprefix("./")
            if URL.match(uri):
                yield from walk_url(readable(source), self._choice)
                continue
            try:
                status = os.stat(place)
            except (OSError, ValueError) as fault:
                yield Unreached(uri, "io", _reason(fault))
                continue
            if stat.S_ISDIR(status.st_mode):
                prefix = "" if uri == "." else uri.rstrip("/") + "/"
                yield from self._under(place, prefix, status)
            elif stat.S_ISREG(status.st_mode):
                yield Found(uri, place, None, _stamp(status), status.st_size)
            else:
                yield Unmeant(uri, "special-file")

    def _under(self, top: bytes, prefix: str, status: os.stat_result) -> Iterator[Input]:
        """Yield what is in a folder and in the folders of it, depth first, without recursion."""
        entered: list[_Folder] = []
        met: Input | _Folder | None = self._open(top, "", status)
        while True:
            if isinstance(met, _Folder):
                entered.append(met)
            elif met is not None:
                yield met._replace(uri=prefix + met.uri)
            while entered and (entry := next(entered[-1].names, None)) is None:
                entered.pop()
            if not entered or entry is None:
                return
            met = self._entry(*entry, within=entered)

    def _open(self, place: bytes, path: str, status: os.stat_result) -> Input | _Folder:
        try:
            names = sorted(os.listdir(place))
        except OSError as fault:
            return Unreached(path, "io", _reason(fault))
        if path and is_results(names):
            return Unmeant(path, "results")
        taken: set[str] = set()
        entries = ((os.path.join(place, name), unique(readable(name), taken)) for name in names)
        return _Folder(_identity(status), path, entries)

    def _entry(self, place: bytes, name: str, *, within: list[_Folder]) -> Input | _Folder | None:
        path = within[-1].path + name
        try:
            status = os.lstat(place)
            linked = stat.S_ISLNK(status.st_mode)
            if linked:
                status = os.stat(place)
        except OSError as fault:
            return Unreached(path, "io", _reason(fault))
        if stat.S_ISDIR(status.st_mode):
            identity = _identity(status)
            if identity == self._apart:
                return None
            if is_litter_folder(name):
                return Unmeant(path + "/", "system-file")
            if _is_part_of_page(place):
                return Unmeant(path + "/", "part-of-page")
            circular = any(folder.identity == identity for folder in within)
            if circular or (linked and not self._follow):
                return Unmeant(path + "/", "link")
            return self._open(place, path + "/", status)
        if not self._choice.wants(path):
            self.unwanted += 1
            return None
        if reason := litter(name):
            return Unmeant(path, reason)
        if stat.S_ISREG(status.st_mode):
            return Found(path, place, None, _stamp(status), status.st_size)
        return Unmeant(path, "special-file")


def _is_part_of_page(folder: bytes) -> bool:
    """Whether a browser saved the pictures and scripts of a page in a folder (通知_files)."""
    return any(
        os.path.isfile(folder.removesuffix(ending) + suffix)
        for ending in (b"_files", b".files")
        if folder.endswith(ending)
        for suffix in (b".html", b".htm", b".shtml", b".xhtml")
    )


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_size}:{status.st_mtime_ns}"


def _identity(status: os.stat_result) -> _Identity:
    return status.st_dev, status.st_ino


def _identity_at(path: Path) -> _Identity | None:
    try:
        return _identity(path.stat())
    except OSError:
        return None


def _reason(fault: Exception) -> str:
    if isinstance(fault, FileNotFoundError):
        return "no such file"
    return f"could not be read: {getattr(fault, 'strerror', None) or fault}"
