"""Numbered paragraphs in their order: how deep each nests, and which have text below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model.document import Table
from extractor.structure.prose import Item, Prose
from extractor.structure.roles import HEADING_FORMS
from extractor.text.labels import Label, outline_levels


@dataclass(frozen=True, slots=True)
class Ranking:
    """Positions of numbered paragraphs; a smaller rank is higher."""

    ranks: dict[int, int]
    parents: frozenset[int]
    """Those that have others of a lower rank below them."""
    leads: frozenset[int]
    """Those that unnumbered text, a table or lower numbers follow, as they do a heading."""


def rank(items: Sequence[Item], used: set[int], signed: int | None) -> Ranking:
    """Return the ranking of the text and, apart from it, of what follows the signature."""
    labelled = [
        (position, item.label)
        for position, item in enumerate(items)
        if isinstance(item, Prose) and position not in used and item.label is not None
    ]
    cut = signed if signed is not None else len(items)
    ranks: dict[int, int] = {}
    parents: set[int] = set()
    leads = {position for position, _ in labelled if _text_follows(items, position, used)}
    for group in ([e for e in labelled if e[0] < cut], [e for e in labelled if e[0] >= cut]):
        levels = outline_levels([label for _, label in group])
        for order, ((position, _), level) in enumerate(zip(group, levels, strict=True)):
            ranks[position] = level
            if order + 1 < len(levels) and levels[order + 1] > level:
                parents.add(position)
        for siblings in _siblings(group, levels):
            _treat_alike(siblings, leads, parents)
    return Ranking(ranks, frozenset(parents), frozenset(leads | parents))


def _text_follows(items: Sequence[Item], position: int, used: set[int]) -> bool:
    below = items[position + 1] if position + 1 < len(items) else None
    if below is None or position + 1 in used:
        return False
    return isinstance(below, Table) or (isinstance(below, Prose) and below.label is None)


def _siblings(
    group: Sequence[tuple[int, Label]], levels: Sequence[int]
) -> list[list[tuple[int, Label]]]:
    """Return the runs of numbers of one level that no higher number parts."""
    runs: list[list[tuple[int, Label]]] = []
    open_: dict[int, list[tuple[int, Label]]] = {}
    for entry, level in zip(group, levels, strict=True):
        for deeper in [held for held in open_ if held > level]:
            del open_[deeper]
        if level not in open_:
            open_[level] = []
            runs.append(open_[level])
        open_[level].append(entry)
    return runs


def _treat_alike(siblings: Sequence[tuple[int, Label]], leads: set[int], parents: set[int]) -> None:
    """Let the items of a list stay items where text follows only few of them, as the last."""
    if siblings[0][1].form in HEADING_FORMS or len(siblings) < 2:
        return
    positions = [position for position, _ in siblings]
    leading = [p for p in positions if p in leads or p in parents]
    if 2 * len(leading) <= len(positions):
        leads.difference_update(p for p in positions if p not in parents)
