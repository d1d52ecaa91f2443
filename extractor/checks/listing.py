"""Lists of rules, as the command line prints them and as `docs/rules/` keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from extractor.checks.explaining import as_line, as_markdown, as_table, as_text, shown
from extractor.checks.rule import Rule
from extractor.checks.rules import GROUPS, builtin_rules

ListForm = Literal["text", "json", "markdown"]


def matching(rules: Sequence[Rule], selector: str | None) -> tuple[Rule, ...]:
    """Return the rules that a code, a name or the beginning of codes names; all for None."""
    if selector is None:
        return tuple(rules)
    exact = tuple(rule for rule in rules if selector in {rule.code, rule.name})
    wanted = selector.upper()
    return exact or tuple(rule for rule in rules if rule.code.startswith(wanted))


def listed(rules: Sequence[Rule], form: ListForm, language: str, *, whole: bool) -> str:
    """Return rules in one format; ``whole`` ones with reasons and examples."""
    if form == "json":
        value = [_record(rule, language) for rule in rules]
        return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"
    if form == "markdown":
        if whole:
            return "\n".join(as_markdown(rule, language) for rule in rules)
        return as_table(rules, language)
    if whole and len(rules) == 1:
        return as_text(rules[0], language)
    return "".join(f"{as_line(rule, language)}\n" for rule in rules)


def pages() -> dict[str, str]:
    """Return the pages of `docs/rules/` by file name: an index and a page a group, each twice."""
    found: dict[str, str] = {}
    rules = builtin_rules()
    for language, suffix in (("en", ""), ("zh", ".zh-CN")):
        index = [_INDEX[language].format(count=len(rules), other=_OTHER[language])]
        for group in GROUPS:
            own = [rule for rule in rules if rule.group == group.letter]
            page = f"{group.letter}-{group.modules[0]}{suffix}.md"
            title = f"{group.letter} · {group.title.of(language)}"
            index.append(f"## {title}\n\n{as_table(own, language, page)}")
            body = "\n".join(as_markdown(rule, language) for rule in own)
            back = "检查规则" if language == "zh" else "Rules of the check"
            found[page] = f"# {title}\n\n[{back}](README{suffix}.md)\n\n{body}"
        found[f"README{suffix}.md"] = "\n".join(index)
    return found


_OTHER = {"en": "[中文](README.zh-CN.md)", "zh": "[English](README.md)"}
_INDEX = {
    "en": (
        "# Rules of the check\n\n{other} · [How to check](../check.md)\n\n"
        "{count} rules. Made from the rules themselves by `make docs`; `extractor rules CODE` "
        "shows the same.\nPages quote what an example changes in a notice that is otherwise in "
        "order.\n"
    ),
    "zh": (
        "# 检查规则\n\n{other} · [使用说明](../check.md)\n\n"
        "共 {count} 条，由 `make docs` 从规则本身生成；`extractor rules 代码` 显示同样内容。\n"
        "示例只列出与一份合格公文不同的部分。\n"
    ),
}


def _record(rule: Rule, language: str) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "basis": rule.basis,
        "title": rule.title.of(language),
        "reason": rule.reason.of(language),
        "fixable": rule.fixable,
        "typographic": rule.typographic,
        "profiles": rule.profiles,
        "default": rule.default,
        "bad": ["\n".join(shown(example, language)) for example in rule.bad],
        "good": ["\n".join(shown(example, language)) for example in rule.good],
    }
