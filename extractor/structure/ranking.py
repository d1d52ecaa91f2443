"""Numbered paragraphs in their order: how deep each nests, and which have text below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model.document import Table
from extractor.structure.headings import assigns, heading_of
from extractor.structure.prose import Item, Prose
from extractor.structure.roles import HEADING_FORMS
from extractor.text.characters import compact
from extractor.text.labels import Label, counts_on, outline_levels

_ITEM_FORMS = frozenset({"circled", "letter", "roman"})
"""Forms that number items; what stands below one stands right below it."""
_LONGEST_ALONE = 24
"""Characters of a heading that is an article's title and not its text."""
_LONGEST_RUN_IN = 40
"""Characters of a first sentence that may head the items below it, among plain paragraphs."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Positions of numbered paragraphs; a smaller rank is higher."""

    ranks: dict[int, int]
    parents: frozenset[int]
    """Those that have others of a lower rank below them."""
    leads: frozenset[int]
    """Those that unnumbered text, a table or lower numbers follow, as they do a heading."""
    flat: frozenset[int] = frozenset()
    """Those that are text whatever they look like: articles (第一条), and items in them."""


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
    flat: set[int] = set()
    leads = {position for position, _ in labelled if _text_follows(items, position, used)}
    for group in ([e for e in labelled if e[0] < cut], [e for e in labelled if e[0] >= cut]):
        levels = outline_levels([label for _, label in group])
        for order, ((position, _), level) in enumerate(zip(group, levels, strict=True)):
            ranks[position] = level
            if order + 1 < len(levels) and levels[order + 1] > level:
                following = group[order + 1][0]
                if following == position + 1 or group[order][1].form not in _ITEM_FORMS:
                    parents.add(position)
        runs = _siblings(group, levels)
        for siblings in runs:
            _treat_alike(siblings, items, leads, parents)
        flat |= _below_articles(group, levels, items, _articles(group, runs))
    return Ranking(
        ranks, frozenset(parents - flat), frozenset((leads | parents) - flat), frozenset(flat)
    )


def _text_follows(items: Sequence[Item], position: int, used: set[int]) -> bool:
    below = items[position + 1] if position + 1 < len(items) else None
    if below is None or position + 1 in used:
        return False
    return isinstance(below, Table) or (isinstance(below, Prose) and below.label is None)


def _articles(
    group: Sequence[tuple[int, Label]], runs: Sequence[Sequence[tuple[int, Label]]]
) -> set[int]:
    """Return the positions of articles: 第一条, and 一、 where its count goes on past a chapter."""
    found = {position for position, label in group if label.form == "article"}
    chapters = [position for position, label in group if label.form == "chapter"]
    for run in runs:
        first, last = run[0], run[-1]
        past = any(first[0] < chapter < last[0] for chapter in chapters)
        if past and first[1].form not in {"chapter", "part", "section"}:
            found |= {position for position, _ in run}
    return found


def _below_articles(
    group: Sequence[tuple[int, Label]],
    levels: Sequence[int],
    items: Sequence[Item],
    articles: set[int],
) -> set[int]:
    """Return the articles (第一条) that are text and not headings, with all numbered below them.

    The articles of a document are all one or the other: headings only where most of them stand
    alone on their lines, as 第一条 目的 does.
    """
    headed = sum(_stands_alone(items[position]) for position in articles)
    if headed * 2 > len(articles):
        return set()
    found: set[int] = set()
    depth: int | None = None
    for (position, _), level in zip(group, levels, strict=True):
        if depth is not None and level <= depth and position not in articles:
            depth = None
        if position in articles:
            depth = level
        if depth is not None:
            found.add(position)
    return found


def _stands_alone(item: Item) -> bool:
    if not isinstance(item, Prose) or item.label is None:
        return False
    title = item.key[len(compact(item.label.printed)) :].strip("()【】[]")
    return 0 < len(title) <= _LONGEST_ALONE and not any(mark in title for mark in "。;:,")


