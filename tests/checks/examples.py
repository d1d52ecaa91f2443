"""Runs the examples of rules: the notice of an example is read as any other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor.api import extract
from extractor.checks import Collection, Finding, check_source
from extractor.checks.model_notice import written
from extractor.checks.rule import Example
from extractor.model.notice import Notice
from extractor.units.registry import read_registry


def findings_of(example: Example) -> tuple[Finding, ...]:
    """Return what all rules find in an example."""
    return check_source(
        text_of(example).encode(),
        name=f"example{example.suffix}",
        profile=example.profile,
        registry=read_registry(["name", *example.registry]) if example.registry else None,
        others=Collection(notices(example.others)),
    )


def text_of(example: Example) -> str:
    return written(example.parts) if example.whole is None else example.whole


def notices(others: tuple[Mapping[str, str], ...]) -> Iterator[Notice]:
    for number, parts in enumerate(others, 1):
        yield extract(written(parts).encode(), name=f"other-{number}.md")
