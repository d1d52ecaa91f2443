"""Red seals (印章) over the text of a picture: painted out, so that the text below can be read.

GB/T 9704-2012 7.3.5.2 has the seal cover signature and date. Seals are round, 38 to 50 mm wide;
the red characters of a letterhead are smaller, or run on in a line.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.readers.recognition.engine import Pixels

SMALLEST, LARGEST = 1.1, 2.5
"""Inches of a seal's sides: 28 to 64 mm."""
REACHES = (0.05, 0.015)
"""Inches that are bridged: strokes of print leave gaps in a ring; seals may nearly touch."""
_ROUND = 0.75
"""The shorter side by the longer one, at least."""
_RED = 40
"""By how much the red of a pixel exceeds its green and blue."""
_DARK = 140
"""Red up to which a pixel is that of black print below the seal."""

Mask = npt.NDArray[np.bool_]
Seal = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


def without_seals(pixels: Pixels, resolution: float) -> tuple[Pixels, list[Seal]]:
    """Return the picture with the red of seals made white, and where they were.

    ``resolution`` is in pixels an inch.
    """
    levels = pixels.astype(np.int16)
    red = levels[:, :, 2] - levels[:, :, :2].max(axis=2) > _RED
    cleaned = pixels
    seals: list[Seal] = []
    for reach in REACHES:
        joined, found = _round(red, max(int(reach * resolution), 1), resolution)
        for left, top, right, bottom in found:
            if not seals:
                cleaned = pixels.copy()
            part = cleaned[top:bottom, left:right]
            part[joined[top:bottom, left:right] & (part[:, :, 2] > _DARK)] = 255
            red[top:bottom, left:right] = False
            seals.append((left, top, right, bottom))
    return cleaned, seals


def _round(red: Mask, reach: int, resolution: float) -> tuple[Mask, list[Seal]]:
    """Return the red pixels with those around them, and what of it has the size of a seal."""
    import cv2  # noqa: PLC0415 - an extra

    joined: Any = cv2.dilate(red.astype(np.uint8), np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for left, top, width, height in np.asarray(stats)[1:, :4].tolist():
        shorter, longer = sorted((width / resolution, height / resolution))
        if shorter >= SMALLEST and longer <= LARGEST and shorter >= _ROUND * longer:
            found.append((left, top, left + width, top + height))
    return np.asarray(joined, dtype=np.bool_), found
