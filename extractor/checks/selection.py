"""Which rules run on which file, as the user has it: select, ignore, per-file ignores.

A selector is a whole code (N01), the beginning of codes (N, N0), a rule's name (year-brackets)
or ALL. Of a selection and an exclusion that both match, the longer wins; of equals, the exclusion.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.checks.engine import Choice
from extractor.checks.files import matches
from extractor.checks.rule import Rule
from extractor.errors import BadConfig
from extractor.model.diagnostic import Severity

ALL = "ALL"
_WHOLE = 100
"""How narrow a selector is that names one rule; others are as narrow as they are long."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user selects and excludes; None selects every rule that runs by default."""

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Selectors to exclude by the pattern of a path."""
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """By selector; the narrowest counts."""


def choose(rules: Sequence[Rule], selection: Selection, file: str = "") -> Choice:
    """Return the rules that run on ``file``, with their severities."""
    excluded = [*selection.ignore]
    for pattern, selectors in selection.per_file.items():
        if matches(pattern, file):
            excluded += selectors
    running = tuple(rule for rule in rules if _runs(rule, selection, excluded))
    severities: dict[str, Severity] = {}
    for rule in running:
        grades = [(_narrowness(rule, one), grade) for one, grade in selection.severities.items()]
        narrowest = max((entry for entry in grades if entry[0] is not None), default=None)
        if narrowest is not None:
            severities[rule.code] = narrowest[1]
    return Choice(running, severities)


def refuse_unknown(rules: Sequence[Rule], selectors: Iterable[str], where: str) -> None:
    """Refuse a selector that matches no rule.

    Raises:
        BadConfig: It says which, and where.
    """
    for selector in selectors:
        if not any(_narrowness(rule, selector) is not None for rule in rules):
            raise BadConfig(f"{where}: no rule is called {selector}; `extractor rules` lists them")


def _runs(rule: Rule, selection: Selection, excluded: Iterable[str]) -> bool:
    selected = _narrowest(rule, selection.extend)
    if selection.select is None:
        selected = max(selected, 0) if rule.default else selected
    else:
        selected = max(selected, _narrowest(rule, selection.select))
    if not rule.default and selected < _WHOLE:
        return False
    return selected > _narrowest(rule, excluded)


def _narrowest(rule: Rule, selectors: Iterable[str]) -> int:
    """Return how narrow the narrowest selector is that matches; -1 where none does."""
    found = (_narrowness(rule, selector) for selector in selectors)
    return max((one for one in found if one is not None), default=-1)


def _narrowness(rule: Rule, selector: str) -> int | None:
    """Return how narrowly ``selector`` names the rule; None where it does not."""
    if selector in {rule.code, rule.name}:
        return _WHOLE
    if selector == ALL:
        return 0
    return len(selector) if selector and rule.code.startswith(selector) else None
