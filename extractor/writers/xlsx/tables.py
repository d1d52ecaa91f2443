"""What stands on the sheets of a ledger: the columns of tasks, units, notices, diagnostics."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from extractor.model.diagnostic import Diagnostic
from extractor.model.notice import LinkedFile, Notice
from extractor.writers import wording
from extractor.writers.cells import Value
from extractor.writers.columns import (
    Column,
    Language,
    TaskRow,
    place,
    selected,
    task_anchor,
    unit_texts,
)
from extractor.writers.links import web_link

TASKS = (
    "position",
    "notice_title",
    "number",
    "section_path",
    "task",
    "requirement",
    "lead_units",
    "responsible_units",
    "supporting_units",
    "supervising_units",
    "people",
    "deadlines",
    "due_date",
    "deadline_mentions",
    "remarks",
    "extra",
)
"""The columns of a ledger that are printed."""
TRUST = ("derived", "place", "document_number", "attachment", "source", "task_id")
"""Those beside them, by which a reader checks a row."""
UNITS = (
    "task_id",
    "position",
    "number",
    "task",
    "role",
    "unit",
    "unit_name",
    "unit_kind",
    "unit_level",
    "unit_division",
    "unit_members",
    "unit_qualifier",
    "unit_basis",
    "due_date",
)
"""The columns of the table of units, one row a task, role and unit."""


class Remark(NamedTuple):
    """A diagnostic and the notice it is about."""

    notice: Notice
    diagnostic: Diagnostic


def task_columns(
    names: tuple[str, ...] | None, language: Language, left_out: set[str]
) -> tuple[Column[TaskRow], ...]:
    """Return the columns of the ledger, by default its own but for those left out."""
    if names is None:
        names = tuple(name for name in (*TASKS, *TRUST) if name not in left_out)
    return _spoken(selected(names), language)


def unit_columns(language: Language) -> tuple[Column[TaskRow], ...]:
    """Return the columns of the table of units."""
    return _spoken(selected(UNITS, explode=True), language)


def _spoken(
    columns: tuple[Column[TaskRow], ...], language: Language
) -> tuple[Column[TaskRow], ...]:
    """Return columns whose cells speak Chinese where the records hold codes."""
    if language == "en":
        return columns
    cells: dict[str, Callable[[TaskRow], Value]] = {"derived": _derived, "place": _place}
    return tuple(column._replace(cell=cells.get(column.name, column.cell)) for column in columns)


def _derived(row: TaskRow) -> Value:
    headers = {column.name: column.chinese for column in selected(None)}
    return tuple(
        wording.derivation(entry, headers.get(entry.field, entry.field.removeprefix("extra/")))
        for entry in row.task.derived
    )


def _place(row: TaskRow) -> Value:
    anchor = task_anchor(row.task)
    return wording.place(anchor) if anchor else None


def _file(file: LinkedFile) -> str:
    return f"{file.text}（{file.target}）" if web_link(file.target or "") else file.text


_N = Column[Notice]

NOTICES: tuple[Column[Notice], ...] = (
    _N("notice_id", "公文标识", "text", lambda n: n.id),
    _N("notice_title", "公文标题", "text", lambda n: n.title),
    _N(
        "document_number",
        "发文字号",
        "text",
        lambda n: n.document_number.text if n.document_number else None,
    ),
    _N("issuers", "发文机关", "texts", lambda n: unit_texts(n.issuers)),
    _N("issue_date", "成文日期", "date", lambda n: n.issue_date),
    _N("kind", "文种", "text", lambda n: n.kind),
    _N("addressees", "主送机关", "texts", lambda n: unit_texts(n.addressees)),
    _N("files", "附带文件", "texts", lambda n: tuple(map(_file, n.files))),
    _N("tasks", "任务数", "integer", lambda n: len(n.tasks)),
    _N("characters", "总字符数", "integer", lambda n: n.coverage.characters),
    _N("unplaced", "未归位文字", "texts", lambda n: tuple(u.text for u in n.coverage.unplaced)),
    _N("diagnostics", "诊断数", "integer", lambda n: len(n.diagnostics)),
    _N("source", "来源文件", "text", lambda n: n.source.uri),
    _N("sha256", "文件摘要", "text", lambda n: n.source.sha256),
)
"""The columns of the table of notices."""

_D = Column[Remark]

_DIAGNOSTICS: tuple[Column[Remark], ...] = (
    _D("notice_id", "公文标识", "text", lambda r: r.notice.id),
    _D("severity", "严重程度", "text", lambda r: r.diagnostic.severity),
    _D("code", "代码", "text", lambda r: r.diagnostic.code),
    _D("message", "说明", "text", lambda r: r.diagnostic.message),
    _D(
        "place",
        "位置",
        "text",
        lambda r: place(r.diagnostic.anchor) if r.diagnostic.anchor else None,
    ),
    _D("source", "来源文件", "text", lambda r: r.notice.source.uri),
)
_MEANING: Column[Remark] = _D(
    "meaning", "含义", "text", lambda r: wording.meaning(r.diagnostic.code)
)


def diagnostic_columns(language: Language) -> tuple[Column[Remark], ...]:
    """Return the columns of the table of diagnostics, in Chinese with what each code means."""
    if language == "en":
        return _DIAGNOSTICS
    at = next(at for at, column in enumerate(_DIAGNOSTICS) if column.name == "message")
    return (*_DIAGNOSTICS[:at], _MEANING, *_DIAGNOSTICS[at:])
