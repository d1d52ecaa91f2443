"""Markdown (CommonMark with the tables of GFM): a notice's head, its headings, its tasks in tables.

Text of a notice is text: nothing in it becomes markup, HTML or a link when the page is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO
from urllib.parse import quote

from extractor.model.notice import Notice
from extractor.writers import wording
from extractor.writers.cells import as_text, in_lines
from extractor.writers.columns import Column, Language, TaskRow, rows, selected, unit_texts
from extractor.writers.links import file_link, web_link
from extractor.writers.options import Loss, Options
from extractor.writers.outline import headings

_JOINED = (
    "position",
    "number",
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
_EXPLODED = ("position", "number", "task", "role", "unit", "unit_name", "deadlines", "due_date")
_DEEPEST = 6
_LEGEND = {
    "en": "*Italics*: not stated at this spot, derived (merged cells, headings, directives)",
    "zh": "*斜体*：原文此处未写，由合并单元格、上级标题或文中说明推得",
}

_FILE = {"en": "file", "zh": "附带文件"}

# What begins markup in running text or ends a cell; any of them may bear a backslash.
_MARKS = re.compile(r"[\\`*_{}\[\]<>#&|~$^]")


def write(notices: Iterable[Notice], out: BinaryIO, options: Options) -> tuple[Loss, ...]:
    """Write the notices one below the other."""
    page = _Page(options)
    opening = ""
    for notice in notices:
        out.write((opening + "\n".join(page.lines(notice)) + "\n").encode())
        opening = "\n"
    return ()


class _Page:
    """How a notice is shown."""

    def __init__(self, options: Options) -> None:
        self._language: Language = options.headers or "zh"
        self._folder = options.folder
        self._explode = options.explode
        names = options.columns or (_EXPLODED if options.explode else _JOINED)
        self._columns = selected(names, explode=options.explode)
        self._chosen = options.columns is not None

    def lines(self, notice: Notice) -> Iterator[str]:
        """Yield the lines of a notice."""
        yield f"# {_inline(notice.title or notice.id)}"
        yield ""
        yield from self._head(notice)
        columns = self._filled(notice)
        of_task: dict[int, list[TaskRow]] = {}
        for row in rows(notice, explode=self._explode):
            of_task.setdefault(id(row.task), []).append(row)
        begun = False
        for above, task in headings(notice):
            for heading in above:
                yield ""
                yield f"{'#' * min(heading.depth + 1, _DEEPEST)} {_inline(heading.text)}"
            if above or not begun:
                yield ""
                yield _row(column.header(self._language) for column in columns)
                yield _row("---" for _ in columns)
                begun = True
            derived = wording.derived_columns(task)
            for row in of_task[id(task)]:
                yield _row(
                    _cell(self._text(column, row), derived=column.name in derived)
                    for column in columns
                )

    def _head(self, notice: Notice) -> Iterator[str]:
        headers = {column.name: column.header(self._language) for column in selected(None)}
        mark = "：" if self._language == "zh" else ": "
        number = notice.document_number.text if notice.document_number else None
        said = (
            ("document_number", number),
            ("issuers", "、".join(unit_texts(notice.issuers))),
            ("issue_date", notice.issue_date),
            ("notice_id", notice.id if notice.id != number else None),
        )
        for name, text in said:
            if text:
                yield f"- {headers[name]}{mark}{_inline(text)}"
        for file in notice.files:
            target = web_link(file.target or "")
            name = _inline(file.text)
            yield f"- {_FILE[self._language]}{mark}{_linked(name, target) if target else name}"
        yield f"- {headers['source']}{mark}{self._source(notice.source.uri)}"
        if any(task.derived for task in notice.tasks):
            yield f"- {_LEGEND[self._language]}"

    def _source(self, uri: str) -> str:
        path = file_link(uri, self._folder)
        target = web_link(uri) or (quote(path, safe="/") if path else None)
        if target is None:
            return _inline(uri)
        return _linked(_inline(uri), target)

    def _filled(self, notice: Notice) -> Sequence[Column[TaskRow]]:
        """Return the columns in which the notice has a value, or those that were asked for."""
        if self._chosen:
            return self._columns
        shown = list(rows(notice, explode=self._explode))
        filled = [
            column
            for column in self._columns
            if any(column.cell(row) not in {None, "", ()} for row in shown)
        ]
        echo = all(row.task.number == str(row.task.position) for row in shown)
        return [column for column in filled if not (echo and column.name == "number")]

    def _text(self, column: Column[TaskRow], row: TaskRow) -> str:
        text = as_text(column.cell(row), "\n")
        return wording.word(column.name, text) if self._language == "zh" else text


def _linked(shown: str, target: str) -> str:
    return f"[{shown}](<{target.replace(chr(92), '%5C')}>)"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str, *, derived: bool) -> str:
    """Return a cell, its lines parted by a tag, in italics where its value is derived."""
    lines = (escaped(line.strip()) for line in in_lines(text).split("\n"))
    return "<br>".join(f"*{line}*" if derived and line else line for line in lines)


def _inline(text: str) -> str:
    """Return ``text`` on one line, escaped."""
    return escaped(" ".join(in_lines(text).split()))


def escaped(text: str) -> str:
    r"""Return ``text`` so that Markdown shows it as it is.

    >>> escaped("<b> a|b *c*")
    '\\<b\\> a\\|b \\*c\\*'
    """
    return _MARKS.sub(r"\\\g<0>", text)
