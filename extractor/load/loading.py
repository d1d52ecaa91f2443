"""Records into a database, a group of notices a transaction.

A notice whose record the database holds already is passed over; one that changed is replaced
whole; so loading twice changes nothing, and a kill leaves each notice as it was or as it is to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa

from extractor.errors import DatabaseFault, ExtractorError, SchemaError
from extractor.load import database
from extractor.load.schema import metadata
from extractor.load.writing import insert
from extractor.records import Record
from extractor.relational import TABLES, Rows, key_of, rows_of
from extractor.relational.rows import KeyedBy

GROUP_ROWS = 20_000
"""Rows of one transaction; a notice is never divided."""
GROUP_NOTICES = 500
_TRIES = 3


@dataclass
class Loaded:
    """What became of the records."""

    inserted: int = 0
    replaced: int = 0
    unchanged: int = 0
    tasks: int = 0
    failed: int = 0
    again: list[str] = field(default_factory=list)
    """Ids of notices that came more than once with different records; the last one holds."""

    @property
    def notices(self) -> int:
        """How many notices were read."""
        return self.inserted + self.replaced + self.unchanged


Told = Callable[[Loaded], None]
Failed = Callable[[str, ExtractorError], None]


def load(
    records: Iterable[Record],
    url: str,
    *,
    by: KeyedBy = "id",
    dry_run: bool = False,
    on_failure: Failed | None = None,
    on_progress: Told | None = None,
) -> Loaded:
    """Load records into the database at ``url`` and return what became of them.

    Args:
        records: Notices, or what is wrong with a record, as `extractor.records` reads them.
        url: ``sqlite:///file.db``, ``postgresql://…``, ``mysql://…``, ``duckdb:///file.duckdb``.
        by: ``id``: a notice replaces what was loaded under its id; ``source``: each file has
            rows of its own.
        dry_run: Only compare; nothing is written, not even the tables.
        on_failure: Told of each record that cannot be loaded.
        on_progress: Told after each group.

    Raises:
        DatabaseFault: The database cannot be reached, is locked, full, or of a later version.
        MissingExtra: SQLAlchemy or the driver is not installed.
    """
    engine = database.connect(url)
    result = Loaded()
    try:
        with database.faults(engine):
            exists = database.version_of(engine) is not None
            if not dry_run:
                database.prepare(engine)
                exists = True
            loader = _Loader(engine, result, by, dry_run=dry_run, exists=exists)
            for group in _groups(records, result, by, on_failure):
                loader.take(group)
                if on_progress is not None:
                    on_progress(result)
    finally:
        engine.dispose()
    return result


@dataclass
class _Group:
    """Notices of one transaction by their key."""

    notices: dict[str, Rows] = field(default_factory=dict)
    again: list[str] = field(default_factory=list)
    rows: int = 0


def _groups(
    records: Iterable[Record], result: Loaded, by: KeyedBy, on_failure: Failed | None
) -> Iterator[_Group]:
    group = _Group()
    for record in records:
        try:
            if record.error is not None:
                raise record.error
            if record.notice is None:
                continue
            key, rows = key_of(record.notice, by), _rows(record, by)
        except ExtractorError as error:
            result.failed += 1
            if on_failure is not None:
                on_failure(record.place, error)
            continue
        if key in group.notices:
            if _digest(group.notices[key]) != _digest(rows):
                group.again.append(record.notice.id)
            del group.notices[key]
        group.notices[key] = rows
        group.rows += sum(map(len, rows.values()))
        if group.rows >= GROUP_ROWS or len(group.notices) >= GROUP_NOTICES:
            yield group
            group = _Group()
    if group.notices:
        yield group


def _rows(record: Record, by: KeyedBy) -> Rows:
    assert record.notice is not None  # noqa: S101 - the caller saw to it
    try:
        rows = rows_of(record.notice, by)
    except ValueError as fault:
        raise SchemaError(f"{record.notice.id}: {fault}; see `extractor validate`") from fault
    for table in TABLES:
        keys = {tuple(row[name] for name in table.key) for row in rows[table.name]}
        if len(keys) < len(rows[table.name]):
            raise SchemaError(
                f"{record.notice.id}: two of its {table.name} have one key; "
                "see `extractor validate`"
            )
    return rows


def _digest(rows: Rows) -> str:
    return str(rows["notices"][0]["record_sha256"])


class _Loader:
    def __init__(
        self, engine: sa.Engine, result: Loaded, by: KeyedBy, *, dry_run: bool, exists: bool
    ) -> None:
        self._engine = engine
        self._result = result
        self._tables = metadata(engine.dialect.name).tables
        self._dry_run = dry_run
        self._exists = exists
        self._by = by
        self._seen: dict[str, str] = {}
        """In a dry run, what this run would have loaded."""

    def take(self, group: _Group) -> None:
        """Load a group in one transaction; once more when another loader came between."""
        for last in [False] * (_TRIES - 1) + [True]:
            try:
                counts = self._load(group.notices)
            except sa.exc.OperationalError as fault:
                if last or not _is_collision(fault):
                    raise
            else:
                break
        result = self._result
        result.inserted += counts[0]
        result.replaced += counts[1]
        result.unchanged += counts[2]
        result.again += group.again
        result.tasks += sum(len(rows["tasks"]) for rows in group.notices.values())

    def _load(self, notices: dict[str, Rows]) -> tuple[int, int, int]:
        if self._dry_run:
            known = self._known(notices)
            self._seen.update({key: _digest(rows) for key, rows in notices.items()})
            return self._counts(notices, known)
        with database.transaction(self._engine) as connection:
            known = self._digests(connection, list(notices))
            fresh = {k: rows for k, rows in notices.items() if known.get(k) != _digest(rows)}
            self._delete(connection, [key for key in fresh if key in known])
            for table in TABLES:
                rows = [row for one in fresh.values() for row in one[table.name]]
                if rows:
                    insert(connection, self._tables[table.name], rows)
        return self._counts(notices, known)

    def _counts(self, notices: dict[str, Rows], known: dict[str, str]) -> tuple[int, int, int]:
        new = sum(key not in known for key in notices)
        same = sum(known.get(key) == _digest(rows) for key, rows in notices.items())
        return new, len(notices) - new - same, same

    def _known(self, notices: dict[str, Rows]) -> dict[str, str]:
        found: dict[str, str] = {}
        if self._exists:
            with self._engine.connect() as connection:
                found = self._digests(connection, list(notices))
        return found | {key: self._seen[key] for key in notices if key in self._seen}

    def _digests(self, connection: sa.Connection, keys: list[str]) -> dict[str, str]:
        table = self._tables["notices"]
        query = sa.select(table.c.notice_key, table.c.record_sha256)
        found: dict[str, str] = {}
        for some in _parts(keys):
            for key, digest in connection.execute(query.where(table.c.notice_key.in_(some))):
                found[key] = digest
        return found

    def _delete(self, connection: sa.Connection, keys: list[str]) -> None:
        for table in reversed(TABLES):
            target = self._tables[table.name]
            for some in _parts(keys):
                connection.execute(sa.delete(target).where(target.c.notice_key.in_(some)))


def _parts(keys: list[str]) -> Iterator[list[str]]:
    """Yield lists that one statement may name: SQLite takes few hundred values."""
    for start in range(0, len(keys), 400):
        yield keys[start : start + 400]


def _is_collision(fault: sa.exc.OperationalError) -> bool:
    """Whether a statement failed because of another transaction, and may be tried again."""
    said = str(fault.orig).lower()
    return any(word in said for word in ("deadlock", "serializ", "lock wait timeout", "conflict"))


__all__ = ["DatabaseFault", "Loaded", "load"]
