"""Tasks from the rows of a table (DOMAIN data: columns.toml for the headers)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from msgspec import structs

from extractor.model.anchor import Anchor
from extractor.model.notice import AssignmentSource, Derivation
from extractor.structure.grid import Slot
from extractor.structure.headers import UNIT_ROLES, ColumnHead
from extractor.structure.outline import TablePart
from extractor.structure.rows import TableRow
from extractor.structure.sections import SectionDraft
from extractor.tasks.cells import (
    is_ditto,
    is_none,
    read_deadlines,
    read_people,
    read_step,
    read_unit_cell,
    read_unit_list,
)
from extractor.tasks.clauses import find_clauses, is_unit_list
from extractor.tasks.draft import (
    NAMELESS,
    DeadlineDraft,
    PersonDraft,
    Setting,
    TaskDraft,
    UnitDraft,
)
from extractor.text.labels import read_label
from extractor.text.passage import EMPTY, Passage

FIELDS = {
    "lead": "lead_units",
    "responsible": "responsible_units",
    "supporting": "supporting_units",
    "supervising": "supervising_units",
    "number": "number",
    "task": "task",
    "requirement": "requirement",
    "deadline": "deadlines",
    "schedule": "deadlines",
    "remarks": "remarks",
    "leader": "people",
    "person": "people",
    "contact": "people",
    "share": "responsible_units",
}
"""The field of the record that a column's cells go into."""

LISTS = frozenset(FIELDS[role] for role in (*UNIT_ROLES, "deadline", "person"))


def tasks_of_table(part: TablePart, setting: Setting) -> list[TaskDraft]:
    """Return the tasks of a table, in the order of its rows."""
    drafts: list[TaskDraft] = []
    for row in part.rows:
        if row.kind == "task":
            reading = _RowReading(part, row, setting, drafts[-1] if drafts else None)
            drafts.append(reading.draft())
    return drafts


