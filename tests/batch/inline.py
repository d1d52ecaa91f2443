"""An engine without processes, which lets a test choose what happens next."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from importlib import import_module

from msgspec.structs import replace

from extractor.batch import places, work
from extractor.batch.archives import Sent, form_of, unpack
from extractor.batch.archives.budget import Budget
from extractor.batch.engines import Event
from extractor.batch.engines.engine import Handle
from extractor.batch.messages import Closed, Job, Outcome, Read
from extractor.batch.sources.globs import Choice
from extractor.units import Registry


def in_turn(_: int) -> int:
    return 0


class Killed(BaseException):
    """The run is ended here, as a power cut would."""


class InlineEngine:
    """Does one step of one job at each wait.

    Args:
        choose: Which of so many jobs under way goes on.
        obeys: The work, as options name it.
        ahead: How many jobs are under way at a time.
        lives: Steps after which the run is killed; None: never.
    """

    def __init__(
        self,
        choose: Callable[[int], int] = in_turn,
        *,
        obeys: str = "extractor.batch.work:extract_document",
        ahead: int = 8,
        lives: int | None = None,
        registry: Registry | None = None,
    ) -> None:
        module, _, name = obeys.partition(":")
        self._work = getattr(import_module(module), name)
        self._choose = choose
        self._registry = registry
        self._ahead = ahead
        self._lives = lives
        self._jobs: list[Job] = []
        self._contents: dict[int, Generator[Sent, None, None]] = {}
        self._handles: dict[int, bytes] = {}
        self._read: dict[int, bytes] = {}
        self._answers: dict[int, bool] = {}

    def room(self) -> int:
        return self._ahead - len(self._jobs)

    def submit(self, job: Job, handle: Handle | None = None, *, alone: bool = False) -> None:
        self._jobs.append(job)
        if isinstance(handle, bytes):
            self._handles[job.ordinal] = handle

    def answer(self, ordinal: int, *, proceed: bool) -> None:
        self._answers[ordinal] = proceed

    def release(self, handle: Handle) -> None:
        pass

    def wait(self, seconds: float) -> list[Event]:
        if self._lives is not None:
            self._lives -= 1
            if self._lives < 0:
                raise Killed
        if not self._jobs:
            return []
        job = self._jobs[self._choose(len(self._jobs))]
        if job.kind == "archive":
            return self._unpack(job)
        return [Event(job.ordinal, self._step(job))]

    def _unpack(self, job: Job) -> list[Event]:
        contents = self._contents.get(job.ordinal)
        if contents is None:
            contents = self._contents[job.ordinal] = _contents(job)
        message, descriptor = next(contents)
        if descriptor is not None:
            with os.fdopen(descriptor, "rb") as member:
                member.seek(0)
                return [Event(job.ordinal, message, member.read())]
        if isinstance(message, Closed) and message.uri == job.uri:
            self._forget(job)
        return [Event(job.ordinal, message)]

    def _step(self, job: Job) -> Read | Outcome:
        data = self._read.get(job.ordinal)
        if data is None:
            data = self._handles.get(job.ordinal)
            if data is None:
                assert job.place is not None
                data = places.read_place(job.place, most=1 << 20, remote=job.remote)
            self._read[job.ordinal] = data
            if job.sha256 is not None:
                return self._outcome(job, data)
            return Read(sha256=places.digest(data), size=len(data))
        return self._outcome(job, data)

    def _outcome(self, job: Job, data: bytes) -> Outcome:
        self._forget(job)
        sha256 = places.digest(data)
        if not self._answers.pop(job.ordinal, True):
            return Outcome(passed=True, sha256=sha256, size=len(data))
        try:
            outcome: Outcome = self._work(data, job.uri, self._registry)
        except Exception as fault:
            outcome = work.failure(fault, job.uri)
        return replace(outcome, sha256=sha256, size=len(data))

    def _forget(self, job: Job) -> None:
        self._jobs.remove(job)
        self._read.pop(job.ordinal, None)
        self._contents.pop(job.ordinal, None)
        self._handles.pop(job.ordinal, None)

    def halt(self) -> list[int]:
        halted = [job for job in self._jobs if job.ordinal not in self._read]
        for job in halted:
            self._forget(job)
        return [job.ordinal for job in halted]

    def close(self) -> None:
        for contents in self._contents.values():
            contents.close()


def _contents(job: Job) -> Generator[Sent, None, None]:
    assert job.place is not None
    with open(job.place, "rb") as file:  # noqa: PTH123 - bytes
        form = form_of(file)
        assert form is not None
        file.seek(0)
        budget = Budget(size=0, members=1000, member=1 << 24, total=1 << 26, ratio=200, depth=3)
        yield from unpack(file, job.uri, form, budget, Choice())
