"""What runs on the nodes of a Ray cluster: the same children as locally, one set a Ray worker.

Every document and archive is read by a child of a station of the Ray worker's own. What a document
does to the process that reads it never reaches Ray.
"""

from __future__ import annotations

import atexit
import os
import tempfile
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from extractor.batch.engines.engine import Event
from extractor.batch.engines.local import LocalEngine
from extractor.batch.identity import Maker, maker
from extractor.batch.messages import Closed, Job, Member, Outcome, Setup, Up
from extractor.batch.places import digest, read_place
from extractor.batch.work import failure

BATCH_BYTES = 8 << 20
"""Bytes of members that travel together."""

BATCH_MEMBERS = 16


class OtherVersion(Exception):
    """The package on a node is not that of the driver."""


class Terms(NamedTuple):
    """What every task is given once."""

    setup: Setup
    recycle: int
    registry: bytes | None
    """The list of units itself: its file is on the driver's disk."""
    made_by: Maker


class Fetched(NamedTuple):
    """What became of reading a file: its hash and size, or the fault."""

    sha256: str | None
    size: int
    fault: Outcome | None = None


class Messages(NamedTuple):
    """Messages about an archive; each `Member` has its bytes in the blobs that follow, in order."""

    messages: list[Up]


_engines: dict[bytes, LocalEngine] = {}
"""One for each run that this Ray worker has served; there is seldom more than one."""


def fetch(jobs: list[Job], most: int) -> tuple[list[Fetched], list[bytes]]:
    """Return what the files of some jobs hold: hashes for the driver, bytes for the store."""
    fetched: list[Fetched] = []
    blobs: list[bytes] = []
    for job in jobs:
        try:
            data = read_place(job.place or b"", most=most, remote=job.remote)
        except Exception as fault:  # one bad file costs no other its result
            fetched.append(Fetched(None, 0, failure(fault, job.uri)))
            blobs.append(b"")
        else:
            fetched.append(Fetched(digest(data), len(data)))
            blobs.append(data)
    return fetched, blobs


def extract_all(
    terms: Terms, jobs: list[Job], places: list[int], blobs: list[bytes], *, alone: bool
) -> list[Outcome]:
    """Return what becomes of some documents.

    Args:
        terms: The terms of the run.
        jobs: The documents, with their hashes.
        places: Where in ``blobs`` the bytes of each lie.
        blobs: Bytes of these and perhaps other documents.
        alone: Whether each is to have a process of its own.
    """
    engine = _engine(terms)
    outcomes: list[Outcome] = []
    for job, place in zip(jobs, places, strict=True):
        descriptor = _in_memory(blobs[place])
        engine.submit(msgspec.structs.replace(job, place=None), descriptor, alone=alone)
        for event in _messages(engine, Outcome):
            if isinstance(event.message, Outcome):
                size = len(blobs[place])
                known = msgspec.structs.replace(event.message, sha256=job.sha256, size=size)
                outcomes.append(known)
        engine.release(descriptor)
    return outcomes


def expand(terms: Terms, job: Job, *, alone: bool) -> Iterator[Messages | list[bytes]]:
    """Yield the messages of an archive, in batches, and after each the bytes of its members."""
    engine = _engine(terms)
    engine.submit(job, alone=alone)
    messages: list[Up] = []
    blobs: list[bytes] = []
    held = 0
    for event in _messages(engine, Closed):
        messages.append(event.message)
        if isinstance(event.message, Member) and isinstance(event.handle, int):
            with os.fdopen(event.handle, "rb") as file:
                file.seek(0)
                blobs.append(file.read())
            held += event.message.size
        if held >= BATCH_BYTES or len(messages) >= BATCH_MEMBERS:
            yield Messages(messages)
            yield blobs
            messages, blobs, held = [], [], 0
    yield Messages(messages)
    yield blobs


def _messages(engine: LocalEngine, last: type[Outcome | Closed]) -> Iterator[Event]:
    """Yield what is said of the one job under way, its last message included."""
    ended = False
    while not (ended and engine.is_idle()):
        for event in engine.wait(1.0):
            yield event
            ended = ended or isinstance(event.message, last)


def _engine(terms: Terms) -> LocalEngine:
    key = msgspec.msgpack.encode((terms.setup, terms.recycle, terms.registry))
    engine = _engines.get(key)
    if engine is None:
        here = maker(None)
        if here[:2] != terms.made_by[:2]:
            raise OtherVersion(
                f"{here.version} ({here.code}), and the driver {terms.made_by.version} "
                f"({terms.made_by.code})"
            )
        setup = terms.setup
        if terms.registry is not None:
            setup = msgspec.structs.replace(setup, registry=_written(terms.registry))
        engine = _engines[key] = LocalEngine(setup, workers=1, recycle=terms.recycle)
        atexit.register(engine.close)
    return engine


def _written(data: bytes) -> str:
    with tempfile.NamedTemporaryFile(suffix=".csv", delete=False) as file:
        file.write(data)
    atexit.register(os.unlink, file.name)
    return file.name


def _in_memory(data: bytes) -> int:
    descriptor = os.memfd_create("document")
    with os.fdopen(descriptor, "wb", closefd=False) as file:
        file.write(data)
    return descriptor
