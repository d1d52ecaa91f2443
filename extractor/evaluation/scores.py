"""Counting: how much was expected, how much was found, how much of that is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

FIELDS = (
    "task",
    "role",
    "unit",
    "open_list",
    "name",
    "deadline",
    "deadline_kind",
    "deadline_end",
    "mention",
    "mention_end",
    "reporting",
    "directive",
    "exact",
)
"""What is scored:

- ``task``: tasks found;
- ``role``: triples of task, role and unit, over all tasks;
- ``unit``: units of the tasks found, whatever their role: how well lists are split;
- ``open_list``: lists of tasks found that end in 等;
- ``name``: canonical names, over distinct units that have one;
- ``deadline``: deadlines by their text, over all tasks;
- ``deadline_kind``, ``deadline_end``: of deadlines found;
- ``mention``: times that sentences of tasks set, by their text; ``mention_end``: of those found,
  last day, sort and rule of recurrence;
- ``reporting``: duties to report, with all their times;
- ``directive``: directives by kind and beginning;
- ``exact``: tasks with all roles as they should be.
"""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of one field. Ratios of nothing are None: nothing was there to be right about."""

    expected: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right. 精确率"""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what was expected that was found. 召回率"""
        return self.right / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall, by the counts: 2r / (e + f)."""
        counted = self.expected + self.found
        return 2 * self.right / counted if counted else None


Scores = Mapping[str, Tally]


def add(many: Iterable[Scores]) -> dict[str, Tally]:
    """Return the sums, field by field."""
    total = dict.fromkeys(FIELDS, Tally())
    for scores in many:
        for field, tally in scores.items():
            before = total[field]
            total[field] = Tally(
                expected=before.expected + tally.expected,
                found=before.found + tally.found,
                right=before.right + tally.right,
            )
    return total
