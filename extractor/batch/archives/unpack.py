"""An archive's entries → messages, nested archives opened in their place."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, cast
from urllib.parse import urlsplit

from extractor.batch.archives import crawls, tars, zips
from extractor.batch.archives.budget import Budget
from extractor.batch.archives.damage import damage
from extractor.batch.archives.entries import Aside, Content, Entry, Fault
from extractor.batch.archives.peek import HEAD, Form, form_of, stream_form
from extractor.batch.archives.streams import decompressed, inner_name
from extractor.batch.messages import Closed, Failed, Member, Opened, Passed, Up
from extractor.batch.sources.globs import Choice
from extractor.batch.sources.litter import litter
from extractor.batch.sources.names import unique
from extractor.errors import ExtractorError, TooDeep, TooLarge, TooMany, UnsafePath

_CHUNK = 1 << 20

Opener = Callable[[BinaryIO, str, Budget], Iterator[Entry]]

_OPENERS: dict[str, Opener] = {
    "zip": zips.entries,
    "tar": tars.entries,
    "warc": crawls.entries,
    "arc": crawls.entries,
}


class Sent(NamedTuple):
    """A message, and for a `Member` the descriptor of its bytes, which the receiver closes."""

    message: Up
    descriptor: int | None = None


def unpack(
    file: BinaryIO, uri: str, form: Form, budget: Budget, choice: Choice, *, depth: int = 1
) -> Iterator[Sent]:
    """Yield what is in an archive, its `Closed` last.

    Args:
        file: The archive; seekable if it is a zip.
        uri: What it is called; members are called ``uri!/name``.
        form: What it is.
        budget: How far it may expand.
        choice: Which members are wanted.
        depth: 1 for an archive in none.
    """
    try:
        if depth > budget.depth:
            raise TooDeep(f"is an archive nested {depth} deep (--max-depth)")
        taken: set[str] = set()
        for entry in _entries(file, uri, form, budget):
            budget.meet()
            name, unsafe = _named(entry, taken)
            if unsafe is None:
                named = entry._replace(name=name)
                yield from _sent(named, uri, budget, choice, depth=depth)
            else:
                yield _failed(f"{uri}!/{name}", unsafe)
    except Exception as fault:
        error = damage(fault)
        yield Sent(Closed(uri=uri, code=error.code, message=str(error)))
    else:
        yield Sent(Closed(uri=uri))


def _entries(file: BinaryIO, uri: str, form: Form, budget: Budget) -> Iterator[Entry]:
    """Yield the entries of an archive of any form, compressed as a whole or not."""
    if form in _OPENERS:
        yield from _OPENERS[form](file, uri, budget)
        return
    metered = decompressed(file, form, budget)
    stream = cast("BinaryIO", io.BufferedReader(metered, 1 << 16))
    # BufferedReader.peek: what it holds stays to be read.
    inner = stream_form(stream.peek(HEAD)[:HEAD])  # type: ignore[attr-defined]
    if inner in _OPENERS:
        yield from _OPENERS[inner](stream, uri, budget)
    else:
        yield Content(inner_name(uri, form), stream)
    if metered.fault is not None:
        # Whoever read the stream took its fault for its end.
        raise metered.fault


def _sent(entry: Entry, uri: str, budget: Budget, choice: Choice, *, depth: int) -> Iterator[Sent]:
    name, place = entry.name, f"{uri}!/{entry.name}"
    if not choice.wants(_path(name) if entry.is_page else name):
        return
    *folders, last = name.split("/")
    if not entry.is_page and (reason := litter(last, tuple(folders))):
        yield Sent(Passed(uri=place, reason=reason))
    elif isinstance(entry, Aside):
        yield Sent(Passed(uri=place, reason=entry.reason))
    elif isinstance(entry, Fault):
        yield _failed(place, entry.error, entry.size)
    else:
        yield from _content(entry, place, budget, choice, depth=depth)


def _content(
    entry: Content, uri: str, budget: Budget, choice: Choice, *, depth: int
) -> Iterator[Sent]:
    try:
        kept = _keep(entry, budget)
    except (TooMany, _Spent):
        raise
    except Exception as fault:
        yield _failed(uri, damage(fault))
        return
    with kept.file:
        form = form_of(kept.file)
        if form is not None:
            kept.file.seek(0)
            yield Sent(Opened(uri=uri))
            yield from unpack(kept.file, uri, form, budget, choice, depth=depth + 1)
            return
        descriptor = os.dup(kept.file.fileno())
    # Closed before it is sent: both ends share one position, and closing a file moves it.
    yield Sent(Member(uri=uri, size=kept.size, sha256=kept.sha256), descriptor)


class _Spent(TooLarge):
    """The account of the whole archive is overdrawn, not the member too large."""


class _Kept(NamedTuple):
    file: BinaryIO
    size: int
    sha256: str


def _keep(entry: Content, budget: Budget) -> _Kept:
    """Return a member's bytes in a file without a name, counted as they come."""
    digest, size = hashlib.sha256(), 0
    file = _nameless()
    try:
        while chunk := entry.stream.read(_CHUNK):
            size += len(chunk)
            if size > budget.member:
                raise TooLarge(f"is larger than {budget.member} bytes (--max-file)")
            if entry.packed is not None:
                budget.weigh(size, entry.packed)
                try:
                    budget.spend(len(chunk))
                except TooLarge as fault:
                    raise _Spent(str(fault)) from fault
            digest.update(chunk)
            file.write(chunk)
        file.flush()
    except BaseException:
        file.close()
        raise
    return _Kept(file, size, digest.hexdigest())


def _nameless() -> BinaryIO:
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("member"), "w+b")
    return tempfile.TemporaryFile()


def _named(entry: Entry, taken: set[str]) -> tuple[str, UnsafePath | None]:
    """Return what an entry is called, as no other of its archive, and whether that is unsafe."""
    try:
        name = entry.name if entry.is_page else safe_name(entry.name)
    except UnsafePath as fault:
        return unique(entry.name, taken), fault
    return unique(name, taken), None


def _failed(uri: str, fault: ExtractorError, size: int | None = None) -> Sent:
    return Sent(Failed(uri=uri, code=fault.code, message=str(fault), size=size))


def safe_name(name: str) -> str:
    """Return a member's name as a path below its archive.

    Raises:
        UnsafePath: It leads out of the archive.
    """
    parts = [part for part in name.replace("\\", "/").split("/") if part != "."]
    if parts[0] == "" or parts[0][1:2] == ":" or ".." in parts:
        raise UnsafePath("has a name that leads out of the archive")
    return "/".join(part for part in parts if part) or "_"


def _path(name: str) -> str:
    """Return the path of the URL that a page of a crawl is called by."""
    try:
        return urlsplit(name.partition("/")[2]).path.lstrip("/") or "index"
    except ValueError:
        return name
