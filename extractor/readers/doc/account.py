"""The text of a binary document taken once more, apart from how its blocks are made."""

from __future__ import annotations

import regex

from extractor.model.diagnostic import Diagnostic
from extractor.readers.doc import fib
from extractor.readers.doc.elements import legal
from extractor.readers.doc.word import Word

_PARTS = ("main", "footnotes", "comments", "endnotes", "boxes", "header_boxes")
_FIELD = regex.compile(r"[\x13-\x15]")
_CONTROL = regex.compile(r"[\x00-\x1f(]")
"""What is no text. A bracket may stand for a character of a symbol font."""


def text_of(word: Word) -> str:
    """Return the characters of all parts of the text but the codes of fields.

    Of headers that say the same, as those of several sections do, one counts.
    """
    spans = [word.span(part) for part in _PARTS]
    found = [_without_codes(word.characters[start:end]) for start, end in spans]
    heads = [word.characters[slice(*span)] for span in word.stories(fib.HEADERS, "headers")]
    found += dict.fromkeys(_without_codes(head.strip("\r")) for head in heads)
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


def shortfall(word: Word) -> tuple[Diagnostic, ...]:
    """Return a remark if the pieces hold less text than the file says it has (2.5.4)."""
    lengths = word.streams.lengths
    said = sum(int(getattr(lengths, part)) for part in lengths.__slots__)
    there = len(word.characters)
    if there >= said:
        return ()
    message = (
        f"the document says it has {said} characters and holds {there} of them: "
        "open it in Word or WPS and compare the two"
    )
    return (Diagnostic(code="characters-differ", severity="error", message=message),)
