"""A whole run: sources in, an output folder and its accounts out."""

from __future__ import annotations

import fcntl
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from extractor.batch.archives import form_of
from extractor.batch.engines import Engine
from extractor.batch.engines.local import LocalEngine
from extractor.batch.engines.ray import NoCluster, RayEngine
from extractor.batch.identity import maker
from extractor.batch.isolation.station import NoStation
from extractor.batch.messages import Kind
from extractor.batch.places import opened_place
from extractor.batch.settings import Options
from extractor.batch.sources import Walk
from extractor.batch.sources.globs import Choice
from extractor.batch.store.accounts import Ended, Summary, summarise, write_accounts
from extractor.batch.store.manifest import Manifest, OtherLayout
from extractor.batch.store.mirror import Mirror
from extractor.batch.store.shards import Shards
from extractor.batch.supervisor import Supervisor, Watcher
from extractor.errors import ExtractorError

_PASSES = 3
"""Times that the sources are gone through again for what was lost on the way."""

MANIFEST, NOTICES, LOCK = "manifest.sqlite", "notices", ".lock"


class CannotRun(Exception):
    """The run cannot begin, or go on; ``key`` names the message for it."""

    def __init__(self, key: str, *details: object) -> None:
        super().__init__(key, *details)
        self.key = key
        self.details = details


class Report(NamedTuple):
    """How a run ended."""

    summary: Summary
    ended: Ended
    signal: int | None
    """The signal that ended it early."""
    complete: bool
    """All sources have been gone through."""
    left_out: int
    """Files that ``include`` and ``exclude`` let not through."""


def run(
    sources: Iterable[bytes | None],
    options: Options,
    watcher: Watcher,
    *,
    engine: Engine | None = None,
) -> Report:
    """Convert what the sources hold into ``options.output``.

    Args:
        sources: Paths or URLs, as the operating system spells them; None where the next one is
            not known yet and the run should go on with those it has.
        options: How.
        watcher: Who is told.
        engine: Who does the work, instead of the one that ``options`` names; closed at the end.

    Raises:
        CannotRun: The folder is in use, was made otherwise, or holds something else; no process
            can be started.
        OSError: The folder cannot be written. What is in it is whole, and the next run goes on.
    """
    ending = _Ending(watcher)
    with _signals(ending.ask), _locked(options.output), _manifest(options) as manifest:
        return _Run(sources, options, watcher, manifest, ending).go(engine)


