"""Ruling lines, filled boxes and pictures among the objects of a PDF page.

A ruling line is a stroked straight line, a side of a stroked box, or a filled box too thin to
hold writing; producers use all three. Coordinates here are PDF user space, origin bottom left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np

from extractor.layout.page import Booleans, Floats, Integers
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
_AT = int(_ROOM.ctypes.data)
"""Where PDFium writes six numbers to, made once."""


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
    shown = _painted(items, filled, pdfium.fill_colour)
    shown |= _painted(items, stroked, pdfium.stroke_colour)
    thin = _is_thin(boxes)
    strokes.rules += boxes[shown & thin].tolist()
    thick = np.flatnonzero(shown & ~thin).tolist()
    if thick:
        _read_thick([items[index] for index in thick], stroked[thick], frame, strokes)


def _painted(items: list[int], which: Booleans, colour: pdfium.Function) -> Booleans:
    """Return which of the objects in ``which`` have a paint neither white nor transparent."""
    painted = which.copy()
    asked = [item for item, one in zip(items, which.tolist(), strict=True) if one]
    if asked:
        paint = np.zeros((len(asked), 4), dtype=np.uint32)
        paint[:, 3] = 255
        at = int(paint.ctypes.data)
        pdfium.each(colour, asked, *(pdfium.steps(at + 4 * part, 16) for part in range(4)))
        painted[which] = (paint[:, 3] > 8) & (paint[:, :3].min(axis=1) < 250)
    return painted


def _read_thick(
    items: list[int], stroked: Booleans, frame: Matrix | None, strokes: Strokes
) -> None:
    """Take the sides of stroked paths as rules, filled boxes as grounds, until a cap is met."""
    counts = np.fromiter(map(pdfium.count_segments, items), np.int64, len(items)).clip(min=0)
    for low, high in _batches(counts.tolist()):
        if counts[low] > MAX_RULES:  # one path of more segments than tables have lines
            strokes.full = True
            return
        corners = _corners(items[low:high], counts[low:high], frame)
        if len(corners.points):
            _take_parts(corners, stroked[low:high], strokes)
        if len(strokes.rules) > MAX_RULES:
            strokes.full = True
            return


def _batches(counts: list[int]) -> Iterator[tuple[int, int]]:
    """Yield ranges of paths that have `MAX_RULES` segments together, or one path that has more."""
    low = size = 0
    for index, count in enumerate(counts):
        if size + count > MAX_RULES and index > low:
            yield low, index
            low, size = index, 0
        size += count
    if low < len(counts):
        yield low, len(counts)


@dataclass(frozen=True, slots=True)
class _Corners:
    """The points of some paths on the page, one row a segment (ISO 32000-1, 8.5.2)."""

    points: Floats
    """``(n, 2)``"""
    paths: Integers
    """The path that each belongs to."""
    begins: Booleans
    """A subpath begins here."""
    closes: Booleans
    """A line goes from here to where the subpath begins."""


def _corners(items: list[int], counts: Integers, frame: Matrix | None) -> _Corners:
    paths = np.repeat(np.arange(len(items)), counts)
    owners = [items[index] for index in paths.tolist()]
    inner = [index for count in counts.tolist() for index in range(count)]
    segments = list(map(pdfium.path_segment, owners, inner))
    raw = np.zeros((len(segments), 2), dtype=np.float32)
    at = int(raw.ctypes.data)
    pdfium.each(pdfium.segment_point, segments, pdfium.steps(at, 8), pdfium.steps(at + 4, 8))
    kinds = np.fromiter(map(pdfium.segment_kind, segments), np.int64, len(segments))
    closes = np.fromiter(map(pdfium.segment_closes, segments), np.bool_, len(segments))
    matrices = np.array([_product(_matrix(item), frame) for item in items])
    x, y = pdfium.finite(raw.astype(np.float64)).T
    a, b, c, d, e, f = matrices[paths].T
    points = np.column_stack((a * x + c * y + e, b * x + d * y + f))
    begins = kinds == _MOVE
    begins[np.flatnonzero(np.diff(paths, prepend=-1))] = True
    return _Corners(points, paths, begins, closes)


def _take_parts(corners: _Corners, stroked: Booleans, strokes: Strokes) -> None:
    """Take each subpath: thin ones as rules, filled boxes as grounds, the sides of the others."""
    points = corners.points
    starts = np.flatnonzero(corners.begins)
    part = np.cumsum(corners.begins) - 1
    sizes = np.bincount(part) + np.add.reduceat(corners.closes.astype(np.int64), starts)
    boxes = np.hstack((np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)))
    thin = _is_thin(boxes)
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


def _matrix(item: int) -> Matrix:
    if not pdfium.object_matrix(item, _AT):
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
