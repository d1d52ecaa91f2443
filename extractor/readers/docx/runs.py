"""The content of a ``w:p``: what is shown, line by line, and what is set aside.

ECMA-376 Part 1, 17.3 (runs), 17.13 (revisions), 17.16 (fields). Insertions are text, deletions
and hidden text are furniture; a field shows its result, never its code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from extractor.model.anchor import Anchor
from extractor.model.document import FurnitureKind, Picture
from extractor.readers.docx.context import Context, Story
from extractor.readers.docx.fields import PAGE_NUMBERS, Field, draw, find_targets
from extractor.readers.docx.graphics import Graphic, read_graphic
from extractor.readers.docx.names import (
    ALTERNATE,
    R_PR,
    XML_SPACE,
    M,
    R,
    W,
    chosen,
)
from extractor.readers.docx.notes import NoteKind
from extractor.readers.docx.styles import PLAIN, Look, over_look, read_look
from extractor.readers.docx.symbols import spell_symbol


class Stretch(NamedTuple):
    """Characters of one look."""

    text: str
    look: Look
    linked: bool


@dataclass(slots=True)
class Content:
    """The content of a paragraph: lines cut at the author's breaks, and what floats beside it."""

    path: str
    lines: list[list[Stretch]] = field(default_factory=lambda: [[]])
    boxes: list[tuple[etree._Element, FurnitureKind | None]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    art: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing is shown in the lines."""
        return not any(stretch.text.strip() for line in self.lines for stretch in line)


_TEXT = f"{W}t"
_RUN = f"{W}r"
_SKIPPED = frozenset(
    f"{W}{name}"
    for name in (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "rubyPr", "smartTagPr", "customXmlPr", "fldData"),
        *("delInstrText", "annotationRef", "commentReference", "softHyphen"),
        *("lastRenderedPageBreak", "separator", "continuationSeparator"),
    )
)
"""Properties, and what prints nothing: a soft hyphen shows only where a line ends."""

_MAX_FIELDS = 20
"""Word nests no more fields in one another (17.16.18 sets no bound)."""

_Handler = Callable[["RunReader", etree._Element], None]


class RunReader:
    """Reads the content of paragraphs of one story."""

    def __init__(self, context: Context, story: Story) -> None:
        self._context = context
        self._story = story
        self._content = Content("")
        self._style = ""
        self._look = PLAIN
        self._sink: FurnitureKind | None = None
        self._linked = False
        self._aside: tuple[FurnitureKind, list[str]] | None = None
        self.note: tuple[NoteKind, str] | None = None
        """The note that is being read, whose own mark stands in its text."""

    def read(self, paragraph: etree._Element, style: str, content: Content) -> None:
        """Add the content of ``paragraph``, which has the paragraph style ``style``."""
        self._content = content
        self._style = style
        self._children(paragraph)
        self._flush()
        if self._story.fields:
            self._story.close_broken_fields()

    def _children(self, element: etree._Element) -> None:
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag not in _SKIPPED:
                handler = _HANDLERS.get(tag)
                if handler is not None:
                    handler(self, child)
                elif len(child):
                    self._children(child)

    def _run(self, run: etree._Element) -> None:
        outer = self._look
        styles = self._context.styles
        self._look = styles.look(self._style, "")
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                self._text(child)
            elif tag == R_PR:  # always the first child (17.3.2.28)
                name, own = read_look(child)
                self._look = over_look(own, styles.look(self._style, name))
            elif tag not in _SKIPPED:
                handler = _HANDLERS.get(tag)
                if handler is not None:
                    handler(self, child)
                elif len(child):
                    self._children(child)
        self._look = outer
        if self._sink == "footnote_mark":
            self._sink = None

    def _put(self, text: str) -> None:
        kind = self._sink
        if kind is None and self._look.hidden:
            kind = "hidden"
        if kind is None and self._story.fields:
            kind = self._field_sink()
        if kind is None:
            if self._aside is not None:
                self._flush()
            self._content.lines[-1].append(Stretch(text, self._look, self._linked))
        elif self._aside is not None and self._aside[0] == kind:
            self._aside[1].append(text)
        else:
            self._flush()
            self._aside = (kind, [text])

    def _field_sink(self) -> FurnitureKind | None:
        """Text in a field's code is not shown; a page number belongs to the page."""
        fields = self._story.fields
        if not all(one.shown for one in fields[-_MAX_FIELDS:]):
            return "hidden"
        if fields[-1].name in PAGE_NUMBERS:
            self._story.numbered_pages.add(self._content.path)
            return "page_number" if self._story.main else None
        return None

    def _flush(self) -> None:
        if self._aside is not None:
            kind, parts = self._aside
            self._context.set_aside(kind, "".join(parts), self._content.path)
            self._aside = None

    def _within(self, element: etree._Element, kind: FurnitureKind) -> None:
        outer, self._sink = self._sink, self._sink or kind
        self._children(element)
        self._sink = outer

    # -- what stands in a run ------------------------------------------------------------------

    def _text(self, element: etree._Element) -> None:
        text = element.text
        if not text:
            return
        if element.get(XML_SPACE) != "preserve":
            text = text.strip(" \t\r\n")  # 17.3.3.31: white space at the ends is not significant
        if "\n" in text:
            text = text.replace("\n", " ")
        if text:
            self._put(text)

    def _deleted_text(self, element: etree._Element) -> None:
        outer, self._sink = self._sink, "deleted"
        self._text(element)
        self._sink = outer

    def _tab(self, _element: etree._Element) -> None:
        self._put("\t")

    def _hyphen(self, _element: etree._Element) -> None:
        self._put("-")

    def _break(self, _element: etree._Element) -> None:
        if self._sink is None and not self._look.hidden:
            self._flush()
            self._content.lines.append([])

    def _symbol(self, element: etree._Element) -> None:
        text = spell_symbol(element.get(f"{W}font", ""), element.get(f"{W}char", ""))
        if text:
            self._put(text)

    def _field_mark(self, element: etree._Element) -> None:
        fields = self._story.fields
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            fields.append(Field())
        elif fields and kind == "separate":
            fields[-1].shown = True
            self._content.links.extend(find_targets(fields[-1]))
        elif fields and kind == "end":
            closed = fields.pop()
            text = "" if closed.shown else draw(closed)
            if text:
                self._put(text)

    def _field_code(self, element: etree._Element) -> None:
        if self._story.fields and element.text:
            self._story.fields[-1].code.append(element.text)

    def _note_reference(self, element: etree._Element) -> None:
        kind: NoteKind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        custom = element.get(f"{W}customMarkFollows") in {"1", "true", "on"}
        if self._sink is not None:
            return
        mark = self._context.notes.call(kind, element.get(f"{W}id", ""), custom=custom)
        self._sink = "footnote_mark"
        if mark:
            self._put(mark)
        if not custom:
            self._sink = None

    def _own_mark(self, _element: etree._Element) -> None:
        mark = self._context.notes.mark(*self.note) if self.note else ""
        if mark:
            outer, self._sink = self._sink, self._sink or "footnote_mark"
            self._put(mark)
            self._sink = outer

    def _page_number(self, _element: etree._Element) -> None:
        self._story.numbered_pages.add(self._content.path)

    def _graphic(self, element: etree._Element) -> None:
        graphic: Graphic = read_graphic(element)
        content = self._content
        self._flush()
        content.boxes.extend((box, self._sink) for box in graphic.boxes)
        for text in graphic.watermarks:
            self._context.set_aside("watermark", text, content.path)
        for text in graphic.art:
            if self._sink is None:
                content.art.append(text)
            else:
                self._context.set_aside(self._sink, text, content.path)
        if self._sink is None:
            for shown in graphic.pictures:
                anchor = Anchor(path=f"{content.path}/picture[{len(content.pictures) + 1}]")
                content.pictures.append(
                    Picture(
                        anchor=anchor,
                        description=shown.description,
                        width=shown.width,
                        height=shown.height,
                    )
                )
        for what in graphic.unread:
            self._context.remark(
                "docx.embedded",
                f"{what} stands here, whose text is not read: look at the original",
                content.path,
            )

    # -- what holds runs -----------------------------------------------------------------------

    def _deleted(self, element: etree._Element) -> None:
        self._within(element, "deleted")

    def _reading_aid(self, element: etree._Element) -> None:
        self._within(element, "decoration")

    def _hyperlink(self, element: etree._Element) -> None:
        name = element.get(f"{R}id")
        relationship = None if name is None else self._context.package.relationships.get(name)
        if relationship is not None and relationship.external and relationship.target:
            self._content.links.append(relationship.target)
        outer, self._linked = self._linked, True
        self._children(element)
        self._linked = outer

    def _simple_field(self, element: etree._Element) -> None:
        opened = Field([element.get(f"{W}instr", "")], shown=True)
        self._content.links.extend(find_targets(opened))
        fields = self._story.fields
        fields.append(opened)
        self._children(element)
        while fields and fields.pop() is not opened:
            pass

    def _alternate(self, element: etree._Element) -> None:
        branch = chosen(element)
        if branch is not None:
            self._children(branch)

    def _formula(self, element: etree._Element) -> None:
        for child in element.iter(f"{M}t", _TEXT):
            if child.text:
                self._put(child.text)


_HANDLERS: dict[object, _Handler] = {
    f"{W}t": RunReader._text,
    f"{W}delText": RunReader._deleted_text,
    f"{W}tab": RunReader._tab,
    f"{W}ptab": RunReader._tab,
    f"{W}noBreakHyphen": RunReader._hyphen,
    f"{W}br": RunReader._break,
    f"{W}cr": RunReader._break,
    f"{W}sym": RunReader._symbol,
    f"{W}fldChar": RunReader._field_mark,
    f"{W}instrText": RunReader._field_code,
    f"{W}footnoteReference": RunReader._note_reference,
    f"{W}endnoteReference": RunReader._note_reference,
    f"{W}footnoteRef": RunReader._own_mark,
    f"{W}endnoteRef": RunReader._own_mark,
    f"{W}pgNum": RunReader._page_number,
    f"{W}drawing": RunReader._graphic,
    f"{W}pict": RunReader._graphic,
    f"{W}object": RunReader._graphic,
    f"{W}del": RunReader._deleted,
    f"{W}moveFrom": RunReader._deleted,
    f"{W}rt": RunReader._reading_aid,
    f"{W}hyperlink": RunReader._hyperlink,
    f"{W}fldSimple": RunReader._simple_field,
    ALTERNATE: RunReader._alternate,
    f"{M}oMath": RunReader._formula,
    f"{M}oMathPara": RunReader._formula,
}
"""``w:ins``, ``w:sdt``, ``w:smartTag``, ``w:ruby`` and all else are looked through."""
