"""A notice against its gold labels: counts of each field, and each difference by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from extractor.evaluation.alignment import align, opening
from extractor.evaluation.gold import GoldDeadline, GoldNotice, GoldTask
from extractor.evaluation.scores import Tally, add
from extractor.model.notice import Deadline, Notice, Task, Unit
from extractor.text.characters import compact

ROLES = ("lead", "responsible", "supporting", "supervising")
EXCERPT = 24
"""Characters of a text that a difference shows."""

Lists = Mapping[str, tuple[str, ...]]


class Discrepancy(msgspec.Struct, frozen=True, kw_only=True):
    """One difference: where, in which field, what was expected and what was got; None: nothing.

    ``task`` is the number of the gold task, else of the found one, else how it begins; None for
    what belongs to no task. ``rule`` is the rule that the labels give for a derived role.
    """

    notice: str
    task: str | None
    field: str
    expected: str | None
    got: str | None
    rule: str | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """The scores of one notice, and what is behind them."""

    scores: dict[str, Tally]
    discrepancies: tuple[Discrepancy, ...]


def compare(gold: GoldNotice, notice: Notice) -> Outcome:
    """Return how ``notice`` fares against ``gold``."""
    comparison = _Comparison(gold, notice)
    comparison.run()
    return Outcome(scores=add(comparison.tallies), discrepancies=tuple(comparison.discrepancies))


class _Comparison:
    """Collects tallies and differences, part by part."""

    def __init__(self, gold: GoldNotice, notice: Notice) -> None:
        self.gold, self.notice = gold, notice
        self.tallies: list[dict[str, Tally]] = []
        self.discrepancies: list[Discrepancy] = []

    def run(self) -> None:
        aligned = align(self.gold.tasks, self.notice.tasks)
        matched = [(self.gold.tasks[i], self.notice.tasks[j]) for i, j in aligned]
        pairs = [(gold, found) for gold, found in matched if not gold.repeated]
        missing = set(range(len(self.gold.tasks))) - {i for i, _ in aligned}
        extra = set(range(len(self.notice.tasks))) - {j for _, j in aligned}
        for i in sorted(missing):
            if not self.gold.tasks[i].repeated:
                self._missing(self.gold.tasks[i])
        for j in sorted(extra):
            self._extra(self.notice.tasks[j])
        for gold, found in pairs:
            self._pair(gold, found)
        self._names()
        self._directives()
        self._reporting()

    def _count(self, field: str, expected: int, found: int, right: int) -> None:
        self.tallies.append({field: Tally(expected=expected, found=found, right=right)})

    def _differ(
        self,
        task: str | None,
        field: str,
        expected: str | None,
        got: str | None,
        rule: str | None = None,
    ) -> None:
        self.discrepancies.append(
            Discrepancy(
                notice=self.gold.id, task=task, field=field, expected=expected, got=got, rule=rule
            )
        )

    def _missing(self, task: GoldTask) -> None:
        self._differ(_place(task), "task", task.begins, None)
        for field in ("task", "exact"):
            self._count(field, 1, 0, 0)
        self._count("role", len(_triples(_gold_lists(task))), 0, 0)
        if "deadlines" not in task.doubtful:
            self._count("deadline", len(task.deadlines), 0, 0)
        if "mentions" in self.gold.labelled and "mentions" not in task.doubtful:
            self._count("mention", len(task.mentions), 0, 0)

    def _extra(self, task: Task) -> None:
        begins = (task.requirement or task.task or "")[:EXCERPT]
        self._differ(task.number, "task", None, begins)
        for field in ("task", "exact"):
            self._count(field, 0, 1, 0)
        self._count("role", 0, len(_triples(_found_lists(task))), 0)
        self._count("deadline", 0, len(task.deadlines), 0)
        if "mentions" in self.gold.labelled:
            self._count("mention", 0, len(task.deadline_mentions), 0)

    def _pair(self, gold: GoldTask, found: Task) -> None:
        place, expected, got = _place(gold), _gold_lists(gold), _found_lists(found, gold.doubtful)
        self._count("task", 1, 1, 1)
        self._count("exact", 1, 1, int(expected == got))
        self._roles(place, gold, expected, got)
        self._units(place, expected, got)
        if expected != got and _triples(expected) == _triples(got):
            self._differ(place, "exact", _shown(expected), _shown(got))
        if "open_list" not in gold.doubtful:
            open_both = gold.open_list and found.open_list
            self._count("open_list", gold.open_list, found.open_list, open_both)
            if gold.open_list != found.open_list:
                self._differ(place, "open_list", str(gold.open_list), str(found.open_list))
        if "deadlines" not in gold.doubtful:
            self._deadlines(place, gold, found.deadlines)
        if "mentions" in self.gold.labelled and "mentions" not in gold.doubtful:
            self._mentions(place, gold.mentions, found.deadline_mentions)

    def _roles(self, place: str, gold: GoldTask, expected: Lists, got: Lists) -> None:
        """Count triples; a unit that stands under another role is one difference of roles."""
        wanted, found = _triples(expected), _triples(got)
        self._count("role", len(wanted), len(found), len(wanted & found))
        spare = found - wanted
        for role in ROLES:
            for text in expected.get(role, ()):
                if (role, text) in found:
                    continue
                held = [other for other in ROLES if (other, text) in spare]
                if held:
                    spare.discard((held[0], text))
                    rule = gold.derived.get(role) or gold.derived.get(held[0])
                    self._differ(place, "role", f"{role}: {text}", f"{held[0]}: {text}", rule)
        for text in dict.fromkeys(text for texts in got.values() for text in texts):
            extra = [role for role in ROLES if (role, text) in spare]
            if extra and any(text in texts for texts in expected.values()):
                self._differ(place, "role", None, f"{extra[0]}: {text}", gold.derived.get(extra[0]))

    def _units(self, place: str, expected: Lists, got: Lists) -> None:
        """Count the units whatever their role; those that differ are shown together."""
        wanted = dict.fromkeys(text for texts in expected.values() for text in texts)
        found = dict.fromkeys(text for texts in got.values() for text in texts)
        missing = [text for text in wanted if text not in found]
        extra = [text for text in found if text not in wanted]
        self._count("unit", len(wanted), len(found), len(wanted) - len(missing))
        if missing or extra:
            self._differ(place, "unit", _listed(missing), _listed(extra))

    def _deadlines(self, place: str, gold: GoldTask, deadlines: Sequence[Deadline]) -> None:
        found: dict[str, list[Deadline]] = {}
        for deadline in deadlines:
            found.setdefault(compact(deadline.text), []).append(deadline)
        self._count("deadline", len(gold.deadlines), len(deadlines), 0)
        for wanted in gold.deadlines:
            same = found.get(compact(wanted.text))
            if not same:
                self._differ(place, "deadline", wanted.text, None)
                continue
            got = same.pop(0)
            self._count("deadline", 0, 0, 1)
            self._count("deadline_kind", 1, 1, int(wanted.kind == got.kind))
            self._count("deadline_end", 1, 1, int(wanted.end == got.end))
            if wanted.kind != got.kind:
                self._differ(place, "deadline_kind", f"{wanted.text}: {wanted.kind}", got.kind)
            if wanted.end != got.end:
                end = wanted.end or "-"
                self._differ(place, "deadline_end", f"{wanted.text}: {end}", got.end or "-")
        for left in found.values():
            for deadline in left:
                self._differ(place, "deadline", None, deadline.text)

    def _mentions(
        self, place: str, wanted: Sequence[GoldDeadline], found: Sequence[Deadline]
    ) -> None:
        """Count the times that sentences set, in their order; one text may stand twice."""
        left = list(found)
        self._count("mention", len(wanted), len(found), 0)
        for time in wanted:
            same = [entry for entry in left if compact(entry.text) == compact(time.text)]
            if not same:
                self._differ(place, "mention", time.text, None)
                continue
            left.remove(same[0])
            self._count("mention", 0, 0, 1)
            right = _said(time) == _said(same[0])
            self._count("mention_end", 1, 1, int(right))
            if not right:
                self._differ(place, "mention_end", _shown_time(time), _shown_time(same[0]))
        for entry in left:
            self._differ(place, "mention", None, entry.text)

    def _reporting(self) -> None:
        """Count duties to report; one is right when its times are all as labelled."""
        if "reporting" not in self.gold.labelled:
            return
        left = list(self.notice.reporting)
        self._count("reporting", len(self.gold.reporting), len(left), 0)
        for wanted in self.gold.reporting:
            begins = opening(wanted.begins)
            same = next((one for one in left if opening(one.text).startswith(begins)), None)
            if same is None:
                self._differ(None, "reporting", wanted.begins, None)
                continue
            left.remove(same)
            expected, got = map(_said, wanted.deadlines), map(_said, same.deadlines)
            if list(expected) == list(got):
                self._count("reporting", 0, 0, 1)
            else:
                shown = "; ".join(map(_shown_time, wanted.deadlines))
                self._differ(
                    None, "reporting", shown, "; ".join(map(_shown_time, same.deadlines)) or None
                )
        for one in left:
            self._differ(None, "reporting", None, one.text[:EXCERPT])

    def _names(self) -> None:
        """Count canonical names, once for each unit as printed."""
        given: dict[str, set[str | None]] = {}
        for unit in _all_units(self.notice.tasks):
            given.setdefault(compact(unit.text), set()).add(unit.name)
        for text, name in self.gold.names.items():
            if name is None:
                continue
            got = given.get(compact(text), set()) - {None}
            also = self.gold.names_also.get(text, ())
            right = len(got) == 1 and got <= {name, *also}
            self._count("name", 1, int(bool(got)), int(right))
            if not right:
                shown = " | ".join(sorted(entry for entry in got if entry)) or None
                self._differ(None, "name", f"{text} = {name}", shown)

    def _directives(self) -> None:
        left = [(entry.kind, entry.text) for entry in self.notice.directives]
        self._count("directive", len(self.gold.directives), len(left), 0)
        for wanted in self.gold.directives:
            begins = opening(wanted.begins)
            same = [entry for entry in left if opening(entry[1]).startswith(begins)]
            exact = [entry for entry in same if entry[0] == wanted.kind]
            if exact:
                self._count("directive", 0, 0, 1)
            else:
                got = _directive(*same[0]) if same else None
                self._differ(None, "directive", _directive(wanted.kind, wanted.begins), got)
            if same:
                left.remove((exact or same)[0])
        for kind, text in left:
            self._differ(None, "directive", None, _directive(kind, text))


def _place(task: GoldTask) -> str:
    return task.number or task.begins


def _gold_lists(task: GoldTask) -> dict[str, tuple[str, ...]]:
    return {role: _distinct(getattr(task, role)) for role in ROLES if role not in task.doubtful}


def _found_lists(task: Task, doubtful: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    lists: dict[str, tuple[Unit, ...]] = {
        "lead": task.lead_units,
        "responsible": task.responsible_units,
        "supporting": task.supporting_units,
        "supervising": task.supervising_units,
    }
    return {
        role: _distinct(unit.text for unit in units)
        for role, units in lists.items()
        if role not in doubtful
    }


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(compact, texts)))


def _triples(lists: Lists) -> set[tuple[str, str]]:
    """Return pairs of role and unit; with the task they are of, triples."""
    return {(role, text) for role, texts in lists.items() for text in texts}


def _all_units(tasks: Iterable[Task]) -> Iterator[Unit]:
    for task in tasks:
        yield from task.lead_units
        yield from task.responsible_units
        yield from task.supporting_units
        yield from task.supervising_units


def _said(time: GoldDeadline | Deadline) -> tuple[str, str | None, str | None]:
    return time.kind, time.end, time.recurrence


def _shown_time(time: GoldDeadline | Deadline) -> str:
    return f"{time.text}: {time.kind} {time.end or '-'} {time.recurrence or ''}".rstrip()


def _listed(texts: Sequence[str]) -> str | None:
    return "、".join(texts) or None


def _shown(lists: Lists) -> str:
    return "; ".join(f"{role}: {_listed(texts)}" for role, texts in lists.items() if texts)


def _directive(kind: str, text: str) -> str:
    return f"{kind}: {text[:EXCERPT]}"
