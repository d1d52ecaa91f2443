"""The lines of a plain text, sorted into tables, furniture and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.readers.text import columns, doubts, rows
from extractor.readers.text.builder import Builder
from extractor.readers.text.embedded import place_html_table
from extractor.readers.text.lines import Line, Stretch
from extractor.readers.text.wraps import Wraps

# — 3 —, - 3 -, －3－, 第 3 页, 第3页 共8页, 3/8 (GB/T 9704-2012 7.5: the number between dashes)
_PAGE_NUMBER = regex.compile(
    r"\s*+(?:[—\-－–―─·]{1,4}\s*+[0-9０-９]{1,4}\s*+[—\-－–―─·]{1,4}"
    r"|第\s*+[0-9]{1,4}\s*+页(?:\s*+[,，/]?\s*+共\s*+[0-9]{1,4}\s*+页)?)\s*+"
)
_BARE_NUMBER = regex.compile(r"\s*+[0-9]{1,4}\s*+")
_BOX = regex.compile(r"[─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]")


def is_page_number(text: str) -> bool:
    """Whether a line is a page number by its shape.

    >>> is_page_number("— 3 —"), is_page_number("3.")
    (True, False)
    """
    return len(text) <= 40 and _PAGE_NUMBER.fullmatch(text) is not None


def fill(builder: Builder, lines: Sequence[Line]) -> None:
    """Place every line of ``lines``."""
    wraps = Wraps(lines, is_furniture)
    position = 0
    while position < len(lines):
        line = lines[position]
        if line.blank:
            position += 1
        elif is_furniture(lines, position):
            position += 1
            place_rule_or_number(builder, line)
        elif (after := place_html_table(builder, lines, position)) is not None:
            position = after
        elif (found := find_table(lines, position)) is not None:
            add_table(builder, lines, position, found)
            position = found.end
        else:
            end = wraps.end(position)
            _add_prose(builder, lines, position, end)
            position = end
    doubts.remark_on(builder, lines)


def _add_prose(builder: Builder, lines: Sequence[Line], start: int, end: int) -> None:
    """Place a paragraph, and the page numbers that it goes on behind."""
    kept = []
    for position in range(start, end):
        line = lines[position]
        if position > start and is_furniture(lines, position):
            place_rule_or_number(builder, line)
        elif not line.blank:
            kept.append(bare(line))
    builder.add(builder.prose(kept))


def find_table(lines: Sequence[Line], position: int) -> rows.Found | None:
    """Return the table of tabs, bars or aligned columns that begins at ``position``."""
    line = lines[position]
    if rows.has_tab(line):
        return rows.find_tabbed(lines, position, _is_aside)
    if rows.has_bar(line):
        return rows.find_barred(lines, position, _is_aside)
    return columns.find_aligned(lines, position)


def add_table(builder: Builder, lines: Sequence[Line], start: int, found: rows.Found) -> None:
    """Place a table, its bars, and the lines in it that are no rows."""
    builder.table(found.rows, found.columns, header=found.header)
    aside = set(found.aside)
    for position in range(start, found.end):
        if position in aside:
            place_rule_or_number(builder, lines[position])
        elif found.barred:
            _place_bars(builder, lines[position])


def _place_bars(builder: Builder, line: Line) -> None:
    if not rows.has_bar(line):
        return
    outside = line.text
    for cell in rows.split_bars(line):
        low = cell.start - line.start
        outside = outside[:low] + " " * len(cell.text) + outside[low + len(cell.text) :]
    for bar in regex.finditer(r"\S", outside):
        builder.place("markup", line.cut(bar.start(), bar.end()))


def place_rule_or_number(builder: Builder, line: Line) -> None:
    """Place a line that is furniture by its shape."""
    if rows.is_rule(line.text):
        cells = "\t" in line.text or "|" in line.text
        builder.place("markup" if cells else "decoration", bare(line))
    else:
        builder.place("page_number", bare(line))


def _is_aside(line: Line) -> bool:
    return line.blank or is_page_number(line.text)


def is_furniture(lines: Sequence[Line], position: int) -> bool:
    """Whether a line is a rule or a page number."""
    text = lines[position].text
    if rows.is_rule(text) or is_page_number(text):
        return True
    return _at_seam(lines, position) and _BARE_NUMBER.fullmatch(text) is not None


def _at_seam(lines: Sequence[Line], position: int) -> bool:
    """Whether a line is the last of a page that a form feed ends."""
    following = position + 1
    while following < len(lines) and lines[following].blank and not lines[following].seam:
        following += 1
    return following < len(lines) and lines[following].seam


def bare(line: Line) -> Stretch:
    """Return the text of a line as a stretch."""
    return Stretch(line.line, line.start, line.text)
