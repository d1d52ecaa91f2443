"""Rows into a table, the fast way of each database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from extractor.relational.rows import Row

_STATEMENT_ROWS = 1_000
_STATEMENT_BYTES = 4 << 20
"""Characters of one statement: servers refuse packets beyond their own limit."""


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert ``rows``, all with the same columns, into ``table``."""
    match connection.dialect.name:
        case "postgresql":
            _copy(connection, table, rows)
        case "duckdb":
            _from_arrow(connection, table, rows)
        case _:
            for some in _portions(rows):
                connection.execute(sa.insert(table), some)


def _portions(rows: Sequence[Row]) -> list[list[Row]]:
    found: list[list[Row]] = [[]]
    size = 0
    for row in rows:
        weight = sum(len(value) for value in row.values() if isinstance(value, str))
        if found[-1] and (len(found[-1]) >= _STATEMENT_ROWS or size + weight > _STATEMENT_BYTES):
            found.append([])
            size = 0
        found[-1].append(row)
        size += weight
    return found


def _copy(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Use COPY, which takes rows several times faster than INSERT."""
    names = list(rows[0])
    listed = ", ".join(f'"{name}"' for name in names)
    driver: Any = connection.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({listed}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row([row[name] for name in names])


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
