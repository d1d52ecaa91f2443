"""What layout finds on a page: lines of running text, tables, and what stands apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.layout.lattice import Grid
from extractor.layout.lines import Line
from extractor.layout.page import Box
from extractor.model.document import FurnitureKind


@dataclass(frozen=True, slots=True)
class Aside:
    """A line that is no part of the running text, and what it is instead."""

    kind: FurnitureKind
    line: Line


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table as it stands on one page; ``lines`` and ``nested`` go by cell."""

    page: int
    grid: Grid
    lines: tuple[tuple[Line, ...], ...]
    nested: tuple[tuple[Drawn, ...], ...]


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says: ``flow`` in reading order, ``asides`` apart."""

    page: int
    width: float
    height: float
    flow: tuple[Line | Drawn, ...]
    asides: tuple[Aside, ...]
    notes: tuple[Line, ...] = ()
    """Footnotes (脚注), which follow the text of all pages."""
    picture_share: float = 0.0
    """Part of the page that its largest picture covers."""
    mute: tuple[Box, ...] = ()
    """Large pictures without text on them."""
    drawn: bool = True
    """See `Page.drawn`."""
    tangled: bool = False
    """Too many lines, boxes or characters to look for tables: there are none in ``flow``."""
    gutter: float | None = None
    """The x of the white between two columns of running text."""
    recognised: bool = False
    """The text was recognised, here or before: an invisible layer over a picture."""

    def has_text(self) -> bool:
        """Whether there is a visible character in the flow."""
        return any(line.text.strip() for item in self.flow for line in lines_of(item))

    def characters(self) -> int:
        """Return how many visible characters stand in the flow."""
        return sum(len("".join(line.text.split())) for item in self.flow for line in lines_of(item))


def lines_of(item: Line | Drawn) -> Iterator[Line]:
    """Yield the lines of an item of the flow, those of its cells and nested tables included."""
    if isinstance(item, Line):
        yield item
        return
    for lines, nested in zip(item.lines, item.nested, strict=True):
        yield from lines
        for table in nested:
            yield from lines_of(table)
