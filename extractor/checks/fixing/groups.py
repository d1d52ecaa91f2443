"""Which edits are carried out together: all of a finding or none, and no two at one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.checks.finding import Finding
from extractor.checks.rule import Edit

Group = tuple[Edit, ...]
"""The edits of one finding."""


def compatible(findings: Iterable[Finding]) -> list[Group]:
    """Return the edits of findings in order, those of a finding left out that meet earlier ones.

    What is left out is found again, and mended, when the file is looked at once more.
    """
    taken: list[Edit] = []
    groups: list[Group] = []
    for finding in findings:
        group = tuple(dict.fromkeys(mending.edit for mending in finding.edits))
        if not group or _collides(group):
            continue
        fresh = [edit for edit in group if edit not in taken]
        if any(_meet(edit, other) for edit in fresh for other in taken):
            continue
        taken += fresh
        groups.append(group)
    return groups


def _collides(group: Sequence[Edit]) -> bool:
    """Whether edits of one finding overlap, or insert at one place; they may be neighbours."""
    return any(
        _meet(edit, other)
        and ((edit.start < other.end and other.start < edit.end) or edit.start == other.start)
        for number, edit in enumerate(group)
        for other in group[number + 1 :]
    )


def _meet(first: Edit, second: Edit) -> bool:
    """Whether two edits touch: neighbours too, for what each saw beside it would change."""
    return (
        first.paragraph == second.paragraph
        and first.start <= second.end
        and second.start <= first.end
    )


def changed(text: str, edits: Iterable[Edit]) -> str:
    """Return a paragraph's text after its edits.

    >>> changed("沙政办[2024]12号", [Edit(0, 3, 4, "〔"), Edit(0, 8, 9, "〕")])
    '沙政办〔2024〕12号'
    """
    for edit in sorted(set(edits), key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text
