"""Numbers of paragraphs as they follow each other: runs of siblings below a heading. 序号"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from extractor.checks.subject import Subject
from extractor.structure.outline import TextPart
from extractor.text.labels import Label, LabelForm
from extractor.text.passage import Passage

LEVELS: dict[LabelForm, int] = {
    "chinese_comma": 0,
    "chinese_paren": 1,
    "arabic_dot": 2,
    "arabic_paren": 3,
}
"""The four levels of the standard: 一、 （一） 1. （1）."""


_LEADERS = regex.compile(r"(?<![.…·．])[.…·．]{4,}+[\s0-9\-—－]*+$")


@dataclass(frozen=True)
class Entry:
    """A numbered paragraph; ``order`` is its position among the parts of the notice."""

    order: int
    part: TextPart
    label: Label
    value: int
    """The number; of a decimal one the last."""
    parent: Entry | None

    @property
    def form(self) -> LabelForm:
        """How the number is written."""
        return self.label.form

    @property
    def place(self) -> Passage:
        """The number as it is printed."""
        return self.part.prose.repaired.slice(0, self.label.end).strip()

    @property
    def prefix(self) -> tuple[int, ...]:
        """What stands before the last number of a decimal one: (1, 2) of 1.2.3."""
        value = self.label.value
        return value[:-1] if isinstance(value, tuple) else ()


@dataclass
class Run:
    """Paragraphs with numbers of one form below the same heading, in order."""

    form: LabelForm
    rank: int
    attachment: int | None
    parent: Entry | None
    entries: list[Entry] = field(default_factory=list)


def runs_of(subject: Subject) -> tuple[Run, ...]:
    """Return the runs of the notice and its attachments in the order they begin."""
    return tuple(_runs(subject))


def entries_of(subject: Subject) -> Iterator[Entry]:
    """Yield every numbered paragraph in order."""
    yield from sorted(
        (entry for run in _runs(subject) for entry in run.entries), key=lambda entry: entry.order
    )


def _runs(subject: Subject) -> list[Run]:
    found: list[Run] = []
    open_: dict[int, Run] = {}
    attachment: int | None = None
    for order, part in enumerate(subject.outline.parts):
        if part.attachment != attachment:
            attachment = part.attachment
            open_.clear()
        if not isinstance(part, TextPart):
            continue
        label = part.prose.label
        if label is None or label.damaged or part.rank is None:
            continue
        if _LEADERS.search(part.prose.text):
            continue  # an entry of a table of contents
        rank = part.rank
        for deeper in [held for held in open_ if held > rank]:
            del open_[deeper]
        above = [held for held in open_ if held < rank]
        parent = open_[max(above)].entries[-1] if above else None
        value = label.value[-1] if isinstance(label.value, tuple) else label.value
        entry = Entry(order, part, label, value, parent)
        run = open_.get(rank)
        if run is None or run.form != label.form or run.entries[-1].prefix != entry.prefix:
            run = open_[rank] = Run(label.form, rank, attachment, parent)
            found.append(run)
        run.entries.append(entry)
    return found
