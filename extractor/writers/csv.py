"""CSV (RFC 4180): one row a task, for people who open it in a spreadsheet.

A cell that a spreadsheet would take for a formula begins with an apostrophe instead
(OWASP ASVS 1.2.10). An apostrophe at the start is doubled too, so that `restored` gives back
every cell exactly.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from extractor.model.anchor import Anchor
from extractor.model.notice import Notice, Task, Unit
from extractor.writers import Options

SEPARATOR = "；"
"""Between the items of a list in one cell; names of units hold commas and 、 themselves."""

_FORMULA = frozenset("=+-@\t\r\n\0＝＋－＠'")


def write(notices: Iterable[Notice], out: BinaryIO, options: Options) -> None:
    """Write a header and one row for each task, lines ended by CR LF."""
    if options.bom:
        out.write(codecs.BOM_UTF8)
    chinese = options.headers == "zh"
    out.write(_line(zh if chinese else en for en, zh, _ in COLUMNS))
    for notice in notices:
        out.writelines(_line(cell(notice, task) for _, _, cell in COLUMNS) for task in notice.tasks)


def guarded(cell: str) -> str:
    """Return ``cell`` so that no spreadsheet runs it.

    >>> guarded("=1+1"), guarded("区发改局")
    ("'=1+1", '区发改局')
    """
    return f"'{cell}" if cell[:1] in _FORMULA and cell else cell


def restored(cell: str) -> str:
    """Return what `guarded` was given.

    >>> restored("'=1+1")
    '=1+1'
    """
    return cell.removeprefix("'")


def _line(cells: Iterable[str]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return buffer.getvalue().encode()


def _units(units: Iterable[Unit]) -> str:
    return SEPARATOR.join(unit.text for unit in units)


def _attachment(notice: Notice, task: Task) -> str:
    if task.attachment is None:
        return ""
    return notice.attachments[task.attachment].title or ""


def _dates(task: Task, which: str) -> str:
    return SEPARATOR.join(getattr(deadline, which) or "" for deadline in task.deadlines)


def _place(task: Task) -> str:
    """Return where the task stands: the first anchor of its text, else of anything it has."""
    anchors = task.anchors
    anchor = anchors.get("task") or anchors.get("requirement")
    if anchor is None and anchors:
        anchor = next(iter(anchors.values()))
    return SEPARATOR.join(_spot(part) for part in (anchor, *anchor.continued)) if anchor else ""


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


COLUMNS: tuple[tuple[str, str, Callable[[Notice, Task], str]], ...] = (
    ("notice_id", "公文标识", lambda n, _: n.id),
    ("notice_title", "公文标题", lambda n, _: n.title or ""),
    ("issuers", "发文机关", lambda n, _: _units(n.issuers)),
    ("issue_date", "成文日期", lambda n, _: n.issue_date or ""),
    ("attachment", "附件", _attachment),
    ("task_id", "任务标识", lambda _, t: t.id),
    ("position", "序次", lambda _, t: str(t.position)),
    ("number", "原文编号", lambda _, t: t.number or ""),
    ("section_path", "所属章节", lambda _, t: SEPARATOR.join(t.section_path)),
    ("task", "工作任务", lambda _, t: t.task or ""),
    ("requirement", "工作要求", lambda _, t: t.requirement or ""),
    ("lead_units", "牵头单位", lambda _, t: _units(t.lead_units)),
    ("responsible_units", "责任单位", lambda _, t: _units(t.responsible_units)),
    ("supporting_units", "配合单位", lambda _, t: _units(t.supporting_units)),
    ("supervising_units", "督导单位", lambda _, t: _units(t.supervising_units)),
    ("open_list", "列举未尽", lambda _, t: "true" if t.open_list else "false"),
    ("people", "人员", lambda _, t: SEPARATOR.join(f"{p.role}：{p.text}" for p in t.people)),
    ("deadlines", "完成时限", lambda _, t: SEPARATOR.join(d.text for d in t.deadlines)),
    ("deadline_start", "起始日期", lambda _, t: _dates(t, "start")),
    ("deadline_end", "截止日期", lambda _, t: _dates(t, "end")),
    ("remarks", "备注", lambda _, t: t.remarks or ""),
    ("extra", "其他栏目", lambda _, t: SEPARATOR.join(f"{k}：{v}" for k, v in t.extra.items())),
    ("assignment_source", "责任依据", lambda _, t: t.assignment_source or ""),
    ("derived", "推得的值", lambda _, t: SEPARATOR.join(f"{d.field}={d.rule}" for d in t.derived)),
    ("source", "来源文件", lambda n, _: n.source.uri),
    ("place", "位置", lambda _, t: _place(t)),
)
"""The English header, the Chinese header, and the cell of a task."""
