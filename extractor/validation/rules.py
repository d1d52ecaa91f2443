"""What the schema cannot say: ids that resolve, counts that balance, values that agree.

Each rule takes a notice that fulfils the schema and yields flaws; `RULES` lists them. To add
one, write a function, name it in `RULES`, and give its wording in `finding.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from extractor.model.anchor import Anchor
from extractor.model.notice import Deadline, Notice, Task, Unit
from extractor.text.characters import count_visible
from extractor.validation.finding import Flaw

Path = tuple[str | int, ...]

_TASK_FIELDS = frozenset(Task.__struct_fields__)
_NOTICE_FIELDS = frozenset(Notice.__struct_fields__)


def task_ids(notice: Notice) -> Iterator[Flaw]:
    """A task's id is the notice's, ``#`` and something of its own, and unique."""
    prefix = f"{notice.id}#"
    seen = set()
    for index, task in enumerate(notice.tasks):
        if not task.id.startswith(prefix) or len(task.id) == len(prefix):
            yield Flaw("task-id", ("tasks", index, "id"), prefix)
        if task.id in seen:
            yield Flaw("task-id-unique", ("tasks", index, "id"))
        seen.add(task.id)


def positions(notice: Notice) -> Iterator[Flaw]:
    """Positions count from 1 without a gap."""
    for index, task in enumerate(notice.tasks):
        if task.position != index + 1:
            yield Flaw("position", ("tasks", index, "position"), str(index + 1))


def outline(notice: Notice) -> Iterator[Flaw]:
    """Ids of sections are unique, and a section stands after the one above it."""
    seen: set[str] = set()
    for index, section in enumerate(notice.sections):
        if section.id in seen:
            yield Flaw("section-id-unique", ("sections", index, "id"))
        if section.parent is not None and section.parent not in seen:
            yield Flaw("parent", ("sections", index, "parent"))
        seen.add(section.id)


def sections_resolve(notice: Notice) -> Iterator[Flaw]:
    """Whatever says it stands in a section names one that exists."""
    known = {section.id for section in notice.sections}
    for name in ("body", "notes", "tasks", "tables"):
        for index, value in enumerate(getattr(notice, name)):
            if value.section is not None and value.section not in known:
                yield Flaw("section", (name, index, "section"))


def section_paths(notice: Notice) -> Iterator[Flaw]:
    """A task's ``section_path`` repeats the titles from the outermost section to its own.

    A section without a title is named by its label.
    """
    paths: dict[str | None, tuple[str, ...]] = {None: ()}
    for section in notice.sections:
        paths.setdefault(
            section.id, (*paths.get(section.parent, ()), section.title or section.label or "")
        )
    for index, task in enumerate(notice.tasks):
        path = paths.get(task.section)
        if path is not None and path != task.section_path:
            yield Flaw("section-path", ("tasks", index, "section_path"), " / ".join(path))


def attachments_resolve(notice: Notice) -> Iterator[Flaw]:
    """Whatever says it stands in an attachment points at one that exists."""
    count = len(notice.attachments)
    for name in ("body", "notes", "sections", "tasks", "tables"):
        for index, value in enumerate(getattr(notice, name)):
            if value.attachment is not None and value.attachment >= count:
                yield Flaw("attachment", (name, index, "attachment"), str(count))


def units_once(notice: Notice) -> Iterator[Flaw]:
    """No role of a task names the same unit twice.

    Lists of addressees may print a word twice for two bodies (上海、广州海关，上海、成都铁路局).
    """
    for index, task in enumerate(notice.tasks):
        for name in ("lead_units", "responsible_units", "supporting_units", "supervising_units"):
            units = getattr(task, name)
            if len(units) > 1:
                yield from _repeated(units, ("tasks", index, name))


def deadlines_run_forward(notice: Notice) -> Iterator[Flaw]:
    """No deadline ends before it starts."""
    for index, task in enumerate(notice.tasks):
        yield from _backward(task.deadlines, ("tasks", index))
    for index, duty in enumerate(notice.reporting):
        yield from _backward(duty.deadlines, ("reporting", index))


def derived_fields(notice: Notice) -> Iterator[Flaw]:
    """What is derived is a property or an extra column of a task; its directive exists."""
    for index, task in enumerate(notice.tasks):
        for ordinal, derivation in enumerate(task.derived):
            path: Path = ("tasks", index, "derived", ordinal)
            column = derivation.field.removeprefix("extra/")
            if derivation.field not in _TASK_FIELDS and (
                column == derivation.field or column not in task.extra
            ):
                yield Flaw("derived-field", (*path, "field"))
            kind, _, number = derivation.rule.partition(":")
            if kind == "directive" and not (
                number.isdecimal() and 1 <= int(number) <= len(notice.directives)
            ):
                yield Flaw("directive", (*path, "rule"), str(len(notice.directives)))


def anchored_fields(notice: Notice) -> Iterator[Flaw]:
    """Anchors stand under names of properties."""
    for name in notice.anchors.keys() - _NOTICE_FIELDS:
        yield Flaw("anchored-field", ("anchors", name))
    for index, task in enumerate(notice.tasks):
        if not task.anchors.keys() <= _TASK_FIELDS:
            for name in task.anchors.keys() - _TASK_FIELDS:
                yield Flaw("anchored-field", ("tasks", index, "anchors", name))


def spans(notice: Notice) -> Iterator[Flaw]:
    """An anchor's span of characters does not end before it starts."""
    for index, task in enumerate(notice.tasks):
        for name, anchor in task.anchors.items():
            yield from _inverted(anchor, ("tasks", index, "anchors", name))
    for name, anchor in notice.anchors.items():
        yield from _inverted(anchor, ("anchors", name))


def balance(notice: Notice) -> Iterator[Flaw]:
    """Placed, furniture and unplaced characters make up all characters of the source."""
    coverage = notice.coverage
    left = sum(count_visible(piece.text) for piece in coverage.unplaced)
    total = coverage.placed + coverage.furniture + left
    if coverage.characters != total:
        yield Flaw("coverage", ("coverage", "characters"), str(total))


RULES: tuple[Callable[[Notice], Iterable[Flaw]], ...] = (
    task_ids,
    positions,
    outline,
    sections_resolve,
    section_paths,
    attachments_resolve,
    units_once,
    deadlines_run_forward,
    derived_fields,
    anchored_fields,
    spans,
    balance,
)


def _repeated(units: tuple[Unit, ...], path: Path) -> Iterator[Flaw]:
    seen = set()
    for index, unit in enumerate(units):
        if (unit.text, unit.name) in seen:
            yield Flaw("unit-unique", (*path, index, "text"))
        seen.add((unit.text, unit.name))


def _backward(deadlines: tuple[Deadline, ...], path: Path) -> Iterator[Flaw]:
    for index, deadline in enumerate(deadlines):
        # ISO 8601 dates of four-digit years sort as text.
        if deadline.start and deadline.end and deadline.end < deadline.start:
            yield Flaw("deadline-order", (*path, "deadlines", index, "end"), deadline.start)


def _inverted(anchor: Anchor, path: Path) -> Iterator[Flaw]:
    if anchor.characters is not None and anchor.characters[0] > anchor.characters[1]:
        yield Flaw("characters", (*path, "characters"))
