"""Footnotes and endnotes: the marks that call them and the order they are called in.

ECMA-376 Part 1, 17.11. Numbers run through the document; a restart on each page cannot be
known without laying the pages out.
"""

from __future__ import annotations

from typing import Literal

from lxml import etree

from extractor.readers.docx.names import W, integer, value
from extractor.readers.docx.number_formats import format_number

NoteKind = Literal["footnote", "endnote"]

_DEFAULT_FORMAT = {"footnote": "decimal", "endnote": "lowerRoman"}


class Notes:
    """The notes of a document in the order their marks stand in the text."""

    def __init__(self, settings: etree._Element | None, document: etree._Element) -> None:
        self._called: dict[tuple[NoteKind, str], str] = {}
        self._formats: dict[NoteKind, str] = {}
        self._next: dict[NoteKind, int] = {}
        kinds: tuple[NoteKind, ...] = ("footnote", "endnote")
        for kind in kinds:
            own = document.find(f"{W}body/{W}sectPr/{W}{kind}Pr")
            common = None if settings is None else settings.find(f"{W}{kind}Pr")
            form = value(own, f"{W}numFmt") or value(common, f"{W}numFmt")
            start = value(own, f"{W}numStart") or value(common, f"{W}numStart")
            self._formats[kind] = form or _DEFAULT_FORMAT[kind]
            self._next[kind] = integer(start, 1) or 1

    def call(self, kind: NoteKind, name: str, *, custom: bool) -> str:
        """Record a reference to the note ``name`` and return its mark; none if it is custom."""
        key = (kind, name)
        mark = ""
        if not custom:
            mark = format_number(self._next[kind], self._formats[kind])
            self._next[kind] += 1
        self._called.setdefault(key, mark)
        return mark

    def mark(self, kind: NoteKind, name: str) -> str:
        """Return the mark that the note itself prints."""
        return self._called.get((kind, name), "")

    def called(self, kind: NoteKind) -> list[str]:
        """Return the ids of the notes that the text calls, in order."""
        return [name for one, name in self._called if one == kind]
