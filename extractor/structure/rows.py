"""The rows of a task table: headings of sections, tasks, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extractor.structure.grid import Slot
from extractor.structure.prose import Prose
from extractor.structure.roles import HEADING_FORMS, Columns
from extractor.text.characters import compact
from extractor.text.labels import Label, read_label
from extractor.text.passage import Passage, join
from extractor.vocabulary import load

Row = tuple[Slot, ...]
RowKind = Literal["section", "task", "note", "blank"]

MAX_HEADING = 80
_NOTE_WORD = regex.compile(r"^\s*(?:备?注|说明|附注)\s*[:：]\s*")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row and what it is; ``heading`` is the text of a section row or note."""

    index: int
    kind: RowKind
    slots: Row
    heading: Passage | None = None
    label: Label | None = None


@cache
def _note_starts() -> tuple[str, ...]:
    return tuple({compact(word) for word in load("columns")["notes"]["starts"]})


@cache
def _totals() -> frozenset[str]:
    return frozenset(compact(word) for word in load("columns")["totals"]["words"])


def is_note(text: str) -> bool:
    """Whether a line under or over a table is a note to it (表注)."""
    return compact(text).startswith(_note_starts())


def continues_notes(notes: Sequence[Passage], line: Prose) -> bool:
    """Whether a numbered line under a table goes on with its notes: 注：1.… 2.… 3.…"""
    label = line.label
    if label is None or label.form in HEADING_FORMS or not isinstance(label.value, int):
        return False
    held = [_note_number(note.text) for note in notes]
    last = next((number for number in reversed(held) if number is not None), 0)
    return label.value == last + 1


def _note_number(text: str) -> int | None:
    """Return the number of a note, also where the word 注 stands before it."""
    bare = _NOTE_WORD.sub("", text)
    label = read_label(bare)
    return label.value if label is not None and isinstance(label.value, int) else None


def classify(rows: Sequence[Row], columns: Columns, *, spans_known: bool) -> tuple[TableRow, ...]:
    """Return every row with its kind, in order."""
    grouped = _numbers_groups(rows, columns)
    return tuple(
        (_group_row(index, row, columns) if grouped else None)
        or _counted_row(index, rows, columns)
        or _classified(index, row, columns, spans_known=spans_known)
        for index, row in enumerate(rows)
    )


def _numbers_groups(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether a column of ordinals counts groups in Chinese and tasks in Arabic numerals."""
    numbers = [
        compact(slot.content.text)
        for index, row in enumerate(rows)
        for column, slot in own_texts(row, index)
        if column in columns.at("number")
    ]
    return any(map(_is_arabic, numbers)) and any(map(_GROUP_NUMBER.fullmatch, numbers))


def _is_arabic(number: str) -> bool:
    return number.rstrip(".、").isdigit()


_GROUP_NUMBER = regex.compile(r"[(〔]?[一二三四五六七八九十]{1,3}[)〕]?[、.]?")


def _group_row(index: int, row: Row, columns: Columns) -> TableRow | None:
    """Return a row that holds the number and the name of a group and nothing else, or None."""
    own = own_texts(row, index)
    if len(own) != 2 or _covered_above(row, index, own[0][0]):
        return None
    (first, number), (second, name) = own
    if first not in columns.at("number") or not _GROUP_NUMBER.fullmatch(
        compact(number.content.text)
    ):
        return None
    if second not in (*columns.at("task"), *columns.at("category")):
        return None
    # A wide gap survives the repair of wraps, and parts the number from the name.
    heading = join([number.content.strip(), name.content.strip()], "\u3000")
    if len(heading) > MAX_HEADING:
        return None
    return TableRow(index, "section", row, heading, read_label(heading.text))


def _counted_row(index: int, rows: Sequence[Row], columns: Columns) -> TableRow | None:
    """Return a row 一 ｜ 算力设施 ｜ 项目数18个 ｜ 1975.69, whose counts are those of its group.

    The rows of the group stand below it; where ordinals follow one another they count tasks.
    """
    row = rows[index]
    own = own_texts(row, index)
    if len(own) < 3 or not _is_group_number(own[0], columns):
        return None
    name, *rest = (compact(slot.content.text) for _, slot in own[1:])
    counts = [text for text in rest if _COUNT.fullmatch(text)]
    if not counts or any(text not in counts and text not in _EMPTY for text in rest):
        return None
    if _COUNT.fullmatch(name) or len(name) > MAX_HEADING or index + 1 == len(rows):
        return None
    below = own_texts(rows[index + 1], index + 1)
    if not below or _is_group_number(below[0], columns):
        return None
    heading = join([slot.content.strip() for _, slot in own], "\u3000")
    return TableRow(index, "section", row, heading, read_label(heading.text))


def _is_group_number(cell: tuple[int, Slot], columns: Columns) -> bool:
    column, slot = cell
    return column in columns.at("number") and bool(
        _GROUP_NUMBER.fullmatch(compact(slot.content.text))
    )


_COUNT = regex.compile(
    r"(?:(?:项目|任务|事项)?(?:总数|数)?|共|合计|小计)?[0-9]+(?:[.,][0-9]+)*(?:个|项|条)?"
)
_EMPTY = frozenset("/—－-–")


def own_texts(row: Row, index: int) -> list[tuple[int, Slot]]:
    """Return the filled cells that begin in this row, with their columns."""
    return [
        (column, slot)
        for column, slot in enumerate(row)
        if slot.row == index and slot.column == column and slot.content.text.strip()
    ]


def _classified(index: int, row: Row, columns: Columns, *, spans_known: bool) -> TableRow:
    own = own_texts(row, index)
    if not own:
        return TableRow(index, "blank", row)
    if compact(own[0][1].content.text) in _totals():
        whole = join([held.content.strip() for _, held in own], "\u3000")
        return TableRow(index, "note", row, whole)
    texts = {compact(slot.content.text) for _, slot in own}
    column, slot = own[0]
    wide = slot.columns >= max(2, len(row) - 1) or (len(own) == len(row) > 1 and len(texts) == 1)
    alone = len(own) == 1 and not _covered_above(row, index, column)
    if not wide and not alone:
        return TableRow(index, "task", row)
    if len(texts) > 1:
        return TableRow(index, "task", row)
    text = slot.content.text.strip()
    label = read_label(text)
    if is_note(text):
        return TableRow(index, "note", row, slot.content)
    if _is_heading(text, label, column, columns, wide=wide and (spans_known or len(own) > 1)):
        return TableRow(index, "section", row, slot.content, label)
    if wide and len(compact(text)) > MAX_HEADING:
        return TableRow(index, "note", row, slot.content)
    return TableRow(index, "task", row)


def _is_heading(
    text: str, label: Label | None, column: int, columns: Columns, *, wide: bool
) -> bool:
    if label is not None and label.form in HEADING_FORMS:
        return len(text) <= 2 * MAX_HEADING
    if wide:
        return len(text) <= MAX_HEADING
    role = columns.heads[column].role if column < len(columns.heads) else None
    if label is not None or role not in {"task", "category", "number", None}:
        return False
    return len(text) <= 30 and not text.endswith(("。", "；", ";"))


def _covered_above(row: Row, index: int, column: int) -> bool:
    """Whether merged cells from above give this row its other texts."""
    return any(
        slot.row < index and slot.content.text.strip() for c, slot in enumerate(row) if c != column
    )
