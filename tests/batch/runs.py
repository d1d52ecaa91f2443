"""Runs of a batch in this process, and all of what they leave that must not vary."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extractor.batch import Limits, Options, Report, Watcher, run
from extractor.batch.engines import Engine
from extractor.batch.messages import Outcome
from extractor.units import load_registry
from tests.batch.inline import InlineEngine
from tests.cli.command import NOTICE

QUICK = Limits(seconds=1.5, memory=256 << 20)
"""Limits that a fault reaches soon, and no notice of the tests ever."""


class Notes(Watcher):
    """Remembers what was said."""

    def __init__(self) -> None:
        super().__init__()
        self.failures: list[tuple[str, str]] = []
        self.stale_results: list[tuple[int, bool]] = []
        self.extracted: list[str] = []

    def settled(self, uri: str, outcome: Outcome) -> None:
        self.extracted.append(uri)
        if outcome.code:
            self.failures.append((uri, outcome.code))

    def unreached(self, uri: str, code: str, message: str) -> None:
        self.failures.append((uri, code))

    def stale(self, number: int, *, kept: bool) -> None:
        self.stale_results.append((number, kept))


def notice(number: int) -> str:
    """Return a notice of two tasks like no other of another number."""
    return NOTICE.replace("〔2024〕3号", f"〔2024〕{number}号")


def write_notices(folder: Path, numbers: Iterable[int]) -> list[Path]:
    """Write a notice a number into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"n{number:03}.txt" for number in numbers]
    for path in paths:
        path.write_text(notice(int(path.stem[1:])), "utf-8")
    return paths


def batch(
    *sources: str | os.PathLike[str],
    into: Path,
    notes: Notes | None = None,
    engine: Engine | str | None = None,
    **options: Any,
) -> Report:
    """Run a batch, with two processes unless told otherwise."""
    if isinstance(engine, str):
        options["engine"], engine = engine, None
    chosen = Options(**{"output": into, "workers": 2, **options})
    names = [os.fsencode(source) for source in sources]
    return run(names, chosen, notes or Notes(), engine=engine)


def inline(*sources: str | os.PathLike[str], into: Path, **options: Any) -> Report:
    """Run a batch without processes: quick, for all that has nothing to do with them."""
    registry = load_registry(options["registry"]) if "registry" in options else None
    engine = InlineEngine(obeys=options.get("work", Options(output=into).work), registry=registry)
    return batch(*sources, into=into, engine=engine, **options)


def left(folder: Path) -> dict[str, object]:
    """Return all of an output folder that depends on nothing but its inputs.

    Every file by its bytes, but the account of the run, and the rows of the manifest without
    times; temporary files would be seen here too.
    """
    files: dict[str, object] = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {"run.json", "manifest.sqlite", ".lock"}
    }
    return {**files, "manifest": rows(folder)}


def rows(folder: Path, where: str = "1") -> list[tuple[object, ...]]:
    """Return the inputs of a manifest, in order, without times."""
    with sqlite3.connect(folder / "manifest.sqlite") as database:
        found = database.execute(
            "SELECT ordinal, uri, kind, root, status, code, message, duplicate_of, sha256, bytes, "
            "notice_id, media_type, pages, tasks, diagnostics, target, output FROM inputs "
            f"WHERE {where} ORDER BY ordinal"
        ).fetchall()
    database.close()
    return found


def column(folder: Path, name: str, where: str = "1") -> list[object]:
    """Return one column of the inputs of a manifest, in order."""
    with sqlite3.connect(folder / "manifest.sqlite") as database:
        found = database.execute(
            f"SELECT {name} FROM inputs WHERE {where} ORDER BY ordinal"
        ).fetchall()
    database.close()
    return [value for (value,) in found]


def lines(folder: Path) -> list[bytes]:
    """Return the records in the shards of an output folder, in order."""
    return [
        line
        for path in sorted((folder / "notices").glob("*.jsonl"))
        for line in path.read_bytes().splitlines()
    ]
