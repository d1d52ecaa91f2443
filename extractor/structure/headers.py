"""The words at the head of a table's columns and the roles they name (columns.toml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractor.structure.bodies import reads_like_unit
from extractor.structure.grid import Grid, Slot
from extractor.text import passage
from extractor.text.characters import compact
from extractor.text.passage import Passage
from extractor.vocabulary import load

UNIT_ROLES = frozenset({"lead", "responsible", "supporting", "supervising"})
CONTENT_ROLES = frozenset({"task", "requirement"})
MAX_HEADER_LENGTH = 24
"""A header is a short phrase; longer cells are never read as one."""


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column's header as printed and what its cells are; ``role`` is None for unknown words."""

    text: Passage
    role: str | None
    combined: bool = False
    """The header names several unit roles at once: 牵头/责任单位."""
    lowest: str = ""
    """The lowest of its lines where that decides the role: 责任领导 below 责任分工."""

    @property
    def name(self) -> str:
        """What the column's people are called by."""
        return self.lowest or self.text.text


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a table: rows ``[start, end)`` of its grid, and one head a column."""

    start: int
    end: int
    columns: tuple[ColumnHead, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """What a repeated header is recognised by."""
        return tuple(compact(head.text.text) for head in self.columns)


@dataclass(frozen=True, slots=True)
class _Words:
    whole: dict[str, str]
    parts: tuple[tuple[str, str], ...]
    weak: frozenset[str]
    combined: frozenset[str]


@cache
def _words() -> _Words:
    data = load("columns")
    whole: dict[str, str] = {}
    parts: list[tuple[str, str]] = []
    for role in data["role"]:
        for word in role["words"]:
            whole.setdefault(_plain(word), role["name"])
        parts += [(compact(part), role["name"]) for part in role.get("parts", ())]
    combined = {_plain(word) for entry in data["combined"] for word in entry["words"]}
    return _Words(
        whole, tuple(parts), frozenset(compact(word) for word in data["weak"]), frozenset(combined)
    )


_JOINT = regex.compile("[与及、/]")


def _plain(word: str) -> str:
    """Return a header word without white space, its joints made one: 牵头与配合单位."""
    return _JOINT.sub("和", compact(word))


_NOTE_IN_HEADER = regex.compile(r"[(\[][^()\[\]]{0,20}[)\]]")


def role_of(header: str) -> str | None:
    """Return the role a header names, or None.

    >>> role_of("牵 头 单 位")
    'lead'
    """
    words = _words()
    text = compact(header)
    if not text or len(text) > MAX_HEADER_LENGTH:
        return None
    bare = _NOTE_IN_HEADER.sub("", text)
    for candidate in (text, bare, text.strip(":"), _cleared(bare)):
        role = words.whole.get(_plain(candidate))
        if role is not None:
            return role
    if _SCHEDULE.fullmatch(bare):
        return "schedule"
    if len(bare) <= 12:
        for part, role in words.parts:
            if part in bare:
                return role
    return None


_SCHEDULE = regex.compile(
    r"""
    (?:[0-9]{4}年)?
    (?: 第?[一二三四1-4]季度 | [上下]半年 | 前三季度
      | (?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份? )
    (?: 底前 | 末前 | 前 | 底 | 末 )?
    (?: 工作 | 形象 | 阶段性? | 主要 )?
    (?: 目标任务 | 目标 | 计划 | 进度 | 任务 | 节点 | 安排 )?
    """,
    regex.VERBOSE,
)
"""A column for one stretch of the year: 一季度, 6月底前进度."""


_YEAR_OR_PLACE = regex.compile(r"^(?:[0-9]{4}年(?:度)?|全[省市县区]|本[省市县区]|[省市县区]级?)")


def _cleared(text: str) -> str:
    """Return a header without the year or area it is limited to: 2024年工作任务."""
    return _YEAR_OR_PLACE.sub("", text)


def find_head(grid: Grid) -> Head | None:
    """Return the header of a table with tasks, or None when it has none.

    A header row names at least one column of content and one of units (or of people or
    deadlines); it may stand below title rows and take two or three rows.
    """
    for start in range(min(len(grid.rows), 6)):
        if not _only_short(grid.rows[start]):
            continue
        for height in (3, 2, 1):
            end = start + height
            if end >= len(grid.rows) + (height == 1) or not _one_header(grid, start, end):
                continue
            columns = tuple(_column_head(grid, start, end, c) for c in range(grid.columns))
            columns = _with_shares(grid, end, columns)
            if is_task_head(columns):
                return Head(start, end, columns)
    return None


def _with_shares(grid: Grid, end: int, columns: tuple[ColumnHead, ...]) -> tuple[ColumnHead, ...]:
    """Return the columns, those of a matrix of tasks and bodies with the role ``share``.

    Two columns or more are headed by bodies (城关镇, 县应急局) and hold numbers and signs alone;
    none is headed by a word for bodies.
    """
    rows = grid.rows[end:]
    roles = {
        head.role
        for c, head in enumerate(columns)
        if not (head.role == "responsible" and holds_measures(rows, c))
    }
    if roles & UNIT_ROLES or not any(
        head.role == "task" and compact(head.text.text) not in _words().weak for head in columns
    ):
        return columns
    shares = [
        c
        for c, head in enumerate(columns)
        if head.role is None
        and reads_like_unit(head.text.text)
        and all(_SHARE.fullmatch(compact(row[c].content.text)) for row in rows)
    ]
    if len(shares) < _FEWEST_SHARES:
        return columns
    return tuple(
        replace(head, role="share") if c in shares else head for c, head in enumerate(columns)
    )


def holds_measures(rows: Sequence[tuple[Slot, ...]], column: int) -> bool:
    """Whether a column 单位 names what the numbers beside it count: 亩, 户, 万株."""
    measures = frozenset(load("columns")["measures"])
    cells = [text for row in rows if (text := compact(row[column].content.text))]
    return bool(cells) and all(cell.lstrip(_THOUSANDS) in measures for cell in cells)


_THOUSANDS = "十百千万亿"
_FEWEST_SHARES = 2
_SHARE = regex.compile(r"[0-9.,%]{0,12}[-/—*★☆●○◎▲△■□◆◇√✓✔]{0,2}")
"""What a cell of a matrix holds: a number, a sign, or nothing."""


def is_task_head(columns: tuple[ColumnHead, ...]) -> bool:
    """Whether a table with these columns lists tasks."""
    words = _words()
    strong: set[str | None] = set()
    roles: set[str | None] = set()
    for head in columns:
        text = compact(head.text.text)
        roles.add(head.role)
        if text not in words.weak:
            strong.add(head.role)
    content = CONTENT_ROLES | {"category"}
    if strong & UNIT_ROLES and roles & content:
        return True
    if strong & CONTENT_ROLES and roles & UNIT_ROLES:
        return True
    return "task" in strong and bool(strong & {"person", "leader", "deadline", "share"})


def _only_short(row: tuple[Slot, ...]) -> bool:
    return all(len(compact(slot.content.text)) <= MAX_HEADER_LENGTH for slot in row)


def _one_header(grid: Grid, start: int, end: int) -> bool:
    """Whether rows ``[start, end)`` are one header: later rows only split or fill cells above."""
    if end > len(grid.rows):
        return False
    for index in range(start, end):
        row = grid.rows[index]
        if not _only_short(row):
            return False
        if index == start:
            distinct = {(slot.row, slot.column) for slot in row if slot.content.text.strip()}
            if len(distinct) < 2:
                return False
            continue
        for column, slot in enumerate(row):
            text = slot.content.text.strip()
            if slot.row < index or not text:
                continue
            above = grid.rows[index - 1][column]
            below_wide = above.columns > 1 and above.row < index
            split = not grid.spans_known and _splits(grid, index, column)
            if not (below_wide or split or not above.content.text.strip()):
                return False
            if role_of(text) is None and not below_wide:
                return False
        if all(slot.row < index or not slot.content.text.strip() for slot in row):
            return False
    last = grid.rows[end - 1]
    return not any(slot.row + slot.rows > end for slot in last if slot.content.text.strip())


def _splits(grid: Grid, index: int, column: int) -> bool:
    """Whether a header word over this one names the place right of it too, spans being lost."""
    above, below = grid.rows[index - 1], grid.rows[index]
    return (
        column + 1 < len(above)
        and not above[column + 1].content.text.strip()
        and role_of(below[column].content.text) is not None
        and role_of(below[column + 1].content.text) is not None
    )


def _column_head(grid: Grid, start: int, end: int, column: int) -> ColumnHead:
    """Return the head of one column: the texts above one another, the lowest deciding."""
    texts: list[Passage] = []
    seen: set[tuple[int, int]] = set()
    for index in range(start, end):
        slot = grid.rows[index][column]
        place = (slot.row, slot.column)
        if place not in seen and slot.content.text.strip():
            seen.add(place)
            texts.append(slot.content.squeezed())
    if not texts:
        return ColumnHead(Passage("", ()), None)
    whole = passage.join(texts)
    words = _words()
    for text in (texts[-1].text, whole.text, *(part.text for part in reversed(texts[:-1]))):
        role = role_of(text)
        if role is not None:
            lowest = text if text == texts[-1].text else ""
            return ColumnHead(whole, role, _plain(text) in words.combined, lowest)
    return ColumnHead(whole, None)
