"""Text that remembers where each of its characters stands in the document.

A `Passage` is what stages hand to each other: cut, joined and repaired, it can still say which
characters of which paragraphs it is made of, so that every field of a record can be anchored
and every character of the source be counted once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
import regex

from extractor.model.anchor import Anchor
from extractor.model.document import Paragraph
from extractor.text.characters import is_wide


class Run(msgspec.Struct, frozen=True):
    """``length`` characters at ``start`` of a passage come from ``paragraph`` at ``offset``."""

    start: int
    paragraph: Paragraph
    offset: int
    length: int


class Passage(msgspec.Struct, frozen=True):
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
        runs = []
        for run in self.runs:
            low, high = run.start, run.start + run.length
            if high <= start:
                continue
            if low >= stop:
                break
            low = max(low, start)
            high = min(high, stop)
            if low < high:
                runs.append(
                    Run(low - start, run.paragraph, run.offset + low - run.start, high - low)
                )
        return Passage(self.text[start:stop], tuple(runs))

    def strip(self, characters: str | None = None) -> Passage:
        """Return the passage without leading and trailing white space, or ``characters``."""
        start = len(self.text) - len(self.text.lstrip(characters))
        return self.slice(start, max(start, len(self.text.rstrip(characters))))

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
        parts: list[Passage] = []
        length = len(text)
        position = start = 0
        while position < length:
            if not text[position].isspace():
                position += 1
                continue
            end = position
            while end < length and text[end].isspace():
                end += 1
            if position > start:
                parts.append(self.slice(start, position))
            if position > 0 and end < length:
                keep = _gap(text[position - 1], text[position:end], text[end])
                if close_gaps and keep not in {"", " "}:
                    keep = ""
                if keep in {" ", "\n"}:
                    parts.append(Passage(keep, ()))
                elif keep:
                    parts.append(self.slice(position, end))
            position = start = end
        if start < length:
            parts.append(self.slice(start))
        return join(parts)

    def squeezed(self) -> Passage:
        """Return the passage without any white space, as letter-spaced headings are read."""
        parts = []
        start = None
        for position, character in enumerate(self.text):
            if character.isspace():
                if start is not None:
                    parts.append(self.slice(start, position))
                    start = None
            elif start is None:
                start = position
        if start is not None:
            parts.append(self.slice(start))
        return join(parts)

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


_SPACE = regex.compile(r"\s")

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
            last = runs[-1] if runs else None
            start = length + run.start
            if (
                last is not None
                and last.paragraph is run.paragraph
                and last.offset + last.length == run.offset
                and last.start + last.length == start
            ):
                runs[-1] = Run(last.start, last.paragraph, last.offset, last.length + run.length)
            else:
                runs.append(Run(start, run.paragraph, run.offset, run.length))
        texts.append(passage.text)
        length += len(passage.text)
    return Passage("".join(texts), tuple(runs))


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
