"""What a format's opener says of each thing in an archive."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

from extractor.errors import ExtractorError


class Content(NamedTuple):
    """A file; its stream is to be read before the next entry is asked for."""

    name: str
    stream: BinaryIO
    packed: int | None = None
    """Bytes it takes in the archive; None: it is packed together with others, or not at all."""
    is_page: bool = False
    """It was met under a URL: its name is no path, and no program's litter."""


class Aside(NamedTuple):
    """Something that is no document and is not meant to be one."""

    name: str
    reason: str
    is_page: bool = False


class Fault(NamedTuple):
    """A file that cannot be had."""

    name: str
    error: ExtractorError
    size: int | None = None
    is_page: bool = False


Entry = Content | Aside | Fault
