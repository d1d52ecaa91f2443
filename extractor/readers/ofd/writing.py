"""The characters of text objects, each in its place (GB/T 33190-2016, 11).

A text object gives every character its offset from the one before, so that no font is needed to
place it. Fonts would be needed for widths alone; those are taken from the offsets and, where the
next character is far away, from what fonts have in common.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, repeat

import numpy as np
from lxml import etree

from extractor.bounds import bounds as in_force
from extractor.layout.ink import INVISIBLE, Colour, is_pale, is_red, is_white
from extractor.layout.lines import is_wide
from extractor.layout.page import Glyphs, Look
from extractor.layout.strokes import Matrix
from extractor.readers.ofd.elements import Box, children, is_true, number
from extractor.readers.ofd.resources import Font

ASCENT, DESCENT = 0.88, 0.12
"""Parts of an em above and below the baseline: those of Chinese fonts."""
HALF = 0.5
"""Width in ems of Latin letters and digits in Chinese fonts."""
LEAST = 0.1
"""Points of the smallest writing; smaller is seen by nobody."""
_BOLD_WEIGHT = 600
_NARROW = {
    **dict.fromkeys("ijl'", 0.22),
    **dict.fromkeys("fIt!,./:;[]\\| ()-`r", 0.3),
}
_BROAD = {
    **dict.fromkeys("ABEKPSVXY&", 0.67),
    **dict.fromkeys("CDHNRUw", 0.72),
    **dict.fromkeys("GOQ", 0.78),
    **dict.fromkeys("Mm%", 0.86),
    **dict.fromkeys("W@", 0.96),
}
"""Widths in ems, as the usual proportional fonts have them."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How a text object is painted."""

    colour: Colour
    opacity: int
    stamp: bool


