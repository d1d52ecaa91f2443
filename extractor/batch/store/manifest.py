"""The manifest: an SQLite database with every input ever met, and the journal of the run.

What is committed here survives a kill; what is not has never happened. A record waits in
``results`` until the file it belongs to has been written, and leaves it in the transaction that
says so.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Container, Generator, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from extractor.batch.identity import Maker
from extractor.batch.messages import Closed, Kind, Outcome
from extractor.batch.store.files import Written

_SCHEMA = files(__package__).joinpath("manifest.sql").read_text("utf-8")

FORMAT = "1"
"""Version of the manifest's own layout."""


class Row(NamedTuple):
    """An input as the manifest knows it, as far as decisions need it."""

    ordinal: int
    uri: str
    kind: Kind
    root: int | None
    status: str
    code: str | None
    duplicate_of: int | None
    sha256: str | None
    stamp: str | None
    target: str | None
    """Path of its own file, where each notice has one."""
    output: str | None
    """The file that its record stands in."""
    maker: int | None
    run: int | None


_ROW = (
    "SELECT ordinal, uri, kind, root, status, code, duplicate_of, sha256, stamp, target, output, "
    "maker, run FROM inputs "
)
_FATE = "status, code, message, notice_id, media_type, pages, tasks, diagnostics, maker"
"""What duplicates share with the input whose bytes they have."""


class OtherLayout(Exception):
    """The folder was made with other options, or by something else: the message says which."""


