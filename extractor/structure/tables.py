"""Tables of the notice: fragments on successive pages joined, rows cut by a break made whole.

In: the tables of a document in reading order. Out: `JoinedTable`s whose rows are whole, with
the header's columns named and repeated headers set apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from msgspec.structs import replace

from extractor.model.document import Table
from extractor.structure.cards import printed_again, upright
from extractor.structure.grid import Grid, Slot, grid_of
from extractor.structure.headers import CONTENT_ROLES, ColumnHead, Head, find_head
from extractor.structure.pile import Pile, Row
from extractor.structure.prose import ends_sentence
from extractor.structure.seams import KEY_ROLES, Seam, breaks_off, join_rows, read_seam
from extractor.text import passage
from extractor.text.characters import compact
from extractor.text.passage import EMPTY, Passage

_SAME = 4.0
"""Points by which edges of one column may differ from page to page."""


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """A whole table. ``heads`` is empty for tables that list no tasks.

    A slot of ``rows`` is covered by a merged cell when its ``row`` or ``column`` is not its own
    position; both count in this table, headers and titles excluded.
    """

    tables: tuple[Table, ...]
    heads: tuple[ColumnHead, ...]
    rows: tuple[Row, ...]
    captions: tuple[Passage, ...] = ()
    """Rows above the header."""
    repeated: tuple[Passage, ...] = ()
    """Headers and merged cells printed again on later pages."""
    spans_known: bool = True
    rejoined: tuple[int, ...] = ()
    """Indices of the rows that a page break had cut."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """One table of the document and what was seen in it."""

    table: Table
    grid: Grid
    head: Head | None
    again: tuple[Passage, ...] = ()
    """Labels that each card of a table of cards prints anew."""


def fragment_of(table: Table) -> Fragment:
    """Return the table as a grid with its header, where it has one."""
    grid = grid_of(table)
    cards = upright(grid)
    if cards is not None:
        again = tuple(slot.content for slot in printed_again(grid))
        return Fragment(table, cards, find_head(cards), again)
    return Fragment(table, grid, find_head(grid))


def continues(first: Sequence[Fragment], second: Fragment) -> bool:
    """Whether ``second``, with only furniture before it, goes on with the table ``first``."""
    head = next((part.head for part in first if part.head), None)
    previous = first[-1]
    if second.head is not None:
        return head is not None and _same_header(head, second.head)
    if head is None:
        return (
            previous.grid.columns == second.grid.columns
            and _pages_follow(previous.table, second.table)
            and _edges_agree(previous.table, second.table)
        )
    if previous.grid.columns == second.grid.columns:
        return True
    placed = all(_column_edges(part) for part in (first[0], previous, second))
    return placed and _pages_follow(previous.table, second.table)


def joined(parts: Sequence[Fragment]) -> JoinedTable:
    """Return the fragments of one table as a whole."""
    first = parts[0]
    head = first.head
    if head is None:
        stacked = _stacked([part.grid.rows for part in parts])
        return JoinedTable(
            tuple(part.table for part in parts), (), stacked, spans_known=first.grid.spans_known
        )
    captions = _distinct(first.grid.rows[: head.start])
    rows = Pile(_shifted(first.grid.rows[head.end :], -head.end))
    repeated: list[Passage] = list(first.again)
    rejoined: list[int] = []
    for part in parts[1:]:
        begin = part.head.end if part.head else 0
        repeated += [*_distinct(part.grid.rows[:begin]), *part.again]
        fresh = _aligned(part, first)[begin:]
        fresh = _shifted(fresh, len(rows) - begin)
        if len(rows) and fresh:
            seam = read_seam(rows, fresh[0], head.columns)
            fresh, again = _spans_continued(rows, fresh, head.columns, seam)
            repeated += again
            if seam == "cut":
                rejoined.append(len(rows) - 1)
                rows.replace_last(join_rows(rows.last, fresh[0]))
                fresh = _renumbered(fresh[1:], len(rows))
        rows.extend(fresh)
    return JoinedTable(
        tuple(part.table for part in parts),
        head.columns,
        tuple(rows.rows),
        tuple(captions),
        tuple(repeated),
        all(part.grid.spans_known for part in parts),
        tuple(rejoined),
    )


def _same_header(first: Head, second: Head) -> bool:
    if first.key == second.key:
        return True
    ours, theirs = "".join(first.key), "".join(second.key)
    if ours and ours == theirs:
        return True
    # 责任单位 over 牵头 and 配合, its merge seen on one page only
    pairs = list(zip(first.key, second.key, strict=False))
    return len(first.key) == len(second.key) and all(
        one and other and (one.endswith(other) or other.endswith(one)) for one, other in pairs
    )


def _pages_follow(first: Table, second: Table) -> bool:
    last = first.anchor.continued[-1].page if first.anchor.continued else first.anchor.page
    return last is not None and second.anchor.page is not None and second.anchor.page == last + 1


def _edges_agree(first: Table, second: Table) -> bool:
    if first.edges is None or second.edges is None:
        return True
    return all(abs(a - b) < 6 for a, b in zip(first.edges, second.edges, strict=False))


def _distinct(rows: Sequence[Row]) -> list[Passage]:
    """Return the texts of the cells in ``rows``, each once."""
    seen: set[tuple[int, int]] = set()
    found = []
    for row in rows:
        for slot in row:
            place = (slot.row, slot.column)
            if place not in seen and slot.content.text.strip():
                seen.add(place)
                found.append(slot.content)
    return found


def _shifted(rows: Sequence[Row], by: int) -> tuple[Row, ...]:
    if not by:
        return tuple(rows)
    return tuple(tuple(replace(slot, row=slot.row + by) for slot in row) for row in rows)


def _stacked(grids: Sequence[Sequence[Row]]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for grid in grids:
        rows += _shifted(grid, len(rows))
    return tuple(rows)


def _renumbered(rows: Sequence[Row], start: int) -> tuple[Row, ...]:
    """Return ``rows`` as they stand after the row above them was joined to another."""
    return tuple(
        tuple(replace(slot, row=max(slot.row - 1, start - 1)) for slot in row) for row in rows
    )


def _aligned(part: Fragment, first: Fragment) -> tuple[Row, ...]:
    """Return the fragment's rows in the columns of ``first``, matched by place on the page."""
    rows = part.grid.rows
    width = first.grid.columns
    if part.grid.columns == width:
        return rows
    edges, base = _column_edges(part), _column_edges(first)
    if edges is None or base is None:
        filler = tuple(Slot(EMPTY, 0, c, missing=True) for c in range(part.grid.columns, width))
        return tuple(
            (*row[:width], *(replace(slot, row=r) for slot in filler)) for r, row in enumerate(rows)
        )
    target = _columns_by_width(part, first) or _columns_by_place(edges, base)
    return tuple(_placed(row, r, target, width) for r, row in enumerate(rows))


