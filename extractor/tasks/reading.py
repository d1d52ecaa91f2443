"""All that a notice assigns, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extractor.structure.outline import Outline, TablePart
from extractor.tasks.draft import Setting, TaskDraft
from extractor.tasks.table import tasks_of_table


@dataclass(frozen=True, slots=True)
class Reading:
    """What a notice assigns."""

    tasks: tuple[TaskDraft, ...] = ()
    directives: tuple[Any, ...] = ()
    reporting: tuple[Any, ...] = ()
    used: frozenset[int] = frozenset()


def read_tasks(outline: Outline, setting: Setting) -> Reading:
    """Return the tasks of the notice's tables and clauses, with its directives applied."""
    tasks: list[TaskDraft] = []
    for part in outline.parts:
        if isinstance(part, TablePart):
            tasks += tasks_of_table(part, setting)
    return Reading(tuple(tasks))
