"""Ruling lines, filled boxes and pictures among the objects of a PDF page.

A ruling line is a stroked straight line, a side of a stroked box, or a filled box too thin to
hold writing; producers use all three. Coordinates here are PDF user space, origin bottom left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from extractor.readers.pdf import library as pdfium

THIN = 3.0
"""Points up to which a box is a line. Letterhead rules (2 to 3 pt) are the thickest in use."""
MAX_OBJECTS = 60_000
MAX_RULES = 20_000
MAX_FORM_DEPTH = 12
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_MOVE = 2

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Strokes:
    """What has been found so far, as lists of ``left, bottom, right, top``."""

    rules: list[Box] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    seen: int = 0
    full: bool = False
    """A cap was met: the lists are not complete."""


class _Scratch:
    """Memory that PDFium writes into, made once."""

    def __init__(self) -> None:
        self.floats = np.zeros(8, dtype=np.float32)
        self.integers = np.zeros(8, dtype=np.uint32)
        self.at = [int(self.floats.ctypes.data) + 4 * index for index in range(8)]
        self.int_at = [int(self.integers.ctypes.data) + 4 * index for index in range(8)]


_SCRATCH = _Scratch()


def read_strokes(page: int) -> Strokes:
    """Return the lines, filled boxes and pictures of a loaded page, those in forms included."""
    strokes = Strokes()
    for index in range(pdfium.count_objects(page)):
        _read_object(pdfium.page_object(page, index), None, 0, strokes)
        if strokes.full:
            break
    return strokes


def _read_object(item: int | None, frame: Matrix | None, depth: int, strokes: Strokes) -> None:
    strokes.seen += 1
    if strokes.seen > MAX_OBJECTS or len(strokes.rules) > MAX_RULES:
        strokes.full = True
        return
    if item is None:
        return
    kind = pdfium.object_kind(item)
    if kind == _PATH:
        _read_path(item, frame, strokes)
    elif kind == _IMAGE:
        box = _bounds(item, frame)
        if box is not None:
            thin = min(box[2] - box[0], box[3] - box[1]) <= THIN
            (strokes.rules if thin else strokes.pictures).append(box)
    elif kind == _FORM and depth < MAX_FORM_DEPTH:
        inner = _product(_matrix(item), frame)
        for index in range(pdfium.count_form_objects(item)):
            _read_object(pdfium.form_object(item, index), inner, depth + 1, strokes)
            if strokes.full:
                return


def _bounds(item: int, frame: Matrix | None) -> Box | None:
    at, floats = _SCRATCH.at, _SCRATCH.floats
    if not pdfium.object_bounds(item, at[0], at[1], at[2], at[3]):
        return None
    left, bottom, right, top = floats[:4].tolist()
    if frame is None:
        return (left, bottom, right, top)
    corners = [_moved(x, y, frame) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _read_path(item: int, frame: Matrix | None, strokes: Strokes) -> None:
    box = _bounds(item, frame)
    if box is None:
        return
    at = _SCRATCH.int_at
    if not pdfium.draw_mode(item, at[0], at[1]):
        return
    filled, stroked = _SCRATCH.integers[:2].tolist()
    if not filled and not stroked:
        return
    if min(box[2] - box[0], box[3] - box[1]) <= THIN:
        if _is_shown(item, stroked=bool(stroked)):
            strokes.rules.append(box)
        return
    if not _is_shown(item, stroked=bool(stroked)):
        return
    matrix = _product(_matrix(item), frame)
    for points in _subpaths(item, matrix, strokes):
        _read_subpath(points, bool(stroked), strokes)


def _read_subpath(points: list[tuple[float, float]], stroked: bool, strokes: Strokes) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    if min(box[2] - box[0], box[3] - box[1]) <= THIN:
        strokes.rules.append(box)
        return
    if not stroked:
        if len(points) <= 6:
            strokes.fills.append(box)
        return
    for (x0, y0), (x1, y1) in pairwise(points):
        side = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if min(side[2] - side[0], side[3] - side[1]) <= THIN / 3:
            strokes.rules.append(side)


def _subpaths(item: int, matrix: Matrix, strokes: Strokes) -> list[list[tuple[float, float]]]:
    """Return the corner points of each part of a path, closed parts with their first again."""
    at, floats = _SCRATCH.at, _SCRATCH.floats
    count = pdfium.count_segments(item)
    if count > MAX_RULES:
        strokes.full = True
        return []
    parts: list[list[tuple[float, float]]] = []
    for index in range(count):
        segment = pdfium.path_segment(item, index)
        pdfium.segment_point(segment, at[0], at[1])
        point = _moved(float(floats[0]), float(floats[1]), matrix)
        if pdfium.segment_kind(segment) == _MOVE or not parts:
            parts.append([point])
        else:
            parts[-1].append(point)
        if pdfium.segment_closes(segment):
            parts[-1].append(parts[-1][0])
    return [part for part in parts if len(part) > 1]


def _is_shown(item: int, *, stroked: bool) -> bool:
    """Whether the paint is neither white nor transparent."""
    at = _SCRATCH.int_at
    colour = pdfium.stroke_colour if stroked else pdfium.fill_colour
    if not colour(item, at[2], at[3], at[4], at[5]):
        return True
    red, green, blue, alpha = _SCRATCH.integers[2:6].tolist()
    return bool(alpha > 8 and min(red, green, blue) < 250)


def _matrix(item: int) -> Matrix:
    if not pdfium.object_matrix(item, _SCRATCH.at[0]):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    a, b, c, d, e, f = _SCRATCH.floats[:6].tolist()
    return (a, b, c, d, e, f)


def _product(first: Matrix, then: Matrix | None) -> Matrix:
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


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)
