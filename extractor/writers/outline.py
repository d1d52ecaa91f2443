"""Where tasks stand in the outline of their notice, for outputs that show its headings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractor.model.notice import Notice, Section, Task


class Heading(NamedTuple):
    """A heading that stands above a task: its depth from 1, and its words with their number."""

    depth: int
    text: str


def headings(notice: Notice) -> Iterator[tuple[tuple[Heading, ...], Task]]:
    """Yield each task with the headings that come between the task before it and itself."""
    sections = {section.id: section for section in notice.sections}
    before: tuple[str, ...] = ()
    for task in notice.tasks:
        above = _above(notice, task, sections)
        same = 0
        while same < min(len(above), len(before)) and above[same] == before[same]:
            same += 1
        yield tuple(Heading(at + 1, above[at]) for at in range(same, len(above))), task
        before = above


def _above(notice: Notice, task: Task, sections: dict[str, Section]) -> tuple[str, ...]:
    """Return the attachment and sections that a task stands in, outermost first."""
    path: list[str] = []
    at: str | None = task.section
    while at in sections and len(path) < len(sections):
        section = sections[at]
        path.insert(0, f"{section.label or ''}{section.title}")
        at = section.parent
    if task.attachment is not None and task.attachment < len(notice.attachments):
        title = notice.attachments[task.attachment].title
        if title and len(notice.attachments) > 1:
            path.insert(0, title)
    return tuple(path)
