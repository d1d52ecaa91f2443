"""The template: a process with every reader loaded, which forks children and buries them.

It is an interpreter of its own, started afresh, so that it has one thread, no open files and no
state of whoever started it: forking it is safe and costs milliseconds.
"""

from __future__ import annotations

import gc
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

from extractor.batch.isolation.confine import confine, die_with_parent
from extractor.batch.messages import (
    Died,
    FromTemplate,
    Kill,
    Ready,
    Setup,
    Spawn,
    Spawned,
    ToTemplate,
)
from extractor.batch.wire import Channel

LONGEST = 1 << 16
"""Bytes of the longest message that a template or child takes."""

_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit of ``ru_maxrss`` (getrusage(2))."""


def main() -> None:
    """Serve the socket whose descriptor is the first argument until it is closed."""
    die_with_parent()
    control: Channel[ToTemplate] = Channel(
        socket.socket(fileno=int(sys.argv[1])), ToTemplate, longest=LONGEST
    )
    setup = control.receive()
    if not isinstance(setup, Setup):
        os._exit(2)
    try:
        # Loading is what takes the time; it happens once, here, before any fork.
        from extractor.batch.isolation.child import Child  # noqa: PLC0415

        child = Child(setup)
        child.warm()
    except BaseException as fault:
        with suppress(OSError):
            control.send(Ready(fault=f"{type(fault).__name__}: {fault}"))
        os._exit(2)
    gc.collect()
    gc.freeze()
    control.send(Ready())
    Template(control, setup, child.serve).run()
    os._exit(0)


class Template:
    """Forks on demand, reaps, reports; ends its children when its own master goes."""

    def __init__(
        self, control: Channel[ToTemplate], setup: Setup, serve: Callable[[socket.socket], None]
    ) -> None:
        self._control = control
        self._setup = setup
        self._serve = serve
        self._alive: set[int] = set()
        self._woken, wakeup = socket.socketpair()
        for end in (self._woken, wakeup):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wakeup.fileno(), warn_on_full_buffer=False)
        self._wakeup = wakeup

    def run(self) -> None:
        """Serve until the control socket is closed."""
        with selectors.PollSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while True:
                selector.select()
                with suppress(BlockingIOError):
                    while self._woken.recv(4096):
                        pass
                self._reap()
                if not self._obey():
                    break
        for pid in self._alive:
            os.kill(pid, signal.SIGKILL)
        for pid in self._alive:
            os.waitpid(pid, 0)

    def _obey(self) -> bool:
        try:
            orders = self._control.arrived()
        except EOFError:
            return False
        for order in orders:
            if isinstance(order, Spawn):
                self._fork(self._control.take_descriptor())
            elif isinstance(order, Kill) and order.pid in self._alive:
                os.kill(order.pid, signal.SIGKILL)
        return True

    def _fork(self, descriptor: int) -> None:
        try:
            pid = os.fork()
        except OSError as fault:
            os.close(descriptor)
            self._tell(Spawned(pid=None, fault=fault.strerror or str(fault)))
            return
        if pid == 0:
            self._become_child(descriptor)
        os.close(descriptor)
        self._alive.add(pid)
        self._tell(Spawned(pid=pid))

    def _become_child(self, descriptor: int) -> None:
        code = 1
        try:
            die_with_parent()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for end in (self._control.socket, self._woken, self._wakeup):
                end.close()
            confine(memory=self._setup.memory, file=max(self._setup.file, self._setup.result))
            self._serve(socket.socket(fileno=descriptor))
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        finally:
            # Whatever happens, nothing of the template's own may run on in the child.
            os._exit(code)

    def _reap(self) -> None:
        with suppress(ChildProcessError):
            while True:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
                if pid == 0:
                    break
                self._alive.discard(pid)
                self._tell(Died(pid=pid, status=status, peak=usage.ru_maxrss * _PEAK_UNIT))

    def _tell(self, message: FromTemplate) -> None:
        # A master that has gone is noticed when the control socket is read.
        with suppress(OSError):
            self._control.send(message)


if __name__ == "__main__":
    main()
