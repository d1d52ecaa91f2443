"""A database behind a URL: opened, prepared, locked; its faults as the tool's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from extractor.errors import DatabaseFault, MissingExtra
from extractor.load.schema import VERSION, VIEWS, metadata

DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mysql+pymysql",
    "duckdb": "duckdb",
}
"""The driver for each kind of URL that names none."""
EXTRAS = {"postgresql": "postgres", "mysql": "mysql", "mariadb": "mysql", "duckdb": "duckdb"}
LOCK = 7_390_114_552_311_001
"""Number of the advisory lock that loaders of one database share."""
_WAIT = 60
"""Seconds to wait for another loader."""
Migration = Callable[[sa.Connection], None]


def _add_files_and_qualifiers(connection: sa.Connection) -> None:
    """Add files and qualifiers; without digests all notices are loaded anew, and fill them."""
    tables = metadata(connection.dialect.name).tables
    tables["files"].create(connection, checkfirst=True)
    qualifier = sa.schema.CreateColumn(tables["notice_units"].c.qualifier)
    made = qualifier.compile(dialect=connection.dialect)
    connection.exec_driver_sql(f"ALTER TABLE notice_units ADD COLUMN {made}")
    connection.execute(sa.update(tables["notices"]).values(record_sha256=""))


MIGRATIONS: Mapping[int, Migration] = {1: _add_files_and_qualifiers}
"""For each version of the schema, the step to the next one."""


def connect(url: str) -> sa.Engine:
    """Return the engine for a database URL; nothing is opened yet.

    Raises:
        DatabaseFault: The URL is none, or of a kind that is not known.
        MissingExtra: Its driver is not installed.
    """
    try:
        parsed = sa.make_url(url)
    except (exc.ArgumentError, ValueError) as fault:
        raise DatabaseFault(
            f"{_shown(url)}: is no database URL; write sqlite:///file.db, postgresql://…, "
            "mysql://… or duckdb:///file.duckdb"
        ) from fault
    if "+" not in parsed.drivername:
        if parsed.drivername not in DRIVERS:
            raise DatabaseFault(
                f"{_shown(url)}: {parsed.drivername} is no known database; "
                f"known are {', '.join(sorted(DRIVERS))}"
            )
        parsed = parsed.set(drivername=DRIVERS[parsed.drivername])
    options: dict[str, Any] = {}
    if parsed.get_backend_name() == "mysql":
        parsed = parsed.update_query_dict({"charset": "utf8mb4"})
    if parsed.get_backend_name() == "sqlite":
        options["connect_args"] = {"timeout": _WAIT}
    try:
        engine = sa.create_engine(parsed, **options)
    except (ImportError, exc.NoSuchModuleError) as fault:
        extra = EXTRAS[parsed.get_backend_name()]
        raise MissingExtra(
            f"{parsed.get_backend_name()} needs a driver; install it with: "
            f"pip install 'notice-extractor[{extra}]'"
        ) from fault
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    if engine.dialect.name == "duckdb":
        _prepare_duckdb(engine)
    return engine


def _prepare_sqlite(engine: sa.Engine) -> None:
    # The driver begins transactions late, after reading; loaders must exclude each other before.
    @sa.event.listens_for(engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")

    @sa.event.listens_for(engine, "begin")
    def _(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare_duckdb(engine: sa.Engine) -> None:
    # DuckDB draws a bar on standard output when a statement takes long.
    @sa.event.listens_for(engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        connection.execute("SET enable_progress_bar = false")


@contextmanager
def faults(engine: sa.Engine) -> Iterator[None]:
    """Turn what drivers raise into a `DatabaseFault` of one line."""
    try:
        yield
    except exc.SQLAlchemyError as fault:
        cause = getattr(fault, "orig", None) or fault
        said = " ".join(str(cause).split())[:300]
        shown = engine.url.render_as_string(hide_password=True)
        raise DatabaseFault(f"{shown}: {said}; nothing of this group was loaded") from fault


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Yield a connection in a transaction that no other loader shares the time of."""
    with engine.connect() as connection, _turn(connection), connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield connection


