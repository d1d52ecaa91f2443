"""The columns of tables of tasks: one row a task, or one row a task, role and unit.

Every output that is a table takes its columns from here, so that a column has one name, one
meaning and one type in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, Literal, NamedTuple, TypeVar

from extractor.errors import UnknownColumn
from extractor.model.anchor import Anchor
from extractor.model.notice import Notice, Task, Unit
from extractor.writers.cells import SEPARATOR, Kind, Value

Language = Literal["en", "zh"]
R = TypeVar("R")


class Column(NamedTuple, Generic[R]):
    """A column: its names, what its cells hold, and the cell of a row."""

    name: str
    chinese: str
    kind: Kind
    cell: Callable[[R], Value]

    def header(self, language: Language) -> str:
        """Return its name in ``language``."""
        return self.chinese if language == "zh" else self.name


class TaskRow(NamedTuple):
    """A task, and with exploded lists one of its units and the role it has."""

    notice: Notice
    task: Task
    role: str | None = None
    unit: Unit | None = None


ROLES = ("lead", "responsible", "supporting", "supervising")


def rows(notice: Notice, *, explode: bool = False) -> Iterator[TaskRow]:
    """Yield the rows of ``notice``; exploded, a task without units still has its row."""
    for task in notice.tasks:
        assigned = False
        if explode:
            for role in ROLES:
                for unit in getattr(task, f"{role}_units"):
                    assigned = True
                    yield TaskRow(notice, task, role, unit)
        if not assigned:
            yield TaskRow(notice, task)


def selected(names: Sequence[str] | None, *, explode: bool = False) -> tuple[Column[TaskRow], ...]:
    """Return the columns of these names, English or Chinese, or by default all that make sense.

    ``extra:HEADER`` is a column of the source that has no property of its own, by its header.

    Raises:
        UnknownColumn: No column has that name.
    """
    if names is None:
        return EXPLODED if explode else JOINED
    offered = (*EXPLODED, *_UNITS) if explode else JOINED
    known = {key: column for column in offered for key in (column.chinese, column.name)}
    return tuple(_named(name.strip(), known) for name in names)


def _named(name: str, known: dict[str, Column[TaskRow]]) -> Column[TaskRow]:
    if name in known:
        return known[name]
    if name.startswith("extra:") and len(name) > len("extra:"):
        return _extra(name.removeprefix("extra:"))
    offered = ", ".join(column.name for column in dict.fromkeys(known.values()))
    raise UnknownColumn(f"no column {name!r}; there are {offered}, extra:HEADER")


def _extra(header: str) -> Column[TaskRow]:
    return Column(header, header, "text", lambda row: row.task.extra.get(header))


def place(anchor: Anchor) -> str:
    """Return where an anchor points, its continuations after it: ``p1 1,2,3,4.5；p2 1,2,3,4``."""
    return SEPARATOR.join(_spot(part) for part in (anchor, *anchor.continued))


def task_anchor(task: Task) -> Anchor | None:
    """Return where the task stands: the anchor of its text, else of anything it has."""
    anchors = task.anchors
    first = next(iter(anchors.values()), None)
    return anchors.get("task") or anchors.get("requirement") or first


def due_date(task: Task) -> str | None:
    """Return the last day by which the task is due, or None where no deadline has one."""
    return max((deadline.end for deadline in task.deadlines if deadline.end), default=None)


def _spot(anchor: Anchor) -> str:
    def parts() -> Iterator[str]:
        if anchor.page is not None:
            yield f"p{anchor.page}"
        if anchor.bbox is not None:
            yield ",".join(f"{value:g}" for value in anchor.bbox)
        if anchor.path is not None:
            yield anchor.path
        if anchor.line is not None:
            yield f"L{anchor.line}"

    return " ".join(parts())


def unit_texts(units: Iterable[Unit]) -> tuple[str, ...]:
    """Return the names of units as printed."""
    return tuple(unit.text for unit in units)


def _attachment(row: TaskRow) -> str | None:
    index = row.task.attachment
    known = index is not None and index < len(row.notice.attachments)
    return row.notice.attachments[index].title if known and index is not None else None


def _place(row: TaskRow) -> str | None:
    anchor = task_anchor(row.task)
    return place(anchor) if anchor else None


def _number(notice: Notice) -> str | None:
    return notice.document_number.text if notice.document_number else None


def _of_unit(name: str) -> Callable[[TaskRow], Value]:
    return lambda row: getattr(row.unit, name) if row.unit else None


_C = Column[TaskRow]

_NOTICE: tuple[_C, ...] = (
    _C("notice_id", "公文标识", "text", lambda r: r.notice.id),
    _C("notice_title", "公文标题", "text", lambda r: r.notice.title),
    _C("document_number", "发文字号", "text", lambda r: _number(r.notice)),
    _C("issuers", "发文机关", "texts", lambda r: unit_texts(r.notice.issuers)),
    _C("issue_date", "成文日期", "date", lambda r: r.notice.issue_date),
    _C("attachment", "附件", "text", _attachment),
)
_WORK: tuple[_C, ...] = (
    _C("task_id", "任务标识", "text", lambda r: r.task.id),
    _C("position", "序次", "integer", lambda r: r.task.position),
    _C("number", "原文编号", "text", lambda r: r.task.number),
    _C("section_path", "所属章节", "texts", lambda r: r.task.section_path),
    _C("task", "工作任务", "text", lambda r: r.task.task),
    _C("requirement", "工作要求", "text", lambda r: r.task.requirement),
)
_UNITS: tuple[_C, ...] = (
    _C("lead_units", "牵头单位", "texts", lambda r: unit_texts(r.task.lead_units)),
    _C("responsible_units", "责任单位", "texts", lambda r: unit_texts(r.task.responsible_units)),
    _C("supporting_units", "配合单位", "texts", lambda r: unit_texts(r.task.supporting_units)),
    _C("supervising_units", "督导单位", "texts", lambda r: unit_texts(r.task.supervising_units)),
)
_UNIT: tuple[_C, ...] = (
    _C("role", "职责", "text", lambda r: r.role),
    _C("unit", "单位", "text", _of_unit("text")),
    _C("unit_name", "规范全称", "text", _of_unit("name")),
    _C("unit_kind", "单位性质", "text", _of_unit("kind")),
    _C("unit_level", "行政层级", "text", _of_unit("level")),
    _C("unit_division", "行政区划代码", "text", _of_unit("division")),
    _C("unit_members", "所含单位", "texts", _of_unit("members")),
    _C("unit_qualifier", "限定语", "text", _of_unit("qualifier")),
    _C("unit_basis", "名称依据", "text", _of_unit("basis")),
)
_REST: tuple[_C, ...] = (
    _C("open_list", "列举未尽", "boolean", lambda r: r.task.open_list),
    _C("people", "人员", "texts", lambda r: tuple(f"{p.role}：{p.text}" for p in r.task.people)),
    _C("deadlines", "完成时限", "texts", lambda r: tuple(d.text for d in r.task.deadlines)),
    _C("deadline_start", "起始日期", "dates", lambda r: tuple(d.start for d in r.task.deadlines)),
    _C("deadline_end", "截止日期", "dates", lambda r: tuple(d.end for d in r.task.deadlines)),
    _C("due_date", "最终期限", "date", lambda r: due_date(r.task)),
    _C(
        "deadline_mentions",
        "文中时间要求",
        "texts",
        lambda r: tuple(d.text for d in r.task.deadline_mentions),
    ),
    _C(
        "mention_end",
        "文中截止日期",
        "dates",
        lambda r: tuple(d.end for d in r.task.deadline_mentions),
    ),
    _C("remarks", "备注", "text", lambda r: r.task.remarks),
    _C("extra", "其他栏目", "texts", lambda r: tuple(f"{k}：{v}" for k, v in r.task.extra.items())),
    _C("assignment_source", "责任依据", "text", lambda r: r.task.assignment_source),
    _C(
        "derived",
        "推得的值",
        "texts",
        lambda r: tuple(f"{d.field}={d.rule}" for d in r.task.derived),
    ),
    _C("source", "来源文件", "text", lambda r: r.notice.source.uri),
    _C("place", "位置", "text", _place),
)

JOINED: tuple[Column[TaskRow], ...] = (*_NOTICE, *_WORK, *_UNITS, *_REST)
"""The columns of one row a task."""
EXPLODED: tuple[Column[TaskRow], ...] = (*_NOTICE, *_WORK, *_UNIT, *_REST)
"""The columns of one row a task, role and unit."""
