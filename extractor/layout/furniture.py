"""Page numbers and running heads: what stands at the edge of pages and recurs.

Decided by place (outermost lines of a page), shape (a number between dashes, 第 3 页) and
repetition over pages, never by what the words mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import regex

from extractor.layout.blocks import Aside, PageText
from extractor.layout.lines import Line
from extractor.layout.rivers import Row
from extractor.model.document import FurnitureKind

EDGE = 0.13
"""Part of the page's height at top and bottom where furniture stands, of its long side for numbers.
GB/T 9704-2012 7.5 puts page numbers 7 mm under the text area, itself 35 mm above the edge of A4:
0.12 and below."""
_MOST = 0.18
"""Part of the page's height in which its number stands at most, and up to which one between dashes
is looked for: printers who set pages by hand leave more room below."""
_DEEP = 3
"""How many outermost lines of a page are looked at."""

_PAGE_NUMBER = regex.compile(
    r"""
      [-—–―－─·•一ー\s]*+ (?P<plain>[0-9０-９]{1,4}) [-—–―－─·•一ー\s]*+  # — 3 —, 一3一 in scans
    | 第 \s*+ [0-9０-９]{1,4} \s*+ 页 (?:[\s,，/／·]*+ 共 \s*+ [0-9]{1,4} \s*+ 页)?+   # 第3页 共9页
    | [0-9]{1,4} \s*+ [/／] \s*+ [0-9]{1,4}                            # 3/9
    | (?i:page) \s*+ [0-9]{1,4} (?:\s*+ of \s*+ [0-9]{1,4})?+          # Page 3 of 9
    | [-—–\s]*+ [ivxlcIVXLC]{1,7} [-—–\s]*+                            # iv
    """,
    regex.VERBOSE,
)
_DASHED = regex.compile(r"[-—–―－─]\s*+[0-9０-９]{1,4}\s*+[-—–―－─]")
"""A page number between dashes, as GB/T 9704-2012 7.5 sets it."""
_DECORATION = regex.compile(r"[─━—―_＿=＝*＊·.\-－\s]{6,}+|(?P<sign>[^0-9A-Za-z\s])(?P=sign){11,}+")
"""A rule made of characters, be it of a sign that a font draws as a piece of one (欗欗欗…)."""
_DIGITS = regex.compile(r"[0-9０-９]++")


class Sheet(Protocol):
    """A page of some size in points."""

    @property
    def width(self) -> float:
        """Its width as shown."""

    @property
    def height(self) -> float:
        """Its height as shown."""


def is_page_number(text: str, base: float, sheet: Sheet) -> bool:
    """Whether ``text`` on the baseline ``base`` of a page looks like the number at its edge.

    A page that lies across (a wide table) keeps the margins of the upright ones.
    """
    edge = min(EDGE * max(sheet.width, sheet.height), _MOST * sheet.height)
    if _DASHED.fullmatch(text.strip()):
        edge = _MOST * sheet.height
    at_edge = not edge <= base <= sheet.height - edge
    return at_edge and _PAGE_NUMBER.fullmatch(text.strip()) is not None


def without_page_number(rows: Sequence[Row], sheet: Sheet) -> list[Row]:
    """Return the baselines of a page without the page number that ends them."""
    kept = list(rows)
    while kept and is_page_number("".join(kept[-1].words), kept[-1].base, sheet):
        kept.pop()
    return kept


def part_furniture(pages: Sequence[PageText]) -> tuple[list[PageText], list[Aside]]:
    """Return the pages without page numbers and running heads, and those apart."""
    candidates = [_edge_lines(page) for page in pages]
    recurring = _recurring(candidates)
    rest: list[PageText] = []
    asides: list[Aside] = []
    for page, edge in zip(pages, candidates, strict=True):
        kinds = _kinds(edge, recurring, len(pages), page)
        asides.extend(page.asides)
        asides.extend(
            Aside(kinds[id(item)], item)
            for item in page.flow
            if isinstance(item, Line) and id(item) in kinds
        )
        flow = tuple(item for item in page.flow if id(item) not in kinds)
        rest.append(replace(page, flow=flow, asides=()))
    return rest, asides


def _edge_lines(page: PageText) -> list[Line]:
    """Return the outermost lines of the page, from the edge inwards, that tables don't cover."""
    found: list[Line] = []
    top, bottom = EDGE * page.height, (1 - EDGE) * page.height
    for items in (page.flow[:_DEEP], page.flow[: -_DEEP - 1 : -1]):
        for item in items:
            if not isinstance(item, Line):
                break
            outer = not top <= item.base <= bottom or is_page_number(item.text, item.base, page)
            if outer and item not in found:
                found.append(item)
    return found


def _key(line: Line) -> tuple[str, int]:
    """Return what makes two edge lines the same: words without numbers, and height."""
    return (_DIGITS.sub("#", "".join(line.text.split())), round(line.base / 6))


def _recurring(candidates: Sequence[Sequence[Line]]) -> Counter[tuple[str, int]]:
    """Count on how many pages each edge line stands, neighbouring heights together."""
    counts: Counter[tuple[str, int]] = Counter()
    for lines in candidates:
        counts.update({_key(line) for line in lines})
    joined: Counter[tuple[str, int]] = Counter()
    for (words, height), count in counts.items():
        joined[words, height] = count + max(counts[words, height - 1], counts[words, height + 1])
    return joined


def _kinds(
    edge: Sequence[Line], recurring: Counter[tuple[str, int]], total: int, page: PageText
) -> dict[int, FurnitureKind]:
    """Return the kind of each edge line that is furniture, by identity."""
    kinds: dict[int, FurnitureKind] = {}
    for line in page.flow:
        if isinstance(line, Line) and _DECORATION.fullmatch(line.text):
            kinds[id(line)] = "decoration"
    for line in edge:
        match = _PAGE_NUMBER.fullmatch(line.text.strip())
        often = recurring[_key(line)]
        if match is not None and (often > 1 or _is_outermost(line, page)):
            kinds[id(line)] = "page_number"
        elif often >= max(2, min(3, total)) and (often >= 3 or total <= 4):
            kinds[id(line)] = "running_head"
    return kinds


def _is_outermost(line: Line, page: PageText) -> bool:
    """Whether the line ends the page and stands apart from the text."""
    last = page.flow[-1]
    if last is not line:
        return False
    if len(page.flow) == 1:
        return True
    above = page.flow[-2]
    end = above.base if isinstance(above, Line) else above.grid.box[3]
    return line.base - end > 1.2 * line.size
