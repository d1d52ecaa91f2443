"""Where records to load come from: files, a stream, the folder that a batch run made."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from extractor.errors import EmptySource, ExtractorError, SchemaError
from extractor.records import Record, read_records
from extractor.validation import validate

SUFFIXES = (".jsonl", ".jsonl.zst", ".jsonl.gz", ".json", ".parquet")
NOT_RECORDS = frozenset({"failures.jsonl", "summary.json", "manifest.json"})
"""What a batch run writes beside its records."""


def records_of(names: Sequence[str], stream: BinaryIO, *, strict: bool = False) -> Iterator[Record]:
    """Yield the records of files and folders in order; ``-`` is ``stream``.

    A file that cannot be read is one record with its error. ``strict`` asks the schema and the
    rules between values of each record too.
    """
    for name in names:
        for path in _files(name):
            yield from _records(path, stream, strict=strict)


def _files(name: str) -> list[str]:
    folder = Path(name)
    if name == "-" or not folder.is_dir():
        return [name]
    inside = folder / "notices" if (folder / "notices").is_dir() else folder
    found = [
        os.fspath(path)
        for path in sorted(inside.rglob("*"))
        if path.name.endswith(SUFFIXES) and path.name not in NOT_RECORDS and path.is_file()
    ]
    return found or [name]


def _records(name: str, stream: BinaryIO, *, strict: bool) -> Iterator[Record]:
    try:
        if Path(name).is_dir():
            message = f"{name}: there are no files of records in this folder"
            raise EmptySource(message)
        for record in read_records(stream if name == "-" else name, name=name):
            yield _checked(record) if strict else record
    except ExtractorError as error:
        yield Record(name, error=error)


def _checked(record: Record) -> Record:
    if record.notice is None:
        return record
    findings = validate(record.notice)
    if not findings:
        return record
    more = f", and {len(findings) - 1} more" if len(findings) > 1 else ""
    first = findings[0]
    return Record(
        record.place, error=SchemaError(f"{first.pointer}: {first.expected} [{first.rule}]{more}")
    )
