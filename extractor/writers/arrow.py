"""Tables of tasks as Arrow: the columns of `columns`, typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from extractor.columnar import pa
from extractor.text.characters import encodable
from extractor.writers.cells import Kind, Value, as_date
from extractor.writers.columns import Column, Language, TaskRow

_TYPES: dict[Kind, Any] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "texts": pa.list_(pa.string()),
    "dates": pa.list_(pa.date32()),
}


class Dates:
    """Reads dates, and counts those on no calendar."""

    def __init__(self) -> None:
        self.unknown = 0

    def read(self, text: str | None) -> Any:
        """Return the date, or None."""
        day = as_date(text)
        self.unknown += bool(text) and day is None
        return day


def arrow_schema(columns: Sequence[Column[TaskRow]], language: Language) -> Any:
    """Return the `pyarrow.Schema` of a table with these columns."""
    return pa.schema([(column.header(language), _TYPES[column.kind]) for column in columns])


def cells(
    coming: Iterable[TaskRow],
    columns: Sequence[Column[TaskRow]],
    shape: Any,
    dates: Dates,
    group: int,
) -> Iterator[Any]:
    """Yield the rows as tables of at most ``group`` rows; one table, without rows, for none."""
    source = iter(coming)
    first = True
    while part := list(islice(source, group)):
        first = False
        yield pa.Table.from_arrays(
            [
                pa.array([_cell(column.kind, column.cell(row), dates) for row in part], kind)
                for column, kind in zip(columns, shape.types, strict=True)
            ],
            schema=shape,
        )
    if first:
        yield shape.empty_table()


def _cell(kind: Kind, value: Value, dates: Dates) -> Any:
    match kind, value:
        case "date", str():
            return dates.read(value)
        case "dates", tuple():
            return [dates.read(item) for item in value]
        case "texts", tuple():
            return [encodable(item or "") for item in value]
        case _, str():
            return encodable(value)
    return value
