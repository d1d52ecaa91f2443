"""The schema's part of validation: a JSON value in, flaws out, by jsonschema-rs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs

from extractor import schema
from extractor.validation.finding import Flaw

_FIRST = 1_000
"""Items of a list that are looked at first: the longest notice known has some hundred tasks."""


def fulfils(value: object) -> bool:
    """Whether ``value`` fulfils the schema of a notice."""
    return _validator().is_valid(value)


def flaws(value: object) -> Iterator[Flaw]:
    """Yield what in ``value`` breaks the schema, each at the innermost place to blame.

    The library makes all complaints before it gives the first: where lists are long, what is wrong
    with their beginnings is told first, and mostly enough.
    """
    begun = False
    for error in _validator().iter_errors(_beginning(value)):
        begun = True
        yield from _explained(error)
    if not begun:
        for error in _validator().iter_errors(value):
            yield from _explained(error)


def _beginning(value: object) -> object:
    """Return the value with the first items of its lists, at every depth."""
    if isinstance(value, list):
        return [_beginning(item) for item in value[:_FIRST]]
    if isinstance(value, dict):
        return {key: _beginning(item) for key, item in value.items()}
    return value


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    # Formats are assertions here: 2021-02-30 matches the pattern and is no date.
    return jsonschema_rs.Draft202012Validator(schema.build(), validate_formats=True)


def _explained(error: jsonschema_rs.ValidationError) -> Iterator[Flaw]:
    kind: Any = error.kind  # a variant per keyword, with fields of its own; not typed upstream
    path = tuple(error.instance_path)
    if kind.name == "anyOf":
        # One branch is null; the others' complaints say what is wrong with the value.
        for branch in kind.context:
            if not any(_is_about_null(inner) for inner in branch):
                for inner in branch:
                    yield from _explained(inner)
    elif kind.name == "additionalProperties":
        for name in kind.unexpected:
            yield Flaw(kind.name, (*path, name))
    else:
        yield Flaw(kind.name, path, _detail(kind))


def _is_about_null(error: jsonschema_rs.ValidationError) -> bool:
    kind: Any = error.kind
    return kind.name == "type" and list(kind.types) == ["null"]


def _detail(kind: Any) -> str:
    """Return the part of the keyword that the wording needs."""
    match kind.name:
        case "required":
            return f"`{kind.property}`"
        case "type":
            return " | ".join(kind.types)
        case "enum":
            return ", ".join("null" if option is None else str(option) for option in kind.options)
        case "pattern":
            return str(kind.pattern)
        case "format":
            return str(kind.format)
        case "minLength" | "minItems" | "maxItems" | "minimum" | "maximum":
            return str(kind.limit)
        case _:
            return ""
