"""Bytes of JSON or JSON Lines in, records out, each with its place. Knows no schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from extractor.validation.finding import Flaw

_BOM = b"\xef\xbb\xbf"


class Record(msgspec.Struct, frozen=True):
    """A JSON value, or what is wrong with the JSON, and its place in the file."""

    ordinal: int
    line: int | None
    value: Any = None
    flaw: Flaw | None = None


def split(data: bytes) -> Iterator[Record]:
    """Yield the records of a file: one object, an array of objects, or one object a line.

    What it is shows in the first line: a complete object there, followed by others, is JSON
    Lines (each of its faults costs one record); anything else is one JSON text, unless that
    fails and some line is an object. Blank lines separate nothing and are passed over.
    """
    data = data.removeprefix(_BOM)
    lines = data.split(b"\n")
    first = next((line for line in lines if line.strip()), b"")
    if first and sum(1 for line in lines if line.strip()) > 1 and _is_object(first):
        yield from _each_line(lines)
        return
    value, flaw = _parse(data)
    if flaw is None:
        values = value if isinstance(value, list) else [value]
        for ordinal, item in enumerate(values, 1):
            yield Record(ordinal, None, item)
    elif any(_is_object(line) for line in lines):
        yield from _each_line(lines)
    elif data.strip():
        yield Record(0, None, flaw=flaw)


def _each_line(lines: list[bytes]) -> Iterator[Record]:
    ordinal = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            ordinal += 1
            value, flaw = _parse(line)
            yield Record(ordinal, number, value, flaw)


def _is_object(line: bytes) -> bool:
    # A line of an indented JSON text is never a whole object with something in it.
    line = line.strip()
    if not (line.startswith(b"{") and line.endswith(b"}")):
        return False
    value, _ = _parse(line)
    return isinstance(value, dict) and bool(value)


def _parse(data: bytes) -> tuple[Any, Flaw | None]:
    try:
        return msgspec.json.decode(data), None
    except (msgspec.MsgspecError, RecursionError) as fault:
        return None, Flaw("json", (), str(fault).removeprefix("JSON is malformed: "))
