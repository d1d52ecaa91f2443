"""Which found task is which gold task: by how their texts begin, then by number and order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from extractor.evaluation.gold import GoldTask
from extractor.model.notice import Task
from extractor.text.characters import compact, fold
from extractor.text.labels import read_label

HEADING = 80
"""A run-in heading (段首小标题), which one of the two may leave out, has fewer characters."""


def align(gold: Sequence[GoldTask], found: Sequence[Task]) -> list[tuple[int, int]]:
    """Return the pairs of positions in ``gold`` and ``found``, in the order of ``gold``.

    Each is used at most once. Candidates are tried from the surest on: the own text begins alike,
    then a heading over several tasks, then the text behind a run-in heading; among equals those
    of one number, then the first with the first.
    """
    openings = [_openings(task) for task in found]
    numbers = [_numbers(task) for task in found]
    candidates: list[tuple[int, bool, int, int, int]] = []
    turns: dict[tuple[str, str | None], count[int]] = {}
    for i, wanted in enumerate(gold):
        begins, number = opening(wanted.begins), _number(wanted.number)
        among_all = next(turns.setdefault((begins, None), count()))
        among_same = next(turns.setdefault((begins, number), count()))
        fits = [(rank, j) for j, starts in enumerate(openings) if (rank := _rank(begins, starts))]
        same = {j: n for n, j in enumerate(j for _, j in fits if number in numbers[j])}
        for ordinal, (rank, j) in enumerate(fits):
            away = abs(same[j] - among_same) if j in same else abs(ordinal - among_all)
            candidates.append((rank, j not in same, away, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return sorted(pairs.items())


def opening(text: str) -> str:
    """Return the words of ``text`` folded, without its number, white space and marks.

    Marks go because a heading, which ends in one where it is run in, has none on a line of its own.

    >>> opening("（一） 加强 公开。每月")
    '加强公开每月'
    """
    label = read_label(text.strip())
    return _words(text.strip()[label.end :] if label else text) or compact(text)


def _words(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum())


def _openings(task: Task) -> list[tuple[int, str]]:
    """Return what a task's text may begin with, each with its rank from 1, the surest."""
    own = not any(entry.field == "task" for entry in task.derived)
    texts = [text for text in (task.task, task.requirement) if text]
    starts = [opening(text) for text in texts]
    shown = [(1, start) for start in starts]
    if len(starts) > 1:
        shown[0] = (1 if own else 2, starts[0] + starts[1])
    if task.section_path:
        shown.append((2, opening(task.section_path[-1]) + (starts[-1] if starts else "")))
    for text in texts:
        _heading, mark, rest = text[:HEADING].partition("。")
        if mark:
            shown.append((3, _words(rest + text[HEADING:])))
    return shown


def _rank(begins: str, starts: Sequence[tuple[int, str]]) -> int:
    """Return the rank of the surest beginning that fits, 0 where none does."""
    return min((rank for rank, start in starts if start.startswith(begins)), default=0)


def _numbers(task: Task) -> tuple[str, ...]:
    """Return what a task may be numbered; a clause of several in a paragraph has two: 1.2, 1."""
    number = _number(task.number)
    if any(entry.rule == "sub_clause" for entry in task.derived):
        return number, number.rpartition(".")[0]
    return (number,)


def _number(number: str | None) -> str:
    return compact(number or "").strip("().、,")
