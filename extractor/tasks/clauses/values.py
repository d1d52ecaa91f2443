"""What a responsibility clause says. Every place is a half-open range of code points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Role = Literal["lead", "responsible", "supporting", "supervising", "territorial"]
Kind = Literal["labelled", "verbal", "line", "prose"]
Scope = Literal["item", "sentences", "line_above", "section", "forward"]


class Range(NamedTuple):
    """A stretch of a text, in code points from 0, half-open."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the stretch of ``text``."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A list of units and the role that a label or verb gives them."""

    role: Role
    start: int
    end: int
    """The unit list as printed, 等 included; labels, verbs and qualifiers are outside it."""
    word: Range | None = None
    """The label or verb that gave the role; None when the list ends without a verb."""
    qualifier: Range | None = None
    """按职责分工, 分别, 会同: how the units share the work."""


@dataclass(frozen=True, slots=True)
class Persons:
    """The people a label names, as one range: 责任领导：…"""

    start: int
    end: int
    label: Range


@dataclass(frozen=True, slots=True)
class Clause:
    """A responsibility clause (责任分工) and the text it speaks of."""

    start: int
    end: int
    kind: Kind
    assignments: tuple[Assignment, ...] = ()
    deadlines: tuple[Range, ...] = ()
    people: tuple[Persons, ...] = ()
    directives: tuple[Range, ...] = ()
    default: Range | None = None
    """A sentence that gives units to every later item: 以下…均需…落实，不再列出."""
    default_assignment: Assignment | None = None
    rest: tuple[Range, ...] = ()
    """Parts of the clause that are none of these."""
    scope: Scope = "item"
    cover: Range | None = None
    """The text of the same paragraph that the clause speaks of; None when it stands elsewhere."""
    items: tuple[int, int] | None = None
    """First and last number of 第1—5项, for the scope `section`."""
    inline: bool = False
    """The clause is the very sentence it speaks of, and stays in its text."""
    preceding: bool = False
    """The scope `section` ends where the clause stands: 以上任务."""
