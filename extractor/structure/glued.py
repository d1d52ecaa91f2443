"""Numbered items that a copy has run together in one paragraph: （责任单位：甲局）10.大力培育…"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.structure.prose import Item, Prose
from extractor.text.labels import Label, read_label

_END = regex.compile(r"[。；;)）】〕][ \t\u3000]*+(?=[0-9０-９(（第一二三四五六七八九十])")
"""How an item ends before the number of the next."""
_MOST = 40
"""So many such places of a paragraph are looked at."""


def parted(items: Sequence[Item]) -> list[Item]:
    """Return the items with those paragraphs parted that hold two items of one count.

    A paragraph is parted only where the count proves it: its own number is N, the number inside
    is N + 1 in the same form, and the next number of that form below it is N + 2.
    """
    found: list[Item] = []
    for position, item in enumerate(items):
        cut = _cut(item, items, position) if isinstance(item, Prose) else None
        if cut is None or not isinstance(item, Prose):
            found.append(item)
            continue
        whole = item.passage
        found.append(replace(item, passage=whole.slice(0, cut).strip()))
        found.append(replace(item, passage=whole.slice(cut).strip()))
    return found


def _cut(prose: Prose, items: Sequence[Item], position: int) -> int | None:
    """Return where the second item of a paragraph begins in its passage, or None."""
    own = prose.label
    if own is None or not isinstance(own.value, int):
        return None
    text = prose.passage.text
    for end in list(_END.finditer(text))[:_MOST]:
        label = read_label(text[end.end() : end.end() + 12])
        if label is not None and _follows(label, own, 1):
            return end.end() if _goes_on(own, items, position) else None
    return None


def _goes_on(own: Label, items: Sequence[Item], position: int) -> bool:
    """Whether the next number of the same form below is the one after the next."""
    for item in items[position + 1 :]:
        if isinstance(item, Prose) and item.label is not None and item.label.form == own.form:
            return _follows(item.label, own, 2)
    return False


def _follows(label: Label, own: Label, step: int) -> bool:
    return label.form == own.form and isinstance(own.value, int) and label.value == own.value + step
