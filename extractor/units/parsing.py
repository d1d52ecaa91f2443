"""One unit's name -> kind, level, division and full name."""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from extractor.model.notice import Basis
from extractor.units import divisions
from extractor.units.collectives import find_level, is_collective, without_brackets
from extractor.units.divisions import Division
from extractor.units.grammar import find_beginning, find_head, find_level_word, words
from extractor.units.jurisdictions import Jurisdiction, Place, find_place, read_chain
from extractor.units.names import (
    Entry,
    find_at,
    find_body,
    find_local,
    is_local,
    levelled_forms,
    wrapped_ends,
    wrapped_forms,
)
from extractor.units.readings import (
    BARE,
    CERTAIN,
    HEADED,
    SHAPED,
    Reading,
    entries_at,
    fill,
    holds_at,
    level_keys,
    place_of,
)
from extractor.vocabulary import load

LONGEST = 60
"""No name of a unit is longer, in characters."""

_LONGEST_TOWNSHIP = 7


@lru_cache(maxsize=20_000)
def parse_name(text: str, jurisdiction: Jurisdiction) -> Reading:
    """Return what ``text``, a unit's name folded and without white space, says of the unit."""
    base = without_brackets(text)
    if not base or len(base) > LONGEST:
        return Reading()
    return (
        _read_national(base, jurisdiction)
        or _read_collective(base, jurisdiction)
        or _read_wrapped(base, jurisdiction)
        or _read_section(base, jurisdiction)
        or _read_levelled(base, jurisdiction)
        or _read_zone(base, jurisdiction)
        or _read_placed(base, jurisdiction)
        or _read_prefixed(base, jurisdiction)
        or _read_bare(base, jurisdiction)
        or _read_township(base, jurisdiction)
        or _read_shape(base)
    )


def parse_inheriting(text: str, prefix: str, jurisdiction: Jurisdiction) -> Reading | None:
    """Return the reading of ``text`` with ``prefix`` carried over from its family, or None.

    省财政厅、商务厅: the second is 省商务厅. None: ``text`` is no form that takes a prefix.
    """
    base = without_brackets(text)
    if not is_local(base):
        return None
    reading = parse_name(prefix + base, jurisdiction)
    if reading.doubt != CERTAIN:
        return None
    basis: Basis = reading.basis if reading.name is None else "prefix_inherited"
    return msgspec.structs.replace(reading, basis=basis, prefix="")


def _read_national(base: str, jurisdiction: Jurisdiction) -> Reading | None:
    entries = find_body(base, jurisdiction.year)
    if not entries or (is_local(base) and jurisdiction.level != "national"):
        return None
    return fill(base, entries, Place(level="national"), "国家", jurisdiction.year)


def _read_section(base: str, jurisdiction: Jurisdiction) -> Reading | None:
    """Read a section of a central body: 交通运输部科技司; 科技司 is one of the issuer's."""
    if not base.endswith(words("sections")) or base.endswith(words("sections", "never")):
        return None
    for length in range(len(base) - 2, 1, -1):
        owners = find_body(base[:length], jurisdiction.year)
        if owners and find_body(base[length:], jurisdiction.year):
            return None
        if owners and owners[0].kind != "government" and not is_local(base[:length]):
            if base.endswith("局") and not base[:length].endswith("部"):
                return None
            if base.endswith("研究所") and owners[0].kind != "institution":
                return None
            name = owners[0].template + base[length:]
            basis: Basis = "exact" if name == base else "dictionary"
            return _section(name, basis, base[:length])
    if jurisdiction.body and base.endswith(words("sections", "alone")):
        return _section(jurisdiction.body + base, "prefix_inherited", "")
    return None


def _section(name: str, basis: Basis, prefix: str) -> Reading:
    return Reading(
        kind="internal", level="national", name=name, basis=basis, prefix=prefix, doubt=CERTAIN
    )


def _read_collective(base: str, jurisdiction: Jurisdiction) -> Reading | None:
    if not is_collective(base):
        return None
    place = _find_owner(base, jurisdiction)
    level = None if place and base.startswith("各") else find_level(base, jurisdiction.level)
    if level is None and place is not None:
        level = place.level
    return Reading(
        kind="collective",
        level=level,
        division=place.code if place else None,
        prefix=base[:1],
        doubt=CERTAIN,
    )


def _find_owner(base: str, jurisdiction: Jurisdiction) -> Place | None:
    """Return the place that the collective belongs to: 市直各部门, 各区属企业; None for 各区."""
    word = find_level_word(base.removeprefix("各"))
    if word is None or (
        base.startswith("各") and not base.startswith(words("prefixes", "adjuncts"), 1 + len(word))
    ):
        return None
    return find_place(word, jurisdiction)


