"""How far one document may go: every cap on what a file can cost, with the reason for its value.

Notices are far below all of these. What a whole run may cost (time, memory, archives) is bounded by
`extractor.batch.Limits`; libxml2's own caps (256 levels of elements, 10 MB in one text node) are
fixed. A cap that is met is a fault (``too-large``, ``too-deep``) or a diagnostic, never silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields

_MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The caps on one document; sizes in bytes."""

    file: int = 512 * _MIB
    """A file: a notice is never larger; a device or an endless pipe is."""

    # Packages: DOCX, OFD and what else is a ZIP.
    members: int = 50_000
    """Members of a package: one packed member can be named many times."""
    part: int = 128 * _MIB
    """A part of a package, unpacked: ten times the longest report; a tree takes ten times that."""
    package: int = 512 * _MIB
    """All parts of a package that are read: as much as a file without packing."""
    ratio: int = 200
    """Times a part may exceed its packed size: Word's XML packs 5 to 30 times, Deflate 1,032."""
    ratio_from: int = _MIB
    """Unpacked size from which ``ratio`` counts: small parts may be all blanks."""

    # Tables and text, of all formats.
    cells: int = 200_000
    """Cells, or slots that spans cover, of one table: the longest known has some thousands."""
    columns: int = 1_024
    """Columns of a table in Word, which itself allows 63: a span can claim a billion."""
    text_columns: int = 256
    """Columns of a table drawn in text: no line holds more."""
    column_span: int = 1_000
    """Columns that a cell of a page may span: the HTML standard."""
    row_span: int = 65_534
    """Rows that a cell of a page may span: the HTML standard."""
    paragraphs: int = 300_000
    """Paragraphs of a page, lines of a text: some thousand pages of print."""

    # Workbooks and binary files.
    workbook_cells: int = 1_000_000
    """Cells of a workbook, empty ones included: a sheet has room for 17 billion."""
    filled_cells: int = 400_000
    """Cells of a workbook that hold text."""
    cell_characters: int = 100_000
    """Characters of a cell of a workbook: Excel itself allows 32,767."""
    sheets: int = 1_000
    """Sheets of a workbook."""
    strings: int = 1_000_000
    """Shared strings of a workbook."""
    document_characters: int = 20_000_000
    """Characters of a DOC file: its pieces may name the same text again and again."""
    runs: int = 2_000_000
    """Runs of equal look in a DOC file: ten times those of the longest report."""
    shapes: int = 20_000
    """Shapes of a DOC file: a drawing of thousands is a plan."""
    drawing_depth: int = 32
    """Groups of shapes inside groups in a DOC file: drawings nest three or four."""
    lists: int = 10_000
    """Lists, and paragraphs' ways to name them, of a DOC file: Word itself allows 2,046."""
    nested_tables: int = 16
    """Tables inside tables in a DOC file: forms nest two or three."""
    style_chain: int = 32
    """Styles of Word based on one another: more is a circle."""
    format_code: int = 1_000
    """Characters of a number format that are read: Excel itself allows 255."""
    entries: int = 100_000
    """Entries of the folder of a compound file (DOC, XLS)."""

    # Web pages.
    attributes: int = 5_000
    """Attributes of a tag: the parser compares each with each."""
    open_elements: int = 1_000
    """Elements open at once: browsers keep 512; the parser's stack grows with them."""
    kept_levels: int = 120
    """Levels of a page that are kept; what stands deeper is held by the last."""
    looked_at: int = 60_000_000
    """Open elements summed over all tags of a page: some seconds of building its tree."""
    reopened: int = 3_000_000
    """Formatting elements opened anew in blocks: each is a node, some hundred megabytes in all."""

    # Pictures of pages.
    ocr_pages: int = 0
    """Pages whose text is recognised where they are pictures (OCR, with the extra ``ocr``): none
    unless asked for, for one takes seconds and what it gives is not certain."""
    pixels: int = 64_000_000
    """Pixels of a picture that is a file: two pages of A3 at 400 pixels an inch."""

    # PDF and OFD.
    stream: int = 75 * _MIB
    """A stream unpacked, pictures apart: PDFium unpacks whole streams, unbounded; pypdf's cap."""
    pages: int = 5_000
    """Pages of a PDF or OFD file: a page can be named many times."""
    fallback_pages: int = 500
    """Pages of a PDF that PDFium cannot open: the other way takes a hundred times as long."""
    page_characters: int = 1_000_000
    """Characters of a page that are read: a full page of small print has 10,000."""
    table_characters: int = 200_000
    """Characters of a page beyond which its tables are not looked for."""
    page_objects: int = 60_000
    """Drawn objects of a page beyond which its lines are not read: maps and plans."""
    page_rules: int = 20_000
    """Ruling lines of a page beyond which its tables are not read."""
    crossings: int = 4_000_000
    """Crossings of ruling lines of a page: a grid of 2,000 by 2,000."""
    grids: int = 500
    """Separate grids of a page beyond which none is a table: hatching."""
    page_lines: int = 2_000
    """Lines of a page beyond which tables without rules are not looked for."""
    grounds: int = 2_000
    """Filled boxes and pictures of a page that are tried as ground of white text."""
    form_depth: int = 12
    """Drawings inside drawings: programs nest two or three; some files nest in themselves."""
    reused: int = 1_000_000
    """Objects and characters that pages of an OFD file show again and again, as templates are:
    5,000 pages of 200; what a page shows once is bounded by the size of the package."""
    annotations: int = 2_000
    """Annotations of a page that are read."""
    annotation_bytes: int = 20_000
    """The longest text of an annotation, in UTF-16."""

    def __post_init__(self) -> None:
        for field in fields(self):
            least = min(1, field.default) if isinstance(field.default, int) else 1
            if getattr(self, field.name) < least:
                raise ValueError(f"the bound {field.name} must be at least {least}")


DEFAULTS = Bounds()
_current: ContextVar[Bounds] = ContextVar("bounds", default=DEFAULTS)


def bounds() -> Bounds:
    """Return the caps in force."""
    return _current.get()


@contextmanager
def within(given: Bounds | None) -> Iterator[None]:
    """Put ``given`` in force; None leaves what is.

    >>> with within(Bounds(pages=10)):
    ...     bounds().pages
    10
    """
    if given is None:
        yield
        return
    token = _current.set(given)
    try:
        yield
    finally:
        _current.reset(token)


def changed(given: Bounds) -> dict[str, int]:
    """Return the caps that are not the usual ones, by name."""
    return {
        field.name: getattr(given, field.name)
        for field in fields(given)
        if getattr(given, field.name) != field.default
    }
