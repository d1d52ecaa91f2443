"""Records in files of their own (JSON), each where its source stands below the source named."""

from __future__ import annotations

import hashlib
import re
from contextlib import closing, suppress
from itertools import count
from pathlib import Path, PurePosixPath

from extractor import codec
from extractor.batch.store.files import write_whole
from extractor.batch.store.manifest import Manifest, fold

_SUFFIX = ".json"
_LONGEST = 240
"""Bytes of a name that any file system takes, with a suffix for parts of files."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]')
"""Characters that some file system refuses in names ([MS-FSCC] 2.1.5.2)."""


class Mirror:
    """The files of an output folder.

    Args:
        folder: Where they lie.
        manifest: Whose records they are.
        size: How many inputs are written at a time.
    """

    def __init__(self, folder: Path, manifest: Manifest, *, size: int) -> None:
        self._folder = folder
        self._manifest = manifest
        self._size = size

    def name_for(self, uri: str) -> str:
        """Return the path of the file of an input, taken by no other one."""
        # Names that differ in case or in the form of an accent are one on some systems.
        names = (path_of(uri, again=again) for again in count())
        return next(name for name in names if not self._manifest.is_taken(fold(name)))

    def write(self, shard: int) -> int:
        """Write the files of some inputs and return how many there are; the caller commits."""
        first, last = shard * self._size, (shard + 1) * self._size - 1
        rows = self._manifest.between(first, last)
        there = 0
        names = {row.ordinal: row.target for row in rows}
        with closing(self._manifest.records(first, last)) as records:
            for ordinal, record in records:
                name = names[ordinal]
                if name is None:
                    continue
                path = self._folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(path, [codec.indent(record), b"\n"])
                self._manifest.place_output(ordinal, name)
                there += 1
        for row in rows:
            gone = row.status in {"failed", "skipped"} or row.kind != "document"
            if row.output and (gone or row.duplicate_of is not None):
                with suppress(FileNotFoundError):
                    (self._folder / row.output).unlink()
                self._manifest.place_output(row.ordinal, None)
        self._manifest.written(shard, first, last)
        return there

    def lost(self) -> list[int]:
        """Return the groups with files that are gone; their inputs are pending."""
        outputs = self._manifest.outputs()
        lost = [ordinal for ordinal, name in outputs if not (self._folder / name).is_file()]
        for ordinal in lost:
            self._manifest.lose(ordinal, ordinal)
        return sorted({ordinal // self._size for ordinal in lost})


def path_of(uri: str, *, again: int = 0) -> str:
    """Return where the record of an input stands.

    >>> path_of("2021/a.pdf"), path_of("../b.zip!/c.html"), path_of("s3://bucket/d.docx")
    ('2021/a.pdf.json', '__/b.zip!/c.html.json', 's3/bucket/d.docx.json')

    Args:
        uri: The input.
        again: How many names before this one are taken.
    """
    scheme, found, rest = uri.partition("://")
    whole = f"{scheme}/{rest}" if found and "/" not in scheme else uri
    *folders, name = [part for part in whole.split("/") if part not in {"", "."}] or ["_"]
    mark = _mark(f"{again} {uri}") if again else ""
    safe = [_safe(folder, "_" if folder.endswith(_SUFFIX) else "") for folder in folders]
    return str(PurePosixPath(*safe, _safe(name, mark + _SUFFIX)))


def _safe(part: str, suffix: str) -> str:
    """Return a path component with its suffix, fit for any file system."""
    plain = "__" if part == ".." else _UNSAFE.sub("_", part)
    if len((plain + suffix).encode()) > _LONGEST:
        suffix = _mark(part) + suffix
        room = _LONGEST - len(suffix.encode())
        plain = plain.encode()[:room].decode(errors="ignore")
    return plain + suffix


def _mark(text: str) -> str:
    return "~" + hashlib.sha256(text.encode()).hexdigest()[:16]
