"""The characters of a PDF page, with their boxes, baselines and looks, in bulk from PDFium.

PDFium's text page gives all code points in one call; boxes cost a call a character, everything
else (baseline, size, colour, font) a few calls a text object. Spaces and line ends that PDFium
made up are left out; spaces that the file holds stay. Coordinates are still PDF user space.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from extractor.layout.page import Booleans, Codes, Floats, Integers, Look
from extractor.readers.pdf import library as pdfium

MAX_CHARACTERS = 1_000_000
"""Characters of one page beyond which the rest of the page is not read."""
_REPLACEMENT = 0xFFFD
_HYPHEN = 0x2D
_BOLD_NAMES = ("bold", "heavy", "black", "demi")
_FORCE_BOLD = 1 << 18  # ISO 32000-1, table 123
_INVISIBLE, _FILL_AND_STROKE = 3, 2  # ISO 32000-1, table 106


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page in file order; ``unmapped`` of them have no known meaning."""

    codes: Codes
    boxes: Floats
    """``(n, 4)``: left, bottom, right, top."""
    origins: Floats
    """``(n, 2)``: the start of the baseline of the text object each belongs to."""
    looks: Integers
    styles: tuple[Look, ...]
    unmapped: int
    cut: bool
    """The cap was met: the page holds more."""


def read_characters(page: int, rotation: int) -> Characters:
    """Return the characters of a loaded page whose rotation is ``rotation`` degrees."""
    text = pdfium.load_text(page)
    if not text:
        return _none()
    try:
        total = max(pdfium.count_characters(text), 0)
        count = min(total, MAX_CHARACTERS)
        if not count:
            return _none()
        codes = _code_points(text, count, whole=count == total)
        index = np.flatnonzero(_real(text, codes))
        codes = codes[index]
        boxes = _boxes(text, index)
        looks, origins, styles = _objects(text, index.tolist(), rotation)
        strange = (codes == 0) | (codes == _REPLACEMENT) | _private(codes)
        codes = np.where((codes == 0), _REPLACEMENT, codes).astype(np.uint32)
        return Characters(codes, boxes, origins, looks, styles, int(strange.sum()), count < total)
    finally:
        pdfium.close_text(text)


def _none() -> Characters:
    empty = np.zeros(0)
    return Characters(
        empty.astype(np.uint32),
        empty.reshape(0, 4),
        empty.reshape(0, 2),
        empty.astype(np.int64),
        (),
        0,
        cut=False,
    )


def _code_points(text: int, count: int, *, whole: bool) -> Codes:
    units = np.zeros(2 * count + 2, dtype=np.uint16)
    written = pdfium.text_units(text, 0, count, units.ctypes.data) if whole else 0
    if written - 1 == count:
        codes = units[:count].astype(np.uint32)
    else:  # code points beyond U+FFFF take two units each: ask one by one
        codes = np.fromiter(
            map(pdfium.code_point, repeat(text), range(count)), dtype=np.uint32, count=count
        )
    codes[(codes == 2) | (codes == 0xFFFE)] = _HYPHEN  # PDFium's mark of a hyphen at a line end
    high = (codes >= 0xD800) & (codes < 0xDC00)
    if high.any():
        lead = np.flatnonzero(high[:-1] & (codes[1:] >= 0xDC00) & (codes[1:] < 0xE000))
        codes[lead] = 0x10000 + ((codes[lead] - 0xD800) << 10) + (codes[lead + 1] - 0xDC00)
        codes[lead + 1] = 0x0A
    codes[(codes >= 0xD800) & (codes < 0xE000)] = _REPLACEMENT
    return codes


def _real(text: int, codes: Codes) -> Booleans:
    """Return which characters the file holds: not line ends, not spaces that PDFium made."""
    real: Booleans = (codes >= 0x20) | (codes == 0)
    spaces = np.flatnonzero(codes == 0x20)
    made = np.fromiter(
        map(pdfium.is_generated, repeat(text), spaces.tolist()), dtype=np.int64, count=len(spaces)
    )
    real[spaces[made == 1]] = False
    zeros = np.flatnonzero(codes == 0)
    for index in zeros.tolist():
        real[index] = pdfium.is_generated(text, index) != 1
    return real


def _private(codes: Codes) -> Booleans:
    private: Booleans = (
        ((codes >= 0xE000) & (codes < 0xF900))
        | (codes >= 0xF0000)
        | ((codes >= 0x80) & (codes < 0xA0))
    )
    return private


