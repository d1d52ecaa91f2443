"""The words of the trade as data: TOML for what has structure, CSV or TSV for long lists.

A file is read once a process; its values are shared, so callers must not change them.
"""

from __future__ import annotations

import csv
import gzip
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_SEPARATORS = {".csv": ",", ".tsv": "\t"}


@cache
def load(name: str) -> dict[str, Any]:
    """Return the contents of ``<name>.toml``; ``name`` may carry the ending.

    Raises:
        FileNotFoundError: No such vocabulary ships with the package.
    """
    return tomllib.loads(_read(name if name.endswith(".toml") else f"{name}.toml"))


@cache
def load_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a ``.csv`` or ``.tsv`` file (or ``.gz`` of one), keyed by its first row.

    Lines that begin with ``#`` are remarks on sources and are left out.

    Raises:
        FileNotFoundError: No such vocabulary ships with the package.
        KeyError: The file's ending is neither ``.csv`` nor ``.tsv``.
    """
    plain = name.removesuffix(".gz")
    separator = _SEPARATORS[plain[plain.rindex(".") :]]
    lines = [line for line in _read(name).splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter=separator))


def _read(name: str) -> str:
    content = files(__name__).joinpath(name).read_bytes()
    if name.endswith(".gz"):
        content = gzip.decompress(content)
    return content.decode("utf-8")
