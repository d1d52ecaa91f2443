"""A paragraph as clauses are read from it: folded, without white space, offsets kept."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from extractor.tasks.clauses.values import Range
from extractor.text.characters import compact, fold, fold_units

OPENING = {"(": ")", "〔": "〕", "【": "】", "[": "]"}
_BRACKET = re.compile(r"[()〔〕【】\[\]]")
CLOSING = {close: open_ for open_, close in OPENING.items()}


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of brackets in a view: positions of both marks; height counts the pairs inside."""

    open: int
    close: int
    height: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class View:
    """The folded text without white space; ``places[i]`` is the offset of its character i."""

    text: str
    places: Sequence[int]
    depth: Sequence[int]
    """How many bracket pairs stand around each character; brackets themselves count outside."""
    pairs: tuple[Pair, ...]

    def original(self, start: int, end: int) -> Range:
        """Return the range of the source's text for a range of the view that is not empty."""
        return Range(self.places[start], self.places[end - 1] + 1)

    def slice(self, place: Range) -> str:
        """Return the view's text for a range of the source that begins and ends on characters."""
        low = bisect_left(self.places, place.start)
        return self.text[low : bisect_left(self.places, place.end)]

    def gap_before(self, position: int) -> bool:
        """Whether white space stands before ``position`` in the source, or nothing at all."""
        return position == 0 or self.places[position] - self.places[position - 1] > 1


def look(text: str) -> View:
    """Return the view of ``text``."""
    folded = fold_units(text)
    squeezed = compact(text) if folded is fold(text) else "".join(folded.split())
    lead = len(folded) - len(folded.lstrip())
    places: Sequence[int] = range(lead, lead + len(squeezed))
    if lead + len(squeezed) < len(folded.rstrip()):
        places = [i for i, character in enumerate(folded) if not character.isspace()]
    pairs = pair_brackets(squeezed)
    return View(squeezed, places, _depths(squeezed, pairs), pairs)


def _depths(text: str, pairs: tuple[Pair, ...]) -> Sequence[int]:
    if not pairs:
        return bytes(len(text))
    changes = [0] * (len(text) + 1)
    for pair in pairs:
        if pair.closed:
            changes[pair.open + 1] += 1
            changes[pair.close] -= 1
    return tuple(accumulate(changes[:-1]))


def pair_brackets(text: str) -> tuple[Pair, ...]:
    """Return the bracket pairs of a view's text, in the order of their opening.

    A closing bracket closes the nearest open one of its own shape, dropping those left open
    inside; with none of its shape open it closes the nearest of any shape (mixed brackets).
    What stays open is paired with the end of the text. One pass with a stack.
    """
    stack: list[tuple[int, str, int]] = []
    waiting = dict.fromkeys(OPENING, 0)
    pairs: list[Pair] = []
    for match in _BRACKET.finditer(text):
        position, character = match.start(), match.group()
        if character in OPENING:
            stack.append((position, character, 0))
            waiting[character] += 1
        elif character in CLOSING and stack:
            height = 0
            wanted = CLOSING[character] if waiting[CLOSING[character]] else stack[-1][1]
            while True:
                start, shape, inner = stack.pop()
                waiting[shape] -= 1
                height = max(height, inner)
                if shape == wanted:
                    break
            pairs.append(Pair(start, position, height))
            if stack:
                outer, kind, inner = stack[-1]
                stack[-1] = (outer, kind, max(inner, height + 1))
    pairs.extend(Pair(start, len(text), inner, closed=False) for start, _, inner in stack)
    return tuple(sorted(pairs, key=lambda pair: pair.open))
