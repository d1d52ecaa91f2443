"""The Ray engine: the same jobs as tasks on a cluster, or on this machine.

A file is fetched by a node (its bytes go into Ray's object store, its hash to the driver), and
then, unless the supervisor knows its bytes, read by whichever node has room. An archive is expanded
by a node as a stream. Documents are isolated on the nodes as they are locally, so that what is lost
on the way, with a node or a Ray worker, is no fault of theirs: it is done again elsewhere.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from extractor.batch.engines import ray_tasks
from extractor.batch.engines.engine import Event, Handle
from extractor.batch.engines.ray_tasks import Fetched, Messages, OtherVersion, Terms
from extractor.batch.identity import maker
from extractor.batch.messages import Closed, Job, Lost, Member, Outcome, Read
from extractor.batch.settings import Options
from extractor.errors import Crashed

_TOGETHER = 16
"""Documents a task: a task costs about a millisecond, a document about ten."""

_TOGETHER_BYTES = 8 << 20
_AHEAD = 3
"""Tasks for each core of the cluster, so that none waits for the driver."""

_LOSSES = 3
"""Times that a document may be lost with its Ray worker before that counts as its own doing."""

_COUNTED = 5.0
"""Seconds between two looks at the size of the cluster."""


class NoCluster(Exception):
    """Ray cannot be had: the message says why."""


@dataclass(eq=False)
class _Blobs:
    """Bytes in the object store: of the files of a task, or of some members of an archive."""

    reference: Any


@dataclass(frozen=True)
class _Bytes:
    """The bytes of one document."""

    blobs: _Blobs
    place: int


@dataclass(eq=False)
class _Fetch:
    """Files that a node is reading."""

    jobs: list[Job]
    alone: bool
    blobs: _Blobs


@dataclass(eq=False)
class _Extraction:
    """Documents that a node is extracting."""

    jobs: list[Job]
    places: list[int]
    blobs: _Blobs
    alone: bool


@dataclass(eq=False)
class _Expansion:
    """An archive that a node is sending."""

    job: Job
    messages: Messages | None = None
    """Those whose bytes are about to come."""


@dataclass
class _Waiting:
    """Documents by the bytes they share a task with."""

    jobs: list[Job] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    alone: bool = False


class RayEngine:
    """Runs jobs on a Ray cluster.

    Args:
        options: The run.
        address: Of the cluster's head (``auto``, ``ray://…``); None starts Ray on this machine.
    """

    def __init__(self, options: Options, *, address: str | None) -> None:
        self._ray = _connected(options, address)
        self._most = options.limits.file
        registry = options.registry.read_bytes() if options.registry else None
        terms = Terms(
            options.setup(), options.limits.jobs, registry, maker(options.registry, options.bounds)
        )
        self._terms = self._ray.put(terms)
        remote = self._ray.remote
        self._fetch = remote(num_cpus=0.1, num_returns=2)(ray_tasks.fetch)
        # Not repeated by Ray itself: what is lost is counted, so that nothing is lost for ever.
        self._extract = remote(num_cpus=1, max_retries=0)(ray_tasks.extract_all)
        self._expand = remote(
            num_cpus=0,  # it waits for work on its members
            num_returns="streaming",
            max_retries=0,
            _generator_backpressure_num_objects=4,
        )(ray_tasks.expand)
        self._queue: deque[tuple[Job, Handle | None, bool]] = deque()
        self._tasks: dict[Any, _Fetch | _Extraction | _Expansion] = {}
        self._asked: dict[int, tuple[Job, _Blobs, int, bool]] = {}
        """Documents that have been fetched and may have been answered."""
        self._answers: dict[int, bool] = {}
        self._losses: Counter[int] = Counter()
        self._under_way: set[int] = set()
        self._events: list[Event] = []
        self._cores = 1
        self._counted = 0.0

    def room(self) -> int:
        """Return how many more documents keep all cores busy."""
        if time.monotonic() - self._counted > _COUNTED:
            self._counted = time.monotonic()
            self._cores = max(int(self._ray.cluster_resources().get("CPU", 1)), 1)
        return self._cores * _AHEAD * _TOGETHER - len(self._under_way)

    def submit(self, job: Job, handle: Handle | None = None, *, alone: bool = False) -> None:
        """Take on a job."""
        if job.kind == "document":
            self._under_way.add(job.ordinal)
        self._queue.append((job, handle, alone))

    def answer(self, ordinal: int, *, proceed: bool) -> None:
        """Answer a `Read`."""
        self._answers[ordinal] = proceed

    def release(self, handle: Handle) -> None:
        """Forget a reference: the store frees what nobody refers to."""

    def wait(self, seconds: float) -> list[Event]:
        """Return what has happened, waiting at most so long for something to happen."""
        self._send_off()
        awaited = self._awaited()
        if not self._events and awaited:
            wait = self._ray.wait
            ready, _ = wait(awaited, num_returns=1, timeout=seconds, fetch_local=False)
            if ready:
                several = len(awaited)
                ready, _ = wait(awaited, num_returns=several, timeout=0, fetch_local=False)
            for reference in ready:
                self._harvest(reference)
        elif not self._events:
            time.sleep(min(seconds, 0.01))
        events, self._events = self._events, []
        return events

    def halt(self) -> list[int]:
        """Forget what has not begun; fetching alone is no beginning."""
        halted = {job.ordinal for job, _, _ in self._queue}
        self._queue.clear()
        for reference, task in list(self._tasks.items()):
            if isinstance(task, _Extraction):
                continue
            jobs = task.jobs if isinstance(task, _Fetch) else [task.job]
            halted.update(job.ordinal for job in jobs)
            del self._tasks[reference]
        halted.update(self._asked)
        self._asked.clear()
        self._under_way -= halted
        return sorted(halted)

    def close(self) -> None:
        """End all tasks and leave the cluster; one that was started here ends."""
        self._tasks.clear()
        self._ray.shutdown()

    def _awaited(self) -> list[Any]:
        """Return what may be ready and is wanted: of an archive nothing while there is no room."""
        room = self.room() > 0
        return [
            reference
            for reference, task in self._tasks.items()
            if room or not isinstance(task, _Expansion) or task.messages is not None
        ]

    # To the nodes.

    def _send_off(self) -> None:
        waiting: dict[tuple[_Blobs, bool], _Waiting] = {}
        for ordinal, proceed in self._answers.items():
            job, blobs, place, alone = self._asked.pop(ordinal)
            if proceed:
                group = waiting.setdefault((blobs, alone), _Waiting(alone=alone))
                group.jobs.append(job)
                group.places.append(place)
            else:
                self._say(job, Outcome(passed=True, sha256=job.sha256))
        self._answers.clear()
        files: list[Job] = []
        while self._queue:
            job, handle, alone = self._queue.popleft()
            if job.kind == "archive":
                self._start_expansion(job, alone=alone)
            elif isinstance(handle, _Bytes):
                group = waiting.setdefault((handle.blobs, alone), _Waiting(alone=alone))
                group.jobs.append(job)
                group.places.append(handle.place)
            elif alone:
                self._start_fetch([job], alone=True)
            else:
                files.append(job)
        for together in _portions(files):
            self._start_fetch(together, alone=False)
        for (blobs, _), group in waiting.items():
            self._start_extraction(_Extraction(group.jobs, group.places, blobs, group.alone))

    def _start_fetch(self, jobs: list[Job], *, alone: bool) -> None:
        found, blobs = self._fetch.remote(jobs, self._most)
        self._tasks[found] = _Fetch(jobs, alone, _Blobs(blobs))

    def _start_extraction(self, task: _Extraction) -> None:
        reference = self._extract.remote(
            self._terms, task.jobs, task.places, task.blobs.reference, alone=task.alone
        )
        self._tasks[reference] = task

    def _start_expansion(self, job: Job, *, alone: bool) -> None:
        self._tasks[self._expand.remote(self._terms, job, alone=alone)] = _Expansion(job)

    # From the nodes.

    def _harvest(self, reference: Any) -> None:
        task = self._tasks[reference]
        if isinstance(task, _Expansion):
            self._take_batch(reference, task)
            return
        del self._tasks[reference]
        try:
            result = self._ray.get(reference)
        except self._ray.exceptions.RayError as fault:
            self._lose(task, fault)
            return
        if isinstance(task, _Fetch):
            self._ask(task, result)
        else:
            for job, outcome in zip(task.jobs, result, strict=True):
                self._say(job, outcome)

    def _ask(self, task: _Fetch, fetched: list[Fetched]) -> None:
        for place, (job, one) in enumerate(zip(task.jobs, fetched, strict=True)):
            if one.sha256 is None:
                self._say(job, one.fault or Outcome(code=Crashed.code))
                continue
            known = Job(ordinal=job.ordinal, uri=job.uri, sha256=one.sha256)
            self._asked[job.ordinal] = (known, task.blobs, place, task.alone)
            self._events.append(Event(job.ordinal, Read(sha256=one.sha256, size=one.size)))

    def _take_batch(self, generator: Any, task: _Expansion) -> None:
        """Take the next object of an archive: messages, or the bytes that belong to them."""
        try:
            reference = next(generator)
            if task.messages is None:
                task.messages = self._ray.get(reference)
                return
        except StopIteration:
            del self._tasks[generator]
            return
        except self._ray.exceptions.RayError as fault:
            del self._tasks[generator]
            self._lose(task, fault)
            return
        blobs, place = _Blobs(reference), 0
        for message in task.messages.messages:
            handle = None
            if isinstance(message, Member):
                handle, place = _Bytes(blobs, place), place + 1
            self._events.append(Event(task.job.ordinal, message, handle))
        task.messages = None

    def _say(self, job: Job, outcome: Outcome) -> None:
        self._under_way.discard(job.ordinal)
        self._losses.pop(job.ordinal, None)
        self._events.append(Event(job.ordinal, outcome))

    # What is lost.

    def _lose(self, task: _Fetch | _Extraction | _Expansion, fault: Exception) -> None:
        """Have done again elsewhere what went down with a node or a Ray worker."""
        cause = getattr(fault, "cause", None)
        if isinstance(cause, OtherVersion):
            raise NoCluster(f"a node has another version of the package: {cause}") from fault
        if isinstance(task, _Expansion):
            message = f"the node that read it was lost ({type(fault).__name__})"
            closed = Closed(uri=task.job.uri, code=Crashed.code, message=message)
            self._events.append(Event(task.job.ordinal, closed))
        elif isinstance(task, _Fetch):
            for job in task.jobs:
                self._again(job, None, alone=task.alone)
        elif isinstance(fault, self._ray.exceptions.ObjectLostError):
            # The bytes of members; their archive will be opened again.
            for job in task.jobs:
                self._under_way.discard(job.ordinal)
                self._events.append(Event(job.ordinal, Lost()))
        else:
            for job, place in zip(task.jobs, task.places, strict=True):
                self._again(job, _Bytes(task.blobs, place), alone=True)

    def _again(self, job: Job, handle: _Bytes | None, *, alone: bool) -> None:
        self._losses[job.ordinal] += 1
        if self._losses[job.ordinal] >= _LOSSES:
            message = "the worker that read it was lost each time"
            self._say(job, Outcome(code=Crashed.code, message=message))
        else:
            self._queue.append((job, handle, alone))


def _portions(jobs: list[Job]) -> list[list[Job]]:
    """Return the files of each task: not too many, and not too large together."""
    portions: list[list[Job]] = []
    size = 0
    for job in jobs:
        if not portions or len(portions[-1]) >= _TOGETHER or size >= _TOGETHER_BYTES:
            portions.append([])
            size = 0
        portions[-1].append(job)
        size += job.size or 0
    return portions


# Ray has no types that say more than its documentation.
def _connected(options: Options, address: str | None) -> Any:
    # Nothing is told to anybody about this run.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray  # noqa: PLC0415 - an extra
    except ImportError as fault:
        raise NoCluster("Ray is not installed: pip install notice-extractor[ray]") from fault
    here = {} if address else {"num_cpus": options.workers, "include_dashboard": False}
    _ask_for(address)
    with _signals_kept():
        try:
            ray.init(address=address, log_to_driver=False, logging_level="ERROR", **here)
        except Exception as fault:
            reason = " ".join(str(fault).split())[:300]
            raise NoCluster(f"Ray cannot be reached: {reason}") from fault
    return ray


def _ask_for(address: str | None) -> None:
    """See that somebody listens at ``host:port``: where nobody does, Ray ends the whole process.

    Raises:
        NoCluster: Nobody does.
    """
    host, found, port = (address or "").rpartition(":")
    if not found or not port.isdecimal() or "/" in host:
        return
    try:
        socket.create_connection((host, int(port)), timeout=10).close()
    except OSError as fault:
        raise NoCluster(f"nobody listens at {address} ({fault.strerror or fault})") from fault


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Keep what signals do: Ray has the process exit on SIGTERM."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
