"""What there is to say about a page whose reader could not take all of it, in the same words."""

from __future__ import annotations

import numpy as np

from extractor.layout.page import Booleans, Codes
from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic, Severity

REPLACEMENT = 0xFFFD
"""The code point of a character without known meaning."""


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
