"""iCalendar (RFC 5545): an event on each day that something is due, for calendars of offices.

Deadlines without a day (持续推进, 立即) are not in it, and are counted. Events are all-day and
transparent; their UIDs are made of the task's id, so that a calendar read twice holds each once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import BinaryIO, NamedTuple
from uuid import UUID, uuid5

from dateutil.rrule import rrulestr

from extractor.model.anchor import Anchor
from extractor.model.notice import Deadline, Notice, Task, Unit
from extractor.text.characters import encodable
from extractor.writers import wording
from extractor.writers.cells import as_date, in_lines
from extractor.writers.columns import JOINED, Language, place, task_anchor
from extractor.writers.links import web_link
from extractor.writers.options import Loss, Options

_SPACE = UUID("3c8a2a38-6f0e-5d1c-9d4b-0c6b5a7f2e11")
"""The name space of the UIDs, of this writer's own."""

_LINE = 75
_SUMMARY = 100
_UNITS = 3
_HORIZON = timedelta(days=366 * 8)
"""A rule that gives no day in eight years (30 February) gives none."""

# The rhythms that notices state, not all of RFC 5545: FREQ=MONTHLY;BYMONTHDAY=-1 is one,
# FREQ=SECONDLY is none, and FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30 would be looked for until year 9999.
_EVERY = r"INTERVAL=[1-9][0-9]{0,2}"
_ON = r"BYDAY=[A-Z0-9,+-]{2,60}|(?:BYMONTH|BYMONTHDAY|BYSETPOS)=[0-9,-]{1,60}"
_RULE = re.compile(
    rf"(?:FREQ=DAILY(?:;{_EVERY})?"
    rf"|FREQ=WEEKLY(?:;(?:{_EVERY}|BYDAY=[A-Z,]{{2,20}})){{0,2}}"
    rf"|FREQ=(?:MONTHLY|YEARLY)(?:;(?:{_EVERY}|{_ON})){{0,5}})\Z"
)

_HEAD = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//notice-extractor//deadlines//ZH\r\n"
    b"CALSCALE:GREGORIAN\r\n"
)
_FOOT = b"END:VCALENDAR\r\n"


class _Due(NamedTuple):
    """A deadline, what it is the deadline of, and what tells it apart from all others."""

    notice: Notice
    deadline: Deadline
    key: str
    task: Task | None
    text: str
    anchor: Anchor | None


class _Days(NamedTuple):
    """The day of an event, and how it comes again."""

    first: date
    rule: str | None = None


def write(notices: Iterable[Notice], out: BinaryIO, options: Options) -> tuple[Loss, ...]:
    """Write a calendar with an event for each deadline that has a day."""
    language: Language = options.headers or "zh"
    undated = events = 0
    out.write(_HEAD)
    for notice in notices:
        for due in _dues(notice):
            days = _days(due)
            if days is None:
                undated += 1
            else:
                events += 1
                out.writelines(_folded(line) for line in _event(due, days, language))
    out.write(_FOOT)
    losses = (Loss("undated", undated), Loss("no-dates", int(events == 0)))
    return tuple(loss for loss in losses if loss.times)


def _dues(notice: Notice) -> Iterator[_Due]:
    for task in notice.tasks:
        for at, deadline in enumerate(task.deadlines, 1):
            text = task.task or task.requirement or deadline.text
            yield _Due(notice, deadline, f"{task.id}/{at}", task, text, task_anchor(task))
        for at, mention in enumerate(task.deadline_mentions, 1):
            text = task.task or task.requirement or mention.text
            yield _Due(notice, mention, f"{task.id}/mention{at}", task, text, task_anchor(task))
    for number, duty in enumerate(notice.reporting, 1):
        for at, deadline in enumerate(duty.deadlines, 1):
            key = f"{notice.id}#reporting{number}/{at}"
            yield _Due(notice, deadline, key, None, duty.text, duty.anchor)


