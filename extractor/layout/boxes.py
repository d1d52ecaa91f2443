"""Boxes that are no tables: frames around text, and stacks of them, become running text again.

A grid of one column says nothing that its lines do not say. It stays a table only where it goes
on from, or goes on in, a table of the next page with the same sides: a section row that a page
break has left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

from extractor.layout.blocks import Drawn, PageText, lines_of
from extractor.layout.lines import Line

SAME = 3.0
"""Points within which two sides are in line."""


def unbox(pages: Sequence[PageText]) -> list[PageText]:
    """Return the pages with boxes that are no tables dissolved into their lines."""
    result = []
    for index, page in enumerate(pages):
        before = _drawn_at(pages[index - 1], -1) if index else None
        after = _drawn_at(pages[index + 1], 0) if index + 1 < len(pages) else None
        flow: list[Line | Drawn] = []
        for place, item in enumerate(page.flow):
            if isinstance(item, Line) or len(item.grid.xs) > 2:
                flow.append(item)
                continue
            goes_on = (place == 0 and _in_line(item, before)) or (
                place == len(page.flow) - 1 and _in_line(item, after)
            )
            if goes_on or any(item.nested):
                flow.append(item)
            else:
                flow.extend(structs.replace(line, region=0) for line in lines_of(item))
        result.append(replace(page, flow=tuple(flow)))
    return result


def _drawn_at(page: PageText, place: int) -> Drawn | None:
    item = page.flow[place] if page.flow else None
    return item if isinstance(item, Drawn) and len(item.grid.xs) > 2 else None


def _in_line(box: Drawn, table: Drawn | None) -> bool:
    if table is None:
        return False
    one, other = box.grid.box, table.grid.box
    return abs(one[0] - other[0]) <= SAME and abs(one[2] - other[2]) <= SAME
