"""The rules, a file a group. A rule is any `Rule` that one of these modules holds."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from extractor.checks.rule import Both, Rule


class Group(NamedTuple):
    """A letter of codes, the modules that hold its rules, and what they are about."""

    letter: str
    modules: tuple[str, ...]
    title: Both


GROUPS = (
    Group("N", ("numbers", "numbers_compared"), Both("Document number", "发文字号")),
    Group("T", ("titles",), Both("Title", "标题")),
    Group("A", ("addressees",), Both("Addressees", "主送机关")),
    Group(
        "B", ("numbering", "numbering_marks", "numbering_tasks"), Both("Numbering", "结构层次序数")
    ),
    Group("X", ("attachments", "attachments_within"), Both("Attachments", "附件")),
    Group(
        "S",
        ("endings", "issue_dates"),
        Both("Signature, date, notes and imprint", "署名、日期、附注与版记"),
    ),
    Group("R", ("responsibility", "leads", "assignments"), Both("Responsibility", "责任落实")),
    Group("U", ("bodies", "bodies_written"), Both("Units", "单位名称")),
    Group("D", ("deadlines", "deadlines_compared"), Both("Deadlines", "时限")),
    Group("C", ("citations",), Both("Citations", "引用文件")),
    Group("M", ("catalogues",), Both("Metadata of pages", "网页目录信息")),
    Group("Q", ("records",), Both("Quality of the records", "记录质量")),
    Group("P", ("punctuation", "characters"), Both("Punctuation and characters", "标点与字符")),
)


def rules_in(module: ModuleType) -> tuple[Rule, ...]:
    """Return the rules a module holds, by their codes."""
    found = {value.code: value for value in vars(module).values() if isinstance(value, Rule)}
    return tuple(found[code] for code in sorted(found))


@cache
def builtin_rules() -> tuple[Rule, ...]:
    """Return every rule that ships with the package, group by group."""
    found: list[Rule] = []
    for group in GROUPS:
        held = [
            entry
            for module in group.modules
            for entry in rules_in(import_module(f"{__name__}.{module}"))
        ]
        found += sorted(held, key=lambda entry: entry.code)
    return tuple(found)
