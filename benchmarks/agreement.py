"""Ruled tables as this project and as pdfplumber see them, page by page, and where they differ.

    python benchmarks/agreement.py FILE_OR_FOLDER...

pdfplumber's ``extract_tables`` is held against the ruled tables of the reader: the same table is
one whose box covers the same part of the page. Compared is the text of the rows, blanks aside and
radicals folded; empty rows and columns do not count. Prints a line for each table that differs,
and the sums.
"""

from __future__ import annotations

import argparse
import logging
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import pdfplumber

from extractor import ExtractorError
from extractor.model.document import Cell, Document, Table
from extractor.readers.pdf import read

MOST_PAGES = 60
"""Pages of a file that pdfplumber is asked for."""
SAME = 0.6
"""Part of the smaller of two boxes that the other covers if they are of one table."""

Box = tuple[float, float, float, float]
Rows = list[list[str]]


class Seen(NamedTuple):
    """A table on a page: its box and the text of its rows."""

    page: int
    box: Box
    rows: Rows


def main() -> int:
    """Print the differences and the sums."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--quiet", action="store_true", help="the sums alone")
    args = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    sums: Counter[str] = Counter()
    for path in _files(args.sources):
        try:
            ours = list(_ours(read(path.read_bytes())))
        except ExtractorError as error:
            print(f"{path.name}: not read: {error}")
            sums["files not read"] += 1
            continue
        sums["files"] += 1
        for kind, place, words in _compared(ours, _theirs(path)):
            sums[kind] += 1
            if kind != "same" and not args.quiet:
                print(f"{path.name} p{place}: {kind}: {words}")
    print(", ".join(f"{name} {count}" for name, count in sorted(sums.items())))
    return 0


def _files(sources: Sequence[Path]) -> Iterator[Path]:
    for source in sources:
        yield from sorted(source.rglob("*.pdf")) if source.is_dir() else [source]


def _ours(document: Document) -> Iterator[Seen]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from _table(block)


def _table(table: Table) -> Iterator[Seen]:
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = _text(cell)
        for inner in cell.tables:
            yield from _table(inner)
    if table.spans_known and table.anchor.bbox is not None:
        yield Seen(table.anchor.page or 0, table.anchor.bbox, _bare(rows))


def _text(cell: Cell) -> str:
    inner = (_text(one) for table in cell.tables for one in table.cells)
    return "".join((*(paragraph.text for paragraph in cell.paragraphs), *inner))


def _theirs(path: Path) -> list[Seen]:
    found = []
    try:
        with pdfplumber.open(path) as file:
            for page in file.pages[:MOST_PAGES]:
                found += [
                    Seen(
                        page.page_number,
                        table.bbox,
                        _bare([[c or "" for c in r] for r in table.extract()]),
                    )
                    for table in page.find_tables()
                ]
                page.close()
    # pdfplumber meets damage with whatever its parser stumbles over
    except Exception as error:
        print(f"{path.name}: pdfplumber: {type(error).__name__}")
    return [table for table in found if table.rows]


def _bare(rows: Rows) -> Rows:
    """Return the rows without blanks, empty rows and empty columns, radicals folded."""
    folded = [
        ["".join(unicodedata.normalize("NFKC", text).split()) for text in row] for row in rows
    ]
    filled = [row for row in folded if any(row)]
    columns = [column for column in zip_longest(*filled, fillvalue="") if any(column)]
    return [list(row) for row in zip(*columns, strict=True)]


def _compared(ours: Sequence[Seen], theirs: Sequence[Seen]) -> Iterator[tuple[str, int, str]]:
    """Yield for each table what kind of agreement there is, its page, and what differs."""
    left = [table for table in ours if table.rows]
    for theirs_one in theirs:
        match = max(left, key=lambda one: _share(one, theirs_one), default=None)
        if match is None or _share(match, theirs_one) < SAME:
            yield "only pdfplumber", theirs_one.page, _summary(theirs_one)
            continue
        left.remove(match)
        if match.rows == theirs_one.rows:
            yield "same", match.page, ""
        else:
            yield "differs", match.page, _difference(match.rows, theirs_one.rows)
    for one in left:
        yield "only extractor", one.page, _summary(one)


def _share(one: Seen, other: Seen) -> float:
    """Return which part of the smaller box the other covers."""
    if one.page != other.page:
        return 0.0
    width = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    height = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    areas = [(b[2] - b[0]) * (b[3] - b[1]) for b in (one.box, other.box)]
    return max(0.0, width) * max(0.0, height) / max(min(areas), 1e-6)


def _summary(table: Seen) -> str:
    return f"{len(table.rows)} × {len(table.rows[0])}, {'|'.join(table.rows[0])[:60]!r}"


def _difference(ours: Rows, theirs: Rows) -> str:
    shapes = f"{len(ours)} × {len(ours[0])} against {len(theirs)} × {len(theirs[0])}"
    if len(ours) != len(theirs) or len(ours[0]) != len(theirs[0]):
        return shapes
    pairs = [
        (a, b)
        for one, other in zip(ours, theirs, strict=True)
        for a, b in zip(one, other, strict=True)
        if a != b
    ]
    if sorted("".join(a for a, _ in pairs)) == sorted("".join(b for _, b in pairs)):
        return f"{shapes}, {len(pairs)} cells in another order: {pairs[0][0][:60]!r}"
    return f"{shapes}, {len(pairs)} cells: {pairs[0][0][:40]!r} against {pairs[0][1][:40]!r}"


if __name__ == "__main__":
    raise SystemExit(main())
