"""What the supervisor asks of an engine."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from extractor.batch.messages import Job, Up

Handle = object
"""Bytes that the engine keeps until it is told to release them."""


class Event(NamedTuple):
    """A message about a job. Deaths of processes have become messages too."""

    ordinal: int
    message: Up
    handle: Handle | None = None
    """The bytes of a `Member`."""


class Engine(Protocol):
    """Runs jobs somewhere, each apart from all others.

    Whatever a job does, one `Outcome` (or, of an archive, one `Closed`) comes of it.
    """

    def room(self) -> int:
        """Return how many more jobs keep all workers busy; 0 or less: none for now."""

    def submit(self, job: Job, handle: Handle | None = None, *, alone: bool = False) -> None:
        """Take on a job; ``alone`` gives it a process of its own, and no other such beside it."""

    def answer(self, ordinal: int, *, proceed: bool) -> None:
        """Answer a `Read`."""

    def release(self, handle: Handle) -> None:
        """Let go of the bytes of a member."""

    def wait(self, seconds: float) -> list[Event]:
        """Return what has happened, waiting at most so long for something to happen."""

    def halt(self) -> list[int]:
        """Forget the jobs that have not begun, and archives; return which these were."""

    def close(self) -> None:
        """End all jobs and let go of everything."""
