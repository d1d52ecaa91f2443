"""Footnotes of a page: small lines under a short rule at its foot, each with its mark.

They break into what goes on over the page, so they are taken out of the flow and follow the text,
as the notes of a Word file do.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import regex

from extractor.layout.blocks import Drawn, lines_of
from extractor.layout.furniture import is_page_number
from extractor.layout.lines import Line
from extractor.layout.page import Page

SHORT = (30.0, 0.45)
"""Points, and part of the page's width, between which the rule over notes is long."""
SMALLER = 0.92
"""Times the size of the text that notes are set in, at most."""
BESIDE = 14.0
"""Points by which the first note may begin left or right of the rule."""
_MARK = regex.compile(r"[①-⑳㉑-㉟*＊†‡]|[\[［〔(（]?[0-9]{1,2}[\]］〕)）.．\s]|注")

Flow = list[Line | Drawn]


def part_footnotes(page: Page, flow: Sequence[Line | Drawn]) -> tuple[Flow, list[Line]]:
    """Return the flow of the page without its footnotes, and these."""
    for y, x0, x1 in page.horizontals.tolist():
        if not SHORT[0] <= x1 - x0 <= SHORT[1] * page.width or y < 0.5 * page.height:
            continue
        below = [item for item in flow if _top(item) > y - 2]
        notes = [
            item
            for item in below
            if isinstance(item, Line) and not is_page_number(item.text, item.base, page)
        ]
        if any(isinstance(item, Drawn) for item in below) or not notes:
            continue
        if _are_notes(notes, x0, [item for item in flow if _top(item) <= y - 2]):
            kept: Flow = [item for item in flow if not any(item is note for note in notes)]
            return kept, notes
    return list(flow), []


def _top(item: Line | Drawn) -> float:
    return item.base - item.size if isinstance(item, Line) else item.grid.box[1]


def _are_notes(notes: Sequence[Line], left: float, above: Sequence[Line | Drawn]) -> bool:
    sizes = [line.size for item in above for line in lines_of(item)]
    if not sizes or _MARK.match(notes[0].text) is None:
        return False
    limit = SMALLER * median(sizes)
    return abs(notes[0].box[0] - left) <= BESIDE and all(note.size <= limit for note in notes)
