"""Which characters stand outside of the clip they are drawn in, so that nobody sees them.

Spreadsheets print a text that is too long for its cell whole, under a clip as wide as the cell
(ISO 32000-1, 8.5.4). Only upright boxes count as clips here; text under any other is taken as seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

import numpy as np

from extractor.layout.page import Booleans, Floats, Integers
from extractor.readers.pdf import library as pdfium

CORNERS = (4, 5)
"""Segments of a box, closed or not."""
SLACK = 1.0
"""Points by which a character's middle may stand outside."""
MAX_CLIPS = 20_000
"""Text objects of a page whose clips are looked at."""


def find_clipped(items: Sequence[int], of: Integers, boxes: Floats) -> Booleans:
    """Return which characters are clipped away.

    ``items`` are the addresses of text objects, ``of`` the object of each character, ``boxes``
    those of the characters, ``(n, 4)``: left, bottom, right, top.
    """
    unseen = np.zeros(len(of), dtype=np.bool_)
    clips = list(map(pdfium.clip_path, items[:MAX_CLIPS]))
    counts = np.fromiter(map(pdfium.count_clips, clips), np.int64, len(clips))
    held = np.flatnonzero(counts > 0)
    if not len(held):
        return unseen
    areas = np.full((len(items), 4), (-np.inf, -np.inf, np.inf, np.inf))
    areas[held] = _areas([clips[at] for at in held.tolist()], (counts[held] - 1).tolist())
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    area = areas[of]
    unseen = (x < area[:, 0] - SLACK) | (x > area[:, 2] + SLACK)
    unseen |= (y < area[:, 1] - SLACK) | (y > area[:, 3] + SLACK)
    if unseen.any():
        for at in np.unique(of[unseen]).tolist():
            if not _in_place(items[at], boxes[of == at]):
                unseen[of == at] = False
    return unseen


def _areas(clips: Sequence[int], last: Sequence[int]) -> Floats:
    """Return the box of each clip's last path, without end where it is none."""
    count = len(clips)
    corners = np.zeros((count, 4), dtype=np.float32)
    at = int(corners.ctypes.data)
    for corner, part in ((0, 0), (2, 8)):
        segments = map(pdfium.clip_segment, clips, last, repeat(corner))
        pdfium.each(
            pdfium.segment_point,
            segments,
            pdfium.steps(at + part, 16),
            pdfium.steps(at + part + 4, 16),
        )
    sizes = np.fromiter(map(pdfium.count_clip_segments, clips, last), np.int64, count)
    low, high = (
        np.minimum(corners[:, :2], corners[:, 2:]),
        np.maximum(corners[:, :2], corners[:, 2:]),
    )
    found = np.hstack((low, high)).astype(np.float64)
    found[~np.isin(sizes, CORNERS) | ~np.isfinite(found).all(axis=1)] = (
        -np.inf,
        -np.inf,
        np.inf,
        np.inf,
    )
    return found


def _in_place(item: int, boxes: Floats) -> bool:
    """Whether an object stands where its characters do: in no form that moves it with its clip."""
    sides = np.zeros(4, dtype=np.float32)
    at = int(sides.ctypes.data)
    if not pdfium.object_bounds(item, at, at + 4, at + 8, at + 12):
        return False
    near = np.abs(sides[:2] - boxes[:, :2].min(axis=0)).max()
    return bool(near <= 0.5 * float((boxes[:, 3] - boxes[:, 1]).max()) + SLACK)
