"""XLSX (ECMA-376): the ledger (台账) of an office, with sheets of tasks, notices and diagnostics.

Cells hold exactly what the record says, as text that stays text; none is a formula.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import BinaryIO

from extractor.model.notice import Notice
from extractor.writers.columns import Language, TaskRow, rows
from extractor.writers.options import Loss, Options
from extractor.writers.outline import headings
from extractor.writers.wording import derived_columns
from extractor.writers.xlsx.book import Book, opened_book
from extractor.writers.xlsx.sheet import Frame, Sheet
from extractor.writers.xlsx.tables import (
    NOTICES,
    TRUST,
    Remark,
    diagnostic_columns,
    task_columns,
    unit_columns,
)

_NAMES = {
    "en": ("Tasks", "Units", "Notices", "Diagnostics"),
    "zh": ("任务台账", "单位分解", "公文", "诊断"),
}
_LEGEND = {
    "en": "Grey italics: not stated at this spot, derived as the column `derived` says.",
    "zh": "斜体灰字：原文此处未写，由合并单元格、上级标题或文中说明推得，详见“推得的值”一栏。",
}


def write(notices: Iterable[Notice], out: BinaryIO, options: Options) -> tuple[Loss, ...]:
    """Write the workbook; rows that no sheet has room for stand on further sheets."""
    coming = iter(notices)
    # The second notice decides whether the ledger is one notice's, titled with it, or of many.
    ahead = list(islice(coming, 2))
    with opened_book(out) as book:
        ledger = _Ledger(book, options, ahead)
        for notice in chain(ahead, coming):
            ledger.add(notice)
        ledger.finish()
    return book.losses()


class _Ledger:
    """The sheets, which take one notice after the other."""

    def __init__(self, book: Book, options: Options, ahead: list[Notice]) -> None:
        language: Language = options.headers or "zh"
        many = len(ahead) > 1
        names = _NAMES[language]
        self._section_rows = options.section_rows
        left_out = {"section_path"} if options.section_rows else set()
        if not many:
            left_out |= {"document_number", "notice_title"}
            if sum(len(notice.attachments) for notice in ahead) < 2:
                left_out.add("attachment")
        columns = task_columns(options.columns, language, left_out)
        tasks = Frame(
            names[0],
            names[0],
            _note(ahead, language),
            printed=None if options.columns else sum(each.name not in TRUST for each in columns),
            keep_empty=options.columns is not None,
        )
        self._tasks = Sheet(book, columns, tasks, language=language, folder=options.folder)
        self._units: Sheet[TaskRow] | None = None
        if options.explode:
            units = unit_columns(language)
            self._units = Sheet(book, units, Frame(names[1]), language=language, folder="")
        self._notices = Sheet(
            book, NOTICES, Frame(names[2]), language=language, folder=options.folder
        )
        self._remarks = Sheet(
            book,
            diagnostic_columns(language),
            Frame(names[3]),
            language=language,
            folder=options.folder,
        )
        book.date_from(ahead[0].issue_date if ahead else None)

    def add(self, notice: Notice) -> None:
        """Add what a notice has to each sheet."""
        for above, task in headings(notice):
            if self._section_rows:
                for heading in above:
                    self._tasks.add_heading(heading)
            self._tasks.add(TaskRow(notice, task), derived_columns(task))
        if self._units is not None:
            for row in rows(notice, explode=True):
                self._units.add(row)
        self._notices.add(notice)
        for diagnostic in notice.diagnostics:
            self._remarks.add(Remark(notice, diagnostic))

    def finish(self) -> None:
        """Set what depends on all the rows."""
        for sheet in (self._tasks, self._units, self._notices, self._remarks):
            if sheet is not None:
                sheet.finish()


def _note(ahead: list[Notice], language: Language) -> str:
    """Return what stands below the title: the notice, when there is one, and the legend."""
    if len(ahead) != 1:
        return _LEGEND[language]
    (notice,) = ahead
    number = notice.document_number.text if notice.document_number else None
    issuers = "、".join(unit.text for unit in notice.issuers)
    count = f"共{len(notice.tasks)}项任务" if language == "zh" else f"{len(notice.tasks)} tasks"
    parts = (notice.title or notice.source.uri, number, issuers, notice.issue_date, count)
    lines = ["　".join(part for part in parts if part)]
    if any(task.derived for task in notice.tasks):
        lines.append(_LEGEND[language])
    return "\n".join(lines)
