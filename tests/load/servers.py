"""Database servers of the tests' own: started on loopback with data of their own, then ended."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa

from extractor.load.database import connect

_SECONDS = 60


def _program(name: str) -> str | None:
    places = [os.environ.get("PATH", ""), "/usr/sbin"]
    places += [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"))]
    return shutil.which(name, path=os.pathsep.join(places))


def _port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _as_user(name: str) -> tuple[list[str], str]:
    """Return how to run a program as somebody who may: servers refuse to be run by root."""
    if os.geteuid() != 0:
        return [], pwd.getpwuid(os.geteuid()).pw_name
    try:
        pwd.getpwnam(name)
    except KeyError:
        pytest.skip(f"no user {name} to run the server as")
    return ["runuser", "-u", name, "--"], name


@contextmanager
def postgres() -> Iterator[str]:
    """Yield the URL of a PostgreSQL server that lasts as long as the tests."""
    server, maker = _program("postgres"), _program("initdb")
    if server is None or maker is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    prefix, user = _as_user("postgres")
    with TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as place:
        shutil.chown(place, user)
        data, port = f"{place}/data", _port()
        options = ["-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run([*prefix, maker, *options], check=True, capture_output=True)
        process = subprocess.Popen(
            [*prefix, server, "-D", data, "-p", str(port), "-k", place, "-h", "127.0.0.1"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield _wait(f"postgresql://tester@127.0.0.1:{port}/postgres", process)
        finally:
            process.terminate()
            process.wait(_SECONDS)


@contextmanager
def mariadb() -> Iterator[str]:
    """Yield the URL of a MariaDB server that lasts as long as the tests."""
    server, maker = _program("mariadbd"), _program("mariadb-install-db")
    if server is None or maker is None:
        pytest.skip("MariaDB is not installed (apt-get install mariadb-server)")
    prefix, user = _as_user("mysql")
    with TemporaryDirectory(prefix="my", ignore_cleanup_errors=True) as place:
        shutil.chown(place, user)
        data, port = f"{place}/data", _port()
        subprocess.run(
            [*prefix, maker, "--no-defaults", f"--datadir={data}", "--skip-test-db",
             "--auth-root-authentication-method=normal"],
            check=True, capture_output=True,
        )  # fmt: skip
        process = subprocess.Popen(
            [*prefix, server, "--no-defaults", f"--datadir={data}", f"--port={port}",
             "--bind-address=127.0.0.1", f"--socket={place}/s"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield _wait(f"mysql://root@127.0.0.1:{port}/mysql", process)
        finally:
            process.terminate()
            process.wait(_SECONDS)


def _wait(url: str, process: subprocess.Popen[bytes]) -> str:
    """Return ``url`` once the server answers a query: its port is open before that."""
    engine = connect(url)
    end = time.monotonic() + _SECONDS
    try:
        while time.monotonic() < end:
            if process.poll() is not None:
                pytest.fail("the database server ended at once")
            try:
                with engine.connect() as connection:
                    connection.exec_driver_sql("SELECT 1")
            except sa.exc.OperationalError:
                time.sleep(0.1)
            else:
                return url
    finally:
        engine.dispose()
    pytest.fail("the database server does not answer")
