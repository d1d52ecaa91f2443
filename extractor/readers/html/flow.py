"""Walks the tree of a page in reading order and sets its text in paragraphs and tables.

White space collapses as CSS 2.1 (16.6.1) says. A block element or ``<br>`` ends a paragraph.
The path of an anchor is the XPath of the block element in the document a browser builds. Where
one element holds several paragraphs, ``characters`` counts its shown text from the first of them
on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.bounds import bounds
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
from extractor.readers.html import boxes, grid, lists, metadata
from extractor.readers.html.counters import Counters
from extractor.readers.html.lines import Lines, Verdict
from extractor.readers.html.pictures import is_small, picture_of
from extractor.readers.html.region import Region
from extractor.readers.html.setting import Setting, collapse, set_paragraph, squeeze
from extractor.readers.html.style import Look, Looks, parse
from extractor.readers.html.tags import BLOCK
from extractor.readers.html.tree import Node

_COLLAPSING = " \t\r\n\f"


@dataclass(slots=True)
class _Place:
    """The block element whose text is being gathered, and how much of it was shown before."""

    element: Node
    look: Look
    shown: int = 0


class Flow:
    """Gathers blocks, furniture and properties of one page."""

    def __init__(
        self, region: Region, lines: Lines, looks: Looks, *, flat: bool = False, first: int = 0
    ) -> None:
        self._looks = looks
        self._counters = Counters(looks.sheet)
        self.blocks: list[Block] = []
        self.furniture: list[Furniture] = []
        self.properties: list[Property] = []
        self.diagnostics: list[Diagnostic] = []
        self._region = region
        self._lines = lines
        self._flat = flat
        self._sink = self.blocks
        self._next = first
        self._most = bounds().paragraphs
        self._chunks: list[tuple[str, Look]] = []
        self._aside: dict[FurnitureKind, list[str]] = {}
        self._links: list[str] = []
        self._pictures: list[Picture] = []
        self._label = ""
        self._place = _Place(Node("body", {}, None, 1), Look())
        self._deferred: list[tuple[Furniture, Setting, Verdict] | Picture] = []
        self._seen: set[tuple[str, str]] = set()

    # --- elements -------------------------------------------------------------------------

    def element(self, element: Node, look: Look) -> None:
        """Walk one element; ``look`` is that of its surroundings."""
        tag = element.tag
        look = self._looks.inside(element, look)
        if self._counters.active:
            self._generate(element, look)
        if tag in BLOCK or _is_block(element):
            self._block(element, look)
        elif tag == "br":
            self.flush()
        elif tag == "img":
            self._picture(element, look)
        elif tag == "a":
            self._link(element, look)
            self.content(element, look)
        elif tag == "rt":
            furniture = look.furniture or "decoration"
            self.content(element, self._looks.changed(look, "furniture", furniture))
        elif tag == "button" and look.furniture is None and element.size <= 40 and not self._flat:
            self.content(element, self._looks.changed(look, "furniture", "navigation"))
        else:
            self.content(element, look)

    def content(self, element: Node, look: Look) -> None:
        """Walk what an element holds."""
        for one in element.content:
            if one.__class__ is str:
                self._text(one, look)
            else:
                self.element(one, look)  # type: ignore[arg-type]
        if self._counters.active:
            self._counters.leave(element)

    def _block(self, element: Node, look: Look) -> None:
        self.flush()
        outer = self._place
        look = self._region.look(element, look, self._looks)
        self._place = _Place(element, look)
        if element in self._region.metadata and self._properties(element):
            pass
        elif look.furniture is not None or self._flat:
            self.content(element, look)
        elif element.tag == "table":
            self._table(element, look)
        elif element.tag in {"ol", "ul"} and not self._boxes(element, look):
            self._list(element, look)
        elif element.tag in {"ol", "ul"}:
            pass
        elif not self._boxes(element, look):
            self.content(element, look)
        self.flush()
        if self._counters.active:
            self._lone_label(element, look)
        self._place = outer

    def _generate(self, element: Node, look: Look) -> None:
        """Take what the style sheet sets before the text of an element: numbers, marks.

        What is not displayed does not count either (CSS 2.1, 12.4.3).
        """
        text = "" if look.furniture == "hidden" else self._counters.enter(element)
        if text and look.furniture is None:
            if element.tag in BLOCK or not self._chunks:
                self.flush()
                self._label += text
            else:
                self._chunks.append((text, look))

    def _lone_label(self, element: Node, look: Look) -> None:
        """Set a number that stands before nothing."""
        if self._label and not self._flat:
            self._emit(("", [], [0], look, []), Anchor(path=element.path))

    def _list(self, element: Node, look: Look) -> None:
        labels = lists.labels(element, self._looks.sheet)
        for one in element.content:
            if isinstance(one, str):
                self._text(one, look)
                continue
            self.flush()
            self._label = labels.get(one, "")
            self.element(one, look)
            self._label = ""
        if self._counters.active:
            self._counters.leave(element)

    def _picture(self, element: Node, look: Look) -> None:
        if look.furniture is None and not self._flat:
            picture = picture_of(element)
            if picture is not None:
                self._pictures.append(picture)

    def _link(self, element: Node, look: Look) -> None:
        target = (element.get("href") or "").strip()
        if (
            target
            and look.furniture is None
            and not target.lower().startswith(("javascript:", "#"))
        ):
            self._links.append(target[:2000])

    def _properties(self, element: Node) -> bool:
        """Read an element as a block of labels and values; say whether it is one."""
        inner = Flow(self._region.without_metadata(), self._lines, self._looks, flat=True)
        inner.element_alone(element, Look(chrome_lines=False))
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

    def element_alone(self, element: Node, look: Look) -> None:
        """Walk one element as if it were a page."""
        self._place = _Place(element, look)
        self.content(element, look)
        self.flush()

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs found outside tables."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    # --- tables ---------------------------------------------------------------------------

    def _table(self, element: Node, look: Look) -> None:
        plan = None if grid.is_layout(element) else grid.plan(element)
        if plan is None or not plan.cells:
            self.content(element, look)
        else:
            self._planned(element, plan, look)

    def _boxes(self, element: Node, look: Look) -> bool:
        """Set an element that shows as a table without being one; say whether it does."""
        plan = boxes.plan(element, self._looks.sheet)
        if plan is None:
            return False
        self._planned(element, plan, look)
        return True

    def _planned(self, element: Node, plan: grid.Plan, look: Look) -> None:
        for outside in plan.outside:
            if isinstance(outside, str):
                self._text(outside, look)
            else:
                self.element(outside, look)
        self.flush()
        self._release()
        cells = []
        above = None
        for slot in plan.cells:
            row = slot.row_element
            if self._counters.active and row is not above:
                self._enter_row(above, row)
                above = row
            row_look = look if row is None else self._looks.inside(row, look)
            found = self._cell(slot.element, row_look)
            cells.append(
                Cell(
                    row=slot.row,
                    column=slot.column,
                    row_span=slot.row_span,
                    column_span=slot.column_span,
                    paragraphs=tuple(one for one in found if isinstance(one, Paragraph)),
                    tables=tuple(one for one in found if isinstance(one, Table)),
                    pictures=tuple(one for one in found if isinstance(one, Picture)),
                    anchor=Anchor(path=slot.element.path),
                    header=slot.header,
                )
            )
        anchor = Anchor(path=element.path)
        for message in plan.remarks:
            self.diagnostics.append(
                Diagnostic(
                    code="html.table-span", severity="warning", message=message, anchor=anchor
                )
            )
        self._sink.append(
            Table(rows=plan.rows, columns=plan.columns, cells=tuple(cells), anchor=anchor)
        )

    def _enter_row(self, above: Node | None, row: Node | None) -> None:
        if above is not None:
            self._counters.leave(above)
        if row is not None:
            self._counters.enter(row)

    def _cell(self, element: Node, look: Look) -> Sequence[Block]:
        sink, place = self._sink, self._place
        self._sink, self._label = [], ""
        look = self._looks.changed(self._looks.inside(element, look), "chrome_lines", False)
        self._place = _Place(element, look)
        if self._counters.active:
            self._generate(element, look)
        self.content(element, look)
        self.flush()
        self._lone_label(element, look)
        found, self._sink, self._place = self._sink, sink, place
        return found

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
            anchor = Anchor(path=self._place.element.path)
            for kind, texts in self._aside.items():
                text = squeeze("".join(texts))
                if text:
                    self.furniture.append(Furniture(kind=kind, text=text, anchor=anchor))
            self._aside = {}
        if self._pictures:
            pictures, self._pictures = self._pictures, []
            if self._sink is self.blocks and (self._deferred or self._lines.in_tail):
                self._deferred += pictures
            else:
                self._sink.extend(pictures)

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
            path=place.element.path, characters=(base, base + len(text)) if base else None
        )
        setting = (text, chunks, bounds, place.look, links)
        if self._sink is self.blocks and not self._flat:
            verdict = self._lines.judge(
                text,
                links,
                linked=_linked(chunks),
                inside=not place.look.chrome_lines,
                titled=place.element in self._region.titles,
            )
            line = Furniture(kind="navigation", text=text, anchor=anchor)
            if verdict == "chrome":
                self.furniture.append(line)
                return
            if verdict in {"tail", "maybe"} or (verdict == "attachment" and self._deferred):
                self._deferred.append((line, setting, verdict))
                return
        self._release()
        self._emit(setting, anchor)

    def _release(self) -> None:
        """Set the lines that might have been the end of the page: more text has come."""
        if self._sink is not self.blocks:
            return
        deferred, self._deferred = self._deferred, []
        for one in deferred:
            if isinstance(one, Picture):
                self.blocks.append(one)
            else:
                line, setting, _ = one
                self._emit(setting, line.anchor)

    def finish(self) -> None:
        """Give the lines at the end of the page that are no text of the notice to the page."""
        self.flush()
        for one in self._deferred:
            if isinstance(one, Picture):
                if not is_small(one):
                    self.blocks.append(one)
                continue
            line, setting, verdict = one
            if verdict == "attachment" or (verdict == "maybe" and not self._region.has_foot):
                self._emit(setting, line.anchor)
            else:
                self.furniture.append(line)
        self._deferred = []

    def _emit(self, setting: Setting, anchor: Anchor) -> None:
        if self._next >= self._most:
            raise TooLarge(
                f"the page holds more than {self._most} paragraphs: pass its parts one by one"
            )
        label, self._label = self._label, ""
        self._sink.append(set_paragraph(self._next, setting, anchor, label))
        self._next += 1


def _linked(chunks: Sequence[tuple[str, Look]]) -> int:
    """Return how many characters of a line stand in links."""
    return sum(len("".join(text.split())) for text, look in chunks if "link" in look.kinds)


def _is_block(element: Node) -> bool:
    style = element.attributes.get("style")
    return style is not None and "display" in style and parse(style).block
