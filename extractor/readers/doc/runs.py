"""The characters of a paragraph as runs: text, breaks, fields, marks of notes, drawings.

[MS-DOC] 2.4.1 and 2.8.25: what stands for something else is a control character, most of them
with the switch for special characters set.
"""

from __future__ import annotations

from collections.abc import Callable

import regex
from lxml import etree

from extractor.bounds import bounds
from extractor.errors import TooLarge
from extractor.readers.doc import sprms
from extractor.readers.doc.art import read_inline
from extractor.readers.doc.binary import u16, u32
from extractor.readers.doc.elements import (
    add,
    add_art,
    add_box,
    add_object,
    add_picture,
    add_text,
)
from extractor.readers.doc.properties import add_run_properties, is_on
from extractor.readers.doc.sprms import Properties
from extractor.readers.doc.word import Floating, Span, Word
from extractor.readers.docx.names import W

_CONTROL = regex.compile(r"[\x00-\x1f]")
_PICTURE, _NOTE, _DRAWN = "\x01", "\x02", "\x08"
_SYMBOL = "("
"""What stands in the text for a character of a symbol font."""
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_FIELDS = {_FIELD_BEGIN: "begin", _FIELD_RESULT: "separate", _FIELD_END: "end"}
_SIMPLE = {
    "\t": "tab",
    "\x0b": "br",
    "\x0c": "br",
    "\x0e": "br",
    "\x1e": "noBreakHyphen",
    "\x1f": "softHyphen",
}
_EMBEDDING = ("EMBED", "LINK")

WriteBox = Callable[[etree._Element, Span], None]


class RunWriter:
    """Writes the runs of the paragraphs of one part of the text."""

    def __init__(self, word: Word, floating: Floating, origin: int, write_box: WriteBox) -> None:
        self._word = word
        self._floating = floating
        self._origin = origin
        self._write_box = write_box
        self._written = 0
        self._fields: list[list[str] | None] = []
        """The open fields: their code so far, or None once their result has begun."""
        self._programs: list[str] = []

    def write(self, paragraph: etree._Element, style: int, span: Span) -> None:
        """Add the runs of the characters ``span`` to ``paragraph``."""
        for start, end, stated in self._word.formatting.runs(*span):
            self._written += 1
            if self._written > bounds().runs:
                raise TooLarge(f"the document has more than {bounds().runs} runs: no notice has")
            self._run(paragraph, style, (start, end), stated)
        # The code of a field that runs over the end of its paragraph is broken off.
        while self._fields and self._fields[-1] is not None:
            self._fields.pop()

    def _run(self, parent: etree._Element, style: int, span: Span, stated: Properties) -> None:
        deleted = is_on(stated, sprms.C_DELETED)
        run = add(add(parent, "del") if deleted else parent, "r")
        add_run_properties(run, stated, self._word.fonts, self._word.styles.looks.get(style))
        name = "delText" if deleted else "t"
        special = is_on(stated, sprms.C_SPECIAL)
        characters = self._word.characters
        start, end = span
        if sprms.C_SYMBOL in stated and characters[start:end] == _SYMBOL * (end - start):
            for _ in range(start, end):
                self._symbol(run, stated[sprms.C_SYMBOL])
            return
        for match in _CONTROL.finditer(characters, start, end):
            self._text(run, characters[start : match.start()], name)
            self._control(run, match.start(), match.group(), stated, special=special)
            start = match.end()
        self._text(run, characters[start:end], name)

    def _text(self, run: etree._Element, text: str, name: str) -> None:
        code = self._fields[-1] if self._fields else None
        if code is not None:
            code.append(text)
        add_text(run, text, name if code is None else "instrText")

    def _symbol(self, run: etree._Element, operand: bytes) -> None:
        font = u16(operand, 0)
        element = add(run, "sym")
        element.set(f"{W}font", self._word.fonts[font] if font < len(self._word.fonts) else "")
        element.set(f"{W}char", f"{u16(operand, 2):04X}")

    def _control(
        self, run: etree._Element, place: int, character: str, stated: Properties, *, special: bool
    ) -> None:
        if character in _FIELDS:
            self._field(run, character)
        elif character in _SIMPLE:
            add(run, _SIMPLE[character])
        elif character == _NOTE and special:
            self._note(run, place)
        elif character == _DRAWN and special:
            self._drawn(run, place)
        elif character == _PICTURE and special and not is_on(stated, sprms.C_DATA):
            self._picture(run, stated)

    def _field(self, run: etree._Element, character: str) -> None:
        add(run, "fldChar").set(f"{W}fldCharType", _FIELDS[character])
        if character == _FIELD_BEGIN:
            self._fields.append([])
        elif character == _FIELD_RESULT and self._fields:
            words = "".join(self._fields[-1] or ()).split()
            if len(words) > 1 and words[0].upper() in _EMBEDDING:
                add_object(run, words[1])
            self._fields[-1] = None
        elif self._fields:
            self._fields.pop()

    def _note(self, run: etree._Element, place: int) -> None:
        call = self._word.calls.get(place)
        if call is None:
            for kind in ("footnote", "endnote"):
                low, high = self._word.span(f"{kind}s")
                if low <= place < high:
                    add(run, f"{kind}Ref")
            return
        element = add(run, f"{call.kind}Reference")
        element.set(f"{W}id", str(call.number))
        if call.custom:
            element.set(f"{W}customMarkFollows", "1")

    def _picture(self, run: etree._Element, stated: Properties) -> None:
        if sprms.C_PICTURE not in stated or is_on(stated, sprms.C_OBJECT):
            return
        found = read_inline(self._word.streams.data, u32(stated[sprms.C_PICTURE], 0))
        if found is None:
            return
        if found.shape.art:
            add_art(run, found.shape.art, found.shape.name)
        else:
            add_picture(run, found.shape.description, found.width, found.height)

    def _drawn(self, run: etree._Element, place: int) -> None:
        anchor = self._floating.anchors.get(place - self._origin)
        if anchor is None:
            return
        drawings = self._word.drawings
        for number in drawings.within(anchor.shape):
            shape = drawings.shapes.get(number)
            box = self._floating.boxes.get(number)
            if box is not None:
                self._write_box(add_box(run), box)
            if shape is not None and shape.art:
                add_art(run, shape.art, shape.name)
            elif shape is not None and shape.picture:
                add_picture(run, shape.description, anchor.width, anchor.height)
