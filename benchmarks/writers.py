"""Tasks a second and peak memory of each output.

The records are a sample notice over and over, under ids of its own: 32 tasks
with a deadline each, and 17 sections.
Every output runs in a process of its own, at two sizes, so that growth of memory shows.

    python -m benchmarks.writers [TASKS]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from extractor import extract, writers
from extractor.model.notice import Deadline, Notice
from extractor.writers import Options

SAMPLE = Path(__file__).parent.parent / "samples" / "shaxian-2021.docx"
DEADLINE = Deadline(text="2021年12月底前", kind="date", end="2021-12-31")
CASES: dict[str, tuple[str, Options]] = {
    "JSON": ("json", Options(many=True)),
    "JSONL": ("jsonl", Options()),
    "CSV": ("csv", Options()),
    "CSV, exploded": ("csv", Options(explode=True)),
    "Parquet, nested": ("parquet", Options()),
    "Parquet, flat": ("parquet", Options(flat=True)),
    "Data Package": ("datapackage", Options()),
    "XLSX": ("xlsx", Options()),
    "Markdown": ("md", Options()),
    "iCalendar": ("ics", Options()),
}


def notices(tasks: int) -> Iterator[Notice]:
    """Yield notices with ``tasks`` tasks in all, made as they are asked for."""
    sample = extract(SAMPLE)
    for at in range(tasks // len(sample.tasks)):
        name = f"沙政办函〔2021〕{at + 1}号"
        renamed = tuple(
            msgspec.structs.replace(task, id=f"{name}#{task.position}", deadlines=(DEADLINE,))
            for task in sample.tasks
        )
        yield msgspec.structs.replace(sample, id=name, tasks=renamed)


def measure(case: str, tasks: int) -> dict[str, float]:
    """Return seconds of processor time and peak memory in MiB, of this process."""
    form, options = CASES[case]
    prepared = notices(tasks)
    first = next(prepared)
    with tempfile.TemporaryFile() as out:
        started = time.process_time()
        writers.write(_timed(first, prepared), out, form=form, options=options)
        seconds = time.process_time() - started - _Making.seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "peak": peak}


class _Making:
    """Processor time spent on making the records, which is not the writer's."""

    seconds = 0.0


def _timed(first: Notice, rest: Iterator[Notice]) -> Iterator[Notice]:
    yield first
    while True:
        started = time.process_time()
        notice = next(rest, None)
        _Making.seconds += time.process_time() - started
        if notice is None:
            return
        yield notice


def main() -> None:
    """Print a row for each output."""
    if len(sys.argv) > 2:
        print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
        return
    tasks = int(sys.argv[1]) if len(sys.argv) > 1 else 64_000
    small = tasks // 8
    print(f"{'output':18} {'tasks/s':>9} {'MiB':>6} {'MiB at 1/8':>11}   {tasks:,} tasks")
    for case in CASES:
        found = {}
        for size in (small, tasks):
            ended = subprocess.run(
                [sys.executable, "-m", "benchmarks.writers", case, str(size)],
                capture_output=True,
                check=True,
            )
            found[size] = json.loads(ended.stdout)
        whole = found[tasks]
        print(
            f"{case:18} {tasks / whole['seconds']:9,.0f} "
            f"{whole['peak']:6.0f} {found[small]['peak']:11.0f}"
        )


if __name__ == "__main__":
    main()
