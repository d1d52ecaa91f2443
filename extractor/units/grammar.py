"""The word lists of ``vocabulary/units.toml``, ready for matching. Words are compared folded."""

from __future__ import annotations

from functools import cache

import msgspec
import regex

from extractor.model.notice import UnitKind
from extractor.text.characters import fold
from extractor.vocabulary import load


class Head(msgspec.Struct, frozen=True):
    """A word that names of bodies end with; ``full`` if it is never an abbreviation."""

    word: str
    kind: UnitKind
    full: bool


@cache
def words(table: str, field: str = "words") -> tuple[str, ...]:
    """Return the words of ``[table] field``, folded, the longest first."""
    found = {fold(word) for word in load("units")[table][field]}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def heads() -> tuple[Head, ...]:
    """Return the words that names end with, the longest first."""
    found = {
        fold(word): Head(fold(word), msgspec.convert(row["kind"], UnitKind), row.get("full", False))
        for row in reversed(load("units")["heads"])
        for word in row["words"]
    }
    return tuple(sorted(found.values(), key=lambda head: (-len(head.word), head.word)))


@cache
def _heads_by_length() -> tuple[tuple[int, dict[str, Head]], ...]:
    found: dict[int, dict[str, Head]] = {}
    for head in heads():
        found.setdefault(len(head.word), {})[head.word] = head
    return tuple(sorted(found.items(), reverse=True))


def find_head(name: str) -> Head | None:
    """Return the longest head word that ``name`` ends with, or None."""
    for length, group in _heads_by_length():
        head = group.get(name[-length:])
        if head is not None:
            return head
    return None


@cache
def level_words() -> tuple[str, ...]:
    """Return the words that place a unit at a level (省, 自治区, 市 …), the longest first."""
    return tuple(
        sorted(
            (word for group in load("units")["levels"].values() for word in group),
            key=lambda word: (-len(word), word),
        )
    )


def find_level_word(name: str) -> str | None:
    """Return the level word that ``name`` begins with, or None."""
    return find_beginning(name, level_words())


def find_beginning(name: str, beginnings: tuple[str, ...]) -> str | None:
    """Return the first of ``beginnings`` that ``name`` begins with, or None."""
    if not name.startswith(beginnings):  # nearly always, and one call
        return None
    return next((word for word in beginnings if name.startswith(word)), None)


def find_ending(name: str, endings: tuple[str, ...]) -> str | None:
    """Return the first of ``endings`` that ``name`` ends with, or None."""
    if not name.endswith(endings):
        return None
    return next((word for word in endings if name.endswith(word)), None)


@cache
def numbering() -> regex.Pattern[str]:
    """Return what numbers the units of a cell: ``1.``, ``(2)``; not 12345热线."""
    return regex.compile(r"(?:\([0-9]{1,2}\)|[0-9]{1,2}[.．](?![0-9]))")
