"""What the schema cannot say: one damaged record a rule, and its near miss."""

import msgspec
import pytest

from extractor.model.anchor import Anchor
from extractor.validation import validate
from extractor.validation.finding import _WORDINGS
from extractor.validation.rules import RULES
from tests.example_notice import ID, record

NOT_OF_RULES = {"json", "records", "more"}


def findings(value):
    return [(found.pointer, found.rule) for found in validate(msgspec.json.encode(value))]


def damaged(**changes):
    value = record()
    for path, new in changes.items():
        *parents, last = path.split("__")
        target = value
        for key in parents:
            target = target[int(key)] if key.isdigit() else target[key]
        target[int(last) if last.isdigit() else last] = new
    return value


CASES = {
    "task-id": ({"tasks__1__id": "别的#2"}, "/tasks/1/id"),
    "task-id-unique": ({"tasks__2__id": f"{ID}#1"}, "/tasks/2/id"),
    "position": ({"tasks__1__position": 3}, "/tasks/1/position"),
    "section-id-unique": (
        {
            "sections__1__id": "1",
            "sections__1__parent": None,
            "tasks__0__section": None,
            "tasks__0__section_path": [],
        },
        "/sections/1/id",
    ),
    "parent": (
        {"sections__0__parent": "1.1", "tasks__0__section_path": ["总体要求", "做好准备"]},
        "/sections/0/parent",
    ),
    "section": ({"body__0__section": "7"}, "/body/0/section"),
    "section-path": ({"tasks__0__section_path": ["做好准备"]}, "/tasks/0/section_path"),
    "attachment": ({"body__0__attachment": 1}, "/body/0/attachment"),
    "unit-unique": (
        {
            "tasks__0__responsible_units__1__text": "县教育局",
            "tasks__0__responsible_units__1__qualifier": "会同",
        },
        "/tasks/0/responsible_units/1/text",
    ),
    "deadline-order": (
        {"tasks__0__deadlines__0__start": "2024-04-01"},
        "/tasks/0/deadlines/0/end",
    ),
    "derived-field": ({"tasks__1__derived__1__field": "units"}, "/tasks/1/derived/1/field"),
    "directive": ({"tasks__1__derived__0__rule": "directive:2"}, "/tasks/1/derived/0/rule"),
    "anchored-field": ({"anchors": {"heading": {"line": 1}}}, "/anchors/heading"),
    "characters": (
        {"tasks__0__anchors__task__characters": [8, 7]},
        "/tasks/0/anchors/task/characters",
    ),
    "coverage": ({"coverage__furniture": 6}, "/coverage/characters"),
}

NEAR_MISSES = {
    "a deadline of one day": {"tasks__0__deadlines__0__end": "2024-02-29"},
    "an id with a sign of its own": {"tasks__2__id": f"{ID}#附件1#3"},
    "a section path of a task without a section": {"tasks__1__section": None}
    | {"tasks__1__section_path": []},
    "a word that stands for two bodies among addressees": {
        "addressees": [
            {**record()["issuers"][0], "text": "上海", "anchor": {"line": line}} for line in (2, 3)
        ]
    },
    "the same unit in two roles": {"tasks__0__responsible_units__1__text": "县发改局"},
    "an empty span": {"tasks__0__anchors__task__characters": [8, 8]},
    "a rule that only begins like a directive": {"tasks__1__derived__0__rule": "directives"},
}


@pytest.mark.parametrize("rule", CASES)
def test_a_broken_rule_is_found_at_its_place(rule):
    changes, place = CASES[rule]
    assert findings(damaged(**changes)) == [(place, rule)]


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_a_near_miss_is_not_found(name):
    assert findings(damaged(**NEAR_MISSES[name])) == []


def test_every_rule_has_a_docstring_and_every_case_a_wording():
    assert all(rule.__doc__ for rule in RULES)
    assert set(CASES) <= set(_WORDINGS)


def test_every_wording_is_used():
    keywords = {"required", "additionalProperties", "type", "enum", "pattern", "format"}
    bounds = {"minLength", "minItems", "maxItems", "minimum", "maximum", "uniqueItems"}
    assert set(_WORDINGS) == set(CASES) | keywords | bounds | NOT_OF_RULES


def test_white_space_in_unplaced_text_is_not_counted():
    value = damaged(coverage__unplaced=[{"text": " 未\u3000归\n位 ", "anchor": {"line": 9}}])
    assert findings(value) == []


def test_an_anchor_that_says_nothing_is_allowed():
    value = damaged(anchors={"title": msgspec.to_builtins(Anchor())})
    assert findings(value) == []
