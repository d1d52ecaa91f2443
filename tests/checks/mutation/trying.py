"""Mutants tried: what is found in them beside what should be."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.api import extract
from extractor.checks import Collection, Finding, check_source
from extractor.units.registry import read_registry
from tests.checks.mutation import head, tasks, text
from tests.checks.mutation.mutant import CHANGES, Mutant
from tests.checks.mutation.notices import SHAPES, invent
from tests.checks.mutation.writing import WRITERS

KINDS = (head, tasks, text)
"""The modules whose changes are tried; naming them here registers them."""


@dataclass(frozen=True)
class Trial:
    """One mutant in one format, and what was found in it."""

    code: str
    seed: int
    shape: str
    suffix: str
    mutant: Mutant
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether the fault was found, once, at its place, and nothing else was."""
        return (
            len(self.findings) == 1
            and self.findings[0].code == self.code
            and _stands_at(self.findings[0], self.mutant.spot)
        )


def trials(seed: int, codes: frozenset[str] | None = None) -> Iterator[Trial]:
    """Yield every change made to the clean notices of ``seed``, in every format it is for."""
    for shape in SHAPES:
        notice = invent(seed, shape)
        for code, change in CHANGES:
            if codes is not None and code not in codes:
                continue
            mutant = change(notice, random.Random(f"{seed}/{shape}/{code}"))
            if mutant is None:
                continue
            for suffix in mutant.formats:
                yield Trial(code, seed, shape, suffix, mutant, _found(mutant, suffix))


def _found(mutant: Mutant, suffix: str) -> tuple[Finding, ...]:
    others = [
        extract(WRITERS[".md"](other), name=f"other-{at}.md")
        for at, other in enumerate(mutant.others)
    ]
    return check_source(
        WRITERS[suffix](mutant.notice),
        name=f"notice{suffix}",
        registry=read_registry(["name", *mutant.registry]) if mutant.registry else None,
        others=Collection(others),
    )


def _stands_at(finding: Finding, spot: str | None) -> bool:
    """Whether what the finding marks lies in ``spot``, or holds part of it."""
    excerpt = finding.spot.excerpt if finding.spot else None
    if spot is None:
        return excerpt is None
    if excerpt is None:
        return False
    start = excerpt.text.find(spot)
    while start >= 0:
        if start <= excerpt.end and excerpt.start <= start + len(spot):
            return True
        start = excerpt.text.find(spot, start + 1)
    return False
