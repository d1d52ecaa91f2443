"""Tar archives (POSIX.1-2001 pax, GNU): members as they stream by."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from extractor.batch.archives.budget import Budget
from extractor.batch.archives.entries import Aside, Content, Entry, Fault
from extractor.batch.sources.names import readable
from extractor.errors import CorruptSource, TruncatedSource, UnsafePath


def entries(file: BinaryIO, name: str, budget: Budget) -> Iterator[Entry]:  # noqa: ARG001 - one signature for all
    """Yield the members of a tar; ``file`` need not be seekable."""
    ends: list[Exception] = []
    header = _header(ends)
    with tarfile.open(
        fileobj=file, mode="r|", tarinfo=header, encoding="utf-8", errors="surrogateescape"
    ) as archive:
        while (member := archive.next()) is not None:
            # Left alone the list of members grows as long as the archive.
            archive.members = []  # type: ignore[attr-defined]  # public in practice, untyped
            yield from _entry(archive, member)
    _judge(ends[-1] if ends else None)


def _header(ends: list[Exception]) -> type[tarfile.TarInfo]:
    """Return a class of headers that notes why the last one is none.

    tarfile itself takes a damaged header for the end of the archive, and says nothing.
    """

    class Header(tarfile.TarInfo):
        @classmethod
        def fromtarfile(cls, archive: tarfile.TarFile) -> Any:
            try:
                return super().fromtarfile(archive)
            except tarfile.HeaderError as fault:
                ends.append(fault)
                raise

    return Header


def _judge(end: Exception | None) -> None:
    """Refuse an end that is none: an archive closes with blocks of zeros."""
    kind = type(end).__name__
    if kind == "InvalidHeaderError":
        raise CorruptSource(f"is damaged ({end}): what follows is not read")
    if kind in {"TruncatedHeaderError", "EmptyHeaderError"}:
        raise TruncatedSource("ends early, without its closing blocks: download it again")


def _entry(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[Entry]:
    name = readable(member.name.encode("utf-8", "surrogateescape"))
    if member.isdir():
        return
    if member.issym() or member.islnk():
        yield Fault(name, UnsafePath("is a link; pass what it names"))
    elif member.isreg():
        stream = archive.extractfile(member)
        if stream is not None:
            with stream:
                yield Content(name, cast("BinaryIO", stream))
    else:
        yield Aside(name, "special-file")
