"""What there is to say about a page whose reader could not take all of it, in the same words."""

from __future__ import annotations

from functools import cache

import numpy as np

from extractor.layout.page import Booleans, Codes, Page
from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic, Severity

REPLACEMENT = 0xFFFD
"""The code point of a character without known meaning."""
WIDE, NARROW = 0.9, 0.65
"""Ems: a blank is narrower than the first, a Chinese bracket wider than the second."""
CROSSED = 2
"""Wide blanks of a page from which its map to characters is doubted, if brackets are narrow too."""
SOME = 100
"""Chinese characters of a page from which they must make up a text."""
COMMON = 0.28
"""Part of them that common ones are, at least."""
_HAN = range(0x4E00, 0xA000)
_SPACE = 0x20
_BRACKETS = np.array([ord(mark) for mark in "《》〈〉（）「」『』【】〔〕"])


def remark(code: str, severity: Severity, page: int, message: str) -> Diagnostic:
    """Return a remark about a page."""
    return Diagnostic(
        code=code, severity=severity, message=f"page {page}: {message}", anchor=Anchor(page=page)
    )


def is_private(codes: Codes) -> Booleans:
    """Return which code points mean what only their font knows."""
    private: Booleans = (
        ((codes >= 0xE000) & (codes < 0xF900))
        | (codes >= 0xF0000)
        | ((codes >= 0x80) & (codes < 0xA0))
    )
    return private


def count_unmapped(codes: Codes) -> int:
    """Return how many of the code points have no known meaning."""
    return int(np.count_nonzero((codes == 0) | (codes == REPLACEMENT) | is_private(codes)))


def contradictions(page: Page) -> tuple[Diagnostic, ...]:
    """Return remarks if widths or words contradict what the file says its characters are.

    Blanks an em wide, and brackets half an em wide that are blanks, in one page: the font's map to
    characters has them crossed. Which bracket a blank stands for nobody can tell from it.
    """
    codes, boxes = page.glyphs.codes, page.glyphs.boxes
    sizes = np.array([look.size for look in page.looks])[page.glyphs.looks] if len(codes) else codes
    ems = (boxes[:, 2] - boxes[:, 0]) / np.maximum(sizes, 0.1)
    level = np.array([look.turn == 0 for look in page.looks], dtype=np.bool_)
    level = level[page.glyphs.looks] if len(codes) else np.zeros(0, dtype=np.bool_)
    blanks = int(np.count_nonzero(level & (codes == _SPACE) & (ems >= WIDE)))
    narrow = int(np.count_nonzero(level & np.isin(codes, _BRACKETS) & (ems <= NARROW)))
    remarks = []
    if blanks >= CROSSED and narrow:
        message = (
            f"{blanks} blanks as wide as Chinese characters and {narrow} brackets as narrow as "
            "blanks: the file maps them wrongly; compare （）《》 with the page"
        )
        remarks.append(remark("crossed-characters", "warning", page.number, message))
    if is_no_text(codes):
        message = (
            "its characters make no Chinese text: the file maps them wrongly; recognise it (OCR)"
        )
        remarks.append(remark("garbled-text", "error", page.number, message))
    return tuple(remarks)


def is_no_text(codes: Codes) -> bool:
    """Whether Chinese characters are such a mixture as no text is.

    The 3,755 commonest (GB/T 2312, level 1) make up nearly all of a text, two fifths of one in
    traditional characters, and less than a fifth of characters at random.
    """
    han = codes[(codes >= _HAN.start) & (codes < _HAN.stop)]
    return len(han) >= SOME and float(_common()[han - _HAN.start].mean()) < COMMON


@cache
def _common() -> Booleans:
    """Return which characters from U+4E00 on are of level 1 of GB/T 2312: rows 16 to 55."""
    encoded = (chr(code).encode("gb2312", "ignore") for code in _HAN)
    return np.array([bool(pair) and 0xB0 <= pair[0] <= 0xD7 for pair in encoded], dtype=np.bool_)


def shortcomings(page: int, *, unmapped: int, cut: bool, tangled: bool) -> tuple[Diagnostic, ...]:
    """Return the remarks on a page with unknown characters, too many of them, or of lines."""
    remarks = []
    if unmapped:
        remarks.append(
            remark(
                "unmapped-characters",
                "warning",
                page,
                f"{unmapped} characters have no known meaning (broken or private font "
                "mapping); compare with the page",
            )
        )
    if cut:
        remarks.append(
            remark(
                "page-too-large",
                "error",
                page,
                "more characters than are read; the rest is missing",
            )
        )
    if tangled:
        remarks.append(
            remark(
                "page-too-complex",
                "warning",
                page,
                "too many drawn lines; its tables are not read",
            )
        )
    return tuple(remarks)
