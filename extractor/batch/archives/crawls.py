"""Crawls in WARC (ISO 28500) and ARC: what was answered under each URL."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from extractor.batch.archives.budget import Budget
from extractor.batch.archives.entries import Aside, Content, Entry
from extractor.batch.sources.names import readable
from extractor.errors import CorruptSource

_ANSWERS = frozenset({"response", "resource"})
_NO_DOCUMENTS = (
    "image/",
    "video/",
    "audio/",
    "font/",
    "text/css",
    "text/javascript",
    "text/dns",
    "application/javascript",
    "application/x-javascript",
    "application/json",
    "application/font",
    "application/x-font",
    "application/x-shockwave-flash",
)
"""Media types that no notice is published in. Types that servers use for anything are not here."""


def entries(file: BinaryIO, name: str, budget: Budget) -> Iterator[Entry]:  # noqa: ARG001 - one signature for all
    """Yield the answers of a crawl, each called by the time and the URL of the request."""
    try:
        records = _Records(file)
        for record in records:
            yield from _entry(record)
            _pass_over(record)
    except ArchiveLoadFailed as fault:
        reason = " ".join(str(fault).split())[:200]
        raise CorruptSource(f"is damaged ({reason}): what follows is not read") from fault
    if records.is_cut:
        raise EOFError
    if records.err_count:
        raise CorruptSource("is damaged: a record is not as long as it announces")


class _Records(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
    """Knows whether the last record was cut in its head, which warcio takes for the end."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, arc2warc=True)
        self.is_cut = False

    def _next_record(self, next_line: bytes | None) -> Any:
        try:
            return super()._next_record(next_line)
        except EOFError:
            self.is_cut = bool(next_line)
            raise


def _entry(record: Any) -> Iterator[Entry]:
    url = record.rec_headers.get_header("WARC-Target-URI")
    if not url or record.rec_type not in {*_ANSWERS, "revisit"}:
        return
    when = "".join(c for c in record.rec_headers.get_header("WARC-Date") or "" if c.isdigit())[:14]
    name = readable(f"{when}/{url.strip('<>')}".encode("utf-8", "surrogateescape"))
    reason = _reason(record, url)
    if reason is not None:
        yield Aside(name, reason, is_page=True)
        return
    stream = cast("BinaryIO", _Whole(record))
    yield Content(name, stream, max(record.length or 1, 1), is_page=True)


def _pass_over(record: Any) -> None:
    """Read what is left of a record, of any kind.

    Raises:
        EOFError: There is less than it announces; warcio takes that for the end.
    """
    if record.rec_headers.get_header("Content-Length") is None:
        raise EOFError
    while getattr(record.raw_stream, "limit", 0) > 0:
        if not record.raw_stream.read(1 << 16):
            raise EOFError


class _Whole(io.RawIOBase):
    """The body of an answer, which ends where the record says and not before."""

    def __init__(self, record: Any) -> None:
        self._raw = record.raw_stream
        self._body = record.content_stream()

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read into ``buffer``.

        Raises:
            EOFError: There is less than the record announces.
        """
        view = memoryview(buffer)  # type: ignore[arg-type]  # any buffer, which has no type in 3.11
        chunk = self._body.read(len(view))
        if not chunk and getattr(self._raw, "limit", 0) > 0 and not self._raw.read(1):
            raise EOFError
        view[: len(chunk)] = chunk
        return len(chunk)


def _reason(record: Any, url: str) -> str | None:
    """Return why an answer is no document, or None."""
    if record.rec_type == "revisit":
        return "revisit"
    if record.http_headers is not None and record.http_headers.get_statuscode() != "200":
        return "http-status"
    headers = record.http_headers or record.rec_headers
    kind = (headers.get_header("Content-Type") or "").strip().lower()
    if kind.startswith(_NO_DOCUMENTS) or url.startswith("dns:"):
        return "media-type"
    return None
