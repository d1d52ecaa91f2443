"""Tasks before they become records: every value still holds its passage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractor.model.anchor import Anchor
from extractor.model.notice import AssignmentSource, Deadline, Derivation, Unit
from extractor.structure.sections import SectionDraft
from extractor.text.passage import EMPTY, Passage
from extractor.units import Jurisdiction, Registry

ROLES = ("lead", "responsible", "supporting", "supervising")
"""The roles of units, in the order of the record's fields ``lead_units`` …"""
NAMELESS = "-"
"""The header of a column that has none."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all tasks of a notice."""

    jurisdiction: Jurisdiction
    inferred: bool = False
    """No issuer names the jurisdiction; the text's own words do."""
    issue_date: str | None = None
    plan_year: int | None = None
    known: frozenset[str] = frozenset()
    """Names of units as the notice prints them elsewhere, unbroken."""
    elision: bool = False
    """The notice leaves the level prefix out after the first unit of a list."""
    registry: Registry | None = None
    """The user's own list of units."""


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """A unit and where it stands."""

    unit: Unit
    passage: Passage


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as printed, and the label or header that says what for."""

    passage: Passage
    role: str


@dataclass(frozen=True, slots=True)
class DeadlineDraft:
    """A deadline and where it stands."""

    deadline: Deadline
    passage: Passage


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task with its values and their places. Empty passages stand for absent values."""

    task: Passage = EMPTY
    requirement: Passage = EMPTY
    number: str | None = None
    number_printed: Passage = EMPTY
    section: SectionDraft | None = None
    attachment: int | None = None
    units: Mapping[str, tuple[UnitDraft, ...]] = field(default_factory=dict)
    open_list: bool = False
    people: tuple[PersonDraft, ...] = ()
    deadlines: tuple[DeadlineDraft, ...] = ()
    mentions: tuple[DeadlineDraft, ...] = ()
    """Times that the sentences of the task name."""
    remarks: Passage = EMPTY
    extra: tuple[tuple[str, Passage], ...] = ()
    source: AssignmentSource | None = None
    derived: tuple[Derivation, ...] = ()
    places: Mapping[str, Passage] = field(default_factory=dict)
    """For each field of the record, the whole passage it was read from."""
    blank: Mapping[str, Anchor] = field(default_factory=dict)
    """Where the cells of fields stand that the source leaves empty."""
    printed: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    """For each field that is a list, the cells or clauses it was read from."""
