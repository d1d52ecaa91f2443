"""The characters of a PDF page, with their boxes, baselines and looks, in bulk from PDFium.

PDFium's text page gives all code points in one call; boxes cost a call a character, everything
else (baseline, size, colour, font) a few calls a text object. Spaces and line ends that PDFium
made up are left out; spaces that the file holds stay. Coordinates are still PDF user space.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np
import numpy.typing as npt

from extractor.bounds import bounds
from extractor.layout.ink import INVISIBLE, is_bold_name, is_pale, is_red, is_white
from extractor.layout.page import Booleans, Codes, Floats, Integers, Look
from extractor.layout.remarks import REPLACEMENT, count_unmapped
from extractor.readers.pdf import library as pdfium
from extractor.readers.pdf.clips import find_clipped

Matrices = npt.NDArray[np.float32]
"""``(n, 6)``: a, b, c, d, e, f (ISO 32000-1, 8.3.3)."""

Addresses = npt.NDArray[np.uint64]

_HYPHEN = 0x2D
_SAMPLE, _NARROW = 4, 0.6
"""Chinese characters that tell the size of a look, and the part of an em that is narrow for one."""
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
        read = min(total, bounds().page_characters)
        if not read:
            return _none()
        codes = _code_points(text, read, whole=read == total)
        index = np.flatnonzero(_real(text, codes))
        codes = codes[index]
        boxes = _boxes(text, index)
        looks, origins, styles = _objects(text, index, boxes, rotation)
        styles = sizes_as_set(codes, boxes, looks, styles)
        strange = count_unmapped(codes)
        codes = np.where((codes == 0), REPLACEMENT, codes).astype(np.uint32)
        return Characters(codes, boxes, origins, looks, styles, strange, read < total)
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


def sizes_as_set(
    codes: Codes, boxes: Floats, looks: Integers, styles: tuple[Look, ...]
) -> tuple[Look, ...]:
    """Return the looks with the size their Chinese characters are set in.

    A font may be drawn within half of its em (Founder's): the file says 29 points and the
    characters stand 15 apart.
    """
    chinese = (codes >= 0x4E00) & (codes < 0xA000)
    counts = np.bincount(looks[chinese], minlength=len(styles))
    if not counts.any():
        return styles
    widths = np.bincount(
        looks[chinese], weights=(boxes[:, 2] - boxes[:, 0])[chinese], minlength=len(styles)
    )
    means = widths / np.maximum(counts, 1)
    return tuple(
        replace(style, size=round(float(mean), 1))
        if count >= _SAMPLE and style.turn in {0, 180} and 0 < mean < _NARROW * style.size
        else style
        for style, mean, count in zip(styles, means.tolist(), counts.tolist(), strict=True)
    )


def _code_points(text: int, total: int, *, whole: bool) -> Codes:
    units = np.zeros(2 * total + 2, dtype=np.uint16)
    written = pdfium.text_units(text, 0, total, units.ctypes.data) if whole else 0
    if written - 1 == total:
        codes = units[:total].astype(np.uint32)
    else:  # code points beyond U+FFFF take two units each: ask one by one
        codes = np.fromiter(
            map(pdfium.code_point, repeat(text), range(total)), dtype=np.uint32, count=total
        )
    # PDFium's marks of a hyphen at a line end; a soft hyphen that a page draws is seen
    codes[(codes == 2) | (codes == 0xFFFE) | (codes == 0xAD)] = _HYPHEN
    high = (codes >= 0xD800) & (codes < 0xDC00)
    if high.any():
        lead = np.flatnonzero(high[:-1] & (codes[1:] >= 0xDC00) & (codes[1:] < 0xE000))
        codes[lead] = 0x10000 + ((codes[lead] - 0xD800) << 10) + (codes[lead + 1] - 0xDC00)
        codes[lead + 1] = 0x0A
    codes[(codes >= 0xD800) & (codes < 0xE000)] = REPLACEMENT
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


def _boxes(text: int, index: Integers) -> Floats:
    """Return ``(n, 4)`` left, bottom, right, top. PDFium writes left, top, right, bottom."""
    raw = np.zeros((len(index), 4), dtype=np.float32)
    pdfium.each(
        pdfium.loose_box, repeat(text), index.tolist(), pdfium.steps(int(raw.ctypes.data), 16)
    )
    boxes = raw.astype(np.float64)[:, [0, 3, 2, 1]]
    return pdfium.finite(boxes)


def _objects(
    text: int, index: Integers, boxes: Floats, rotation: int
) -> tuple[Integers, Floats, tuple[Look, ...]]:
    """Return each character's look and baseline start, asking once for each text object."""
    if not len(index):
        return _none().looks, _none().origins, ()
    owners = _owners(text, index)
    # in the order of the text, never of the addresses, which differ from run to run
    begins = np.concatenate(([True], owners[1:] != owners[:-1]))
    first, of = np.flatnonzero(begins), np.cumsum(begins) - 1
    items, heads = owners[first].tolist(), index[first].tolist()
    matrices = np.zeros((len(items), 6), dtype=np.float32)
    pdfium.each(
        pdfium.character_matrix, repeat(text), heads, pdfium.steps(int(matrices.ctypes.data), 24)
    )
    sizes = np.fromiter(map(pdfium.font_size, repeat(text), heads), np.float64, len(items))
    number, looks = _looks(items, sizes, matrices, rotation)
    origins = pdfium.finite(matrices[:, 4:].astype(np.float64))
    numbers, clipped = number[of], find_clipped(items, of, boxes)
    if clipped.any():
        numbers[clipped] += len(looks)
        looks += tuple(replace(look, hidden=True) for look in looks)
    return numbers, origins[of], looks


def _owners(text: int, index: Integers) -> Addresses:
    """Return each character's text object; those of a hidden layer may stand between others."""
    return np.fromiter(
        map(pdfium.text_object, repeat(text), index.tolist()), dtype=np.uint64, count=len(index)
    )


def _looks(
    items: list[int], sizes: Floats, matrices: Matrices, rotation: int
) -> tuple[Integers, tuple[Look, ...]]:
    """Return for each text object the number of its look, and the looks.

    ``sizes`` and ``matrices`` are those of the objects' first characters; the matrices carry
    what forms add, and where the baseline starts.
    """
    total = len(items)
    colours = np.zeros((total, 4), dtype=np.uint32)  # red, green, blue, alpha
    colours[:, 3] = 255
    at = int(colours.ctypes.data)
    pdfium.each(pdfium.fill_colour, items, *(pdfium.steps(at + 4 * part, 16) for part in range(4)))
    sizes = np.abs(sizes) * np.hypot(matrices[:, 2], matrices[:, 3])
    degrees = (np.degrees(np.arctan2(-matrices[:, 1], matrices[:, 0])) + rotation) % 360
    quarters = np.round(degrees / 90)
    quarters = np.where(np.abs(degrees - quarters * 90) <= 3, quarters % 4, -1)
    kinds: list[_Kind] = list(
        zip(
            np.round(np.nan_to_num(np.minimum(sizes, 2000)), 1).tolist(),
            quarters.tolist(),
            map(pdfium.render_mode, items),
            map(pdfium.object_font, items),
            (colours @ _PACKED).tolist(),
            strict=True,
        )
    )
    number = {kind: at for at, kind in enumerate(dict.fromkeys(kinds))}
    numbers = np.fromiter(map(number.__getitem__, kinds), np.int64, total)
    return numbers, tuple(map(_look, number))


_Kind = tuple[float, float, int, int, int]
"""Size, quarter turns (-1 slanted), render mode, font, colour with alpha as four bytes."""
_PACKED = np.array([1 << 24, 1 << 16, 1 << 8, 1], dtype=np.uint32)


def _look(kind: _Kind) -> Look:
    size, quarter, mode, font, colour = kind
    red, green, blue, alpha = colour.to_bytes(4, "big")
    ink = (red, green, blue)
    outlined = mode == _FILL_AND_STROKE and alpha > INVISIBLE  # as letterheads are set: 空心字
    name, bold = _font(font)
    return Look(
        size=size,
        bold=bold or mode == _FILL_AND_STROKE,
        red=is_red(ink),
        hidden=mode == _INVISIBLE or alpha <= INVISIBLE,
        white=is_white(ink) and not outlined,
        pale=is_pale(ink, alpha) and not outlined,
        turn=None if quarter < 0 else int(quarter) * 90,
        font=name,
    )


def _font(font: int) -> tuple[str, bool]:
    """Return the name of a font without its subset tag, and whether it is bold."""
    if not font:
        return "", False
    room = np.zeros(256, dtype=np.uint8)
    length = pdfium.font_name(font, int(room.ctypes.data), len(room))
    name = room[: max(min(length, len(room)) - 1, 0)].tobytes().decode("utf-8", "replace")
    name = name.partition("+")[2] or name
    return name, is_bold_name(name) or bool(pdfium.font_flags(font) & _FORCE_BOLD)
