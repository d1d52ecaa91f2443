"""Where records to load come from: files, a stream, the folder that a batch run made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from extractor.errors import ExtractorError, SchemaError
from extractor.records import Record, read_records, record_files
from extractor.validation import validate


def records_of(names: Sequence[str], stream: BinaryIO, *, strict: bool = False) -> Iterator[Record]:
    """Yield the records of files and folders in order; ``-`` is ``stream``.

    A file that cannot be read is one record with its error. ``strict`` asks the schema and the
    rules between values of each record too.
    """
    for name in names:
        yield from _records(name, stream, strict=strict)


def _records(name: str, stream: BinaryIO, *, strict: bool) -> Iterator[Record]:
    try:
        for path in record_files(name):
            for record in read_records(stream if path == "-" else path, name=path):
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
