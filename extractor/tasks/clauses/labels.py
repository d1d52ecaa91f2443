"""Labels of a clause where they stand: 牵头单位:, 责任领导:, 【完成时限】."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractor.tasks.clauses import lexicon
from extractor.tasks.clauses.values import Role
from extractor.tasks.clauses.view import View


@dataclass(frozen=True, slots=True)
class Label:
    """A label with its colon, a range of the view; one not ``alone`` needs another beside it."""

    start: int
    end: int
    kind: lexicon.LabelKind
    role: Role | None
    alone: bool


def find_labels(view: View, start: int, end: int, *, level: int) -> list[Label]:
    """Return the labels of ``view`` in a range, at one bracket level, each with its colon."""
    return [
        _label(match)
        for low, high in _windows(view, start, end)
        for match in lexicon.label_pattern().finditer(view.text, low, high)
        if view.depth[match.start()] == level and not _is_mention(view, start, match.start())
    ]


def _windows(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges that labels may stand in: before the marks that end them, none overlapping.

    Most of a paragraph is far from any.
    """
    window: tuple[int, int] | None = None
    ends = lexicon.label_ends()
    for mark in _MARK.finditer(view.text, start, end):
        before = view.text[mark.start() - 1]
        if before not in ends:
            continue
        reach = lexicon.label_reach() if before != ")" else lexicon.WINDOW
        first = lexicon.label_starts().search(
            view.text, max(start, mark.start() - reach), mark.start()
        )
        if first is None:
            continue
        low = first.start()
        if window is not None and low <= window[1]:
            window = window[0], mark.end()
            continue
        if window is not None:
            yield window
        window = low, mark.end()
    if window is not None:
        yield window


_MARK = re.compile("[:∶】\\]]")


def _label(match: regex.Match[str]) -> Label:
    start, end = match.span()
    if match["people"] is not None:
        alone = match["people"] not in lexicon.words("person", "beside")
        return Label(start, end, "people", None, alone)
    if match["deadline"] is not None:
        alone = match["deadline"] not in lexicon.words("deadline", "beside")
        return Label(start, end, "deadline", None, alone)
    if match["other"] is not None:
        return Label(start, end, "other", None, alone=False)
    alone = match["bare"] is None or match["bare"] in lexicon.bare_alone()
    return Label(start, end, "units", lexicon.label_role(match), alone)


def _is_mention(view: View, low: int, start: int) -> bool:
    """Whether words before make a label a mention: 各责任单位: 要…"""
    before = view.text[max(low, start - 2) : start]
    return before.endswith(lexicon.words("label", "mentions")) and not view.gap_before(start)
