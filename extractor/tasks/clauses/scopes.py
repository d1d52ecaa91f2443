"""Which item each clause of a text speaks of, when items, headings and lines follow one another.

In: the paragraphs of a text in reading order. Out: for each item the clauses that hold for it
and why. Rules (usage of issued notices): a clause inside an item is the item's own; a line of
its own belongs to the item above, never below; before the first item of a section it is the
section's default, and so is one line behind the last of items that have none; 以上, 本节 and
第1—5项 name their reach themselves; 以下…不再列出 holds for every later item besides its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

import regex

from extractor.tasks.clauses.finding import (
    find_bare,
    find_clauses,
    find_duty,
    find_heading_unit,
    find_leader_heading,
    find_unit_heading,
)
from extractor.tasks.clauses.lexicon import words
from extractor.tasks.clauses.placing import announces_units
from extractor.tasks.clauses.tree import Item, following, leaves, lines_above, parents, spans
from extractor.tasks.clauses.values import Clause, Role
from extractor.text.labels import read_label

Origin = Literal["own", "line", "section_default", "forward_default"]
_MOST = 12
"""A notice has no more clauses than this that name a section or hold for all later items."""
LONGEST_HEAD = 60
"""Characters of a sentence that stands above items as their heading."""
LONGEST_NAME = 12
"""Characters of the name of a section that a clause closes."""
HEADING_FORMS = frozenset({"chinese_comma", "chinese_paren"})
_STOP = regex.compile("[。；;]")
_BARE = 3
"""So many items that end in a bracket of units without a verb make that the text's habit."""
_FEWEST_HEADINGS = 2
"""So many neighbouring headings that are units alone gather the tasks of each (P7)."""
_DUTY_RUN = 3
"""So many paragraphs in a row that begin with a unit and its duty are a list by unit (P6)."""


@dataclass(frozen=True, slots=True)
class ItemAssignment:
    """A clause that holds for an item."""

    item: int
    """Index of the item in the sequence given."""
    clause: Clause
    origin: Origin
    at: int
    """Index of the item in whose text the clause stands."""


def apply_scopes(items: Sequence[Item]) -> tuple[ItemAssignment, ...]:
    """Return which clauses hold for which items, by item and place.

    A paragraph of kind ``text`` is an item of its own only where several paragraphs below one
    heading carry clauses; a clause's ``cover`` is a range of ``items[at].text``.
    """
    return _Scopes(items).settle()


