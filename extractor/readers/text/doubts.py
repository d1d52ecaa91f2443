"""Damage that no reader can undo (DOMAIN 10, rows 1 and 2): it is left as it stands and named."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.readers.text import rows
from extractor.readers.text.builder import Builder
from extractor.readers.text.lines import Line

CODE = "text.flattened-table"

_LONG_LINE = 1500
_ITEM = regex.compile(r"(?<![0-9.．])[0-9]{1,3}[.、．](?=\p{Han})")
_LEAST_ITEMS = 8
_NUMBER = regex.compile(r"\s*+([0-9]{1,3})\s*+")
_LEAST_NUMBERS = 5


def remark_on(builder: Builder, lines: Sequence[Line]) -> None:
    """Add a remark where the breaks between cells or lines of the source were lost."""
    for line in lines:
        if len(line.text) >= _LONG_LINE and not rows.has_tab(line):
            items = len(_ITEM.findall(line.text[:100_000]))
            if items >= _LEAST_ITEMS:
                builder.remark(
                    CODE,
                    f"line {line.line} holds {items} numbered items without a break: the rows of a "
                    "table or the lines of the source run together; find a copy that keeps them",
                    line.line,
                )
                return
    start = _cell_per_line(lines)
    if start is not None:
        builder.remark(
            CODE,
            f"from line {start} on a table seems to stand one cell a line: its rows cannot be told "
            "for certain; find a copy that keeps the table",
            start,
        )


def _cell_per_line(lines: Sequence[Line]) -> int | None:
    """Return the line of the first of five numbers that count up alone on lines, some apart."""
    expected, first, last = 1, 0, 0
    for position, line in enumerate(lines):
        found = _NUMBER.fullmatch(line.text) if len(line.text) <= 12 else None
        if found is None:
            continue
        number = int(found[1])
        if number == expected and (number == 1 or 2 <= position - last <= 30):
            first = line.line if number == 1 else first
            expected, last = number + 1, position
        elif number == 1:
            expected, first, last = 2, line.line, position
        if expected > _LEAST_NUMBERS:
            return first
    return None
