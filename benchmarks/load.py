"""Rows a second and peak memory of loading, by database, and of loading the same once more.

Usage:
    python -m benchmarks.load [--tasks N] [--databases sqlite,duckdb,postgresql,mysql] [--kills N]

Makes N tasks in notices of 50, as JSON Lines, and loads them twice, each in a process of its own.
``cpu`` is the loader's processor time. Before and after the second load the whole database is
summed: the bytes of the file (SQLite, DuckDB), CHECKSUM TABLE (MariaDB), all rows with their places
and transactions (PostgreSQL).
``--kills`` then kills a loader of changed records so often at random moments and looks at the rows.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from extractor import codec, extract
from extractor.load import load
from extractor.load.database import connect
from extractor.model.notice import Notice, Task
from extractor.records import read_records
from extractor.relational import TABLES
from tests.load import servers
from tests.load.test_load import SAMPLE, ask

PER_NOTICE = 50
MEASURE = """
import re, sys, time
from extractor.load import load
from extractor.records import read_records
start = time.monotonic()
done = load(read_records(sys.argv[1]), sys.argv[2])
seconds = time.monotonic() - start
# Not ru_maxrss: a child begins with the maximum of the process that started it.
peak = int(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1]) / 1024
print(seconds, time.process_time(), peak, done.inserted, done.unchanged)
"""


def main() -> None:
    """Measure each database and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--databases", default="sqlite,duckdb,postgresql,mysql")
    parser.add_argument("--kills", type=int, default=0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "records.jsonl"
        changed = Path(place) / "changed.jsonl"
        write(path, args.tasks, "old")
        write(changed, min(args.tasks, 50_000), "new")
        print(
            f"{'database':12}{'tasks/s':>9}{'s':>8}{'cpu, s':>8}{'MB':>6}"
            f"{'again, s':>10}{'cpu, s':>8}"
        )
        for name in args.databases.split(","):
            with database(name, Path(place)) as url:
                seconds, cpu, peak, _, _ = run(path, url)
                before = checksums(url)
                again, cpu_again, _, inserted, unchanged = run(path, url)
                same = "database equal" if checksums(url) == before else "DATABASE DIFFERS"
                print(
                    f"{name:12}{args.tasks / seconds:9.0f}{seconds:8.1f}{cpu:8.1f}{peak:6.0f}"
                    f"{again:10.1f}{cpu_again:8.1f}"
                    f"  {unchanged:.0f} unchanged, {inserted:.0f} inserted, {same}",
                    flush=True,
                )
                if args.kills:
                    print(f"{'':12}{killed(changed, url, args.kills)}", flush=True)


def write(path: Path, tasks: int, title: str) -> None:
    """Write notices of 50 tasks that are the sample's, each notice with an id of its own."""
    sample = extract(SAMPLE)
    pool = (sample.tasks * 2)[:PER_NOTICE]
    with path.open("wb") as out:
        for at in range(tasks // PER_NOTICE):
            out.write(codec.encode(notice(sample, pool, f"测政办〔2024〕{at}号", title)) + b"\n")


def notice(sample: Notice, pool: tuple[Task, ...], identity: str, title: str) -> Notice:
    """Return a notice of these tasks, numbered anew."""
    tasks = tuple(
        msgspec.structs.replace(task, id=f"{identity}#{n}", position=n)
        for n, task in enumerate(pool, 1)
    )
    return msgspec.structs.replace(sample, id=identity, title=title, tasks=tasks, tables=())


def run(path: Path, url: str) -> list[float]:
    """Return seconds, processor seconds, peak MB, inserted and unchanged of one load."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), url], check=True, capture_output=True, text=True
    )
    return [float(word) for word in done.stdout.split()]


def checksums(url: str) -> list[object]:
    """Return sums of all that a database holds, reckoned by itself or over its file."""
    kind, _, place = url.partition(":///")
    if kind in {"sqlite", "duckdb"}:
        with Path(place).open("rb") as file:
            return [hashlib.file_digest(file, "sha256").hexdigest()]
    if kind.startswith("mysql"):
        return [ask(url, f"CHECKSUM TABLE {table.name}") for table in TABLES]
    rows = "COUNT(*), SUM(hashtextextended(CONCAT(CAST(t AS text), t.ctid, t.xmin), 0))"
    return [ask(url, f"SELECT {rows} FROM {table.name} t") for table in TABLES]  # noqa: S608


def killed(path: Path, url: str, times: int) -> str:
    """Kill a loader at random moments; each notice must be wholly old or wholly new."""
    chance = random.Random(1)  # noqa: S311
    torn = 0
    for _ in range(times):
        process = subprocess.Popen(
            [sys.executable, "-m", "extractor", "load", str(path), "--to", url, "--quiet"]
        )
        time.sleep(0.5 + chance.random() * 4)
        process.send_signal(signal.SIGKILL)
        process.wait()
        torn += len(
            ask(
                url,
                "SELECT n.notice_key FROM notices n "  # noqa: S608 - a number of ours
                "LEFT JOIN tasks t ON t.notice_key = n.notice_key "
                f"GROUP BY n.notice_key HAVING COUNT(t.position) <> {PER_NOTICE}",
            )
        )
    load(read_records(path), url)
    counts = load(read_records(path), url)
    return f"{times} kills: {torn} torn notices; then run again: {counts.unchanged} unchanged"


@contextmanager
def database(name: str, place: Path) -> Iterator[str]:
    """Yield the URL of an empty database."""
    if name in {"sqlite", "duckdb"}:
        yield f"{name}:///{place}/{name}.db"
    elif name == "postgresql":
        with servers.postgres() as url:
            yield url
    else:
        with servers.mariadb() as url:
            engine = connect(url)
            with engine.connect() as connection:
                connection.exec_driver_sql("CREATE DATABASE records")
            engine.dispose()
            yield url.replace("/mysql", "/records")


if __name__ == "__main__":
    main()