@dataclass
class _RowReading:
    """Collects the values of one row, column by column."""

    part: TablePart
    row: TableRow
    setting: Setting
    above: TaskDraft | None
    texts: dict[str, Passage] = field(default_factory=dict)
    units: dict[str, tuple[UnitDraft, ...]] = field(default_factory=dict)
    people: list[PersonDraft] = field(default_factory=list)
    deadlines: list[DeadlineDraft] = field(default_factory=list)
    extra: list[tuple[str, Passage]] = field(default_factory=list)
    derived: list[Derivation] = field(default_factory=list)
    places: dict[str, Passage] = field(default_factory=dict)
    blank: dict[str, Anchor] = field(default_factory=dict)
    printed: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    open_list: bool = False
    inherited_number: str | None = None

    def draft(self) -> TaskDraft:
        for column, head in enumerate(self.part.columns.heads):
            self._column(column, head)
        self._inherit_task()
        number, printed, task = self._number()
        number = number or self.inherited_number
        if self.part.columns.responsible_leads and self.units.get("responsible"):
            self.units["lead"] = self.units.pop("responsible")
            self.places["lead_units"] = self.places.pop("responsible_units")
            self.printed["lead_units"] = self.printed.pop("responsible_units")
            self._derive("lead_units", "responsible_beside_supporting")
        source: AssignmentSource | None = "column" if any(self.units.values()) else None
        section = self.part.sections.get(self.row.index) or self.part.section
        if section is not None and self._of_section(section) and source is None:
            source = "section_default"
        return TaskDraft(
            task=task.repaired(),
            requirement=self.texts.get("requirement", EMPTY).repaired(),
            number=number,
            number_printed=printed,
            section=section,
            attachment=self.part.attachment,
            units=self.units,
            open_list=self.open_list,
            people=tuple(self.people),
            deadlines=tuple(self.deadlines),
            remarks=self.texts.get("remarks", EMPTY).repaired(),
            extra=tuple(self.extra),
            source=source,
            derived=tuple(self.derived),
            places=self.places,
            blank=self.blank,
            printed=self.printed,
        )

    def _of_section(self, section: SectionDraft) -> bool:
        """Take the units that the name of the row's section assigns: 医疗（牵头单位：省卫健委）.

        A role that the row fills itself stays its own. Return whether any was taken.
        """
        if "：" not in section.title.text and ":" not in section.title.text:
            return False
        title = section.title.repaired()
        taken: dict[str, list[UnitDraft]] = {}
        for clause in find_clauses(title.text):
            if clause.kind != "labelled":
                continue
            for given in clause.assignments:
                role = "responsible" if given.role == "territorial" else given.role
                if not self.units.get(role):
                    part = title.slice(given.start, given.end)
                    drafts, is_open = read_unit_list(part, self.setting)
                    taken.setdefault(role, []).extend(drafts)
                    self.open_list = self.open_list or (is_open and not self.units)
                    self.places.setdefault(FIELDS[role], part)
        for held, units in taken.items():
            self.units[held] = tuple(units)
            self._derive(FIELDS[held], "section_default")
        return bool(taken)

    def _column(self, column: int, head: ColumnHead) -> None:
        slot = self.row.slots[column]
        if slot.missing or head.role == "category":
            return
        if slot.column < column and not self._applies_across(slot, head):
            return
        content = slot.content.strip()
        name = FIELDS.get(head.role or "", "extra")
        if not content.text:
            if name != "extra" and slot.anchor is not None:
                self.blank.setdefault(name, slot.anchor)
            return
        if name != "extra":
            self.places.setdefault(name, content)
        inherited = slot.row < self.row.index or slot.column < column
        if name in LISTS or is_ditto(content) or is_none(content):
            self._print(name, content)
        if is_ditto(content) and self.above is not None:
            self._ditto(head, name)
            return
        if is_none(content) and head.role != "number":
            return
        if inherited:
            under = f"extra/{head.text.text or NAMELESS}"
            self._derive(name if name != "extra" else under, "merged_cell")
        held = self.units.get("responsible", ())
        self._value(head, name, content)
        if inherited and name == "people" and self.units.get("responsible", ()) != held:
            self._derive("responsible_units", "merged_cell")

    def _applies_across(self, slot: Slot, head: ColumnHead) -> bool:
        """Whether a cell merged sideways speaks for this column too: unit columns share it."""
        first = self.part.columns.heads[slot.column]
        return head.role in UNIT_ROLES and first.role in UNIT_ROLES and head.role != first.role

    def _value(self, head: ColumnHead, name: str, content: Passage) -> None:
        if head.role in UNIT_ROLES:
            self._units(head, content)
        elif head.role == "share":
            self._share(head, content)
        elif name == "people":
            self._people(head, content)
        elif name == "deadlines":
            self._deadlines(head, content)
        elif name == "extra":
            self.extra.append((head.text.text, content.repaired()))
        else:
            self.texts[name] = content

    def _share(self, head: ColumnHead, content: Passage) -> None:
        """Give the body that heads a column its share of the task: 5 under 城关镇, ★."""
        words = content.repaired().text
        drafts, _ = read_unit_list(head.text, self.setting)
        added = tuple(
            UnitDraft(structs.replace(draft.unit, qualifier=words), draft.passage)
            for draft in drafts
        )
        self.units["responsible"] = (*self.units.get("responsible", ()), *added)
        self._print("responsible_units", content)
        self._derive("responsible_units", "column_header")

    def _people(self, head: ColumnHead, content: Passage) -> None:
        """Read people; bodies among them are responsible where no column names any."""
        found = read_people(content, head.name)
        heads = self.part.columns.heads
        if "单位" in head.text.text or not any(one.role in UNIT_ROLES for one in heads):
            bodies = [one for one in found if is_unit_list(one.passage.text)]
            found = tuple(one for one in found if one not in bodies)
            for body in bodies:
                self._units(replace(head, role="responsible"), body.passage)
        self.people += found

    def _deadlines(self, head: ColumnHead, content: Passage) -> None:
        """Read a deadline; what a column of the schedule (一季度) only describes is due by then."""
        found = read_deadlines(content, self.setting)
        if head.role == "schedule" and all(one.deadline.kind == "unknown" for one in found):
            step = read_step(content, head.text.text, self.setting)
            if step is not None:
                found = (step,)
                self._derive("deadlines", "column_header")
        self.deadlines += found

    def _units(self, head: ColumnHead, content: Passage) -> None:
        role = head.role or "responsible"
        cell = read_unit_cell(content, role, head, self.setting)
        for held, drafts in cell.units.items():
            self.units[held] = (*self.units.get(held, ()), *drafts)
            self.places.setdefault(FIELDS[held], content)
            self._print(FIELDS[held], content)
        self.people += cell.people
        self.deadlines += cell.deadlines
        self.open_list = self.open_list or cell.open_list

    def _ditto(self, head: ColumnHead, name: str) -> None:
        above = self.above
        if above is None:
            return
        role = head.role
        if role in UNIT_ROLES and role is not None:
            moved = role == "responsible" and self.part.columns.responsible_leads
            self.units[role] = tuple(above.units.get("lead" if moved else role, ()))
        elif name == "deadlines":
            self.deadlines += above.deadlines
        elif name == "people":
            self.people += [p for p in above.people if p.role == head.name]
        elif name == "extra":
            self.extra += [entry for entry in above.extra if entry[0] == head.text.text]
        elif name == "number":
            return
        else:
            self.texts[name] = {
                "task": above.task,
                "requirement": above.requirement,
                "remarks": above.remarks,
            }[name]
        self._derive(name, "ditto")

    def _inherit_task(self) -> None:
        """Give a further measure of a task the task above, where merged cells are lost."""
        above = self.above
        blank = "task" not in self.texts and "requirement" in self.texts
        if above is None or not blank or self.part.table.spans_known:
            return
        self.texts["task"] = above.task
        self._derive("task", "blank_below")
        if "number" not in self.texts and above.number is not None:
            self.inherited_number = above.number
            self._derive("number", "blank_below")

    def _number(self) -> tuple[str | None, Passage, Passage]:
        """Return the task's number, its number as printed, and the task without it."""
        task = self.texts.get("task", EMPTY)
        column = self.texts.get("number")
        if column is not None:
            printed = column.repaired()
            label = read_label(printed.text)
            bare = str(label.value) if label and isinstance(label.value, int) else printed.text
            return bare.strip(), printed, task
        folded = task.repaired()
        label = read_label(folded.text)
        if label is None or not folded.slice(label.end).strip():
            return None, EMPTY, task
        self.places["number"] = folded.slice(0, label.end).strip()
        self.places["task"] = folded.slice(label.end).strip()
        number = label.bare
        return number, folded.slice(0, label.end).strip(), folded.slice(label.end).strip()

    def _print(self, name: str, content: Passage) -> None:
        """Keep the printed text of a cell that is read into a list, or says "as above", "none"."""
        if content not in self.printed.get(name, ()):
            self.printed[name] = (*self.printed.get(name, ()), content)

    def _derive(self, name: str, rule: str) -> None:
        entry = Derivation(field=name, rule=rule)
        if entry not in self.derived:
            self.derived.append(entry)
