"""The part of a workbook that all its sheets share ([MS-XLS] 2.1.7.20.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.bounds import bounds
from extractor.errors import CorruptSource, EncryptedSource, TooLarge, TooMany, UnsupportedFormat
from extractor.model.document import Alignment
from extractor.readers.doc.binary import u16, u32
from extractor.readers.docx.styles import PLAIN, Look, font_kind
from extractor.readers.sheets.format_codes import BUILT_IN, GENERAL
from extractor.readers.sheets.model import PLAIN_FORMAT, Format, Run
from extractor.readers.xls.records import BOF, Record, RichText, Segments, records

BIFF_8, BIFF_5 = 0x0600, 0x0500
_BOLD = 600
"""The weight from which a font is bold; bold itself is 700."""
_TWIPS = 20
_RED = frozenset({2, 10})
"""Red among the colours that are there before any palette."""
_FIRST_OF_PALETTE = 8
_ALIGN: dict[int, Alignment] = {
    1: "left",
    2: "center",
    3: "right",
    5: "justify",
    6: "center",
    7: "justify",
}
_ENCODINGS = {936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 1200: "utf-16-le"}
_PRINT_TITLES = "\x07"
_BUILT_IN_NAME = 0x20
_AREA, _PARTS = 0x3B, 0x29
_LAST_COLUMN = 255


class Bound(NamedTuple):
    """A sheet: its name, where it begins, whether it is hidden, what kind it is."""

    name: str
    place: int
    hidden: bool
    kind: int


@dataclass(slots=True)
class Globals:
    """What the sheets share."""

    version: int = BIFF_8
    encoding: str = ""
    """Of strings of bytes; empty where strings are Unicode."""
    since_1904: bool = False
    fonts: list[Look] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    formats: list[tuple[int, int, Alignment | None, bool]] = field(default_factory=list)
    strings: list[RichText] = field(default_factory=list)
    sheets: list[Bound] = field(default_factory=list)
    red: set[int] = field(default_factory=lambda: set(_RED))
    titles: dict[int, range] = field(default_factory=dict)
    _made: dict[int, Format] = field(default_factory=dict)

    def format(self, index: int) -> Format:
        """Return a cell's format; one that there is not is plain."""
        found = self._made.get(index)
        if found is None:
            found = self._made[index] = self._make(index)
        return found

    def _make(self, index: int) -> Format:
        if not 0 <= index < len(self.formats):
            return PLAIN_FORMAT
        font, code, align, ruled = self.formats[index]
        named = self.codes.get(code) or BUILT_IN.get(code, GENERAL)
        return Format(self.font(font), align, ruled, named)

    def font(self, number: int) -> Look:
        """Return a font; there is none with the number 4 (2.5.129)."""
        number = number - 1 if number > 4 else number
        return self.fonts[number] if 0 <= number < len(self.fonts) else PLAIN

    def runs(self, rich: RichText) -> tuple[Run, ...]:
        """Return a string cut where its font changes; what is not stated is the cell's."""
        found: list[Run] = []
        start, look = 0, PLAIN
        for place, font in rich.runs:
            if place > start:
                found.append(Run(rich.text[start:place], look))
                start = place
            look = self.font(font)
        if start < len(rich.text):
            found.append(Run(rich.text[start:], look))
        return tuple(found)


def read_globals(stream: bytes) -> Globals:
    """Return what stands before the sheets.

    Raises:
        EncryptedSource: The workbook is locked with a password.
        UnsupportedFormat: It is of Excel 4 or older.
        CorruptSource: It does not begin as a workbook does.
        TooLarge, TooMany: It exceeds a bound.
    """
    found = Globals()
    if u16(stream, 0) != BOF:
        raise CorruptSource("the workbook does not begin as one: open it in Excel and save it")
    for record in records(stream, 0):
        handler = _HANDLERS.get(record.kind)
        if handler is not None:
            handler(found, record)
    return found


