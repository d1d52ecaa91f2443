"""HTML tables inside Markdown and text, as recognisers of scans (OCR) write them."""

from __future__ import annotations

from collections.abc import Sequence

import regex
from msgspec.structs import replace

from extractor.model.anchor import Anchor
from extractor.model.document import Block, Cell, Paragraph, Piece, Table
from extractor.readers import html
from extractor.readers.text.builder import Builder
from extractor.readers.text.lines import Line

_OPEN = regex.compile(r"(?i)\s*+(?:<html>\s*+)?(?:<body>\s*+)?<table[\s>]")
_CLOSE = regex.compile(r"(?i)</table>\s*+(?:</body>\s*+)?(?:</html>\s*+)?$")
_START = regex.compile(r"(?i)<table[\s>]")
_MOST_LINES = 20_000


def place_html_table(builder: Builder, lines: Sequence[Line], position: int) -> int | None:
    """Place the HTML table whose tag opens the line at ``position``; return what follows it.

    Its anchors have the line of the tag and the path in the markup. Returns None where no table
    begins or where its end is missing.
    """
    if not _OPEN.match(lines[position].text):
        return None
    depth = 0
    for end in range(position, min(len(lines), position + _MOST_LINES)):
        text = lines[end].text
        depth += len(_START.findall(text)) - text.lower().count("</table>")
        if depth <= 0:
            if not _CLOSE.search(text):
                return None
            markup = "\n".join(line.text for line in lines[position : end + 1])
            found = html.fragment(markup, builder.next_id)
            builder.adopt([_at_line(block, lines[position].line) for block in found])
            return end + 1
    return None


def _at_line(block: Block, line: int) -> Block:
    if isinstance(block, Paragraph):
        return _paragraph(block, line)
    if isinstance(block, Table):
        return _table(block, line)
    return replace(block, anchor=_moved(block.anchor, line))


def _table(table: Table, line: int) -> Table:
    cells = tuple(_cell(cell, line) for cell in table.cells)
    return replace(table, cells=cells, anchor=_moved(table.anchor, line))


def _cell(cell: Cell, line: int) -> Cell:
    return replace(
        cell,
        paragraphs=tuple(_paragraph(one, line) for one in cell.paragraphs),
        tables=tuple(_table(one, line) for one in cell.tables),
        anchor=_moved(cell.anchor, line),
    )


def _paragraph(paragraph: Paragraph, line: int) -> Paragraph:
    pieces = tuple(Piece(one.start, one.end, _moved(one.anchor, line)) for one in paragraph.pieces)
    return replace(paragraph, pieces=pieces)


def _moved(anchor: Anchor, line: int) -> Anchor:
    return replace(anchor, line=line)
