"""Ids of notices and tasks: the same for the same notice in every format."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from extractor.text.characters import compact

_LONGEST = 40
"""Characters of a number that tells a task apart: 附件1第二部分（三） and the like."""


def notice_id(
    *,
    canonical_number: str | None,
    issuers: Sequence[str],
    title: str | None,
    date: str | None,
    sha256: str,
) -> str:
    """Return the id of a notice: its number, else issuer, title and date, else its bytes."""
    if canonical_number:
        return canonical_number
    if title:
        key = "|".join([*(compact(name) for name in issuers), compact(title), date or ""])
        return "title:" + hashlib.sha256(key.encode()).hexdigest()[:16]
    return f"sha256:{sha256[:16]}"


def _is_name(number: str | None) -> bool:
    return number is not None and len(number) <= _LONGEST and number.isprintable()


def task_ids(notice: str, numbers: Sequence[str | None]) -> list[str]:
    """Return an id for each task: by number where every task has one of its own, else by place.

    What stands in a column of numbers and is none, as a paragraph in a broken table, names nothing.
    """
    counts = Counter(numbers)
    if all(count == 1 and _is_name(number) for number, count in counts.items()):
        return [f"{notice}#{number}" for number in numbers]
    return [f"{notice}#{position}" for position in range(1, len(numbers) + 1)]
