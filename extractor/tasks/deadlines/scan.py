"""A text scanned for times, left to right, each place read once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.tasks.deadlines.found import TimeFound
from extractor.tasks.deadlines.frame import Frame
from extractor.tasks.deadlines.patterns import (
    SEPARATORS,
    class_pattern,
    class_sign,
    point_pattern,
    point_starts,
    recurring_pattern,
    recurring_sign,
    relative_pattern,
    relative_sign,
    relative_starts,
    today_pattern,
)
from extractor.tasks.deadlines.points import read_point, read_relative
from extractor.tasks.deadlines.recurring import read_recurring
from extractor.text.characters import fold
from extractor.text.words import matches_at
from extractor.vocabulary import load

_RANGE_WORDS = ("至", "到", "—", "-", "–", "~", "―", "─", "——", "--", "起至", "开始至", "起到")

_JOINTS = "并且和及"


MAX_TEXT = 20_000
"""Times beyond so many code points of one cell or sentence are not looked for."""


def compacted(text: str) -> tuple[str, Sequence[int]]:
    """Return ``text`` folded without white space, and where each character stood, and the end.

    A longer text is cut at ``MAX_TEXT``; the last place is then the end of the whole.
    """
    folded = fold(text[:MAX_TEXT])
    plain = "".join(folded.split())
    lead = len(folded) - len(folded.lstrip())
    if lead + len(plain) == len(text):
        return plain, range(lead, len(text) + 1)
    places = [place for place, character in enumerate(folded) if not character.isspace()]
    return plain, [*places, len(text)]


def scan(plain: str, frame: Frame) -> list[TimeFound]:
    """Return the times in a compacted text, intervals joined, in order, not overlapping."""
    found = list(_all(plain, frame))
    if not found:
        return found
    found.sort(key=lambda time: (time.start, -time.end))
    kept: list[TimeFound] = []
    for time in found:
        if kept and time.start < kept[-1].end:
            continue
        kept.append(time)
    return _sharing_bounds(plain, list(_joined(plain, kept, frame)))


def _sharing_bounds(plain: str, times: list[TimeFound]) -> list[TimeFound]:
    """Let days that are listed share the 前 of the last: 6月20日、12月10日前."""
    for position in range(len(times) - 2, -1, -1):
        time, following = times[position], times[position + 1]
        listed = plain[time.end : following.start] in {"、", "和", "及", "或"}
        if listed and following.bounded and (time.kind, following.kind) == ("date", "date"):
            times[position] = replace(time, bounded=True)
    return times


def _all(plain: str, frame: Frame) -> Iterator[TimeFound]:
    carried: int | None = None
    for match in matches_at(point_starts(), point_pattern(), plain):
        time = read_point(match, frame, carried)
        if time is None:
            continue
        if time.year is not None:
            carried = time.year
        yield time
    if recurring_sign().search(plain):
        for match in recurring_pattern().finditer(plain):
            yield read_recurring(match)
    if relative_sign().search(plain):
        for match in matches_at(relative_starts(), relative_pattern(), plain):
            relative = read_relative(match, frame)
            if relative is not None and not _is_past(plain, match.start()):
                yield relative
    yield from _undated(plain, frame)


def _undated(plain: str, frame: Frame) -> Iterator[TimeFound]:
    """Yield what names no day: 即日起至…, 持续推进, 立行立改."""
    if "即日" in plain or "现在" in plain:
        for match in today_pattern().finditer(plain):
            yield TimeFound(match.start(), match.end(), "ongoing", frame.issue, None, bounded=True)
    if not class_sign().search(plain):
        return
    for match in class_pattern().finditer(plain):
        if match["external"]:
            yield TimeFound(match.start(), match.end(), "unknown")
        elif match["immediate"]:
            yield TimeFound(match.start(), match.end(), "immediate", frame.issue, frame.issue)
        else:
            yield TimeFound(match.start(), match.end(), "ongoing", frame.issue)


def _is_past(plain: str, start: int) -> bool:
    """Whether 近3年内 or 前5日内 looks back."""
    return start > 0 and plain[start - 1] in "近前上过"


def _joined(plain: str, times: list[TimeFound], frame: Frame) -> Iterator[TimeFound]:
    """Yield the times with 自…至…, 即日起至… and 年内持续推进 made one."""
    position = 0
    while position < len(times):
        time = times[position]
        following = times[position + 1] if position + 1 < len(times) else None
        united = _united(plain, time, following, frame) if following else None
        if united is not None:
            times[position + 1] = united
        else:
            yield time
        position += 1


def _united(plain: str, time: TimeFound, following: TimeFound, frame: Frame) -> TimeFound | None:
    """Return the two as one interval or one lasting duty, or None."""
    between = plain[time.end : following.start]
    whole = replace(following, start=time.start)
    if following.kind == "date" and _is_range(plain, time, following, between):
        first = time.first or time.last
        if time.kind == "ongoing":
            first = frame.issue
        ordered = first is None or following.last is None or first <= following.last
        return replace(whole, kind="period", first=first, bounded=True) if ordered else None
    if time.kind == "ongoing" and following.kind == "unknown" and between in _RANGE_WORDS:
        return replace(whole, kind="ongoing", first=time.first, bounded=True)
    if (
        between == ""
        and following.kind == "ongoing"
        and time.kind in {"date", "period"}
        and (time.whole_year or time.last is not None)
    ):
        first = time.first or frame.issue
        if first is not None and time.last is not None and first > time.last:
            first = None
        return replace(whole, first=first, last=time.last, bounded=True)
    if between in {"", "、", "，", ","} and (time.kind, following.kind) == ("ongoing", "ongoing"):
        return replace(whole, first=time.first, last=following.last or time.last)
    return None


def _is_range(plain: str, time: TimeFound, following: TimeFound, between: str) -> bool:
    if time.kind not in {"date", "period", "ongoing"} or time.recurrence:
        return False
    starts_with_to = plain[following.start : following.start + 1] in {"至", "到"}
    return between in _RANGE_WORDS or (between in {"", "起", "开始"} and starts_with_to)


def cuts(plain: str, times: list[TimeFound]) -> list[int]:
    """Return where the words of each time begin: behind the last separator before it."""
    found = [0] if times else []
    for before, time in pairwise(times):
        gap = plain[before.end : time.start]
        last = max(gap.rfind(mark) for mark in SEPARATORS)
        joined = len(gap) - len(gap.rstrip(_JOINTS))
        found.append(time.start - joined if last < 0 else before.end + last + 1)
    return found


def states_nothing(plain: str) -> bool:
    """Whether a cell says that it has no deadline: empty, a dash, 无."""
    return not plain or plain in load("deadlines")["none"]["words"]
