"""Assignments in sentences without brackets or labels: 由A牵头，会同B负责。 (P5, P6)

Prose is where false friends stand (负责 inside duties, policy, instructions). A sentence is
taken only if from some point on all of it is units and verbs, its subject is a body and not a
class of bodies, and it is short or ends the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from extractor.tasks.clauses.body import Body, read_body
from extractor.tasks.clauses.names import is_generic, is_unit_list
from extractor.tasks.clauses.placing import Duty, Found
from extractor.tasks.clauses.reach import read_reach
from extractor.tasks.clauses.values import Assignment, Range
from extractor.tasks.clauses.view import View
from extractor.text.words import any_of

LONGEST = 400
"""A sentence's last characters that are looked at."""
SHORT = 60
"""A sentence of this length may stand anywhere; a longer one only at the paragraph's end."""
_SHORTEST = 4
_TRIES = 12
_BINDING = any_of(("牵头", "负责", "承办", "主办"))
"""Words without one of which no sentence assigns anything."""
_STOP = re.compile("[。!?;]")


def sentences(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a range outside brackets, each without its stop."""
    low = start
    for stop in _STOP.finditer(view.text, start, end):
        position = stop.start()
        if view.depth[position] == 0:
            if position > low:
                yield low, position
            low = position + 1
    if end > low:
        yield low, end


def find_prose(view: View, start: int, end: int) -> Iterator[Found]:
    """Yield the assigning sentences of a range of ``view``."""
    if not _BINDING.search(view.text, start, end):
        return
    last = len(view.text.rstrip("。;!?"))
    for low, high in sentences(view, start, end):
        if high - low < _SHORTEST or not _BINDING.search(view.text, max(low, high - LONGEST), high):
            continue
        found = _sentence(view, low, high, final=high >= last)
        if found is not None:
            yield found


def _sentence(view: View, low: int, high: int, *, final: bool) -> Found | None:
    stop = high + 1 if high < len(view.text) and view.text[high] == "。" else high
    reach = read_reach(view, low, high)
    if reach is not None and high - low <= LONGEST:
        body = read_body(view, reach.start, high, level=0)
        if body is not None and _assigns(view, body, reach.start):
            return Found(low, stop, "prose", body, reach)
    for at in _openings(view, max(low, high - LONGEST), high):
        whole = at == low
        if not (final or (whole and high - low <= SHORT) or view.text[at] == "由"):
            continue
        body = read_body(view, at, high, level=0)
        if body is not None and _assigns(view, body, at):
            return Found(at - (at > low and view.text[at - 1] == ","), stop, "prose", body)
    return None


def _openings(view: View, low: int, high: int) -> list[int]:
    """Return where the assigning part of a sentence may begin: its commas, and 由."""
    places = [low]
    for position in range(low, high - 1):
        if view.depth[position] != 0:
            continue
        if view.text[position] in ",:":
            places.append(position + 1)
        elif view.text[position] == "由" and view.text[position - 1 : position] not in (
            "理",
            "自",
            "事",
            "缘",
        ):
            places.append(position)
    return sorted({low, *places[-_TRIES:]})


def _assigns(view: View, body: Body, at: int) -> bool:
    if body.rest or body.labelled or body.loose or not body.assignments:
        return False
    if any(given.word is None for given in body.assignments):
        return False
    first = body.assignments[0]
    begin = view.places[at]
    if any(place.start < first.start for place in body.deadlines) or first.start - begin > 6:
        return False
    if is_generic(_squeezed(view, first)):
        return False
    return any(_binds(view, given) for given in body.assignments)


def _binds(view: View, given: Assignment) -> bool:
    """Whether the verb is one that prose assigns with, not 抓好落实 or 配合 alone."""
    if given.word is None:
        return False
    word = view.slice(given.word)
    return any(verb in word for verb in ("牵头", "负责", "承办", "主办", "负总责"))


def _squeezed(view: View, given: Assignment) -> str:
    return view.slice(Range(given.start, given.end))


_DUTY = regex.compile(
    r"""
    (?: (?:按照?|依)各?自?(?:的)?职[责能](?:分工)?,? )?
    (?: :? (?P<verb>(?:主要|具体)?(?:牵头)?负责|牵头) )
    (?! 人 | 制(?![定订作造止发]) | 同志 | 的 | 任 | 地 | 。 | , | $ )
    """,
    regex.VERBOSE,
)
_SUBJECT = 80


def find_duties(view: View) -> tuple[Duty, ...]:
    """Return the parts of a paragraph that say who does what, unit first (P6).

    A class of bodies (各市商务主管部门) is one of them beside two that are bodies by name.
    """
    duties = []
    classes = set()
    for low, high in sentences(view, 0, len(view.text)):
        match = _DUTY.search(view.text, low, min(high, low + _SUBJECT))
        if match is None or match.start() == low:
            continue
        begin = _after_label(view.text, low, match.start())
        begin = _after_class(view.text, begin, match.start())
        subject = view.text[begin : match.start()]
        generic = is_generic(subject)
        if generic and not subject.startswith("各"):
            continue
        if is_unit_list(subject) and high - match.end() >= 2:
            duty = Duty((begin, match.start()), match.span("verb"), (match.end(), high))
            duties.append(duty)
            if generic:
                classes.add(duty)
    named = [duty for duty in duties if duty not in classes]
    return tuple(duties if len(named) > 1 else named)


def _after_class(text: str, low: int, high: int) -> int:
    """Return where the unit begins behind the class it stands for: 财政部门:市财政局负责…"""
    match = _CLASS.match(text, low, high)
    return match.end() if match else low


_CLASS = regex.compile(r"\p{Han}{2,16}(?:部门|单位|机构):(?=\p{Han})")
_ITEM_LABEL = regex.compile(
    r"(?:第[0-9一二三四五六七八九十百]{1,6}[条章]|\(?[0-9一二三四五六七八九十]{1,4}[\)、.．]|[①-⑳])++"
)


def _after_label(text: str, low: int, high: int) -> int:
    match = _ITEM_LABEL.match(text, low, high)
    return match.end() if match else low
