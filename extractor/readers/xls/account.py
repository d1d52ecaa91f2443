"""What the records of a binary workbook hold, counted apart from how its sheets are read.

All of the stream is gone through, whatever the list of sheets says; only records that stand in a
worksheet count ([MS-XLS] 2.1.7.20.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractor.readers.doc.binary import u16, u32
from extractor.readers.sheets.account import Written
from extractor.readers.xls.book import Globals
from extractor.readers.xls.records import BOF, CONTINUE, EOF, Segments

_WORKSHEET = 0x10
_SHARED, _LABELS = 0xFD, {0x204, 0xD6}
_NUMBERS, _MANY_NUMBERS = {0x203, 0x27E, 0x205}, 0xBD
_FORMULAS, _STRING = {0x06, 0x406}, 0x207
_TEXT_FOLLOWS, _NOTHING = 0, 3
"""The first byte of a formula's value where it is no number (2.5.133)."""


class _Met(NamedTuple):
    """A record of a worksheet: the name of the sheet, its kind, its data with what continues it."""

    sheet: str
    kind: int
    chunks: tuple[bytes, ...]


def written_in(stream: bytes, book: Globals) -> Written:
    """Return what the cells of all worksheets in ``stream`` hold."""
    written = Written()
    for sheet, kind, chunks in _records(stream, {one.place: one.name for one in book.sheets}):
        data = chunks[0]
        place = (u16(data, 0), u16(data, 2))
        if kind == _SHARED and len(data) >= 10:
            number = u32(data, 6)
            if number < len(book.strings):
                written.texts.append(book.strings[number].text)
            else:
                written.value(sheet, place)
        elif kind in _LABELS and len(data) > 6:
            segments = Segments((data[6:], *chunks[1:]), book.encoding)
            written.texts.append(segments.string(2).text)
        elif kind == _STRING:
            written.texts.append(Segments(chunks, book.encoding).string(2).text)
        elif kind in _NUMBERS or (kind in _FORMULAS and not _is_text(data)):
            written.value(sheet, place)
        elif kind == _MANY_NUMBERS:
            for order in range((len(data) - 6) // 6):
                written.value(sheet, (place[0], place[1] + order))
    return written


def _is_text(data: bytes) -> bool:
    """Whether the value of a formula is a text, which a record of its own holds, or nothing."""
    return data[12:14] == b"\xff\xff" and data[6] in {_TEXT_FOLLOWS, _NOTHING}


def _records(stream: bytes, names: dict[int, str]) -> Iterator[_Met]:
    """Yield the records of worksheets, those of charts within them left out."""
    place, open_ = 0, list[tuple[int, str]]()
    waiting: _Met | None = None
    while place + 4 <= len(stream):
        start, kind, size = place, u16(stream, place), u16(stream, place + 2)
        data = stream[place + 4 : place + 4 + size]
        place += 4 + size
        if kind == CONTINUE and waiting is not None:
            waiting = waiting._replace(chunks=(*waiting.chunks, data))
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if kind == BOF:
            open_.append((u16(data, 2), names.get(start, f"@{start}")))
        elif kind == EOF and open_:
            open_.pop()
        elif len(open_) == 1 and open_[0][0] == _WORKSHEET and kind in _COUNTED:
            waiting = _Met(open_[0][1], kind, (data,))
    if waiting is not None:
        yield waiting


_COUNTED = {_SHARED, *_LABELS, *_NUMBERS, _MANY_NUMBERS, *_FORMULAS, _STRING}
