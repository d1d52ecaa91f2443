"""The supervisor: inputs to an engine, what becomes of them to the manifest and the files.

It alone writes. What it decides depends on the inputs and their outcomes, never on the order in
which these come: ordinals are given as inputs are met; of inputs with the same bytes the first one
has the record; a shard is written when all of it is settled and no earlier input can still claim
its bytes.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Protocol

from msgspec.structs import replace

from extractor.batch.engines import Engine, Event
from extractor.batch.engines.engine import Handle
from extractor.batch.messages import (
    Closed,
    Failed,
    Job,
    Kind,
    Lost,
    Member,
    Opened,
    Outcome,
    Passed,
    Read,
)
from extractor.batch.settings import Options
from extractor.batch.sources import Found, Input, Unmeant, Unreached
from extractor.batch.store.manifest import Manifest, Row
from extractor.errors import Crashed, OutOfMemory, TimedOut

RETRIED = frozenset({TimedOut.code, OutOfMemory.code, Crashed.code})
"""Codes that a neighbour or a bad moment may have caused: tried once more, alone."""

_COMMIT = 0.5
"""Seconds between two commits: what a kill may cost."""

_AT_ONCE = 200
"""Inputs met before the engine is looked at again."""


class Output(Protocol):
    """Where records go."""

    def name_for(self, uri: str) -> str | None:
        """Return the path of an input's own file, if it has one."""

    def write(self, shard: int) -> int:
        """Write the records of a shard."""


class Watcher:
    """Is told how a run goes; heeds nothing of it unless a subclass does."""

    def settled(self, uri: str, outcome: Outcome) -> None:
        """An input is done."""

    def unreached(self, uri: str, code: str, message: str) -> None:
        """An input that was named or listed cannot be had."""

    def tick(self, tally: Tally) -> None:
        """Some time has passed."""

    def stale(self, number: int, *, kept: bool) -> None:
        """So many results are another version's: they are done again, or kept."""

    def stopping(self) -> None:
        """The run is asked to end; called between any two of the program's steps."""


@dataclass
class Tally:
    """What a run has done so far."""

    met: int = 0
    """Inputs met, whatever becomes of them."""
    notices: int = 0
    failed: int = 0
    skipped: int = 0
    duplicates: int = 0
    unchanged: int = 0
    """Inputs that an earlier run has done."""
    tasks: int = 0
    pages: int = 0
    bytes: int = 0
    processor: float = 0.0
    """Seconds of processor time for documents, over all workers."""
    memory: int = 0
    """The most memory that a worker was seen to hold after a document."""
    read: int = 0
    """Bytes of the files and archives that have been gone through."""
    complete: bool = False
    """All inputs have been met."""

    @property
    def done(self) -> int:
        """Inputs that are settled."""
        return self.notices + self.failed + self.skipped + self.duplicates + self.unchanged


@dataclass
class _Work:
    """An input under way."""

    ordinal: int
    job: Job
    stamp: str | None
    handle: Handle | None = None
    attempts: int = 1
    leader: _Work | None = None
    """The work in flight that has the same bytes."""
    original: int | None = None
    sha256: str | None = None
    size: int | None = None
    """What its bytes are, as soon as they have been read."""
    row: Row | None = None
    """What an earlier run knows of it."""
    is_rivalled: bool = False
    """Another input has, or may have been done with, the same bytes."""
    held: str | None = None
    """The hash it is the holder of."""
    followers: list[tuple[_Work, Outcome]] = field(default_factory=list)


