"""Why a task's record says what it says: each value with its source line and the rule behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.assembly.ledger import paragraphs_of
from extractor.model.anchor import Anchor
from extractor.model.document import Document, Paragraph, Piece
from extractor.model.notice import Deadline, Notice, Task, Unit

LISTS = ("lead_units", "responsible_units", "supporting_units", "supervising_units")
RULES = {
    "merged_cell": "a merged cell covers this row",
    "ditto": "the cell says “as above”",
    "blank_below": "blank under the task of the row above, in a format that loses merged cells",
    "responsible_beside_supporting": "a column of responsible units beside one of supporting units",
    "section_default": "a clause that speaks for its whole section",
    "forward_default": "a clause that speaks for every later item",
    "sub_clause": "one of several clauses in a paragraph",
    "run_in_heading": "the first sentence of the paragraph, shared by its clauses",
    "heading": "the heading the clause stands under",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source: where it stands, its text, and the stretches a value is read from."""

    where: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """One property of a task: its value, why it is so, and the lines it stands on."""

    name: str
    value: str
    reasons: tuple[str, ...]
    lines: tuple[Line, ...]


def find_task(notice: Notice, wanted: str) -> Task | None:
    """Return the task with this id, number or position, in that order of preference."""
    for match in (
        lambda task: task.id == wanted,
        lambda task: task.number == wanted,
        lambda task: str(task.position) == wanted,
    ):
        for task in notice.tasks:
            if match(task):
                return task
    return None


def explain(document: Document, notice: Notice, task: Task) -> tuple[Explained, ...]:
    """Return an explanation of every property the task states or leaves empty in the source."""
    source = _Source(document)
    return tuple(
        Explained(name, value, (*_reasons(notice, task, name), *extra), source.lines(anchor))
        for name, value, extra, anchor in _properties(task)
    )


def _properties(task: Task) -> Iterator[tuple[str, str, tuple[str, ...], Anchor | None]]:
    for name in ("number", "task", "requirement", "remarks"):
        value = getattr(task, name)
        anchor = task.anchors.get(name)
        if value is not None or anchor is not None:
            yield name, value or "(empty)", (), anchor
    for name in LISTS:
        units: Sequence[Unit] = getattr(task, name)
        anchor = task.anchors.get(name)
        if units or anchor is not None:
            value = "、".join(unit.text for unit in units) or "(empty)"
            yield name, value, tuple(_naming(unit) for unit in units), anchor
    for deadline in task.deadlines:
        yield "deadlines", deadline.text, (_meaning(deadline),), deadline.anchor
    for person in task.people:
        yield "people", f"{person.text} ({person.role})", (), person.anchor


def _naming(unit: Unit) -> str:
    if unit.name is None:
        return f"{unit.text}: {unit.kind}, no canonical name"
    return f"{unit.text} = {unit.name} ({unit.basis})"


def _meaning(deadline: Deadline) -> str:
    dates = " to ".join(date for date in (deadline.start, deadline.end) if date)
    return " ".join(part for part in (deadline.kind, dates, deadline.recurrence) if part)


def _reasons(notice: Notice, task: Task, name: str) -> Iterator[str]:
    for entry in task.derived:
        if entry.field != name:
            continue
        rule, _, number = entry.rule.partition(":")
        if rule == "directive" and number.isdigit() and int(number) <= len(notice.directives):
            yield f"directive {number}: {notice.directives[int(number) - 1].text}"
        else:
            yield RULES.get(entry.rule, entry.rule)


class _Source:
    """Finds the lines of a document that anchors name."""

    def __init__(self, document: Document) -> None:
        self._by_place: dict[tuple[int | None, str | None, int | None], list[_Stretch]] = {}
        for paragraph in paragraphs_of(document.blocks):
            for piece in paragraph.pieces:
                place = (piece.anchor.page, piece.anchor.path, piece.anchor.line)
                self._by_place.setdefault(place, []).append(_Stretch(paragraph, piece))

    def lines(self, anchor: Anchor | None) -> tuple[Line, ...]:
        """Return the source lines an anchor covers, each once, in reading order."""
        if anchor is None:
            return ()
        found = []
        for place in (anchor, *anchor.continued):
            for stretch in self._by_place.get((place.page, place.path, place.line), ()):
                span = stretch.covered(place)
                if span is not None:
                    found.append(Line(_where(stretch.piece.anchor), stretch.text, (span,)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Stretch:
    paragraph: Paragraph
    piece: Piece

    @property
    def text(self) -> str:
        return self.paragraph.text[self.piece.start : self.piece.end]

    def covered(self, place: Anchor) -> tuple[int, int] | None:
        """Return the stretch of the piece's text that ``place`` covers; None for none of it."""
        if place.bbox is not None:
            box = self.piece.anchor.bbox
            inside = box is not None and _within(box, place.bbox)
            return (0, len(self.text)) if inside else None
        if place.characters is None:
            return 0, len(self.text)
        base = self.piece.anchor.characters[0] if self.piece.anchor.characters else 0
        low = max(0, place.characters[0] - base)
        high = min(len(self.text), place.characters[1] - base)
        return (low, high) if low < high else None


def _within(
    box: tuple[float, float, float, float], outer: tuple[float, float, float, float]
) -> bool:
    slack = 0.5
    return (
        box[0] >= outer[0] - slack
        and box[1] >= outer[1] - slack
        and box[2] <= outer[2] + slack
        and box[3] <= outer[3] + slack
    )


def _where(anchor: Anchor) -> str:
    if anchor.page is not None:
        return f"page {anchor.page}"
    if anchor.line is not None:
        return f"line {anchor.line}"
    return anchor.path or "?"
