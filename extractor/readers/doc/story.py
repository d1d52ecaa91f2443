"""A run of the text as paragraphs and tables of WordprocessingML ([MS-DOC] 2.4.2, 2.4.3)."""

from __future__ import annotations

import regex
from lxml import etree

from extractor.bounds import bounds
from extractor.errors import TooDeep, TooLarge
from extractor.readers.doc import sprms
from extractor.readers.doc.binary import u32
from extractor.readers.doc.elements import add
from extractor.readers.doc.formatting import Stated
from extractor.readers.doc.properties import add_paragraph_properties, is_on
from extractor.readers.doc.runs import RunWriter
from extractor.readers.doc.tables import TableBuilder
from extractor.readers.doc.word import Floating, Span, Word
from extractor.readers.docx.names import P, W

_MARKS = regex.compile(r"[\r\x07\x0c]")
_CELL_MARK, _PAGE_MARK = "\x07", "\x0c"


class StoryWriter:
    """Writes the blocks of one run of the text.

    Args:
        word: The document.
        floating: What floats over this part, and where the part begins.
        origin: Where the part begins in the text.
    """

    def __init__(self, word: Word, floating: Floating | None = None, origin: int = 0) -> None:
        self._word = word
        self._runs = RunWriter(word, floating or Floating(), origin, self._write_box)
        self._written = 0
        self._most = bounds().paragraphs
        self._open: list[TableBuilder] = []
        self._boxes: StoryWriter | None = None
        self._inside = False

    def write(self, container: etree._Element, span: Span) -> None:
        """Add the blocks of the characters ``span`` to ``container``.

        Raises:
            TooLarge: More paragraphs than the bounds allow.
            TooDeep: Tables within tables beyond any that are drawn.
        """
        start, end = span
        for match in _MARKS.finditer(self._word.characters, start, end):
            place = match.start()
            if match.group() == _PAGE_MARK and place not in self._word.section_ends:
                continue
            self._paragraph(container, start, place)
            start = place + 1
        if start < end:
            self._paragraph(container, start, end - 1, marked=False)
        self._close(container, 0)

    def _paragraph(
        self, container: etree._Element, start: int, mark: int, *, marked: bool = True
    ) -> None:
        """Write the paragraph from ``start`` whose last character is ``mark``."""
        self._written += 1
        if self._written > self._most:
            raise TooLarge(f"the document has more than {self._most} paragraphs")
        stated = self._word.formatting.paragraph(mark)
        depth = self._depth(stated, mark)
        self._close(container, depth)
        while len(self._open) < depth:
            self._open.append(TableBuilder())
        inner = self._open[-1] if self._open else None
        if inner is not None and self._ends_row(stated, depth):
            inner.end_row(stated.modifiers())
            return
        element = self._element(stated, start, mark if marked else mark + 1, mark)
        if inner is None:
            container.append(element)
            return
        inner.content.append(element)
        if self._ends_cell(stated, mark, depth):
            inner.end_cell()

    def _element(self, stated: Stated, start: int, end: int, mark: int) -> etree._Element:
        element = etree.Element(P)
        properties = add_paragraph_properties(element, stated.properties, str(stated.style))
        for _, _, look in self._word.formatting.runs(mark, mark + 1):
            gone = is_on(look, sprms.C_DELETED), is_on(look, sprms.C_HIDDEN)
            if any(gone) and end == mark:
                add(add(properties, "rPr"), "del" if gone[0] else "vanish")
        self._runs.write(element, stated.style, (start, end))
        return element

    def _depth(self, stated: Stated, mark: int) -> int:
        properties = stated.properties
        depth = int(is_on(properties, sprms.P_IN_TABLE))
        if sprms.P_DEPTH in properties:
            depth = max(depth, u32(properties[sprms.P_DEPTH], 0))
        if not depth and self._word.characters[mark] == _CELL_MARK:
            depth = 1
        if depth > bounds().nested_tables:
            raise TooDeep("tables are nested in one another too deep: not read")
        return depth

    def _ends_row(self, stated: Stated, depth: int) -> bool:
        return is_on(stated.properties, sprms.P_ROW_END if depth == 1 else sprms.P_INNER_ROW_END)

    def _ends_cell(self, stated: Stated, mark: int, depth: int) -> bool:
        if depth == 1:
            return self._word.characters[mark] in {_CELL_MARK, _PAGE_MARK}
        return is_on(stated.properties, sprms.P_INNER_CELL)

    def _close(self, container: etree._Element, depth: int) -> None:
        """Close the tables that are open beyond ``depth``."""
        while len(self._open) > depth:
            table = self._open.pop().build()
            if table is None:
                continue
            if self._open:
                self._open[-1].content.append(table)
            else:
                container.append(table)

    def _write_box(self, container: etree._Element, span: Span) -> None:
        """Write the text of a box; boxes within boxes, which Word forbids, are passed over."""
        if self._inside:
            return
        if self._boxes is None:
            self._boxes = StoryWriter(self._word)
            self._boxes._inside = True
        self._boxes.write(container, span)


def note_of(kind: str, number: int, word: Word, span: Span) -> etree._Element:
    """Return a note or comment as an element of its part."""
    element = etree.Element(W + kind)
    element.set(f"{W}id", str(number))
    StoryWriter(word).write(element, span)
    return element
