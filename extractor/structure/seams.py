"""Rows that a page break cuts in two: seen, and made whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import regex
from msgspec.structs import replace

from extractor.structure.bodies import reads_like_unit
from extractor.structure.grid import Slot
from extractor.structure.headers import CONTENT_ROLES, UNIT_ROLES, ColumnHead
from extractor.text import passage
from extractor.text.characters import compact
from extractor.text.labels import read_label

Row = tuple[Slot, ...]

_SENTENCE_ENDS = frozenset("。！？；;.!?”’…）)】〕")
KEY_ROLES = frozenset({"number", "category", "task"})
"""Columns whose cells a group of rows shares."""
_STOPS = frozenset("。！？；;!?")
_LABELLED_SHARE = 0.6
_SEPARATOR = regex.compile(r"[、,;]")


Seam = Literal["cut", "grouped", "new"]
"""What the first row after a page break is: the rest of the row above, a further row of the
group above whose merged cells the break has hidden, or a row of its own."""


def read_seam(rows: Sequence[Row], row: Row, heads: Sequence[ColumnHead]) -> Seam:
    """Return what ``row``, the first after a page break, is to the last of ``rows``.

    The evidence, strongest first: rows of this table carry ordinals and this one has none; the
    cell of the task is empty though nothing is merged; a cell above breaks off in mid-sentence.
    Against it stands that everything above is finished while this table merges cells in groups.
    """
    last = rows[-1]
    filled = [c for c, slot in enumerate(row) if _own(slot, row, c) and slot.content.text.strip()]
    if not filled or _spans_all(row) or _spans_all(last):
        return "new"
    keyless: Seam = "grouped" if _finished(rows, filled, heads) else "cut"
    for role in ("number", "task", "requirement"):
        column = next((c for c, head in enumerate(heads) if head.role == role), None)
        if column is None or not _ordinals(rows, column, role):
            continue
        if column in filled:
            unnumbered = _ordinal(row[column], role) is None
            return "cut" if unnumbered and not _breaks_anew(last, row, filled) else "new"
        if not _merged(last, row, column):
            return keyless
    content = [c for c, head in enumerate(heads) if head.role in CONTENT_ROLES] or [0]
    unmerged = [c for c in content if not _merged(last, row, c)]
    if unmerged and not any(c in filled for c in unmerged):
        return keyless
    return "cut" if _mid_sentence(rows, filled, heads) else "new"


def _finished(rows: Sequence[Row], filled: Sequence[int], heads: Sequence[ColumnHead]) -> bool:
    """Whether nothing above breaks off, and the row below may be one more of a merged group."""
    last = rows[-1]
    content = [c for c in filled if heads[c].role == "requirement"]
    content = content or [c for c in filled if heads[c].role == "task"]
    units = [c for c in filled if heads[c].role in UNIT_ROLES and last[c].content.text.strip()]
    if not content:
        return False
    for column in content:
        above = last[column].content.text.strip()
        if not above or not _stops(above):
            return False
    if any(breaks_off(last[c].content.text, heads[c].role) for c in units):
        return False
    keys = [c for c, head in enumerate(heads) if head.role in KEY_ROLES and c not in filled]
    grouped = any(slot.rows > 1 for above in rows for c in keys for slot in (above[c],))
    return bool(keys) and (grouped or bool(units))


def _stops(text: str) -> bool:
    """Whether a text ends in a full stop, which quotation marks and brackets may follow."""
    return text.rstrip("”’）)】〕》")[-1:] in _STOPS


def breaks_off(text: str, role: str | None) -> bool:
    """Whether a cell's text stops unfinished: within a name, a bracket or a sentence.

    >>> breaks_off("各设区市，平潭综", "responsible")
    True
    >>> breaks_off("各设区市，县财政局", "responsible")
    False
    """
    bare = compact(text)
    if bare.count("(") > bare.count(")") or bare.endswith(("、", ",")):
        return True
    if role in UNIT_ROLES:
        return not reads_like_unit(_SEPARATOR.split(bare)[-1])
    return bool(bare) and bare[-1] not in _SENTENCE_ENDS and len(bare) > 15


def ends_in_stops(rows: Sequence[Row], column: int) -> bool:
    """Whether the cells of a column end in full stops, so that one without breaks off."""
    own = [
        row[column].content.text.strip()
        for index, row in enumerate(rows)
        if row[column].row == index and not _spans_all(row) and row[column].content.text.strip()
    ]
    return len(own) > 1 and sum(text[-1] in _SENTENCE_ENDS for text in own) >= 0.8 * len(own)


def join_rows(first: Row, second: Row) -> Row:
    """Return two parts of one row as the row they are, each cell's text continued."""
    return tuple(
        replace(a, content=passage.join([p for p in (a.content, b.content) if p.text], "\n"))
        if not b.missing and b.content.text.strip() and b.content is not a.content
        else a
        for a, b in zip(first, second, strict=True)
    )


def _own(slot: Slot, row: Row, column: int) -> bool:
    return slot.column == column and not slot.missing and slot.row == _index(row)


def _index(row: Row) -> int:
    """Return the position of a row: that of the slots that begin in it."""
    return max((slot.row for slot in row if not slot.missing), default=0)


def _spans_all(row: Row) -> bool:
    return bool(row) and row[0].columns >= len(row) > 1


def _ordinal(slot: Slot, role: str) -> str | None:
    """Return the ordinal a cell begins with, or None."""
    text = slot.content.text.strip()
    if role == "number":
        return text or None
    label = read_label(text)
    return label.printed if label else None


def _ordinals(rows: Sequence[Row], column: int, role: str) -> bool:
    """Whether the rows of this table carry ordinals in ``column``."""
    seen = labelled = 0
    for row in rows:
        slot = row[column]
        if _spans_all(row) or not _own(slot, row, column) or not slot.content.text.strip():
            continue
        seen += 1
        labelled += _ordinal(slot, role) is not None
    return seen > 0 and labelled >= _LABELLED_SHARE * seen


def _merged(last: Row, row: Row, column: int) -> bool:
    """Whether a merged cell, not a cut row, explains that ``column`` holds nothing new."""
    return row[column].rows > 1 or last[column].rows > 1 or row[column].row < _index(row)


def _breaks_anew(last: Row, row: Row, filled: list[int]) -> bool:
    """Whether every cell above is finished and every cell below begins like a new one."""
    return all(
        last[c].content.text.strip()
        and last[c].content.text.strip()[-1] in "。！？"
        and len(row[c].content.text.strip()) > 1
        for c in filled
    ) and len(filled) == len(row)


def _mid_sentence(rows: Sequence[Row], filled: Sequence[int], heads: Sequence[ColumnHead]) -> bool:
    """Whether some text above breaks off unfinished, and none is taken up anew below.

    Where the cells of a column end in full stops, one that ends otherwise breaks off.
    """
    broken = False
    for column in filled:
        above = rows[-1][column].content.text.strip()
        role = heads[column].role
        if role in UNIT_ROLES or role is None:
            continue
        if not above:
            return False
        finished = (
            _stops(above) if ends_in_stops(rows[:-1], column) else above[-1] in _SENTENCE_ENDS
        )
        if finished:
            return False
        if role in CONTENT_ROLES:
            broken = True
    return broken
