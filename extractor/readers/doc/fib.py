"""The file information block: how long each part of the text is, where each table lies.

[MS-DOC] 2.5. The parts of the text follow one another in one row of characters.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.errors import CorruptSource, EncryptedSource, TruncatedSource, UnsupportedFormat
from extractor.readers.cfb import CompoundFile
from extractor.readers.doc.binary import i32, u16, u32

_MAGIC = {0xA5EC, 0xA5DC, 0xA697, 0xA698, 0xA699}
_WORD_97 = 0xC1
_WORD_6 = {0x65, 0x66, 0x67, 0x68, 0x69}
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_LENGTHS = 64 + 12
"""Where the lengths of the parts begin: ``ccpText`` of FibRgLw97."""
_PAIRS = 154

STSHF, FOOTNOTES, FOOTNOTE_TEXTS, COMMENTS, COMMENT_TEXTS, SECTIONS = 1, 2, 3, 4, 5, 6
HEADERS, RUN_PAGES, PARAGRAPH_PAGES, FONTS, CLX = 11, 12, 13, 15, 33
SHAPES, HEADER_SHAPES, ENDNOTES, ENDNOTE_TEXTS, DRAWINGS = 40, 41, 46, 47, 50
BOXES, HEADER_BOXES, LISTS, LIST_OVERRIDES = 56, 58, 73, 74
"""Numbers of the tables: the pairs of place and length in FibRgFcLcb97."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """Characters of each part, in the order they stand in."""

    main: int
    footnotes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    boxes: int
    header_boxes: int

    def starts(self) -> dict[str, int]:
        """Return where each part begins."""
        found, place = {}, 0
        for name in self.__slots__:
            found[name] = place
            place += getattr(self, name)
        return found


@dataclass(frozen=True, slots=True)
class Streams:
    """The streams of a document, with its information block."""

    document: bytes
    table: bytes
    data: bytes
    lengths: Lengths

    def part(self, number: int) -> bytes:
        """Return the table ``number``, nothing where the document has none."""
        place = _PAIRS + 8 * number
        if number >= u16(self.document, 152):
            return b""
        start, length = u32(self.document, place), u32(self.document, place + 4)
        return self.table[start : start + length]

    def start_of(self, number: int) -> int:
        """Return where the table ``number`` begins in the table stream."""
        return u32(self.document, _PAIRS + 8 * number)


def open_document(compound: CompoundFile) -> Streams:
    """Return the streams of a Word document.

    Raises:
        EncryptedSource: It is locked with a password.
        UnsupportedFormat: It is of Word 95 or older.
        CorruptSource, TruncatedSource: It has no information block, or no tables.
    """
    document = compound.read("WordDocument") or b""
    magic, version, flags = u16(document, 0), u16(document, 2), u16(document, 10)
    if magic not in _MAGIC:
        raise CorruptSource("the Word document has no information block: open and save it in Word")
    if flags & _ENCRYPTED:
        raise EncryptedSource(
            "the Word document is locked with a password: open it and save it without one"
        )
    if version < _WORD_97:
        made = "Word 6 or 95" if version in _WORD_6 else "Word for Windows 2 or older"
        raise UnsupportedFormat(
            f"the file is a document of {made}: open it in Word or WPS and save it as DOCX"
        )
    table = compound.read("1Table" if flags & _TABLE_1 else "0Table")
    if not table:
        if compound.truncated or len(document) < 900:
            raise TruncatedSource("the Word document is cut short: download the file again")
        raise CorruptSource("the Word document has no tables: open it in Word and save it")
    lengths = Lengths(*[max(0, i32(document, _LENGTHS + 4 * n)) for n in range(8)])
    return Streams(document, table, compound.read("Data") or b"", lengths)
