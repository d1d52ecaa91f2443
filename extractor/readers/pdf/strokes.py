"""Ruling lines, filled boxes and pictures among the objects of a PDF page.

A ruling line is a stroked straight line, a side of a stroked box, or a filled box too thin to
hold writing; producers use all three. Coordinates here are PDF user space, origin bottom left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise, repeat

import numpy as np

from extractor.layout.page import Booleans, Floats
from extractor.readers.pdf import library as pdfium

THIN = 3.0
"""Points up to which a box is a line. Letterhead rules (2 to 3 pt) are the thickest in use."""
MAX_OBJECTS = 60_000
MAX_RULES = 20_000
MAX_FORM_DEPTH = 12
_PATH, _IMAGE, _FORM = 2, 3, 5
_MOVE = 2

Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class Strokes:
    """What has been found so far, as lists of ``left, bottom, right, top``."""

    rules: list[list[float]] = field(default_factory=list)
    fills: list[list[float]] = field(default_factory=list)
    pictures: list[list[float]] = field(default_factory=list)
    seen: int = 0
    full: bool = False
    """A cap was met: the lists are not complete."""


_ROOM = np.zeros(6, dtype=np.float32)
_AT = [int(_ROOM.ctypes.data) + 4 * index for index in range(6)]
"""Memory that PDFium writes six numbers into, made once."""


def read_strokes(page: int) -> Strokes:
    """Return the lines, filled boxes and pictures of a loaded page, those in forms included."""
    strokes = Strokes()
    count = pdfium.count_objects(page)
    _read_objects(list(map(pdfium.page_object, repeat(page), range(count))), None, 0, strokes)
    return strokes


def _read_objects(
    items: list[int | None], frame: Matrix | None, depth: int, strokes: Strokes
) -> None:
    strokes.seen += len(items)
    if strokes.seen > MAX_OBJECTS:
        strokes.full = True
        return
    kinds = list(map(pdfium.object_kind, items))
    _read_paths(
        [i for i, kind in zip(items, kinds, strict=True) if i and kind == _PATH], frame, strokes
    )
    pictures = [i for i, kind in zip(items, kinds, strict=True) if i and kind == _IMAGE]
    boxes = _bounds(pictures, frame)
    thin = _is_thin(boxes)
    strokes.rules += boxes[thin].tolist()
    strokes.pictures += boxes[~thin].tolist()
    for item, kind in zip(items, kinds, strict=True):
        if kind == _FORM and item and depth < MAX_FORM_DEPTH and not strokes.full:
            count = pdfium.count_form_objects(item)
            inner = list(map(pdfium.form_object, repeat(item), range(min(count, MAX_OBJECTS + 1))))
            _read_objects(inner, _product(_matrix(item), frame), depth + 1, strokes)


def _bounds(items: list[int], frame: Matrix | None) -> Floats:
    """Return ``(n, 4)`` left, bottom, right, top of the objects on the page."""
    raw = np.zeros((len(items), 4), dtype=np.float32)
    at = int(raw.ctypes.data)
    pdfium.each(
        pdfium.object_bounds, items, *(pdfium.steps(at + 4 * side, 16) for side in range(4))
    )
    boxes = pdfium.finite(raw.astype(np.float64))
    if frame is None:
        return boxes
    a, b, c, d, e, f = frame
    x, y = boxes[:, [0, 0, 2, 2]], boxes[:, [1, 3, 1, 3]]
    moved_x, moved_y = a * x + c * y + e, b * x + d * y + f
    return np.column_stack(
        (moved_x.min(axis=1), moved_y.min(axis=1), moved_x.max(axis=1), moved_y.max(axis=1))
    )


def _is_thin(boxes: Floats) -> Booleans:
    thin: Booleans = (boxes[:, 2:] - boxes[:, :2]).min(axis=1) <= THIN
    return thin


def _read_paths(items: list[int], frame: Matrix | None, strokes: Strokes) -> None:
    """Take thin paths as rules, look into the others."""
    if not items:
        return
    boxes = _bounds(items, frame)
    modes = np.zeros((len(items), 2), dtype=np.int32)
    at = int(modes.ctypes.data)
    pdfium.each(pdfium.draw_mode, items, pdfium.steps(at, 8), pdfium.steps(at + 4, 8))
    filled, stroked = modes[:, 0] != 0, modes[:, 1] != 0
    shown = (filled & _is_shown(items, pdfium.fill_colour)) | (
        stroked & _is_shown(items, pdfium.stroke_colour)
    )
    thin = _is_thin(boxes)
    strokes.rules += boxes[shown & thin].tolist()
    for index in np.flatnonzero(shown & ~thin).tolist():
        matrix = _product(_matrix(items[index]), frame)
        for points in _subpaths(items[index], matrix, strokes):
            _read_subpath(points, bool(stroked[index]), strokes)
        strokes.full = strokes.full or len(strokes.rules) > MAX_RULES
        if strokes.full:
            return


def _is_shown(items: list[int], colour: pdfium.Function) -> Booleans:
    """Return which objects' paint is neither white nor transparent."""
    paint = np.zeros((len(items), 4), dtype=np.uint32)
    paint[:, 3] = 255
    at = int(paint.ctypes.data)
    pdfium.each(colour, items, *(pdfium.steps(at + 4 * part, 16) for part in range(4)))
    shown: Booleans = (paint[:, 3] > 8) & (paint[:, :3].min(axis=1) < 250)
    return shown


def _read_subpath(points: list[tuple[float, float]], stroked: bool, strokes: Strokes) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = [min(xs), min(ys), max(xs), max(ys)]
    if min(box[2] - box[0], box[3] - box[1]) <= THIN:
        strokes.rules.append(box)
        return
    if not stroked:
        if len(points) <= 6:
            strokes.fills.append(box)
        return
    for (x0, y0), (x1, y1) in pairwise(points):
        side = [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]
        if min(side[2] - side[0], side[3] - side[1]) <= THIN / 3:
            strokes.rules.append(side)


def _subpaths(item: int, matrix: Matrix, strokes: Strokes) -> list[list[tuple[float, float]]]:
    """Return the corner points of each part of a path, closed parts with their first again."""
    count = pdfium.count_segments(item)
    if count > MAX_RULES:
        strokes.full = True
        return []
    parts: list[list[tuple[float, float]]] = []
    for index in range(count):
        segment = pdfium.path_segment(item, index)
        pdfium.segment_point(segment, _AT[0], _AT[1])
        point = _moved(float(_ROOM[0]), float(_ROOM[1]), matrix)
        if pdfium.segment_kind(segment) == _MOVE or not parts:
            parts.append([point])
        else:
            parts[-1].append(point)
        if pdfium.segment_closes(segment):
            parts[-1].append(parts[-1][0])
    return [part for part in parts if len(part) > 1]


def _matrix(item: int) -> Matrix:
    if not pdfium.object_matrix(item, _AT[0]):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    a, b, c, d, e, f = _ROOM.tolist()
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
