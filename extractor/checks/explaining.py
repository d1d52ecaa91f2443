"""What a rule says of itself: on the terminal, in reports and on its page of `docs/rules/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractor.checks.model_notice import NAMES, PARTS
from extractor.checks.rule import Both, Example, Rule

GRADES = {
    "error": Both("error", "错误"),
    "warning": Both("warning", "警告"),
    "info": Both("info", "提示"),
}
_BASES = {"practice": "惯例", "integrity": "内容自洽"}


class _Words(NamedTuple):
    facts: str
    wrong: str
    right: str
    fixable: str
    typographic: str
    chosen: str
    without: str
    beside: str
    stop: str


_ENGLISH = _Words(
    facts="severity: {}; basis: {}",
    wrong="Reported:",
    right="Not reported:",
    fixable="What is certain is mended by --fix.",
    typographic="Looked at only in the author's own file (profile new), not in copies or scans.",
    chosen="Runs only when it is selected by its whole code or name.",
    without="(without: {})",
    beside="(beside: {})",
    stop=".",
)
_CHINESE = _Words(
    facts="级别：{}；依据：{}",
    wrong="会报告：",
    right="不报告：",
    fixable="其中确定的可用 --fix 自动修正。",
    typographic="只检查作者自己的文件（new 方案），不检查转载件和扫描件。",
    chosen="只有按完整代码或名称选用时才检查。",
    without="（缺：{}）",
    beside="（对照：{}）",
    stop="。",
)


def _words(language: str) -> _Words:
    return _CHINESE if language == "zh" else _ENGLISH


def as_line(rule: Rule, language: str) -> str:
    """Return the rule in one line: code, severity, name, what is wrong."""
    return f"{rule.code}  {GRADES[rule.severity].of(language)}  {rule.name}  " + rule.title.of(
        language
    )


def as_text(rule: Rule, language: str) -> str:
    """Return all about a rule as plain text."""
    words = _words(language)
    grade, basis = GRADES[rule.severity].of(language), basis_of(rule, language)
    lines = [
        f"{rule.code} {rule.name}",
        rule.title.of(language) + words.stop,
        words.facts.format(grade, basis),
        "",
        rule.reason.of(language),
        *_remarks(rule, words),
    ]
    for heading, examples in ((words.wrong, rule.bad), (words.right, rule.good)):
        if examples:
            lines += ["", heading]
        for number, example in enumerate(examples):
            lines += [""] * (number > 0)
            lines += [f"    {line}".rstrip() for line in shown(example, language)]
    return "\n".join(lines) + "\n"


def as_markdown(rule: Rule, language: str, *, depth: int = 2) -> str:
    """Return all about a rule as Markdown below a heading of ``depth``."""
    words = _words(language)
    grade, basis = GRADES[rule.severity].of(language), basis_of(rule, language)
    parts = [
        f"{'#' * depth} {rule.code} {rule.name}",
        f"**{rule.title.of(language)}**",
        words.facts.format(grade, basis),
        rule.reason.of(language),
        *_remarks(rule, words),
    ]
    for heading, examples in ((words.wrong, rule.bad), (words.right, rule.good)):
        if examples:
            parts.append(heading)
        parts += [_fenced(shown(example, language)) for example in examples]
    return "\n\n".join(parts) + "\n"


def as_table(rules: Sequence[Rule], language: str, page: str = "") -> str:
    """Return a Markdown table of rules; ``page`` is where their codes link to."""
    chinese = language == "zh"
    head = (
        ("代码", "级别", "名称", "检查什么", "依据")
        if chinese
        else ("code", "severity", "name", "what is wrong", "basis")
    )
    rows = [head, ("---",) * len(head)]
    for rule in rules:
        link = f"[{rule.code}]({page}#{rule.code.lower()}-{rule.name})"
        rows.append(
            (
                link,
                GRADES[rule.severity].of(language),
                rule.name,
                rule.title.of(language).replace("|", "\\|"),
                basis_of(rule, language),
            )
        )
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def basis_of(rule: Rule, language: str) -> str:
    """Return what a rule rests on; clauses of standards are cited the same in all languages."""
    return _BASES.get(rule.basis, rule.basis) if language == "zh" else rule.basis


def shown(example: Example, language: str) -> Iterator[str]:
    """Yield the lines of an example: what of the model notice it changes, or all of it."""
    words = _words(language)
    if example.whole is not None:
        yield from example.whole.strip("\n").splitlines()
    else:
        yield from _changed(example.parts.items(), language)
    for other in example.others:
        changed = " / ".join(_changed(other.items(), language))
        yield words.beside.format(changed or PARTS["number"])


def _changed(parts: Iterable[tuple[str, str]], language: str) -> Iterator[str]:
    order = {name: number for number, name in enumerate(PARTS)}
    for name, text in sorted(parts, key=lambda part: order[part[0]]):
        if text:
            yield from text.splitlines()
        elif PARTS[name]:
            yield _words(language).without.format(NAMES[name].of(language))


def _remarks(rule: Rule, words: _Words) -> Iterator[str]:
    if rule.fixable:
        yield words.fixable
    if rule.typographic:
        yield words.typographic
    if not rule.default:
        yield words.chosen


def _fenced(lines: Iterable[str]) -> str:
    return "\n".join(["```text", *lines, "```"])
