"""A whole archive: what becomes of every input, how fast, in how much memory, after how many kills.

Usage:
    python -m benchmarks.batch run [--count 10000]     one run, every input accounted for
    python -m benchmarks.batch scale [--count 2000]    1, 2, 4 workers (and Ray): the same bytes
    python -m benchmarks.batch kills [--kills 50]      killed with -9 at random moments, resumed
    python -m benchmarks.batch growth [--count 10000]  memory by files, nothing replaced

The archive is that of `tests.batch.corpus`, written once below --folder. Times on the clock mean
little on a shared machine; processor time is that of all processes of a run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from extractor.batch import Limits, Options, Report, Tally, Watcher, run
from extractor.batch.isolation.confine import memory_of
from tests.batch.corpus import write
from tests.batch.runs import left

MIB = 1 << 20


def main() -> int:
    """Do what was asked, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch")
    parser.add_argument("what", choices=["run", "scale", "kills", "growth"])
    parser.add_argument("--count", type=int)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ray", action="store_true", help="compare with a local Ray too")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "archives")
    args = parser.parse_args()
    tasks: dict[str, tuple[Callable[[argparse.Namespace, Path], int], int]] = {
        "run": (one_run, 10_000),
        "scale": (scale, 2_000),
        "kills": (kills, 300),
        "growth": (growth, 10_000),
    }
    task, count = tasks[args.what]
    args.count = args.count or count
    return task(args, corpus(args.folder, args.count))


def corpus(folder: Path, count: int) -> Path:
    """Return an archive of ``count`` inputs, writing it unless it is there."""
    place = folder / str(count)
    listed = folder / f"{count}.json"
    if not listed.exists():
        shutil.rmtree(place, ignore_errors=True)
        started = time.monotonic()
        made = write(place, count, processes=2)
        listed.write_text(json.dumps(dict(made), ensure_ascii=False), "utf-8")
        size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
        print(
            f"archive: {len(made)} inputs, {size / MIB:.0f} MiB, {time.monotonic() - started:.0f} s"
        )
    return place


