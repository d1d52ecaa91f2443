"""Rules of installed packages: the entry point group ``extractor.rules``.

An entry point names a module, a `Rule`, or an iterable of rules. A plugin that fails to load, or
takes a code that is given, is refused in one line: a check that silently lacks rules is worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Literal

from extractor.checks.rule import Rule
from extractor.checks.rules import rules_in
from extractor.errors import BadConfig

GROUP = "extractor.rules"


def plugin_rules(names: Literal["all", "none"] | Sequence[str] = "all") -> tuple[Rule, ...]:
    """Return the rules of the installed plugins, or of those with these names.

    Raises:
        BadConfig: A plugin is not installed, fails to load, or holds what is no rule.
    """
    if names == "none":
        return ()
    installed = {point.name: point for point in entry_points(group=GROUP)}
    wanted = sorted(installed) if names == "all" else list(names)
    found: list[Rule] = []
    for name in wanted:
        if name not in installed:
            raise BadConfig(f"plugin {name}: no installed package has it; install it, or leave it")
        found += _loaded(installed[name])
    return tuple(found)


def united(rules: Iterable[Rule], more: Iterable[Rule], source: str) -> tuple[Rule, ...]:
    """Return ``rules`` and ``more``.

    Raises:
        BadConfig: A code or name is given already; ``source`` says where the second one is.
    """
    taken = {rule.code: rule for rule in rules}
    called = {rule.name for rule in taken.values()}
    for rule in more:
        if rule.code in taken or rule.name in called:
            raise BadConfig(
                f"{source}: {rule.code} {rule.name}: another rule has this code or name; choose "
                "others"
            )
        taken[rule.code] = rule
        called.add(rule.name)
    return tuple(taken.values())


def _loaded(point: EntryPoint) -> tuple[Rule, ...]:
    try:
        value = point.load()
        if isinstance(value, ModuleType):
            found: Sequence[object] = rules_in(value)
        else:
            found = [value] if isinstance(value, Rule) else list(value)
    except Exception as error:  # a plugin may do anything; the user is told which one it was
        raise BadConfig(
            f"plugin {point.name} ({point.value}): {type(error).__name__}: {error}; "
            "mend or remove it"
        ) from error
    rules = tuple(entry for entry in found if isinstance(entry, Rule))
    if not rules or len(rules) != len(found):
        raise BadConfig(f"plugin {point.name} ({point.value}): holds no rules; mend or remove it")
    return rules
