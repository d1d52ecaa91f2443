"""The size that text is set in, where the file's own number for it is another."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.layout.page import Look
from extractor.readers.pdf.characters import sizes_as_set

WORDS = "加强知识产权保护"


@pytest.mark.parametrize(
    ("words", "advance", "size"),
    [
        (WORDS, 14.6, 14.6),  # drawn within half of its em
        (WORDS, 29.3, 29.3),
        (WORDS, 20.5, 29.3),  # condensed, as headings of tables are
        ("保护", 14.6, 29.3),  # too few to tell
        ("ABCDEFGH", 14.6, 29.3),
    ],
)
def test_the_size_is_that_of_chinese_characters(words: str, advance: float, size: float) -> None:
    codes = np.array([ord(one) for one in words], dtype=np.uint32)
    boxes = np.array([(advance * at, 0, advance * (at + 1), 28) for at in range(len(words))])
    looks = np.zeros(len(words), dtype=np.int64)
    (look,) = sizes_as_set(codes, boxes, looks, (Look(size=29.3),))
    assert look.size == size


def test_no_characters_have_no_size() -> None:
    codes, boxes = np.zeros(0, dtype=np.uint32), np.zeros((0, 4))
    assert sizes_as_set(codes, boxes, np.zeros(0, dtype=np.int64), ()) == ()
