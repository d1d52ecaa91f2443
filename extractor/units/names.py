"""The dictionary of bodies: printed forms to full names. 单位名称词典"""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from extractor.model.notice import UnitKind
from extractor.text.characters import fold
from extractor.vocabulary import load, load_rows


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One full name of a body, and where and when it holds; see ``vocabulary/units.csv``.

    ``template`` is empty when the full name differs from place to place; ``levels`` is empty
    when the entry holds at every level below the national one.
    """

    key: str
    kind: UnitKind
    template: str
    levels: frozenset[str] = frozenset()
    start: int | None = None
    end: int | None = None

    def holds(self, year: int | None, *, grace: int = 1) -> bool:
        """Whether the name was in use in ``year``, with a year's grace for late local reforms.

        None asks for now.
        """
        if year is None:
            return self.end is None
        return (self.start or 0) - grace <= year <= (self.end or 9999) + grace


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        key=row["key"],
        kind=msgspec.convert(row["kind"], UnitKind),
        template=row["name"],
        levels=frozenset(row.get("levels", "").split()),
        start=int(row["from"]) if row["from"] else None,
        end=int(row["to"]) if row["to"] else None,
    )


def _forms(row: dict[str, str]) -> list[str]:
    forms = row["forms"].split()
    # An autonomous region's committee is printed 党委: 自治区党委宣传部.
    forms.extend("党" + form for form in row["forms"].split() if form.startswith("委"))
    if row["name"] and "{" not in row["name"]:
        forms.append(row["name"])
    return [fold(form) for form in dict.fromkeys(forms)]


@cache
def _local() -> dict[str, tuple[Entry, ...]]:
    """Forms without their level prefix, to entries. ``?`` is replaced by each level word."""
    found: dict[str, list[Entry]] = {}
    for row in load_rows("units.csv"):
        entry = _entry(row)
        for form in _forms(row):
            if "~" not in form and "?" not in form:
                found.setdefault(form, []).append(entry)
    return {form: tuple(entries) for form, entries in found.items()}


@lru_cache(maxsize=64)
def wrapped_forms(year: int | None) -> tuple[tuple[str, str, Entry], ...]:
    """Return the forms with a place inside (人行~支行): what stands before and after it.

    Those in use in ``year`` come first, the longest of them before the others.
    """
    return tuple(sorted(_wrapped(), key=lambda form: not form[2].holds(year, grace=0)))


@cache
def _wrapped() -> tuple[tuple[str, str, Entry], ...]:
    found = []
    for row in load_rows("units.csv"):
        for form in _forms(row):
            if "~" in form:
                before, after = form.split("~")
                found.append((before, after, _entry(row)))
    return tuple(sorted(found, key=lambda one: -len(one[0]) - len(one[1])))


@cache
def wrapped_ends() -> tuple[str, ...]:
    """Return what stands after the place in `wrapped_forms`."""
    return tuple({after for _, after, _ in _wrapped()})


@cache
def levelled_forms() -> dict[str, tuple[str, Entry]]:
    """Return the forms with a level word inside (团市委), to that word and the entry."""
    words = [word for words in load("units")["levels"].values() for word in words]
    found = {}
    for row in load_rows("units.csv"):
        for form in _forms(row):
            if "?" in form:
                for word in words:
                    found[form.replace("?", word)] = (word, _entry(row))
    return found


@cache
def _national() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for row in load_rows("units_national.csv"):
        entry = _entry(row)
        for form in _forms(row):
            found.setdefault(form, []).append(entry)
    return {form: tuple(entries) for form, entries in found.items()}


@cache
def _longest_national() -> int:
    return max(len(form) for form in _national())


def _in_use(entries: tuple[Entry, ...], year: int | None) -> tuple[Entry, ...]:
    """Return the entries in use in ``year``; failing them, those within the grace; else all."""
    return (
        tuple(one for one in entries if one.holds(year, grace=0))
        or tuple(one for one in entries if one.holds(year))
        or entries
    )


def find_local(form: str, year: int | None) -> tuple[Entry, ...]:
    """Return the entries that ``form`` (without its level prefix) means in ``year``."""
    return _in_use(_local().get(form, ()), year)


@cache
def _of_places() -> dict[str, dict[str, tuple[Entry, ...]]]:
    found: dict[str, dict[str, list[Entry]]] = {}
    for row in load_rows("units_places.csv"):
        for form in _forms(row):
            found.setdefault(row["code"], {}).setdefault(form, []).append(_entry(row))
    return {
        code: {form: tuple(entries) for form, entries in forms.items()}
        for code, forms in found.items()
    }


def find_at(code: str | None, form: str, year: int | None) -> tuple[Entry, ...]:
    """Return the entries that ``form`` means at the division ``code`` and not in general."""
    if code is None:
        return ()
    for place in (code, f"{code[:2]}*"):
        entries = _of_places().get(place, {}).get(form, ())
        found = tuple(entry for entry in entries if entry.holds(year))
        if found:
            return found
    return ()


def is_local(form: str) -> bool:
    """Whether ``form`` is one of a local body."""
    return form in _local()


def find_body(form: str, year: int | None) -> tuple[Entry, ...]:
    """Return the entries of the national body that is printed ``form``."""
    return _in_use(_national().get(form, ()), year)


def find_national(text: str) -> Entry | None:
    """Return the national body whose unmistakable form ``text`` begins with, or None.

    Forms that local bodies share (卫健委) do not tell.
    """
    for length in range(min(len(text), _longest_national()), 1, -1):
        form = text[:length]
        if form in _national() and not is_local(form):
            return _national()[form][0]
    return None
