"""Names of bodies and divisions in the year they are used: what no longer was, or not yet."""

from __future__ import annotations

from extractor.text.characters import compact
from extractor.units.divisions import find_name, match_start
from extractor.units.names import Entry, find_body, find_local
from extractor.vocabulary import load

GRACE = 1
"""Years that local reforms ran late."""


def last_year_of_name(text: str, year: int) -> int | None:
    """Return the last year in which a body was called ``text``, where that lies before ``year``.

    None: the name was in use then, or is not known. The level word before it does not count.

    >>> last_year_of_name("区环保局", 2023), last_year_of_name("区生态环境局", 2023)
    (2020, None)
    """
    form = compact(text)
    entries = find_body(form, year) or _local_entries(form, year)
    ends = [entry.end for entry in entries if entry.end is not None]
    if not entries or len(ends) < len(entries) or any(entry.holds(year) for entry in entries):
        return None
    last = max(ends)
    return last if last + GRACE < year else None


def _local_entries(form: str, year: int) -> tuple[Entry, ...]:
    levels: dict[str, list[str]] = load("units")["levels"]
    for word in sorted((word for held in levels.values() for word in held), key=len, reverse=True):
        if form.startswith(word):
            found = find_local(form.removeprefix(word), year)
            if found:
                return found
    return ()


def years_of_division(text: str, year: int) -> tuple[str, int, int] | None:
    """Return the division ``text`` begins with and its years, where ``year`` is none of them.

    None: the division existed then, or none is named. A year's grace is given at the end.

    >>> years_of_division("沙县人民政府", 2023)
    ('沙县', 1984, 2021)
    """
    end, found = match_start(compact(text), 0, year)
    if not found or any(one.holds(year) or one.holds(year - GRACE) for one in found):
        return None
    name = compact(text)[:end]
    if any(one.holds(year) for one in find_name(name, year)):
        return None
    nearest = max(found, key=lambda one: one.end)
    return name, nearest.start, nearest.end
