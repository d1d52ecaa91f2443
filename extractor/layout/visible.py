"""Which glyphs of a page a reader of the page reads as its text, and what the others are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from extractor.bounds import bounds
from extractor.layout.blocks import Aside
from extractor.layout.lines import read_lines, read_turned_lines
from extractor.layout.margin import find_line_numbers, find_margin_notes
from extractor.layout.page import Booleans, Floats, Glyphs, Integers, Look, Page
from extractor.model.document import FurnitureKind

HUGE = 24.0
"""Points from which pale writing is a watermark rather than text set in grey."""


def part_visible(page: Page) -> tuple[Glyphs, list[Aside]]:
    """Return the glyphs of the page's text, and as asides what is hidden, doubled or beside it."""
    glyphs = page.glyphs
    if not len(glyphs):
        return glyphs, []
    hidden = _which(page, lambda look: look.hidden)
    if hidden.all():
        hidden = np.zeros(len(glyphs), dtype=np.bool_)  # the text layer under a scanned picture
    hidden = hidden | _unseen_white(page) | _off_page(page)
    mark = _which(page, _is_watermark) & ~hidden
    doubled = np.zeros(len(glyphs), dtype=np.bool_)
    plain = ~(hidden | mark)
    doubled[plain] = _doubled(page, glyphs if plain.all() else glyphs.take(plain))
    numbers = np.zeros(len(glyphs), dtype=np.bool_)
    rest = ~(hidden | mark | doubled)
    numbers[rest] = find_line_numbers(page, glyphs if rest.all() else glyphs.take(rest))
    notes = np.zeros(len(glyphs), dtype=np.bool_)
    notes[rest] = find_margin_notes(page, glyphs if rest.all() else glyphs.take(rest))
    apart = ~rest | numbers | notes
    if not apart.any():
        return glyphs, []
    asides: list[Aside] = []
    kinds: tuple[tuple[FurnitureKind, Booleans], ...] = (
        ("hidden", hidden),
        ("watermark", mark),
        ("duplicate", doubled),
        ("line_number", numbers & ~notes),
        ("comment", notes),
    )
    for kind, mask in kinds:
        chosen = glyphs.take(mask)
        nowhere = np.zeros(len(chosen), dtype=np.int64)
        read = read_turned_lines if kind == "watermark" else read_lines
        asides.extend(Aside(kind, line) for line in read(page, chosen, nowhere))
    return glyphs.take(~apart), asides


def _is_watermark(look: Look) -> bool:
    faint = look.pale and not look.white and look.size >= HUGE
    return look.turn is None or faint or look.stamp


def _which(page: Page, test: Callable[[Look], bool]) -> Booleans:
    of_look = np.array([test(look) for look in page.looks], dtype=np.bool_)
    which: Booleans = of_look[page.glyphs.looks]
    return which


def _unseen_white(page: Page) -> Booleans:
    """Return which glyphs are white with neither a filled box nor a picture behind them."""
    white = _which(page, lambda look: look.white)
    if not white.any():
        return white
    at = np.flatnonzero(white)
    boxes = page.glyphs.boxes[at]
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    for ground in (page.fills, page.pictures):
        white[at[_inside(x, y, ground)]] = False
    return white


def _inside(x: Floats, y: Floats, boxes: Floats) -> Booleans:
    """Return which points lie in any of ``boxes``."""
    found = np.zeros(len(x), dtype=np.bool_)
    for x0, top, x1, bottom in boxes[: bounds().grounds].tolist():
        found |= (x >= x0) & (x <= x1) & (y >= top) & (y <= bottom)
    return found


def _off_page(page: Page) -> Booleans:
    boxes = page.glyphs.boxes
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    off: Booleans = (x < 0) | (x > page.width) | (y < 0) | (y > page.height)
    return off


_LIGATED = np.array([ord(mark) for mark in "—―─…⋯–-.·~～〜=_flt"])
"""What fonts draw two of with one glyph: —— and …… in CJK fonts, ff in Latin ones."""


def _one_glyph(glyphs: Glyphs, first: Integers, second: Integers) -> Booleans:
    """Return which pairs are one glyph that stands for two characters, in the very same box."""
    one: Booleans = (
        (np.abs(first - second) == 1)
        & np.isin(glyphs.codes[first], _LIGATED)
        & (np.abs(glyphs.boxes[first] - glyphs.boxes[second]) < 0.001).all(axis=1)
    )
    return one


def _doubled(page: Page, glyphs: Glyphs) -> Booleans:
    """Return which glyphs print an earlier one again, shifted by less than a fifth of an em."""
    doubled = np.zeros(len(glyphs), dtype=np.bool_)
    sizes = np.array([look.size for look in page.looks])[glyphs.looks]
    order = np.lexsort((glyphs.boxes[:, 0], np.round(glyphs.bases / 2), glyphs.codes))
    codes, left, bases, reach = (
        glyphs.codes[order],
        glyphs.boxes[order, 0],
        glyphs.bases[order],
        0.2 * sizes[order],
    )
    ink = (codes > 0x20) & (codes != 0xA0) & (codes != 0x3000)
    for step in (1, 2):
        near = (
            ink[step:]
            & (codes[step:] == codes[:-step])
            & (np.abs(left[step:] - left[:-step]) < reach[step:])
            & (np.abs(bases[step:] - bases[:-step]) < reach[step:])
        )
        first, second = order[:-step][near], order[step:][near]
        again = ~_one_glyph(glyphs, first, second)
        doubled[np.maximum(first, second)[again]] = True
    return doubled