def _read_wrapped(base: str, jurisdiction: Jurisdiction) -> Reading | None:
    """Read a form with its place inside or before it without 省 or 市: 福建证监局."""
    if not base.endswith(wrapped_ends()):
        return None
    for before, after, entry in wrapped_forms(jurisdiction.year):
        inner = base[len(before) : len(base) - len(after)]
        if not (inner and base.startswith(before) and base.endswith(after)):
            continue
        found = divisions.find_stem(inner, jurisdiction.year)
        if not found:
            end, division = read_chain(inner, 0, (jurisdiction.full,), jurisdiction.year)
            found = (division,) if division is not None and end == len(inner) else ()
        for division in found:
            if entry.levels and not entry.levels & set(level_keys(division.level, division.code)):
                continue
            return fill(base, (entry,), place_of(division, jurisdiction), inner, jurisdiction.year)
    return None


def _read_levelled(base: str, jurisdiction: Jurisdiction) -> Reading | None:
    """Read a form with its level word inside: 团市委."""
    found = levelled_forms().get(base)
    if found is None:
        return None
    word, entry = found
    place = find_place(word, jurisdiction)
    return None if place is None else fill(base, (entry,), place, word, jurisdiction.year)


def _read_placed(base: str, jurisdiction: Jurisdiction) -> Reading | None:
    """Read a name that begins with a division's: 崂山区政府, 三明市沙县区发展和改革局."""
    start = len("中共") if base.startswith("中共") else 0
    evidence = (jurisdiction.full,)
    if jurisdiction.code is None and jurisdiction.name and base.startswith(jurisdiction.name):
        place = Place(level=jurisdiction.level or "county", name=jurisdiction.name)
        return _read_rest(base, len(jurisdiction.name), place, jurisdiction)
    end, division = read_chain(base, start, evidence, jurisdiction.year)
    if division is None or not _is_near(division, end - start, jurisdiction):
        return None
    place = place_of(division, jurisdiction, base[start:end])
    if end == len(base):
        return Reading(
            kind="government",
            level=place.level,
            division=place.code,
            name=place.name,
            basis="exact" if place.name == base else "dictionary",
            prefix=base,
            doubt=CERTAIN,
        )
    return _read_rest(base, end, place, jurisdiction)


def _is_near(division: Division, length: int, jurisdiction: Jurisdiction) -> bool:
    """Whether a short name (城区, 郊区) may mean the division: it lies in the same province."""
    codes = [*jurisdiction.ancestors, jurisdiction.code or ""]
    return length > 2 or division.code[:2] in {code[:2] for code in codes}


def _entries(form: str, place: Place, jurisdiction: Jurisdiction) -> tuple[Entry, ...]:
    """Return what a form means at a place: what it means there alone, else in general."""
    return find_at(place.code, form, jurisdiction.year) or find_local(form, jurisdiction.year)


def _read_rest(base: str, end: int, place: Place, jurisdiction: Jurisdiction) -> Reading:
    rest, prefix = base[end:], base[:end]
    entries = _entries(rest, place, jurisdiction)
    if entries:
        return fill(base, entries_at(entries, place), place, prefix, jurisdiction.year)
    zone = _read_zone_organ(base, rest)
    if zone is not None:
        return zone
    head = find_head(rest)
    if head is None:
        return Reading(level=place.level, division=place.code, prefix=prefix)
    whole = head.full and base.startswith(place.name or base) and rest != head.word
    return Reading(
        kind=head.kind,
        level=place.level,
        division=place.code,
        name=base if whole else None,
        basis="exact" if whole else "none",
        prefix=prefix,
        doubt=SHAPED,
    )


def _read_zone(base: str, jurisdiction: Jurisdiction) -> Reading | None:
    """Read the name of a zone that the vocabulary lists: 平潭综合实验区管委会."""
    if not base.startswith(_zone_forms()):
        return None
    for zone in load("units")["zones"]:
        form = find_beginning(base, (zone["name"], *zone.get("forms", ())))
        if form is None:
            continue
        place = Place(level=zone.get("level", "county"), name=zone["name"])
        if base != form:
            return _read_rest(base, len(form), place, jurisdiction)
        return Reading(
            kind="government",
            level=place.level,
            name=place.name,
            basis="exact" if base == place.name else "dictionary",
            prefix=base,
            doubt=CERTAIN,
        )
    return None


@cache
def _zone_forms() -> tuple[str, ...]:
    zones = load("units")["zones"]
    return tuple(form for zone in zones for form in (zone["name"], *zone.get("forms", ())))


