"""A notice in, findings out: the check before it is issued.

`check_source` reads one file and runs the rules; `extractor.checks.rule` says what a rule is.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.api import Input, read_stages
from extractor.checks.engine import Choice, check
from extractor.checks.finding import Excerpt, Finding, Spot
from extractor.checks.options import Thresholds
from extractor.checks.others import NOTHING, Collection, Others
from extractor.checks.rule import Both, Edit, Example, Found, Profile, Rule, Span, example, rule
from extractor.checks.rules import builtin_rules
from extractor.checks.subject import Subject
from extractor.units import Registry

__all__ = [
    "Both",
    "Choice",
    "Collection",
    "Edit",
    "Example",
    "Excerpt",
    "Finding",
    "Found",
    "Others",
    "Profile",
    "Rule",
    "Span",
    "Spot",
    "Subject",
    "Thresholds",
    "builtin_rules",
    "check",
    "check_source",
    "example",
    "read_subject",
    "rule",
]


def read_subject(
    source: Input,
    *,
    name: str | None = None,
    profile: Profile = "new",
    thresholds: Thresholds | None = None,
    registry: Registry | None = None,
    others: Others = NOTHING,
) -> Subject:
    """Return one notice as rules look at it.

    Raises:
        ExtractorError: It can't be read, as `extractor.extract` raises it.
    """
    stages = read_stages(source, name=name, registry=registry)
    return Subject(
        document=stages.document,
        outline=stages.outline,
        setting=stages.setting,
        reading=stages.reading,
        notice=stages.notice,
        profile=profile,
        thresholds=thresholds or Thresholds(),
        registry=registry,
        others=others,
    )


def check_source(
    source: Input,
    *,
    name: str | None = None,
    rules: Sequence[Rule] | None = None,
    profile: Profile = "new",
    thresholds: Thresholds | None = None,
    registry: Registry | None = None,
    others: Others = NOTHING,
) -> tuple[Finding, ...]:
    """Return what the rules, by default all that ship, find in one notice.

    Raises:
        ExtractorError: It can't be read, as `extractor.extract` raises it.
    """
    subject = read_subject(
        source,
        name=name,
        profile=profile,
        thresholds=thresholds,
        registry=registry,
        others=others,
    )
    return check(subject, Choice(builtin_rules() if rules is None else tuple(rules)))
