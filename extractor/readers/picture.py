"""Pictures of pages as files (PNG, JPEG, TIFF, BMP, GIF): read by what is recognised in them."""

from __future__ import annotations

import io
import math
import struct
import warnings
import zlib
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, ImageSequence

from extractor.bounds import bounds as in_force
from extractor.errors import CorruptSource, TooLarge, UnsupportedFormat
from extractor.layout.gathering import Gathering, Recognised
from extractor.layout.page import Glyphs, Page
from extractor.model.document import Document
from extractor.readers.recognition import MOST_PIXELS, Pixels, advice, recogniser
from extractor.readers.sniff import PICTURES

_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "TIFF": "image/tiff",
    "BMP": "image/bmp",
    "GIF": "image/gif",
}
_A4 = 842.0
"""Points of the longer side of a page whose picture does not say how large it is."""
_FAULTS = (OSError, ValueError, SyntaxError, EOFError, KeyError, struct.error, zlib.error)
"""What Pillow raises where a picture is damaged."""
_PLAUSIBLE = range(90, 1201)
"""Pixels an inch that scanners use; a screen's 72 says nothing of the paper."""


def read(data: bytes) -> Document:
    """Return what is recognised in the pictures of a file; each is a page.

    Raises:
        UnsupportedFormat: Recognition was not asked for.
        MissingExtra: It was, and the extra is not installed.
        NoTextLayer: Nothing like text was recognised.
        CorruptSource: The picture cannot be decoded.
        TooLarge: It has more pixels than are read.
    """
    recognise = recogniser()
    if not recognise.allowed:
        name = next((name for magic, name in PICTURES if data.startswith(magic)), "BMP")
        raise UnsupportedFormat(f"the file is a {name} picture: {advice()}")
    recognise.require()
    with _opened(data) as image:
        gathering = Gathering("picture", _TYPES[image.format or ""], advice())
        for number, frame in enumerate(_frames(image), 1):
            page = _blank(number, *_size(frame))
            pixels = _pixels(frame)

            def recognised(page: Page = page, pixels: Pixels = pixels) -> Recognised:
                return recognise(page, lambda: pixels)

            gathering.add(page, recognised if recognise.allowed else None)
    return gathering.document()


def _opened(data: bytes) -> Image.Image:
    # Pillow warns of pictures that the bounds below refuse, and of odd metadata
    warnings.simplefilter("ignore")
    try:
        image = Image.open(io.BytesIO(data), formats=list(_TYPES))
    except _FAULTS as fault:
        raise CorruptSource(f"the picture cannot be read ({fault}): get the file again") from fault
    return image


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    """Yield the pictures of a file, decoded: a TIFF of a scanner has one for each page."""
    try:
        for number, frame in enumerate(ImageSequence.Iterator(image), 1):
            if number > in_force().pages:
                raise TooLarge(f"the picture has more than {in_force().pages} pages: split it")
            if frame.width * frame.height > in_force().pixels:
                raise TooLarge(
                    f"the picture has {frame.width} by {frame.height} pixels, more than are read"
                )
            yield ImageOps.exif_transpose(frame)
            if image.format == "GIF":  # an animation, not pages
                return
    except _FAULTS as fault:
        raise CorruptSource(f"the picture is damaged ({fault}): get the file again") from fault


def _size(frame: Image.Image) -> tuple[float, float]:
    """Return width and height in points, by the resolution that the file states, or as of A4."""
    stated = frame.info.get("dpi") or (0, 0)
    try:
        across, down = (float(value) for value in stated)
    except (TypeError, ValueError, ZeroDivisionError):
        across = down = 0.0
    if round(across) in _PLAUSIBLE and round(down) in _PLAUSIBLE:
        return 72 * frame.width / across, 72 * frame.height / down
    scale = _A4 / max(frame.size)
    return frame.width * scale, frame.height * scale


def _pixels(frame: Image.Image) -> Pixels:
    """Return the pixels on white paper, no more of them than recognition needs."""
    scale = min(1.0, math.sqrt(MOST_PIXELS / (frame.width * frame.height)))
    if scale < 1:
        frame = frame.resize((max(int(frame.width * scale), 1), max(int(frame.height * scale), 1)))
    if frame.has_transparency_data:
        paper = Image.new("RGBA", frame.size, "white")
        frame = Image.alpha_composite(paper, frame.convert("RGBA"))
    return np.ascontiguousarray(np.asarray(frame.convert("RGB"), dtype=np.uint8)[:, :, ::-1])


def _blank(number: int, width: float, height: float) -> Page:
    """Return a page of which a picture is all there is."""
    nothing = np.zeros(0)
    return Page(
        number=number,
        width=width,
        height=height,
        glyphs=Glyphs(
            nothing.astype(np.uint32), np.zeros((0, 4)), nothing, nothing.astype(np.int64)
        ),
        looks=(),
        horizontals=np.zeros((0, 3)),
        verticals=np.zeros((0, 3)),
        fills=np.zeros((0, 4)),
        pictures=np.array([[0.0, 0.0, width, height]]),
    )