@contextmanager
def _turn(connection: sa.Connection) -> Iterator[None]:
    """Hold MySQL's named lock, which outlasts a transaction; other databases have their own."""
    if connection.dialect.name not in {"mysql", "mariadb"}:
        yield
        return
    wait = sa.text("SELECT GET_LOCK('notice-extractor', :wait)")
    got = connection.execute(wait, {"wait": _WAIT}).scalar()
    connection.commit()
    if got != 1:
        raise DatabaseFault(f"another loader has held the database for {_WAIT} seconds: try later")
    try:
        yield
    finally:
        if not connection.invalidated:
            connection.execute(sa.text("SELECT RELEASE_LOCK('notice-extractor')"))
            connection.commit()


def version_of(engine: sa.Engine) -> int | None:
    """Return the version of the schema in a database, or None when it has no tables of ours.

    Raises:
        DatabaseFault: A newer version made it, or tables of others have the names of ours.
    """
    tables = metadata(engine.dialect.name)
    present = set(sa.inspect(engine).get_table_names())
    if "extractor_schema" not in present:
        taken = sorted(present & set(tables.tables))
        if taken:
            raise DatabaseFault(
                f"the database has a table {taken[0]} that this tool did not make; "
                "name another database"
            )
        return None
    with engine.connect() as connection:
        found = connection.execute(sa.select(tables.tables["extractor_schema"].c.version)).scalar()
    if found is None:
        return None
    if found > VERSION:
        raise DatabaseFault(
            f"the tables are of version {found}, made by a later release; this one knows "
            f"{VERSION}: upgrade notice-extractor"
        )
    return int(found)


def prepare(engine: sa.Engine) -> None:
    """Make the tables and views, or bring those of an older version up to this one."""
    found = version_of(engine)
    if found == VERSION:
        return
    if found is None:
        create(engine)
    else:
        migrate(engine, found, MIGRATIONS)


def create(engine: sa.Engine) -> None:
    """Make the tables, the views and the mark of their version, which comes last."""
    tables = metadata(engine.dialect.name)
    mark = tables.tables["extractor_schema"]
    with transaction(engine) as connection:
        if _marked(connection, mark) is not None:
            return  # another loader made them while this one waited
        tables.create_all(connection)
        for name in reversed(VIEWS):
            connection.execute(sa.text(f"DROP VIEW IF EXISTS {name}"))
        for name, select in VIEWS.items():
            connection.execute(sa.text(f"CREATE VIEW {name} AS {select}"))
        connection.execute(sa.delete(mark))
        connection.execute(sa.insert(mark).values(version=VERSION))


def migrate(engine: sa.Engine, found: int, steps: Mapping[int, Migration]) -> None:
    """Take the steps from version ``found`` on, each in a transaction with its new mark.

    Raises:
        DatabaseFault: There is no step from an older version.
    """
    mark = metadata(engine.dialect.name).tables["extractor_schema"]
    while found < VERSION:
        step = steps.get(found)
        if step is None:
            raise DatabaseFault(
                f"the tables are of version {found}, which this release cannot bring to {VERSION}; "
                "load the records into a new database"
            )
        with transaction(engine) as connection:
            if _marked(connection, mark) == found:  # no other loader took it while this one waited
                step(connection)
                connection.execute(sa.update(mark).values(version=found + 1))
        found += 1


def _marked(connection: sa.Connection, mark: sa.Table) -> int | None:
    """Return the version that the tables are marked with, or None before there is a mark."""
    if not sa.inspect(connection).has_table(mark.name):
        return None
    found: int | None = connection.execute(sa.select(mark.c.version)).scalar()
    return found


def _shown(url: str) -> str:
    """Return a URL without what stands before its host, which may hold a password."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
