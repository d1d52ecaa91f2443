"""Numbers that a copy has damaged, mended where the count of the items proves it.

Two items run together in one paragraph: （责任单位：甲局）10.大力培育…; numbers without their
mark: 1突破关键技术 … 2强化攻关 … 3建设平台.
"""

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


_BARE = regex.compile(
    r"(?P<number>[1-9][0-9]?)(?=\p{Han})(?![年月日号个项条家万亿元人次天级类种名位所座米户亩吨批周期轮届季点者处件台套辆倍岁度章节款])"
)
_FEWEST = 3
"""So many items in a row make a count."""


def marked(items: Sequence[Item]) -> list[Item]:
    """Return the items with the numbers of those that have lost the mark behind them.

    They count from 1 on without a gap, three of them at least: 3年内 alone is no number.
    """
    bare = [
        (position, int(match["number"]))
        for position, item in enumerate(items)
        if isinstance(item, Prose) and item.label is None
        if (match := _BARE.match(item.folded)) is not None
    ]
    found = list(items)
    for run in _runs(bare):
        for position, number in run if len(run) >= _FEWEST else ():
            item = items[position]
            label = read_label(f"{number}.甲")
            if isinstance(item, Prose) and label is not None:
                printed = str(number)
                lost = replace(label, end=len(printed), printed=printed, damaged=True)
                found[position] = replace(item, number=lost)
    return found


def _runs(numbers: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the stretches that count from 1 on."""
    runs: list[list[tuple[int, int]]] = []
    for position, number in numbers:
        if number == 1:
            runs.append([(position, number)])
        elif runs and number == runs[-1][-1][1] + 1:
            runs[-1].append((position, number))
    return runs


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
