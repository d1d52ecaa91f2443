"""Where in the stream which properties hold: formatted disk pages ([MS-DOC] 2.9.33, 2.9.175)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from extractor.readers.doc.binary import i16, plc, u16, u32
from extractor.readers.doc.fib import PARAGRAPH_PAGES, RUN_PAGES, Streams
from extractor.readers.doc.pieces import Text
from extractor.readers.doc.sprms import P_HUGE, P_STYLE, Properties, modifiers, properties

_PAGE = 512


class _Stretch(NamedTuple):
    start: int
    end: int
    modifiers: bytes
    style: int


_Reader = Callable[[bytes, int, int, int, int], _Stretch]


class Stated(NamedTuple):
    """What a paragraph states: the index of its style, its properties, and their lists."""

    style: int
    properties: Properties
    lists: tuple[bytes, ...]

    def modifiers(self) -> Iterator[tuple[int, bytes]]:
        """Yield all modifiers in order, of which several may have the same code."""
        for data in self.lists:
            yield from modifiers(data)


class Formatting:
    """The properties of the characters and paragraphs of a text."""

    def __init__(self, streams: Streams, text: Text) -> None:
        self._text = text
        self._data = streams.data
        document = streams.document
        self._runs = sorted(_stretches(document, streams.part(RUN_PAGES), _run))
        self._run_starts = [one.start for one in self._runs]
        self._paragraphs = sorted(_stretches(document, streams.part(PARAGRAPH_PAGES), _paragraph))
        self._paragraph_starts = [one.start for one in self._paragraphs]

    def paragraph(self, end: int) -> Stated:
        """Return what the paragraph states whose mark is the character ``end``."""
        piece = self._text.piece_at(end)
        place = piece.place_of(end)
        found = _at(self._paragraphs, self._paragraph_starts, place)
        if found is None:
            return Stated(0, properties(piece.changes), (piece.changes,))
        lists: tuple[bytes, ...] = (found.modifiers, piece.changes)
        stated = properties(*lists)
        huge = next((stated[code] for code in P_HUGE if code in stated), None)
        if huge is not None:
            start = u32(huge, 0)
            size = max(0, i16(self._data, start))
            lists = (self._data[start + 2 : start + 2 + size], *lists)
            stated = properties(*lists)
        style = u16(stated[P_STYLE], 0) if P_STYLE in stated else found.style
        return Stated(style, stated, lists)

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, Properties]]:
        """Yield the stretches of characters ``[start, end)`` that have the same properties."""
        while start < end:
            piece = self._text.piece_at(start)
            stop = min(end, piece.end)
            if stop <= start:
                return
            width = 2 if piece.wide else 1
            place = piece.place_of(start)
            found = _at(self._runs, self._run_starts, place)
            if found is None:
                following = bisect_right(self._run_starts, place)
                edge = self._run_starts[following] if following < len(self._runs) else None
            else:
                edge = found.end
            if edge is not None:
                stop = min(stop, start + max(1, (edge - place + width - 1) // width))
            yield start, stop, properties(b"" if found is None else found.modifiers, piece.changes)
            start = stop


def _at(stretches: list[_Stretch], starts: list[int], place: int) -> _Stretch | None:
    number = bisect_right(starts, place) - 1
    found = stretches[number] if number >= 0 else None
    return found if found is not None and found.start <= place < found.end else None


def _stretches(document: bytes, table: bytes, read: _Reader) -> Iterator[_Stretch]:
    """Yield the stretches of all pages, each page once."""
    numbers = dict.fromkeys(u32(entry, 0) & 0x3F_FFFF for entry in plc(table, 4).data)
    for number in numbers:
        page = document[number * _PAGE : (number + 1) * _PAGE]
        count = page[-1] if len(page) == _PAGE else 0
        if 4 * (count + 1) > _PAGE:
            continue
        for order in range(count):
            start, end = u32(page, 4 * order), u32(page, 4 * order + 4)
            if start < end:
                yield read(page, 4 * (count + 1), order, start, end)


def _run(page: bytes, base: int, order: int, start: int, end: int) -> _Stretch:
    place = 2 * page[base + order] if base + order < _PAGE else 0
    data = page[place + 1 : place + 1 + page[place]] if place else b""
    return _Stretch(start, end, data, 0)


def _paragraph(page: bytes, base: int, order: int, start: int, end: int) -> _Stretch:
    at = base + 13 * order
    place = 2 * page[at] if at < _PAGE else 0
    if not place:
        return _Stretch(start, end, b"", 0)
    size = 2 * page[place] - 1
    place += 1
    if size < 0 and place < _PAGE:
        size = 2 * page[place]
        place += 1
    data = page[place : place + max(0, size)]
    return _Stretch(start, end, data[2:], u16(data, 0))
