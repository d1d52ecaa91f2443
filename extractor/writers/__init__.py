"""Notices in, bytes of one output format out; one file a format.

A writer is a module with `write(notices, out, options)`. To add one, write its file and name it
in `WRITERS` with the suffix its files bear.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import BinaryIO, Literal, NamedTuple

from extractor.model.notice import Notice


class Options(NamedTuple):
    """What a person may choose about an output; each writer heeds what concerns it."""

    many: bool = False
    """Several notices are to come: JSON writes an array even for one."""
    headers: Literal["en", "zh"] = "en"
    """Language of column headers."""
    bom: bool = False
    """Begin with a byte order mark, by which Excel knows UTF-8."""


WRITERS = {
    "json": "extractor.writers.json",
    "jsonl": "extractor.writers.jsonl",
    "csv": "extractor.writers.csv",
}


def write(
    notices: Iterable[Notice], out: BinaryIO, *, form: str = "json", options: Options | None = None
) -> None:
    """Write ``notices`` to ``out`` in one of `WRITERS`, each as soon as it comes."""
    import_module(WRITERS[form]).write(notices, out, options or Options())
