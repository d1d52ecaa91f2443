"""A workbook that takes rows as they come, at constant memory, and the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from extractor.writers.cells import as_date
from extractor.writers.options import Loss
from extractor.writers.sink import Sink
from extractor.writers.xlsx import looks

MAX_CELL = 32_767
"""UTF-16 code units that a cell holds."""


class Book:
    """A workbook, its formats, and what of the records did not fit."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._cells: dict[tuple[looks.Align, looks.State], Any] = {}
        self.cut = 0
        self.unlinked = 0

    def worksheet(self, name: str) -> Any:
        """Return a new worksheet of xlsxwriter."""
        return self._workbook.add_worksheet(name)

    def style(self, look: Mapping[str, Any]) -> Any:
        """Return the format of a look; the same look is one format."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(dict(look))
        return self._formats[key]

    def cell_style(self, align: looks.Align, state: looks.State) -> Any:
        """Return the format of a cell."""
        if (align, state) not in self._cells:
            self._cells[align, state] = self.style(looks.cell(align, state))
        return self._cells[align, state]

    def fitted(self, text: str) -> str:
        """Return ``text`` as a cell can hold it; what is cut says so, and is counted."""
        # No character takes more than two units.
        if len(text) <= MAX_CELL // 2 or len(text.encode("utf-16-le")) // 2 <= MAX_CELL:
            return text
        self.cut += 1
        mark = f"…〔共{len(text)}字，此处截断 / {len(text)} characters, cut here〕"
        room = 2 * (MAX_CELL - len(mark))
        return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + mark

    def date_from(self, date: str | None) -> None:
        """State when the workbook was made: the clock would give other bytes every time."""
        day = as_date(date) or datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zones
        self._workbook.set_properties({"created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001

    def losses(self) -> tuple[Loss, ...]:
        """Return what did not fit."""
        found = (Loss("cells-cut", self.cut), Loss("links-dropped", self.unlinked))
        return tuple(loss for loss in found if loss.times)


@contextmanager
def opened_book(out: BinaryIO) -> Iterator[Book]:
    """Yield a workbook, which is written to ``out`` when the block ends well.

    Raises:
        OSError: It cannot be written.
    """
    sink = Sink(out)
    with TemporaryDirectory(prefix="extractor-") as folder:
        workbook = Workbook(
            sink,
            {
                "constant_memory": True,
                "tmpdir": folder,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        workbook.use_zip64()
        try:
            yield Book(workbook)
            workbook.close()
        except FileCreateError as fault:
            raise fault.args[0] from fault
        finally:
            sink.close_down()
            for worksheet in workbook.worksheets():
                worksheet.row_data_fh.close()
