"""Sources at URLs, through fsspec: only those that a person names are ever asked for.

fsspec is imported when the first URL is met. What it needs beside itself for a scheme (s3fs for
``s3://``, gcsfs, adlfs, aiohttp for ``http://`` …) is the user's to install; a message says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from extractor.batch.messages import Kind
from extractor.batch.sources.found import Found, Input, Unmeant, Unreached
from extractor.batch.sources.globs import Choice
from extractor.batch.sources.litter import litter
from extractor.errors import ExtractorError, MissingExtra, Unreadable

URL = re.compile(r"[a-z][a-z0-9+.-]{1,30}://", re.IGNORECASE)

_SINGLE = ("http://", "https://")
"""Schemes whose folders cannot be listed: a URL is one file."""

_ARCHIVE = re.compile(
    r"\.(?:zip|tar|tgz|tbz2?|txz|tzst|(?:tar|warc|arc)(?:\.(?:gz|bz2|xz|zst))?|gz|bz2|xz|zst)$",
    re.IGNORECASE,
)
"""Names of archives: to look at its first bytes would cost a request a file."""

_STAMPS = ("ETag", "etag", "md5", "LastModified", "mtime", "updated", "last_modified", "created")
"""What file systems call that which changes with the content."""


def walk_url(url: str, choice: Choice) -> Iterator[Input]:
    """Yield the file at a URL, or the files below it in the order of their names."""
    try:
        with _told_apart():
            system, path = _system(url)
            if url.lower().startswith(_SINGLE):
                yield Found(url, url.encode(), _kind(url), None, remote=True)
                return
            information = system.info(path)
            if information["type"] != "directory":
                yield _found(url, information)
                return
            base = url.rstrip("/") + "/"
            yield from _below(system, path, base, choice)
    except ExtractorError as fault:
        yield Unreached(url, fault.code, str(fault))


@contextmanager
def opened_url(url: str) -> Iterator[BinaryIO]:
    """Yield the file at a URL, seekable.

    Raises:
        MissingExtra: What the scheme needs is not installed; the message names it.
        Unreadable: It cannot be had.
    """
    with _told_apart():
        system, path = _system(url)
        file = system.open(path, "rb")
    with file:
        yield file


@contextmanager
def _told_apart() -> Iterator[None]:
    try:
        yield
    except ExtractorError:
        raise
    except ImportError as fault:
        raise MissingExtra(" ".join(str(fault).split())) from fault
    except FileNotFoundError as fault:
        raise Unreadable("no such file") from fault
    # Each file system has errors of its own, some of no class that all share.
    except Exception as fault:
        reason = " ".join(str(fault).split()) or type(fault).__name__
        raise Unreadable(f"could not be read: {reason[:200]}") from fault


# fsspec has no types.
def _system(url: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs  # noqa: PLC0415 - only for those who name a URL

    system, path = url_to_fs(url)
    return system, path


def _below(system: Any, path: str, base: str, choice: Choice) -> Iterator[Input]:
    root = path.rstrip("/") + "/"
    for found, information in system.find(path, detail=True).items():
        name = found.removeprefix(root)
        url = base + name
        if not choice.wants(name):
            continue
        *folders, last = name.split("/")
        if reason := litter(last, tuple(folders)):
            yield Unmeant(url, reason)
        elif not last:
            continue  # object stores keep an empty object for a folder
        else:
            yield _found(url, information)


def _found(url: str, information: dict[str, Any]) -> Found:
    known = [str(information[name]) for name in _STAMPS if information.get(name) is not None]
    stamp = ":".join([str(information.get("size")), *known[:1]]) if known else None
    return Found(url, url.encode(), _kind(url), stamp, information.get("size"), remote=True)


def _kind(url: str) -> Kind:
    return "archive" if _ARCHIVE.search(url.partition("?")[0]) else "document"
