"""Parquet: a notice with all it holds as one row (lossless), or flat, with one row a task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO

from extractor.columnar import pa, parquet, row, schema
from extractor.model.notice import Notice
from extractor.writers.arrow import Dates, arrow_schema, cells
from extractor.writers.columns import rows, selected
from extractor.writers.options import Loss, Options

_NESTED_GROUP, _FLAT_GROUP = 1_000, 20_000
"""Rows of a row group, which is held in memory before it is written."""
_NESTED_TASKS = 5_000
"""Tasks of a row group of notices: some notices hold a thousand."""


def write(notices: Iterable[Notice], out: BinaryIO, options: Options) -> tuple[Loss, ...]:
    """Write the file, one row group after the other.

    Raises:
        SchemaError: A date of a notice is on no calendar (nested; a flat table leaves it empty).
    """
    if options.flat or options.explode or options.columns:
        return _write_flat(notices, out, options)
    with _opened(out, schema()) as file:
        for group in _groups(notices):
            file.write_table(pa.Table.from_pylist([row(each) for each in group], schema()))
    return ()


def _write_flat(notices: Iterable[Notice], out: BinaryIO, options: Options) -> tuple[Loss, ...]:
    columns = selected(options.columns, explode=options.explode)
    shape = arrow_schema(columns, options.headers or "en")
    dates = Dates()
    coming = chain.from_iterable(rows(notice, explode=options.explode) for notice in notices)
    with _opened(out, shape) as file:
        for table in cells(coming, columns, shape, dates, _FLAT_GROUP):
            file.write_table(table)
    return (Loss("no-such-date", dates.unknown),) if dates.unknown else ()


def _opened(out: BinaryIO, shape: Any) -> Any:
    return parquet.ParquetWriter(out, shape, compression="zstd")


def _groups(notices: Iterable[Notice]) -> Iterator[list[Notice]]:
    group: list[Notice] = []
    tasks = 0
    for notice in notices:
        group.append(notice)
        tasks += len(notice.tasks)
        if len(group) >= _NESTED_GROUP or tasks >= _NESTED_TASKS:
            yield group
            group, tasks = [], 0
    if group:
        yield group
