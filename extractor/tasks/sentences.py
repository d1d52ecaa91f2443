"""Sentences of a paragraph, and the same text without white space."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractor.text.characters import fold

_END = regex.compile(r"[。；;！!？?\n]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at ``[start, end)``, stop and outer white space left out.

    ``plain`` is it folded and without white space.
    """

    start: int
    end: int
    plain: str


def sentences_of(text: str) -> Iterator[Sentence]:
    """Yield the sentences of ``text`` in order; they end at 。；！？ and line breaks."""
    start = 0
    for stop in [*_END.finditer(text), None]:
        end = stop.start() if stop else len(text)
        words = text[start:end]
        low = start + len(words) - len(words.lstrip())
        high = start + len(words.rstrip())
        if low < high:
            yield Sentence(low, high, "".join(fold(text[low:high]).split()))
        start = stop.end() if stop else end
