"""Databases that others use, hold or end while records are loaded."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from extractor import codec, extract
from extractor.errors import DatabaseFault
from extractor.load import database, load
from extractor.records import Record, read_records
from tests.load import servers
from tests.load.test_load import SAMPLE, ask, records, sample, state

__all__ = ["sample"]
NOTICES = 80


@pytest.fixture(scope="module")
def orders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same notices in two files, from the first to the last and back."""
    notice = extract(SAMPLE)
    lines = [
        codec.encode(msgspec.structs.replace(notice, id=f"号{at}", tables=())) + b"\n"
        for at in range(NOTICES)
    ]
    folder = tmp_path_factory.mktemp("orders")
    (folder / "up.jsonl").write_bytes(b"".join(lines))
    (folder / "down.jsonl").write_bytes(b"".join(reversed(lines)))
    return folder / "up.jsonl", folder / "down.jsonl"


def test_loaders_at_once_make_each_notice_once(url, orders):
    loaders = [
        subprocess.Popen(
            [sys.executable, "-m", "extractor", "load", str(path), "--to", url],
            stderr=subprocess.PIPE,
        )
        for path in orders
    ]
    ended = [(loader.communicate()[1].decode(), loader.returncode) for loader in loaders]
    # DuckDB gives a file to one process: the later one may be turned away, in one line.
    assert all(code in ({0, 2} if "duckdb" in url else {0}) for _, code in ended), ended
    assert all(len(said.splitlines()) == 1 for said, _ in ended)
    assert 0 in {code for _, code in ended}
    assert ask(url, "SELECT COUNT(*) FROM notices") == [(NOTICES,)]
    before = state(url)
    assert load(read_records(orders[1]), url).unchanged == NOTICES
    assert state(url) == before


def test_a_database_that_another_holds_is_one_line(tmp_path, sample, monkeypatch):
    url = f"sqlite:///{tmp_path}/a.db"
    load(records(sample), url)
    monkeypatch.setattr(database, "_WAIT", 0.1)
    with sqlite3.connect(tmp_path / "a.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseFault, match="locked"):
            load(records(msgspec.structs.replace(sample, title="新")), url)
        other.execute("ROLLBACK")
    assert ask(url, "SELECT title FROM notices") == [(sample.title,)]


def test_duckdb_draws_nothing_on_standard_output(tmp_path):
    url = f"duckdb:///{tmp_path}/a.duckdb"
    assert ask(url, "SELECT current_setting('enable_progress_bar')") == [(False,)]


def test_a_file_that_is_no_database_is_one_line(tmp_path, sample):
    for kind in ("sqlite", "duckdb"):
        path = tmp_path / f"{kind}.txt"
        path.write_bytes(b"not a database " * 1000)
        with pytest.raises(DatabaseFault) as fault:
            load(records(sample), f"{kind}:///{path}")
        assert "\n" not in str(fault.value)
        assert path.read_bytes() == b"not a database " * 1000


@pytest.mark.parametrize("server", [servers.postgres, servers.mariadb])
def test_a_server_that_ends_is_one_line(server, sample):
    with server() as url:
        name = url
        if "mysql" in url:
            engine = database.connect(url)
            with engine.connect() as connection:
                connection.exec_driver_sql("CREATE DATABASE records")
            engine.dispose()
            name = url.replace("/mysql", "/records")

        def lasting():
            for at in range(600):
                yield Record(f"r:{at}", notice=msgspec.structs.replace(sample, id=f"号{at}"))
                if at == 590:
                    _end_sessions(url)

        with pytest.raises(DatabaseFault, match="nothing of this group") as fault:
            load(lasting(), name)
        assert "\n" not in str(fault.value)
        time.sleep(0.2)
        [(kept,)] = ask(name, "SELECT COUNT(*) FROM notices")
        whole = ask(name, "SELECT COUNT(*) FROM tasks GROUP BY notice_key")
        assert whole == [(len(sample.tasks),)] * kept


def _end_sessions(url: str) -> None:
    """End every connection but one's own, as a server does that is shut down."""
    if "postgresql" in url:
        others = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = 'tester'"
        ask(url, f"SELECT pg_terminate_backend(pid) {others}")
        return
    engine = database.connect(url)
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT id FROM information_schema.processlist "
            "WHERE id <> CONNECTION_ID() AND user = 'root'"
        )
        for (number,) in found.all():
            connection.exec_driver_sql(f"KILL {int(number)}")
    engine.dispose()
