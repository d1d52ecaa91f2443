"""What a change of the code does to the records of real notices, field by field.

Usage:
    python -m benchmarks.records save OUT DIR [DIR ...]
    python -m benchmarks.records compare BEFORE AFTER [--fields N] [--anchors]

``save`` reads every file below DIR and writes OUT, a JSON line each: its record, or the code of
its fault. Run it before a change and after, and ``compare`` prints what differs: records that
came or went, then each field with its values. Rules that look right and pass the tests have
named units that no notice names; read every line.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extractor import codec, extract
from extractor.errors import ExtractorError

Flat = dict[str, Any]


def main() -> None:
    """Save records or compare two savings."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    saving = commands.add_parser("save")
    saving.add_argument("out", type=Path)
    saving.add_argument("folders", nargs="+", type=Path)
    comparing = commands.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    comparing.add_argument("--fields", type=int, default=12, help="most fields printed a file")
    comparing.add_argument("--anchors", action="store_true", help="print anchors that moved too")
    options = parser.parse_args()
    if options.command == "save":
        save(options.out, options.folders)
    else:
        compare(loaded(options.before), loaded(options.after), options.fields, options.anchors)


def save(out: Path, folders: Iterable[Path]) -> None:
    """Write the record or the fault of each file, in the order of their paths."""
    with out.open("w", encoding="utf-8") as file:
        for folder in folders:
            for path in sorted(one for one in folder.rglob("*") if one.is_file()):
                name = str(path.relative_to(folder))
                file.write(json.dumps([name, record_of(path)], ensure_ascii=False) + "\n")


def record_of(path: Path) -> Any:
    """Return the record of a file as plain values, or its fault."""
    try:
        return json.loads(codec.encode(extract(path)))
    except ExtractorError as error:
        return {"fault": error.code}


def loaded(path: Path) -> dict[str, Flat]:
    """Return the saved records by the names of their files, each flat: path to value."""
    lines = path.read_text("utf-8").splitlines()
    return {name: dict(flat(record)) for name, record in map(json.loads, lines)}


def flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each value of a record with its JSON Pointer, and the length of each list."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from flat(below, f"{path}/{key}")
    elif isinstance(value, list):
        yield f"{path}#", len(value)
        for at, below in enumerate(value):
            yield from flat(below, f"{path}/{at}")
    else:
        yield path, value


def compare(before: dict[str, Flat], after: dict[str, Flat], most: int, anchors: bool) -> None:
    """Print what differs between two savings."""
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            print(f"{'+' if old is None else '-'} {name}")
            continue
        paths = [path for path in sorted({*old, *new}) if old.get(path) != new.get(path)]
        if not anchors:
            paths = [path for path in paths if "/anchor" not in path]
        if paths:
            print(f"{name}: {len(paths)}")
        for path in paths[:most]:
            print(f"    {path}: {short(old.get(path))} -> {short(new.get(path))}")


def short(value: Any) -> str:
    """Return a value as one line of no more than eighty characters."""
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


if __name__ == "__main__":
    main()