class Manifest:
    """The database of one output folder; one process at a time uses it."""

    def __init__(self, path: Path, layout: dict[str, str], maker: Maker) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        try:
            # Records pass through; left alone the file would stay as large as its fullest hour.
            self._db.execute("PRAGMA auto_vacuum = INCREMENTAL")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            # 4 MiB, full after some hundred inputs: what a run holds does not grow with it.
            self._db.execute("PRAGMA cache_size = -4096")
            self._db.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA.split(";\n"):
                self._db.execute(statement)
            self._agree({"format": FORMAT, **layout})
            self.maker = self._id_of(maker)
            self.run = self._begin_run()
            self._db.execute("COMMIT")
        except BaseException:
            self._db.close()
            raise
        highest = self._one("SELECT max(ordinal) FROM inputs")
        self.orphans = 0
        """Inputs that this run has taken their original from, and so their record."""
        self.next_ordinal = 0 if highest is None else highest + 1
        self._db.execute("BEGIN")

    def close(self) -> None:
        """Commit, and leave one file behind instead of three."""
        self.commit()
        self._db.execute("COMMIT")
        with suppress(sqlite3.Error):
            self._db.execute("PRAGMA incremental_vacuum").fetchall()
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()

    def abandon(self) -> None:
        """Close without writing anything more: the disk is full or gone."""
        with suppress(sqlite3.Error):
            self._db.close()

    def commit(self) -> None:
        """Make all that was said so far last."""
        self._db.execute("COMMIT")
        self._db.execute("BEGIN")

    def end_run(self, result: str) -> None:
        """Note how the run ended."""
        self._db.execute(
            "UPDATE runs SET ended = ?, result = ? WHERE id = ?", (_now(), result, self.run)
        )

    # Questions.

    def find(self, uri: str) -> Row | None:
        """Return the input called ``uri``."""
        return self._row("WHERE uri = ?", (uri,))

    def get(self, ordinal: int) -> Row:
        """Return the input with this ordinal."""
        row = self._row("WHERE ordinal = ?", (ordinal,))
        if row is None:
            raise LookupError(ordinal)
        return row

    def same_bytes(self, sha256: str, but: int) -> list[Row]:
        """Return the other settled inputs with these bytes that are no duplicates."""
        found = self._db.execute(
            _ROW + "WHERE sha256 = ? AND ordinal <> ? AND duplicate_of IS NULL "
            "AND status IN ('ok', 'failed') ORDER BY ordinal",
            (sha256, but),
        )
        return [Row(*row) for row in found]

    def between(self, first: int, last: int) -> list[Row]:
        """Return the inputs from ``first`` to ``last``, both included."""
        found = self._db.execute(
            _ROW + "WHERE ordinal BETWEEN ? AND ? ORDER BY ordinal", (first, last)
        )
        return [Row(*row) for row in found]

    def waiting(self, first: int, last: int) -> set[int]:
        """Return which of the inputs from ``first`` to ``last`` have records waiting."""
        found = self._db.execute(
            "SELECT ordinal FROM results WHERE ordinal BETWEEN ? AND ?", (first, last)
        )
        return {ordinal for (ordinal,) in found}

    def records(self, first: int, last: int) -> Generator[tuple[int, bytes], None, None]:
        """Yield the waiting records of the inputs from ``first`` to ``last``, in order."""
        yield from self._db.execute(
            "SELECT ordinal, record FROM results WHERE ordinal BETWEEN ? AND ? ORDER BY ordinal",
            (first, last),
        )

    def has_pending(self, first: int, last: int) -> bool:
        """Whether any input from ``first`` to ``last`` is pending."""
        return self._exists("status = 'pending' AND ordinal BETWEEN ? AND ?", (first, last))

    def unfinished(self, root: int, *, failed: bool, stale: bool) -> bool:
        """Whether a member of the archive ``root`` is pending (or failed, or stale, if asked)."""
        wanted = "status = 'pending'"
        if failed:
            wanted += " OR status = 'failed'"
        if stale:
            wanted += " OR (status IN ('ok', 'failed') AND maker IS NOT :maker)"
        return self._exists(f"root = :root AND ({wanted})", {"root": root, "maker": self.maker})

    def shards_to_write(self, size: int) -> list[int]:
        """Return the shards of ``size`` inputs that have records waiting or are marked."""
        found = self._db.execute(
            "SELECT DISTINCT ordinal / ? FROM results UNION SELECT shard FROM dirty ORDER BY 1",
            (size,),
        )
        return [shard for (shard,) in found]

    def is_taken(self, folded: str) -> bool:
        """Whether an input has a file of this name, as `fold` makes it."""
        return self._exists("target_key = ?", (folded,))

    def files(self) -> list[tuple[int, str, int]]:
        """Return the shards that are written: number, name and bytes."""
        return list(self._db.execute("SELECT shard, name, bytes FROM files ORDER BY shard"))

    def outputs(self) -> Iterator[tuple[int, str]]:
        """Yield the inputs whose records are written, and the file."""
        yield from self._db.execute(
            "SELECT ordinal, output FROM inputs WHERE output IS NOT NULL ORDER BY ordinal"
        )

    def rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Yield what a query for the accounts finds."""
        yield from self._db.execute(query, values)

    # Statements.

    def add(
        self,
        uri: str,
        *,
        kind: Kind = "document",
        root: int | None = None,
        status: str = "pending",
        code: str | None = None,
        message: str | None = None,
        size: int | None = None,
        target: str | None = None,
    ) -> int:
        """Add an input and return its ordinal."""
        ordinal = self.next_ordinal
        settled = status != "pending"
        self._db.execute(
            "INSERT INTO inputs (ordinal, uri, kind, root, status, code, message, bytes, target, "
            "target_key, maker, run, finished) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (ordinal, uri, kind, root, status, code, message, size)
            + (target, fold(target) if target else None)
            + ((self.maker, self.run, _now()) if settled else (None, None, None)),
        )
        self.next_ordinal += 1
        return ordinal

    def reopen(self, ordinal: int, kind: Kind) -> None:
        """Make an input pending again; what was written of it stays until it is replaced."""
        self._db.execute(
            "UPDATE inputs SET status = 'pending', kind = ? WHERE ordinal = ?", (kind, ordinal)
        )

    def settle(
        self,
        ordinal: int,
        outcome: Outcome,
        *,
        stamp: str | None,
        attempts: int,
        leads: bool = True,
    ) -> None:
        """Note what became of an input; its record, if any, waits to be written.

        Without ``leads`` it has no duplicates, for it was met just now.
        """
        failed = outcome.code is not None
        self._db.execute(
            "UPDATE inputs SET status = ?, code = ?, message = ?, duplicate_of = NULL, "
            "sha256 = ?, bytes = ?, stamp = ?, notice_id = ?, media_type = ?, pages = ?, "
            "tasks = ?, diagnostics = ?, maker = ?, run = ?, attempts = ?, seconds = ?, "
            "finished = ? WHERE ordinal = ?",
            (
                "failed" if failed else "ok",
                outcome.code,
                outcome.message,
                outcome.sha256,
                outcome.size,
                stamp,
                outcome.notice_id,
                outcome.media_type,
                outcome.pages,
                outcome.tasks,
                None if failed else msgspec.json.encode(outcome.diagnostics).decode(),
                self.maker,
                self.run,
                attempts,
                outcome.seconds,
                _now(),
                ordinal,
            ),
        )
        if failed and leads:
            self._db.execute("DELETE FROM results WHERE ordinal = ?", (ordinal,))
        elif not failed:
            self._db.execute(
                "INSERT OR REPLACE INTO results VALUES (?, ?)", (ordinal, outcome.notice)
            )
        if leads:
            self._lead(ordinal, outcome.sha256)

    def follow(self, ordinal: int, original: int, outcome: Outcome, *, stamp: str | None) -> None:
        """Note that an input has the bytes of another one, whose fate it shares."""
        self._db.execute(
            "UPDATE inputs SET duplicate_of = ?, sha256 = ?, bytes = ?, stamp = ?, run = ?, "
            "attempts = 0, seconds = NULL, finished = ? WHERE ordinal = ?",
            (original, outcome.sha256, outcome.size, stamp, self.run, _now(), ordinal),
        )
        self._db.execute("DELETE FROM results WHERE ordinal = ?", (ordinal,))
        self._copy(original, "ordinal = ?", ordinal)

    def give_way(self, ordinal: int, original: int) -> None:
        """Make a settled input a duplicate of another; its own duplicates follow that one."""
        self._db.execute("DELETE FROM results WHERE ordinal = ?", (ordinal,))
        self._db.execute(
            "UPDATE inputs SET duplicate_of = ? WHERE ? IN (ordinal, duplicate_of)",
            (original, ordinal),
        )
        self._copy(original, "duplicate_of = ?", original)

    def close_archive(
        self, ordinal: int, code: str | None, message: str | None, *, stamp: str | None
    ) -> None:
        """Note how an archive ended."""
        # It may have been a document before.
        self._lead(ordinal, None)
        self._db.execute("DELETE FROM results WHERE ordinal = ?", (ordinal,))
        self._db.execute(
            "UPDATE inputs SET status = ?, code = ?, message = ?, stamp = ?, maker = ?, run = ?, "
            "finished = ?, duplicate_of = NULL, sha256 = NULL WHERE ordinal = ?",
            (
                "failed" if code else "ok",
                code,
                message,
                stamp,
                self.maker,
                self.run,
                _now(),
                ordinal,
            ),
        )

    def close_members(self, root: int, closed: Closed, *, keep: Container[int]) -> None:
        """Settle the members that an archive, gone through, leaves pending, but those in ``keep``.

        Archives in it have shared its end. Documents in it were there on an earlier run.
        """
        left = self._db.execute(
            "SELECT ordinal, kind FROM inputs WHERE root = ? AND status = 'pending'", (root,)
        ).fetchall()
        gone = Outcome(code="io", message="was in the archive on an earlier run, and is gone")
        for ordinal, kind in left:
            if ordinal in keep:
                continue
            if kind != "document":
                self.close_archive(ordinal, closed.code, closed.message, stamp=None)
            elif closed.code is None:
                self.settle(ordinal, gone, stamp=None, attempts=1)

    def place_output(self, ordinal: int, name: str | None) -> None:
        """Note in which file the record of an input stands, or that there is none of it."""
        self._db.execute("UPDATE inputs SET output = ? WHERE ordinal = ?", (name, ordinal))

    def place_waiting(self, first: int, last: int, name: str) -> None:
        """Note that the records that wait, from ``first`` to ``last``, stand in a file."""
        self._db.execute(
            "UPDATE inputs SET output = ? WHERE ordinal IN "
            "(SELECT ordinal FROM results WHERE ordinal BETWEEN ? AND ?)",
            (name, first, last),
        )

    def written(self, shard: int, first: int, last: int) -> None:
        """Note that the records of a shard stand in their files and wait no more."""
        self._db.execute("DELETE FROM results WHERE ordinal BETWEEN ? AND ?", (first, last))
        self._db.execute("DELETE FROM dirty WHERE shard = ?", (shard,))

    def note_file(self, shard: int, name: str, written: Written | None) -> None:
        """Note what the file of a shard holds, or that there is none."""
        if written is None:
            self._db.execute("DELETE FROM files WHERE shard = ?", (shard,))
        else:
            self._db.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", (shard, name, *written)
            )

    def lose(self, first: int, last: int) -> None:
        """Note that the records of some inputs are gone: they are pending again."""
        self._db.execute(
            "UPDATE inputs SET status = 'pending', output = NULL "
            "WHERE ordinal BETWEEN ? AND ? AND output IS NOT NULL",
            (first, last),
        )

    def mark(self, shard: int) -> None:
        """Have a shard written again, in this run or the next."""
        self._db.execute("INSERT OR IGNORE INTO dirty VALUES (?)", (shard,))

    # Within.

    def _lead(self, ordinal: int, sha256: str | None) -> None:
        """Have the duplicates of an input share its new fate, or go on their own."""
        left = self._db.execute(
            "UPDATE inputs SET duplicate_of = NULL, status = 'pending' "
            "WHERE duplicate_of = ? AND sha256 IS NOT ?",
            (ordinal, sha256),
        )
        self.orphans += left.rowcount
        self._copy(ordinal, "duplicate_of = ?", ordinal)

    def _copy(self, original: int, where: str, value: int) -> None:
        # `where` is one of two constants above; values are bound.
        query = f"UPDATE inputs SET ({_FATE}) = (SELECT {_FATE} FROM inputs WHERE ordinal = ?) "  # noqa: S608
        self._db.execute(query + "WHERE " + where, (original, value))

    def _agree(self, layout: dict[str, str]) -> None:
        """Write down how the folder is laid out, or compare with what was written down.

        Raises:
            OtherLayout: It was made with other options.
        """
        known: dict[str, str] = dict(self._db.execute("SELECT name, value FROM layout"))
        for name, value in layout.items():
            if known.setdefault(name, value) != value:
                raise OtherLayout(f"{name} was {known[name]}, not {value}")
            self._db.execute("INSERT OR IGNORE INTO layout VALUES (?, ?)", (name, value))

    def _id_of(self, maker: Maker) -> int:
        self._db.execute(
            "INSERT OR IGNORE INTO makers (version, code, registry) VALUES (?, ?, ?)", maker
        )
        query = "SELECT id FROM makers WHERE version = ? AND code = ? AND registry = ?"
        return self._one(query, maker) or 0

    def _begin_run(self) -> int:
        cursor = self._db.execute("INSERT INTO runs (started) VALUES (?)", (_now(),))
        return cursor.lastrowid or 0

    def _row(self, where: str, values: tuple[object, ...]) -> Row | None:
        found = self._db.execute(_ROW + where, values).fetchone()
        return None if found is None else Row(*found)

    def _exists(self, where: str, values: tuple[object, ...] | dict[str, object]) -> bool:
        query = f"SELECT EXISTS (SELECT 1 FROM inputs WHERE {where})"  # noqa: S608 - constants
        return bool(self._db.execute(query, values).fetchone()[0])

    def _one(self, query: str, values: tuple[object, ...] = ()) -> int | None:
        found: tuple[int | None] | None = self._db.execute(query, values).fetchone()
        return None if found is None else found[0]


def fold(name: str) -> str:
    """Return what names have in common that some file system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
