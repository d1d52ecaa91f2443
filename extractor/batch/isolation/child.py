"""A child: takes jobs from its socket one after another until the socket is closed."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import cast, get_args

import msgspec

from extractor.batch import places, work
from extractor.batch.archives import Sent, form_of, unpack
from extractor.batch.archives.budget import Budget
from extractor.batch.isolation.confine import doom, memory_of
from extractor.batch.messages import (
    Closed,
    Down,
    Job,
    Member,
    More,
    Outcome,
    Read,
    Setup,
    Verdict,
)
from extractor.batch.sources.globs import Choice
from extractor.batch.wire import Channel
from extractor.bounds import within
from extractor.errors import OutOfMemory, TooLarge, Unreadable, UnsupportedFormat
from extractor.readers.sniff import Format
from extractor.units import Registry, load_registry

LONGEST = 1 << 16
"""Bytes of the longest message that a child takes."""

_WARMING = """测政办〔2024〕3号

关于印发2024年示例工作任务分解表的通知

各乡（镇）人民政府，县直各单位：

现将《2024年示例工作任务分解表》印发给你们，请认真抓好落实。

测试县人民政府办公室
2024年3月1日

序号\t工作任务\t牵头单位\t责任单位
1\t编制“一张表”，6月底前完成。\t县发改局\t县教育局、县民政局
"""

Work = Callable[[bytes, str, "Registry | None"], Outcome]


class Child:
    """What every child of a template does; made once, before the first fork."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        module, _, function = setup.work.partition(":")
        self._work = cast("Work", getattr(import_module(module), function))
        self._registry = load_registry(Path(setup.registry)) if setup.registry else None

    def warm(self) -> None:
        """Load what the first document would load."""
        for form in get_args(Format):
            with suppress(ImportError):
                import_module(f"extractor.readers.{form}")
        # What only a broken PDF needs is loaded too: else each child grows by it, once, on its own.
        import_module("extractor.readers.pdf.plumber")
        for text in (_WARMING, f"<!DOCTYPE html><body><pre>{_WARMING}</pre></body>"):
            work.extract_document(text.encode(), "warming", self._registry)

    def serve(self, end: socket.socket) -> None:
        """Do jobs until the other side closes the socket."""
        channel: Channel[Down] = Channel(end, Down, longest=LONGEST)
        while True:
            try:
                job = channel.receive()
                if isinstance(job, Job):
                    self._do(job, channel)
            except (EOFError, ConnectionError):
                return

    def _do(self, job: Job, channel: Channel[Down]) -> None:
        descriptor = channel.take_descriptor() if job.place is None else None
        started, used = time.monotonic(), time.process_time()
        # The supervisor ends what takes too long; this is for when it is gone.
        doom(self._setup.seconds * 2 + 60)
        outcome: Outcome | Closed
        if job.kind == "archive":
            outcome = self._unpacked(job, channel)
        else:
            outcome = self._outcome(job, descriptor, channel)
            processor = round(time.process_time() - used, 6)
            outcome = msgspec.structs.replace(outcome, processor=processor)
        doom(0)
        resident, _ = memory_of("self")
        seconds = round(time.monotonic() - started, 6)
        channel.send(msgspec.structs.replace(outcome, seconds=seconds, memory=resident))
        if outcome.code == OutOfMemory.code:
            # An interpreter that has been refused memory is in no state that can be known.
            os._exit(0)

    def _outcome(self, job: Job, descriptor: int | None, channel: Channel[Down]) -> Outcome:
        sha256 = job.sha256
        size: int | None = None
        try:
            data = self._bytes_of(job, descriptor)
            size = len(data)
            if sha256 is None:
                sha256 = places.digest(data)
                channel.send(Read(sha256=sha256, size=size))
                answer = channel.receive()
                if not (isinstance(answer, Verdict) and answer.proceed):
                    return Outcome(passed=True, sha256=sha256, size=size)
            with within(self._setup.bounds):
                outcome = self._work(data, job.uri, self._registry)
            if len(outcome.notice) > self._setup.result:
                raise TooLarge(
                    f"its record is {len(outcome.notice)} bytes, more than --max-result allows"
                )
        except (EOFError, ConnectionError):
            raise
        except Exception as fault:  # whatever reading did: this file's outcome
            outcome = work.failure(fault, job.uri)
        return msgspec.structs.replace(outcome, sha256=sha256, size=size)

    def _unpacked(self, job: Job, channel: Channel[Down]) -> Closed:
        """Send what is in an archive, as fast as leave is given, and return how it ended."""
        leave = More(members=0, size=0)
        closed = Closed(uri=job.uri)
        try:
            for message, descriptor in self._contents(job):
                doom(self._setup.seconds * 2 + 60)
                if isinstance(message, Closed) and message.uri == job.uri:
                    closed = message
                    break
                while descriptor is not None and (leave.members <= 0 or leave.size <= 0):
                    doom(0)  # the supervisor takes its time, and its death is noticed here
                    answer = channel.receive()
                    leave = answer if isinstance(answer, More) else leave
                channel.send(message, descriptor)
                if descriptor is not None and isinstance(message, Member):
                    os.close(descriptor)
                    leave = More(members=leave.members - 1, size=leave.size - message.size)
        except ConnectionError:
            raise
        except Exception as fault:  # whatever the archive is: its own outcome
            failed = work.failure(fault, job.uri)
            closed = Closed(uri=job.uri, code=failed.code, message=failed.message)
        return closed

    def _contents(self, job: Job) -> Iterator[Sent]:
        setup = self._setup
        with places.opened_place(job.place or b"", remote=job.remote) as file:
            form = form_of(file)
            if form is None:
                raise UnsupportedFormat("was an archive when it was found, and is none now")
            file.seek(0, os.SEEK_END)
            budget = Budget(
                size=file.tell(),
                members=setup.members,
                member=setup.file,
                total=setup.total,
                ratio=setup.ratio,
                depth=setup.depth,
            )
            file.seek(0)
            choice = Choice(setup.include, setup.exclude)
            yield from unpack(file, job.uri, form, budget, choice)

    def _bytes_of(self, job: Job, descriptor: int | None) -> bytes:
        if job.place is not None:
            return places.read_place(job.place, most=self._setup.file, remote=job.remote)
        if descriptor is None:
            raise Unreadable("came without its bytes")
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            file.seek(0)  # the descriptor is shared, and was read to its end if this is a retry
            return places.read_stream(file, most=self._setup.file)
