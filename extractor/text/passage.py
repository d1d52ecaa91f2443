"""Text that remembers where each of its characters stands in the document.

A `Passage` is what stages hand to each other: cut, joined and repaired, it can still say which
characters of which paragraphs it is made of, so that every field of a record can be anchored
and every character of the source be counted once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from extractor.model.anchor import Anchor
from extractor.model.document import Paragraph
from extractor.text.characters import is_wide


class Run(msgspec.Struct, frozen=True, gc=False):
    """``length`` characters at ``start`` of a passage come from ``paragraph`` at ``offset``."""

    start: int
    paragraph: Paragraph
    offset: int
    length: int


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A text and the runs of the source it is made of, ordered and not overlapping.

    Offsets are code points, half-open, 0-based. Characters outside all runs are white space
    that joining has put between two words.
    """

    text: str
    runs: tuple[Run, ...]

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def slice(self, start: int, end: int | None = None) -> Passage:
        """Return the passage of ``text[start:end]``; offsets are not negative."""
        stop = len(self.text) if end is None else min(end, len(self.text))
        start = min(start, stop)
        if start == 0 and stop == len(self.text):
            return self
        if start == stop:
            return EMPTY
        runs = []
        for run in self.runs:
            low, high = run.start, run.start + run.length
            if high <= start:
                continue
            if low >= stop:
                break
            low = max(low, start)
            high = min(high, stop)
            runs.append(Run(low - start, run.paragraph, run.offset + low - run.start, high - low))
        return Passage(self.text[start:stop], tuple(runs))

    def strip(self, characters: str | None = None) -> Passage:
        """Return the passage without leading and trailing white space, or ``characters``."""
        bare = self.text.lstrip(characters)
        start = len(self.text) - len(bare)
        return self.slice(start, start + len(bare.rstrip(characters)))

    def repaired(self, *, close_gaps: bool = False) -> Passage:
        """Return the passage with line wraps repaired and nothing else changed.

        White space next to a Chinese character or mark goes when it is a wrap or one single
        space; wider gaps between Chinese characters stay, for they separate, unless
        ``close_gaps`` says that letter-spacing made them. Between two Latin
        words one space stays; the break between two paragraphs (an empty line) stays as one
        U+000A. White space at the ends goes.
        """
        text = self.text
        if not _SPACE.search(text):
            return self
        length = len(text)
        spans: list[Span] = []
        start, before = 0, ""
        for space in _SPACE.finditer(text):
            position, end = space.span()
            keep = ""
            if position > 0 and end < length:
                keep = _gap(text[position - 1], space.group(), text[end])
                if close_gaps and keep not in {"", " "}:
                    keep = ""
                if keep and keep not in {" ", "\n"}:
                    continue
            if position > start:
                spans.append((start, position, before))
            start, before = end, keep
        if start < length:
            spans.append((start, length, before))
        return self._pieced(spans)

    def squeezed(self) -> Passage:
        """Return the passage without any white space, as letter-spaced headings are read."""
        return self._pieced([(*word.span(), "") for word in _WORD.finditer(self.text)])

    def _pieced(self, spans: Iterable[Span]) -> Passage:
        """Return the spans of the passage one after another, in one walk over its runs."""
        texts: list[str] = []
        runs: list[Run] = []
        length = first = 0
        for start, end, before in spans:
            texts += before, self.text[start:end]
            length += len(before)
            while first < len(self.runs) and _end(self.runs[first]) <= start:
                first += 1
            for run in islice(self.runs, first, None):
                if run.start >= end:
                    break
                low, high = max(run.start, start), min(_end(run), end)
                place = length + low - start
                _append(runs, Run(place, run.paragraph, run.offset + low - run.start, high - low))
            length += end - start
        return Passage("".join(texts), tuple(runs))

    def anchor(self) -> Anchor:
        """Return where the passage stands; further places of it are in ``continued``."""
        places = list(_merged(_places(self.runs)))
        if not places:
            return Anchor()
        first = places[0]
        if len(places) == 1:
            return first
        return Anchor(
            page=first.page,
            bbox=first.bbox,
            path=first.path,
            line=first.line,
            characters=first.characters,
            continued=tuple(places[1:]),
        )


