"""Other notices from an SQLite database that ``extractor load`` has made; it is only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from extractor.checks.others import Collection, Known
from extractor.errors import CorruptSource, Unreadable
from extractor.model.notice import DocumentNumber
from extractor.text.document_numbers import canonical_number

_MAGIC = b"SQLite format 3\0"
_URL = "sqlite:///"
_NUMBER = "document_number, number_code, number_year, number_sequence"
_NOTICES = (
    f"SELECT notice_key, id, title, issue_date, source_uri, source_sha256, {_NUMBER} "  # noqa: S608 - all constants
    "FROM notices ORDER BY notice_key"
)
_REPEALED = (
    f"SELECT notice_key, {_NUMBER} FROM citations "  # noqa: S608
    "WHERE relation IN ('repeals', 'supersedes') AND document_number IS NOT NULL"
)


def database_at(path: str) -> Path | None:
    """Return the database that a path or URL names; None for anything else."""
    if path.startswith(_URL):
        return Path(unquote(path.removeprefix(_URL)))
    try:
        with Path(path).open("rb") as file:
            return Path(path) if file.read(len(_MAGIC)) == _MAGIC else None
    except OSError:
        return None


def enter_database(path: Path, found: Collection) -> None:
    """Take up the notices of a database.

    Raises:
        Unreadable: There is none.
        CorruptSource: It is broken, or has no tables of notices.
    """
    if not path.is_file():
        raise Unreadable(f"{path}: no such file")
    uri = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            _enter(connection, found)
    except sqlite3.Error as error:
        raise CorruptSource(
            f"{path}: {error}; name a database that `extractor load` has made"
        ) from error


def _enter(connection: sqlite3.Connection, found: Collection) -> None:
    repealed: dict[Any, list[str]] = {}
    for row in connection.execute(_REPEALED):
        repealed.setdefault(row["notice_key"], []).append(_number(row) or "")
    for row in connection.execute(_NOTICES):
        known = Known(
            id=row["id"],
            number=_number(row),
            title=row["title"],
            date=row["issue_date"],
            uri=row["source_uri"],
            sha256=row["source_sha256"],
        )
        found.enter(known, repealed.get(row["notice_key"], ()))


def _number(row: Mapping[str, Any] | sqlite3.Row) -> str | None:
    if row["document_number"] is None:
        return None
    return canonical_number(
        DocumentNumber(
            text=row["document_number"],
            code=row["number_code"],
            year=row["number_year"],
            sequence=row["number_sequence"],
        )
    )
