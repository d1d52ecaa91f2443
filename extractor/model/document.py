"""The document as a reader of files hands it on: blocks in reading order, each anchored.

Nothing here knows what a notice is. Every character that a person would see stands in exactly
one `Paragraph` or one `Furniture`; later stages place the paragraphs' characters in fields.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic

Alignment = Literal["left", "center", "right", "justify"]

FurnitureKind = Literal[
    "page_number",  # 页码
    "running_head",  # 页眉、页脚
    "navigation",  # everything on a web page around the notice
    "markup",  # stray tags and separator rows that a text dump kept
    "watermark",
    "line_number",  # 行号, in the margin of a draft
    "hidden",  # text the file holds but does not show
    "deleted",  # tracked deletions
    "comment",
    "footnote_mark",
    "repeated_header",  # a table's header printed again on a later page
    "duplicate",  # the same title or metadata table printed twice
    "decoration",  # rules made of characters, leader dots
]


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A stretch ``[start, end)`` of a paragraph's text that stands in one place."""

    start: int
    end: int
    anchor: Anchor


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A stretch ``[start, end)`` of a paragraph's text set off by its formatting."""

    start: int
    end: int
    kind: Literal["bold", "underline", "italic", "highlight", "link", "kaiti", "heiti"]


class Style(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What the look of a paragraph says about its part in the notice; None is unknown."""

    align: Alignment | None = None
    size: float | None = None
    """Font size in points, of most of the characters."""
    bold: bool = False
    red: bool = False
    """Set in red, as the issuing authority's mark of a letterhead (版头) is."""
    heading: int | None = None
    """Outline level given by the format itself: Word's heading styles, ``<h1>`` to ``<h6>``."""
    indent: float | None = None
    """Distance in points of the first line from the left edge of the text area."""
    note: bool = False
    """A footnote (脚注): its number calls it from the text and makes no item of it."""


class Paragraph(msgspec.Struct, frozen=True, kw_only=True, tag="paragraph", gc=False):
    """A paragraph as the source prints it.

    ``text`` keeps the source's characters. A line end that only layout made is U+000A (a wrap);
    a break the author typed starts a new paragraph instead. Offsets are code points.
    """

    id: int
    """Ordinal in the document, unique, cells included, counted in reading order from 0."""
    text: str
    pieces: tuple[Piece, ...]
    """Cover ``text`` in order; gaps only at wraps."""
    style: Style = Style()
    marks: tuple[Mark, ...] = ()
    generated: int = 0
    """How many leading characters of ``text`` are an automatic number the file does not spell."""
    links: tuple[str, ...] = ()
    """Targets of the links in the paragraph. Never followed."""


class Cell(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A table cell; ``row`` and ``column`` are 0-based positions of its top left slot."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    anchor: Anchor
    header: bool = False
    """The format itself says that this is a header cell (``<th>``, ``w:tblHeader``)."""


class Table(msgspec.Struct, frozen=True, kw_only=True, tag="table", gc=False):
    """A grid of cells. A slot no cell covers does not exist in the source."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    """Ordered by row, then column."""
    anchor: Anchor
    spans_known: bool = True
    """False where the format loses merged cells, so that a covered slot looks empty."""
    edges: tuple[float, ...] | None = None
    """The x positions of the ``columns + 1`` column edges, in points, for paged sources."""


class Picture(msgspec.Struct, frozen=True, kw_only=True, tag="picture", gc=False):
    """A picture in the text; its content is not read."""

    anchor: Anchor
    description: str = ""
    width: float | None = None
    """In points, where the source says; likewise ``height``."""
    height: float | None = None


Block = Paragraph | Table | Picture


class Furniture(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Characters a person sees that belong to the page or the site, not to the notice."""

    kind: FurnitureKind
    text: str
    anchor: Anchor


class Property(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One entry of the metadata that a web page or a file states about itself."""

    name: str
    """The label as it is printed (索引号) or the name of the ``<meta>`` tag."""
    value: str
    anchor: Anchor
    visible: bool = True
    """False for values of the markup that no reader of the page sees."""


class Page(msgspec.Struct, frozen=True, gc=False):
    """The size of a page as shown, in points."""

    width: float
    height: float


class Document(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a reader of files saw."""

    media_type: str
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...] = ()
    properties: tuple[Property, ...] = ()
    pages: tuple[Page, ...] = ()
    """Empty for sources without pages."""
    text_origin: Literal["text", "ocr", "mixed"] = "text"
    diagnostics: tuple[Diagnostic, ...] = ()
