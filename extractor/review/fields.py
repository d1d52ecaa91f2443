"""What the records say, for a reviewer: each value with its reason and the anchors it stands at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.model.anchor import Anchor
from extractor.model.notice import Notice, Task, Unit
from extractor.writers.columns import JOINED
from extractor.writers.wording import word

ROLES = ("lead_units", "responsible_units", "supporting_units", "supervising_units")
_HEADERS = {column.name: column for column in JOINED}
_OTHERS = {
    "title": ("title", "标题"),
    "addressees": ("addressees", "主送机关"),
    "signatories": ("signatories", "署名"),
    "disclosure": ("disclosure", "公开属性"),
}


class Field(NamedTuple):
    """One line of a record: its name, its value, why it is so, where it stands."""

    name: str
    value: str
    reason: str = ""
    anchors: tuple[Anchor | None, ...] = ()


def header(name: str, language: str) -> str:
    """Return the name of a property as the ledger prints it."""
    column = _HEADERS.get(name)
    if column is not None:
        return column.chinese if language == "zh" else column.name
    return _OTHERS.get(name, (name, name))[language == "zh"]


def head_fields(notice: Notice) -> Iterator[Field]:
    """Yield what the notice says of itself, as far as it says it."""
    number = notice.document_number
    values = (
        ("document_number", number.text if number else None, ()),
        ("title", notice.title, ()),
        ("issuers", _texts(notice.issuers), _anchors(notice.issuers)),
        ("addressees", _texts(notice.addressees), _anchors(notice.addressees)),
        ("signatories", _texts(notice.signatories), _anchors(notice.signatories)),
        ("issue_date", notice.issue_date, ()),
        ("disclosure", notice.disclosure, ()),
    )
    for name, value, anchors in values:
        if value:
            yield Field(name, value, "", anchors or (notice.anchors.get(name),))


def task_fields(task: Task, language: str) -> Iterator[Field]:
    """Yield the values of a task in the order of the ledger."""
    reasons: dict[str, str] = {}
    for entry in task.derived:
        rule, _, number = entry.rule.partition(":")
        shown = (word("rule", rule) if language == "zh" else rule) + number
        reasons.setdefault(entry.field.partition("/")[0], shown)
    for name in ("number", "task", "requirement"):
        value: str | None = getattr(task, name)
        if value:
            yield Field(name, value, reasons.get(name, ""), (task.anchors.get(name),))
    for name in ROLES:
        for unit in getattr(task, name):
            anchors = (unit.anchor or task.anchors.get(name),)
            yield Field(name, _named(unit), reasons.get(name, ""), anchors)
    for person in task.people:
        yield Field("people", f"{person.role}：{person.text}", "", (person.anchor,))
    for name, times in (
        ("deadlines", task.deadlines),
        ("deadline_mentions", task.deadline_mentions),
    ):
        for time in times:
            days = " – ".join(day for day in (time.start, time.end) if day)
            value = f"{time.text}（{days}）" if days else time.text
            yield Field(name, value, reasons.get(name, ""), (time.anchor,))
    if task.remarks:
        yield Field(
            "remarks", task.remarks, reasons.get("remarks", ""), (task.anchors.get("remarks"),)
        )
    for name, value in task.extra.items():
        if value:
            yield Field(name, value, reasons.get("extra", ""), (task.anchors.get(f"extra/{name}"),))


def _named(unit: Unit) -> str:
    text = f"{unit.text}（{unit.qualifier}）" if unit.qualifier else unit.text
    return f"{text} = {unit.name}" if unit.name and unit.name != unit.text else text


def _texts(units: Sequence[Unit]) -> str:
    return "、".join(unit.text for unit in units)


def _anchors(units: Sequence[Unit]) -> tuple[Anchor | None, ...]:
    return tuple(unit.anchor for unit in units if unit.anchor is not None)