class _Scopes:
    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.clauses = [find_clauses(item.text) for item in items]
        self.parents = parents(items)
        self._add_duties()
        self._add_bare()
        self.leaves = leaves(items, self.parents)
        self.following = following(items)
        self.groups: dict[int, int] = {}
        self.found: list[ItemAssignment] = []
        self.defaults: dict[int, list[tuple[Clause, int]]] = {}
        self.by_item = False
        self.spans = spans(self.parents, self.leaves)
        self.stated = [0, *accumulate(len(clauses) for clauses in self.clauses)]
        self.lines: list[bool] = []
        self.above: list[int | None] = []

    def settle(self) -> tuple[ItemAssignment, ...]:
        """Assign in the order of strength: own, lines, named sections, defaults, forward."""
        self.lines = [self._is_line(index) for index in range(len(self.items))]
        self.above = lines_above(self.items, self.lines)
        self.by_item = self._lines_follow_each_item()
        for index, clauses in enumerate(self.clauses):
            for clause in clauses:
                self._take(index, clause)
        self._named_sections()
        self._section_defaults()
        self._heading_units()
        self._heading_leaders()
        self._forward()
        order = sorted(self.found, key=lambda found: (found.item, found.at, found.clause.start))
        return tuple(order)

    def _take(self, index: int, clause: Clause) -> None:
        if clause.scope in {"section", "forward"}:
            return
        kind = self.items[index].kind
        if clause.scope == "line_above" and kind == "text":
            self._line(index, clause)
        elif kind == "text":
            self._add(self._target(index), clause, "own", index)
        elif kind == "heading" and index not in self.leaves:
            self.defaults.setdefault(index, []).append((clause, index))
        else:
            heads = index not in self.leaves and _heads(self.items[index].text, clause)
            if heads:
                self.defaults.setdefault(index, []).append((clause, index))
            if not (heads and _names_section(self.items[index].text, clause)):
                self._add(index, clause, "own", index)

    def _line(self, index: int, clause: Clause) -> None:
        parent = self.parents[index]
        if parent is None:
            above = self.above[index]
            if above is not None:
                self._add(above, clause, "line", index)
        elif parent not in self.leaves and self._before_first_child(index, parent):
            if self.items[parent].kind == "item":
                self._add(parent, clause, "line", index)
            self.defaults.setdefault(parent, []).append((clause, index))
        elif self._closes_section(index, parent):
            above = self.parents[parent]
            if above is not None:
                self.defaults.setdefault(above, []).append((clause, index))
        else:
            self._add(self._target(index), clause, "line", index)

    def _target(self, index: int) -> int:
        """Return the item a clause in a paragraph of text belongs to."""
        parent = self.parents[index]
        if parent is None:
            above = self.above[index] if self.lines[index] else index
            return index if above is None else above
        above = self.parents[parent]
        if above is not None and self.lines[index] and announces_units(self.items[parent].text):
            return above
        if self._assigns_apart(index):
            return index
        if parent not in self.groups:
            self.groups[parent] = self._count_groups(parent)
        if self.groups[parent] < 2:
            return parent
        nearest = self.above[index] if self.lines[index] else index
        return parent if nearest is None else nearest

    def _assigns_apart(self, index: int) -> bool:
        """Whether the clauses of a paragraph speak of different sentences of it."""
        covers = {clause.cover for clause in self.clauses[index] if clause.scope == "sentences"}
        return len(covers) > 1

    def _count_groups(self, parent: int) -> int:
        """Return how many paragraphs clauses speak of: ``parent`` and those below it.

        An item that its own clause closes is one of them; what is assigned below it, its
        measures (主要措施), are tasks of their own.
        """
        groups = set()
        last = parent
        if any(clause.scope in {"item", "sentences"} for clause in self.clauses[parent]):
            groups.add(parent)
        for index in range(parent + 1, self.following[parent]):
            if self.lines[index]:
                groups.add(last)
            else:
                last = index
                if any(clause.scope in {"item", "sentences"} for clause in self.clauses[index]):
                    groups.add(index)
        return len(groups)

    def _is_line(self, index: int) -> bool:
        clauses = self.clauses[index]
        return (
            self.items[index].kind == "text"
            and bool(clauses)
            and all(clause.scope in {"line_above", "section", "forward"} for clause in clauses)
        )

    def _before_first_child(self, index: int, parent: int) -> bool:
        """Whether only text stands between a heading and the line."""
        return self.following[parent] > index

    def _closes_section(self, index: int, parent: int) -> bool:
        """Whether a line behind the last item speaks of all items of the section."""
        above = self.parents[parent]
        if self.by_item or above is None:
            return False
        first, last, count = self.spans[above]
        if count < 2 or last != parent:
            return False
        return self.stated[index] == self.stated[first]

    def _lines_follow_each_item(self) -> bool:
        """Whether items other than the last of their section have lines of their own."""
        for index in range(1, len(self.items) - 1):
            parent = self.parents[index]
            if parent is None or not self.lines[index] or self.items[parent].kind != "item":
                continue
            following = self.following[index]
            if following < len(self.items) and self.parents[following] == self.parents[parent]:
                return True
        return False

    def _named_sections(self) -> None:
        """以上任务由…, 本节任务由…, 第1—5项由…: the items that have no clause of their own."""
        held = {found.item for found in self.found}
        named = [
            (index, clause)
            for index, clauses in enumerate(self.clauses)
            for clause in clauses
            if clause.scope == "section"
        ]
        for index, clause in named[:_MOST]:
            for item in self._named(index, clause):
                if item not in held or clause.items is not None:
                    self._add(item, clause, "section_default", index)
                    held.add(item)

    def _named(self, index: int, clause: Clause) -> list[int]:
        """Return the items a clause names, in the smallest section that has them."""
        above = self.parents[index]
        while True:
            inside = [
                leaf
                for leaf in sorted(self.leaves)
                if (above is None or self._is_below(leaf, above))
                and (leaf < index or not clause.preceding)
            ]
            if clause.items is not None:
                first, last = clause.items
                inside = [i for i in inside if first <= (self.items[i].label or 0) <= last]
            if above is None or (len(inside) > 1 if clause.items is None else inside):
                return inside
            above = self.parents[above]

    def _section_defaults(self) -> None:
        held = {found.item for found in self.found}
        for leaf in sorted(self.leaves - held):
            above = self.parents[leaf]
            while above is not None and above not in self.defaults:
                above = self.parents[above]
            if above is not None:
                for clause, at in self.defaults[above]:
                    self._add(leaf, clause, "section_default", at)

    def _heading_units(self) -> None:
        """一、县发改局牵头任务: give its unit to the items below that have none in its role."""
        headed = {
            index: clause
            for index, item in enumerate(self.items)
            if item.kind == "heading" and not self.clauses[index]
            if (clause := find_heading_unit(item.text)) is not None
        }
        headed |= self._unit_headings()
        if not headed:
            return
        held: dict[int, set[Role]] = {}
        for found in self.found:
            given = {assignment.role for assignment in found.clause.assignments}
            held.setdefault(found.item, set()).update(given)
        bare = {index for index in headed if index in self.leaves}
        below = {at for at, item in enumerate(self.items) if item.kind == "text" and item.text}
        below = {at for at in below if self.parents[at] in bare and not self.clauses[at]}
        for item in sorted({*self.leaves, *held, *below} - set(headed)):
            above = self.parents[item]
            while above is not None and above not in headed:
                above = self.parents[above]
            if above is not None:
                clause = headed[above]
                if clause.assignments[0].role not in held.get(item, set()):
                    self._add(item, clause, "section_default", above)

    def _unit_headings(self) -> dict[int, Clause]:
        """Return the headings that name a unit and nothing more, where their neighbours do too."""
        found: dict[int, Clause] = {}
        siblings: dict[int | None, list[int]] = {}
        for index, item in enumerate(self.items):
            if item.kind == "heading":
                siblings.setdefault(self.parents[index], []).append(index)
        for group in siblings.values():
            named = {
                index: clause
                for index in group
                if not self.clauses[index]
                if (clause := find_unit_heading(self.items[index].text)) is not None
            }
            if len(named) >= _FEWEST_HEADINGS and 2 * len(named) > len(group):
                found |= named
                found |= {
                    index: clause
                    for index in group
                    if index not in named and not self.clauses[index]
                    if (clause := find_unit_heading(self.items[index].text, many=True)) is not None
                }
        return found

    def _heading_leaders(self) -> None:
        """一、张三副县长牵头负责的工作: give the leader to every task below."""
        headed = {
            index: clause
            for index, item in enumerate(self.items)
            if item.kind == "heading" and not self.clauses[index]
            if (clause := find_leader_heading(item.text)) is not None
        }
        tasks = {found.item for found in self.found} | {
            leaf for leaf in self.leaves if self.items[leaf].kind == "item"
        }
        for item in sorted(tasks - set(headed)) if headed else ():
            above = self.parents[item]
            while above is not None and above not in headed:
                above = self.parents[above]
            if above is not None:
                self._add(item, headed[above], "section_default", above)

    def _forward(self) -> None:
        tasks = {found.item for found in self.found}
        tasks |= {leaf for leaf in self.leaves if self.items[leaf].kind == "item"}
        stated = [
            (index, clause)
            for index, clauses in enumerate(self.clauses)
            for clause in clauses
            if clause.default is not None
        ]
        for index, clause in stated[:_MOST]:
            own = {found.item for found in self.found if found.at == index}
            said = clause.default.of(self.items[index].text) if clause.default else ""
            here = own if said.startswith(words("default", "everywhere")) else set()
            for item in sorted(tasks):
                if item in here or (item > index and item not in own):
                    self._add(item, clause, "forward_default", index)

    def _is_below(self, index: int, above: int) -> bool:
        up = self.parents[index]
        while up is not None and up != above:
            up = self.parents[up]
        return up == above

    def _add(self, item: int, clause: Clause, origin: Origin, at: int) -> None:
        self.found.append(ItemAssignment(item, clause, origin, at))

    def _add_bare(self) -> None:
        """Read brackets of units without a verb, where the text closes its items with such."""
        bare = [
            (index, clause)
            for index, item in enumerate(self.items)
            if not self.clauses[index] and (clause := find_bare(item.text)) is not None
        ]
        if len(bare) >= _BARE or any(
            "下同" in item.text[part.start : part.end]
            for item, clauses in zip(self.items, self.clauses, strict=True)
            for clause in clauses
            for part in clause.directives
        ):
            for index, clause in bare:
                self.clauses[index] = (clause,)

    def _add_duties(self) -> None:
        """Read lists by unit: paragraphs side by side that each begin with a unit and its duty.

        Several in a row are such a list, and so are most of what stands under one heading.
        """
        duties: dict[int, Clause] = {}
        beside: dict[int | None, list[int]] = {}
        for index, item in enumerate(self.items):
            if item.kind == "heading":
                continue
            beside.setdefault(self.parents[index], []).append(index)
            duty = None if self.clauses[index] else find_duty(item.text)
            if duty is not None:
                duties[index] = duty
        listed = {at for run in _runs(sorted(duties)) if len(run) >= _DUTY_RUN for at in run}
        for group in beside.values():
            stated = [at for at in group if at in duties]
            if len(stated) >= _DUTY_RUN and 2 * len(stated) > len(group):
                listed.update(stated)
        for at in listed:
            self.clauses[at] = (replace(duties[at], scope="item"),)


def _runs(indexes: Sequence[int]) -> list[list[int]]:
    """Return the runs of successive numbers.

    >>> _runs([1, 2, 5])
    [[1, 2], [5]]
    """
    runs: list[list[int]] = []
    for index in indexes:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _names_section(text: str, clause: Clause) -> bool:
    """Whether what a clause closes above items is a mere name: （一）市场准入。（甲局牵头）"""
    label = read_label(text)
    if label is None or label.form not in HEADING_FORMS:
        return False
    return len(text[label.end : clause.start].strip(" 。（(〔[")) <= LONGEST_NAME


def _heads(text: str, clause: Clause) -> bool:
    """Whether what a clause closes is a heading in a sentence.

    A whole passage is a task of its own, and so is an article (条): what stands below it are its
    conditions and details.
    """
    label = read_label(text)
    if label is not None and label.form == "article":
        return False
    before = text[: clause.start].strip()
    return len(before) <= LONGEST_HEAD and not _STOP.search(before, 0, len(before) - 1)
