"""The databases that the tests of loading run on, each the same tests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from extractor.load.database import connect
from tests.load import servers

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with servers.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[str]:
    with servers.mariadb() as url:
        yield url


@pytest.fixture(params=["sqlite", "duckdb", "postgresql", "mysql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    kind: str = request.param
    if kind in {"sqlite", "duckdb"}:
        return f"{kind}:///{tmp_path}/records.db"
    fixture = "postgres_server" if kind == "postgresql" else "mariadb_server"
    server = sa.make_url(request.getfixturevalue(fixture))
    name = f"records{next(_NUMBERS)}"
    engine = connect(server.render_as_string(hide_password=False))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.set(database=name).render_as_string(hide_password=False)
