"""A station: a template process and the children it has forked, seen from the master's side."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress
from pathlib import Path

import extractor
from extractor.batch.isolation.confine import ADDRESS_SPACE, memory_of
from extractor.batch.messages import (
    OUT_OF_MEMORY,
    Died,
    FromTemplate,
    Kill,
    Message,
    Ready,
    Setup,
    Spawn,
    Spawned,
    Up,
)
from extractor.batch.wire import BadFrame, Channel
from extractor.errors import Crashed, OutOfMemory

_START = 180.0
"""Seconds a template may take to load; a cold disk and a busy machine included."""

_LONGEST = 1 << 16
_NEAR = 0.6
"""A child that dies above this part of its memory died of the want of it."""


class NoStation(Exception):
    """No template can be had: the message says why."""


class Child:
    """A child of the template: its socket, and what it is known to have used."""

    def __init__(self, pid: int, channel: Channel[Up]) -> None:
        self.pid = pid
        self.channel = channel
        self.resident = 0
        self.space = 0

    def give(self, message: Message, descriptor: int | None = None) -> None:
        """Send a message; a child that is dying is noticed when its death is told."""
        with suppress(OSError):
            self.channel.send(message, descriptor)

    def measure(self) -> int:
        """Return the bytes of memory it holds now, or 0 where the system does not say."""
        self.resident, self.space = memory_of(self.pid)
        return self.resident


class Station:
    """Owns a template. Not for use from several threads.

    Args:
        setup: What all its children work by.
    """

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._deaths: deque[Died] = deque()
        self._control, self._process = self._start()

    def fileno(self) -> int:
        """Return the descriptor that is readable when there may be deaths to hear of."""
        return self._control.fileno()

    def spawn(self) -> Child:
        """Return a new child.

        Raises:
            NoStation: The template is gone, or no process can be made.
        """
        ours, theirs = socket.socketpair()
        try:
            self._control.send(Spawn(), theirs.fileno())
            answer = self._await_spawned()
        except (OSError, EOFError, BadFrame) as fault:
            ours.close()
            raise NoStation(f"the template process is gone ({fault or 'closed'})") from fault
        finally:
            theirs.close()
        if answer.pid is None:
            ours.close()
            raise NoStation(f"no process can be made: {answer.fault}")
        longest = self._setup.result + _LONGEST
        return Child(answer.pid, Channel(ours, Up, longest=longest))

    def kill(self, child: Child) -> None:
        """End a child; its death is told like any other."""
        with suppress(OSError):
            self._control.send(Kill(pid=child.pid))

    def deaths(self) -> list[Died]:
        """Return the deaths since the last call.

        Raises:
            NoStation: The template itself is gone, and its children with it.
        """
        try:
            for message in self._control.arrived():
                self._sort(message)
        except (OSError, EOFError, BadFrame) as fault:
            raise NoStation("the template process is gone") from fault
        deaths = list(self._deaths)
        self._deaths.clear()
        return deaths

    def cause(self, child: Child, died: Died) -> tuple[str, str]:
        """Return the code and message for a child that died over a job."""
        limit = self._setup.memory
        near = max(died.peak, child.resident) >= limit * _NEAR
        if near or child.space >= limit * ADDRESS_SPACE * 0.9:
            return OutOfMemory.code, OUT_OF_MEMORY
        if os.WIFSIGNALED(died.status):
            number = os.WTERMSIG(died.status)
            try:
                name = signal.Signals(number).name
            except ValueError:
                name = f"signal {number}"
            return Crashed.code, f"the process that read it was ended by {name}"
        code = os.waitstatus_to_exitcode(died.status)
        return Crashed.code, f"the process that read it exited by itself with code {code}"

    def close(self) -> None:
        """End the template and all its children."""
        self._control.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _start(self) -> tuple[Channel[FromTemplate], subprocess.Popen[bytes]]:
        ours, theirs = socket.socketpair()
        home = str(Path(extractor.__file__).parent.parent)
        path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH")]))
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - the interpreter itself, no shell
                # -P: a file called json.py where the archive lies is not to be imported.
                [sys.executable, "-P", "-m", __package__ + ".template", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # One thread each: the cores are the workers', and forking wants no threads.
                env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"},
                # Ctrl-C at the terminal is for the master alone.
                start_new_session=True,
            )
        control: Channel[FromTemplate] = Channel(ours, FromTemplate, longest=_LONGEST)
        fault: object = "it ended while it started"
        with suppress(OSError, EOFError, BadFrame):
            ours.settimeout(_START)
            control.send(self._setup)
            answer = control.receive()
            ours.settimeout(None)
            if isinstance(answer, Ready) and answer.fault is None:
                return control, process
            fault = getattr(answer, "fault", fault)
        control.close()
        process.kill()
        process.wait()
        raise NoStation(f"the template process cannot start: {fault}")

    def _await_spawned(self) -> Spawned:
        until = time.monotonic() + _START
        while time.monotonic() < until:
            message = self._control.receive()
            if isinstance(message, Spawned):
                return message
            self._sort(message)
        raise EOFError

    def _sort(self, message: FromTemplate) -> None:
        if isinstance(message, Died):
            self._deaths.append(message)


__all__ = ["Child", "NoStation", "Station"]
