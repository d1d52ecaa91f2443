"""What is drawn on a page besides writing: paths, of which ruling lines and grounds are made.

A ruling line is a stroked straight line, a side of a stroked box, or a filled box too thin to
hold writing; producers use all three. Boxes here have the lower number first on both axes, so
that it does not matter which way y grows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from extractor.layout.page import Booleans, Floats, Integers

THIN = 3.0
"""Points up to which a box is a line. Letterhead rules (2 to 3 pt) are the thickest in use."""

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: ``x' = ax + cy + e``, ``y' = bx + dy + f`` (ISO 32000-1, 8.3.3)."""


@dataclass(slots=True)
class Strokes:
    """What has been found so far, as lists of boxes, in points."""

    rules: list[list[float]] = field(default_factory=list)
    fills: list[list[float]] = field(default_factory=list)
    pictures: list[list[float]] = field(default_factory=list)
    seen: int = 0
    full: bool = False
    """A cap was met: the lists are not complete."""


def is_thin(boxes: Floats) -> Booleans:
    """Return which boxes are lines, for one side is too short to hold writing."""
    thin: Booleans = (boxes[:, 2:] - boxes[:, :2]).min(axis=1) <= THIN
    return thin


@dataclass(frozen=True, slots=True)
class Corners:
    """The points of some paths on the page, one row a segment (ISO 32000-1, 8.5.2)."""

    points: Floats
    """``(n, 2)``"""
    paths: Integers
    """The path that each belongs to."""
    begins: Booleans
    """A subpath begins here."""
    closes: Booleans
    """A line goes from here to where the subpath begins."""


def take_parts(corners: Corners, stroked: Booleans, strokes: Strokes) -> None:
    """Take each subpath: thin ones as rules, filled boxes as grounds, the sides of the others."""
    points = corners.points
    starts = np.flatnonzero(corners.begins)
    part = np.cumsum(corners.begins) - 1
    sizes = np.bincount(part) + np.add.reduceat(corners.closes.astype(np.int64), starts)
    boxes = np.hstack((np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)))
    thin = is_thin(boxes)
    lined = stroked[corners.paths[starts]]
    strokes.rules += boxes[(sizes > 1) & thin].tolist()
    strokes.fills += boxes[(sizes > 1) & (sizes <= 6) & ~thin & ~lined].tolist()
    first = points[starts][part]
    closing = np.flatnonzero(corners.closes)
    following = np.flatnonzero(~corners.begins[1:])
    # after a subpath is closed, the next line goes on from where it began
    before = np.where(corners.closes[following, None], first[following], points[following])
    ends = np.vstack((before, points[closing])), np.vstack((points[following + 1], first[closing]))
    sides = np.hstack((np.minimum(*ends), np.maximum(*ends)))
    of = np.concatenate((part[following], part[closing]))
    kept = (lined & ~thin)[of] & ((sides[:, 2:] - sides[:, :2]).min(axis=1) <= THIN / 3)
    strokes.rules += sides[kept].tolist()


def product(first: Matrix, then: Matrix | None) -> Matrix:
    """Return the matrix that applies ``first``, then ``then`` (ISO 32000-1, 8.3.4)."""
    if then is None:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
