"""Gaps inside a segment: the end of a printed line, or the space between two units?

The cheapest way to read the fragments as units wins. A unit costs what its doubt is; joining
over a gap and splitting at it cost by the gap's kind; joining costs much where a complete name
meets what only begins one (区发改局 区商务局), whatever the dictionary says of the whole.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cache, lru_cache

from extractor.units.grammar import find_head, numbering, words
from extractor.units.jurisdictions import Jurisdiction
from extractor.units.parsing import LONGEST, parse_name
from extractor.units.qualifiers import trim_closing
from extractor.units.readings import BARE, CERTAIN, HEADED, SHAPED
from extractor.units.segments import Gap, Segment

_MOST_FRAGMENTS = 8
"""No name is wrapped over more lines than this, less one."""

_JOIN: dict[Gap, float] = {"narrow": 0.5, "wide": 4.0, "paragraph": 6.0}
_SPLIT: dict[Gap, float] = {"narrow": 1.0, "wide": 0.25, "paragraph": 0.25}
_SEAM = 6.0
_SHORTEST_ALIKE = 3
_MARKS = frozenset("·+&")
_NO_NAME = 5.0
_SINGLE = 12.0
"""What one character alone costs: 温 ｜ 州大学, however far apart they stand."""
_BEGINS_INSIDE = 3.0
_NAMEPLATE = 2 * _SEAM
"""A bracket belongs to what stands before it, on whatever line: 县发改局 ｜ （县重大项目办）."""


def split_at_gaps(
    segment: Segment, span: tuple[int, int], jurisdiction: Jurisdiction, known: Container[str]
) -> list[tuple[int, int]]:
    """Return the ranges of ``segment.text`` within ``span`` that its gaps part."""
    start, end = span
    cuts = [start, *sorted(gap for gap in segment.gaps if start < gap < end), end]
    if len(cuts) == 2 or _is_one(segment, cuts, jurisdiction, known):
        return [span]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for right in range(1, len(cuts)):
        options = [
            (
                best[left][0] + _cost(segment, cuts[left : right + 1], jurisdiction, known),
                left,
            )
            for left in range(max(0, right - _MOST_FRAGMENTS), right)
        ]
        best.append(min(options))
    ranges = []
    right = len(cuts) - 1
    while right > 0:
        left = best[right][1]
        ranges.append((cuts[left], cuts[right]))
        right = left
    return ranges[::-1]


def _is_one(
    segment: Segment, cuts: list[int], jurisdiction: Jurisdiction, known: Container[str]
) -> bool:
    """Whether all fragments as one name are cheaper than any way to part them can be.

    Where all gaps are line ends or single spaces, parting at one costs `_SPLIT` instead of
    `_JOIN`, and no reading costs less than nothing: so most wrapped names need no search.
    """
    inner = cuts[1:-1]
    if len(inner) >= _MOST_FRAGMENTS or any(segment.gaps[cut] != "narrow" for cut in inner):
        return False
    if any(set(segment.text[cut - 1 : cut + 1]) & _MARKS for cut in inner):
        return False
    doubt = _cost(segment, cuts, jurisdiction, known) - len(inner) * _JOIN["narrow"]
    return doubt < _SPLIT["narrow"] - _JOIN["narrow"]


def _cost(
    segment: Segment, cuts: list[int], jurisdiction: Jurisdiction, known: Container[str]
) -> float:
    """Return the cost of reading what lies between the first and the last of ``cuts`` as one."""
    text = segment.text
    number = numbering().match(text, cuts[0], cuts[-1])
    whole = text[number.end() if number else cuts[0] : cuts[-1]]
    cost = 0.0 if whole in known else _doubt(whole, jurisdiction)
    if cuts[0] in segment.gaps:
        cost += _SPLIT[segment.gaps[cuts[0]]]
        if whole.startswith(words("prefixes", "continuing")):
            cost += _BEGINS_INSIDE
        above = text[: cuts[0]]
        if whole.startswith("(") or _ends_a_place(above, whole) or _ends_a_bank(above, whole):
            cost += _NAMEPLATE
    for before, cut, after in zip(cuts, cuts[1:], cuts[2:], strict=False):
        if set(text[cut - 1 : cut + 1]) & _MARKS:
            continue
        cost += _JOIN[segment.gaps[cut]]
        if numbering().match(text, cut):
            cost += 2 * _SEAM
        if whole not in known and (
            _end_alike(text[before:cut], text[cut:after])
            or _is_seam(text[cuts[0] : cut], text[cut : cuts[-1]], jurisdiction)
        ):
            cost += _SEAM
    return cost


def _ends_a_place(before: str, whole: str) -> bool:
    """Whether a body without a place stands below a place without a body: 嘉兴市 ｜ 人民政府."""
    return whole in words("collectives", "tails") and before.endswith(_PLACE_ENDS)


def _ends_a_bank(before: str, whole: str) -> bool:
    """Whether a branch stands below its bank: 人行 ｜ 浙江省分行, or below its place."""
    if whole in words("bank", "branches"):
        return True
    return before.endswith(words("bank", "names")) and whole.endswith(words("bank", "branches"))


_PLACE_ENDS = ("省", "自治区", "市", "州", "盟", "县", "区", "旗", "镇", "乡", "街道")


def _end_alike(left: str, right: str) -> bool:
    """Whether two fragments end in the same word: 组干科 ｜ 财务科, though neither has a level."""
    head = find_head(left)
    return (
        head is not None
        and find_head(right) == head
        and min(len(left), len(right)) >= _SHORTEST_ALIKE
    )


def _is_seam(left: str, right: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a complete name ends and another one begins here.

    区政府 ｜ 各部门 is none: the departments are the government's. Nor is 各片 ｜ 区管理局, where
    the line ends inside 片区.
    """
    if _parts_a_place(left, right) or _ends_a_bank(left, right):
        return False
    if left.endswith(words("collectives", "owners")) and right.startswith(
        words("collectives", "owned")
    ):
        return False
    return (
        parse_name(left, jurisdiction).doubt <= SHAPED
        and _doubt(right, jurisdiction) < HEADED
        and find_head(left) is not None
        and right.startswith(words("prefixes", "openers"))
    )


def _parts_a_place(left: str, right: str) -> bool:
    """Whether the gap between two fragments stands within a word for places: 园 ｜ 区."""
    return any(
        left.endswith(head) and right.startswith(tail)
        for head, tail in _parted_places().get(right[:1], ())
    )


@cache
def _parted_places() -> dict[str, list[tuple[str, str]]]:
    """Return the words for places cut in two wherever they can be, by the cut's next character."""
    found: dict[str, list[tuple[str, str]]] = {}
    for place in words("collectives", "places"):
        for at in range(1, len(place)):
            found.setdefault(place[at], []).append((place[:at], place[at:]))
    return found


@lru_cache(maxsize=20_000)
def _doubt(text: str, jurisdiction: Jurisdiction) -> float:
    if len(text) > LONGEST:
        return 2.0 * len(text)
    end, _, _ = trim_closing(text, (0, len(text)), jurisdiction)
    if text in words("collectives", "openers"):
        return _SINGLE  # 相关 ｜ 区县政府
    doubt = parse_name(text[:end], jurisdiction).doubt if end else CERTAIN
    if doubt <= BARE:
        return float(doubt)
    return (_SINGLE if len(text) == 1 else min(doubt, _NO_NAME)) + 0.02 * len(text)
