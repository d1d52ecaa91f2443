"""What all parts of one binary document share: its text, formatting, styles, drawings."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

from extractor.readers.cfb import CompoundFile
from extractor.readers.doc import fib
from extractor.readers.doc.art import Anchor, Drawings, read_anchors, read_drawings
from extractor.readers.doc.binary import i16, plc, u32
from extractor.readers.doc.fib import Streams, open_document
from extractor.readers.doc.formatting import Formatting
from extractor.readers.doc.pieces import Text
from extractor.readers.doc.properties import read_fonts
from extractor.readers.doc.stylesheet import Sheet, read_styles

Span = tuple[int, int]
"""Characters of the text, end excluded."""


@dataclass(frozen=True, slots=True)
class Call:
    """A mark in the text that calls a note."""

    kind: str
    """footnote or endnote."""
    number: int
    custom: bool


@dataclass(frozen=True, slots=True)
class Floating:
    """What floats over one part of the text."""

    anchors: Mapping[int, Anchor] = field(default_factory=dict)
    """By the character, counted from the start of the part."""
    boxes: Mapping[int, Span] = field(default_factory=dict)
    """The text of each shape that has one."""


class Word:
    """A binary document opened.

    Raises:
        ExtractorError: It is locked, of an old Word, cut short, or broken.
    """

    def __init__(self, compound: CompoundFile) -> None:
        streams = open_document(compound)
        self.streams: Streams = streams
        self.text = Text(streams.document, streams.part(fib.CLX))
        self.characters = self.text.characters
        self.formatting = Formatting(streams, self.text)
        self.fonts = read_fonts(streams.part(fib.FONTS))
        self.styles: Sheet = read_styles(streams.part(fib.STSHF), self.fonts)
        self.drawings: Drawings = read_drawings(streams.part(fib.DRAWINGS))
        self.starts = streams.lengths.starts()
        self.section_ends = {place - 1 for place in plc(streams.part(fib.SECTIONS), 12).places[1:]}
        self.calls = self._calls()
        self.floating = Floating(
            read_anchors(streams.part(fib.SHAPES)), self._boxes(fib.BOXES, "boxes")
        )
        self.floating_heads = Floating(
            read_anchors(streams.part(fib.HEADER_SHAPES)),
            self._boxes(fib.HEADER_BOXES, "header_boxes"),
        )

    def span(self, part: str) -> Span:
        """Return the characters of a part of the text."""
        start = self.starts[part]
        end = start + int(getattr(self.streams.lengths, part))
        return min(start, len(self.characters)), min(end, len(self.characters))

    def stories(self, table: int, part: str) -> list[Span]:
        """Return the characters of each story of a part, as a table of places cuts it."""
        start, end = self.span(part)
        places = plc(self.streams.part(table), 0).places
        cuts = [min(start + place, end) for place in places]
        return [(low, max(low, high)) for low, high in itertools.pairwise(cuts)]

    def _calls(self) -> dict[int, Call]:
        """Return the marks of notes by their place in the text."""
        found = {}
        for kind, number in (("footnote", fib.FOOTNOTES), ("endnote", fib.ENDNOTES)):
            table = plc(self.streams.part(number), 2)
            for order, (place, data) in enumerate(zip(table.places, table.data, strict=False), 1):
                found[place] = Call(kind, order, custom=i16(data, 0) == 0)
        return found

    def _boxes(self, number: int, part: str) -> dict[int, Span]:
        """Return the text of each text box by the id of its shape (2.9.101)."""
        table = plc(self.streams.part(number), 22)
        start, end = self.span(part)
        found: dict[int, Span] = {}
        for order, data in enumerate(table.data):
            low, high = start + table.places[order], start + table.places[order + 1]
            if low < high <= end:
                found.setdefault(u32(data, 14), (low, high))
        return found
