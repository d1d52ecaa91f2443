"""Forged notices as binary Word documents (DOC), made without any office program."""

from __future__ import annotations

from tests.forge.truth import Row, Truth
from tests.readers.doc_builder import Doc, P, cell, row_of, sprm

_ALIGN, _SIZE = 0x2461, 0x4A43
_RESTART, _CONTINUE = 0x60, 0x20
_WIDTH = 8800


def doc(truth: Truth) -> bytes:
    """Return the notice as a document."""
    main = [
        P([(text, sprm(_SIZE, 2 * size))], sprm(_ALIGN, align))
        for text, align, size in (
            (truth.number, 1, 16),
            (truth.title, 1, 22),
            ("，".join(truth.addressees) + "：", 0, 16),
            *((text, 3, 16) for text in truth.body),
            (truth.issuer, 2, 16),
            (truth.printed_date, 2, 16),
            (truth.attachment, 1, 22),
            *((text, 3, 16) for text in truth.paragraphs),
        )
    ]
    if truth.header:
        main += _table(truth)
    return Doc(main).build()


def _table(truth: Truth) -> list[P]:
    rows = [*truth.header, *truth.rows]
    count = len(truth.header[0])
    shares = truth.widths or (1 / count,) * count
    edges = [round(_WIDTH * sum(shares[:n])) for n in range(count + 1)]
    made: list[P] = []
    above: dict[int, int] = {}
    for order, row in enumerate(rows):
        made += _row(row, edges, above, header=order < len(truth.header))
    return made


def _row(row: Row, edges: list[int], above: dict[int, int], *, header: bool) -> list[P]:
    """Return the cells of a row; ``above`` counts the rows that a merged cell still covers."""
    cells: list[P] = []
    used = [edges[0]]
    flags: list[int] = []
    column = 0
    while column < len(row):
        here = row[column]
        width = 1 if here is None else here.columns
        if here is None and above.get(column, 0):
            above[column] -= 1
            cells.append(cell(""))
            flags.append(_CONTINUE)
        elif here is not None:
            parts = here.paragraphs
            cells += [P(part, sprm(0x2416, 1)) for part in parts[:-1]]
            cells.append(cell(parts[-1]))
            flags.append(_RESTART if here.rows > 1 else 0)
            above[column] = here.rows - 1
        column += width
        used.append(edges[column])
    end = row_of(*used, flags=tuple(flags), more=sprm(0x3404, 1) if header else b"")
    return [*cells, end]
