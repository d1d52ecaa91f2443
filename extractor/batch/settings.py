"""What a person may choose about a run."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from extractor.batch.messages import Setup
from extractor.bounds import Bounds, bounds

Form = Literal["jsonl", "json"]

MIB = 1 << 20
GIB = 1 << 30


def _cores() -> int:
    """Return how many cores this process may use, where the system says so."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far one input may go; sizes in bytes."""

    seconds: float = 90.0
    """Time on the clock for one document, or between two members of an archive."""
    memory: int = GIB
    """Memory of the process that reads one."""
    file: int = 256 * MIB
    """The longest document, and the longest member of an archive."""
    result: int = 64 * MIB
    """The longest record."""
    members: int = 50_000
    """Members of an archive, nested ones included. An archive of more KiB may have that many."""
    depth: int = 3
    """Archives inside one another."""
    ratio: int = 200
    """Times a member or stream may exceed its compressed size, past its first MiB."""
    total: int = 2 * GIB
    """What an archive may expand to, or ten times its own size if that is more."""
    jobs: int = 500
    """Documents that a process reads before another takes its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """A run: where to, how, within which limits."""

    output: Path
    form: Form = "jsonl"
    shard_size: int = 1000
    """Inputs whose notices share a file; with ``json``, that are written at a time."""
    zstd: bool = False
    workers: int = field(default_factory=_cores)
    limits: Limits = field(default_factory=Limits)
    bounds: Bounds = field(default_factory=bounds)
    """How far one document may go, whichever process reads it."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    follow_links: bool = False
    registry: Path | None = None
    retry_failed: bool = False
    force: bool = False
    keep_stale: bool = False
    engine: Literal["local", "ray"] = "local"
    address: str | None = None
    """Of a Ray cluster; None starts Ray on this machine."""
    work: str = "extractor.batch.work:extract_document"

    def setup(self) -> Setup:
        """Return what the processes that read need to know."""
        limits = self.limits
        return Setup(
            work=self.work,
            bounds=self.bounds,
            registry=str(self.registry) if self.registry else None,
            seconds=limits.seconds,
            memory=limits.memory,
            file=limits.file,
            result=limits.result,
            members=limits.members,
            depth=limits.depth,
            ratio=limits.ratio,
            total=limits.total,
            include=self.include,
            exclude=self.exclude,
        )
