"""All that a notice assigns, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.model.notice import Deadline
from extractor.structure.outline import Outline, TablePart, TextPart
from extractor.tasks.directives import find_directives
from extractor.tasks.draft import Setting, TaskDraft
from extractor.tasks.mentions import with_mentions, with_section_time
from extractor.tasks.obligations import DirectiveDraft, apply_directives
from extractor.tasks.prose import ProseTasks, tasks_of_prose
from extractor.tasks.reporting import find_reporting
from extractor.tasks.table import tasks_of_table
from extractor.text.passage import Passage


@dataclass(frozen=True, slots=True)
class ReportingDraft:
    """A duty to report (报送要求), and where it stands."""

    passage: Passage
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a notice assigns; `used` holds the positions of the parts that went into tasks."""

    tasks: tuple[TaskDraft, ...] = ()
    directives: tuple[DirectiveDraft, ...] = ()
    reporting: tuple[ReportingDraft, ...] = ()
    used: frozenset[int] = frozenset()


def read_tasks(outline: Outline, setting: Setting) -> Reading:
    """Return the tasks of the notice's tables and clauses, with its directives applied."""
    prose = tasks_of_prose(outline, setting)
    placed = list(prose.tasks)
    for position, part in enumerate(outline.parts):
        if isinstance(part, TablePart):
            placed += [(position, draft) for draft in tasks_of_table(part, setting)]
    placed.sort(key=lambda entry: entry[0])
    directives = tuple(_directives(outline, prose))
    timed = [with_mentions(with_section_time(draft, setting), setting) for _, draft in placed]
    tasks = apply_directives(timed, directives, setting)
    reporting = tuple(_reporting(outline, prose.used | prose.quoted, setting))
    return Reading(tuple(tasks), directives, reporting, prose.used)


def _directives(outline: Outline, prose: ProseTasks) -> Iterator[DirectiveDraft]:
    """Yield the directives of the text, of clauses and of the notes to tables."""
    seen: set[tuple[int, int]] = set()
    for whole in _sayings(outline, prose):
        for found in find_directives(whole.text):
            place = whole.slice(found.start, found.end)
            key = (place.runs[0].paragraph.id, place.runs[0].offset) if place.runs else (-1, 0)
            if key not in seen:
                seen.add(key)
                yield DirectiveDraft(found, place)


def _sayings(outline: Outline, prose: ProseTasks) -> Iterator[Passage]:
    for part in outline.parts:
        if isinstance(part, TextPart):
            yield part.prose.repaired
        elif isinstance(part, TablePart):
            yield from (caption.repaired() for caption in part.table.captions)
            for row in part.rows:
                if row.kind == "note" and row.heading is not None:
                    yield row.heading.repaired()
            yield from part.notes
    yield from prose.directives


def _reporting(
    outline: Outline, used: frozenset[int], setting: Setting
) -> Iterator[ReportingDraft]:
    for position, part in enumerate(outline.parts):
        if not isinstance(part, TextPart) or position in used:
            continue
        whole = part.prose.repaired
        for found in find_reporting(
            whole.text, issue_date=setting.issue_date, plan_year=setting.plan_year
        ):
            yield ReportingDraft(whole.slice(found.start, found.end), found.deadlines)
