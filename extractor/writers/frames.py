"""Tasks as tables in memory: Arrow tables and pandas DataFrames, with the columns of all tables.

A DataFrame has these dtypes: text ``string``, integers ``int64``, true or false ``bool``, dates
``datetime64[s]`` (NaT for none), lists ``object`` (Python lists; of `datetime.date` or None where
the column holds dates).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from extractor.errors import MissingExtra
from extractor.model.notice import Notice
from extractor.text.characters import encodable
from extractor.writers.cells import Kind, Value, as_date
from extractor.writers.columns import Language, rows, selected

if TYPE_CHECKING:
    import pandas
    import pyarrow

_DTYPES: dict[Kind, str] = {
    "text": "string",
    "integer": "int64",
    "boolean": "bool",
    "date": "datetime64[s]",
    "texts": "object",
    "dates": "object",
}


def to_pandas(
    notices: Notice | Iterable[Notice],
    *,
    explode: bool = False,
    columns: Sequence[str] | None = None,
    headers: Language = "en",
) -> pandas.DataFrame:
    """Return the tasks of ``notices``, one row each, or with ``explode`` one a role and unit.

    Args:
        notices: A notice or several, as `extract_many` and `read_records` give them.
        explode: A row for each task, role and unit, rather than lists in cells.
        columns: Columns by name, in the order they are to stand; by default all.
        headers: Language of their names.

    Raises:
        MissingExtra: pandas is not installed.
        UnknownColumn: No column has that name.
    """
    try:
        import pandas as pd  # noqa: PLC0415 - an extra
    except ImportError as fault:
        raise MissingExtra(
            "DataFrames need pandas; install it with: pip install 'notice-extractor[pandas]'"
        ) from fault
    chosen = selected(columns, explode=explode)
    table = list(chain.from_iterable(rows(each, explode=explode) for each in _each(notices)))
    frame = pd.DataFrame(index=pd.RangeIndex(len(table)))
    return pd.concat(
        [
            frame,
            *(
                pd.Series(
                    [_cell(column.kind, column.cell(row)) for row in table],
                    dtype=_DTYPES[column.kind],
                    name=column.header(headers),
                )
                for column in chosen
            ),
        ],
        axis=1,
    )


def to_arrow(
    notices: Notice | Iterable[Notice],
    *,
    explode: bool = False,
    columns: Sequence[str] | None = None,
    headers: Language = "en",
) -> pyarrow.Table:
    """Return what `to_pandas` returns as an Arrow table: as `-f parquet --flat` writes it.

    Raises:
        MissingExtra: pyarrow is not installed.
        UnknownColumn: No column has that name.
    """
    from extractor.columnar import pa  # noqa: PLC0415 - an extra
    from extractor.writers.arrow import Dates, arrow_schema, cells  # noqa: PLC0415

    chosen = selected(columns, explode=explode)
    shape = arrow_schema(chosen, headers)
    coming = chain.from_iterable(rows(each, explode=explode) for each in _each(notices))
    return pa.concat_tables(cells(coming, chosen, shape, Dates(), 50_000))


def _each(notices: Notice | Iterable[Notice]) -> Iterable[Notice]:
    return (notices,) if isinstance(notices, Notice) else notices


def _cell(kind: Kind, value: Value) -> object:
    match kind, value:
        case "date", str():
            return as_date(value)
        case "dates", tuple():
            return [as_date(item) for item in value]
        case "texts", tuple():
            return [encodable(item or "") for item in value]
        case "texts" | "dates", None:
            return []
        case _, str():
            return encodable(value)
    return value
