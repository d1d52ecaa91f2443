"""The account of a document's characters: what was placed, what is furniture, what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from extractor.model.document import Block, Cell, Document, Paragraph, Table
from extractor.model.notice import Coverage, Unplaced
from extractor.text.characters import count_visible
from extractor.text.passage import Passage, Run

_SPACE = regex.compile(r"[\s\x1c-\x1f]")
"""What `str.isspace` holds to be white: the separators of ASCII too, unlike ``\\s`` of `regex`."""

_FREE, _PLACED, _FURNITURE = 0, 1, 2


class Ledger:
    """Counts every non-space character of a document once.

    A character keeps the first thing it was entered as: text that a merged cell gives to several
    tasks is placed once, and a citation inside a paragraph does not take from the paragraph.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._paragraphs = list(paragraphs_of(document.blocks))
        self._entries = {p.id: bytearray(len(p.text)) for p in self._paragraphs}
        self._outside = sum(count_visible(f.text) for f in document.furniture)
        self._properties = sum(
            count_visible(p.name) + count_visible(p.value) for p in document.properties if p.visible
        )

    def place(self, *passages: Passage) -> None:
        """Enter passages as standing in a field of the record."""
        self._enter(passages, _PLACED)

    def set_aside(self, *passages: Passage) -> None:
        """Enter passages as furniture."""
        self._enter(passages, _FURNITURE)

    def _enter(self, passages: Iterable[Passage], kind: int) -> None:
        for entry in passages:
            for run in entry.runs:
                marks = self._entries[run.paragraph.id]
                end = run.offset + run.length
                if not any(marks[run.offset : end]):
                    marks[run.offset : end] = bytes((kind,)) * run.length
                    continue
                for offset in range(run.offset, end):
                    if marks[offset] == _FREE:
                        marks[offset] = kind

    def unplaced(self) -> list[Passage]:
        """Return the stretches that stand nowhere yet, white space at their ends left out."""
        found = []
        for paragraph in self._paragraphs:
            marks = self._entries[paragraph.id]
            if all(marks):
                continue
            for start, end in _free(marks):
                part = Passage(
                    paragraph.text[start:end], (Run(0, paragraph, start, end - start),)
                ).strip()
                if part:
                    found.append(part)
        return found

    def balance(self) -> Coverage:
        """Return the account; ``characters`` is counted apart from the entries."""
        placed = furniture = total = 0
        for paragraph in self._paragraphs:
            marks = self._entries[paragraph.id]
            spaces = bytes(marks[match.start()] for match in _SPACE.finditer(paragraph.text))
            total += len(marks) - len(spaces)
            placed += marks.count(_PLACED) - spaces.count(_PLACED)
            furniture += marks.count(_FURNITURE) - spaces.count(_FURNITURE)
        left = tuple(
            Unplaced(text=part.repaired().text, anchor=part.anchor()) for part in self.unplaced()
        )
        return Coverage(
            characters=total + self._outside + self._properties,
            placed=placed + self._properties,
            furniture=furniture + self._outside,
            unplaced=left,
        )


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield every paragraph of the blocks, those of tables included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            yield from _of_cells(block.cells)


def _of_cells(cells: Iterable[Cell]) -> Iterator[Paragraph]:
    for cell in cells:
        yield from cell.paragraphs
        for table in cell.tables:
            yield from _of_cells(table.cells)


def _free(marks: bytearray) -> Iterator[tuple[int, int]]:
    start = None
    for offset, mark in enumerate(marks):
        if mark == _FREE:
            if start is None:
                start = offset
        elif start is not None:
            yield start, offset
            start = None
    if start is not None:
        yield start, len(marks)
