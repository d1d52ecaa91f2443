"""What a walk over sources comes upon."""

from __future__ import annotations

from typing import NamedTuple

from extractor.batch.messages import Kind


class Found(NamedTuple):
    """Something to be read."""

    uri: str
    place: bytes
    """A path as the operating system spells it, or a URL."""
    kind: Kind | None
    """None: to be told from its first bytes."""
    stamp: str | None
    """What changes when the content does: size and time of change, or an entity tag."""
    size: int | None = None
    remote: bool = False


class Unmeant(NamedTuple):
    """Something that is no document and is not meant to be one."""

    uri: str
    reason: str


class Unreached(NamedTuple):
    """Something named or listed that cannot be had."""

    uri: str
    code: str
    message: str


Input = Found | Unmeant | Unreached
