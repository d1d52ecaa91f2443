"""Sets gathered text as a paragraph: white space collapsed, formatting as marks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from extractor.model.anchor import Anchor
from extractor.model.document import Mark, Paragraph, Piece, Style
from extractor.readers.html.style import Kind, Look
from extractor.text.characters import is_wide

Setting = tuple[str, list[tuple[str, Look]], list[int], Look, list[str]]
"""A collapsed text, its chunks, where each chunk begins in the text, the block's look, links."""

_SPACE = regex.compile(r"[ \t\r\n\f]++")
_COLLAPSIBLE = regex.compile(r"[\t\r\n\f]|  ")


def squeeze(text: str) -> str:
    """Return ``text`` with its white space collapsed, none at the ends."""
    return _SPACE.sub(" ", text).strip(" ")


def _one(space: regex.Match[str]) -> str:
    return "\n" if "\n" in space.group() or "\r" in space.group() else " "


def collapse(chunks: Sequence[tuple[str, Look]]) -> tuple[str, list[int]]:
    """Return the shown text of chunks, and the offsets at which each begins, and the end.

    A line end of the markup between two Chinese characters is kept as U+000A, a wrap, for no
    author typed a space there; everywhere else a run of white space shows as one space.
    """
    parts: list[str] = []
    bounds: list[int] = []
    length, spaced = 0, True
    for chunk, look in chunks:
        bounds.append(length)
        if look.preformatted:
            text = chunk
        else:
            text = _SPACE.sub(_one, chunk) if _COLLAPSIBLE.search(chunk) else chunk
            if spaced and text[:1] in {" ", "\n"}:
                text = text[1:]
        if text:
            parts.append(text)
            length += len(text)
            spaced = text[-1] in " \n" and not look.preformatted
    bounds.append(length)
    text = "".join(parts)
    if text and spaced:
        text = text[:-1]
    if "\n" in text:
        text = _wraps(text)
    return text, [min(bound, len(text)) for bound in bounds]


def _wraps(text: str) -> str:
    characters = list(text)
    for position, character in enumerate(characters):
        if character != "\n":
            continue
        inside = 0 < position < len(characters) - 1
        if not (inside and is_wide(text[position - 1]) and is_wide(text[position + 1])):
            characters[position] = " "
    return "".join(characters)


def set_paragraph(number: int, setting: Setting, anchor: Anchor, label: str) -> Paragraph:
    """Return the paragraph ``number``, behind the automatic ``label`` of a list item."""
    text, chunks, bounds, look, links = setting
    shift = len(label)
    runs = [
        (start + shift, end + shift, chunk_look)
        for (_, chunk_look), (start, end) in zip(chunks, pairwise(bounds), strict=True)
        if start < end
    ]
    whole = label + text
    return Paragraph(
        id=number,
        text=whole,
        pieces=(Piece(0, len(whole), anchor),),
        style=_style(text, runs, shift, look),
        marks=_marks(runs),
        generated=shift,
        links=tuple(dict.fromkeys(links)),
    )


def _marks(runs: Sequence[tuple[int, int, Look]]) -> tuple[Mark, ...]:
    if not any(look.kinds for _, _, look in runs):
        return ()
    marks: list[Mark] = []
    started: dict[Kind, int] = {}
    previous: frozenset[Kind] = frozenset()
    end = 0
    for start, stop, look in runs:
        if look.kinds != previous:
            for kind in sorted(previous - look.kinds):
                marks.append(Mark(started.pop(kind), start, kind))
            for kind in look.kinds - previous:
                started[kind] = start
            previous = look.kinds
        end = stop
    marks.extend(Mark(start, end, kind) for kind, start in started.items())
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind)))


def _style(text: str, runs: Sequence[tuple[int, int, Look]], shift: int, block: Look) -> Style:
    """Return the style of most of the characters; bold and red only where all are."""
    if len(runs) == 1:
        look = runs[0][2]
        return _look_style(block, look.size, "bold" in look.kinds, look.red, look.heading)
    sizes: dict[float | None, int] = {}
    bold = red = True
    heading = None
    for start, end, look in runs:
        if text[start - shift : end - shift].isspace():
            continue
        sizes[look.size] = sizes.get(look.size, 0) + end - start
        bold = bold and "bold" in look.kinds
        red = red and look.red
        heading = heading or look.heading
    size = max(sizes, key=lambda one: (sizes[one], one or 0.0)) if sizes else None
    return _look_style(block, size, bold, red, heading)


def _look_style(
    block: Look, size: float | None, bold: bool, red: bool, heading: int | None
) -> Style:
    return Style(
        align=block.align,
        size=size,
        bold=bold,
        red=red,
        heading=block.heading or heading,
        indent=round(block.indent, 2) if block.indent is not None else None,
    )
