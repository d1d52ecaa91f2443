"""A page to what stands on it in reading order: lines of running text and tables with lines.

Which glyphs are seen at all, which grids are tables, which cell each glyph stands in. What the
repetition over pages says (running heads, page numbers) is decided later, in `furniture`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from extractor.bounds import bounds
from extractor.layout.aligned import find_aligned, may_head
from extractor.layout.bands import find_banded, has_bands
from extractor.layout.blocks import Drawn, PageText
from extractor.layout.footnotes import part_footnotes
from extractor.layout.framed import is_framed, with_columns
from extractor.layout.furniture import is_page_number, without_page_number
from extractor.layout.gutters import Gutter, column_regions, find_gutters, may_have_columns
from extractor.layout.headers import with_headers
from extractor.layout.lattice import Grid, find_grids, is_tangled
from extractor.layout.lines import Line, read_lines, read_turned_lines
from extractor.layout.overflow import with_overflow
from extractor.layout.page import Box, Floats, Glyphs, Integers, Page
from extractor.layout.rivers import read_rows
from extractor.layout.shading import with_bands
from extractor.layout.visible import part_visible

MUTE = 0.06
"""Part of a page from which a picture may hold text that is missing; a seal covers 0.03."""
BLEED = 3.0
"""Points from both sides of the page within which lines are no table's."""
MAX_PICTURES = 200
"""Pictures of a page that are looked at for text they may hold."""


def lay_out(page: Page, before: PageText | None = None) -> PageText:
    """Return the lines and tables of ``page``, which follows ``before``, in reading order."""
    glyphs, asides = part_visible(page)
    grids, tangled = _ruled(page)
    if page.recognised:
        grids = _written(grids, glyphs)
    grids = _framed(page, glyphs, grids, _last_table(before))
    regions, first = _cells_of(glyphs, grids)
    by_region = _by_region(_lines(page, glyphs, regions))
    loose = by_region.get(0, [])
    gutters: list[Gutter] = []
    known = before.gutter if before else None
    if not tangled and (known is not None or may_have_columns(loose)):
        gutters = find_gutters(page, glyphs.take(regions == 0), known)
    aligned: list[Grid] = []
    if not tangled and not gutters:
        aligned = _unclosed(page, glyphs.take(regions == 0), loose, grids, _open_table(before))
    if aligned:
        grids += aligned
        regions, first = _cells_of(glyphs, grids)
    if gutters:
        apart = column_regions(gutters, *middles(glyphs))
        regions = np.where(regions == 0, apart, regions)
    if aligned or gutters:
        by_region = _by_region(_lines(page, glyphs, regions))
    loose = [line for region in list(by_region) if region <= 0 for line in by_region.pop(region)]
    tables = _drawn(page.number, grids, first, by_region)
    loose, tables = with_headers(loose, tables)
    loose, tables = with_overflow(page, loose, tables)
    flow: list[Line | Drawn] = [*loose, *tables]
    flow.sort(key=lambda item: _place(item, gutters))
    flow, notes = part_footnotes(page, flow)
    return PageText(
        page=page.number,
        width=page.width,
        height=page.height,
        flow=tuple(flow),
        notes=tuple(notes),
        asides=tuple(asides),
        picture_share=_largest_share(page),
        mute=_mute_pictures(page, glyphs),
        drawn=page.drawn,
        tangled=tangled,
        gutter=gutters[-1].x if gutters else None,
        recognised=page.recognised
        or (bool(page.looks) and all(look.hidden for look in page.looks)),
    )


def _written(grids: list[Grid], glyphs: Glyphs) -> list[Grid]:
    """Return the grids with writing in them: the others are parts of photographs and drawings."""
    x, y = middles(glyphs)
    return [grid for grid in grids if bool((grid.locate(x, y) >= 0).any())]


def _unclosed(
    page: Page,
    glyphs: Glyphs,
    lines: Sequence[Line],
    taken: Sequence[Grid],
    before: Grid | None,
) -> list[Grid]:
    """Return the grids of tables that no verticals close, among ``glyphs`` and their ``lines``."""
    if len(lines) > bounds().page_lines:
        return []
    banded = has_bands(page, taken, 2 if before else 3)
    if not banded and before is None and not any(may_head(line) for line in lines):
        return []
    rows = without_page_number(read_rows(page, glyphs), page)
    grids = find_banded(page, rows, taken, before) if banded else []
    boxes = [grid.box for grid in (*taken, *grids)]
    grids += find_aligned(
        [row for row in rows if not any(box[1] < row.base < box[3] for box in boxes)],
        None if boxes else before,
    )
    return grids


