"""What a scan of a text for times finds."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from extractor.model.notice import DeadlineKind

Day = datetime.date | None


@dataclass(frozen=True, slots=True)
class TimeFound:
    """A time at ``[start, end)`` of the text without white space, read as far as it is certain.

    ``bounded`` says that the words set an end (前, 底, 内, 至), not merely name a time.
    ``year`` is the year the words state, which later times of the same cell share.
    """

    start: int
    end: int
    kind: DeadlineKind
    first: Day = None
    last: Day = None
    recurrence: str | None = None
    bounded: bool = False
    year: int | None = None
    whole_year: bool = False
    """年内 and 全年: 年内持续推进 lasts until the year's end."""
