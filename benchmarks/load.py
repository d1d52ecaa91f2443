"""Rows a second and peak memory of loading, by database, and of loading the same once more.

Usage:
    python -m benchmarks.load [--tasks N] [--databases sqlite,duckdb,postgresql,mysql] [--kills N]

Makes N tasks in notices of 50, as JSON Lines, and loads them twice, each in a process of its own.
``--kills`` then kills a loader of changed records so often at random moments and looks at the rows.
"""

from __future__ import annotations

import argparse
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
from extractor.model.notice import Notice
from extractor.records import read_records
from tests.load import servers
from tests.load.test_load import SAMPLE, ask, state

PER_NOTICE = 50
MEASURE = """
import resource, sys, time
from extractor.load import load
from extractor.records import read_records
start = time.monotonic()
done = load(read_records(sys.argv[1]), sys.argv[2])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(time.monotonic() - start, peak, done.inserted, done.unchanged)
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
        print(f"{'database':12}{'tasks/s':>10}{'s':>8}{'MB':>7}{'again, s':>10}  again")
        for name in args.databases.split(","):
            with database(name, Path(place)) as url:
                seconds, peak, _, _ = run(path, url)
                before = state(url) if args.tasks <= 100_000 else None
                again, _, inserted, unchanged = run(path, url)
                same = "rows not compared"
                if before is not None:
                    same = "rows equal" if state(url) == before else "ROWS DIFFER"
                print(
                    f"{name:12}{args.tasks / seconds:10.0f}{seconds:8.1f}{peak:7.0f}{again:10.1f}"
                    f"  {unchanged:.0f} unchanged, {inserted:.0f} inserted, "
                    f"{same}",
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


def notice(sample: Notice, pool: tuple[object, ...], identity: str, title: str) -> Notice:
    """Return a notice of these tasks, numbered anew."""
    tasks = tuple(
        msgspec.structs.replace(task, id=f"{identity}#{n}", position=n)
        for n, task in enumerate(pool, 1)
    )
    return msgspec.structs.replace(sample, id=identity, title=title, tasks=tasks, tables=())


def run(path: Path, url: str) -> list[float]:
    """Return seconds, peak MB, inserted and unchanged of one load in its own process."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), url], check=True, capture_output=True, text=True
    )
    return [float(word) for word in done.stdout.split()]


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
