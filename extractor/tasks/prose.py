"""Tasks from running text: numbered items and the clauses that assign them.

Which clause speaks of which item is decided by `extractor.tasks.clauses.apply_scopes`; here the
item's text is cut into number, task and requirement, and the clause into units by role.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from msgspec import structs

from extractor.model.notice import AssignmentSource, Derivation
from extractor.structure.outline import Outline, TextPart
from extractor.structure.sections import SectionDraft
from extractor.tasks.cells import read_deadlines, read_people, read_unit_list
from extractor.tasks.clauses import Assignment, Clause, Item, ItemAssignment, apply_scopes
from extractor.tasks.draft import DeadlineDraft, PersonDraft, Setting, TaskDraft, UnitDraft
from extractor.text import passage
from extractor.text.passage import EMPTY, Passage

MAX_RUN_IN = 45
"""The first sentence of an item is its heading when it is at most this long."""

MAX_PLAIN_RUN_IN = 20
"""That of a paragraph without a number: a longer one is its first sentence and no heading."""

_SOURCES: dict[str, AssignmentSource] = {
    "own": "clause",
    "line": "line",
    "section_default": "section_default",
    "forward_default": "section_default",
}
_STRENGTH = {"own": 0, "line": 1, "section_default": 2, "forward_default": 3}


@dataclass(frozen=True, slots=True)
class ProseTasks:
    """Tasks with the position of the part each begins in, and the parts their texts use up."""

    tasks: tuple[tuple[int, TaskDraft], ...] = ()
    used: frozenset[int] = frozenset()
    quoted: frozenset[int] = frozenset()
    """Parts that stay in the body though sentences of theirs are tasks: orders in minutes."""
    directives: tuple[Passage, ...] = ()
    """Sentences inside clauses that change how assignments read."""


def tasks_of_prose(outline: Outline, setting: Setting) -> ProseTasks:
    """Return the tasks that clauses in the running text assign, in reading order."""
    found: list[tuple[int, TaskDraft]] = []
    used: set[int] = set()
    quoted: set[int] = set()
    directives: list[Passage] = []
    above = {section.id: section for section in outline.sections}
    for group in _groups(outline):
        items = [_item(part) for _, part in group]
        assigned: dict[int, list[ItemAssignment]] = {}
        for entry in apply_scopes(items):
            assigned.setdefault(entry.item, []).append(entry)
            text = group[entry.at][1].prose.repaired
            directives += [text.slice(*place) for place in entry.clause.directives]
        for index in sorted(assigned):
            if all(entry.origin == "forward_default" for entry in assigned[index]):
                continue
            reading = _ItemReading(group, index, assigned, setting, above)
            drafts = reading.drafts()
            found += [(group[index][0], draft) for draft in drafts]
            used |= reading.used
            quoted |= reading.quoted
    return ProseTasks(
        tuple(found), frozenset(used), frozenset(quoted), tuple(_distinct(directives))
    )


def _groups(outline: Outline) -> list[list[tuple[int, TextPart]]]:
    """Return the text parts with their positions, those of each attachment together."""
    groups: dict[int | None, list[tuple[int, TextPart]]] = {}
    for position, part in enumerate(outline.parts):
        if isinstance(part, TextPart):
            groups.setdefault(part.attachment, []).append((position, part))
    return list(groups.values())


def _item(part: TextPart) -> Item:
    label = part.prose.label
    value = label.value if label is not None and isinstance(label.value, int) else None
    text = part.prose.text
    if part.heading is not None and not part.rest:
        rank = part.heading.level if part.rank is None else part.rank
        return Item(text, "heading", rank, value)
    if part.rank is not None:
        return Item(text, "item", part.rank, value)
    return Item(text, "text")


def _distinct(passages: Sequence[Passage]) -> list[Passage]:
    seen: set[tuple[int, int]] = set()
    found = []
    for entry in passages:
        place = (entry.runs[0].paragraph.id, entry.runs[0].offset) if entry.runs else (-1, -1)
        if place not in seen:
            seen.add(place)
            found.append(entry)
    return found


@dataclass
class _ItemReading:
    """One item with the text under it and the clauses that hold for it."""

    group: Sequence[tuple[int, TextPart]]
    index: int
    assigned: dict[int, list[ItemAssignment]]
    setting: Setting
    sections: Mapping[str, SectionDraft]
    used: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)
    """Paragraphs that the item's text was read from, without the clauses in them."""

    def drafts(self) -> list[TaskDraft]:
        """Return the item's tasks: one, or one for each clause that covers sentences of its own."""
        entries = self.assigned[self.index]
        extent = self._extent()
        covers = [
            e
            for e in entries
            if e.origin == "own" and e.at == self.index and e.clause.scope == "sentences"
        ]
        if len(covers) > 1 and all(entry.clause.inline for entry in covers):
            self.quoted.add(self.group[self.index][0])
            return self._orders(entries, covers)
        self.used |= {self.group[at][0] for at in extent}
        self.cut |= set(extent)
        if len(covers) > 1:
            return self._sub_tasks(entries, covers, extent)
        heading, body = self._texts(extent, entries)
        return [self._draft(heading, body, entries)]

    def _orders(
        self, entries: Sequence[ItemAssignment], covers: Sequence[ItemAssignment]
    ) -> list[TaskDraft]:
        """Return a task for each order of a paragraph; what stands between them is no task."""
        text = self.group[self.index][1].prose.repaired
        others = [entry for entry in entries if entry not in covers]
        drafts = []
        for order, entry in enumerate(sorted(covers, key=lambda e: e.clause.start), 1):
            _, _, (words, _) = _covered(text, entry.clause, 0, len(text))
            drafts.append(self._draft(words.strip(), EMPTY, [entry, *others], sub=order))
        return drafts

    def _extent(self) -> list[int]:
        """Return the positions of the item and of the unnumbered paragraphs that belong to it.

        The clause that assigns an item closes it; only an item assigned from elsewhere, by its
        section, lasts until the next one.
        """
        own = [e.at for e in self.assigned[self.index] if e.origin in {"own", "line"}]
        part = self.group[self.index][1]
        last = max(own) if own else len(self.group) - 1
        if not own and part.rank is None and part.heading is None:
            last = self.index
        extent = [self.index]
        for at in range(self.index + 1, last + 1):
            below = self.group[at][1]
            if below.rank is not None or below.heading is not None or at in self.assigned:
                break
            extent.append(at)
        return extent

    def _texts(
        self, extent: Sequence[int], entries: Sequence[ItemAssignment]
    ) -> tuple[Passage, Passage]:
        """Return the item's heading and the rest of its text, without number and clauses."""
        parts = [self._without_clauses(at, entries) for at in extent]
        part = self.group[self.index][1]
        first = parts[0]
        label = part.prose.label
        if label is not None:
            first = first.slice(label.end).strip()
        rest = [text for text in parts[1:] if text.text.strip()]
        stop = first.text.find("。")
        if 0 <= stop < MAX_RUN_IN and (stop + 1 < len(first.text) or rest):
            tail = first.slice(stop + 1).strip()
            return first.slice(0, stop + 1), _paragraphs([tail, *rest])
        if rest and len(first.text) <= 2 * MAX_RUN_IN and stop < 0:
            return first, _paragraphs(rest)
        return _paragraphs([first, *rest]), EMPTY

    def _without_clauses(self, at: int, entries: Sequence[ItemAssignment]) -> Passage:
        """Return a paragraph's text without the clauses in it that hold for this item."""
        text = self.group[at][1].prose.repaired
        clauses = [entry.clause for entry in entries if entry.at == at]
        cuts = sorted({(c.start, c.end) for c in clauses if not _stays(text.text, c)})
        kept = []
        start = 0
        for low, high in cuts:
            kept.append(text.slice(start, max(start, low)))
            start = max(start, high)
        kept.append(text.slice(start))
        return passage.join(kept).strip()

    def _sub_tasks(
        self,
        entries: Sequence[ItemAssignment],
        covers: Sequence[ItemAssignment],
        extent: Sequence[int],
    ) -> list[TaskDraft]:
        """Return a task for each clause in mid-paragraph, over the sentences it covers."""
        part = self.group[self.index][1]
        text = part.prose.repaired
        label = part.prose.label
        begin = label.end if label is not None else 0
        stop = text.text.find("。", begin)
        first_clause = min(e.clause.start for e in covers)
        heading = EMPTY
        longest = MAX_RUN_IN if label is not None else MAX_PLAIN_RUN_IN
        if 0 <= stop - begin < longest and stop < first_clause:
            heading = text.slice(begin, stop + 1).strip()
            begin = stop + 1
        drafts = []
        ordered = sorted(covers, key=lambda e: e.clause.start)
        others = [e for e in entries if e not in covers]
        left: list[Passage] = []
        for order, entry in enumerate(ordered):
            following = ordered[order + 1].clause.start if order + 1 < len(ordered) else len(text)
            low, high, parts = _covered(text, entry.clause, begin, following)
            left.append(text.slice(begin, low).strip())
            begin = high
            body = passage.join(parts).strip()
            holding = [entry, *others]
            if heading:
                drafts.append(self._draft(heading, body, holding, sub=order + 1))
            else:
                drafts.append(self._draft(body, EMPTY, holding, sub=order + 1))
        remainder = [*left, text.slice(begin).strip()]
        remainder += [self._without_clauses(at, entries) for at in extent[1:]]
        rest = [entry for entry in remainder if entry.text]
        if rest:
            last = drafts[-1]
            drafts[-1] = replace(
                last, requirement=_paragraphs([last.requirement, *rest]).repaired()
            )
        return drafts

    def _draft(
        self,
        heading: Passage,
        body: Passage,
        entries: Sequence[ItemAssignment],
        sub: int | None = None,
    ) -> TaskDraft:
        part = self.group[self.index][1]
        label = part.prose.label
        if not heading and not body and _is_sentence(entries):
            heading = part.prose.repaired.slice(label.end if label else 0).strip()
        number = label.bare if label is not None else None
        printed = EMPTY
        places: dict[str, Passage] = {"task": heading}
        if body:
            places["requirement"] = body
        if label is not None:
            printed = part.prose.repaired.slice(0, label.end).strip()
            places["number"] = printed
        derived = []
        if sub is not None:
            if number is not None:
                number = f"{number}.{sub}"
                derived.append(Derivation(field="number", rule="sub_clause"))
            if body and sub > 1:
                derived.append(Derivation(field="task", rule="run_in_heading"))
        elif part.heading is not None and not part.rest:
            derived.append(Derivation(field="task", rule="heading"))
        units = _UnitReading(self.group, self.setting, derived, places, frozenset(self.cut))
        units.read(entries)
        return TaskDraft(
            task=heading.repaired(),
            requirement=body.repaired(),
            number=number,
            number_printed=printed,
            section=self._section(part, sub),
            attachment=part.attachment,
            units=units.units,
            open_list=units.open_list,
            people=tuple(units.people),
            deadlines=tuple(units.deadlines),
            source=_SOURCES[min((e.origin for e in entries), key=_STRENGTH.__getitem__)],
            derived=tuple(derived),
            places=places,
            printed={"assignment": tuple(units.clauses)} if units.clauses else {},
        )

    def _section(self, part: TextPart, sub: int | None) -> SectionDraft | None:
        """Return the section the task stands in; one that is a heading stands in that above it."""
        if part.heading is None or sub is not None:
            return part.section
        return self.sections.get(part.heading.parent or "")


