"""Notices in, bytes of one output format out; one file a format.

A writer is a module with `write(notices, out, options)`, which returns what the format could not
take. To add one, write its file, name it in `WRITERS`, and say in `HEEDED` which options it heeds.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import BinaryIO

from extractor.model.notice import Notice
from extractor.writers.options import Loss, Options

__all__ = ["HEEDED", "WRITERS", "Loss", "Options", "write"]

WRITERS = {
    "json": "extractor.writers.json",
    "jsonl": "extractor.writers.jsonl",
    "csv": "extractor.writers.csv",
    "xlsx": "extractor.writers.xlsx",
    "parquet": "extractor.writers.parquet",
    "datapackage": "extractor.writers.datapackage",
    "md": "extractor.writers.markdown",
    "ics": "extractor.writers.ics",
}

_TABLE = frozenset({"headers", "columns", "explode"})
HEEDED: dict[str, frozenset[str]] = {
    "json": frozenset(),
    "jsonl": frozenset(),
    "csv": _TABLE | {"bom"},
    "xlsx": _TABLE | {"section_rows"},
    "parquet": _TABLE | {"flat"},
    "datapackage": frozenset(),
    "md": _TABLE,
    "ics": frozenset({"headers"}),
}
"""The options of `Options` that a person may choose with each format."""


def write(
    notices: Iterable[Notice], out: BinaryIO, *, form: str = "json", options: Options | None = None
) -> tuple[Loss, ...]:
    """Write ``notices`` to ``out`` in one of `WRITERS`, each as soon as it comes.

    Raises:
        UnknownColumn: `Options.columns` names a column that the format does not have.
        MissingExtra: The format needs a package that is not installed; the message names it.
    """
    losses: tuple[Loss, ...] = import_module(WRITERS[form]).write(
        notices, out, options or Options()
    )
    return losses
