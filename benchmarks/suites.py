"""How the files of public test suites end: one record or one fault code each.

``python -m benchmarks.suites DIR`` runs a batch over ``DIR``, which holds a folder per suite (test
documents of other projects, put there by whoever runs this; none is kept here), and prints a
table of endings. Exits with 1 if a file ended in a way that is the tool's own fault.
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, nullcontext
from pathlib import Path

from extractor.cli.main import main as command

OUR_FAULT = ("internal", "crash", "timeout", "memory")


def main() -> int:
    """Sweep the suites and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--workers", default="1")
    parser.add_argument("--keep", type=Path, help="folder for what the run leaves, to look into")
    args = parser.parse_args()
    with nullcontext(str(args.keep)) if args.keep else tempfile.TemporaryDirectory() as place:
        start = time.monotonic()
        command(["batch", str(args.directory), "-o", place, "--workers", args.workers, "--quiet"])
        wall = time.monotonic() - start
        with closing(sqlite3.connect(f"{place}/manifest.sqlite")) as manifest:
            endings, slowest, unfinished = _endings(manifest, args.directory)
    _print_table(endings)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{sum(endings.values())} inputs in {wall:.0f} s, {args.workers} workers; slowest document "
        f"{slowest:.1f} s; largest process {peak:.0f} MiB; without an ending: {unfinished}"
    )
    return (
        1
        if unfinished or any(endings[suite, code] for suite, code in endings if code in OUR_FAULT)
        else 0
    )


def _endings(
    manifest: sqlite3.Connection, root: Path
) -> tuple[Counter[tuple[str, str]], float, int]:
    found: Counter[tuple[str, str]] = Counter()
    slowest, unfinished = 0.0, 0
    for uri, kind, status, code, seconds in manifest.execute(
        "SELECT uri, kind, status, code, seconds FROM inputs"
    ):
        suite = uri.removeprefix(str(root)).lstrip("/").partition("/")[0]
        found[suite, code or ("archive" if kind == "archive" else "record")] += 1
        slowest = max(slowest, seconds or 0.0)
        unfinished += status == "pending"
    return found, slowest, unfinished


def _print_table(endings: Counter[tuple[str, str]]) -> None:
    suites = sorted({suite for suite, _ in endings})
    codes = sorted({code for _, code in endings})
    print("| suite | files |", " | ".join(codes), "|")
    print("|---" * (len(codes) + 2) + "|")
    for suite in [*suites, "all"]:
        counts = [
            sum(n for (one, what), n in endings.items() if what == code and suite in {one, "all"})
            for code in codes
        ]
        print(f"| {suite} | {sum(counts)} |", " | ".join(str(n or "") for n in counts), "|")


if __name__ == "__main__":
    sys.exit(main())
