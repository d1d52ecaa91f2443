"""How the paragraphs of a text stand under one another: parents, leaves, what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

_DEEPEST = 1000


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph as the outline knows it."""

    text: str
    kind: Literal["heading", "item", "text"]
    level: int | None = None
    """1 is the outermost; None ranks below every level."""
    label: int | None = None
    """The value of its number."""


def parents(items: Sequence[Item]) -> list[int | None]:
    """Return for each item the heading or item it stands under."""
    parents: list[int | None] = []
    open_: list[tuple[int, int]] = []
    for index, item in enumerate(items):
        if item.kind == "text":
            parents.append(open_[-1][1] if open_ else None)
            continue
        level = _DEEPEST if item.level is None else item.level
        while open_ and open_[-1][0] >= level:
            open_.pop()
        parents.append(open_[-1][1] if open_ else None)
        open_.append((level, index))
    return parents


def leaves(items: Sequence[Item], parents: Sequence[int | None]) -> set[int]:
    """Return the headings and items under which no other stands."""
    inner = {
        parent
        for item, parent in zip(items, parents, strict=True)
        if item.kind != "text" and parent is not None
    }
    return {i for i, item in enumerate(items) if item.kind != "text" and i not in inner}


def following(items: Sequence[Item]) -> list[int]:
    """Return for each item the index of the next heading or item, or the number of items."""
    following = [len(items)] * len(items)
    for index in range(len(items) - 2, -1, -1):
        after = index + 1
        following[index] = after if items[after].kind != "text" else following[after]
    return following


def lines_above(items: Sequence[Item], lines: Sequence[bool]) -> list[int | None]:
    """Return for each paragraph the nearest one above that is no line of units."""
    above: list[int | None] = []
    last: int | None = None
    for index, is_line in enumerate(lines[: len(items)]):
        above.append(last)
        if not is_line:
            last = index
    return above


def spans(parents: Sequence[int | None], leaves: set[int]) -> dict[int, tuple[int, int, int]]:
    """Return for each heading the first, the last and the number of the leaves right below it."""
    spans: dict[int, tuple[int, int, int]] = {}
    for leaf in sorted(leaves):
        parent = parents[leaf]
        if parent is not None:
            first, _, count = spans.get(parent, (leaf, leaf, 0))
            spans[parent] = (first, leaf, count + 1)
    return spans
