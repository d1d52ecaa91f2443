"""The vocabulary of units and divisions keeps its own rules."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import get_args

import pytest

from extractor.model.notice import UnitKind
from extractor.vocabulary import load, load_rows

LEVELS = {"province", "subprovincial", "prefecture", "county", "township"}
LOCAL = load_rows("units.csv")
NATIONAL = load_rows("units_national.csv")
OF_PLACES = load_rows("units_places.csv")
DIVISIONS = load_rows("divisions.csv")


def test_a_body_has_a_key_a_kind_and_a_name_or_forms() -> None:
    for row in (*LOCAL, *NATIONAL):
        assert row["key"], row
        assert row["kind"] in get_args(UnitKind), row
        assert row["name"] or row["forms"], row
        assert set(row.get("levels", "").split()) <= LEVELS, row
        years = [int(row[field]) for field in ("from", "to") if row[field]]
        assert years == sorted(years), row
        assert all(1949 <= year <= 2100 for year in years), row


def test_a_template_uses_only_known_places() -> None:
    for row in LOCAL:
        assert set(re.findall(r"\{(\w+)\}", row["name"])) <= {"place", "stem", "inner", "party"}, (
            row
        )
        assert "~" not in row["name"], row
        assert all(form.count("~") + form.count("?") <= 1 for form in row["forms"].split()), row


def test_bodies_of_places_name_divisions_and_stand_once_at_a_time() -> None:
    codes = {row["code"] for row in DIVISIONS}
    seen: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for row in OF_PLACES:
        assert row["code"] in codes or re.fullmatch(r"[1-6][0-9]\*", row["code"]), row
        assert row["kind"] in get_args(UnitKind), row
        assert row["key"] in {local["key"] for local in LOCAL}, row
        span = int(row["from"]), int(row["to"] or 9999)
        assert span[0] < span[1], row
        for form in row["forms"].split():
            seen.setdefault((row["code"], form), []).append(span)
    for spans in seen.values():
        ordered = sorted(spans)
        assert all(end <= start for (_, end), (start, _) in pairwise(ordered))


def test_no_row_stands_twice() -> None:
    for rows in (LOCAL, NATIONAL):
        counted = Counter(
            (row["key"], row["name"], row.get("levels"), row["forms"]) for row in rows
        )
        assert [row for row, count in counted.items() if count > 1] == []


def test_no_row_repeats_a_form() -> None:
    for row in (*LOCAL, *NATIONAL):
        forms = row["forms"].split()
        assert len(forms) == len(set(forms)), row["key"]


def test_a_form_without_a_name_has_none_elsewhere_at_the_same_time() -> None:
    """A form is either certain or not: an empty name beside a full one would hide it."""
    unnamed = {
        form: row["key"] for row in LOCAL if not row["name"] for form in row["forms"].split()
    }
    named = {
        form
        for row in LOCAL
        if row["name"] and not row["levels"] and not row["from"] and not row["to"]
        for form in (*row["forms"].split(), row["name"])
    }
    assert sorted(unnamed.keys() & named) == []


def test_national_names_are_distinct_in_a_year() -> None:
    current = [
        form
        for row in NATIONAL
        if not row["to"]
        for form in dict.fromkeys((*row["forms"].split(), row["name"]))
    ]
    assert [form for form, count in Counter(current).items() if count > 1] == []


def test_divisions_have_codes_and_years() -> None:
    for row in DIVISIONS:
        assert re.fullmatch(r"[1-8][0-9]{5}", row["code"])
        start, end = int(row["from_year"] or 1984), int(row["to_year"] or 9999)
        assert 1984 <= start <= end
        assert row["name"]


def test_a_code_means_one_division_at_a_time() -> None:
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in DIVISIONS:
        spans.setdefault(row["code"], []).append(
            (int(row["from_year"] or 1984), int(row["to_year"] or 9999))
        )
    overlapping = [
        code
        for code, found in spans.items()
        for (_, end), (start, _) in zip(sorted(found), sorted(found)[1:], strict=False)
        if start < end
    ]
    assert overlapping == []


@pytest.mark.parametrize(
    ("code", "name", "start", "end"),
    [
        ("350405", "沙县区", "2021", ""),
        ("350427", "沙县", "", "2021"),
        ("370116", "莱芜区", "2019", ""),
        ("420600", "襄樊市", "", "2010"),
        ("420600", "襄阳市", "2010", ""),
        ("500000", "重庆市", "1997", ""),
    ],
)
def test_known_changes_of_divisions_are_there(code: str, name: str, start: str, end: str) -> None:
    """国函〔2021〕9号 (沙县), 国函〔2018〕161号 (莱芜), 国函〔2010〕137号 (襄阳)."""
    row = {"code": code, "name": name, "from_year": start, "to_year": end}
    assert row in DIVISIONS


def test_lists_of_words_hold_no_doubles() -> None:
    grammar = load("units")
    for table, fields in grammar.items():
        if not isinstance(fields, dict):
            continue
        for field, values in fields.items():
            if isinstance(values, list):
                double = [word for word, count in Counter(values).items() if count > 1]
                assert double == [], f"{table}.{field}"


def test_zones_lie_in_divisions() -> None:
    codes = {row["code"] for row in DIVISIONS}
    assert all(zone["parent"] in codes for zone in load("units")["zones"])
    assert set(load("units")["subprovincial"]["codes"]) <= codes
