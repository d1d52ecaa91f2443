"""What the cells of a task table say: units, deadlines, people, ditto and none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import regex
from msgspec import structs

from extractor.structure.headers import ColumnHead
from extractor.tasks.clauses import Clause, read_cell
from extractor.tasks.deadlines import parse_deadlines
from extractor.tasks.draft import DeadlineDraft, PersonDraft, Setting, UnitDraft
from extractor.text.characters import compact
from extractor.text.passage import Passage
from extractor.units import Jurisdiction, Registry, UnitList, read_units
from extractor.vocabulary import load


@dataclass(frozen=True, slots=True)
class UnitCell:
    """The units of one cell by role, and whether a list is left open (等)."""

    units: dict[str, tuple[UnitDraft, ...]]
    open_list: bool = False
    people: tuple[PersonDraft, ...] = ()
    deadlines: tuple[DeadlineDraft, ...] = ()


@cache
def _marks(name: str) -> frozenset[str]:
    return frozenset(compact(word) for word in load("columns")[name]["words"])


def is_ditto(cell: Passage) -> bool:
    """Whether a cell says that it equals the one above (同上)."""
    return compact(cell.text) in _marks("ditto")


def is_none(cell: Passage) -> bool:
    """Whether a cell says that there is nothing to say (无, /)."""
    return compact(cell.text) in _marks("none")


def read_unit_list(cell: Passage, setting: Setting) -> tuple[tuple[UnitDraft, ...], bool]:
    """Return the units of a list, and whether it is open."""
    read = _read(cell.text, setting.jurisdiction, setting.known, setting.elision, setting.registry)
    drafts = tuple(
        UnitDraft(found.unit, cell.slice(found.start, found.end)) for found in read.units
    )
    return drafts, read.open_list


@lru_cache(maxsize=4096)
def _read(
    text: str,
    jurisdiction: Jurisdiction,
    known: frozenset[str],
    elision: bool,
    registry: Registry | None,
) -> UnitList:
    """Return what `read_units` does; tables repeat the same lists in row after row."""
    return read_units(text, jurisdiction, known=known, elision=elision, registry=registry)


def read_unit_cell(cell: Passage, role: str, head: ColumnHead, setting: Setting) -> UnitCell:
    """Return the units of a cell; the cell's own labels and verbs win over the header's role."""
    clause = read_cell(cell.text)
    if _roles(clause) < 2 and "\n" in cell.text:
        # a narrow column may wrap within a label: 牵头单 / 位
        joined = cell.repaired()
        closed = read_cell(joined.text)
        if _roles(closed) > _roles(clause):
            cell, clause = joined, closed
    if clause is None or (not head.combined and _roles(clause) < 2):
        drafts, open_list = read_unit_list(cell, setting)
        return UnitCell({role: drafts}, open_list)
    units: dict[str, tuple[UnitDraft, ...]] = {}
    open_list = False
    for assignment in clause.assignments:
        part = cell.slice(assignment.start, assignment.end)
        drafts, is_open = read_unit_list(part, setting)
        held = "responsible" if assignment.role == "territorial" else assignment.role
        units[held] = (*units.get(held, ()), *drafts)
        open_list = open_list or is_open
    deadlines = tuple(
        draft
        for start, end in clause.deadlines
        for draft in read_deadlines(cell.slice(start, end), setting)
    )
    people = tuple(
        person
        for entry in clause.people
        for person in read_people(
            cell.slice(entry.start, entry.end), cell.slice(*entry.label).strip("：: ").text
        )
    )
    return UnitCell(units, open_list, people, deadlines)


def _roles(clause: Clause | None) -> int:
    """Return how many roles a cell's clause tells apart."""
    return len({assignment.role for assignment in clause.assignments}) if clause else 0


def read_deadlines(cell: Passage, setting: Setting) -> tuple[DeadlineDraft, ...]:
    """Return the deadlines a cell or the tail of a clause states."""
    whole = cell.repaired()
    found = []
    behind = 0
    for deadline in parse_deadlines(
        whole.text, issue_date=setting.issue_date, plan_year=setting.plan_year
    ):
        start = whole.text.find(deadline.text, behind)
        behind = start + len(deadline.text)
        found.append(DeadlineDraft(deadline, whole.slice(start, behind)))
    return tuple(found)


def read_step(cell: Passage, header: str, setting: Setting) -> DeadlineDraft | None:
    """Return what is to be reached by the time that a column's header names (一季度), or None."""
    times = parse_deadlines(header, issue_date=setting.issue_date, plan_year=setting.plan_year)
    last = next((time for time in reversed(times) if time.end is not None), None)
    if last is None:
        return None
    whole = cell.repaired()
    step = structs.replace(last, text=whole.text, kind="milestone")
    return DeadlineDraft(step, whole)


_BRACKET = regex.compile(r"[（(][^（）()]{1,60}[)）]")
"""What stands behind a name or inside a title: 各县（市、区）党政主要负责同志."""
_PEOPLE_BREAK = regex.compile(
    r"""
      [、，,;；/] | \n\n | [ \u3000]{2,}
    | (?<=^(?:\p{Han}[ \u3000]\p{Han}\s){0,9}\p{Han}[ \u3000]\p{Han})
      \s(?=\p{Han}[ \u3000]\p{Han}(?:\s|$))
    """,
    regex.VERBOSE,
)
"""What stands between two people; 俞 悦 is one of two characters, set apart to fill three."""


@cache
def _two_titles() -> regex.Pattern[str]:
    """Match two titles of one person: 县委常委、副县长刘明; not 县委书记、县长, who are two."""
    leader = load("roles")["leader"]
    before, titles = ("|".join(map(regex.escape, leader[name])) for name in ("before", "titles"))
    return regex.compile(
        rf"\s*(?P<first>\p{{Han}}{{0,8}}(?:{before}))、\p{{Han}}{{0,8}}(?:{titles})\p{{Han}}{{2,3}}(?!\p{{Han}})"
    )


def read_people(cell: Passage, role: str) -> tuple[PersonDraft, ...]:
    """Return the people of a cell, each as printed, with their titles."""
    found = []
    start = 0
    text = cell.text
    masked = _BRACKET.sub(lambda bracket: "*" * len(bracket.group()), text)
    for stop in [*_PEOPLE_BREAK.finditer(masked), None]:
        titles = _two_titles().match(masked, start) if stop and stop.group() == "、" else None
        if stop is not None and titles is not None and titles.end("first") == stop.start():
            continue
        end = stop.start() if stop else len(text)
        part = cell.slice(start, end).strip().repaired(close_gaps=True)
        if part:
            found.append(PersonDraft(part, role))
        start = stop.end() if stop else end
    return tuple(found)
