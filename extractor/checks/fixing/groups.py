"""Which edits are carried out together: all of a finding or none, and no two at one place."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extractor.checks.finding import Finding
from extractor.checks.rule import Edit

Group = tuple[Edit, ...]
"""The edits of one finding."""


def compatible(findings: Iterable[Finding]) -> list[Group]:
    """Return the edits of findings in order, those of a finding left out that meet earlier ones.

    What is left out is found again, and mended, when the file is looked at once more.
    """
    taken: set[Edit] = set()
    places: dict[int, list[tuple[int, int]]] = {}
    groups: list[Group] = []
    for finding in findings:
        group = group_of(finding)
        if not group or _collides(group):
            continue
        fresh = [edit for edit in group if edit not in taken]
        if any(_meets(edit, places.get(edit.paragraph, ())) for edit in fresh):
            continue
        taken.update(fresh)
        for edit in fresh:
            insort(places.setdefault(edit.paragraph, []), (edit.start, edit.end))
        groups.append(group)
    return groups


def group_of(finding: Finding) -> Group:
    """Return the edits of a finding, each once."""
    return tuple(dict.fromkeys(mending.edit for mending in finding.edits))


def _meets(edit: Edit, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether an edit touches one of those taken, which are apart and in order.

    Neighbours meet too, for what each saw beside it would change.
    """
    after = bisect_left(taken, (edit.start, edit.end))
    return (after > 0 and taken[after - 1][1] >= edit.start) or (
        after < len(taken) and taken[after][0] <= edit.end
    )


def _collides(group: Sequence[Edit]) -> bool:
    """Whether edits of one finding overlap, or insert at one place; they may be neighbours."""
    ordered = sorted(group)
    return any(
        edit.paragraph == after.paragraph and (after.start < edit.end or after.start == edit.start)
        for edit, after in pairwise(ordered)
    )


def changed(text: str, edits: Iterable[Edit]) -> str:
    """Return a paragraph's text after its edits.

    >>> changed("沙政办[2024]12号", [Edit(0, 3, 4, "〔"), Edit(0, 8, 9, "〕")])
    '沙政办〔2024〕12号'
    """
    return replaced(text, [(edit.start, edit.end, edit.replacement) for edit in set(edits)])


def replaced(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Return ``text`` with the characters ``[start, end)`` of each change replaced.

    >>> replaced("甲乙丙", [(0, 1, ""), (3, 3, "丁")])
    '乙丙丁'
    """
    parts, position = [], 0
    for start, end, replacement in sorted(changes):
        parts += [text[position:start], replacement]
        position = max(position, end)
    return "".join([*parts, text[position:]])
