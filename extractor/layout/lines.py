"""Glyphs to lines of text: grouped by baseline within a region, read from left to right.

Baselines decide, not boxes: in fonts whose boxes hug the ink (Type 3, as browsers print), the
box of 一 or 、 touches no neighbour. Real spaces stay. Where nothing but distance separates two
words, a space is written between Latin words, U+3000 between Chinese ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from extractor.layout.page import Booleans, Box, Codes, Floats, Glyphs, Integers, Page

LATIN_GAP = 0.2
"""Ems of distance that make a space between two Latin letters; kerning stays below."""
WIDE_GAP = 0.7
"""Ems of distance that separate Chinese words; justified lines stay below."""
PART_GAP = 1.6
"""Ems of distance, blank or not, that part a line into columns; two set-in characters are two."""
_LEAST_SIZE = 0.01
"""Points; no eye reads less."""
_COUNTS = 1_000_000
"""Lines times looks that are counted at once."""
_SPACE = 0x20
_SPACE_GAP, _WORD_GAP, _PART_GAP, _BLANK_GAP = 1, 2, 3, 4
"""Kinds of gap: between Latin words, between Chinese words, between columns, and the same where
the file has blanks in it, so that nothing is to be written."""


Part = tuple[int, int, float, float]
"""A stretch of a line between wide gaps: ``start, end`` in its text, ``x0, x1``."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line of text on a page, or the part of one that stands in one region or column."""

    page: int
    text: str
    box: Box
    """In the reading frame of the page (see `Page.turn`), around the visible characters."""
    base: float
    size: float
    """Of most of its characters."""
    bold: bool
    red: bool
    parts: tuple[Part, ...]
    region: int = 0
    spaced: bool = False
    """The file has a blank after the last visible character, which the text leaves out."""

    @property
    def area(self) -> tuple[int, int]:
        """The page and the column of it that the line stands in: 0, or a negative region."""
        return (self.page, min(self.region, 0))


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Glyphs in reading order, with what is known of each; lines begin at ``starts``."""

    glyphs: Glyphs
    sizes: Floats
    regions: Integers
    blank: Booleans
    starts: Integers
    ends: Integers


def read_lines(page: Page, glyphs: Glyphs, regions: Integers) -> list[Line]:
    """Return the lines of ``glyphs``, ordered by region, baseline and x.

    ``regions`` gives each glyph's region, any integers; lines never cross regions.
    """
    if not len(glyphs):
        return []
    sizes = np.array([look.size for look in page.looks])[glyphs.looks]
    order, starts = _grouped(glyphs, regions, sizes)
    glyphs, sizes, regions = glyphs.take(order), sizes[order], regions[order]
    ends = np.concatenate((starts[1:], [len(glyphs)]))
    blank = is_blank(glyphs.codes)
    return _assemble(page, _Sorted(glyphs, sizes, regions, blank, starts, ends))


def glyph_lines(page: Page, glyphs: Glyphs) -> list[Integers]:
    """Return for each baseline the indices of its visible upright glyphs from left to right."""
    upright = np.array([look.turn == 0 for look in page.looks], dtype=np.bool_)
    index = np.flatnonzero(~is_blank(glyphs.codes) & upright[glyphs.looks])
    if not len(index):
        return []
    seen = glyphs.take(index)
    sizes = np.array([look.size for look in page.looks])[seen.looks]
    order, starts = _grouped(seen, np.zeros(len(seen), dtype=np.int64), sizes)
    return [index[part] for part in np.split(order, starts[1:])]


def read_turned_lines(page: Page, glyphs: Glyphs, regions: Integers) -> list[Line]:
    """Return a line for each stretch of turned or slanted glyphs that the file sets in one go.

    Their order is the file's, for their baselines do not run across the page.
    """
    if not len(glyphs):
        return []
    fresh = (np.diff(glyphs.looks) != 0) | (np.diff(regions) != 0)
    size = np.array([look.size for look in page.looks])[glyphs.looks]
    steps = np.abs(np.diff((glyphs.boxes[:, :2] + glyphs.boxes[:, 2:]) / 2, axis=0)).max(axis=1)
    fresh |= steps > 3 * size[1:]
    starts = np.concatenate(([0], np.flatnonzero(fresh) + 1)).tolist()
    lines = []
    for start, end in zip(starts, [*starts[1:], len(glyphs)], strict=True):
        text = glyphs.codes[start:end].astype("<u4").tobytes().decode("utf-32-le").rstrip()
        if not text:
            continue
        x0, top = glyphs.boxes[start:end, :2].min(axis=0).tolist()
        x1, bottom = glyphs.boxes[start:end, 2:].max(axis=0).tolist()
        look = page.looks[int(glyphs.looks[start])]
        lines.append(
            Line(
                page=page.number,
                text=text,
                box=(x0, top, x1, bottom),
                base=bottom,
                size=look.size,
                bold=look.bold,
                red=look.red,
                parts=((0, len(text), x0, x1),),
                region=int(regions[start]),
            )
        )
    return lines


def _table(ranges: Sequence[tuple[int, int]]) -> Booleans:
    """Return for each code point whether it lies in ``ranges``; all beyond are as the last."""
    table = np.zeros(0x20001, dtype=np.bool_)
    for low, high in ranges:
        table[low : high + 1] = True
    return table


_BLANK = _table(
    (
        (_SPACE, _SPACE),
        (0xA0, 0xA0),
        (0x2000, 0x200B),
        (0x202F, 0x202F),
        (0x205F, 0x205F),
        (0x3000, 0x3000),
        (0xFEFF, 0xFEFF),
    )
)
_WIDE = _table(
    (
        (0xB7, 0xB7),
        (0x2013, 0x2026),
        (0x2460, 0x24FF),
        (0x2E80, 0xD7FF),
        (0xF900, 0xFAFF),
        (0xFE30, 0xFE4F),
        (0xFF00, 0xFFEF),
        (0x20000, 0x20000),
    )
)


def is_blank(codes: Codes) -> Booleans:
    """Return which code points leave white and are no letter, mark or line."""
    blank: Booleans = _BLANK.take(codes, mode="clip")
    return blank


def is_wide(codes: Codes) -> Booleans:
    """Return which code points are set an em wide: no space belongs beside them."""
    wide: Booleans = _WIDE.take(codes, mode="clip")
    return wide


def _grouped(glyphs: Glyphs, regions: Integers, sizes: Floats) -> tuple[Integers, Integers]:
    """Return the reading order of the glyphs and where in it each line starts."""
    middles = glyphs.boxes[:, 0] + glyphs.boxes[:, 2]
    order = np.lexsort((middles, glyphs.bases, regions))
    bases, size, region = glyphs.bases[order], sizes[order], regions[order]
    step = np.diff(bases)
    fresh = (np.diff(region) != 0) | (step > 0.35 * np.maximum(size[1:], size[:-1]))
    line = np.concatenate(([0], np.cumsum(fresh)))
    second = np.lexsort((middles[order], line))
    starts = np.concatenate(([0], np.flatnonzero(fresh) + 1))
    return order[second], starts


def _gaps(row: _Sorted) -> Integers:
    """Return after each visible glyph: 0 nothing, or one of the kinds of gap below."""
    gaps = np.zeros(len(row.glyphs), dtype=np.int64)
    seen = np.flatnonzero(~row.blank)
    if len(seen) < 2:
        return gaps
    boxes, codes = row.glyphs.boxes[seen], row.glyphs.codes[seen]
    # Glyphs of no size, which broken fonts have, are told apart by any distance.
    sizes = np.maximum(row.sizes[seen[1:]], row.sizes[seen[:-1]]).clip(min=_LEAST_SIZE)
    distance = (boxes[1:, 0] - boxes[:-1, 2]) / sizes
    wide = is_wide(codes)
    latin = ~wide[1:] & ~wide[:-1]
    beside = np.diff(seen) == 1
    kinds = np.where(beside & latin & (distance > LATIN_GAP), _SPACE_GAP, 0)
    kinds[beside & (distance > WIDE_GAP)] = _WORD_GAP
    kinds[distance > PART_GAP] = np.where(beside, _PART_GAP, _BLANK_GAP)[distance > PART_GAP]
    line = np.searchsorted(row.starts, seen, side="right")
    kinds[np.diff(line) != 0] = 0
    gaps[seen[:-1]] = kinds
    return gaps


def _assemble(page: Page, row: _Sorted) -> list[Line]:
    """Build the lines. Trailing blanks go, for nobody sees them."""
    text = row.glyphs.codes.astype("<u4").tobytes().decode("utf-32-le")
    boxes = _line_boxes(row)
    gaps = _gaps(row)
    gap_at = np.flatnonzero(gaps)
    first_gap = np.searchsorted(gap_at, row.starts)
    after_gap = np.searchsorted(gap_at, row.ends)
    rows = zip(
        row.starts.tolist(),
        row.ends.tolist(),
        boxes,
        zip(first_gap.tolist(), after_gap.tolist(), strict=True),
        _typical_looks(row),
        row.glyphs.bases[row.starts].tolist(),
        row.regions[row.starts].tolist(),
        strict=True,
    )
    number = page.number
    lines = []
    for start, end, box, (low, high), which, base, region in rows:
        if box[0] == np.inf:
            continue
        words = text[start:end].rstrip()
        spaced = len(words) < end - start
        parts: tuple[Part, ...] = ()
        if low < high:
            here = gap_at[low:high]
            words, parts = _spaced(
                words, _Gaps(here - start, gaps[here], row.glyphs.boxes[start:end])
            )
        look = page.looks[which]
        parts = parts or ((0, len(words), box[0], box[2]),)
        lines.append(
            Line(number, words, box, base, look.size, look.bold, look.red, parts, region, spaced)
        )
    return lines


def _line_boxes(row: _Sorted) -> list[Box]:
    """Return the box around the visible glyphs of each line, empty ones for blank lines.

    A font's own height counts where it is plausible: an em and no more than half an em around.
    """
    bases, sizes, boxes = row.glyphs.bases, row.sizes, row.glyphs.boxes
    tops = np.maximum(bases - 1.2 * sizes, np.minimum(boxes[:, 1], bases - 0.88 * sizes))
    bottoms = np.minimum(bases + 0.5 * sizes, np.maximum(boxes[:, 3], bases + 0.12 * sizes))
    sides = np.column_stack((boxes[:, 0], tops, -boxes[:, 2], -bottoms))
    sides[row.blank] = np.inf
    outer = np.round(np.minimum.reduceat(sides, row.starts, axis=0), 2)
    return [(x0, top, -x1, -bottom) for x0, top, x1, bottom in outer.tolist()]


def _typical_looks(row: _Sorted) -> list[int]:
    """Return for each line the look that most of its visible glyphs have."""
    looks = row.glyphs.looks
    if looks.min() == looks.max():
        return [int(looks[0])] * len(row.starts)
    low, high = (np.where(row.blank, away, looks) for away in (len(looks) + looks.max(), -1))
    least, most = np.minimum.reduceat(low, row.starts), np.maximum.reduceat(high, row.starts)
    mixed = np.flatnonzero(least < most)
    step = max(1, _COUNTS // (int(looks.max()) + 1))
    for low_at in range(0, len(mixed), step):
        some = mixed[low_at : low_at + step]
        least[some] = _most_frequent(row, some)
    found: list[int] = least.tolist()
    return found


def _most_frequent(row: _Sorted, mixed: Integers) -> Integers:
    """Return the look that most visible glyphs have in each of the lines ``mixed``."""
    sizes = row.ends[mixed] - row.starts[mixed]
    line = np.repeat(np.arange(len(mixed)), sizes)
    glyph = np.arange(len(line)) - np.repeat(np.cumsum(sizes) - sizes - row.starts[mixed], sizes)
    kinds, kind = np.unique(row.glyphs.looks[glyph], return_inverse=True)
    seen = ~row.blank[glyph]
    counts = np.bincount(line[seen] * len(kinds) + kind[seen], minlength=len(mixed) * len(kinds))
    most: Integers = kinds[counts.reshape(len(mixed), len(kinds)).argmax(axis=1)]
    return most


@dataclass(frozen=True, slots=True)
class _Gaps:
    """The gaps of one line: after which glyph, of which kind; and the boxes of its glyphs."""

    after: Integers
    kinds: Integers
    boxes: Floats


def _spaced(stretch: str, gaps: _Gaps) -> tuple[str, tuple[Part, ...]]:
    """Return a line's text with spaces for gaps, and its parts between wide gaps."""
    visible = len("".join(stretch.split()))
    letter_spaced = np.count_nonzero(gaps.kinds > _SPACE_GAP) + 1 >= visible
    text = ""
    position = part_start = 0
    left = _first_visible(stretch, 0, gaps.boxes)
    parts: list[Part] = []
    for at, kind in zip(gaps.after.tolist(), gaps.kinds.tolist(), strict=True):
        text += stretch[position : at + 1]
        position = at + 1
        if kind >= _PART_GAP and not letter_spaced:
            parts.append((part_start, len(text), left, float(gaps.boxes[at, 2])))
            left = _first_visible(stretch, position, gaps.boxes)
            blanks = len(stretch) - position - len(stretch[position:].lstrip())
            part_start = len(text) + (blanks if kind == _BLANK_GAP else 1)
        if kind == _SPACE_GAP:
            text += " "
        elif kind != _BLANK_GAP and not letter_spaced:
            text += "\u3000"
    text += stretch[position:]
    right = float(gaps.boxes[len(stretch) - 1, 2])
    parts.append((part_start, len(text), left, right))
    return text, tuple(parts)


def _first_visible(stretch: str, position: int, boxes: Floats) -> float:
    """Return where the first visible glyph from ``position`` on begins."""
    blanks = len(stretch) - position - len(stretch[position:].lstrip())
    return float(boxes[position + blanks, 0])
