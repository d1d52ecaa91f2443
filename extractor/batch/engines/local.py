"""The local engine: a pool of children of one station, each with one job at a time."""

from __future__ import annotations

import os
import selectors
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from typing import Literal

from extractor.batch.engines.engine import Event, Handle
from extractor.batch.isolation import Child, Station
from extractor.batch.isolation.station import NoStation
from extractor.batch.messages import (
    OUT_OF_MEMORY,
    OUT_OF_TIME,
    Closed,
    Died,
    Job,
    Member,
    More,
    Outcome,
    Read,
    Setup,
    Up,
    Verdict,
)
from extractor.batch.wire import BadFrame
from extractor.errors import Crashed, OutOfMemory, TimedOut

_QUEUED = 3
"""Jobs waiting for each worker, so that none waits for the supervisor."""

_MEASURED = 0.25
"""Seconds between two looks at the memory of the children."""

_RESTARTS = 3
"""Templates that may die one after another before the engine gives up."""

_CREDIT_MEMBERS = 64
_CREDIT_BYTES = 64 << 20
"""What an archive may send ahead of the work on it."""


_Role = Literal["documents", "archives", "alone"]
"""What a process is for. An archive waits for work on its members, so it takes no worker's place;
what is tried once more has a process that does nothing before and nothing after it."""


@dataclass
class _Seat:
    """A place for a child, and the job it has."""

    child: Child
    role: _Role
    job: Job | None = None
    handle: Handle | None = None
    started: float = 0.0
    deadline: float = inf
    done: int = 0
    doomed: tuple[str, str] | None = None
    """Code and message of the fault it has been killed for."""
    members: int = 0
    size: int = 0
    """What an archive may still send."""


