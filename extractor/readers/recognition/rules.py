"""Ruling lines and the skew of a picture of a page, by morphology on its dark pixels."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.layout.page import Floats
from extractor.readers.recognition.engine import Pixels

Ink = npt.NDArray[np.uint8]
"""``(height, width)``: 255 where it is dark, else 0."""

LEVEL, UPRIGHT = 0.4, 0.24
"""Inches of the shortest ruling lines: longer than the strokes of characters."""
THICK = 0.06
"""Inches of the thickest."""
REACH = 0.04
"""Inches that a line may end short of, or beyond, the one it meets."""
MOST_SKEW = 4.0
"""Degrees up to which a page is set straight."""
_SMALL = 700
"""Pixels of the shorter side in which the skew is looked for."""


def ink_of(pixels: Pixels) -> Ink:
    """Return what is dark against its surroundings."""
    import cv2  # noqa: PLC0415 - an extra

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    dark: Any = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12
    )
    return np.asarray(dark, dtype=np.uint8)


def skew_of(ink: Ink) -> float:
    """Return by how many degrees the page is turned counter-clockwise.

    At the right angle the rows of a page are full or empty: their sums differ most.
    """
    import cv2  # noqa: PLC0415 - an extra

    scale = min(1.0, _SMALL / min(ink.shape))
    small: Any = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)

    def contrast(angle: float) -> float:
        rows = _turned(small, angle, 0).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 0.4), key=contrast)
    fine = max(np.arange(coarse - 0.35, coarse + 0.36, 0.05), key=contrast)
    return 0.0 if abs(fine) < 0.1 or contrast(fine) < 1.05 * contrast(0.0) else float(fine)


def straightened(pixels: Pixels, angle: float) -> Pixels:
    """Return the picture turned clockwise about its middle by ``angle`` degrees, white around."""
    return pixels if not angle else _turned(pixels, angle, 255)


def _turned(pixels: npt.NDArray[np.uint8], angle: float, ground: int) -> npt.NDArray[np.uint8]:
    import cv2  # noqa: PLC0415 - an extra

    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    value = (ground,) * (pixels.shape[2] if pixels.ndim == 3 else 1)
    made: Any = cv2.warpAffine(
        pixels, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=value
    )
    return np.asarray(made, dtype=np.uint8)


def find_rules(ink: Ink, resolution: float) -> tuple[Floats, Floats]:
    """Return the ruling lines in pixels: levels ``y, x0, x1`` and uprights ``x, top, bottom``.

    An upright line counts only where both its ends meet a level one: strokes of characters and
    the edges of stamps do not. ``resolution`` is in pixels an inch.
    """
    import cv2  # noqa: PLC0415 - an extra

    thick = THICK * resolution
    # a line that is a little askew steps from row to row: thickened, it stays whole
    taller: Any = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    wider: Any = cv2.dilate(ink, np.ones((1, 3), np.uint8))
    level = _opened(taller, (max(int(LEVEL * resolution), 3), 1))
    upright = _opened(wider, (1, max(int(UPRIGHT * resolution), 3)))
    across = _boxes(level)
    across = across[across[:, 3] - across[:, 1] <= thick]
    down = _boxes(upright)
    down = down[down[:, 2] - down[:, 0] <= thick]
    levels = np.column_stack(
        ((across[:, 1] + across[:, 3]) / 2, across[:, 0], across[:, 2])
    ).reshape(-1, 3)
    uprights = np.column_stack(((down[:, 0] + down[:, 2]) / 2, down[:, 1], down[:, 3]))
    reach = REACH * resolution
    kept = [line for line in uprights.reshape(-1, 3).tolist() if _meets(line, levels, reach)]
    return levels, np.array(kept, dtype=np.float64).reshape(-1, 3)


def _opened(ink: Ink, size: tuple[int, int]) -> Ink:
    """Return only those dark pixels that lie in a bar of ``size`` pixels, all dark."""
    import cv2  # noqa: PLC0415 - an extra

    bar = cv2.getStructuringElement(cv2.MORPH_RECT, size)
    opened: Any = cv2.morphologyEx(ink, cv2.MORPH_OPEN, bar)
    return np.asarray(opened, dtype=np.uint8)


def _boxes(ink: Ink) -> Floats:
    """Return ``(n, 4)`` boxes left, top, right, bottom around what hangs together."""
    import cv2  # noqa: PLC0415 - an extra

    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left, top, width, height = np.asarray(stats, dtype=np.float64)[1:, :4].T
    return np.column_stack((left, top, left + width, top + height)).reshape(-1, 4)


def _meets(line: list[float], levels: Floats, reach: float) -> bool:
    """Whether both ends of an upright line lie on level ones."""
    x, top, bottom = line
    beside = (levels[:, 1] - reach <= x) & (x <= levels[:, 2] + reach)
    return all(
        bool((beside & (np.abs(levels[:, 0] - end) <= reach)).any()) for end in (top, bottom)
    )
