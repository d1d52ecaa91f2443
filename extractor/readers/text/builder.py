"""Collects the blocks and the furniture of a text, numbering its paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import (
    Block,
    Cell,
    Document,
    Furniture,
    FurnitureKind,
    Mark,
    Paragraph,
    Picture,
    Piece,
    Property,
    Style,
    Table,
)
from extractor.readers.text.inline import Inlined, MarkKind
from extractor.readers.text.lines import Stretch
from extractor.readers.text.markup import strip_tags

CellSource = Sequence[Stretch]
"""What fills a cell: one stretch for each physical line of it, top to bottom."""


@dataclass(slots=True)
class _Draft:
    """A paragraph in the making."""

    bits: list[tuple[Stretch, frozenset[MarkKind]]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class Builder:
    """Grows a document; every visible character given to it is placed once.

    ``inline`` reads the marks of a markup language inside lines.
    """

    def __init__(self, inline: Callable[[Stretch], Inlined] | None = None) -> None:
        self._inline = inline
        self.blocks: list[Block] = []
        self.furniture: list[Furniture] = []
        self.properties: list[Property] = []
        self.diagnostics: list[Diagnostic] = []
        self.pictures: list[Picture] = []
        """Pictures met since they were last asked for."""
        self._next = 0

    def paragraph(
        self,
        stretches: Sequence[Stretch],
        *,
        style: Style = Style(),  # noqa: B008 - frozen
        links: tuple[str, ...] = (),
    ) -> Paragraph:
        """Return a new paragraph of stretches; a change of line between them is a wrap."""
        texts: list[str] = []
        pieces: list[Piece] = []
        length, line = 0, None
        for stretch in stretches:
            if line is not None and stretch.line != line:
                texts.append("\n")
                length += 1
            if stretch.text:
                end = length + len(stretch.text)
                pieces.append(Piece(length, end, stretch.anchor))
                texts.append(stretch.text)
                length = end
            line = stretch.line
        paragraph = Paragraph(
            id=self._next,
            text="".join(texts),
            pieces=tuple(pieces),
            style=style,
            links=links,
        )
        self._next += 1
        return paragraph

    def prose(self, stretches: Sequence[Stretch], style: Style | None = None) -> list[Paragraph]:
        """Return the paragraphs of wrapped lines, their stray tags gone into the furniture."""
        found: list[Paragraph] = []
        current = _Draft()
        for stretch in stretches:
            for number, part in enumerate(self._untagged(stretch)):
                if number:
                    self._close(current, style, found)
                    current = _Draft()
                self._take(part, current)
        self._close(current, style, found)
        return found

    def _take(self, part: list[Stretch], draft: _Draft) -> None:
        if self._inline is None:
            draft.bits.extend((stretch, frozenset()) for stretch in part)
            return
        for stretch in part:
            read = self._inline(stretch)
            draft.bits.extend(read.bits)
            draft.links.extend(read.links)
            for mark in read.markup:
                self.place("markup", mark)
            for description, place in read.pictures:
                self.pictures.append(Picture(anchor=place.anchor, description=description))

    def _untagged(self, stretch: Stretch) -> list[list[Stretch]]:
        if "<" not in stretch.text and "&" not in stretch.text:
            return [[stretch]]
        parts, tags = strip_tags(stretch)
        for tag in tags:
            self.place("markup", tag)
        return parts

    def _close(self, draft: _Draft, style: Style | None, found: list[Paragraph]) -> None:
        if any(not stretch.blank for stretch, _ in draft.bits):
            stretches = [stretch for stretch, _ in draft.bits]
            paragraph = self.paragraph(stretches, style=style or Style(), links=tuple(draft.links))
            marks = _marks(paragraph, [kinds for stretch, kinds in draft.bits if stretch.text])
            found.append(replace(paragraph, marks=marks) if marks else paragraph)

    @property
    def next_id(self) -> int:
        """The ordinal of the paragraph that comes next."""
        return self._next

    def adopt(self, blocks: Sequence[Block]) -> None:
        """Append blocks whose paragraphs were numbered from `next_id` on."""
        self.blocks.extend(blocks)
        self._next += sum(_count(block) for block in blocks)

    def add(self, blocks: Iterable[Block]) -> None:
        """Append blocks in reading order."""
        self.blocks.extend(blocks)

    def place(self, kind: FurnitureKind, stretch: Stretch) -> None:
        """Count the visible characters of ``stretch`` as furniture."""
        if stretch.blank:
            return
        self.furniture.append(
            Furniture(kind=kind, text=stretch.text.strip(), anchor=stretch.anchor)
        )

    def table(self, rows: Sequence[Sequence[CellSource]], columns: int, *, header: bool) -> None:
        """Append a table of ``columns`` columns; short rows are filled with empty cells."""
        cells: list[Cell] = []
        for number, row in enumerate(rows):
            last = Anchor(line=row[-1][-1].line) if row and row[-1] else Anchor()
            for column in range(columns):
                source = row[column] if column < len(row) else ()
                anchor = source[0].anchor if source else last
                cells.append(
                    Cell(
                        row=number,
                        column=column,
                        paragraphs=tuple(self.prose(source)),
                        anchor=anchor,
                        header=header and number == 0,
                    )
                )
        first, end = rows[0][0][0].line, cells[-1].anchor.line
        anchor = Anchor(line=first)
        if end is not None and end != first:
            anchor = Anchor(line=first, continued=(Anchor(line=end),))
        self.blocks.append(
            Table(
                rows=len(rows),
                columns=columns,
                cells=tuple(cells),
                anchor=anchor,
                spans_known=False,
            )
        )

    def remark(self, code: str, message: str, line: int) -> None:
        """Add a warning about line ``line``."""
        self.diagnostics.append(
            Diagnostic(code=code, severity="warning", message=message, anchor=Anchor(line=line))
        )

    def document(self, media_type: str, diagnostics: tuple[Diagnostic, ...] = ()) -> Document:
        """Return the finished document."""
        return Document(
            media_type=media_type,
            blocks=tuple(self.blocks),
            furniture=tuple(self.furniture),
            properties=tuple(self.properties),
            diagnostics=(*diagnostics, *self.diagnostics),
        )


def _count(block: Block) -> int:
    """Return how many paragraphs a block holds."""
    if isinstance(block, Paragraph):
        return 1
    if isinstance(block, Table):
        return sum(len(cell.paragraphs) + sum(map(_count, cell.tables)) for cell in block.cells)
    return 0


def _marks(paragraph: Paragraph, kinds: Sequence[frozenset[MarkKind]]) -> tuple[Mark, ...]:
    """Return the marks of a paragraph whose pieces are set as ``kinds`` says, one for each."""
    marks: list[Mark] = []
    for piece, names in zip(paragraph.pieces, kinds, strict=True):
        for kind in sorted(names):
            last = next((mark for mark in reversed(marks) if mark.kind == kind), None)
            if last is not None and last.end == piece.start:
                marks[marks.index(last)] = Mark(last.start, piece.end, kind)
            else:
                marks.append(Mark(piece.start, piece.end, kind))
    return tuple(marks)
