"""A list of units of the user's own (CSV), which outranks the dictionary. 单位名录"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec
import regex

from extractor.errors import CorruptSource, TooLarge, Unreadable
from extractor.model.notice import Unit
from extractor.text.characters import compact

LONGEST_FILE = 16 * 1024 * 1024
_SHORTEST_SUGGESTION = 5
_ALIASES = regex.compile(r"[;；|、\s]++")


class Registered(msgspec.Struct, frozen=True, kw_only=True):
    """A unit of the registry: its full name, and the code the user keeps it under."""

    name: str
    code: str | None = None


class Registry(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Names and aliases, folded and without white space, to the units they mean.

    It is told from others by identity, so that what was read with it can be kept by it.
    """

    units: dict[str, Registered]

    def find(self, text: str) -> Registered | None:
        """Return the unit called ``text``, or None."""
        return self.units.get(compact(text))

    def suggest(self, text: str) -> str | None:
        """Return the one registered name that differs from ``text`` in one character, or None.

        Names of less than five characters are too alike to suggest anything (5.7 of the guide).
        """
        name = compact(text)
        if len(name) < _SHORTEST_SUGGESTION or name in self.units:
            return None
        index = _halves(self)
        near = {
            self.units[form].name
            for length in (len(name) - 1, len(name), len(name) + 1)
            for half in _halves_of(name, min(length, len(name)) // 2)
            for form in index.get((length, *half), ())
            if _is_near(name, form)
        }
        return near.pop() if len(near) == 1 else None


_Half = tuple[bool, str]
"""Whether the piece stands at the start of a name, and the piece."""


def _halves_of(name: str, length: int) -> tuple[_Half, _Half]:
    return (True, name[:length]), (False, name[-length:])


@lru_cache(maxsize=8)
def _halves(registry: Registry) -> dict[tuple[int, bool, str], list[str]]:
    """Return the forms by their length and either half.

    One character's difference leaves the first or the second half of the shorter name as it is,
    so that only forms that share a half need be compared.
    """
    index: dict[tuple[int, bool, str], list[str]] = {}
    for form in registry.units:
        for length in {len(form) // 2, (len(form) - 1) // 2} - {0}:
            for half in _halves_of(form, length):
                index.setdefault((len(form), *half), []).append(form)
    return index


def find_registered(unit: Unit, registry: Registry) -> Registered | None:
    """Return the entry of a unit by its text, else by the name it was given; None without one."""
    found = registry.find(unit.text)
    if found is None and unit.name is not None:
        found = registry.find(unit.name)
    return found


def near_miss(unit: Unit, registry: Registry) -> str | None:
    """Return the registered name that a unit without an entry may mean, or None."""
    return registry.suggest(unit.text) if find_registered(unit, registry) is None else None


def load_registry(path: Path) -> Registry:
    """Return the registry that the CSV file ``path`` holds, UTF-8 with or without a mark.

    Raises:
        CorruptSource: It is not UTF-8, or `read_registry` can't read it.
        TooLarge: It is larger than 16 MB.
        Unreadable: The file is not there, or may not be read.
    """
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise TooLarge(f"{path}: a registry may have 16 MB; leave out what notices never name")
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}; name a CSV file") from error
    except UnicodeDecodeError as error:
        raise CorruptSource(f"{path}: byte {error.start} is not UTF-8; save it as UTF-8") from error
    return read_registry(text.splitlines(), source=str(path))


def read_registry(lines: Iterable[str], *, source: str = "registry") -> Registry:
    """Return the registry of ``lines`` of CSV with the columns name, aliases and code.

    ``aliases`` are parted by ``;``, ``、`` or spaces; ``aliases`` and ``code`` may be missing.

    Raises:
        CorruptSource: There is no column ``name``, or a form means two units.
    """
    rows = csv.DictReader(lines)
    if "name" not in (rows.fieldnames or ()):
        raise CorruptSource(
            f"{source}: line 1 names no column `name`; begin with name,aliases,code"
        )
    units: dict[str, Registered] = {}
    try:
        for row in rows:
            name = compact(row["name"] or "")
            if not name:
                continue
            unit = Registered(
                name=(row["name"] or "").strip(), code=(row.get("code") or "") or None
            )
            for form in {name, *map(compact, _ALIASES.split(row.get("aliases") or ""))} - {""}:
                if units.setdefault(form, unit) != unit:
                    raise CorruptSource(
                        f"{source}: line {rows.line_num}: {form} already means "
                        f"{units[form].name}; keep it with one unit"
                    )
    except csv.Error as error:
        raise CorruptSource(f"{source}: line {rows.line_num}: {error}") from error
    return Registry(units=units)


def _is_near(first: str, second: str) -> bool:
    """Whether one character replaced, added or left out makes one of the other."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        start += 1
    if len(first) == len(second):
        return first[start + 1 :] == second[start + 1 :]
    longer, shorter = (first, second) if len(first) > len(second) else (second, first)
    return longer[start + 1 :] == shorter[start:]
