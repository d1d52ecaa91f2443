"""Directives applied: sentences elsewhere in the notice that change how assignments read.

A directive is recorded with its place, and every value it changes names it in ``derived``;
without a directive nothing changes (列第一位的为牵头单位 is never assumed).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from extractor.model.notice import Derivation
from extractor.tasks.cells import read_unit_list
from extractor.tasks.deadlines import find_deadline_mentions
from extractor.tasks.deadlines.scan import compacted
from extractor.tasks.directives import DirectiveFound
from extractor.tasks.draft import DeadlineDraft, Setting, TaskDraft, UnitDraft
from extractor.text.characters import compact
from extractor.text.passage import Passage
from extractor.vocabulary import load


@dataclass(frozen=True, slots=True)
class DirectiveDraft:
    """A directive and where it stands."""

    found: DirectiveFound
    passage: Passage


def apply_directives(
    tasks: Sequence[TaskDraft], directives: Sequence[DirectiveDraft], setting: Setting
) -> list[TaskDraft]:
    """Return the tasks as the directives make them read, in the order the directives stand."""
    forbidden = [_reach(entry, tasks) for entry in directives if entry.found.kind == "no_order"]
    changed = list(tasks)
    for number, entry in enumerate(directives, 1):
        kind = entry.found.kind
        if kind == "first_is_lead":
            reach = [at for at in _reach(entry, tasks) if not any(at in none for none in forbidden)]
            for at in reach:
                changed[at] = _first_leads(changed[at], entry.found, number)
        elif kind == "responsible_is_lead":
            changed = [_responsible_leads(task, number) for task in changed]
        elif kind == "default_deadline":
            changed = [_due_by_default(task, entry, number, setting) for task in changed]
        elif kind == "marked_is_lead":
            changed = [_marked_leads(task, entry.found, number) for task in changed]
        elif kind == "territorial_default" and not _in_clause(changed):
            everywhere = _units_of(entry, setting)
            changed = [_joined_by(task, everywhere, number) for task in changed]
    return changed


def _reach(entry: DirectiveDraft, tasks: Sequence[TaskDraft]) -> Collection[int]:
    """Return the positions of the tasks that a directive speaks of: all, or those of its clause.

    In the first clause it says how all others read; in a later one it says so of that clause
    alone, with 下同 of it and those below, and with such a word as 所有任务 of all.
    """
    words = load("directives")["reach"]
    first: int | None = None
    holding = []
    for at, task in enumerate(tasks):
        clauses = task.printed.get("assignment", ())
        if clauses and first is None:
            first = at
        for clause in clauses:
            if _holds(clause, entry.passage):
                plain = compact(clause.text)
                if at == first or any(word in plain for word in words["everywhere"]):
                    return range(len(tasks))
                if any(word in plain for word in words["onward"]):
                    return range(at, len(tasks))
                holding.append(at)
    return holding or range(len(tasks))


def _holds(clause: Passage, part: Passage) -> bool:
    """Whether a passage begins within another one."""
    if not part.runs:
        return False
    place = part.runs[0]
    return any(
        run.paragraph is place.paragraph and run.offset <= place.offset < run.offset + run.length
        for run in clause.runs
    )


def _in_clause(tasks: Sequence[TaskDraft]) -> bool:
    """Whether the text of a clause gave the units already, to the tasks behind it."""
    return any(entry.rule == "forward_default" for task in tasks for entry in task.derived)


def _units_of(entry: DirectiveDraft, setting: Setting) -> tuple[UnitDraft, ...]:
    """Return the units that a directive names as responsible for every task."""
    plain, places = compacted(entry.passage.text)
    low = plain.find(entry.found.units or "")
    if not entry.found.units or low < 0:
        return ()
    high = low + len(entry.found.units) - 1
    return read_unit_list(entry.passage.slice(places[low], places[high] + 1), setting)[0]


def _joined_by(task: TaskDraft, everywhere: Sequence[UnitDraft], number: int) -> TaskDraft:
    """Add the units that are responsible everywhere to a task that names others."""
    named = {draft.unit.text for drafts in task.units.values() for draft in drafts}
    added = tuple(draft for draft in everywhere if draft.unit.text not in named)
    if not added or not named:
        return task
    units = {**task.units, "responsible": (*task.units.get("responsible", ()), *added)}
    return _derived(replace(task, units=units), ["responsible_units"], number)


def _first_leads(task: TaskDraft, found: DirectiveFound, number: int) -> TaskDraft:
    """Let the first unit of a list without lead units lead, and the rest be what is said."""
    listed = tuple(task.units.get("responsible", ()))
    if task.units.get("lead") or len(listed) < 1:
        return task
    if any(
        exception in (unit.unit.qualifier or "")
        for exception in found.exceptions
        for unit in listed
    ):
        return task
    if listed[0].unit.kind == "collective":
        return task
    units = dict(task.units)
    units["lead"] = listed[:1]
    rest = found.other_role or "responsible"
    units["responsible"] = ()
    units[rest] = (*units.get(rest, ()), *listed[1:])
    places = dict(task.places)
    fields = ["lead_units"] if rest == "responsible" else ["lead_units", f"{rest}_units"]
    if "responsible_units" in places:
        places = dict.fromkeys(fields, places["responsible_units"]) | places
    return _derived(replace(task, units=units, places=places), fields, number)


def _responsible_leads(task: TaskDraft, number: int) -> TaskDraft:
    """Let the responsible units of a task without lead units lead."""
    listed = tuple(task.units.get("responsible", ()))
    if task.units.get("lead") or not listed:
        return task
    return _derived(replace(task, units={**task.units, "lead": listed}), ["lead_units"], number)


def _due_by_default(
    task: TaskDraft, entry: DirectiveDraft, number: int, setting: Setting
) -> TaskDraft:
    """Give a task without a deadline the one that holds where none is named.

    A time in the task's own sentences (9月底前出台规程) names one, though it may be a step's.
    """
    if task.deadlines or any(entry.deadline.end for entry in task.mentions):
        return task
    found = find_deadline_mentions(
        entry.passage.text, issue_date=setting.issue_date, plan_year=setting.plan_year
    )
    if not found:
        return task
    deadlines = tuple(
        DeadlineDraft(mention.deadline, entry.passage.slice(mention.start, mention.end))
        for mention in found
    )
    return _derived(replace(task, deadlines=deadlines), ["deadlines"], number)


def _marked_leads(task: TaskDraft, found: DirectiveFound, number: int) -> TaskDraft:
    """Let the units that bear the mark the directive names lead."""
    listed = tuple(task.units.get("responsible", ()))
    marked = tuple(entry for entry in listed if _bears(entry, found))
    if task.units.get("lead") or not marked:
        return task
    rest = tuple(entry for entry in listed if entry not in marked)
    units = {**task.units, "lead": marked, "responsible": ()}
    held = found.other_role or "responsible"
    units[held] = (*units.get(held, ()), *rest)
    fields = (
        ["lead_units"] if held == "responsible" or not rest else ["lead_units", f"{held}_units"]
    )
    return _derived(replace(task, units=units), fields, number)


def _bears(entry: UnitDraft, found: DirectiveFound) -> bool:
    mark = found.marker
    if mark is None:
        return False
    if mark in {"bold", "underline", "heiti", "kaiti"}:
        return any(
            formatting.kind == mark
            and formatting.start <= run.offset
            and run.offset + run.length <= formatting.end
            for run in entry.passage.runs
            for formatting in run.paragraph.marks
        )
    return mark in entry.passage.text or mark in (entry.unit.qualifier or "")


def _derived(task: TaskDraft, fields: Sequence[str], number: int) -> TaskDraft:
    entries = tuple(Derivation(field=name, rule=f"directive:{number}") for name in fields)
    return replace(task, derived=(*task.derived, *entries))
