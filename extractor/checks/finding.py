"""What a check comes to: findings, each with its place, its excerpt and, where certain, its fix."""

from __future__ import annotations

import msgspec

from extractor.checks.rule import Both, Edit, Span
from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Severity


class Excerpt(msgspec.Struct, frozen=True):
    """The line of the source that a finding stands on; ``[start, end)`` is what it is about."""

    text: str
    start: int
    end: int


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place as a person finds it."""

    anchor: Anchor
    spans: tuple[Span, ...] = ()
    excerpt: Excerpt | None = None


class Mending(msgspec.Struct, frozen=True):
    """One replacement that a fix makes, and where the replaced characters stand."""

    edit: Edit
    anchor: Anchor


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a rule has found in one file."""

    code: str
    name: str
    severity: Severity
    message: Both
    file: str
    """The file, as it was named."""
    spot: Spot | None = None
    """None for the notice as a whole."""
    related: tuple[Spot, ...] = ()
    edits: tuple[Mending, ...] = ()
    """What mends it for certain; empty where a person has to decide."""
    fingerprint: str = ""
    """Tells it from other findings by code and content, wherever in the file it stands."""
