"""A list of units cut at its strong marks, outside brackets, and freed of white space.

What stays of a segment is a string without gaps and, beside it, where each character stands
and where the gaps were: single spaces and line ends, wide gaps, and paragraph breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Literal

import msgspec

from extractor.text.characters import fold_units, is_han

Gap = Literal["narrow", "wide", "paragraph"]

_OPEN = frozenset("(〔[【{《<")
_CLOSE = frozenset(")〕]】}》>")
_STRONG = frozenset("、,;。:/|\u2029①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮")
_STRONG_MARK = re.compile(f"[{re.escape(''.join(sorted(_STRONG)))}]")
_STRAY = re.compile(f"[.{re.escape(''.join(sorted(_OPEN | _CLOSE)))}]")
_FAMILY_END = frozenset(",;。:\u2029")


class Segment(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What stands between two strong marks.

    ``text`` is folded and without white space; ``at`` gives each character's offset in the list;
    ``gaps`` maps an index of ``text`` to the gap before it; ``before`` and ``after`` are the
    marks around it (folded), empty at the ends of the list; ``brackets`` are the indexes of
    ``text`` inside brackets.
    """

    text: str
    at: Sequence[int]
    gaps: dict[int, Gap]
    inside: frozenset[int]
    before: str = ""
    after: str = ""

    @property
    def opens_family(self) -> bool:
        """Whether a prefix does not carry over from the unit before it (5.3: ，；)."""
        return not self.before or self.before in _FAMILY_END


def part(segment: Segment, start: int, end: int) -> Segment:
    """Return ``segment.text[start:end]`` as a segment of its own."""
    if start == 0 and end == len(segment.text):
        return segment
    return Segment(
        text=segment.text[start:end],
        at=segment.at[start:end],
        gaps={gap - start: kind for gap, kind in segment.gaps.items() if start < gap < end},
        inside=frozenset(index - start for index in segment.inside if start <= index < end),
        before=segment.before,
        after=segment.after,
    )


def cut(text: str) -> Iterator[Segment]:
    """Yield the segments of ``text`` in order; those without a visible character are left out."""
    folded, depth = _bracketed(fold_units(text))
    start, before = 0, ""
    for mark in _STRONG_MARK.finditer(folded):
        position, character = mark.start(), mark.group()
        if depth[position] == 0:
            segment = _segment(text, folded, depth, (start, position), (before, character))
            if segment is not None:
                yield segment
                before = character
            else:
                before = _stronger(before, character)
            start = position + 1
    segment = _segment(text, folded, depth, (start, len(folded)), (before, ""))
    if segment is not None:
        yield segment


def _stronger(first: str, second: str) -> str:
    return first if first in _FAMILY_END else second


def _segment(
    text: str, folded: str, depth: list[int], span: tuple[int, int], marks: tuple[str, str]
) -> Segment | None:
    words = folded[slice(*span)].split()
    if not words:
        return None
    inside = any(depth[slice(*span)])
    if len(words) == 1 and not inside:
        start = folded.index(words[0], span[0])
        at: Sequence[int] = range(start, start + len(words[0]))
        return Segment(
            text=words[0],
            at=at,
            gaps={},
            inside=frozenset(),
            before=marks[0],
            after=marks[1],
        )
    at = tuple(position for position in range(*span) if not folded[position].isspace())
    gaps: dict[int, Gap] = {}
    for index in range(1, len(at)):
        if at[index] - at[index - 1] > 1 and not _inside(depth, at[index - 1], at[index]):
            gaps[index] = _gap(text[at[index - 1] + 1 : at[index]])
    return Segment(
        text="".join(folded[position] for position in at),
        at=at,
        gaps=gaps,
        inside=frozenset(index for index, position in enumerate(at) if depth[position]),
        before=marks[0],
        after=marks[1],
    )


def _inside(depth: list[int], left: int, right: int) -> bool:
    """Whether the gap between two characters lies inside a bracket."""
    return depth[left + 1] > 0 or (depth[left] > 0 and depth[right] > 0)


def _gap(space: str) -> Gap:
    if "\u2029" in space or space.replace(" ", "").count("\n") > 1:
        return "paragraph"
    if "\t" in space or "\u3000" in space or (len(space) > 1 and "\n" not in space):
        return "wide"
    return "narrow"


def _bracketed(folded: str) -> tuple[str, list[int]]:
    """Return the list with stray marks made commas, and each character's depth in brackets.

    The depth is how many brackets are open around a character, brackets included. Made commas
    are brackets around the whole list （市财政局、市商务局）, those without a partner, and a full
    stop of another width (区财政局.). A bracket that is never closed and holds no strong mark
    stays, as part of a name that the end of a page cut short.
    """
    if _STRAY.search(folded) is None:
        return folded, [0] * len(folded)
    pairs, loose = _pairs(folded)
    visible = folded.strip().rstrip("。;")
    first = len(folded) - len(folded.lstrip())
    whole = (first, first + len(visible) - 1)
    if whole in pairs:
        pairs.remove(whole)
        loose.extend(whole)
    characters = list(folded)
    loose.extend(
        position
        for position, character in enumerate(folded)
        if character == "." and position and is_han(folded[position - 1])
    )
    for position in loose:
        characters[position] = ","
    changes = [0] * (len(folded) + 2)
    for start, end in pairs:
        changes[start] += 1
        changes[end + 1] -= 1
    return "".join(characters), list(accumulate(changes))


def _pairs(folded: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the pairs of brackets, and the brackets without a partner.

    A closing bracket of another shape is taken too, for that is how misreadings look: （馆〕.
    """
    stack: list[int] = []
    pairs: list[tuple[int, int]] = []
    loose: list[int] = []
    for position, character in enumerate(folded):
        if character in _OPEN:
            stack.append(position)
        elif character in _CLOSE:
            if stack:
                pairs.append((stack.pop(), position))
            else:
                loose.append(position)
    last_mark = max(map(folded.rfind, _STRONG))
    for position in stack:
        if position > last_mark and folded[last_mark + 1 : position].strip():
            pairs.append((position, len(folded) - 1))
        else:
            loose.append(position)
    return pairs, loose
