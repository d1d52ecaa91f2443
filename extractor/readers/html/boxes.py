"""Tables made of other elements: by their styles, their roles, or the names of their parts.

CSS 2.1 chapter 17 (``display: table``), CSS Grid Layout (``grid-template-columns``), WAI-ARIA
(``role="table"``); and rows of columns by the class names that templates give them.
"""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from extractor.readers.html.grid import Plan, Row, planned
from extractor.readers.html.sheet import Sheet
from extractor.readers.html.tree import Node
from extractor.vocabulary import load

_DISPLAY = regex.compile(r"(?i)(?<![\w-])display\s*+:\s*+([a-z-]{3,30})")
_TRACKS = regex.compile(r"(?i)(?<![\w-])grid-template-columns\s*+:\s*+([^;]{1,200})")
_REPEAT = regex.compile(
    r"(?i)repeat\(\s*+([0-9]{1,3})\s*+,\s*+([^()]{1,60}(?:\([^()]{1,60}\))?)\s*+\)"
)
_FUNCTION = regex.compile(r"\([^()]{0,80}\)")
_COLUMN = regex.compile(
    r"(?i)(?<![\w-])grid-column\s*+:\s*+(?:span\s*+([0-9]{1,3})|([0-9]{1,3})\s*+/\s*+"
    r"(?:span\s*+([0-9]{1,3})|(-?[0-9]{1,3})))"
)
_BESIDE = regex.compile(
    r"(?i)(?<![\w-])(?:float\s*+:\s*+left|display\s*+:\s*+(?:inline-block|table-cell))"
)
_WORD = regex.compile(r"[a-z]++|[0-9]++")
_GROUPS = frozenset({"table-row-group", "table-header-group", "table-footer-group"})
_LEAST_ROWS = 2
_LEAST_COLUMNS = 3
"""Columns from which on rows of the same shape are a table though nothing says so."""
_MOST_COLUMNS = 40
_PAGE = 600
"""Characters from which on a table may be a page laid out."""


def plan(element: Node, sheet: Sheet) -> Plan | None:
    """Return the cells of an element that shows as a table, or None where it does not."""
    if len(element.content) < _LEAST_ROWS:
        return None
    children = element.children
    if not children or not element.size:
        return None
    style = _style(element, sheet)
    if "display" in style:
        kinds = _DISPLAY.findall(style)
        if kinds and kinds[-1].lower() in {"table", "inline-table"}:
            return _of_rows(element, _styled_rows(element, sheet))
        if kinds and kinds[-1].lower() in {"grid", "inline-grid"}:
            return _of_grid(element, style, sheet)
    if element.get("role") in {"table", "grid"}:
        return _of_rows(element, _rows_by_role(element))
    if len(children) < _LEAST_ROWS:
        return None
    return _of_rows(element, _rows_by_name(children) or _rows_by_shape(children, sheet))


def _style(element: Node, sheet: Sheet) -> str:
    own = element.attributes.get("style") or ""
    return f"{sheet.declarations(element)};{own}" if sheet.rules else own


def _display(element: Node, sheet: Sheet) -> str:
    found = _DISPLAY.findall(_style(element, sheet))
    return found[-1].lower() if found else ""


def _of_rows(element: Node, rows: list[Row] | None) -> Plan | None:
    """Return the plan of rows that hold all of the text of ``element``; None where some is left."""
    if not rows or max(len(row.cells) for row in rows) < 2:
        return None
    cells = [cell.size for row in rows for cell in row.cells]
    if sum(cells) != element.size or _is_page(cells):
        return None
    return planned([rows], Plan())


def _is_page(cells: list[int]) -> bool:
    """Whether one cell holds most of the text, as where the parts of a page are laid out."""
    total = sum(cells)
    return total > _PAGE and max(cells, default=0) * 10 > total * 6


