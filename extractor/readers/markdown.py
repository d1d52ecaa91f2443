"""Markdown (CommonMark with the tables of GFM): the marks are furniture, the text is kept.

A line stays a paragraph of its own, as in plain text: converters of scans and of Word files write
one paragraph a line, and a list of units or a signature must not run together.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.model.document import Document, Style
from extractor.readers.account import accounted
from extractor.readers.charset import Decoded, decode
from extractor.readers.sniff import refuse_junk
from extractor.readers.text import blocks
from extractor.readers.text.builder import Builder
from extractor.readers.text.embedded import place_html_table
from extractor.readers.text.inline import read_inline
from extractor.readers.text.lines import Line, Stretch, split
from extractor.readers.text.wraps import Wraps

_HEADING = regex.compile(
    r"(?P<marks> {0,3}#{1,6})(?:[ \t\u3000]++|$)(?P<text>.*?)(?P<close>[ \t]++#++[ \t]*+)?$"
)
_FENCE = regex.compile(r" {0,3}(?:`{3,}|~{3,})[^`]*+$")
_QUOTE = regex.compile(r"[ ]{0,3}(?:>[ ]?)++")
_BULLET = regex.compile(r"[ \t]{0,12}[-*+](?=[ \t]+\S)")
_UNDERLINE = regex.compile(r" {0,3}(?:=++|-++)[ \t]*+")
_SEPARATOR = regex.compile(
    r"(?m)^[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)++\|?[ \t]*+$"
)
_SIGNS = (
    regex.compile(r"(?m)^#{1,6} \S"),
    regex.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\s]{1,2000}\)"),
    regex.compile(r"(?<!\[)\[[^\[\]\n]{1,200}\]\(https?://[^()\s]{1,2000}\)"),
    regex.compile(r"(?m)^(?:```|~~~)[A-Za-z]{0,20}$"),
    _SEPARATOR,
)
_STRONG = regex.compile(r"\*\*[^\s*][^*\n]{0,200}\*\*")


def is_markdown(text: str) -> bool:
    r"""Whether a text carries marks of Markdown that plain text has no use for.

    >>> is_markdown("# 通知\n\n各单位："), is_markdown("一、总体要求\n*市教育局")
    (True, False)
    """
    sample = text[:200_000].replace("\r", "\n")
    if any(sign.search(sample) for sign in _SIGNS):
        return True
    return len(_STRONG.findall(sample[:50_000])) >= 2


def read(data: bytes) -> Document:
    """Return the document of a Markdown file.

    Raises:
        EmptySource: Nothing but white space.
        UnsupportedFormat: The bytes are no text.
    """
    decoded = decode(data)
    refuse_junk(decoded.text)
    return from_text(decoded)


def from_text(decoded: Decoded) -> Document:
    """Return the document of Markdown text."""
    builder = Builder(read_inline)
    _fill(builder, split(decoded.text))
    return accounted(builder.document("text/markdown", decoded.diagnostics()), decoded.text)


def _fill(builder: Builder, lines: Sequence[Line]) -> None:
    wraps = Wraps(lines)
    position = 0
    fenced = False
    while position < len(lines):
        line = lines[position]
        if line.blank:
            position += 1
        elif _FENCE.match(line.text):
            builder.place("markup", line)
            fenced = not fenced
            position += 1
        elif fenced:
            builder.add([builder.paragraph([blocks.bare(line)])])
            position += 1
        else:
            position = _block(builder, lines, position, wraps)


def _block(builder: Builder, lines: Sequence[Line], position: int, wraps: Wraps) -> int:
    """Place the block that begins at ``position`` and return the position after it."""
    line = lines[position]
    after = place_html_table(builder, lines, position)
    if after is not None:
        return after
    heading = _HEADING.match(line.text)
    if heading:
        _heading(builder, line, heading)
        return position + 1
    if blocks.is_furniture(lines, position):
        blocks.place_rule_or_number(builder, line)
        return position + 1
    found = blocks.find_table(lines, position)
    if found is not None:
        blocks.add_table(builder, lines, position, found)
        _add_pictures(builder)
        return found.end
    if _is_underlined(lines, position):
        level = 1 if "=" in lines[position + 1].text else 2
        builder.add(builder.prose([blocks.bare(line)], Style(heading=level)))
        builder.place("markup", lines[position + 1])
        return position + 2
    end = wraps.end(position)
    builder.add(builder.prose([_unmarked(builder, one) for one in lines[position:end]]))
    _add_pictures(builder)
    return end


def _heading(builder: Builder, line: Line, found: regex.Match[str]) -> None:
    builder.place("markup", line.cut(*found.span("marks")))
    if found["close"]:
        builder.place("markup", line.cut(*found.span("close")))
    level = found["marks"].count("#")
    builder.add(builder.prose([line.cut(*found.span("text"))], Style(heading=level)))
    _add_pictures(builder)


def _is_underlined(lines: Sequence[Line], position: int) -> bool:
    """Whether the next line makes this one a heading (setext): short, and no list item."""
    if position + 1 >= len(lines) or not _UNDERLINE.fullmatch(lines[position + 1].text):
        return False
    under = lines[position + 1].text.strip()
    return len(under) >= 2 and len(lines[position].text) <= 100


def _unmarked(builder: Builder, line: Line) -> Stretch:
    """Return a line without the marks of quotations and of list bullets."""
    start = 0
    for pattern in (_QUOTE, _BULLET):
        found = pattern.match(line.text, start)
        if found and found.end() > start:
            builder.place("markup", line.cut(start, found.end()))
            start = found.end()
    end = len(line.text.rstrip())
    if line.text[:end].endswith("\\"):
        builder.place("markup", line.cut(end - 1, end))
        end -= 1
    return line.cut(start, max(start, end))


def _add_pictures(builder: Builder) -> None:
    pictures, builder.pictures = builder.pictures, []
    builder.add(pictures)
