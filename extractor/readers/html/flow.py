"""Walks the tree of a page in reading order and sets its text in paragraphs and tables.

White space collapses as CSS 2.1 (16.6.1) says. A block element or ``<br>`` ends a paragraph.
The path of an anchor is the XPath of the block element in the tree lxml builds, with an index at
each step below ``body``: ``html/body/div[2]/table[1]/tr[3]/td[2]/p[1]``. Where one element holds
several paragraphs, ``characters`` counts its shown text from the first of them on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from extractor.errors import TooLarge
from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import (
    Block,
    Cell,
    Furniture,
    FurnitureKind,
    Paragraph,
    Picture,
    Property,
    Table,
)
from extractor.readers.html import grid, lists, metadata
from extractor.readers.html.lines import Lines
from extractor.readers.html.region import Region
from extractor.readers.html.setting import Setting, collapse, set_paragraph, squeeze
from extractor.readers.html.style import BLOCK, SKIPPED, Look, Looks, parse

Path = tuple["Path", str] | None

MAX_PARAGRAPHS = 300_000
_COLLAPSING = " \t\r\n\f"


def join_path(path: Path) -> str:
    """Return the path as one string."""
    steps = []
    while path is not None:
        path, step = path
        steps.append(step)
    return "/".join(reversed(steps))


@dataclass(slots=True)
class _Place:
    """The block element whose text is being gathered, and how much of it was shown before."""

    path: Path
    look: Look
    shown: int = 0


class Flow:
    """Gathers blocks, furniture and properties of one page."""

    def __init__(
        self, region: Region, lines: Lines, looks: Looks, *, flat: bool = False, first: int = 0
    ) -> None:
        self._looks = looks
        self.blocks: list[Block] = []
        self.furniture: list[Furniture] = []
        self.properties: list[Property] = []
        self.diagnostics: list[Diagnostic] = []
        self._region = region
        self._lines = lines
        self._flat = flat
        self._sink = self.blocks
        self._next = first
        self._chunks: list[tuple[str, Look]] = []
        self._aside: dict[FurnitureKind, list[str]] = {}
        self._links: list[str] = []
        self._pictures: list[Picture] = []
        self._label = ""
        self._place = _Place(None, Look())
        self._deferred: list[tuple[Furniture, Setting, bool]] = []
        self._seen: set[tuple[str, str]] = set()

    # --- elements -------------------------------------------------------------------------

    def body(self, body: _Element, look: Look) -> None:
        """Walk the body of a page."""
        self.element(body, ((None, "html"), "body"), look)

    def element(self, element: _Element, path: Path, look: Look) -> None:
        """Walk one element that is shown; ``look`` is that of its surroundings."""
        tag = element.tag
        look = self._looks.inside(element, look)
        if tag == "br":
            self.flush()
        elif tag == "img":
            self._picture(element, path, look)
        elif tag == "a":
            self._link(element, look)
            self.children(element, path, look)
        elif tag in BLOCK or _is_block(element):
            self._block(element, path, look)
        elif tag == "rt":
            furniture = look.furniture or "decoration"
            self.children(element, path, self._looks.changed(look, "furniture", furniture))
        else:
            self.children(element, path, look)

    def children(self, element: _Element, path: Path, look: Look) -> None:
        """Walk what an element holds."""
        text = element.text
        if text:
            self._text(text, look)
        counts: dict[str, int] = {}
        for child in element:
            tag = child.tag
            if isinstance(tag, str):
                number = counts[tag] = counts.get(tag, 0) + 1
                if tag not in SKIPPED:
                    self.element(child, (path, f"{tag}[{number}]"), look)
            tail = child.tail
            if tail:
                self._text(tail, look)

    def _block(self, element: _Element, path: Path, look: Look) -> None:
        self.flush()
        outer = self._place
        look = self._region.look(element, look, self._looks)
        self._place = _Place(path, look)
        if element in self._region.metadata and self._properties(element, path):
            pass
        elif element.tag == "table" and not self._flat and look.furniture is None:
            self._table(element, path, look)
        elif element.tag in {"ol", "ul"}:
            self._list(element, path, look)
        else:
            self.children(element, path, look)
        self.flush()
        self._place = outer

    def _list(self, element: _Element, path: Path, look: Look) -> None:
        labels = {}
        if look.furniture is None:
            labels = lists.labels(element, self._looks.sheet.declarations(element))
        counts: dict[str, int] = {}
        if element.text:
            self._text(element.text, look)
        for child in element:
            tag = child.tag
            if isinstance(tag, str) and tag not in SKIPPED:
                number = counts[tag] = counts.get(tag, 0) + 1
                self.flush()
                self._label = labels.get(child, "")
                self.element(child, (path, f"{tag}[{number}]"), look)
                self._label = ""
            if child.tail:
                self._text(child.tail, look)

    def _picture(self, element: _Element, path: Path, look: Look) -> None:
        if look.furniture is not None or self._flat:
            return
        sides = (element.get("width", ""), element.get("height", ""))
        if any(side.rstrip("px").isdigit() and int(side.rstrip("px")) <= 32 for side in sides):
            return
        description = (element.get("alt") or element.get("title") or "").strip()
        self._pictures.append(
            Picture(anchor=Anchor(path=join_path(path)), description=description[:500])
        )

    def _link(self, element: _Element, look: Look) -> None:
        target = (element.get("href") or "").strip()
        if (
            target
            and look.furniture is None
            and not target.lower().startswith(("javascript:", "#"))
        ):
            self._links.append(target[:2000])

    def _properties(self, element: _Element, path: Path) -> bool:
        """Read an element as a block of labels and values; say whether it is one."""
        inner = Flow(self._region.without_metadata(), self._lines, self._looks, flat=True)
        inner.element_alone(element, path, Look(chrome_lines=False))
        found = metadata.pair([(one.text, one.pieces[0].anchor) for one in inner.paragraphs()])
        if found is None:
            return False
        self.furniture.extend(inner.furniture)
        for entry in found.properties:
            key = (entry.name, entry.value)
            if key in self._seen:
                text = f"{entry.name} {entry.value}".strip()
                self.furniture.append(Furniture(kind="duplicate", text=text, anchor=entry.anchor))
            else:
                self._seen.add(key)
                self.properties.append(entry)
        self.furniture.extend(found.rest)
        return True

    def element_alone(self, element: _Element, path: Path, look: Look) -> None:
        """Walk one element as if it were a page."""
        self._place = _Place(path, look)
        self.children(element, path, look)
        self.flush()

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs found outside tables."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    # --- tables ---------------------------------------------------------------------------

    def _table(self, element: _Element, path: Path, look: Look) -> None:
        plan = None if grid.is_layout(element, self._region.sizes) else grid.plan(element, path)
        if plan is None or not plan.cells:
            self.children(element, path, look)
            return
        for outside, outside_path in plan.outside:
            self.element(outside, outside_path, look)
        for text in plan.stray:
            self._text(text, look)
        self.flush()
        self._release()
        cells = []
        for slot in plan.cells:
            row = slot.row_element
            row_look = look if row is None else self._looks.inside(row, look)
            paragraphs, tables = self._cell(slot.element, slot.path, row_look)
            cells.append(
                Cell(
                    row=slot.row,
                    column=slot.column,
                    row_span=slot.row_span,
                    column_span=slot.column_span,
                    paragraphs=paragraphs,
                    tables=tables,
                    anchor=Anchor(path=join_path(slot.path)),
                    header=slot.header,
                )
            )
        self._say(plan.remarks, path)
        self._sink.append(
            Table(
                rows=plan.rows,
                columns=plan.columns,
                cells=tuple(cells),
                anchor=Anchor(path=join_path(path)),
            )
        )

    def _cell(
        self, element: _Element, path: Path, look: Look
    ) -> tuple[tuple[Paragraph, ...], tuple[Table, ...]]:
        sink, place = self._sink, self._place
        self._sink = []
        look = self._looks.changed(self._looks.inside(element, look), "chrome_lines", False)
        self._place = _Place(path, look)
        self.children(element, path, look)
        self.flush()
        found, self._sink, self._place = self._sink, sink, place
        return (
            tuple(block for block in found if isinstance(block, Paragraph)),
            tuple(block for block in found if isinstance(block, Table)),
        )

    def _say(self, remarks: Sequence[str], path: Path) -> None:
        for message in remarks:
            self.diagnostics.append(
                Diagnostic(
                    code="html.table-span",
                    severity="warning",
                    message=message,
                    anchor=Anchor(path=join_path(path)),
                )
            )

    # --- text -----------------------------------------------------------------------------

    def _text(self, text: str, look: Look) -> None:
        if look.furniture is not None:
            self._aside.setdefault(look.furniture, []).append(text)
        elif look.preformatted:
            for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
                if number:
                    self.flush()
                if line:
                    self._chunks.append((line, look))
        elif self._chunks or text.strip(_COLLAPSING):
            self._chunks.append((text, look))

    def flush(self) -> None:
        """End the paragraph."""
        if self._chunks:
            self._close()
        if self._aside:
            anchor = Anchor(path=join_path(self._place.path))
            for kind, texts in self._aside.items():
                text = squeeze("".join(texts))
                if text:
                    self.furniture.append(Furniture(kind=kind, text=text, anchor=anchor))
            self._aside = {}
        if self._pictures:
            self._release()
            self._sink.extend(self._pictures)
            self._pictures = []

    def _close(self) -> None:
        chunks, links = self._chunks, self._links
        self._chunks, self._links = [], []
        text, bounds = collapse(chunks)
        if not text or text.isspace():
            if links:
                self._links = links
            return
        place = self._place
        base = place.shown
        place.shown += len(text)
        anchor = Anchor(
            path=join_path(place.path), characters=(base, base + len(text)) if base else None
        )
        if self._sink is self.blocks and not self._flat:
            verdict = self._lines.judge(text, links, edge_only=not place.look.chrome_lines)
            line = Furniture(kind="navigation", text=text, anchor=anchor)
            if verdict == "chrome":
                self.furniture.append(line)
                return
            if verdict == "edge" or (verdict == "attachment" and self._deferred):
                kept = verdict == "attachment"
                self._deferred.append((line, (text, chunks, bounds, place.look, links), kept))
                return
        self._release()
        self._emit((text, chunks, bounds, place.look, links), anchor)

    def _release(self) -> None:
        """Set the lines that might have been the end of the page: more text has come."""
        if self._sink is not self.blocks:
            return
        deferred, self._deferred = self._deferred, []
        for line, setting, _ in deferred:
            self._emit(setting, line.anchor)

    def finish(self) -> None:
        """Give the lines at the end of the page that are no text of the notice to the page."""
        self.flush()
        for line, setting, kept in self._deferred:
            if kept:
                self._emit(setting, line.anchor)
            else:
                self.furniture.append(line)
        self._deferred = []

    def _emit(self, setting: Setting, anchor: Anchor) -> None:
        if self._next >= MAX_PARAGRAPHS:
            raise TooLarge(
                f"the page holds more than {MAX_PARAGRAPHS} paragraphs: pass its parts one by one"
            )
        label, self._label = self._label, ""
        self._sink.append(set_paragraph(self._next, setting, anchor, label))
        self._next += 1


def _is_block(element: _Element) -> bool:
    style = element.get("style")
    return style is not None and "display" in style and parse(style).block
