"""Times that no column or clause states: in a task's sentences (时间要求) or its section's heading.

Those of sentences, the mentions, stand apart from the task's deadlines: a sentence may set a
step, a target or a rhythm, and which of them binds the whole task is for its reader to say.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.model.notice import Derivation
from extractor.tasks.deadlines import find_deadline_mentions, heading_deadline
from extractor.tasks.draft import DeadlineDraft, Setting, TaskDraft
from extractor.text.passage import Passage

MAX_MENTIONS = 64
"""A task with more times than that is a table that was glued together."""


def with_mentions(draft: TaskDraft, setting: Setting) -> TaskDraft:
    """Return the task with the times that the sentences of its text and requirement set."""
    found = [
        *_mentions(draft.task, setting),
        *_mentions(draft.requirement, setting),
    ][:MAX_MENTIONS]
    return replace(draft, mentions=tuple(found)) if found else draft


def with_section_time(draft: TaskDraft, setting: Setting) -> TaskDraft:
    """Return a task without a time with that of its section's heading: 6月底前完成的任务."""
    if draft.deadlines or draft.section is None:
        return draft
    title = draft.section.title.repaired()
    found = heading_deadline(title.text, issue_date=setting.issue_date, plan_year=setting.plan_year)
    if found is None:
        return draft
    return replace(
        draft,
        deadlines=(DeadlineDraft(found, title),),
        derived=(*draft.derived, Derivation(field="deadlines", rule="section_title")),
    )


def _mentions(passage: Passage, setting: Setting) -> list[DeadlineDraft]:
    if not passage.text:
        return []
    whole = passage.repaired()
    return [
        DeadlineDraft(found.deadline, whole.slice(found.start, found.end))
        for found in find_deadline_mentions(
            whole.text, issue_date=setting.issue_date, plan_year=setting.plan_year
        )
    ]