class _Ending:
    """Whether the run has been asked to end, and by which signal."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self.signal: int | None = None

    def ask(self, number: int) -> None:
        """Ask; may be called at any moment."""
        if self.signal is not None:
            # Asked twice: at once. What is committed stays.
            raise KeyboardInterrupt
        self.signal = number
        self._watcher.stopping()

    def is_asked(self) -> bool:
        """Whether it has been."""
        return self.signal is not None


class _Run:
    def __init__(
        self,
        sources: Iterable[bytes | None],
        options: Options,
        watcher: Watcher,
        manifest: Manifest,
        ending: _Ending,
    ) -> None:
        self._sources = sources
        self._options = options
        self._watcher = watcher
        self._manifest = manifest
        self._ending = ending

    def go(self, engine: Engine | None) -> Report:
        options, manifest = self._options, self._manifest
        started, clock = datetime.now(UTC), time.monotonic()
        notices = options.output / NOTICES
        notices.mkdir(exist_ok=True)
        output = _output(options, notices, manifest)
        output.lost()
        stale = summarise(manifest).stale
        if stale and not options.force:
            self._watcher.stale(stale, kept=options.keep_stale)
        walk = Walk(
            Choice(options.include, options.exclude),
            follow_links=options.follow_links,
            apart=options.output,
        )
        engine = engine or _engine(options)
        try:
            supervisor = Supervisor(
                options,
                manifest,
                engine,
                output,
                watcher=self._watcher,
                peek=_peek,
                asked_to_end=self._ending.is_asked,
            )
            supervisor.run(walk.over(self._sources))
            left_out = walk.unwanted
            for _ in range(_PASSES):
                again = manifest.orphans or supervisor.lost
                if not again or not isinstance(self._sources, Sequence):
                    break
                manifest.orphans = 0
                supervisor.run_again(walk.over(self._sources))
            supervisor.finish()
        except (NoStation, NoCluster) as fault:
            supervisor.finish()
            raise CannotRun("batch.no_engine", fault) from fault
        finally:
            engine.close()
        number = self._ending.signal
        result = "complete" if number is None else signal.Signals(number).name
        manifest.end_run(result)
        summary = summarise(manifest)
        ended = _ended(options, supervisor, started, time.monotonic() - clock, result)
        write_accounts(options.output, manifest, summary, ended)
        complete = supervisor.tally.complete
        return Report(summary, ended, number, complete, left_out)


def _ended(
    options: Options, supervisor: Supervisor, started: datetime, seconds: float, result: str
) -> Ended:
    tally = supervisor.tally
    files = tally.notices + tally.failed + tally.duplicates
    return Ended(
        started=started.isoformat(timespec="seconds"),
        seconds=round(seconds, 3),
        result=result,
        engine=options.engine,
        workers=options.workers,
        version=maker(options.registry, options.bounds).version,
        notices=tally.notices,
        failed=tally.failed,
        duplicates=tally.duplicates,
        unchanged=tally.unchanged,
        pages=tally.pages,
        tasks=tally.tasks,
        files_per_second=round(files / seconds, 1),
        pages_per_second=round(tally.pages / seconds, 1),
        processor_seconds=round(tally.processor, 3),
        worker_memory=tally.memory,
    )


def _peek(place: bytes) -> Kind:
    """Return what a file is to a run; one that cannot be looked at is left to its reader."""
    try:
        with opened_place(place) as file:
            return "document" if form_of(file) is None else "archive"
    except (ExtractorError, OSError):
        return "document"


def _engine(options: Options) -> Engine:
    try:
        if options.engine == "ray":
            return RayEngine(options, address=options.address)
        return LocalEngine(options.setup(), workers=options.workers, recycle=options.limits.jobs)
    except (NoStation, NoCluster) as fault:
        raise CannotRun("batch.no_engine", fault) from fault


def _output(options: Options, folder: Path, manifest: Manifest) -> Shards | Mirror:
    if options.form == "json":
        return Mirror(folder, manifest, size=options.shard_size)
    return Shards(folder, manifest, size=options.shard_size, zstd=options.zstd)


@contextmanager
def _manifest(options: Options) -> Iterator[Manifest]:
    layout = {
        "form": options.form,
        "shard-size": str(options.shard_size),
        "zstd": str(options.zstd).lower(),
    }
    try:
        manifest = Manifest(
            options.output / MANIFEST, layout, maker(options.registry, options.bounds)
        )
    except OtherLayout as fault:
        raise CannotRun("batch.other_layout", options.output, fault) from fault
    except sqlite3.DatabaseError as fault:
        raise _as_os_error(fault) from fault
    try:
        yield manifest
        manifest.close()
    except sqlite3.DatabaseError as fault:
        raise _as_os_error(fault) from fault
    finally:
        # After a fault, what was not committed is half said; the next run says it again.
        manifest.abandon()


def _as_os_error(fault: sqlite3.Error) -> OSError:
    return OSError(None, f"{MANIFEST}: {fault}")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this run; a killed one lets go of it by dying."""
    if folder.exists() and not folder.is_dir():
        raise CannotRun("batch.no_folder", folder)
    folder.mkdir(parents=True, exist_ok=True)
    strangers = {path.name for path in folder.iterdir()} - {LOCK}
    if strangers and not (folder / MANIFEST).exists():
        raise CannotRun("batch.strange_folder", folder, min(strangers))
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise CannotRun("batch.busy", folder) from fault
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _signals(stop: Callable[[int], None]) -> Iterator[None]:
    """Have Ctrl-C and SIGTERM stop the run, where this is the thread that may decide so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        number: signal.signal(number, lambda number, _: stop(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