def _days(due: _Due) -> _Days | None:
    """Return when a deadline is due: its last day, or the first day of its rhythm."""
    deadline, last = due.deadline, as_date(due.deadline.end)
    if deadline.recurrence is None:
        return _Days(last) if last else None
    since = as_date(deadline.start) or _issued(due.notice)
    if since is None or not _RULE.match(deadline.recurrence):
        return None
    first = _first(deadline.recurrence, since)
    if first is None or (last is not None and first > last):
        return None
    until = f";UNTIL={_basic(last)}" if last else ""
    return _Days(first, deadline.recurrence + until)


@lru_cache(maxsize=1024)
def _first(rule: str, since: date) -> date | None:
    """Return the first day of a rhythm; the first event must be one of it (RFC 5545, 3.8.5.3)."""
    start = datetime(since.year, since.month, since.day)  # noqa: DTZ001 - days have no zone
    try:
        days = rrulestr(rule, dtstart=start).replace(until=start + _HORIZON)
        found: datetime | None = next(iter(days), None)
    except (ValueError, OverflowError):
        return None
    return found.date() if found else None


def _issued(notice: Notice) -> date | None:
    return as_date(notice.issue_date) or as_date(notice.print_date)


def _event(due: _Due, days: _Days, language: Language) -> Iterator[str]:
    notice = due.notice
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(_SPACE, encodable(due.key))}"
    # Without a METHOD this is when the event was last revised; a clock would change the bytes.
    yield f"DTSTAMP:{_basic(_issued(notice) or date(1970, 1, 1))}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_basic(days.first)}"
    if days.first < date.max:
        yield f"DTEND;VALUE=DATE:{_basic(days.first + timedelta(days=1))}"
    if days.rule:
        yield f"RRULE:{days.rule}"
    yield f"SUMMARY:{_escaped(_summary(due))}"
    yield f"DESCRIPTION:{_escaped(_description(due, language))}"
    units = _accountable(due.task)
    if units:
        yield "CATEGORIES:" + ",".join(_escaped(unit.text) for unit in units)
    if address := web_link(notice.source.uri):
        yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _accountable(task: Task | None) -> tuple[Unit, ...]:
    return (task.lead_units or task.responsible_units) if task else ()


def _summary(due: _Due) -> str:
    """Return who must do what, on one line."""
    units = _accountable(due.task)
    names = "、".join(unit.text for unit in units[:_UNITS]) + ("等" if len(units) > _UNITS else "")
    text = " ".join(f"{names}：{due.text}".split() if names else due.text.split())
    return text if len(text) <= _SUMMARY else text[: _SUMMARY - 1] + "…"


def _description(due: _Due, language: Language) -> str:
    notice, task = due.notice, due.task
    number = notice.document_number.text if notice.document_number else None
    where = None
    if due.anchor:
        where = wording.place(due.anchor) if language == "zh" else place(due.anchor)
    said: dict[str, str | None] = {
        "task": task.task if task else due.text,
        "requirement": task.requirement if task else None,
        **{
            name: "、".join(unit.text for unit in getattr(task, name)) if task else None
            for name in ("lead_units", "responsible_units", "supporting_units")
        },
        "deadlines": due.deadline.text,
        "notice_title": notice.title,
        "document_number": number,
        "place": where,
        "source": notice.source.uri,
    }
    headers = {column.name: column.header(language) for column in JOINED}
    mark = "：" if language == "zh" else ": "
    return "\n".join(f"{headers[name]}{mark}{text}" for name, text in said.items() if text)


def _escaped(text: str) -> str:
    r"""Return ``text`` as a value of type TEXT (RFC 5545, 3.3.11).

    >>> _escaped("a;b,c\\d\r\ne")
    'a\\;b\\,c\\\\d\\ne'
    """
    text = in_lines(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def _basic(day: date) -> str:
    """Return a day in the basic form of ISO 8601.

    >>> _basic(date(2024, 3, 1))
    '20240301'
    """
    return day.isoformat().replace("-", "")


def _folded(line: str) -> bytes:
    """Return a content line in pieces of 75 octets at most, no character cut (RFC 5545, 3.1)."""
    data, pieces, at, room = line.encode(), [], 0, _LINE
    while len(data) - at > room:
        end = at + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[at:end])
        # The space that begins the next piece is one of its octets.
        at, room = end, _LINE - 1
    return b"\r\n ".join([*pieces, data[at:]]) + b"\r\n"
