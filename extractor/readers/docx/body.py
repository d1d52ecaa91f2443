"""The blocks of a story in reading order: paragraphs, tables, what text boxes hold.

Wrappers are looked through: content controls (``w:sdt``), custom XML, smart tags, insertions,
the chosen branch of alternate content. Text boxes follow the paragraph they are anchored to.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractor.model.document import FurnitureKind, Style
from extractor.readers.docx.context import Context, Story
from extractor.readers.docx.drafts import Draft, DraftParagraph, paragraphs_in
from extractor.readers.docx.names import P_PR, TBL, P, R, local_name
from extractor.readers.docx.notes import NoteKind
from extractor.readers.docx.numbering import Counters
from extractor.readers.docx.paragraph import ParagraphReader
from extractor.readers.docx.runs import Content, RunReader
from extractor.readers.docx.styles import NOTHING, Stated, read_paragraph
from extractor.readers.docx.table import read_table, stands_below
from extractor.readers.docx.wrappers import CHUNK, DELETING, elements


class BlockReader:
    """Reads the blocks of one story."""

    def __init__(self, context: Context, story: Story) -> None:
        self.context = context
        self._story = story
        self._runs = RunReader(context, story)
        self._paragraphs = ParagraphReader(context.styles, context.definitions, story.counters)
        self._boxes: BlockReader | None = None

    def read(self, container: etree._Element, path: str, *, numbered: bool = True) -> list[Draft]:
        """Return the blocks of ``container``, whose own path is ``path``.

        Args:
            container: ``w:body``, ``w:tc``, ``w:hdr``, ``w:footnote``, ``w:txbxContent`` ...
            path: Paths of blocks are ``path/p[n]`` and ``path/tbl[n]``, counted from 1.
            numbered: False where automatic numbers are not shown.
        """
        blocks: list[Draft] = []
        paragraphs = tables = 0
        carried: Content | None = None
        floating: list[Draft] = []
        last = NOTHING
        for element in elements(container):
            if element.tag == P:
                paragraphs += 1
                content = carried or Content("")
                content.path = f"{path}/p[{paragraphs}]"
                last = read_paragraph(next(element.iterchildren(P_PR), None))
                self._runs.read(element, last.style, content)
                carried = content if last.gone else None
                if carried is None:
                    blocks.extend(self._shown(last, content, numbered=numbered))
                    blocks.extend(floating)
                    floating = []
                continue
            if carried is not None:
                blocks.extend(self._remains(last, carried))
                carried = None
            if element.tag == TBL:
                tables += 1
                table = read_table(element, f"{path}/tbl[{tables}]", self)
                (floating if stands_below(element) else blocks).extend(table)
            elif element.tag == CHUNK:
                self._report_chunk(element, path)
            elif element.tag in DELETING:
                self.set_aside(element, path, "deleted")
            else:
                blocks.extend(self.read(element, f"{path}/{local_name(element)}"))
        if carried is not None:
            blocks.extend(self._remains(last, carried))
        return blocks + floating

    def read_note(self, note: etree._Element, path: str, own: tuple[NoteKind, str]) -> list[Draft]:
        """Return the blocks of a note; the mark it begins with is furniture."""
        self._runs.note = own
        return self.read(note, path)

    def set_aside(self, container: etree._Element, path: str, kind: FurnitureKind) -> None:
        """Keep all text of ``container`` as furniture: a row that is deleted or hidden."""
        story = Story(Counters(self.context.definitions))
        for draft in paragraphs_in(BlockReader(self.context, story).read(container, path)):
            self.context.set_aside(kind, draft.text[draft.generated :], draft.path)

    def _shown(self, stated: Stated, content: Content, *, numbered: bool) -> Iterator[Draft]:
        yield from self._paragraphs.read(stated, content, numbered=numbered)
        yield from self._floating(content)

    def _remains(self, stated: Stated, content: Content) -> Iterator[Draft]:
        """What a paragraph without a mark shows, if none follows that it could run on into."""
        yield from self._shown(stated, content, numbered=not content.empty)

    def _floating(self, content: Content) -> Iterator[Draft]:
        for number, text in enumerate(content.art, 1):
            yield DraftParagraph(f"{content.path}/art[{number}]", text, Style())
        for number, (box, kind) in enumerate(content.boxes, 1):
            path = f"{content.path}/txbx[{number}]"
            if kind is not None:
                self.set_aside(box, path, kind)
            else:
                yield from self._box_reader().read(box, path)
        yield from content.pictures

    def _box_reader(self) -> BlockReader:
        if self._boxes is None:
            story = Story(Counters(self.context.definitions), main=self._story.main)
            story.numbered_pages = self._story.numbered_pages
            self._boxes = BlockReader(self.context, story)
        return self._boxes

    def _report_chunk(self, element: etree._Element, path: str) -> None:
        relationship = self.context.package.relationships.get(element.get(f"{R}id", ""))
        target = "nothing" if relationship is None else relationship.target
        self.context.remark(
            "docx.alt-chunk",
            f"another file ({target}) is embedded here and not read: "
            "open the document in Word and save it, then pass it again",
            path,
        )
