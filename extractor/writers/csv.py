"""CSV (RFC 4180): one row a task, or a task, role and unit, for people and their spreadsheets.

Cells a spreadsheet would run are guarded; `restored` gives back every cell exactly.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from extractor.model.notice import Notice
from extractor.writers.cells import as_text, guarded
from extractor.writers.columns import rows, selected
from extractor.writers.options import Loss, Options


def write(notices: Iterable[Notice], out: BinaryIO, options: Options) -> tuple[Loss, ...]:
    """Write a header and the rows, lines ended by CR LF. Nothing is lost of what the cells hold."""
    columns = selected(options.columns, explode=options.explode)
    if options.bom:
        out.write(codecs.BOM_UTF8)
    language = options.headers or "en"
    out.write(line(column.header(language) for column in columns))
    for notice in notices:
        out.writelines(
            line(as_text(column.cell(row)) for column in columns)
            for row in rows(notice, explode=options.explode)
        )
    return ()


def line(cells: Iterable[str]) -> bytes:
    """Return one line of CSV, its cells guarded."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return buffer.getvalue().encode()
