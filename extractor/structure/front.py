"""What stands in front of or around the text without being it: breadcrumbs, tables of contents."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.structure.prose import Item, Prose
from extractor.text.characters import compact
from extractor.vocabulary import load

TOP = 20
"""Breadcrumbs stand among the first items."""
LONGEST_CONTENTS = 400
_DIGITS = "0123456789"
_LEADER = ".…·．-—"


def find_front(items: Sequence[Item]) -> set[int]:
    """Return the positions of breadcrumbs and of a table of contents (目录)."""
    return _breadcrumbs(items) | _contents(items)


def _breadcrumbs(items: Sequence[Item]) -> set[int]:
    starts = tuple(compact(word) for word in load("masthead")["navigation"]["starts"])
    return {
        at
        for at, item in enumerate(items[:TOP])
        if isinstance(item, Prose) and len(item.key) <= 120 and item.key.startswith(starts)
    }


def _contents(items: Sequence[Item]) -> set[int]:
    """Return the table of contents: from its heading to where its first entry comes again."""
    words = {compact(word) for word in load("masthead")["contents"]["words"]}
    for at, item in enumerate(items):
        if not isinstance(item, Prose) or item.key not in words or at + 2 >= len(items):
            continue
        first = items[at + 1]
        if not isinstance(first, Prose):
            continue
        entry = first.key.rstrip(_DIGITS).rstrip(_LEADER)
        for again in range(at + 2, min(at + LONGEST_CONTENTS, len(items))):
            below = items[again]
            if not isinstance(below, Prose):
                break
            if entry and below.key == entry:
                return set(range(at, again))
            if len(below.key) > 80:
                break
    return set()
