"""Ruling lines, filled boxes and pictures among the objects of a PDF page.

What of them is a ruling line, `layout.strokes` says. Coordinates here are PDF user space, origin
bottom left.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat

import numpy as np

from extractor.bounds import bounds
from extractor.layout.page import Booleans, Floats, Integers
from extractor.layout.strokes import (
    Corners,
    Matrix,
    Strokes,
    is_thin,
    product,
    take_parts,
)
from extractor.readers.pdf import library as pdfium

_PATH, _IMAGE, _FORM = 2, 3, 5
_MOVE = 2

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
    if strokes.seen > bounds().page_objects:
        strokes.full = True
        return
    kinds = list(map(pdfium.object_kind, items))
    _read_paths(
        [i for i, kind in zip(items, kinds, strict=True) if i and kind == _PATH], frame, strokes
    )
    pictures = [i for i, kind in zip(items, kinds, strict=True) if i and kind == _IMAGE]
    boxes = _bounds(pictures, frame)
    thin = is_thin(boxes)
    strokes.rules += boxes[thin].tolist()
    strokes.pictures += boxes[~thin].tolist()
    for item, kind in zip(items, kinds, strict=True):
        if kind == _FORM and item and depth < bounds().form_depth and not strokes.full:
            count = pdfium.count_form_objects(item)
            some = min(count, bounds().page_objects + 1)
            inner = list(map(pdfium.form_object, repeat(item), range(some)))
            _read_objects(inner, product(_matrix(item), frame), depth + 1, strokes)


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
    thin = is_thin(boxes)
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
    most = bounds().page_rules
    counts = np.fromiter(map(pdfium.count_segments, items), np.int64, len(items)).clip(min=0)
    for low, high in _batches(counts.tolist()):
        if counts[low] > most:  # one path of more segments than tables have lines
            strokes.full = True
            return
        corners = _corners(items[low:high], counts[low:high], frame)
        if len(corners.points):
            take_parts(corners, stroked[low:high], strokes)
        if len(strokes.rules) > most:
            strokes.full = True
            return


def _batches(counts: list[int]) -> Iterator[tuple[int, int]]:
    """Yield ranges of paths that have ``page_rules`` segments together, or one that has more."""
    most = bounds().page_rules
    low = size = 0
    for index, count in enumerate(counts):
        if size + count > most and index > low:
            yield low, index
            low, size = index, 0
        size += count
    if low < len(counts):
        yield low, len(counts)


def _corners(items: list[int], counts: Integers, frame: Matrix | None) -> Corners:
    paths = np.repeat(np.arange(len(items)), counts)
    owners = [items[index] for index in paths.tolist()]
    inner = [index for count in counts.tolist() for index in range(count)]
    segments = list(map(pdfium.path_segment, owners, inner))
    raw = np.zeros((len(segments), 2), dtype=np.float32)
    at = int(raw.ctypes.data)
    pdfium.each(pdfium.segment_point, segments, pdfium.steps(at, 8), pdfium.steps(at + 4, 8))
    kinds = np.fromiter(map(pdfium.segment_kind, segments), np.int64, len(segments))
    closes = np.fromiter(map(pdfium.segment_closes, segments), np.bool_, len(segments))
    matrices = np.array([product(_matrix(item), frame) for item in items])
    x, y = pdfium.finite(raw.astype(np.float64)).T
    a, b, c, d, e, f = matrices[paths].T
    points = np.column_stack((a * x + c * y + e, b * x + d * y + f))
    begins = kinds == _MOVE
    begins[np.flatnonzero(np.diff(paths, prepend=-1))] = True
    return Corners(points, paths, begins, closes)


def _matrix(item: int) -> Matrix:
    if not pdfium.object_matrix(item, _AT):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    a, b, c, d, e, f = _ROOM.tolist()
    return (a, b, c, d, e, f)
