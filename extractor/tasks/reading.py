"""All that a notice assigns, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.notice import Deadline
from extractor.tasks.directives import DirectiveFound
from extractor.tasks.draft import TaskDraft
from extractor.text.passage import Passage


@dataclass(frozen=True, slots=True)
class DirectiveDraft:
    """A directive and where it stands."""

    found: DirectiveFound
    passage: Passage


@dataclass(frozen=True, slots=True)
class ReportingDraft:
    """A duty to report, and where it stands."""

    passage: Passage
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a notice assigns.

    ``used`` holds the identities of the text parts whose whole text went into tasks.
    """

    tasks: tuple[TaskDraft, ...] = ()
    directives: tuple[DirectiveDraft, ...] = ()
    reporting: tuple[ReportingDraft, ...] = ()
    used: frozenset[int] = frozenset()
