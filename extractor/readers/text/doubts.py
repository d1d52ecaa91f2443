"""Tables and lines that run together: no reader can part them, so they are left and named."""

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
