"""Which text of its paragraph a clause speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import regex

from extractor.tasks.clauses.body import Body
from extractor.tasks.clauses.lexicon import words
from extractor.tasks.clauses.reach import Reach
from extractor.tasks.clauses.values import Assignment, Clause, Kind, Persons, Range, Role
from extractor.tasks.clauses.view import View
from extractor.text.characters import compact

P = TypeVar("P", Range, Persons)

_EDGE = "。;,、.!:"


@dataclass(frozen=True, slots=True)
class Found:
    """A clause in the view, from its first character to behind its last, and what it says."""

    start: int
    end: int
    kind: Kind
    body: Body
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """``A负责…``: the units, the verb and what they are to do, ranges of the view."""

    units: tuple[int, int]
    verb: tuple[int, int]
    content: tuple[int, int]


def place(view: View, found: list[Found]) -> tuple[Clause, ...]:
    """Return the clauses, in their order, with what each speaks of."""
    clauses: list[Clause] = []
    position = 0
    for part in found:
        clause = _clause(view, part)
        low, high = _bare(view, position, part.start)
        if _LABEL.fullmatch(view.text, low, high) or _WORD_BEFORE.fullmatch(view.text, low, high):
            low = high
        ends = _is_empty(view, part.end)
        position = part.end
        if part.reach is not None and not part.reach.near:
            reach = part.reach
            clause = replace(clause, scope="section", items=reach.items, preceding=reach.preceding)
        elif clause.default is not None and not clause.assignments:
            clause = replace(clause, scope="forward")
        elif low < high:
            alone = len(found) == 1 and (ends or _is_title(view.text[low:high]))
            cover = view.original(low, high)
            clause = replace(clause, scope="item" if alone else "sentences", cover=cover)
        elif clauses:
            clause = replace(clause, scope=clauses[-1].scope, cover=clauses[-1].cover)
        else:
            clause = _at_the_start(view, clause, part, ends=ends)
        clauses.append(clause)
    return tuple(_settled(view, clauses, found))


def _at_the_start(view: View, clause: Clause, part: Found, *, ends: bool) -> Clause:
    """A clause that opens its paragraph: a line of its own, or text follows it."""
    opens = part.start == 0 or _WORD_BEFORE.fullmatch(view.text, 0, part.start) is not None
    if ends and part.kind in {"labelled", "prose"} and opens:
        return replace(clause, kind="line", scope="line_above")
    return replace(clause, scope="line_above")


def _settled(view: View, clauses: list[Clause], found: list[Found]) -> list[Clause]:
    """Let clauses that follow one another without text between share one cover as one item."""
    covers = {clause.cover for clause in clauses if clause.cover is not None}
    if len(covers) == 1 and len(clauses) > 1 and _is_empty(view, found[-1].end):
        only = next(iter(covers))
        return [
            replace(clause, scope="item") if clause.cover == only else clause for clause in clauses
        ]
    return clauses


def place_duty(view: View, duty: Duty) -> Clause:
    """Return the clause for a duty stated unit first; its cover is the duty."""
    units = view.original(*duty.units)
    word = view.original(*duty.verb)
    role: Role = "lead" if "牵头" in view.text[duty.verb[0] : duty.verb[1]] else "responsible"
    given = Assignment(role, units.start, units.end, word)
    return Clause(
        units.start,
        word.end,
        "prose",
        (given,),
        scope="sentences",
        cover=view.original(*duty.content),
    )


def _clause(view: View, part: Found) -> Clause:
    place = view.original(part.start, part.end)
    body = part.body
    return Clause(
        start=place.start,
        end=place.end,
        kind=part.kind,
        assignments=tuple(sorted(body.assignments, key=lambda given: given.start)),
        deadlines=_apart(body.deadlines, body.assignments),
        people=_apart(body.people, body.assignments),
        directives=tuple(body.directives),
        default=body.default,
        default_assignment=body.default_assignment,
        rest=tuple(body.rest),
    )


def _apart(places: Sequence[P], given: Sequence[Assignment]) -> tuple[P, ...]:
    """Return the times or persons that no unit stands in: words have one meaning."""
    return tuple(
        place
        for place in places
        if not any(a.start < place.end and place.start < a.end for a in given)
    )


def _bare(view: View, low: int, high: int) -> tuple[int, int]:
    """Return a range without marks at its ends; a full stop at its end belongs to it."""
    while low < high and view.text[low] in _EDGE:
        low += 1
    while low < high and view.text[high - 1] in ",、;:":
        high -= 1
    return low, high


def _is_empty(view: View, start: int) -> bool:
    return all(view.text[position] in _EDGE for position in range(start, len(view.text)))


_LABEL = regex.compile(
    r"(?:[(〔]?(?:第?[0-9一二三四五六七八九十百]{1,4})[)〕]?[、.．章节条项]?|[①-⑳])"
)
_WORD_BEFORE = regex.compile(r"\p{Han}{1,6}分工:?")
"""The word that says that units follow: 部门分工:省财政厅牵头。"""
_TITLE = 40


def _is_title(text: str) -> bool:
    """Whether the text is a numbered heading that a clause follows: (一)加强…。"""
    if _LABEL.match(text) is None or len(text) > _TITLE:
        return False
    return "。" not in text[:-1] and ";" not in text


_ANNOUNCEMENT = 8


def announces_units(text: str) -> bool:
    """Whether a heading only says that units follow: (二)指导单位。

    >>> announces_units("（二）指导单位。"), announces_units("（二）规范用人单位管理")
    (True, False)
    """
    bare = compact(text)
    match = _LABEL.match(bare)
    title = bare[match.end() if match else 0 :].rstrip("。:")
    return len(title) <= _ANNOUNCEMENT and title.endswith(words("announcement", "ends"))
