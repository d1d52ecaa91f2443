"""The text of a binary document taken once more, apart from how its blocks are made."""

from __future__ import annotations

import regex

from extractor.readers.doc.elements import legal
from extractor.readers.doc.word import Word

_PARTS = ("main", "footnotes", "comments", "endnotes", "boxes")
"""Headers are left out: the same one is kept once though each section has its own."""
_FIELD = regex.compile(r"[\x13-\x15]")
_CONTROL = regex.compile(r"[\x00-\x1f(]")
"""What is no text. A bracket may stand for a character of a symbol font."""


def text_of(word: Word) -> str:
    """Return the characters of all parts of the text but the codes of fields."""
    found = []
    for part in _PARTS:
        start, end = word.span(part)
        found.append(_without_codes(word.characters[start:end]))
    return legal(_CONTROL.sub("", "".join(found)))


def _without_codes(text: str) -> str:
    parts: list[str] = []
    shown: list[bool] = []
    start = 0
    for mark in _FIELD.finditer(text):
        if all(shown):
            parts.append(text[start : mark.start()])
        start = mark.end()
        if mark.group() == "\x13":
            shown.append(False)
        elif mark.group() == "\x14" and shown:
            shown[-1] = True
        elif shown:
            shown.pop()
    return "".join([*parts, text[start:]])
