"""Paths as OFD abbreviates them (GB/T 33190-2016, 9.3): operators and numbers to points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import regex

from extractor.bounds import bounds as in_force
from extractor.layout.strokes import Corners, Matrix, Strokes, is_thin, take_parts
from extractor.readers.ofd.elements import number

_TOKEN = regex.compile(r"[A-Za-z]|[-+]?[0-9.]++(?:[eE][-+]?[0-9]++)?+")
_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0, "Z": 0}
"""How many numbers follow an operator; those of a curve are its control points, then its end."""


@dataclass(slots=True)
class Paths:
    """The points of a page's painted paths, in points from the top left, as they come."""

    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    begins: list[bool] = field(default_factory=list)
    closes: list[bool] = field(default_factory=list)
    stroked: list[bool] = field(default_factory=list)
    """Of each path: it is drawn as a line, not filled alone."""
    full: bool = False
    """A cap was met: not all paths are here."""

    def add(self, data: str, matrix: Matrix, *, stroked: bool) -> None:
        """Take a path whose own space ``matrix`` turns into points on the page."""
        owner = len(self.stroked)
        self.stroked.append(stroked)
        a, b, c, d, e, f = matrix
        for x, y, begins in points(data):
            if len(self.xs) >= 10 * in_force().page_rules:
                self.full = True
                return
            if begins is None:
                if self.owners and self.owners[-1] == owner:
                    self.closes[-1] = True
                continue
            self.xs.append(a * x + c * y + e)
            self.ys.append(b * x + d * y + f)
            self.owners.append(owner)
            self.begins.append(begins or len(self.owners) < 2 or self.owners[-2] != owner)
            self.closes.append(False)

    def into(self, strokes: Strokes) -> None:
        """Put what the paths draw among the ruling lines and grounds of the page."""
        strokes.full = strokes.full or self.full
        if not self.xs:
            return
        corners = Corners(
            np.column_stack((self.xs, self.ys)),
            np.array(self.owners, dtype=np.int64),
            np.array(self.begins, dtype=np.bool_),
            np.array(self.closes, dtype=np.bool_),
        )
        stroked = np.array(self.stroked, dtype=np.bool_)
        thin, boxes = _thin_paths(corners)
        strokes.rules += boxes.tolist()
        rest = ~thin[corners.paths]
        if rest.any():
            left = (corners.points, corners.paths, corners.begins, corners.closes)
            take_parts(Corners(*(part[rest] for part in left)), stroked, strokes)
        strokes.full = strokes.full or len(strokes.rules) > in_force().page_rules


def _thin_paths(corners: Corners) -> tuple[np.ndarray, np.ndarray]:
    """Return which paths are lines as a whole, by number, and the boxes of those."""
    starts = np.flatnonzero(np.diff(corners.paths, prepend=-1))
    low = np.minimum.reduceat(corners.points, starts)
    high = np.maximum.reduceat(corners.points, starts)
    boxes = np.hstack((low, high))
    which = is_thin(boxes) & (np.diff(starts, append=len(corners.points)) > 1)
    thin = np.zeros(int(corners.paths[-1]) + 1, dtype=np.bool_)
    thin[corners.paths[starts[which]]] = True
    return thin, boxes[which]


def points(data: str) -> Iterator[tuple[float, float, bool | None]]:
    """Yield the points of a path in order: ``x, y``, and whether a subpath begins there.

    Where a subpath is closed stands ``None`` in place of that. What follows an operator without
    its numbers is left out.

    >>> list(points("M 0 0 L 10 0 C"))
    [(0.0, 0.0, True), (10.0, 0.0, False), (0.0, 0.0, None)]
    """
    operator, numbers = "", list[float]()
    for match in _TOKEN.finditer(data):
        token = match.group()
        if token.isalpha():
            operator, numbers = token.upper(), []
            if _NUMBERS.get(operator) == 0:
                yield 0.0, 0.0, None
            continue
        numbers.append(number(token))
        if len(numbers) != _NUMBERS.get(operator, -1):
            continue
        pairs = numbers[5:] if operator == "A" else numbers
        for x, y in zip(pairs[::2], pairs[1::2], strict=True):
            yield x, y, operator in {"S", "M"}
        numbers = []