def _styled_rows(element: Node, sheet: Sheet) -> list[Row] | None:
    rows: list[Row] = []
    for child in element.children:
        kind = _display(child, sheet)
        if kind in _GROUPS:
            inner = _styled_rows(child, sheet) or []
            for row in inner:
                row.header = row.header or kind == "table-header-group"
            rows += inner
        elif kind == "table-row":
            rows.append(Row(child, child.children))
    return rows or None


def _rows_by_role(element: Node) -> list[Row] | None:
    rows: list[Row] = []
    for child in element.children:
        role = child.get("role")
        if role == "rowgroup":
            rows += _rows_by_role(child) or []
        elif role == "row":
            cells = child.children
            header = all(cell.get("role") == "columnheader" for cell in cells)
            rows.append(Row(child, cells, header=header))
    return rows or None


def _of_grid(element: Node, style: str, sheet: Sheet) -> Plan | None:
    tracks = _TRACKS.findall(style)
    columns = _tracks(tracks[-1]) if tracks else 0
    if not 2 <= columns <= _MOST_COLUMNS:
        return None
    result = Plan()
    rows: list[Row] = []
    column = columns
    for child in element.children:
        width = min(_width(_style(child, sheet), columns), columns)
        if column + width > columns:
            rows.append(Row(None, []))
            column = 0
        rows[-1].cells.append(child)
        result.widths[child] = width
        column += width
    cells = [cell.size for row in rows for cell in row.cells]
    if len(rows) < _LEAST_ROWS or sum(cells) != element.size or _is_page(cells):
        return None
    # Pages are laid out by grids too: a table has many small cells, a page few large ones.
    if columns < _LEAST_COLUMNS and len(rows) < _LEAST_COLUMNS:
        return None
    return planned([rows], result)


def _tracks(value: str) -> int:
    count = sum(
        int(number) * len(_FUNCTION.sub("", tracks).split())
        for number, tracks in _REPEAT.findall(value)
    )
    rest = _FUNCTION.sub("", _REPEAT.sub(" ", value))
    return count + len(regex.sub(r"\[[^\]]*\]", " ", rest).split())


def _width(style: str, columns: int) -> int:
    found = _COLUMN.search(style) if "grid-column" in style else None
    if found is None:
        return 1
    if found[1] or found[3]:
        return max(1, int(found[1] or found[3]))
    start, end = int(found[2]), int(found[4])
    if end < 0:
        end = columns + 2 + end
    return max(1, end - start)


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    words = load("web")["boxes"]
    return frozenset(words["rows"]), frozenset(words["cells"])


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.lower()))


def _named(element: Node, words: frozenset[str]) -> bool:
    name = element.attributes.get("class")
    return name is not None and not words.isdisjoint(_words(name))


def _rows_by_name(children: list[Node]) -> list[Row] | None:
    """Return rows whose parts are called so: ``row`` of ``cell``, ``tr`` of ``td``."""
    row_words, cell_words = _names()
    if not _named(children[0], row_words) or not _named(children[-1], row_words):
        return None
    rows = []
    for child in children:
        cells = child.children
        if not cells or not all(_named(cell, cell_words) for cell in cells):
            return None
        rows.append(Row(child, cells))
    return rows if min(len(row.cells) for row in rows) >= 2 else None


def _rows_by_shape(children: list[Node], sheet: Sheet) -> list[Row] | None:
    """Return rows of equally many parts that stand side by side."""
    if len(children) < _LEAST_COLUMNS:
        return None
    first = children[0].children
    width = len(first)
    if not _LEAST_COLUMNS <= width <= _MOST_COLUMNS:
        return None
    rows = []
    for child in children:
        cells = child.children
        if len(cells) != width or child.tag != children[0].tag:
            return None
        rows.append(Row(child, cells))
    beside = all(_BESIDE.search(_style(cell, sheet)) for cell in first) or (
        _display(children[0], sheet) in {"flex", "inline-flex", "grid"}
    )
    return rows if beside else None
