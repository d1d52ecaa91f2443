"""An engine without processes, which lets a test choose what happens next."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from msgspec.structs import replace

from extractor.batch import work
from extractor.batch.engines import Event
from extractor.batch.engines.engine import Handle
from extractor.batch.messages import Job, Outcome, Read
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
        self._read: dict[int, bytes] = {}
        self._answers: dict[int, bool] = {}

    def room(self) -> int:
        return self._ahead - len(self._jobs)

    def submit(self, job: Job, handle: Handle | None = None, *, alone: bool = False) -> None:
        self._jobs.append(job)

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
        return [Event(job.ordinal, self._step(job))]

    def _step(self, job: Job) -> Read | Outcome:
        data = self._read.get(job.ordinal)
        if data is None:
            assert job.place is not None
            data = self._read[job.ordinal] = work.read_place(job.place, most=1 << 20)
            return Read(sha256=work.digest(data), size=len(data))
        self._jobs.remove(job)
        del self._read[job.ordinal]
        sha256 = work.digest(data)
        if not self._answers.pop(job.ordinal):
            return Outcome(passed=True, sha256=sha256, size=len(data))
        try:
            outcome: Outcome = self._work(data, job.uri, self._registry)
        except Exception as fault:
            outcome = work.failure(fault, job.uri)
        return replace(outcome, sha256=sha256, size=len(data))

    def halt(self) -> list[int]:
        halted = [job.ordinal for job in self._jobs if job.ordinal not in self._read]
        self._jobs = [job for job in self._jobs if job.ordinal in self._read]
        return halted

    def close(self) -> None:
        pass
