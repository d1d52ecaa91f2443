"""What a page shows, before anyone asks what it means: glyphs, ruling lines, boxes, pictures.

Every reader of paged sources (PDF, OFD, recognised scans) fills these values; all of `layout`
works on them. Coordinates are PDF points from the top left corner of the page as it is shown.
Arrays are numpy arrays of one length each; nobody writes to them after they are made.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint32]

Box = tuple[float, float, float, float]
"""``(x0, top, x1, bottom)``."""


@dataclass(frozen=True, slots=True)
class Look:
    """What glyphs set in one go have in common."""

    size: float
    """Height of an em in points, as shown."""
    bold: bool = False
    red: bool = False
    hidden: bool = False
    """Painted with nothing: invisible or transparent."""
    white: bool = False
    """Seen only on a coloured ground."""
    pale: bool = False
    """Light or translucent, as watermarks are."""
    turn: int | None = 0
    """Clockwise turn of the writing on the shown page: 0, 90, 180, 270; None is slanted."""
    font: str = ""
    stamp: bool = False
    """Put over the page as a stamp or mark, says the format itself."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page in the order of the file, real spaces included."""

    codes: Codes
    """Unicode code points."""
    boxes: Floats
    """``(n, 4)``: advance width by font height, or the inked part where the font tells no more."""
    bases: Floats
    """The y of the baseline."""
    looks: Integers
    """Index into `Page.looks`."""

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, which: Booleans | Integers) -> Glyphs:
        """Return the glyphs that a mask or an index array picks."""
        return Glyphs(self.codes[which], self.boxes[which], self.bases[which], self.looks[which])


@dataclass(frozen=True, slots=True)
class Frame:
    """The upright frame in which a page is read, and its way back to the page as shown.

    ``width`` and ``height`` are those of the reading frame; ``turn`` is how far the writing is
    turned clockwise on the page as shown.
    """

    width: float
    height: float
    turn: int = 0
    skew: float = 0.0
    """Degrees by which a picture was turned clockwise about its middle to be read."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as shown."""
        return (self.width, self.height) if self.turn in {0, 180} else (self.height, self.width)

    def shown(self, box: Box) -> Box:
        """Return where ``box`` stands on the page as shown."""
        if self.skew:
            box = self._askew(box)
        if self.turn == 0:
            return box
        x0, top, x1, bottom = box
        if self.turn == 90:
            x0, top, x1, bottom = self.height - bottom, x0, self.height - top, x1
        elif self.turn == 180:
            x0, top, x1, bottom = (
                self.width - x1,
                self.height - bottom,
                self.width - x0,
                self.height - top,
            )
        elif self.turn == 270:
            x0, top, x1, bottom = top, self.width - x1, bottom, self.width - x0
        return (round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))

    def _askew(self, box: Box) -> Box:
        """Return the upright box around ``box`` as it stands on the picture."""
        sine, cosine = math.sin(math.radians(self.skew)), math.cos(math.radians(self.skew))
        across, down = self.width / 2, self.height / 2
        xs, ys = [], []
        for x, y in ((box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])):
            xs.append(across + (x - across) * cosine + (y - down) * sine)
            ys.append(down - (x - across) * sine + (y - down) * cosine)
        return (round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2))


@dataclass(frozen=True, slots=True)
class Page:
    """One page and all that stands on it, in its reading frame."""

    number: int
    """1-based."""
    width: float
    height: float
    glyphs: Glyphs
    looks: tuple[Look, ...]
    horizontals: Floats
    """``(n, 3)`` ruling lines: ``y, x0, x1``."""
    verticals: Floats
    """``(n, 3)`` ruling lines: ``x, top, bottom``."""
    fills: Floats
    """``(n, 4)`` boxes filled with a colour other than white: ``x0, top, x1, bottom``."""
    pictures: Floats
    """``(n, 4)`` boxes of images."""
    turn: int = 0
    """See `Frame`."""
    drawn: bool = True
    """Something is painted on the page, be it text, lines or pictures."""
    recognised: bool = False
    """The text was recognised in a picture of the page."""
    skew: float = 0.0
    """See `Frame`."""

    def frame(self) -> Frame:
        """Return the reading frame of the page."""
        return Frame(self.width, self.height, self.turn, self.skew)
