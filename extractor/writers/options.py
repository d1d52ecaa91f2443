"""What a person may choose about an output, and what an output had to leave out."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Options(NamedTuple):
    """What a person may choose; `extractor.writers.HEEDED` says which writer heeds what."""

    many: bool = False
    """Several notices are to come: JSON writes an array even for one."""
    headers: Literal["en", "zh"] | None = None
    """Language of column headers and of the words around the data; None: the format's own."""
    columns: tuple[str, ...] | None = None
    """Columns of tasks by name, in the order they are to stand; None: all of the format's own."""
    explode: bool = False
    """A row for each task, role and unit, rather than lists in cells."""
    bom: bool = False
    """Begin CSV with a byte order mark, by which Excel knows UTF-8."""
    section_rows: bool = False
    """XLSX: a merged row above the tasks of each section."""
    flat: bool = False
    """Parquet: one row a task rather than a notice with all it holds."""
    folder: str = ""
    """Where the output is to lie, by which relative links to sources are made."""


class Loss(NamedTuple):
    """Something of the records that the format could not take, and how often."""

    what: Literal[
        "cells-cut", "links-dropped", "undated", "no-dates", "no-such-date", "same-id", "left-out"
    ]
    times: int