def _stays(text: str, clause: Clause) -> bool:
    """Whether a clause stays in its text: an order, or prose that the text goes on behind."""
    return clause.inline or (clause.kind == "prose" and bool(text[clause.end :].strip("。；; ")))


def _is_sentence(entries: Sequence[ItemAssignment]) -> bool:
    """Whether the clause is the item's own sentence: 由县水利局牵头，10月底前完成河道整治。"""
    return any(e.origin == "own" and e.clause.kind == "prose" for e in entries)


@dataclass
class _UnitReading:
    """Turns the clauses of one task into units, people and deadlines."""

    group: Sequence[tuple[int, TextPart]]
    setting: Setting
    derived: list[Derivation]
    places: dict[str, Passage]
    cut: frozenset[int]
    """Paragraphs whose clauses stand nowhere but here."""
    units: dict[str, tuple[UnitDraft, ...]] = field(default_factory=dict)
    people: list[PersonDraft] = field(default_factory=list)
    deadlines: list[DeadlineDraft] = field(default_factory=list)
    clauses: list[Passage] = field(default_factory=list)
    open_list: bool = False

    def read(self, entries: Sequence[ItemAssignment]) -> None:
        for entry in sorted(entries, key=lambda e: (_STRENGTH[e.origin], e.at, e.clause.start)):
            text = self.group[entry.at][1].prose.repaired
            if entry.origin == "forward_default":
                assignment = entry.clause.default_assignment
                if assignment is not None:
                    self._assign(text, assignment, "forward_default")
                continue
            rule = "section_default" if entry.origin == "section_default" else None
            self._clause(text, entry.clause, rule, kept=rule is None or entry.at in self.cut)

    def _clause(self, text: Passage, clause: Clause, rule: str | None, *, kept: bool) -> None:
        if kept:
            self.clauses.append(text.slice(clause.start, clause.end))
        for assignment in clause.assignments:
            self._assign(text, assignment, rule)
        for place in clause.deadlines:
            self.deadlines += read_deadlines(text.slice(*place), self.setting)
            self._derive("deadlines", rule)
        for persons in clause.people:
            role = text.slice(*persons.label).strip("：: ").text
            self.people += read_people(text.slice(persons.start, persons.end), role)
            self._derive("people", rule)

    def _assign(self, text: Passage, assignment: Assignment, rule: str | None) -> None:
        part = text.slice(assignment.start, assignment.end)
        drafts, open_list = read_unit_list(part, self.setting)
        if assignment.qualifier is not None:
            words = text.slice(*assignment.qualifier).text
            drafts = tuple(_qualified(draft, words) for draft in drafts)
        role = "responsible" if assignment.role == "territorial" else assignment.role
        self.units[role] = (*self.units.get(role, ()), *drafts)
        self.places.setdefault(f"{role}_units", part)
        self.open_list = self.open_list or open_list
        self._derive(f"{role}_units", rule)

    def _derive(self, field: str, rule: str | None) -> None:
        """Note that ``field`` is said elsewhere, and which rule brought it here; once."""
        if rule is not None:
            entry = Derivation(field=field, rule=rule)
            if entry not in self.derived:
                self.derived.append(entry)


