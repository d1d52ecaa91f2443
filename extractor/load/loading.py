"""Records into a database, a group of notices a transaction.

A notice whose record the database holds already is passed over; one that changed is replaced
whole; so loading twice changes nothing, and a kill leaves each notice as it was or as it is to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter

import sqlalchemy as sa

from extractor import codec
from extractor.errors import DatabaseFault, ExtractorError, SchemaError
from extractor.load import database
from extractor.load.schema import metadata
from extractor.load.writing import insert
from extractor.model.notice import Notice
from extractor.records import Record
from extractor.relational import KEY_LENGTH, TABLES, KeyedBy, Rows, digest_of, key_of, rows_of

GROUP_BYTES = 8 << 20
"""Bytes of the records of one transaction, as JSON; a notice is never divided."""
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

    def failed(place: str, error: ExtractorError) -> None:
        result.failed += 1
        if on_failure is not None:
            on_failure(place, error)

    try:
        with database.faults(engine):
            exists = database.version_of(engine) is not None
            if not dry_run:
                database.prepare(engine)
                exists = True
            loader = _Loader(engine, result, by, failed, dry_run=dry_run, exists=exists)
            for group in _groups(records, by, failed):
                loader.take(group)
                if on_progress is not None:
                    on_progress(result)
    finally:
        engine.dispose()
    return result


@dataclass
class _Entry:
    """A notice to be loaded; its rows are made when it proves to be new."""

    place: str
    key: str
    notice: Notice
    digest: str
    rows: Rows = field(default_factory=dict)


def _groups(
    records: Iterable[Record], by: KeyedBy, on_failure: Callable[[str, ExtractorError], None]
) -> Iterator[list[_Entry]]:
    """Yield the notices of one transaction after the other."""
    group: list[_Entry] = []
    size = 0
    for record in records:
        if record.error is not None:
            on_failure(record.place, record.error)
        if record.notice is None:
            continue
        encoded = codec.encode(record.notice)
        key = key_of(record.notice, by)
        group.append(_Entry(record.place, key, record.notice, digest_of(encoded)))
        size += len(encoded)
        if size >= GROUP_BYTES or len(group) >= GROUP_NOTICES:
            yield group
            group, size = [], 0
    if group:
        yield group


def _rows(notice: Notice, by: KeyedBy) -> Rows:
    try:
        rows = rows_of(notice, by)
    except ValueError as fault:
        raise SchemaError(f"{notice.id}: {fault}; see `extractor validate`") from fault
    for table in TABLES:
        keys = set(map(itemgetter(*table.key), rows[table.name]))
        if len(keys) < len(rows[table.name]):
            raise SchemaError(
                f"{notice.id}: two of its {table.name} have one key; see `extractor validate`"
            )
        for name in table.looked_up:
            if any(len(row[name] or "") > KEY_LENGTH for row in rows[table.name]):
                raise SchemaError(
                    f"{notice.id}: {table.name}.{name} has more than {KEY_LENGTH} characters, "
                    "which no index holds"
                )
    return rows


class _Loader:
    def __init__(
        self,
        engine: sa.Engine,
        result: Loaded,
        by: KeyedBy,
        on_failure: Callable[[str, ExtractorError], None],
        *,
        dry_run: bool,
        exists: bool,
    ) -> None:
        self._engine = engine
        self._result = result
        self._tables = metadata(engine.dialect.name).tables
        self._dry_run = dry_run
        self._exists = exists
        self._by = by
        self._on_failure = on_failure
        self._seen: dict[str, str] = {}
        """In a dry run, what this run would have loaded."""

    def take(self, group: list[_Entry]) -> None:
        """Load a group: the notices that the database has not, in one transaction.

        Those it has are told by their digests, before any row is made or any lock taken. Of
        several notices with one key the last that can be loaded holds.
        """
        result = self._result
        known = self._known([entry.key for entry in group])
        last: dict[str, _Entry] = {}
        for entry in group:
            if known.get(entry.key) != entry.digest:
                try:
                    entry.rows = _rows(entry.notice, self._by)
                except SchemaError as error:
                    self._on_failure(entry.place, error)
                    continue
            before = last.pop(entry.key, entry)
            if before.digest != entry.digest:
                result.again.append(entry.notice.id)
            last[entry.key] = entry
        fresh = {key: one for key, one in last.items() if known.get(key) != one.digest}
        if self._dry_run:
            self._seen.update({key: entry.digest for key, entry in fresh.items()})
        elif fresh:
            known |= self._write(fresh)
        for key, entry in last.items():
            result.inserted += key not in known
            result.unchanged += known.get(key) == entry.digest
            result.replaced += known.get(key, entry.digest) != entry.digest
            result.tasks += len(entry.notice.tasks)

    def _write(self, fresh: dict[str, _Entry]) -> dict[str, str]:
        """Write rows; once more when another loader came between. Return what was there."""
        for last in [False] * (_TRIES - 1) + [True]:
            try:
                return self._replace(fresh)
            except sa.exc.OperationalError as fault:
                if last or not _is_collision(fault):
                    raise
        raise AssertionError  # the last try returned or raised

    def _replace(self, fresh: dict[str, _Entry]) -> dict[str, str]:
        with database.transaction(self._engine) as connection:
            # Another loader may have written the same notices since they were compared.
            known = self._digests(connection, list(fresh))
            new = {key: one for key, one in fresh.items() if known.get(key) != one.digest}
            self._delete(connection, [key for key in new if key in known])
            for table in TABLES:
                rows = [row for one in new.values() for row in one.rows[table.name]]
                if rows:
                    insert(connection, self._tables[table.name], rows)
        return known

    def _known(self, keys: list[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        if self._exists:
            with self._engine.connect() as connection:
                found = self._digests(connection, keys)
        return found | {key: self._seen[key] for key in keys if key in self._seen}

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