def _column_edges(part: Fragment) -> tuple[float, ...] | None:
    """Return where the columns of the grid stand; cards set upright have other ones than shown."""
    edges = part.table.edges
    return edges if edges is not None and len(edges) == part.grid.columns + 1 else None


def _columns_by_width(part: Fragment, first: Fragment) -> list[int] | None:
    """Return the columns of ``first`` that are left where one is lost and the others grew alike.

    Of several that may be the lost one, it is one that stands empty in ``first``. None where the
    edges stand where they did, or nobody can tell.
    """
    edges, base = _column_edges(part), _column_edges(first)
    if edges is None or base is None or len(edges) != len(base) - 1:
        return None
    if all(min(abs(x - b) for b in base) < _SAME for x in edges):
        return None
    widths = [right - left for left, right in pairwise(base)]
    fitting = []
    for lost in range(len(widths)):
        kept = [column for column in range(len(widths)) if column != lost]
        scale = (edges[-1] - edges[0]) / sum(widths[column] for column in kept)
        places = accumulate((widths[column] * scale for column in kept), initial=edges[0])
        if max(abs(place - x) for place, x in zip(places, edges, strict=True)) < _SAME:
            fitting.append(kept)
    below = first.grid.rows[first.head.end if first.head else 0 :]
    here, there = _filled(part.grid.rows), _filled(below)
    amiss = [sum(kept[column] not in there for column in here) for kept in fitting]
    best = [kept for kept, count in zip(fitting, amiss, strict=True) if count == min(amiss)]
    return best[0] if len(best) == 1 else None


def _filled(rows: Sequence[Row]) -> set[int]:
    """Return the columns with text."""
    return {column for row in rows for column, slot in enumerate(row) if slot.content.text.strip()}


def _columns_by_place(edges: tuple[float, ...], base: tuple[float, ...]) -> list[int]:
    """Return for each column between ``edges`` the column of ``base`` its centre stands in."""
    target = []
    for left, right in pairwise(edges):
        centre = (left + right) / 2
        inside = [c for c, (a, b) in enumerate(pairwise(base)) if a <= centre < b]
        target.append(inside[0] if inside else (0 if centre < base[0] else len(base) - 2))
    return target


def _placed(row: Row, index: int, target: list[int], width: int) -> Row:
    slots: list[Slot] = [Slot(EMPTY, index, c, missing=True) for c in range(width)]
    for column, slot in enumerate(row):
        place = target[column]
        held = slots[place]
        if held.missing:
            slots[place] = replace(slot, column=place if slot.column == column else slot.column)
        elif slot.column == column and slot.content.text.strip():
            slots[place] = join_rows((held,), (slot,))[0]
    return tuple(slots)


def _spans_continued(
    above: Pile, fresh: tuple[Row, ...], heads: tuple[ColumnHead, ...], seam: Seam
) -> tuple[tuple[Row, ...], list[Passage]]:
    """Let a merged cell that a page break cuts cover the rows below the break.

    The part below is empty, repeats the text, or goes on with it where it breaks off; a span on
    either side, or the seam, must prove the merge. Returns the rows below and repeated texts.
    """
    again: list[Passage] = []
    rows = [list(row) for row in fresh]
    last = above.last
    for column in range(min(len(last), len(fresh[0]), len(heads))):
        upper, lower = last[column], fresh[0][column]
        if lower.column != column or lower.columns > 1 or upper.columns > 1 or lower.missing:
            continue
        grouped = seam == "grouped" and heads[column].role in KEY_ROLES
        if upper.rows < 2 and lower.rows < 2 and not grouped:
            continue
        text, printed = compact(lower.content.text), compact(upper.content.text)
        if not printed:
            continue
        if text and text != printed:
            role = heads[column].role
            stops = role in CONTENT_ROLES and above.ends_in_stops(column, upper.row)
            unstopped = stops and not ends_sentence(upper.content.text)
            if not unstopped and not breaks_off(upper.content.text, role):
                continue
            whole = passage.join([upper.content, lower.content], "\n")
            above.rewrite(upper, whole)
            upper = replace(upper, content=whole)
        elif text:
            again.append(lower.content)
        for offset in range(min(lower.rows, len(rows))):
            rows[offset][column] = replace(upper, column=column)
    return tuple(tuple(row) for row in rows), again