def _qualified(draft: UnitDraft, words: str) -> UnitDraft:
    if draft.unit.qualifier is not None:
        return draft
    return UnitDraft(structs.replace(draft.unit, qualifier=words), draft.passage)


def _covered(
    text: Passage, clause: Clause, begin: int, following: int
) -> tuple[int, int, tuple[Passage, Passage]]:
    """Return where a clause and its words begin and end, and the words without the clause.

    A clause in brackets follows the words it speaks of, and a full stop behind it is theirs; a
    unit with its duty (A负责…) goes before them, and they last to the end of the sentence.
    """
    low, high = clause.cover if clause.cover is not None else (begin, clause.end)
    if clause.inline:
        high += text.text[high : high + 1] in {"。", "；", ";"}
        return low, high, (text.slice(low, high), EMPTY)
    if clause.end <= low:
        stop = text.text.find("。", high)
        high = min(following, stop + 1 if stop >= 0 else len(text))
        return clause.start, high, (text.slice(clause.end, high), EMPTY)
    low, high = max(low, begin), max(high, clause.end)
    high += text.text[high : high + 1] == "。"
    return low, high, (text.slice(low, max(low, clause.start)), text.slice(clause.end, high))


def _paragraphs(parts: Sequence[Passage]) -> Passage:
    present = [part for part in parts if part.text.strip()]
    return passage.join(present, "\n\n")
