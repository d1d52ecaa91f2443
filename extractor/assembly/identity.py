"""Ids of notices and tasks: the same for the same notice in every format."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from extractor.text.characters import compact


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


def task_ids(notice: str, numbers: Sequence[str | None]) -> list[str]:
    """Return an id for each task: by number where every task has one of its own, else by place."""
    counts = Counter(numbers)
    unique = None not in counts and all(count == 1 for count in counts.values())
    if unique:
        return [f"{notice}#{number}" for number in numbers]
    return [f"{notice}#{position}" for position in range(1, len(numbers) + 1)]
