"""Rows into a table, the fast way of each database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from extractor.relational.rows import Row


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert ``rows``, all with the same columns, into ``table``."""
    match connection.dialect.name:
        case "postgresql":
            with _driver_faults(connection):
                _copy(connection, table, rows)
        case "duckdb":
            with _driver_faults(connection):
                _from_arrow(connection, table, rows)
        case "sqlite":
            _by_statement(connection, table, rows, place="?")
        case _:
            # The driver makes statements of many rows, a new one each megabyte.
            _by_statement(connection, table, rows, place="%s")


@contextmanager
def _driver_faults(connection: sa.Connection) -> Iterator[None]:
    """Raise what a driver raises as SQLAlchemy does, for what is done without it."""
    base: Any = connection.dialect.dbapi
    try:
        yield
    except base.Error as fault:
        raise sa.exc.DBAPIError.instance(None, None, fault, base.Error) from fault


def _by_statement(
    connection: sa.Connection, table: sa.Table, rows: Sequence[Row], *, place: str
) -> None:
    """Hand the driver plain tuples: nothing is compiled or converted a row."""
    names = list(rows[0])
    quote = connection.dialect.identifier_preparer.quote
    listed = ", ".join(map(quote, names))
    places = ", ".join([place] * len(names))
    into = f"INSERT INTO {quote(table.name)} ({listed})"  # names are ours, values are bound
    values = list(map(_plain(connection, table, names), rows))
    connection.exec_driver_sql(f"{into} VALUES ({places})", values)


def _plain(
    connection: sa.Connection, table: sa.Table, names: list[str]
) -> Callable[[Row], tuple[Any, ...]]:
    """Return what makes a row a tuple; SQLite has no dates, and keeps them as ISO 8601."""
    values: Callable[[Row], tuple[Any, ...]] = itemgetter(*names)
    dates = [at for at, name in enumerate(names) if isinstance(table.c[name].type, sa.Date)]
    if not dates or connection.dialect.name != "sqlite":
        return values

    def plain(row: Row) -> tuple[Any, ...]:
        found = list(values(row))
        for at in dates:
            if found[at] is not None:
                found[at] = found[at].isoformat()
        return tuple(found)

    return plain


def _copy(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Use COPY, which takes rows several times faster than INSERT."""
    names = list(rows[0])
    listed = ", ".join(f'"{name}"' for name in names)
    driver: Any = connection.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({listed}) FROM STDIN') as copy,
    ):
        for values in map(itemgetter(*names), rows):
            copy.write_row(values)


def _from_arrow(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Hand DuckDB the columns at once; it takes single rows slowly."""
    import pyarrow as pa  # noqa: PLC0415 - comes with the extra duckdb

    kinds = {sa.Boolean: pa.bool_(), sa.BigInteger: pa.int64(), sa.Date: pa.date32()}
    names = list(rows[0])
    columns = [
        pa.array([row[name] for row in rows], kinds.get(type(table.c[name].type), pa.string()))
        for name in names
    ]
    driver: Any = connection.connection.driver_connection
    driver.register("extractor_rows", pa.table(columns, names=names))
    try:
        listed = ", ".join(f'"{name}"' for name in names)
        into = f'INSERT INTO "{table.name}" ({listed})'  # names are ours, values are bound
        driver.execute(f"{into} SELECT {listed} FROM extractor_rows")  # noqa: S608
    finally:
        driver.unregister("extractor_rows")