@dataclass(slots=True)
class Writing:
    """The characters of a page as they come; ``cut`` tells that there are more than are read.

    Where they stand is worked out for all of them together, in `glyphs`.
    """

    codes: list[int] = field(default_factory=list)
    places: list[tuple[float, float, float]] = field(default_factory=list)
    """Of each character, in the space of its object: where its baseline begins, and its width."""
    runs: list[_Run] = field(default_factory=list)
    looks: dict[Look, int] = field(default_factory=dict)
    cut: bool = False

    def add(self, item: etree._Element, font: Font, ink: Ink, place: tuple[Matrix, Box]) -> None:
        """Take the characters of a text object.

        ``place`` is the matrix from the object's own space to points on the page, and the
        object's boundary in its own space.
        """
        matrix, bounds = place
        writer = _Writer(item, matrix, bounds)
        look = self._look(item, font, ink, writer)
        before = len(self.codes)
        for text, places in writer.runs():
            room = in_force().page_characters - len(self.codes)
            self.cut = self.cut or len(text) > room
            self.codes += map(ord, text[:room])
            self.places += places[:room]
        run = _Run(
            count=len(self.codes) - before,
            look=self.looks.setdefault(look, len(self.looks)),
            numbers=(*matrix, writer.size, *_TURNS[writer.standing], float(look.turn == 0)),
        )
        self.runs.append(run)

    def glyphs(self) -> Glyphs:
        """Return the characters with their boxes and baselines on the page."""
        counts = [run.count for run in self.runs]
        numbers = np.array([run.numbers for run in self.runs], dtype=np.float64).reshape(-1, 10)
        a, b, c, d, e, f, size, cosine, sine, level = np.repeat(numbers, counts, axis=0).T
        x, y, width = np.array(self.places, dtype=np.float64).reshape(-1, 3).T
        up, low, none = -ASCENT * size, DESCENT * size, np.zeros(len(x))
        corners = []
        for i, j in ((none, up), (width, up), (width, low), (none, low)):
            right, down = x + i * cosine - j * sine, y + i * sine + j * cosine
            corners.append((a * right + c * down + e, b * right + d * down + f))
        across, down = np.array(corners).transpose(1, 0, 2)
        boxes = np.column_stack(
            (across.min(axis=0), down.min(axis=0), across.max(axis=0), down.max(axis=0))
        )
        return Glyphs(
            np.array(self.codes, dtype=np.uint32),
            boxes,
            np.where(level > 0, b * x + d * y + f, boxes[:, 3]),
            np.repeat(np.array([run.look for run in self.runs], dtype=np.int64), counts),
        )

    def _look(self, item: etree._Element, font: Font, ink: Ink, writer: _Writer) -> Look:
        filled = is_true(item.get("Fill"), default=True)
        stroked = is_true(item.get("Stroke"), default=False)
        hidden = not (filled or stroked) or ink.opacity <= INVISIBLE
        hidden = hidden or writer.shown_size <= LEAST
        heavy = number(item.get("Weight"), 400) >= _BOLD_WEIGHT
        return Look(
            size=writer.shown_size,
            bold=font.bold or heavy or (filled and stroked),
            red=is_red(ink.colour),
            hidden=hidden or not is_true(item.get("Visible"), default=True),
            white=is_white(ink.colour),
            pale=is_pale(ink.colour, ink.opacity),
            turn=writer.turn,
            font=font.name,
            stamp=ink.stamp,
        )


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters that have a text object in common."""

    count: int
    look: int
    numbers: tuple[float, ...]
    """The matrix, the size, cosine and sine of the turn of each character, 1 if they are level."""


_TURNS = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))
"""Cosine and sine of quarter turns."""


class _Writer:
    """Places the characters of one text object."""

    def __init__(self, item: etree._Element, matrix: Matrix, bounds: Box) -> None:
        self._item = item
        self._bounds = bounds
        self._stretch = number(item.get("HScale"), 1.0) or 1.0
        self._reading = _quarter(item.get("ReadDirection"))
        self.size = abs(number(item.get("Size")))
        self.standing = _quarter(item.get("CharDirection"))
        a, b, c, d, _, _ = matrix
        self.shown_size = max(round(min(self.size * math.hypot(c, d), 2000.0), 1), LEAST)
        degrees = math.degrees(math.atan2(b, a)) + 90 * self.standing
        quarters = round(degrees / 90)
        self.turn = quarters % 4 * 90 if abs(degrees - quarters * 90) <= 3 else None

    def runs(self) -> Iterator[tuple[str, list[tuple[float, float, float]]]]:
        """Yield the text of each code, with place and width of its characters."""
        x = y = 0.0
        for code in children(self._item, "TextCode"):
            text = "".join(one for one in code.text or "" if one >= " ")
            x, y = number(code.get("X"), x), number(code.get("Y"), y)
            if text:
                yield text, self._run(text, (x, y), code.get("DeltaX"), code.get("DeltaY"))

    def _run(
        self, text: str, start: tuple[float, float], right: str | None, down: str | None
    ) -> list[tuple[float, float, float]]:
        widths = self._widths(text)
        xs, ys = self._offsets(widths, right, down)
        if self._reading == self.standing == 0:
            last = self._room(start[0] + sum(xs), text[-1])
            widths = [
                *(min(w, x) if x > 0 else w for w, x in zip(widths[:-1], xs, strict=True)),
                last if last is not None else widths[-1],
            ]
        across = accumulate(xs, initial=start[0])
        return list(zip(across, accumulate(ys, initial=start[1]), widths, strict=True))

    def _widths(self, text: str) -> list[float]:
        """Return how wide each character may be, in the object's own units."""
        em = self.size * self._stretch
        return [em * _breadth(one) for one in text]

    def _room(self, x: float, character: str) -> float | None:
        """Return the width of a run's last character by the object's boundary, where it tells."""
        low = self.size * self._stretch * _NARROW.get(character, 0.0)
        if not low:
            return None
        left, _, width, _ = self._bounds
        return min(max(left + width - x, low), HALF * self.size * self._stretch)

    def _offsets(
        self, widths: list[float], right: str | None, down: str | None
    ) -> tuple[list[float], list[float]]:
        """Return the way from each character to the next; without offsets, by the widths."""
        count = len(widths) - 1
        if not (right or "").strip() and not (down or "").strip():
            em = [w if self.standing == self._reading else self.size for w in widths[:-1]]
            sign = -1 if self._reading in {2, 3} else 1
            steps, still = [sign * w for w in em], [0.0] * count
            return (steps, still) if self._reading in {0, 2} else (still, steps)
        return deltas(right, count), deltas(down, count)


@lru_cache(maxsize=8192)
def _breadth(character: str) -> float:
    """Return how wide a character may be, in ems."""
    wide = bool(is_wide(np.array([ord(character)], dtype=np.uint32))[0])
    return 1.0 if wide else _BROAD.get(character, HALF)


def _quarter(text: str | None) -> int:
    """Return the quarter turns, clockwise, of an angle in degrees (11.3)."""
    return round(number(text) / 90) % 4


def deltas(text: str | None, count: int) -> list[float]:
    """Return ``count`` offsets; ``g 3 2.5`` stands for three of 2.5 each (11.3).

    What is missing is as the last one, as the usual readers have it; too many are left out.
    """
    parts = iter((text or "").split())
    found: list[float] = []
    for part in parts:
        if len(found) >= count:
            break
        if part.lower() != "g":
            found.append(number(part))
            continue
        times = next(parts, "")
        repeated = min(int(times[:9]), count) if times.isdecimal() else 0
        found += repeat(number(next(parts, None)), repeated)
    found += repeat(found[-1] if found else 0.0, max(count - len(found), 0))
    return found[:count]
