"""Other notices from where they are kept: records, SQLite databases, folders of notices."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.api import extract_many
from extractor.checks.databases import database_at, enter_database
from extractor.checks.files import expand
from extractor.checks.others import Collection
from extractor.errors import ExtractorError
from extractor.model.notice import Notice
from extractor.records import read_records
from extractor.units import Registry

_RECORDS = (".jsonl", ".jsonl.gz", ".ndjson", ".json", ".json.gz")


def load_others(
    paths: Iterable[str], *, registry: Registry | None = None
) -> tuple[Collection, tuple[ExtractorError, ...]]:
    """Return the notices of all paths, and what went wrong with files beside them.

    A path is a file of records (JSON, JSON Lines), a notice, a folder of either, or an SQLite
    database that ``extractor load`` has made, also as ``sqlite:///PATH``.

    Raises:
        ExtractorError: A path that was named itself can't be read.
    """
    found = Collection()
    faults: list[ExtractorError] = []
    for path in paths:
        database = database_at(path)
        if database is not None:
            enter_database(database, found)
        elif Path(path).is_dir():
            for notice in _of_folder(path, registry, faults):
                found.add(notice)
        else:
            for notice in _of_file(path, registry, faults, named=True):
                found.add(notice)
    return found, tuple(faults)


def _of_folder(
    folder: str, registry: Registry | None, faults: list[ExtractorError]
) -> Iterator[Notice]:
    records = [
        os.fspath(path)
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and path.name.lower().endswith(_RECORDS)
    ]
    for path in (*records, *(target.name for target in expand([folder]))):
        yield from _of_file(path, registry, faults, named=False)


def _of_file(
    path: str, registry: Registry | None, faults: list[ExtractorError], *, named: bool
) -> Iterator[Notice]:
    try:
        if not path.lower().endswith(_RECORDS):
            for result in extract_many([path], registry=registry):
                if result.notice is not None:
                    yield result.notice
                elif result.error is not None:
                    raise result.error
            return
        for record in read_records(path):
            if record.notice is not None:
                yield record.notice
            elif record.error is not None:
                faults.append(type(record.error)(f"{record.place}: {record.error}"))
    except ExtractorError as error:
        if named:
            raise
        faults.append(error)
