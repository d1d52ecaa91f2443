"""From settings and options to a job: rules gathered, selectors checked, files they name read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec import structs

from extractor.checks.against import load_others
from extractor.checks.baseline import load_baseline
from extractor.checks.config import Config, find_config, load_config
from extractor.checks.declared import load_rules
from extractor.checks.others import NOTHING
from extractor.checks.plugins import plugin_rules, united
from extractor.checks.rule import Profile, Rule
from extractor.checks.rules import builtin_rules
from extractor.checks.running import Job, Known
from extractor.checks.selection import Selection, refuse_unknown
from extractor.errors import ExtractorError
from extractor.model.diagnostic import Severity
from extractor.units import load_registry


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says; None and empty leave it to the settings."""

    profile: Profile | None = None
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] | None = None
    fail_on: Severity | None = None
    exclude: tuple[str, ...] = ()
    registry: str | None = None
    against: tuple[str, ...] = ()
    baseline: str | None = None


def settings(options: Options, path: Path | None = None, *, isolated: bool = False) -> Config:
    """Return the settings that hold: those of the nearest file, the options before them.

    Raises:
        BadConfig: The file says what makes no sense.
    """
    place = None if isolated else path or find_config(Path.cwd())
    config = Config() if place is None else load_config(place)
    given = {
        "profile": options.profile,
        "select": options.select,
        "ignore": options.ignore,
        "fail_on": options.fail_on,
        "registry": options.registry,
        "baseline": options.baseline,
    }
    return structs.replace(
        config,
        extend_select=(*config.extend_select, *options.extend_select),
        exclude=(*config.exclude, *options.exclude),
        against=(*config.against, *options.against),
        **{name: value for name, value in given.items() if value is not None},
    )


def all_rules(config: Config) -> tuple[Rule, ...]:
    """Return the rules that ship, those of plugins, and those the user declares.

    Raises:
        BadConfig: One can't be had.
    """
    rules = united(builtin_rules(), plugin_rules(config.plugins), "plugins")
    for path in config.rules:
        rules = united(rules, load_rules(Path(path)), path)
    return rules


def job_of(config: Config) -> tuple[Job, tuple[ExtractorError, ...]]:
    """Return what files are checked with, and what went wrong with files of other notices.

    Raises:
        ExtractorError: A file that the settings name can't be read, or a selector names no rule.
    """
    rules = all_rules(config)
    _check_selectors(rules, config)
    registry = load_registry(Path(config.registry)) if config.registry else None
    others, faults = load_others(config.against, registry=registry)
    known = None
    if config.baseline:
        path = Path(config.baseline)
        known = Known(load_baseline(path), path.parent)
    selection = Selection(
        select=config.select,
        extend=config.extend_select,
        ignore=config.ignore,
        per_file=config.per_file_ignores,
        severities=config.severity,
    )
    job = Job(
        rules=rules,
        selection=selection,
        profile=config.profile,
        thresholds=config.thresholds,
        registry=registry,
        others=others if config.against else NOTHING,
        known=known,
    )
    return job, faults


def _check_selectors(rules: Sequence[Rule], config: Config) -> None:
    sources: list[tuple[str, Iterable[str]]] = [
        ("select", config.select or ()),
        ("extend-select", config.extend_select),
        ("ignore", config.ignore),
        ("severity", config.severity),
    ]
    sources += [
        (f"per-file-ignores.{file}", codes) for file, codes in config.per_file_ignores.items()
    ]
    for where, selectors in sources:
        refuse_unknown(rules, selectors, where)