def _framed(page: Page, glyphs: Glyphs, grids: Sequence[Grid], before: Grid | None) -> list[Grid]:
    """Return the grids, those whose columns only their header shows with their columns.

    ``before`` is the table that ends the page before; only the topmost grid goes on with it.
    """
    first = min(grids, key=lambda grid: grid.box[1], default=None)
    above = [before if grid is first else None for grid in grids]
    framed = [is_framed(*pair) for pair in zip(grids, above, strict=True)]
    if not any(framed):
        return list(grids)
    rows = read_rows(page, glyphs)
    return [
        with_columns(page, grid, rows, known) if found else grid
        for grid, known, found in zip(grids, above, framed, strict=True)
    ]


def _last_table(before: PageText | None) -> Grid | None:
    """Return the table that ends a page, but for its page number."""
    if before is None:
        return None
    for item in before.flow[:-3:-1]:
        if isinstance(item, Drawn):
            return item.grid
        if not is_page_number(item.text, item.base, before):
            break
    return None


def _open_table(before: PageText | None) -> Grid | None:
    """Return the table without verticals that ends a page, but for its page number."""
    last = _last_table(before)
    return last if last is not None and last.rivers else None


def _by_region(lines: Iterable[Line]) -> dict[int, list[Line]]:
    grouped: dict[int, list[Line]] = {}
    for line in lines:
        grouped.setdefault(line.region, []).append(line)
    return grouped


def _lines(page: Page, glyphs: Glyphs, regions: Integers) -> list[Line]:
    """Return the lines, those of writing turned against the rest of the page at their regions."""
    if all(look.turn == 0 for look in page.looks):
        return read_lines(page, glyphs, regions)
    turned = np.array([look.turn != 0 for look in page.looks], dtype=np.bool_)[glyphs.looks]
    return [
        *read_lines(page, glyphs.take(~turned), regions[~turned]),
        *read_turned_lines(page, glyphs.take(turned), regions[turned]),
    ]


def _ruled(page: Page) -> tuple[list[Grid], bool]:
    """Return the grids that can be tables, and whether the page is too tangled to look for any."""
    if len(page.glyphs) > bounds().table_characters or is_tangled(page.horizontals, page.verticals):
        return [], True
    grids = find_grids(page.horizontals, page.verticals)
    if len(grids) > bounds().grids:
        return [], True
    if len(page.fills):
        grids = [with_bands(page, grid) for grid in grids]
    return _tables(grids, page), False


def _tables(grids: list[Grid], page: Page) -> list[Grid]:
    """Return the grids that can be tables, larger ones first.

    A single box counts only where it may be the piece of a table that a page break left over:
    wide, and neither inside another grid nor around one. What reaches from edge to edge of the
    page frames it.
    """
    grids = sorted(grids, key=_area, reverse=True)
    boxes = np.array([grid.box for grid in grids]).reshape(-1, 4)
    tables = []
    for grid in grids:
        if grid.box[0] <= BLEED and grid.box[2] >= page.width - BLEED:
            continue
        if len(grid.cells) == 1:
            x0, top, x1, bottom = grid.box
            meets = (boxes[:, 0] < x1) & (x0 < boxes[:, 2])
            meets &= (boxes[:, 1] < bottom) & (top < boxes[:, 3])
            if x1 - x0 < 0.4 * page.width or meets.sum() > 1:
                continue
        tables.append(grid)
    return tables


def _area(grid: Grid) -> float:
    x0, top, x1, bottom = grid.box
    return (x1 - x0) * (bottom - top)


def _place(item: Line | Drawn, gutters: Sequence[Gutter]) -> tuple[float, int, float, float]:
    """Return where an item comes in reading order: columns of a stretch one after the other."""
    if isinstance(item, Line):
        x0, _, x1, _ = item.box
        y, middle = item.base - item.size / 2, (x0 + x1) / 2
    else:
        x0, y, x1, _ = item.grid.box
        middle = (x0 + x1) / 2
    for gutter in gutters:
        side = gutter.side(middle, y)
        if side is not None:
            return (gutter.top, side, y, x0)
    return (y, 0, y, x0)


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


def _mute_pictures(page: Page, glyphs: Glyphs) -> tuple[Box, ...]:
    """Return the boxes of large pictures without text on them, which may show text of their own."""
    x, y = middles(glyphs)
    found = []
    for x0, top, x1, bottom in page.pictures[:MAX_PICTURES].tolist():
        width, height = min(x1, page.width) - max(x0, 0), min(bottom, page.height) - max(top, 0)
        if min(width, height) <= 0 or width * height < MUTE * page.width * page.height:
            continue
        if not ((x > x0) & (x < x1) & (y > top) & (y < bottom)).any():
            found.append((x0, top, x1, bottom))
    return tuple(found)


def _largest_share(page: Page) -> float:
    if not len(page.pictures):
        return 0.0
    boxes = np.clip(page.pictures, 0, [page.width, page.height] * 2)
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return float(areas.max() / (page.width * page.height))
