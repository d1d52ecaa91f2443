"""The text of a document: pieces of the stream put in order ([MS-DOC] 2.4.1).

One character of the text is one UTF-16 code unit, so that places in it are those of the file.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from extractor.bounds import bounds
from extractor.errors import CorruptSource, TooLarge
from extractor.readers.doc.binary import plc, u16, u32
from extractor.readers.doc.sprms import short_list

_COMPRESSED = 0x4000_0000
_LATIN = "".join(
    bytes([n]).decode("cp1252", "replace").replace("\ufffd", chr(n)) for n in range(256)
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``[start, end)`` of the text and where the first lies in the stream."""

    start: int
    end: int
    place: int
    wide: bool
    changes: bytes
    """Modifiers that a fast save left for all of it."""

    def place_of(self, position: int) -> int:
        """Return where a character lies in the stream, in bytes."""
        return self.place + (position - self.start) * (2 if self.wide else 1)


class Text:
    """The whole text with its pieces.

    Args:
        document: The stream of the text.
        clx: The table of pieces.

    Raises:
        CorruptSource: There is no table of pieces, or it names more text than there is.
        TooLarge: More than 20 million characters.
    """

    def __init__(self, document: bytes, clx: bytes) -> None:
        self._document = document
        self.pieces = _pieces(clx, len(document))
        self._starts = [piece.start for piece in self.pieces]
        if not self.pieces:
            raise CorruptSource("the Word document has no table of its text: open it in Word")
        if self.pieces[-1].end > len(document):
            raise CorruptSource("the Word document names the same text again and again: not read")
        most = bounds().document_characters
        if self.pieces[-1].end > most:
            raise TooLarge(f"the document has more than {most} characters: no notice has")

    @cached_property
    def characters(self) -> str:
        """The text, a code unit a character; what the stream does not hold is U+0000."""
        return "".join(self._decoded(piece) for piece in self.pieces)

    def piece_at(self, position: int) -> Piece:
        """Return the piece that holds a character."""
        return self.pieces[max(0, bisect_right(self._starts, position) - 1)]

    def _decoded(self, piece: Piece) -> str:
        length = piece.end - piece.start
        if piece.wide:
            data = self._document[piece.place : piece.place + 2 * length]
            units = memoryview(data[: len(data) // 2 * 2]).cast("H")
            return "".join(map(chr, units)).ljust(length, "\0")
        data = self._document[piece.place : piece.place + length]
        return data.decode("latin-1").translate(_TABLE).ljust(length, "\0")


_TABLE = dict(enumerate(_LATIN))


def _pieces(clx: bytes, size: int) -> list[Piece]:
    lists: list[bytes] = []
    place = 0
    while place < len(clx) and clx[place] == 1:
        length = u16(clx, place + 1)
        lists.append(clx[place + 3 : place + 3 + length])
        place += 3 + length
    if place >= len(clx) or clx[place] != 2:
        return []
    table = plc(clx[place + 5 : place + 5 + u32(clx, place + 1)], 8)
    found: list[Piece] = []
    end = 0
    for number, entry in enumerate(table.data):
        start, stop = end, table.places[number + 1]
        where = u32(entry, 2)
        wide = not where & _COMPRESSED
        where &= _COMPRESSED - 1
        where = where if wide else where // 2
        if stop <= start or table.places[number] != start or where >= size:
            break
        # A piece that claims more than the stream holds ends with it.
        stop = min(stop, start + max(1, (size - where) // (2 if wide else 1)))
        found.append(Piece(start, stop, where, wide, _changes(u16(entry, 6), lists)))
        end = stop
    return found


def _changes(modifier: int, lists: list[bytes]) -> bytes:
    if modifier & 1:
        return lists[modifier >> 1] if modifier >> 1 < len(lists) else b""
    return short_list(modifier) if modifier else b""