class Gauge(Watcher):
    """Notes how much memory the processes of the run hold as files are done."""

    def __init__(self) -> None:
        self.own: list[tuple[int, int]] = []
        self.workers: list[tuple[int, int]] = []
        self.descriptors: list[tuple[int, int]] = []
        """Open in the supervisor and all processes of the run together."""
        self._next = 0.0

    def tick(self, tally: Tally) -> None:
        """Look at the processes, not too often."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + 0.5
        self.own.append((tally.done, memory_of("self")[0]))
        below = _descendants(os.getpid())
        self.descriptors.append((tally.done, sum(map(_open_in, [os.getpid(), *below]))))
        held = [memory_of(pid)[0] for pid in below]
        if held:
            self.workers.append((tally.done, max(held)))


def _open_in(pid: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:  # it has ended
        return 0


def _processor() -> tuple[float, float]:
    """Return the seconds of processor time of this process, and of its children that have ended."""
    own, children = (
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
    return own, children


def _descendants(of: int) -> list[int]:
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [of]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found[1:]


def _slope(points: list[tuple[int, int]]) -> float:
    """Return the growth in MiB a thousand files: least squares over all but the first fifth."""
    points = points[len(points) // 5 :]
    if len(points) < 2:
        return 0.0
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / max(spread, 1) * 1000 / MIB


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _batch(source: Path, out: Path, gauge: Gauge | None = None, **options: Any) -> Report:
    return run([os.fsencode(source)], Options(output=out, **options), gauge or Gauge())


def one_run(args: argparse.Namespace, source: Path) -> int:
    """One run over all of it; the manifest must say of every input what is to be said."""
    out = _fresh(source.with_name("out"))
    gauge = Gauge()
    started, before = time.monotonic(), _processor()
    report = _batch(source, out, gauge, workers=args.workers)
    wall = time.monotonic() - started
    own, children = (after - before for after, before in zip(_processor(), before, strict=True))
    processor = own + children
    summary, ended = report.summary, report.ended
    files = ended.notices + ended.failed + ended.duplicates
    print(
        f"inputs {summary.inputs}: notices {summary.notices}, duplicates {summary.duplicates}, "
        f"failed {summary.failed}, passed over {summary.skipped}, archives {summary.archives}"
    )
    print(f"failures: {summary.failures}")
    print(
        f"wall {wall:.1f} s with {args.workers} workers, {files / wall:.1f} files/s; "
        f"processor {processor:.1f} s, {files / processor:.1f} files a second of it; "
        f"PDF {summary.pages} pages"
    )
    print(
        f"processor: documents {ended.processor_seconds:.1f} s, supervisor {own:.1f} s, starting "
        f"and feeding the processes, and archives {children - ended.processor_seconds:.1f} s"
    )
    print(
        f"memory at most: supervisor {max(y for _, y in gauge.own) / MIB:.0f} MiB, "
        f"a worker {max(y for _, y in gauge.workers) / MIB:.0f} MiB; "
        f"growth per 1,000 files: supervisor {_slope(gauge.own):.2f} MiB"
    )
    return accounted(source, out)


def accounted(source: Path, out: Path) -> int:
    """Compare the manifest with the list of what was written; return 1 if they differ."""
    expected = json.loads(source.with_name(source.name + ".json").read_text("utf-8"))
    with sqlite3.connect(out / "manifest.sqlite") as database:
        rows = database.execute("SELECT uri, status, duplicate_of FROM inputs").fetchall()
    found = {uri.removeprefix(f"{source}/"): (status, copy) for uri, status, copy in rows}
    missing, surplus = expected.keys() - found.keys(), found.keys() - expected.keys()
    wrong = [
        (uri, fate, found[uri])
        for uri, fate in expected.items()
        if uri in found and not _fits(fate, *found[uri])
    ]
    print(
        f"accounted for: {len(expected)} expected, {len(missing)} missing, {len(surplus)} more "
        f"than expected, {len(wrong)} otherwise than expected: {wrong[:5]}"
    )
    print("expected:", dict(Counter(expected.values())))
    return 1 if missing or surplus or wrong else 0


def _fits(fate: str, status: str, copy: int | None) -> bool:
    if fate == "copy":
        return status == "ok" and copy is not None
    return status != "pending" if fate == "any" else status == fate


def scale(args: argparse.Namespace, source: Path) -> int:
    """The same bytes for any number of workers; the speed-up of two."""
    seen: dict[str, dict[str, object]] = {}
    walls: dict[str, float] = {}
    for workers in (1, 2, 4):
        out = _fresh(source.with_name("out"))
        started = time.monotonic()
        _batch(source, out, workers=workers)
        walls[str(workers)] = time.monotonic() - started
        seen[str(workers)] = left(out)
    if args.ray:
        out = _fresh(source.with_name("out"))
        started = time.monotonic()
        _batch(source, out, workers=args.workers, engine="ray")
        walls["ray"] = time.monotonic() - started
        seen["ray"] = left(out)
    same = all(one == seen["1"] for one in seen.values())
    print("seconds:", {name: round(wall, 1) for name, wall in walls.items()})
    print(f"speed-up of 2 workers {walls['1'] / walls['2']:.2f}; the same bytes: {same}")
    return 0 if same else 1


def growth(_: argparse.Namespace, source: Path) -> int:
    """Memory and descriptors of the supervisor and of one worker that is never replaced."""
    gauge = Gauge()
    out = _fresh(source.with_name("out"))
    with tempfile.TemporaryDirectory() as place:
        os.environ["TMPDIR"] = place
        _batch(source, out, gauge, workers=1, limits=Limits(jobs=1 << 40))
        litter = list(Path(place).iterdir())
    counts = [count for _, count in gauge.descriptors[2:-2]]
    print(
        f"descriptors open: {min(counts)} to {max(counts)}, at the end {counts[-1]}; "
        f"left in the folder for temporary files: {len(litter)}"
    )
    for name, points in (("supervisor", gauge.own), ("worker", gauge.workers)):
        quarter = len(points) // 4
        first = sum(y for _, y in points[quarter : 2 * quarter]) / max(quarter, 1)
        last = sum(y for _, y in points[-quarter:]) / max(quarter, 1)
        print(
            f"{name}: {_slope(points):.2f} MiB per 1,000 files; second quarter "
            f"{first / MIB:.1f} MiB, last {last / MIB:.1f} MiB, most "
            f"{max(y for _, y in points) / MIB:.1f} MiB"
        )
    return 0


def kills(args: argparse.Namespace, source: Path) -> int:
    """Runs that are killed with -9 at random moments, several times each, and resumed."""
    whole = _fresh(source.with_name("whole"))
    started = time.monotonic()
    _command(source, whole).wait()
    longest = time.monotonic() - started
    expected = left(whole)
    drawn = random.Random(args.seed)  # noqa: S311 - which moments, not which secrets
    wrong = killed = 0
    for number in range(args.kills):
        out = _fresh(source.with_name("out"))
        while True:
            process = _command(source, out)
            try:
                process.wait(timeout=drawn.uniform(0.1, longest))
                break
            except subprocess.TimeoutExpired:
                _kill(process, drawn)
                killed += 1
        if left(out) != expected:
            wrong += 1
            print(f"run {number}: differs")
    print(
        f"{args.kills} runs, {killed} kills, an undisturbed run takes {longest:.1f} s: "
        f"{wrong} differ from it"
    )
    return 1 if wrong else 0


def _kill(process: subprocess.Popen[bytes], drawn: random.Random) -> None:
    """Kill a run: the process that decides, or it and all that read, one after another."""
    victims = [process.pid]
    if drawn.random() < 0.5:
        victims += _descendants(process.pid)
        drawn.shuffle(victims)
    for pid in victims:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def _command(source: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "extractor", "batch", source.name, "-o", str(out)]
    command += ["--shard-size", "50", "--quiet"]
    return subprocess.Popen(command, cwd=source.parent)


if __name__ == "__main__":
    sys.exit(main())