def _siblings(
    group: Sequence[tuple[int, Label]], levels: Sequence[int]
) -> list[list[tuple[int, Label]]]:
    """Return the runs of numbers of one level and form that count on.

    A higher number parts a run where the count starts again below it, and not where it goes on.
    """
    runs: list[list[tuple[int, Label]]] = []
    open_: dict[int, list[tuple[int, Label]]] = {}
    parted: set[int] = set()
    for entry, level in zip(group, levels, strict=True):
        parted |= {held for held in open_ if held > level}
        last = open_[level][-1][1] if level in open_ else None
        label = entry[1]
        if (
            last is None
            or last.form != label.form
            or label.value == 1
            or (level in parted and not counts_on(last.value, label.value))
        ):
            open_[level] = []
            runs.append(open_[level])
        parted.discard(level)
        open_[level].append(entry)
    return runs


def _treat_alike(
    siblings: Sequence[tuple[int, Label]],
    items: Sequence[Item],
    leads: set[int],
    parents: set[int],
) -> None:
    """Let the items of a list stay items where only few of them read like headings.

    Text that follows only few of them, as the last, makes no heading of an item; nor does a full
    sentence become one because text follows it, where the others are plain text.
    """
    if len(siblings) < 2:
        return
    positions = [position for position, _ in siblings]
    _head_alike(positions, items, leads, parents)
    heads = {p: head for p in positions if (head := _heading(items[p], leads=p in leads))}
    plain = [p for p in positions if p not in heads and p not in parents]
    if 2 * len(plain) >= len(positions):
        parents.difference_update([p for p in positions if p not in heads and _is_text(items[p])])
    if siblings[0][1].form not in HEADING_FORMS:
        leading = [p for p in positions if p in leads or p in parents]
        if 2 * len(leading) <= len(positions):
            leads.difference_update(p for p in positions if p not in parents)
        return
    ends = ("。", "：", ":")
    sentences = {p for p, title in heads.items() if title.endswith(ends) and p not in parents}
    if not any(_ends_item(items[p]) for p in plain):
        sentences = {p for p in sentences if len(heads[p]) > _LONGEST_ALONE or "，" in heads[p]}
    if plain and sentences and sentences >= heads.keys() - parents:
        leads -= sentences


def _head_alike(
    positions: Sequence[int], items: Sequence[Item], leads: set[int], parents: set[int]
) -> None:
    """Let all items of a list head their text where one that has text of its own below it does.

    高层次人才。 heads the items below it as 重点企业人才。 heads the text that follows it.
    """
    below = [p for p in positions if p in parents or (p in leads and _is_one_title(items[p]))]
    if 0 < len(below) < len(positions) and all(_opens_as_heading(items[p]) for p in positions):
        parents.update(positions)


def _is_one_title(item: Item) -> bool:
    """Whether a numbered paragraph is a short title with a full stop, and nothing more."""
    return (
        isinstance(item, Prose)
        and _opens_as_heading(item)
        and item.key.find("。") == (len(item.key) - 1)
    )


def _is_text(item: Item) -> bool:
    """Whether the first sentence of a numbered paragraph is a sentence, and no title."""
    if not isinstance(item, Prose) or item.label is None:
        return False
    sentence = item.folded[item.label.end :].partition("。")[0]
    return "," in sentence or len(sentence) > _LONGEST_RUN_IN


def _opens_as_heading(item: Item) -> bool:
    """Whether the first sentence of a numbered paragraph is short and plain, as a title is."""
    if not isinstance(item, Prose) or item.label is None or assigns(item.text):
        return False
    title, stop, _ = item.folded[item.label.end :].strip().partition("。")
    return bool(stop) and 0 < len(title) <= _LONGEST_ALONE and not set(title) & set(",;:")


def _ends_item(item: Item) -> bool:
    return isinstance(item, Prose) and item.folded.endswith((";", ","))


def _heading(item: Item, *, leads: bool) -> str | None:
    found = heading_of(item, leads=leads) if isinstance(item, Prose) else None
    return found[1].text if found is not None else None
