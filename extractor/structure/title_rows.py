"""Titles set in the first rows of a table: 附件1, 某某任务分解表 across all columns.

Word files and pages often rule the title with its table. It reads as the lines above a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import regex
from msgspec.structs import replace

from extractor.model.document import Cell, Table
from extractor.structure.headings import names_table_text
from extractor.structure.prose import Item, Prose, ends_sentence, prose_of
from extractor.text.document_kinds import kind_of_title

_MOST_ROWS = 4
_LONGEST = 80
_MARK = regex.compile(
    r"^附(?:(?:件|表)[0-9一二三四五六七八九十]{0,3}|[0-9一二三四五六七八九十]{1,3})[:：]?$"
)
_MARKED = regex.compile(r"^附(?:件|表)[0-9]{1,2}[:：]?\p{Han}")
_NOTE = regex.compile(
    r"""^\(? (?:计量)? (?:填报|填表|报送|制表)? (?:单位|部门|时间|日期) (?:\(盖章\))?
    : [^。]{0,40} \)?$  # 填报单位（盖章）：某局""",
    regex.VERBOSE,
)


def lift_titles(items: Sequence[Item]) -> list[Item]:
    """Return the items with the title rows of tables as paragraphs above them.

    A title that a table above has already is left in its rows: the table goes on after a page.
    """
    found: list[Item] = []
    seen: set[str] = set()
    for item in items:
        if not isinstance(item, Table):
            found.append(item)
            continue
        lines, count = _title_rows(item)
        key = "".join(line.key for line in lines)
        if not any(map(_names, lines)) or key in seen:
            found.append(item)
            continue
        seen.add(key)
        found += lines
        found.append(_without_rows(item, count))
    return found


def _title_rows(table: Table) -> tuple[list[Prose], int]:
    """Return the lines of the title rows of a table, and how many rows they are."""
    lines: list[Prose] = []
    count = 0
    top = list(takewhile(lambda cell: cell.row < _MOST_ROWS, table.cells))
    for row in range(min(_MOST_ROWS, table.rows - 2) if table.columns > 1 else 0):
        cells = [cell for cell in top if cell.row == row]
        if len(cells) != 1 or not _spans_row(cells[0], table):
            break
        found = [prose_of(paragraph) for paragraph in cells[0].paragraphs if paragraph.text.strip()]
        if not found or not all(map(_may_head, found)):
            break
        lines += found
        count = row + 1
    return lines, count


def _spans_row(cell: Cell, table: Table) -> bool:
    plain = not cell.tables and not cell.pictures
    return plain and cell.row_span == 1 and cell.column == 0 and cell.column_span == table.columns


def _may_head(line: Prose) -> bool:
    if _MARK.match(line.key) or _NOTE.match(line.key) or line.key.startswith("("):
        return True
    return line.label is None and len(line.key) <= _LONGEST and not ends_sentence(line.text)


def _names(line: Prose) -> bool:
    """Whether a line is a title: of a kind of document, of a table, or of an attachment."""
    if _NOTE.match(line.key):
        return False
    if _MARK.match(line.key) or _MARKED.match(line.key):
        return True
    return kind_of_title(line.key) is not None or names_table_text(line.key)


def _without_rows(table: Table, count: int) -> Table:
    cells = tuple(replace(cell, row=cell.row - count) for cell in table.cells if cell.row >= count)
    return replace(table, rows=table.rows - count, cells=cells)