class Supervisor:
    """One run over sources.

    Args:
        options: How.
        manifest: What is known.
        engine: Who does the work.
        output: Where records go.
        watcher: Who is told.
        peek: What a file is, told from its first bytes.
        asked_to_end: Whether to meet no more inputs, and start no more.
    """

    def __init__(
        self,
        options: Options,
        manifest: Manifest,
        engine: Engine,
        output: Output,
        *,
        watcher: Watcher,
        peek: Callable[[bytes], Kind],
        asked_to_end: Callable[[], bool],
    ) -> None:
        self._options = options
        self._manifest = manifest
        self._engine = engine
        self._output = output
        self._watcher = watcher
        self._peek = peek
        self._asked_to_end = asked_to_end
        self.tally = Tally()
        self.lost = 0
        """Inputs that have been left pending: they are to be met once more."""
        self._works: dict[int, _Work] = {}
        self._holders: dict[str, _Work] = {}
        self._unhashed: set[int] = set()
        self._archive: _Work | None = None
        self._under_way: Counter[int] = Counter()
        self._ripe: set[int] = set()
        self._committed = time.monotonic()
        self._stopping = False

    def run(self, inputs: Iterable[Input | None]) -> None:
        """Go through ``inputs``; None among them means that there is none yet."""
        coming = iter(inputs)
        while True:
            if self._asked_to_end() and not self._stopping:
                self._halt()
            more = self._meet_some(coming)
            if not self._works and (self.tally.complete or self._stopping):
                break
            for event in self._engine.wait(0.0 if more else 0.25):
                self._heed(event)
            self._rest()
            self._watcher.tick(self.tally)

    def finish(self) -> None:
        """Write what waits to be written."""
        for shard in self._manifest.shards_to_write(self._options.shard_size):
            self._output.write(shard)
            self._manifest.commit()

    def run_again(self, inputs: Iterable[Input | None]) -> None:
        """Go through ``inputs`` once more, for those that lost their bytes or their original."""
        self.lost = 0
        self.tally.complete = False
        met, unchanged = self.tally.met, self.tally.unchanged
        self.run(inputs)
        self.tally.met, self.tally.unchanged = met, unchanged

    def _halt(self) -> None:
        """Leave what has not begun for another run; what is under way is finished."""
        self._stopping = True
        for ordinal in self._engine.halt():
            # It stays pending, and so do those that wait for it.
            work = self._works.pop(ordinal, None)
            for follower, _ in work.followers if work else ():
                self._works.pop(follower.ordinal, None)
        self._archive = None

    # Inputs.

    def _meet_some(self, coming: Iterator[Input | None]) -> bool:
        """Meet as many inputs as there is room for, and return whether there are more already."""
        for _ in range(_AT_ONCE):
            if self._archive or self._stopping or self._engine.room() <= 0:
                return False
            try:
                found = next(coming)
            except StopIteration:
                self.tally.complete = True
                return False
            if found is None:
                return False
            self._meet(found)
        return True

    def _meet(self, found: Input) -> None:
        if isinstance(found, Unmeant):
            self._pass(found.uri, found.reason, None)
        elif isinstance(found, Unreached):
            self._miss(found.uri, found.code, found.message, None)
        else:
            self._consider(found)

    def _consider(self, found: Found) -> None:
        self.tally.met += 1
        row = self._manifest.find(found.uri)
        if row is not None and not self._is_wanted(row, stamp=found.stamp):
            self.tally.unchanged += self._is_of_before(row)
            self.tally.read += found.size or 0
            return
        kind = found.kind or self._peek(found.place)
        if kind == "document":
            self.tally.read += found.size or 0
        ordinal = self._admit(found.uri, row, kind=kind, root=None)
        job = Job(
            ordinal=ordinal,
            uri=found.uri,
            kind=kind,
            place=found.place,
            remote=found.remote,
            size=found.size,
        )
        self._begin(_Work(ordinal, job, found.stamp, row=row))

    def _is_wanted(self, row: Row, *, stamp: str | None = None, sha256: str | None = None) -> bool:
        """Whether an input that is known is to be done (again)."""
        options = self._options
        if row.ordinal in self._works:
            return False
        if row.status in {"pending", "skipped"}:
            return True
        if row.run == self._manifest.run:
            return False
        if options.force or (stamp is not None and row.stamp != stamp):
            return True
        if sha256 is not None and row.sha256 != sha256:
            return True
        if row.status == "failed" and options.retry_failed:
            return True
        stale = row.maker != self._manifest.maker and not options.keep_stale
        if row.kind == "document":
            return stale
        return self._manifest.unfinished(
            row.ordinal, failed=options.retry_failed, stale=not options.keep_stale
        )

    def _is_of_before(self, row: Row | None) -> bool:
        """Whether an earlier run has done an input, and not this one."""
        if row is None or row.ordinal in self._works:
            return False
        return row.run != self._manifest.run

    def _admit(self, uri: str, row: Row | None, *, kind: Kind, root: int | None) -> int:
        """Return the ordinal of an input that is to be done."""
        if row is not None:
            self._manifest.reopen(row.ordinal, kind)
            return row.ordinal
        target = self._output.name_for(uri) if kind == "document" else None
        return self._manifest.add(uri, kind=kind, root=root, target=target)

    def _begin(self, work: _Work) -> None:
        self._works[work.ordinal] = work
        self._under_way[self._shard(work.ordinal)] += 1
        if work.job.kind != "document":
            self._archive = work
        elif work.job.sha256 is None:
            self._unhashed.add(work.ordinal)
        elif not self._claim(work, work.job.sha256):
            outcome = Outcome(passed=True, sha256=work.sha256, size=work.size)
            self._settle(work, outcome)
            return
        self._engine.submit(work.job, work.handle)

    def _pass(self, uri: str, reason: str, root: int | None) -> None:
        self.tally.met += 1
        row = self._manifest.find(uri)
        if row is None:
            self._manifest.add(uri, root=root, status="skipped", code=reason)
            self.tally.skipped += 1
        elif row.status == "skipped":
            self.tally.unchanged += 1

    def _miss(
        self, uri: str, code: str, message: str, root: int | None, *, size: int | None = None
    ) -> None:
        self.tally.met += 1
        row = self._manifest.find(uri)
        if row is not None and row.status == "failed" and row.run == self._manifest.run:
            return  # its archive is tried once more
        self._watcher.unreached(uri, code, message)
        # A record that is there stays, though its source is out of reach today.
        if row is not None and row.status == "ok":
            self.tally.unchanged += 1
            return
        self.tally.failed += 1
        ordinal = row.ordinal if row else self._manifest.add(uri, root=root)
        outcome = Outcome(code=code, message=message, size=size)
        self._manifest.settle(ordinal, outcome, stamp=None, attempts=1, leads=row is not None)

    # Events.

    def _heed(self, event: Event) -> None:
        work = self._works.get(event.ordinal)
        if work is None:
            if event.handle is not None:
                self._engine.release(event.handle)
            return
        message = event.message
        if isinstance(message, Read):
            self._unhashed.discard(work.ordinal)
            work.sha256, work.size = message.sha256, message.size
            self._engine.answer(work.ordinal, proceed=self._claim(work, message.sha256))
        elif isinstance(message, Outcome):
            # Who died over its bytes cannot say what they were.
            sha256, size = message.sha256 or work.sha256, message.size or work.size
            message = replace(message, sha256=sha256, size=size)
            self._conclude(work, message)
        elif isinstance(message, Lost):
            self._leave(work)
        else:
            self._unpack(work, message, event.handle)

    def _claim(self, work: _Work, sha256: str) -> bool:
        """Whether a document is to be extracted: no earlier input has its bytes."""
        work.leader, work.original = None, None
        holder = self._holders.get(sha256)
        if holder is not None and holder.ordinal < work.ordinal:
            work.leader, work.original = holder, holder.ordinal
            return False
        alike = self._manifest.same_bytes(sha256, work.ordinal)
        work.is_rivalled = bool(alike) or holder is not None
        for row in alike:
            if row.ordinal < work.ordinal and not self._is_wanted(row):
                work.original = row.ordinal
                return False
        if holder is not None:
            holder.is_rivalled = True
        self._holders[sha256] = work
        work.held = sha256
        return True

    def _leave(self, work: _Work) -> None:
        """Leave an input pending, and those that wait for it."""
        self.lost += 1
        self._end(work)
        for follower, _ in work.followers:
            self._end(follower)

    def _conclude(self, work: _Work, outcome: Outcome) -> None:
        if outcome.code in RETRIED and work.attempts == 1 and not self._stopping:
            work.attempts = 2
            self._engine.submit(work.job, work.handle, alone=True)
            return
        self._settle(work, outcome)

    def _settle(self, work: _Work, outcome: Outcome) -> None:
        if outcome.passed and work.leader is not None and work.leader.ordinal in self._works:
            work.leader.followers.append((work, outcome))
            self._unhashed.discard(work.ordinal)
            return
        if outcome.passed and work.original is not None:
            self._manifest.follow(work.ordinal, work.original, outcome, stamp=work.stamp)
            self.tally.duplicates += 1
        else:
            self._manifest.settle(
                work.ordinal,
                outcome,
                stamp=work.stamp,
                attempts=work.attempts,
                leads=work.row is not None,
            )
            if work.is_rivalled:
                self._yield_to_first(work.ordinal, outcome)
            self._count(outcome)
            self._watcher.settled(work.job.uri, outcome)
        if _is_written(work) and (outcome.passed or outcome.code is not None):
            self._manifest.mark(self._shard(work.ordinal))
        self._end(work)
        for follower, own in work.followers:
            self._settle(follower, own)

    def _yield_to_first(self, ordinal: int, outcome: Outcome) -> None:
        """Of settled inputs with the same bytes and the same fate keep the first as original."""
        if outcome.sha256 is None:
            return
        status = "failed" if outcome.code else "ok"
        rivals = [
            row
            for row in self._manifest.same_bytes(outcome.sha256, ordinal)
            if row.status == status
        ]
        if not rivals:
            return
        alike = [*rivals, self._manifest.get(ordinal)]
        first = min(alike, key=lambda row: (row.maker != self._manifest.maker, row.ordinal))
        for row in alike:
            if row.ordinal != first.ordinal:
                self._manifest.give_way(row.ordinal, first.ordinal)
                if row.output is not None:
                    self._manifest.mark(self._shard(row.ordinal))
                    self._ripe.add(self._shard(row.ordinal))

    def _count(self, outcome: Outcome) -> None:
        tally = self.tally
        tally.notices += outcome.code is None
        tally.failed += outcome.code is not None
        tally.tasks += outcome.tasks or 0
        tally.pages += outcome.pages or 0
        tally.bytes += outcome.size or 0
        tally.processor += outcome.processor
        tally.memory = max(tally.memory, outcome.memory)

    def _end(self, work: _Work) -> None:
        del self._works[work.ordinal]
        self._unhashed.discard(work.ordinal)
        if work.handle is not None:
            self._engine.release(work.handle)
        if work.held is not None and self._holders.get(work.held) is work:
            del self._holders[work.held]
        shard = self._shard(work.ordinal)
        self._under_way[shard] -= 1
        if self._under_way[shard] == 0:
            del self._under_way[shard]
            self._ripe.add(shard)

    # Archives.

    def _unpack(
        self,
        work: _Work,
        message: Opened | Member | Passed | Failed | Closed,
        handle: Handle | None,
    ) -> None:
        if isinstance(message, Member):
            self._take_member(work, message, handle)
        elif isinstance(message, Passed):
            self._pass(message.uri, message.reason, work.ordinal)
        elif isinstance(message, Failed):
            self._miss(message.uri, message.code, message.message, work.ordinal, size=message.size)
        elif isinstance(message, Opened):
            self.tally.met += 1
            row = self._manifest.find(message.uri)
            self._admit(message.uri, row, kind="archive", root=work.ordinal)
        elif message.uri != work.job.uri:
            row = self._manifest.find(message.uri)
            if row is not None:
                self._close(row.ordinal, message, None)
        elif message.code in RETRIED and work.attempts == 1 and not self._stopping:
            work.attempts = 2
            self._engine.submit(work.job, None, alone=True)
        else:
            self._close(work.ordinal, message, work.stamp)
            self.tally.read += work.job.size or 0
            if _is_written(work):
                # It was a document on an earlier run, and its record stands there yet.
                self._manifest.mark(self._shard(work.ordinal))
            self._manifest.close_members(work.ordinal, message, keep=self._works)
            self._archive = None
            self._end(work)

    def _take_member(self, archive: _Work, member: Member, handle: Handle | None) -> None:
        self.tally.met += 1
        row = self._manifest.find(member.uri)
        unwanted = row is not None and not self._is_wanted(row, sha256=member.sha256)
        if unwanted or self._stopping:
            self.tally.unchanged += self._is_of_before(row)
            if handle is not None:
                self._engine.release(handle)
            return
        ordinal = self._admit(member.uri, row, kind="document", root=archive.ordinal)
        job = Job(ordinal=ordinal, uri=member.uri, sha256=member.sha256)
        work = _Work(ordinal, job, None, handle, row=row)
        work.sha256, work.size = member.sha256, member.size
        self._begin(work)

    def _close(self, ordinal: int, message: Closed, stamp: str | None) -> None:
        self._manifest.close_archive(ordinal, message.code, message.message, stamp=stamp)
        if message.code is not None:
            self.tally.failed += 1
            self._watcher.unreached(message.uri, message.code, message.message or "")

    # Writing.

    def _rest(self) -> None:
        """Write the shards that are whole, and commit, now and then."""
        now = time.monotonic()
        if now - self._committed < _COMMIT:
            return
        self._committed = now
        self._manifest.commit()
        size = self._options.shard_size
        earliest = min(self._unhashed, default=inf)
        for shard in sorted(self._ripe):
            first, last = shard * size, (shard + 1) * size - 1
            if shard in self._under_way:
                self._ripe.discard(shard)
            elif last < self._manifest.next_ordinal and last < earliest:
                self._ripe.discard(shard)
                if not self._manifest.has_pending(first, last):
                    self._output.write(shard)
                    self._manifest.commit()

    def _shard(self, ordinal: int) -> int:
        return ordinal // self._options.shard_size


def _is_written(work: _Work) -> bool:
    """Whether a record of an input stands in a file, from an earlier run."""
    return work.row is not None and work.row.output is not None