def _begin(found: Globals, record: Record) -> None:
    found.version = u16(record.data, 0)
    if found.version not in {BIFF_8, BIFF_5}:
        raise UnsupportedFormat("the workbook is of Excel 4 or older: save it as XLSX")
    if found.version == BIFF_5:
        found.encoding = "cp1252"


def _locked(_found: Globals, _record: Record) -> None:
    raise EncryptedSource("the workbook is locked with a password: open it and save it without one")


def _codepage(found: Globals, record: Record) -> None:
    number = u16(record.data, 0)
    if found.encoding:
        found.encoding = _ENCODINGS.get(number, "cp1252")


def _days(found: Globals, record: Record) -> None:
    found.since_1904 = u16(record.data, 0) == 1


def _palette(found: Globals, record: Record) -> None:
    for order in range(min(u16(record.data, 0), 56)):
        red, green, blue = record.data[2 + 4 * order : 5 + 4 * order].ljust(3, b"\0")
        number = _FIRST_OF_PALETTE + order
        (found.red.add if red >= 0xC0 and green <= 0x50 and blue <= 0x50 else found.red.discard)(
            number
        )


def _font(found: Globals, record: Record) -> None:
    data = record.data.ljust(16, b"\0")
    name = Segments((data[14:],), found.encoding).string(1).text
    found.fonts.append(
        Look(
            size=u16(data, 0) / _TWIPS or None,
            bold=u16(data, 6) >= _BOLD,
            italic=bool(u16(data, 2) & 2),
            underline=bool(data[10]),
            red=u16(data, 4) in found.red,
            font=font_kind(name),
        )
    )


def _code(found: Globals, record: Record) -> None:
    size = 1 if found.encoding else 2
    text = Segments((record.data[2:],), found.encoding).string(size).text
    found.codes[u16(record.data, 0)] = text


def _cell_format(found: Globals, record: Record) -> None:
    data = record.data.ljust(20, b"\0")
    lines = u32(data, 10) if not found.encoding else 0
    sides = sum(bool(lines >> shift & 0xF) for shift in (0, 4, 8, 12))
    found.formats.append((u16(data, 0), u16(data, 2), _ALIGN.get(data[6] & 7), sides >= 2))


def _strings(found: Globals, record: Record) -> None:
    segments = Segments(record.chunks, found.encoding)
    segments.skip(4)
    count = segments.number(4)
    if count > bounds().strings:
        raise TooLarge(f"the workbook has more than {bounds().strings} strings: no notice has")
    while len(found.strings) < count and not segments.over:
        found.strings.append(segments.string(2))


def _sheet(found: Globals, record: Record) -> None:
    data = record.data.ljust(8, b"\0")
    if len(found.sheets) >= bounds().sheets:
        raise TooMany(f"the workbook has more than {bounds().sheets} sheets")
    name = Segments((data[6:],), found.encoding).string(1).text
    found.sheets.append(Bound(name, u32(data, 0), bool(data[4] & 3), data[5]))


def _name(found: Globals, record: Record) -> None:
    """Note the rows that a sheet prints again on each page (2.4.150)."""
    data = record.data
    named = data[15:16] if not found.encoding else data[14:15]
    if not u16(data, 0) & _BUILT_IN_NAME or named != _PRINT_TITLES.encode():
        return
    place = 16 if not found.encoding else 15
    formula = data[place : place + u16(data, 4)]
    place = 3 if formula[:1] == bytes([_PARTS]) else 0
    while formula[place : place + 1] == bytes([_AREA]) and not found.encoding:
        first, last = u16(formula, place + 3), u16(formula, place + 5)
        if u16(formula, place + 9) & _LAST_COLUMN == _LAST_COLUMN:
            found.titles[u16(data, 8) - 1] = range(first, last + 1)
        place += 11


_HANDLERS: dict[int, Callable[[Globals, Record], None]] = {
    BOF: _begin,
    0x002F: _locked,
    0x0042: _codepage,
    0x0022: _days,
    0x0092: _palette,
    0x0031: _font,
    0x041E: _code,
    0x00E0: _cell_format,
    0x00FC: _strings,
    0x0085: _sheet,
    0x0018: _name,
}