def _boxes(text: int, index: Integers) -> Floats:
    """Return ``(n, 4)`` left, bottom, right, top. PDFium writes left, top, right, bottom."""
    raw = np.zeros((len(index), 4), dtype=np.float32)
    start = int(raw.ctypes.data)
    for _ in map(
        pdfium.loose_box,
        repeat(text),
        index.tolist(),
        range(start, start + 16 * len(index), 16),
    ):
        pass
    boxes = raw.astype(np.float64)[:, [0, 3, 2, 1]]
    return np.nan_to_num(boxes, nan=0.0, posinf=1e6, neginf=-1e6)


def _objects(
    text: int, index: list[int], rotation: int
) -> tuple[Integers, Floats, tuple[Look, ...]]:
    """Return each character's look and baseline start, asking once for each text object."""
    items = list(map(pdfium.text_object, repeat(text), index))
    styles: dict[Look, int] = {}
    fonts: dict[int, tuple[str, bool]] = {}
    known: dict[int | None, int] = {}
    places: list[tuple[float, float]] = []
    numbers: list[int] = []
    of: list[int] = []
    for character, item in zip(index, items, strict=True):
        found = known.get(item)
        if found is None:
            look, place = _look(text, character, item, rotation, fonts)
            found = known[item] = len(places)
            places.append(place)
            numbers.append(styles.setdefault(look, len(styles)))
        of.append(found)
    picked = np.array(of, dtype=np.int64)
    return (
        np.array(numbers, dtype=np.int64)[picked],
        np.array(places, dtype=np.float64).reshape(-1, 2)[picked],
        tuple(styles),
    )


class _Scratch:
    """Memory that PDFium writes into, made once."""

    def __init__(self) -> None:
        self.doubles = np.zeros(2, dtype=np.float64)
        self.floats = np.zeros(6, dtype=np.float32)
        self.integers = np.zeros(4, dtype=np.uint32)
        self.bytes = np.zeros(256, dtype=np.uint8)
        self.double_at = int(self.doubles.ctypes.data)
        self.float_at = int(self.floats.ctypes.data)
        self.integer_at = [int(self.integers.ctypes.data) + 4 * index for index in range(4)]
        self.byte_at = int(self.bytes.ctypes.data)


_SCRATCH = _Scratch()


def _look(
    text: int, character: int, item: int | None, rotation: int, fonts: dict[int, tuple[str, bool]]
) -> tuple[Look, tuple[float, float]]:
    scratch = _SCRATCH
    pdfium.character_origin(text, character, scratch.double_at, scratch.double_at + 8)
    x, y = scratch.doubles.tolist()
    pdfium.character_matrix(text, character, scratch.float_at)
    a, b, c, d, _, _ = scratch.floats.tolist()
    size = abs(pdfium.font_size(text, character)) * (math.hypot(c, d) or 1.0)
    turn = _turn(a, b, rotation)
    if item is None:
        return Look(size=round(size, 1), turn=turn), (x, y)
    mode = pdfium.render_mode(item)
    at = scratch.integer_at
    red = green = blue = 0
    alpha = 255
    if pdfium.fill_colour(item, at[0], at[1], at[2], at[3]):
        red, green, blue, alpha = scratch.integers.tolist()
    name, bold = _font(item, fonts)
    look = Look(
        size=round(size, 1),
        bold=bold or mode == _FILL_AND_STROKE,
        red=red >= 150 and green <= 90 and blue <= 90,
        hidden=mode == _INVISIBLE or alpha <= 8,
        white=min(red, green, blue) >= 250,
        pale=alpha < 160 or min(red, green, blue) >= 160,
        turn=turn,
        font=name,
    )
    return look, (x, y)


def _turn(a: float, b: float, rotation: int) -> int | None:
    degrees = (math.degrees(math.atan2(-b, a)) + rotation) % 360
    quarter = round(degrees / 90)
    return quarter % 4 * 90 if abs(degrees - 90 * quarter) <= 3 else None


def _font(item: int, fonts: dict[int, tuple[str, bool]]) -> tuple[str, bool]:
    """Return the name of the object's font without its subset tag, and whether it is bold."""
    font = pdfium.object_font(item)
    if not font:
        return "", False
    known = fonts.get(font)
    if known is None:
        length = pdfium.font_name(font, _SCRATCH.byte_at, 256)
        name = bytes(_SCRATCH.bytes[: max(min(length, 256) - 1, 0)]).decode("utf-8", "replace")
        name = name.partition("+")[2] or name
        bold = any(word in name.lower() for word in _BOLD_NAMES)
        known = fonts[font] = (name, bold or bool(pdfium.font_flags(font) & _FORCE_BOLD))
    return known
