"""Clauses of one paragraph: cases as readable files, and what must hold for any text."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.tasks.clauses import Clause, find_clauses, is_unit_list, read_cell
from extractor.text.characters import fold
from extractor.vocabulary import load

CASES = Path(__file__).parent / "cases"
ROLES = ("lead", "responsible", "supporting", "supervising", "territorial")


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"))


def _plain(clause: Clause, text: str) -> dict[str, Any]:
    default = clause.default_assignment
    return {
        **{
            role: [text[a.start : a.end] for a in clause.assignments if a.role == role]
            for role in ROLES
        },
        "cover": clause.cover.of(text) if clause.cover else None,
        "scope": clause.scope,
        "kind": clause.kind,
        "items": list(clause.items) if clause.items else None,
        "deadlines": [place.of(text) for place in clause.deadlines],
        "people": [f"{p.label.of(text)} {text[p.start : p.end]}" for p in clause.people],
        "qualifiers": [a.qualifier.of(text) for a in clause.assignments if a.qualifier],
        "directives": [place.of(text) for place in clause.directives],
        "default": clause.default.of(text) if clause.default else None,
        "default_units": text[default.start : default.end] if default else None,
    }


def _compared(text: str, expected: list[dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    found = [_plain(clause, text) for clause in find_clauses(text)]
    wanted = [{**{role: [] for role in ROLES}, **clause} for clause in expected]
    if len(found) == len(wanted):
        found = [
            {key: value[key] for key in want} for value, want in zip(found, wanted, strict=True)
        ]
    return wanted, found


@pytest.mark.parametrize("case", _load("clauses_shapes.toml")["case"], ids=lambda c: c["text"])
def test_reads_the_clauses_of_a_paragraph(case: dict[str, Any]) -> None:
    wanted, found = _compared(case["text"], case["clauses"])
    assert wanted == found


@pytest.mark.parametrize("text", _load("clauses_negative.toml")["none"])
def test_finds_no_clause_where_nothing_is_assigned(text: str) -> None:
    assert [text[c.start : c.end] for c in find_clauses(text)] == []


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.xfail(strict=True, reason=case["reason"]))
        for case in _load("clauses_known_failures.toml")["case"]
    ],
)
def test_known_failures(case: dict[str, Any]) -> None:
    wanted, found = _compared(case["text"], case["clauses"])
    assert wanted == found


@pytest.mark.parametrize("case", _load("clauses_cells.toml")["case"], ids=lambda case: case["text"])
def test_reads_the_roles_inside_a_cell(case: dict[str, Any]) -> None:
    clause = read_cell(case["text"])
    wanted = {role: case.get(role, []) for role in ROLES}
    if not case.get("clause", True):
        assert clause is None
        return
    assert clause is not None
    found = _plain(clause, case["text"])
    assert {role: found[role] for role in ROLES} == wanted
    for key in ("people", "deadlines"):
        assert found[key] == case.get(key, [])


@pytest.mark.parametrize("text", _load("clauses_units.toml")["units"])
def test_names_of_bodies_read_as_units(text: str) -> None:
    assert is_unit_list(text)


@pytest.mark.parametrize("text", _load("clauses_units.toml")["not_units"])
def test_other_words_do_not_read_as_units(text: str) -> None:
    assert not is_unit_list(text)


PIECES = st.sampled_from(
    [
        *"（）()〔〕【】[]、，；。：:\n 　“”《》*12",
        "牵头",
        "负责",
        "配合",
        "责任单位：",
        "牵头单位：",
        "市财政局",
        "各县（市、区）",
        "等",
        "会同",
        "由",
        "按职责分工",
        "以下",
        "均需",
        "不再单独列出",
        "完成时限：",
        "年底前",
        "责任人：",
        "张某",
        "列第一位的为牵头单位",
        "以上任务",
        "第1—3项",
        "建设平台",
        "推进",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80))
def test_ranges_lie_in_order_within_the_text(text: str) -> None:
    past = 0
    for clause in find_clauses(text):
        assert past <= clause.start < clause.end <= len(text)
        past = clause.end
        inside = [(a.start, a.end) for a in clause.assignments]
        inside += [
            (place.start, place.end)
            for place in (*clause.deadlines, *clause.directives, *clause.rest)
        ]
        inside += [(person.start, person.end) for person in clause.people]
        for start, end in inside:
            assert clause.start <= start < end <= clause.end
            assert not text[start].isspace()
            assert not text[end - 1].isspace()
        assert sorted(inside) == [
            span
            for i, span in enumerate(sorted(inside))
            if i == 0 or sorted(inside)[i - 1][1] <= span[0]
        ]
        if clause.cover is not None:
            assert 0 <= clause.cover.start < clause.cover.end <= len(text)
            assert not clause.start < clause.cover.end <= clause.end


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_a_wrap_inside_a_word_changes_no_assignment(pieces: list[str]) -> None:
    plain = "".join(pieces)
    spaced = "".join(f"{piece[0]}\n{piece[1:]}" if len(piece) > 1 else piece for piece in pieces)
    bare = [[_bare(plain, a.start, a.end) for a in c.assignments] for c in find_clauses(plain)]
    wide = [[_bare(spaced, a.start, a.end) for a in c.assignments] for c in find_clauses(spaced)]
    assert bare == wide


def _bare(text: str, start: int, end: int) -> str:
    return "".join(text[start:end].split())


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
def test_a_cell_never_raises_and_keeps_its_ranges(text: str) -> None:
    clause = read_cell(text)
    if clause is not None:
        for given_units in clause.assignments:
            assert 0 <= given_units.start < given_units.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "）",
        "、",
        "（、",
        "（、）",
        "（（牵头、",
        "责任单位：",
        "（责任单位：市局、",
        "（〔）〕",
        "负责，",
        "会同",
    ],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (150_000 // len(unit))
    start = time.process_time()
    find_clauses(text)
    assert time.process_time() - start < 12


def _lists(value: Any, path: str = "") -> list[tuple[str, list[str]]]:
    if isinstance(value, dict):
        return [found for key, inner in value.items() for found in _lists(inner, f"{path}.{key}")]
    if isinstance(value, list) and value and isinstance(value[0], str):
        return [(path, value)]
    if isinstance(value, list):
        return [found for inner in value for found in _lists(inner, path)]
    return []


@pytest.mark.parametrize(
    ("path", "words"), _lists(load("roles")), ids=lambda value: str(value)[:30]
)
def test_word_lists_are_folded_and_hold_each_word_once(path: str, words: list[str]) -> None:
    assert [word for word in words if words.count(word) > 1] == []
    assert [word for word in words if fold(word) != word] == [], path


def test_a_verb_has_one_role() -> None:
    verbs = [
        verb
        for role in load("roles")["role"]
        for verb in (*role["verbs"], *role.get("weak_verbs", ()))
    ]
    assert [verb for verb in verbs if verbs.count(verb) > 1] == []


def test_a_head_word_stands_in_one_file() -> None:
    known = {word for head in load("units")["heads"] for word in head["words"]}
    assert sorted(known & set(load("roles")["unit"]["heads"])) == []
