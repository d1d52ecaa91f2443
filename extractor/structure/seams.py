"""Rows that a page break cuts in two: seen, and made whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import regex
from msgspec.structs import replace

from extractor.structure.bodies import reads_like_unit
from extractor.structure.headers import CONTENT_ROLES, UNIT_ROLES, ColumnHead
from extractor.structure.pile import (
    SENTENCE_ENDS,
    Pile,
    Row,
    has_ordinal,
    is_own,
    position,
    spans_all,
)
from extractor.text import passage
from extractor.text.characters import compact

KEY_ROLES = frozenset({"number", "category", "task"})
"""Columns whose cells a group of rows shares."""
_STOPS = frozenset("。！？；;!?")
_SEPARATOR = regex.compile(r"[、,;]")


Seam = Literal["cut", "grouped", "new"]
"""What the first row after a page break is: the rest of the row above, a further row of the
group above whose merged cells the break has hidden, or a row of its own."""


def read_seam(rows: Pile, row: Row, heads: Sequence[ColumnHead]) -> Seam:
    """Return what ``row``, the first after a page break, is to the last of ``rows``.

    The evidence, strongest first: rows of this table carry ordinals and this one has none; the
    cell of the task is empty though nothing is merged; a cell above breaks off in mid-sentence.
    Against it stands that everything above is finished while this table merges cells in groups.
    """
    last = rows.last
    filled = [c for c, slot in enumerate(row) if is_own(slot, row, c) and slot.content.text.strip()]
    if not filled or spans_all(row) or spans_all(last):
        return "new"
    keyless: Seam = "grouped" if _finished(rows, filled, heads) else "cut"
    for role in ("number", "task", "requirement"):
        column = next((c for c, head in enumerate(heads) if head.role == role), None)
        if column is None or not rows.numbered(column, role):
            continue
        if column in filled:
            unnumbered = not has_ordinal(row[column], role)
            return "cut" if unnumbered and not _breaks_anew(last, row, filled) else "new"
        if not _merged(last, row, column):
            return keyless
    content = [c for c, head in enumerate(heads) if head.role in CONTENT_ROLES] or [0]
    unmerged = [c for c in content if not _merged(last, row, c)]
    if unmerged and not any(c in filled for c in unmerged):
        return keyless
    return "cut" if _mid_sentence(rows, filled, heads) else "new"


def _finished(rows: Pile, filled: Sequence[int], heads: Sequence[ColumnHead]) -> bool:
    """Whether nothing above breaks off, and the row below may be one more of a merged group."""
    last = rows.last
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
    return bool(keys) and (bool(units) or any(map(rows.grouped, keys)))


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
    return bool(bare) and bare[-1] not in SENTENCE_ENDS and len(bare) > 15


def join_rows(first: Row, second: Row) -> Row:
    """Return two parts of one row as the row they are, each cell's text continued."""
    return tuple(
        replace(a, content=passage.join([p for p in (a.content, b.content) if p.text], "\n"))
        if not b.missing and b.content.text.strip() and b.content is not a.content
        else a
        for a, b in zip(first, second, strict=True)
    )


def _merged(last: Row, row: Row, column: int) -> bool:
    """Whether a merged cell, not a cut row, explains that ``column`` holds nothing new."""
    return row[column].rows > 1 or last[column].rows > 1 or row[column].row < position(row)


def _breaks_anew(last: Row, row: Row, filled: list[int]) -> bool:
    """Whether every cell above is finished and every cell below begins like a new one."""
    return all(
        last[c].content.text.strip()
        and last[c].content.text.strip()[-1] in "。！？"
        and len(row[c].content.text.strip()) > 1
        for c in filled
    ) and len(filled) == len(row)


def _mid_sentence(rows: Pile, filled: Sequence[int], heads: Sequence[ColumnHead]) -> bool:
    """Whether some text above breaks off unfinished, and none is taken up anew below.

    Where the cells of a column end in full stops, one that ends otherwise breaks off.
    """
    broken = False
    for column in filled:
        above = rows.last[column].content.text.strip()
        role = heads[column].role
        if role in UNIT_ROLES or role is None:
            continue
        if not above:
            return False
        stopped = rows.ends_in_stops(column, len(rows) - 1)
        finished = _stops(above) if stopped else above[-1] in SENTENCE_ENDS
        if finished:
            return False
        if role in CONTENT_ROLES:
            broken = True
    return broken
