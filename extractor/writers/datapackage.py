"""Frictionless Data Package (v1): the related tables of the notices as CSV, with their schemas.

One ZIP file: ``datapackage.json`` and a CSV file for each table of `extractor.relational`. Cells
are guarded as in all CSV of this tool.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from extractor.model.notice import SCHEMA_VERSION, Notice
from extractor.relational import TABLES, Column, Rows, Table, key_of, rows_of
from extractor.writers.cells import as_text
from extractor.writers.csv import line
from extractor.writers.options import Loss, Options
from extractor.writers.sink import Sink

_TYPES = {"key": "string", "word": "string", "text": "string", "json": "string"}
"""Of Table Schema; what is not here is called the same there."""
_ABOUT = (
    "Task records of Chinese government notices (公文). A cell that begins with an apostrophe has "
    "it so that no spreadsheet runs it as a formula: remove one leading apostrophe to have the "
    "value. Cells of columns that are described as JSON hold JSON."
)


def write(notices: Iterable[Notice], out: BinaryIO, options: Options) -> tuple[Loss, ...]:  # noqa: ARG001 - one signature for all writers
    """Write the package; of several notices with one id, the first is in it."""
    seen: set[str] = set()
    again = left = 0
    with TemporaryDirectory(prefix="extractor-") as folder, ExitStack() as stack:
        files = {table.name: stack.enter_context(_File(Path(folder), table)) for table in TABLES}
        for notice in notices:
            key = key_of(notice)
            rows = _rows(notice)
            if rows is None:
                left += 1
            elif key in seen:
                again += 1
            else:
                seen.add(key)
                for name, part in rows.items():
                    files[name].add(part)
        _pack(files.values(), out)
    losses = (Loss("same-id", again), Loss("left-out", left))
    return tuple(loss for loss in losses if loss.times)


def _rows(notice: Notice) -> Rows | None:
    """Return the rows of a notice, or None where its record is not valid: a date, a key twice."""
    try:
        rows = rows_of(notice)
    except ValueError:
        return None
    for table in TABLES:
        keys = {tuple(row[name] for name in table.key) for row in rows[table.name]}
        if len(keys) < len(rows[table.name]):
            return None
    return rows


class _File:
    """A table being written, with its size and digest."""

    def __init__(self, folder: Path, table: Table) -> None:
        self.table = table
        self.path = folder / f"{table.name}.csv"
        self.size = 0
        self.digest = hashlib.sha256()

    def __enter__(self) -> _File:
        self._stream = self.path.open("wb")
        self._write(line(column.name for column in self.table.columns))
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write rows."""
        for row in rows:
            self._write(line(_cell(row[column.name]) for column in self.table.columns))

    def finish(self) -> None:
        """See to it that all of it can be read."""
        self._stream.flush()

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self.size += len(data)
        self.digest.update(data)


def _cell(value: Any) -> str:
    return as_text(value) if value is None or isinstance(value, bool) else str(value)


def _pack(files: Iterable[_File], out: BinaryIO) -> None:
    files = list(files)
    for file in files:
        file.finish()
    sink = Sink(out)
    try:
        with ZipFile(cast("BinaryIO", sink), "w") as package:
            described = msgspec.json.format(msgspec.json.encode(_package(files)), indent=2)
            package.writestr(_entry("datapackage.json", len(described)), described)
            for file in files:
                with (
                    file.path.open("rb") as data,
                    package.open(_entry(_path(file), file.size), "w") as entry,
                ):
                    shutil.copyfileobj(data, entry, 1 << 20)
    finally:
        sink.close_down()


def _entry(name: str, size: int) -> ZipInfo:
    # The date is the first a ZIP file can state, the same every time.
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    entry.file_size = size
    return entry


def _path(file: _File) -> str:
    return f"data/{file.table.name}.csv"


def _package(files: Iterable[_File]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "notices",
        "title": "公文任务记录",
        "description": _ABOUT,
        "version": SCHEMA_VERSION,
        "resources": [_resource(file) for file in files],
    }


def _resource(file: _File) -> dict[str, Any]:
    table = file.table
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": _path(file),
        "title": table.zh,
        "description": table.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.digest.hexdigest()}",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "doubleQuote": True,
            "header": True,
        },
        "schema": {
            "fields": [_field(column, table) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": list(_foreign_keys(table)),
        },
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "title": column.zh,
        "description": f"{column.en} (JSON)" if column.type == "json" else column.en,
    }
    # A text that is stated may still be empty, which is what CSV has for nothing.
    if column.name in table.key or (not column.null and column.type != "text"):
        field["constraints"] = {"required": True}
    return field


def _foreign_keys(table: Table) -> Iterator[dict[str, Any]]:
    for fields, resource, targets in table.refers:
        yield {
            "fields": list(fields),
            "reference": {"resource": resource, "fields": list(targets)},
        }
