"""Notices as rows of Arrow, and back: typed, nested, lossless. One row is one notice.

The Arrow schema is made from the structs of `extractor.model`, as the JSON Schema is: a property
added there is a column here. Dates are dates; objects keyed by names of columns are maps.

Two things change: text no encoding carries (`encodable`), and an anchor whose continuations have
continuations of their own, which no reader makes: they stand in one list, in reading order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, BinaryIO, NamedTuple

import msgspec
from msgspec import inspect

from extractor.errors import CorruptSource, MissingExtra, SchemaError
from extractor.model.anchor import Anchor
from extractor.model.notice import SCHEMA_VERSION, Notice
from extractor.text.characters import encodable

try:
    import pyarrow as pa
    from pyarrow import parquet
except ImportError as fault:
    raise MissingExtra(
        "Parquet and Arrow need pyarrow; install it with: pip install 'notice-extractor[parquet]'"
    ) from fault

__all__ = ["notice_of", "pa", "parquet", "read_rows", "row", "schema"]

_BATCH = 64
"""Notices read at a time."""


class _Form(NamedTuple):
    """A type of Arrow, and how a value of the record becomes one of its values and is one again."""

    arrow: Any
    there: Callable[[Any], Any]
    back: Callable[[Any], Any]


@cache
def schema() -> Any:
    """Return the `pyarrow.Schema` of notices."""
    fields = _notice().arrow
    return pa.schema(list(fields), metadata={"notice_schema_version": SCHEMA_VERSION})


def row(notice: Notice) -> dict[str, Any]:
    """Return a notice as `pyarrow` takes a row of `schema`.

    Raises:
        SchemaError: A date is on no calendar.
    """
    try:
        found: dict[str, Any] = _notice().there(notice)
    except ValueError as fault:
        raise SchemaError(f"{notice.id}: {fault}; see `extractor validate`") from fault
    return found


def notice_of(found: Mapping[str, Any]) -> Notice:
    """Return the notice of a row.

    Raises:
        SchemaError: It is none; the message names the place.
    """
    try:
        plain = _notice().back(found)
        return msgspec.convert(plain, Notice)
    except (msgspec.ValidationError, TypeError, ValueError, AttributeError) as fault:
        raise SchemaError(f"not a notice record: {fault}; see `extractor schema`") from fault


def read_rows(stream: BinaryIO) -> Iterator[dict[str, Any]]:
    """Yield the rows of a Parquet file, a batch at a time.

    Raises:
        CorruptSource: It is no Parquet file, or a broken one.
        SchemaError: Its rows are no notices.
    """
    try:
        file = parquet.ParquetFile(stream)
        if "schema_version" not in file.schema_arrow.names:
            raise SchemaError(
                "the rows of this Parquet file are no notices: only Parquet without --flat, "
                "--columns and --explode can be read again"
            )
        for batch in file.iter_batches(batch_size=_BATCH):
            yield from batch.to_pylist(maps_as_pydicts="strict")
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, KeyError, OSError) as fault:
        raise CorruptSource(f"the Parquet file is broken: {fault}") from fault


@cache
def _notice() -> _Form:
    return _form_of(inspect.type_info(Notice))


def _form_of(kind: inspect.Type) -> _Form:
    match kind:
        case inspect.Metadata(type=inner, extra_json_schema={"format": "date"}):
            return _Form(pa.date32(), date.fromisoformat, date.isoformat)
        case inspect.Metadata(type=inner):
            return _form_of(inner)
        case inspect.UnionType(types=types):
            (inner,) = (each for each in types if not isinstance(each, inspect.NoneType))
            return _optional(_form_of(inner))
        case inspect.StrType() | inspect.LiteralType():
            return _Form(pa.string(), encodable, _same)
        case inspect.IntType():
            return _Form(pa.int64(), _same, _same)
        case inspect.FloatType():
            return _Form(pa.float64(), _same, _same)
        case inspect.BoolType():
            return _Form(pa.bool_(), _same, _same)
        case inspect.VarTupleType(item_type=inner):
            return _list(_form_of(inner))
        case inspect.TupleType(item_types=(inner, *_)):
            return _list(_form_of(inner))
        case inspect.DictType(value_type=inner):
            return _map(_form_of(inner))
        case inspect.StructType(cls=cls) if cls is Anchor:
            return _anchor(kind)
        case inspect.StructType():
            return _struct(kind.fields)
    raise NotImplementedError(f"no Arrow type is known for {kind}")


def _same(value: Any) -> Any:
    return value


def _optional(form: _Form) -> _Form:
    return _Form(
        form.arrow,
        lambda value: None if value is None else form.there(value),
        lambda value: None if value is None else form.back(value),
    )


def _list(form: _Form) -> _Form:
    return _Form(
        pa.list_(form.arrow),
        lambda values: [form.there(value) for value in values],
        lambda values: [form.back(value) for value in values],
    )


def _map(form: _Form) -> _Form:
    return _Form(
        pa.map_(pa.string(), form.arrow),
        lambda values: {encodable(name): form.there(value) for name, value in values.items()},
        lambda values: {name: form.back(value) for name, value in values.items()},
    )


def _struct(fields: tuple[inspect.Field, ...]) -> _Form:
    forms = {field.name: _form_of(field.type) for field in fields}

    def back(value: Mapping[str, Any]) -> dict[str, Any]:
        # What is not known has its default, which is None wherever None is allowed.
        return {
            name: form.back(value[name])
            for name, form in forms.items()
            if value.get(name) is not None
        }

    return _Form(
        pa.struct([(name, form.arrow) for name, form in forms.items()]),
        lambda value: {name: form.there(getattr(value, name)) for name, form in forms.items()},
        back,
    )


def _anchor(kind: inspect.StructType) -> _Form:
    """Return the form of an anchor: a place, and the places that continue it."""
    place = _struct(tuple(field for field in kind.fields if field.name != "continued"))

    def there(anchor: Anchor) -> dict[str, Any]:
        return {
            **place.there(anchor),
            "continued": [place.there(each) for each in _further(anchor)],
        }

    def back(value: Mapping[str, Any]) -> dict[str, Any]:
        further = [place.back(each) for each in value.get("continued") or ()]
        return {**place.back(value), "continued": further}

    return _Form(pa.struct([*place.arrow, ("continued", pa.list_(place.arrow))]), there, back)


def _further(anchor: Anchor) -> Iterator[Anchor]:
    for each in anchor.continued:
        yield each
        yield from _further(each)