Span = tuple[int, int, str]
"""Characters ``start`` to ``end`` of a passage, and what is written before them."""

# The standard library's \s is what str.isspace() says, and finds it faster.
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\S+")

EMPTY = Passage("", ())


def of(paragraph: Paragraph) -> Passage:
    """Return the whole text of ``paragraph`` as a passage."""
    if not paragraph.text:
        return EMPTY
    return Passage(paragraph.text, (Run(0, paragraph, 0, len(paragraph.text)),))


def join(passages: Iterable[Passage], separator: str = "") -> Passage:
    """Return the passages one after another, with ``separator``, which has no place, between."""
    texts: list[str] = []
    runs: list[Run] = []
    length = 0
    for passage in passages:
        if texts and separator:
            texts.append(separator)
            length += len(separator)
        for run in passage.runs:
            _append(runs, Run(length + run.start, run.paragraph, run.offset, run.length))
        texts.append(passage.text)
        length += len(passage.text)
    return Passage("".join(texts), tuple(runs))


def _append(runs: list[Run], run: Run) -> None:
    """Put a run behind the others, as one with the last where it goes on from it."""
    if runs:
        last = runs[-1]
        if (
            last.paragraph is run.paragraph
            and last.offset + last.length == run.offset
            and last.start + last.length == run.start
        ):
            runs[-1] = Run(last.start, last.paragraph, last.offset, last.length + run.length)
            return
    runs.append(run)


def _end(run: Run) -> int:
    return run.start + run.length


def _gap(left: str, space: str, right: str) -> str:
    """Return what stays of ``space``: nothing, one space, one line break, or itself."""
    if "\n\n" in space:
        return "\n"
    if is_wide(left) or is_wide(right):
        wrap = "\n" in space or (len(space) == 1 and space not in "\u3000\t")
        if wrap or not (is_wide(left) and is_wide(right)):
            return ""
        return space
    if "\n" in space and (left.isdigit() or right.isdigit()):
        return ""  # a number that the edge of a narrow column breaks: 2 / 021年
    return " "


def _places(runs: Iterable[Run]) -> Iterator[Anchor]:
    for run in runs:
        end = run.offset + run.length
        whole = run.offset == 0 and end == len(run.paragraph.text)
        for piece in run.paragraph.pieces:
            if piece.start >= end:
                break
            low, high = max(piece.start, run.offset), min(piece.end, end)
            if low >= high:
                continue
            place = piece.anchor
            if place.page is None and not whole:
                base = place.characters[0] if place.characters else 0
                yield Anchor(
                    path=place.path,
                    line=place.line,
                    characters=(base + low - piece.start, base + high - piece.start),
                )
            else:
                yield place


def _merged(places: Iterable[Anchor]) -> Iterator[Anchor]:
    """Unite what follows on the same page, line or path."""
    current: Anchor | None = None
    for place in places:
        united = None if current is None else _united(current, place)
        if united is None:
            if current is not None:
                yield current
            current = place
        else:
            current = united
    if current is not None:
        yield current


def _united(first: Anchor, second: Anchor) -> Anchor | None:
    if first.page is not None and first.page == second.page and first.bbox and second.bbox:
        a, b = first.bbox, second.bbox
        box = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
        return Anchor(page=first.page, bbox=box)
    if (
        first.page is None
        and second.page is None
        and (first.path, first.line) == (second.path, second.line)
    ):
        if first.characters is None or second.characters is None:
            return Anchor(path=first.path, line=first.line)
        low = min(first.characters[0], second.characters[0])
        high = max(first.characters[1], second.characters[1])
        return Anchor(path=first.path, line=first.line, characters=(low, high))
    return None
