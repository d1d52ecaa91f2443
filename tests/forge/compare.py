"""Holds a record against the truth; each difference is one readable line."""

from __future__ import annotations

from extractor.model.notice import Notice, Task, Unit
from tests.forge.truth import TrueTask, Truth


def compare(notice: Notice, truth: Truth) -> list[str]:
    """Return what the record says otherwise than the truth; an empty list is perfect."""
    found = compare_head(notice, truth)
    if len(notice.tasks) != len(truth.tasks):
        found.append(f"{len(notice.tasks)} tasks instead of {len(truth.tasks)}")
    for index, lines in enumerate(compare_tasks(notice, truth)):
        found += [f"task {index + 1}: {line}" for line in lines]
    return found


def compare_head(notice: Notice, truth: Truth) -> list[str]:
    """Return the differences outside the tasks."""
    number = notice.document_number.text if notice.document_number else None
    pairs = {
        "number": (number, truth.number),
        "title": (notice.title, truth.title),
        "issuers": ([u.text for u in notice.issuers], [truth.issuer]),
        "addressees": ([u.text for u in notice.addressees], list(truth.addressees)),
        "body": ([t.text for t in notice.body], list(truth.body)),
        "date": (notice.issue_date, truth.date),
        "signatories": ([u.text for u in notice.signatories], [truth.issuer]),
        "notes": ([t.text for t in notice.notes], []),
        "imprint": ([u.text for u in notice.copied_to] + [notice.printer or ""], [""]),
        "attachments": ([a.title for a in notice.attachments], [truth.attachment]),
        "unplaced": ([u.text for u in notice.coverage.unplaced], []),
    }
    return [
        f"{name}: {got!r} instead of {want!r}" for name, (got, want) in pairs.items() if got != want
    ]


def compare_tasks(notice: Notice, truth: Truth) -> list[list[str]]:
    """Return the differences of each true task, in order; a task not there is one difference."""
    found: list[list[str]] = []
    for index, want in enumerate(truth.tasks):
        if index < len(notice.tasks):
            found.append(_task(notice.tasks[index], want))
        else:
            found.append(["is missing"])
    return found


def _task(task: Task, want: TrueTask) -> list[str]:
    pairs = {
        "number": (task.number, want.number),
        "task": (task.task, want.task),
        "requirement": (task.requirement, want.requirement),
        "section": (task.section_path, want.section),
        "lead": (_names(task.lead_units), want.lead),
        "responsible": (_names(task.responsible_units), want.responsible),
        "supporting": (_names(task.supporting_units), want.supporting),
        "deadline": (
            task.deadlines[0].text if task.deadlines else None,
            want.deadline,
        ),
        "due": (task.deadlines[0].end if task.deadlines else None, want.due),
        "people": (tuple(p.text for p in task.people), want.people),
    }
    return [
        f"{name}: {got!r} instead of {want!r}" for name, (got, want) in pairs.items() if got != want
    ]


def _names(units: tuple[Unit, ...]) -> tuple[str, ...]:
    return tuple(unit.text for unit in units)