class LocalEngine:
    """Runs jobs in processes of this machine.

    Args:
        setup: What the processes work by.
        workers: How many jobs run at a time.
        recycle: Jobs after which a process is replaced.
    """

    def __init__(self, setup: Setup, *, workers: int, recycle: int) -> None:
        self._setup = setup
        self._places: dict[_Role, int] = {"documents": workers, "archives": 1, "alone": 1}
        self._recycle = recycle
        self._queues: dict[_Role, deque[tuple[Job, Handle | None]]] = {
            role: deque() for role in self._places
        }
        self._seats: dict[int, _Seat] = {}
        self._jobs: dict[int, _Seat] = {}
        self._events: list[Event] = []
        self._measured = 0.0
        self._restarts = 0
        self._deaths_told = False
        self._selector = selectors.DefaultSelector()
        self._station = Station(setup)
        self._selector.register(self._station, selectors.EVENT_READ, None)

    def room(self) -> int:
        """Return how many more jobs keep all workers busy."""
        under_way = len(self._queues["documents"]) + len(self._queues["alone"])
        under_way += sum(seat.role != "archives" for seat in self._jobs.values())
        return self._places["documents"] * (1 + _QUEUED) - under_way

    def submit(self, job: Job, handle: Handle | None = None, *, alone: bool = False) -> None:
        """Take on a job."""
        role: _Role = "archives" if job.kind == "archive" else "documents"
        self._queues["alone" if alone else role].append((job, handle))

    def answer(self, ordinal: int, *, proceed: bool) -> None:
        """Answer a `Read`."""
        seat = self._jobs.get(ordinal)
        if seat is not None:
            seat.child.give(Verdict(proceed=proceed))

    def release(self, handle: Handle) -> None:
        """Close a descriptor."""
        if isinstance(handle, int):
            os.close(handle)

    def wait(self, seconds: float) -> list[Event]:
        """Return what has happened, waiting at most so long for something to happen."""
        self._assign()
        if not self._events:
            for key, _ in self._selector.select(min(seconds, _MEASURED)):
                if isinstance(key.data, _Seat):
                    self._hear(key.data)
                else:
                    self._deaths_told = True
        if self._deaths_told:
            self._deaths_told = False
            self._bury()
        self._watch()
        self._assign()
        events, self._events = self._events, []
        return events

    def is_idle(self) -> bool:
        """Whether there is nothing more to come."""
        return not (self._jobs or self._events or any(self._queues.values()))

    def halt(self) -> list[int]:
        """Forget the jobs that have not begun, and archives; return which these were."""
        forgotten = [job.ordinal for queue in self._queues.values() for job, _ in queue]
        self._drop_queues()
        for seat in list(self._jobs.values()):
            if seat.job is not None and seat.job.kind != "document":
                forgotten.append(seat.job.ordinal)
                del self._jobs[seat.job.ordinal]
                seat.job = None
                self._station.kill(seat.child)
        return forgotten

    def close(self) -> None:
        """End all processes."""
        for seat in self._seats.values():
            seat.child.channel.close()
        self._seats.clear()
        self._jobs.clear()
        self._selector.close()
        self._station.close()
        self._drop_queues()

    # Jobs to children.

    def _assign(self) -> None:
        for role, queue in self._queues.items():
            while queue and (seat := self._free_seat(role)) is not None:
                self._start(seat, *queue.popleft())
        self._refill()

    def _free_seat(self, role: _Role) -> _Seat | None:
        taken = [seat for seat in self._seats.values() if seat.role == role]
        for seat in taken:
            if seat.job is None:
                return seat
        return self._new_seat(role) if len(taken) < self._places[role] else None

    def _new_seat(self, role: _Role) -> _Seat | None:
        try:
            child = self._station.spawn()
        except NoStation as fault:
            self._replace_station(fault)
            return None
        self._deaths_told = True  # in what came before the answer
        seat = _Seat(child, role)
        self._seats[child.pid] = seat
        self._selector.register(child.channel, selectors.EVENT_READ, seat)
        return seat

    def _start(self, seat: _Seat, job: Job, handle: Handle | None) -> None:
        seat.job, seat.handle = job, handle
        seat.started = time.monotonic()
        seat.deadline = seat.started + self._setup.seconds
        seat.members, seat.size = 0, 0
        self._jobs[job.ordinal] = seat
        seat.child.give(job, handle if isinstance(handle, int) else None)

    def _refill(self) -> None:
        """Let archives send on while there is room for what they send."""
        for seat in self._jobs.values():
            if seat.job is None or seat.job.kind == "document" or not _is_spent(seat):
                continue
            room = min(self.room(), _CREDIT_MEMBERS)
            if room > 0:
                seat.members, seat.size = room, _CREDIT_BYTES
                seat.deadline = time.monotonic() + self._setup.seconds
                seat.child.give(More(members=room, size=_CREDIT_BYTES))

    # What children say.

    def _hear(self, seat: _Seat) -> None:
        try:
            messages = seat.child.channel.arrived()
            for message in messages:
                self._heed(seat, message)
        except EOFError:
            # Its death is about to be told; until then there is nothing more to hear.
            with suppress(KeyError, ValueError):
                self._selector.unregister(seat.child.channel)
        except BadFrame:
            self._doom(
                seat, Crashed.code, "the process that read it sent what cannot be understood"
            )

    def _heed(self, seat: _Seat, message: Up) -> None:
        if seat.job is None or seat.doomed:
            return
        ordinal = seat.job.ordinal
        handle: Handle | None = None
        if isinstance(message, Member):
            seat.members -= 1
            seat.size -= message.size
            handle = seat.child.channel.take_descriptor()
        if not isinstance(message, Read):
            seat.deadline = time.monotonic() + self._setup.seconds
        if _is_spent(seat) and seat.job.kind != "document":
            seat.deadline = inf
        self._events.append(Event(ordinal, message, handle))
        finished = isinstance(message, Outcome) or (
            isinstance(message, Closed) and message.uri == seat.job.uri
        )
        if finished and isinstance(message, (Outcome, Closed)):
            self._finish(seat, memory=message.memory, code=message.code)

    def _finish(self, seat: _Seat, *, memory: int, code: str | None) -> None:
        if seat.job is not None:
            del self._jobs[seat.job.ordinal]
        seat.job = seat.handle = None
        seat.deadline = inf
        seat.done += 1
        self._restarts = 0
        worn = seat.done >= self._recycle or memory > self._setup.memory // 2
        if seat.role == "alone" or worn or code == OutOfMemory.code:
            self._dismiss(seat)

    def _dismiss(self, seat: _Seat) -> None:
        """Let go of a child; an idle one ends when its socket is closed."""
        del self._seats[seat.child.pid]
        with suppress(KeyError, ValueError):
            self._selector.unregister(seat.child.channel)
        seat.child.channel.close()

    # Time, memory, death.

    def _watch(self) -> None:
        now = time.monotonic()
        measured = now - self._measured >= _MEASURED
        if measured:
            self._measured = now
        for seat in list(self._jobs.values()):
            if seat.doomed:
                continue
            if now > seat.deadline:
                self._doom(seat, TimedOut.code, OUT_OF_TIME)
            elif measured and seat.child.measure() > self._setup.memory:
                self._doom(seat, OutOfMemory.code, OUT_OF_MEMORY)

    def _doom(self, seat: _Seat, code: str, message: str) -> None:
        seat.doomed = (code, message)
        self._station.kill(seat.child)

    def _bury(self) -> None:
        try:
            deaths = self._station.deaths()
        except NoStation as fault:
            self._replace_station(fault)
            return
        for died in deaths:
            seat = self._seats.get(died.pid)
            if seat is not None:
                self._lose(seat, died)

    def _lose(self, seat: _Seat, died: Died) -> None:
        """Settle the job of a child that has died; it may have finished it before."""
        with suppress(EOFError, BadFrame):
            while messages := seat.child.channel.arrived():
                for message in messages:
                    self._heed(seat, message)
        if seat.job is not None:
            self._fail(seat, *(seat.doomed or self._station.cause(seat.child, died)))
        if died.pid in self._seats:
            self._dismiss(seat)

    def _fail(self, seat: _Seat, code: str, message: str) -> None:
        job = seat.job
        if job is None:
            return
        ended: Up
        if job.kind == "document":
            seconds = round(time.monotonic() - seat.started, 6)
            ended = Outcome(code=code, message=message, seconds=seconds)
        else:
            ended = Closed(uri=job.uri, code=code, message=message)
        del self._jobs[job.ordinal]
        seat.job = seat.handle = None
        self._events.append(Event(job.ordinal, ended))

    def _replace_station(self, fault: NoStation) -> None:
        """Start again with a new template; what was under way has lost its process."""
        self._restarts += 1
        if self._restarts > _RESTARTS:
            raise fault
        for seat in list(self._seats.values()):
            self._fail(seat, Crashed.code, "the process that read it was ended from outside")
            self._dismiss(seat)
        self._selector.unregister(self._station)
        self._station.close()
        self._station = Station(self._setup)
        self._selector.register(self._station, selectors.EVENT_READ, None)

    def _drop_queues(self) -> None:
        for queue in self._queues.values():
            for _, handle in queue:
                if handle is not None:
                    self.release(handle)
            queue.clear()


def _is_spent(seat: _Seat) -> bool:
    return seat.members <= 0 or seat.size <= 0
