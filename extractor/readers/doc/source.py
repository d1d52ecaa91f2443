"""A binary document in the terms of a package: the parts that the reader of DOCX asks for."""

from __future__ import annotations

from lxml import etree

from extractor.model.diagnostic import Diagnostic
from extractor.readers.doc import fib
from extractor.readers.doc.lists import read_numbering
from extractor.readers.doc.story import StoryWriter, note_of
from extractor.readers.doc.word import Span, Word
from extractor.readers.docx.names import R, W
from extractor.readers.opc import Relationship

_SEPARATORS = 6
"""Stories before the headers: what parts notes from the text (2.8.22)."""
_KINDS = ("header", "header", "footer", "footer", "header", "footer")


class BinarySource:
    """The parts of a binary document, made when they are asked for."""

    main = "WordDocument"

    def __init__(self, word: Word) -> None:
        self._word = word
        self.diagnostics: list[Diagnostic] = []
        self.relationships: dict[str, Relationship] = {}
        self._heads: dict[str, tuple[str, Span]] = {}
        self.document = etree.Element(f"{W}document")
        self.opened = [self.document]
        body = etree.SubElement(self.document, f"{W}body")
        StoryWriter(word, word.floating).write(body, word.span("main"))
        self._name_heads(body)
        for kind in ("footnotes", "endnotes", "comments"):
            low, high = word.span(kind)
            if low < high:
                self.relationships[kind] = Relationship(kind, kind, kind, external=False)

    def part(self, kind: str) -> etree._Element | None:
        """Return a part by its kind, None where the document has none."""
        word = self._word
        if kind == "styles":
            return word.styles.element
        if kind == "numbering":
            streams = word.streams
            return read_numbering(
                streams.table,
                streams.part(fib.LISTS),
                streams.start_of(fib.LISTS),
                streams.part(fib.LIST_OVERRIDES),
            )
        tables = {
            "footnotes": fib.FOOTNOTE_TEXTS,
            "endnotes": fib.ENDNOTE_TEXTS,
            "comments": fib.COMMENT_TEXTS,
        }
        if kind not in tables or kind not in self.relationships:
            return None
        root = etree.Element(W + kind)
        for number, span in enumerate(word.stories(tables[kind], kind), 1):
            if span[0] < span[1]:
                root.append(note_of(kind[:-1], number, word, span))
        self.opened.append(root)
        return root

    def tree(self, name: str) -> etree._Element | None:
        """Return a header or footer by its name."""
        found = self._heads.get(name)
        if found is None:
            return None
        kind, span = found
        root = etree.Element(f"{W}{'hdr' if kind == 'header' else 'ftr'}")
        origin = self._word.starts["headers"]
        StoryWriter(self._word, self._word.floating_heads, origin).write(root, span)
        self.opened.append(root)
        return root

    def _name_heads(self, body: etree._Element) -> None:
        """Refer to the headers and footers that are not empty, each text once."""
        section = etree.SubElement(body, f"{W}sectPr")
        seen: set[str] = set()
        stories = self._word.stories(fib.HEADERS, "headers")[_SEPARATORS:]
        for number, span in enumerate(stories):
            text = self._word.characters[slice(*span)].strip("\r")
            if not text or text in seen:
                continue
            seen.add(text)
            kind = _KINDS[number % len(_KINDS)]
            name = f"head{number}"
            self._heads[name] = (kind, span)
            self.relationships[name] = Relationship(name, kind, name, external=False)
            etree.SubElement(section, f"{W}{kind}Reference").set(f"{R}id", name)
