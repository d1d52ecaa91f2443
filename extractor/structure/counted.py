"""Numbers that a copy has damaged, mended where the count of the items proves it.

Two items run together in one paragraph: （责任单位：甲局）10.大力培育…; numbers without their
mark: 1突破关键技术 … 2强化攻关 … 3建设平台.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
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

    A paragraph is parted only where the count proves it: the number inside is N, its own or the
    last above of the same form is N - 1, and the next of that form below is N + 1.
    """
    counts = _counts(items)
    found: list[Item] = []
    for position, item in enumerate(items):
        cut = _cut(item, position, counts) if isinstance(item, Prose) else None
        if cut is None or not isinstance(item, Prose):
            found.append(item)
            continue
        whole = item.passage
        found.append(replace(item, passage=whole.slice(0, cut).strip()))
        found.append(replace(item, passage=whole.slice(cut).strip()))
    return found


_Counts = dict[str, list[tuple[int, int]]]
"""Places and values of the numbers of paragraphs, by their form."""


def _counts(items: Sequence[Item]) -> _Counts:
    counts: _Counts = {}
    for position, item in enumerate(items):
        label = item.label if isinstance(item, Prose) else None
        if label is not None and isinstance(label.value, int):
            counts.setdefault(label.form, []).append((position, label.value))
    return counts


def _cut(prose: Prose, position: int, counts: _Counts) -> int | None:
    """Return where the second item of a paragraph begins in its passage, or None."""
    text = prose.passage.text
    for end in list(_END.finditer(text))[:_MOST]:
        label = read_label(text[end.end() : end.end() + 12])
        if label is not None and _fits(label, position, counts):
            return end.end()
    return None


def _fits(label: Label, position: int, counts: _Counts) -> bool:
    """Whether ``label`` stands between the numbers of its form above and below it."""
    if not isinstance(label.value, int):
        return False
    same = counts.get(label.form, [])
    below = bisect_right(same, (position, sys.maxsize))
    return (
        0 < below < len(same)
        and same[below - 1][1] == label.value - 1
        and same[below][1] == label.value + 1
    )
