"""Duties to report that belong to the notice and to no single task. 报送要求"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractor.model.notice import Deadline
from extractor.tasks.deadlines import find_deadline_mentions
from extractor.tasks.sentences import sentences_of
from extractor.text.characters import fold
from extractor.vocabulary import load

MAX_SENTENCE = 600


@dataclass(frozen=True, slots=True)
class ReportingFound:
    """A sentence at ``[start, end)`` that obliges to report, and by when."""

    start: int
    end: int
    deadlines: tuple[Deadline, ...]


@cache
def _verb_pattern() -> regex.Pattern[str]:
    """报送, 书面报区政府办公室, 向我局报告; not 申报, 填报 or a 年度报告."""
    words = load("directives")["reporting"]
    verbs = "|".join(map(regex.escape, sorted(words["verbs"], key=len, reverse=True)))
    receivers = "|".join(map(regex.escape, sorted(words["receivers"], key=len, reverse=True)))
    others = "".join(words["other_words"])
    return regex.compile(
        rf"{verbs}|(?<![{others}])报[^,。;报]{{1,24}}?(?:{receivers})|向[^,。;]{{2,24}}报告"
    )


def find_reporting(
    text: str, *, issue_date: str | None, plan_year: int | None
) -> tuple[ReportingFound, ...]:
    """Return the sentences of a paragraph that oblige to report by a date or in a rhythm.

    >>> found, = find_reporting("请于6月30日前将工作方案报送区政府办公室。", issue_date=None,
    ...     plan_year=2021)
    >>> found.deadlines[0].end
    '2021-06-30'
    """
    found = []
    for sentence in sentences_of(text):
        if len(sentence.plain) > MAX_SENTENCE or not _obliges(sentence.plain):
            continue
        words = text[sentence.start : sentence.end]
        mentions = find_deadline_mentions(words, issue_date=issue_date, plan_year=plan_year)
        deadlines = tuple(
            mention.deadline
            for mention in mentions
            if mention.deadline.kind in _KINDS and _governs(mention.deadline, sentence.plain)
        )
        if deadlines:
            found.append(ReportingFound(sentence.start, sentence.end, deadlines))
    return tuple(found)


_KINDS = frozenset({"date", "milestone", "period", "recurring", "unknown"})


def _governs(deadline: Deadline, plain: str) -> bool:
    """Whether a time is that of the report; a bare 每年 is so only within the verb's clause."""
    if deadline.recurrence is None or "BY" in deadline.recurrence:
        return True
    words = "".join(fold(deadline.text).split())
    verb = _verb_pattern().search(plain)
    at = plain.find(words)
    return verb is not None and at >= 0 and "," not in plain[at : verb.start()]


def _obliges(plain: str) -> bool:
    """Whether a reporting verb follows a word that asks for it."""
    verb = _verb_pattern().search(plain)
    if verb is None:
        return False
    openers = load("directives")["reporting"]["openers"]
    return any(opener in plain[: verb.start()] for opener in openers)
