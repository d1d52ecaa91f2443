"""A page to what stands on it in reading order: lines of running text and tables with lines.

Which glyphs are seen at all, which grids are tables, which cell each glyph stands in. What the
repetition over pages says (running heads, page numbers) is decided later, in `furniture`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from extractor.layout.lattice import Grid, find_grids
from extractor.layout.lines import Line, read_lines
from extractor.layout.page import Booleans, Floats, Glyphs, Integers, Page
from extractor.model.document import FurnitureKind


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table as it stands on one page; ``lines`` and ``nested`` go by cell."""

    page: int
    grid: Grid
    lines: tuple[tuple[Line, ...], ...]
    nested: tuple[tuple[Drawn, ...], ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """A line that is no part of the running text, and what it is instead."""

    kind: FurnitureKind
    line: Line


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says: ``flow`` in reading order, ``asides`` apart."""

    page: int
    width: float
    height: float
    flow: tuple[Line | Drawn, ...]
    asides: tuple[Aside, ...]
    picture_share: float = 0.0
    """Part of the page that its largest picture covers."""
    drawn: bool = True
    """See `Page.drawn`."""

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


def lay_out(page: Page) -> PageText:
    """Return the lines and tables of ``page`` in reading order."""
    glyphs, asides = _seen(page)
    grids = [grid for grid in find_grids(page.horizontals, page.verticals) if len(grid.cells) > 1]
    grids.sort(key=_area, reverse=True)
    regions, first = _cells_of(glyphs, grids)
    by_region: dict[int, list[Line]] = {}
    for line in read_lines(page, glyphs, regions):
        by_region.setdefault(line.region, []).append(line)
    tables = _drawn(page.number, grids, first, by_region)
    flow: list[Line | Drawn] = [*by_region.get(0, ()), *tables]
    flow.sort(key=_place)
    return PageText(
        page=page.number,
        width=page.width,
        height=page.height,
        flow=tuple(flow),
        asides=tuple(asides),
        picture_share=_largest_share(page),
        drawn=page.drawn,
    )


def _area(grid: Grid) -> float:
    x0, top, x1, bottom = grid.box
    return (x1 - x0) * (bottom - top)


def _place(item: Line | Drawn) -> tuple[float, float]:
    if isinstance(item, Line):
        return (item.base - item.size / 2, item.box[0])
    return (item.grid.box[1], item.grid.box[0])


def _seen(page: Page) -> tuple[Glyphs, list[Aside]]:
    """Part what stands upright and visible from what does not."""
    glyphs = page.glyphs
    kinds: list[tuple[FurnitureKind, Booleans]] = []
    hidden = np.array([look.hidden for look in page.looks], dtype=np.bool_)[glyphs.looks]
    slanted = np.array([look.turn is None for look in page.looks], dtype=np.bool_)[glyphs.looks]
    if hidden.all():
        hidden[:] = False  # the text layer under a scanned picture
    off = _off_page(page)
    doubled = _doubled(page) & ~hidden & ~off
    kinds.append(("hidden", hidden | off))
    kinds.append(("watermark", slanted & ~hidden & ~off))
    kinds.append(("duplicate", doubled & ~slanted))
    apart = hidden | off | slanted | doubled
    if not apart.any():
        return glyphs, []
    asides: list[Aside] = []
    for kind, mask in kinds:
        chosen = glyphs.take(mask)
        lines = read_lines(page, chosen, np.zeros(len(chosen), dtype=np.int64))
        asides.extend(Aside(kind, line) for line in lines)
    return glyphs.take(~apart), asides


def _off_page(page: Page) -> Booleans:
    boxes = page.glyphs.boxes
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    off: Booleans = (x < 0) | (x > page.width) | (y < 0) | (y > page.height)
    return off


def _doubled(page: Page) -> Booleans:
    """Return which glyphs print an earlier one again, shifted by less than a fifth of an em."""
    glyphs = page.glyphs
    doubled = np.zeros(len(glyphs), dtype=np.bool_)
    sizes = np.array([look.size for look in page.looks])[glyphs.looks]
    order = np.lexsort((glyphs.boxes[:, 0], np.round(glyphs.bases / 2), glyphs.codes))
    for step in (1, 2):
        first, second = order[:-step], order[step:]
        near = (
            (glyphs.codes[first] == glyphs.codes[second])
            & (glyphs.codes[first] > 0x20)
            & (glyphs.codes[first] != 0x3000)
            & (np.abs(glyphs.boxes[first, 0] - glyphs.boxes[second, 0]) < 0.2 * sizes[first])
            & (np.abs(glyphs.bases[first] - glyphs.bases[second]) < 0.2 * sizes[first])
        )
        doubled[np.maximum(first, second)[near]] = True
    return doubled


def _cells_of(glyphs: Glyphs, grids: list[Grid]) -> tuple[Integers, list[int]]:
    """Return each glyph's region (0 outside tables) and the region of each grid's first cell.

    Later, smaller grids win: a table nested in a cell lies inside the larger one.
    """
    regions = np.zeros(len(glyphs), dtype=np.int64)
    x, y = middles(glyphs)
    first, beyond = [], 1
    for grid in grids:
        found = grid.locate(x, y)
        regions[found >= 0] = found[found >= 0] + beyond
        first.append(beyond)
        beyond += len(grid.cells)
    return regions, first


def middles(glyphs: Glyphs) -> tuple[Floats, Floats]:
    """Return the centres of the glyphs; vertically near the baseline, which every font gives."""
    heights = np.minimum(glyphs.boxes[:, 2] - glyphs.boxes[:, 0], 12.0)
    return (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2, glyphs.bases - 0.3 * heights


def _drawn(
    page: int, grids: list[Grid], first: list[int], by_region: dict[int, list[Line]]
) -> list[Drawn]:
    """Return the outermost tables, with those nested in their cells inside."""
    children: list[dict[int, list[int]]] = [{} for _ in grids]
    roots = []
    for index, grid in enumerate(grids):
        x0, top, x1, bottom = grid.box
        point = np.array([(x0 + x1) / 2]), np.array([(top + bottom) / 2])
        for outer in range(index - 1, -1, -1):
            cell = int(grids[outer].locate(*point)[0])
            if cell >= 0:
                children[outer].setdefault(cell, []).append(index)
                break
        else:
            roots.append(index)

    def build(index: int) -> Drawn:
        grid = grids[index]
        return Drawn(
            page=page,
            grid=grid,
            lines=tuple(
                tuple(by_region.get(first[index] + cell, ())) for cell in range(len(grid.cells))
            ),
            nested=tuple(
                tuple(build(child) for child in children[index].get(cell, ()))
                for cell in range(len(grid.cells))
            ),
        )

    return [build(index) for index in roots]


def _largest_share(page: Page) -> float:
    if not len(page.pictures):
        return 0.0
    boxes = np.clip(page.pictures, 0, [page.width, page.height] * 2)
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return float(areas.max() / (page.width * page.height))
