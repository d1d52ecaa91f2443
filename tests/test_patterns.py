"""No regular expression of the tool takes more than linear time on text made to make it."""

from __future__ import annotations

import inspect
import pkgutil
import re
import time
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
import regex

import extractor

HARM = (
    "（", "）", "（牵头单位：", "、", "《", "《〈", "“", "〔", "1", "2024年", "县财政局、",
    "局", "牵头", "一、", "第一条", " ", "县 ", " \n", "\t", "一\t", "\n", "一\n", "—", ".",
    "|", "<", "<p>", "<!--", "&#", "(", "a", "X-a: b\r\n", "由县财政局负责", "年底前", "每",
    "；", "：", "责任单位：县财政局；", "附件：", "各",
)  # fmt: skip
LENGTH = 40_000
SECONDS = 0.5
METHODS = {"fullmatch", "match", "search", "finditer", "findall", "split", "sub", "subn"}
BOUNDED = {"extractor.layout.paragraphs._LEADER": "asked of the last 24 characters of a line"}
"""Patterns that only ever see short text."""


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(extractor.__path__, "extractor."):
        if not found.name.endswith("__main__"):
            yield import_module(found.name)


def _patterns() -> dict[str, tuple[Any, set[str]]]:
    """Return each compiled pattern by its name, and the methods its module calls on it."""
    found: dict[str, tuple[Any, set[str]]] = {}
    known: set[int] = set()
    for module in _modules():
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            for pattern in _held(value):
                if id(pattern) in known:
                    continue
                known.add(id(pattern))
                called = set(re.findall(rf"\b{re.escape(name)}\.(\w+)\(", source)) & METHODS
                key = f"{module.__name__}.{name}"
                while key in found:
                    key += "+"
                found[key] = pattern, called or {"search"}
    return found


def _held(value: object) -> Iterator[Any]:
    if isinstance(value, regex.Pattern | re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for entry in value:
            yield from _held(entry)
    elif isinstance(value, dict):
        yield from _held(tuple(value.values()))


PATTERNS = _patterns()


@pytest.mark.parametrize("name", sorted(set(PATTERNS) - set(BOUNDED)))
def test_a_pattern_takes_linear_time(name: str) -> None:
    pattern, methods = PATTERNS[name]
    for unit in HARM:
        text = (unit * (LENGTH // len(unit) + 1))[:LENGTH] + "\x01"
        given = text.encode() if isinstance(pattern.pattern, bytes) else text
        start = time.process_time()
        for method in methods:
            _call(pattern, method, given)
        spent = time.process_time() - start
        assert spent < SECONDS * len(methods), f"{spent:.2f} s on {unit!r} by {methods}"


def _call(pattern: Any, method: str, text: str | bytes) -> None:
    limit = {"timeout": 5} if isinstance(pattern, regex.Pattern) else {}
    given = (text[:0], text) if method.startswith("sub") else (text,)
    result = getattr(pattern, method)(*given, **limit)
    if method == "finditer":
        for _ in result:
            pass


def test_the_bounded_patterns_are_there() -> None:
    assert set(BOUNDED) <= set(PATTERNS)
    assert len(PATTERNS) > 100
