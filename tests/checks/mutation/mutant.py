"""A clean notice with one thing wrong: which rule has to find it, and where."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.checks.mutation.notices import Notice

Change = Callable[[Notice, random.Random], "Mutant | None"]


@dataclass(frozen=True)
class Mutant:
    """A notice with a fault.

    ``spot`` are words of the source of which the finding must mark a part, or at which it must
    stand; None: the finding is about the notice as a whole, or about what no reader sees.
    """

    notice: Notice
    spot: str | None
    others: tuple[Notice, ...] = ()
    registry: tuple[str, ...] = ()
    formats: tuple[str, ...] = (".md", ".docx", ".html")


CHANGES: list[tuple[str, Change]] = []


def mutates(code: str) -> Callable[[Change], Change]:
    """Register a function that puts in what the rule ``code`` speaks of."""

    def kept(change: Change) -> Change:
        CHANGES.append((code, change))
        return change

    return kept


def with_text(notice: Notice, sentence: str) -> Notice:
    """Return the notice with a paragraph of text behind its own."""
    return notice.but(body=(*notice.body, sentence))
