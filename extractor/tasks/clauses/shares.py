"""A party of a clause with its own share of the work: (市财政局负责资金保障,各区负责用地)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractor.tasks.clauses.lexicon import words
from extractor.tasks.clauses.names import is_generic, reads_as_units
from extractor.tasks.clauses.values import Role
from extractor.tasks.clauses.view import View

_LONGEST_SUBJECT = 200
_LONGEST_SHARE = 40


@dataclass(frozen=True, slots=True)
class Share:
    """Where the units of a party stand in the view, their verb and their share of the work."""

    units: tuple[int, int]
    verb: tuple[int, int]
    end: int
    role: Role


@cache
def verb_before_duty() -> regex.Pattern[str]:
    """Match a verb that parts a body from what it does: 牵头, 负责; not 负责人, 负责制."""
    verbs = sorted(words("order", "verbs"), key=len, reverse=True)
    return regex.compile(
        rf"(?P<verb>{'|'.join(verbs)})(?!人|制(?![定订作造止发])|同志|的|任|单位|部门)"
    )


def role_of(verb: str) -> Role:
    """Return the role that a verb before a duty gives its subject."""
    if "牵头" in verb or verb in {"主办", "总负责"}:
        return "lead"
    if verb in words("order", "supporting"):
        return "supporting"
    return "responsible"


def find_share(view: View, low: int, high: int, level: int) -> Share | None:
    """Return the party whose name and share of the work are all of a range at bracket ``level``.

    市教育局负责认定的学校 names a thing, not a share: what the work is holds no 的.
    """
    limit = min(high, low + _LONGEST_SUBJECT)
    for match in verb_before_duty().finditer(view.text, low, limit):
        if view.depth[match.start()] != level:
            continue
        subject = view.text[low : match.start()]
        work = view.text[match.end() : high]
        if not 2 <= len(work) <= _LONGEST_SHARE or "的" in work:
            return None
        if reads_as_units(subject) and not is_generic(subject):
            return Share((low, match.start()), match.span("verb"), high, role_of(match["verb"]))
        return None
    return None
