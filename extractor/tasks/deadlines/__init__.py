"""Deadlines (完成时限): a cell or the tail of a clause in, `Deadline` values out.

A deadline is recognised, then made into days by the notice's date of issue and plan year. What
cannot be made into days keeps its text with the kind ``unknown``. Recurrences are RFC 5545.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.model.notice import Deadline
from extractor.tasks.deadlines.found import TimeFound
from extractor.tasks.deadlines.frame import frame_of
from extractor.tasks.deadlines.scan import compacted, cuts, scan, states_nothing
from extractor.text.characters import fold
from extractor.text.numerals import read_chinese
from extractor.vocabulary import load

__all__ = [
    "MentionFound",
    "find_deadline_mentions",
    "heading_deadline",
    "parse_deadlines",
    "plan_year_of",
]

MAX_DEADLINES = 64
"""More times than that in one text are a table that was glued together."""


@dataclass(frozen=True, slots=True)
class MentionFound:
    """Words at ``[start, end)`` of a sentence that set a time to act by, and what they say."""

    start: int
    end: int
    deadline: Deadline


def parse_deadlines(
    text: str, *, issue_date: str | None, plan_year: int | None
) -> tuple[Deadline, ...]:
    """Return the deadlines that a cell or the tail of a clause states, in its order.

    ``issue_date`` is ISO 8601; ``plan_year`` the year in the title of the plan, which wins over
    the year of issue for times that name none. Each deadline keeps the words around its time, so
    that together they say what the cell says. An empty cell, or one that says 无, states none.

    >>> for found in parse_deadlines("6月底前启动，12月底前完成", issue_date=None, plan_year=2021):
    ...     print(found.text, found.kind, found.end)
    6月底前启动 milestone 2021-06-30
    12月底前完成 date 2021-12-31
    """
    plain, places = compacted(text)
    if states_nothing(plain):
        return ()
    times = scan(plain, frame_of(issue_date, plan_year))[:MAX_DEADLINES]
    if not times:
        return (Deadline(text=text.strip()),)
    begins = [*cuts(plain, times), len(plain)]
    found = []
    for order, time in enumerate(times):
        low, high = begins[order], begins[order + 1]
        words = text[places[low] : places[high]].strip(_EDGES)
        tail = plain[time.end : high]
        found.append(_deadline(words, time, tail, last=order == len(times) - 1))
    return tuple(found)


_EDGES = " \t\n\r\u3000\xa0，,；;。、"


def _deadline(words: str, time: TimeFound, tail: str, *, last: bool) -> Deadline:
    kind = time.kind
    if kind == "date" and not last and _is_phase(tail):
        kind = "milestone"
    elif kind == "date" and time.whole_year and words.endswith("全年"):
        kind = "ongoing"  # 完成时限：全年 is all year long, no day to be done by
    return Deadline(
        text=words,
        kind=kind,
        start=time.first.isoformat() if time.first else None,
        end=time.last.isoformat() if time.last else None,
        recurrence=time.recurrence,
    )


def _is_phase(tail: str) -> bool:
    """Whether the words after a time name a step on the way: 启动, 出台."""
    words = load("deadlines")["phase"]
    return tail.startswith(tuple(words["verbs"])) and not tail.startswith(tuple(words["final"]))


def find_deadline_mentions(
    text: str, *, issue_date: str | None = None, plan_year: int | None = None
) -> tuple[MentionFound, ...]:
    """Return the words of a sentence that set a time to act by, in order.

    A year or month merely named (2021年7月召开的会议) is none, nor is one in the title of a
    document; what sets an end (前, 底, 内) or a rhythm is.

    >>> text = "区商务局牵头，9月底前出台政策，年内持续推进"
    >>> [text[found.start : found.end] for found in find_deadline_mentions(text)]
    ['9月底前', '年内持续推进']
    """
    shown = _TITLE.sub(lambda match: "□" * len(match.group()), text) if "《" in text else text
    plain, places = compacted(shown)
    found = []
    for time in scan(plain, frame_of(issue_date, plan_year)):
        if time.bounded or (time.kind == "recurring" and not _is_rate(plain, time.start, time.end)):
            low = time.start + (plain[time.start] in _BEHIND)
            start, end = places[low], places[time.end - 1] + 1
            found.append(MentionFound(start, end, _deadline(text[start:end], time, "", last=True)))
    return tuple(found)


def _is_rate(plain: str, start: int, end: int) -> bool:
    """Whether a rhythm counts what each may have: 每人每年只享受一次, 每月300元, no time to act.

    Nor is one that only says of what time a thing is: 报告各项工作的每季度进展情况.
    """
    return (
        plain[max(0, start - 1) : start] == "的"
        or _EACH.search(plain, max(0, start - 3), start) is not None
        or _AMOUNT.match(plain, end) is not None
    )


_EACH = regex.compile("(?:[每人户]均|每)[人户名家亩头台辆件]?$")
_AMOUNT = regex.compile("每[人户名家亩头台辆]|[0-9.]{1,9}[万亿]?元")


def heading_deadline(
    title: str, *, issue_date: str | None = None, plan_year: int | None = None
) -> Deadline | None:
    """Return the time that a heading sets for all tasks below it, or None.

    >>> found = heading_deadline("2021年6月底前完成的任务")
    >>> found.text, found.end
    ('2021年6月底前完成的任务', '2021-06-30')
    >>> heading_deadline("2021年重点任务") is None
    True
    """
    if len(title) > _LONGEST_HEADING:
        return None
    plain, _ = compacted(title)
    times = scan(plain, frame_of(issue_date, plan_year))
    if len(times) != 1 or not (times[0].bounded or times[0].kind in _CLASSES):
        return None
    words = load("deadlines")["heading"]
    before, after = plain[: times[0].start], plain[times[0].end :].removesuffix(")")
    for noun in sorted(words["nouns"], key=len, reverse=True):
        if after.endswith(noun):
            after = after.removesuffix(noun).removesuffix("的")
            break
    if before.strip("(,需应于在") or after not in {"", "的", *words["verbs"]}:
        return None
    return _deadline(title.strip(), times[0], "", last=True)


_LONGEST_HEADING = 40
_CLASSES = frozenset({"ongoing", "immediate", "recurring"})
_BEHIND = "起后"
"""次年起三年内: the word that counts from something named before is not of the time."""
_TITLE = regex.compile("《[^《》]{1,200}》")
_YEAR = regex.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2}|[一二](?:\s?[〇零○◯一二三四五六七八九]){3})\s?年(?!\s?[0-9]{1,2}\s?月)"
)
_YEARS = regex.compile(r"(?:19|20)[0-9]{2}\s?年?\s?[-—–~至到―─]{1,2}\s?(?:19|20)[0-9]{2}\s?年?度?")


def plan_year_of(title: str) -> int | None:
    """Return the year a title says its plan is for, or None.

    A span of years (2018—2020年) names none; of several years the last is the plan's.

    >>> plan_year_of("关于印发2021年政务公开工作任务分解表的通知")
    2021
    >>> plan_year_of("三年行动计划（2018—2020年）") is None
    True
    """
    plain = _YEARS.sub("", fold(title[:400]))
    years = []
    for match in _YEAR.finditer(plain):
        printed = "".join(match["year"].split())
        year = int(printed) if printed.isascii() else read_chinese(printed)
        if year is not None and 1950 <= year <= 2100:
            years.append(year)
    return max(years, default=None)