def _read_zone_organ(base: str, rest: str) -> Reading | None:
    organs = tuple(load("units")["zone_words"]["organs"])
    zones = tuple(load("units")["zone_words"]["words"])
    bare = rest
    for organ in organs:
        bare = bare.removesuffix(organ)
    if not bare.endswith(zones):
        return None
    full = base.endswith("管理委员会")
    return Reading(
        kind="government",
        name=base if full else None,
        basis="exact" if full else "none",
        prefix=base[: len(base) - len(rest)],
        doubt=CERTAIN,
    )


def _read_prefixed(base: str, jurisdiction: Jurisdiction) -> Reading | None:
    """Read a name that begins with a level word: 区发改局, 省委网信办, 市直机关工委."""
    word = find_level_word(base)
    if word is None or len(word) == len(base):
        return None
    if is_local(base) and not is_local(base[len(word) :]):
        return None  # 市场局, 地税局: the first character belongs to the name
    place = find_place(word, jurisdiction)
    if place is None:
        return None
    rest = base[len(word) :]
    if place.level == "national":
        return _shaped(rest, place, word)
    entries = _entries(rest, place, jurisdiction)
    if entries:
        return fill(base, entries_at(entries, place), place, word, jurisdiction.year)
    for adjunct in words("prefixes", "adjuncts"):
        entries = find_local(rest.removeprefix(adjunct), jurisdiction.year)
        if rest.startswith(adjunct) and entries:
            return fill(base, entries_at(entries, place), place, word, jurisdiction.year)
    return _shaped(rest, place, word)


def _shaped(rest: str, place: Place, word: str) -> Reading | None:
    head = find_head(rest)
    if head is None:
        return None
    return Reading(
        kind=head.kind, level=place.level, division=place.code, prefix=word, doubt=SHAPED
    )


def _read_bare(base: str, jurisdiction: Jurisdiction) -> Reading | None:
    entries = find_local(base, jurisdiction.year)
    if not entries:
        return None
    return Reading(kind=entries[0].kind, doubt=BARE)


def parse_own(text: str, jurisdiction: Jurisdiction) -> Reading | None:
    """Return the reading of ``text``, a form without a level, as a body of the issuer's own.

    教育局 in a notice of 沙县区 that names no other level is that of 沙县区.
    """
    base = without_brackets(text)
    if not jurisdiction.name or jurisdiction.level is None:
        return None
    place = Place(level=jurisdiction.level, name=jurisdiction.name, code=jurisdiction.code)
    entries = _entries(base, place, jurisdiction)
    if not entries:
        return None
    fitting = entries_at(entries, place)
    if not any(holds_at(entry, place) for entry in entries):
        return None
    return fill(base, fitting, place, "", jurisdiction.year)


def _read_township(base: str, jurisdiction: Jurisdiction) -> Reading | None:
    """Read a township's name; what is below a county is its own in the county's notices."""
    endings: dict[str, str] = load("units")["townships"]
    ending = next((one for one in endings if base.endswith(one)), None)
    if ending is None or not _is_township_name(base.removesuffix(ending)):
        return None
    own = jurisdiction.level == "county" and jurisdiction.name
    full = base.removesuffix(ending) + endings[ending]
    return Reading(
        kind="government",
        level="township",
        name=f"{jurisdiction.name}{full}" if own else None,
        basis="dictionary" if own else "none",
        prefix=base,
        doubt=CERTAIN,
    )


def _is_township_name(name: str) -> bool:
    """Whether ``name`` is one name, not two: 西乡塘, but not 高砂镇湖源."""
    inner = max(name.find("镇", 1), name.find("乡", 1))
    return (
        1 <= len(name) <= _LONGEST_TOWNSHIP
        and "街道" not in name
        and (inner < 1 or len(name) - inner <= 2)
    )


def _read_shape(base: str) -> Reading:
    head = find_head(base)
    if head is None:
        return Reading()
    if base.startswith(words("prefixes", "openers")) and len(base) > len(head.word):
        return Reading(kind=head.kind, prefix=base[:1], doubt=SHAPED)
    if head.full and head.kind != "government" and _begins_with_stem(base, head.word):
        return Reading(kind=head.kind, name=base, basis="exact", doubt=SHAPED)
    return Reading(kind=head.kind, doubt=HEADED)


def _begins_with_stem(base: str, ending: str) -> bool:
    """Whether a name says where it is without 省 or 市, and is whole: 北京工业大学, 山东大学."""
    inner = base.removesuffix(ending)
    return any(divisions.is_stem(inner[:length]) for length in (2, 3, 4) if length <= len(inner))
