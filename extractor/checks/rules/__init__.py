"""The rules, a file a group. A rule is any `Rule` that one of these modules holds."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from extractor.checks.rule import Both, Rule


class Group(NamedTuple):
    """A letter of codes and what its rules are about."""

    letter: str
    module: str
    title: Both


GROUPS = (
    Group("N", "numbers", Both("Document number", "发文字号")),
    Group("B", "numbering", Both("Numbering", "结构层次序数")),
    Group("P", "punctuation", Both("Punctuation and characters", "标点与字符")),
)


def rules_in(module: ModuleType) -> tuple[Rule, ...]:
    """Return the rules a module holds, by their codes."""
    found = {value.code: value for value in vars(module).values() if isinstance(value, Rule)}
    return tuple(found[code] for code in sorted(found))


@cache
def builtin_rules() -> tuple[Rule, ...]:
    """Return every rule that ships with the package, group by group."""
    return tuple(
        entry for group in GROUPS for entry in rules_in(import_module(f"{__name__}.{group.module}"))
    )
