"""What a rule may look at: one notice in all its stages, and what it is checked against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import regex

from extractor.assembly.ledger import paragraphs_of
from extractor.checks.options import Thresholds
from extractor.checks.others import NOTHING, Known, Others
from extractor.checks.rule import Place, Profile, Span
from extractor.model.anchor import Anchor
from extractor.model.document import Cell, Document, Paragraph, Piece, Table
from extractor.model.notice import Notice
from extractor.structure.outline import Outline
from extractor.tasks import Reading
from extractor.tasks.draft import Setting
from extractor.text import passage
from extractor.text.characters import HAN
from extractor.text.passage import Passage
from extractor.units import Registry

MASK = "\ufffc"
"""Stands for each character that `Subject.own_words` leaves out."""


class Slot(NamedTuple):
    """The cell a paragraph stands in."""

    table: Table
    cell: Cell


@dataclass(frozen=True)
class Subject:
    """A notice as every stage left it. Rules read; nothing here changes."""

    document: Document
    outline: Outline
    setting: Setting
    reading: Reading
    """Tasks, directives and duties to report as drafts, whose values still hold passages."""
    notice: Notice
    profile: Profile = "new"
    thresholds: Thresholds = field(default_factory=Thresholds)
    registry: Registry | None = None
    others: Others = NOTHING

    # -- paragraphs ----------------------------------------------------------------------------

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph in reading order, those of cells included."""
        return tuple(paragraphs_of(self.document.blocks))

    @cached_property
    def slots(self) -> Mapping[int, Slot]:
        """The innermost cell of each paragraph that stands in one, by the paragraph's id."""
        found: dict[int, Slot] = {}
        for block in self.document.blocks:
            if isinstance(block, Table):
                _enter(block, found)
        return found

    def paragraph(self, identity: int) -> Paragraph:
        """Return the paragraph with this id."""
        return self._by_id[identity]

    @cached_property
    def _by_id(self) -> Mapping[int, Paragraph]:
        return {paragraph.id: paragraph for paragraph in self.paragraphs}

    def own_words(self, paragraph: Paragraph) -> str:
        """Return its text with what others said masked: inside “…”, ‘…’, 「…」 and 《…》.

        The marks themselves stay, and so does every offset: each masked character is `MASK`,
        which is no Chinese character, no punctuation and no space.
        """
        return self._own_words[paragraph.id]

    @cached_property
    def _own_words(self) -> Mapping[int, str]:
        return {paragraph.id: masked(paragraph.text) for paragraph in self.paragraphs}

    # -- provenance ----------------------------------------------------------------------------

    @property
    def faithful(self) -> bool:
        """Whether the characters are surely the author's own, so that their widths prove something.

        Not so in an archive (copies fold widths), in recognised text, and in a text whose every
        full-width mark has gone: some program, not the author, did that.
        """
        return (
            self.profile == "new" and self.document.text_origin == "text" and not self.width_folded
        )

    @cached_property
    def unread(self) -> bool:
        """Whether pictures or scanned pages may hold what the text lacks."""
        return any(remark.code in _UNREAD for remark in self.notice.diagnostics)

    @cached_property
    def width_folded(self) -> bool:
        """Whether half-width marks stand between Chinese characters and no full-width one does."""
        half = full = 0
        for paragraph in self.paragraphs:
            half += len(_HALF.findall(paragraph.text))
            full += len(_FULL.findall(paragraph.text))
        return half >= 5 and not full

    # -- other notices -------------------------------------------------------------------------

    def with_number(self, number: str) -> tuple[Known, ...]:
        """Return the other notices that bear ``number``; the same file is not another."""
        return self._apart(self.others.by_number(number))

    def with_title(self, title: str) -> tuple[Known, ...]:
        """Return the other notices that bear ``title``."""
        return self._apart(self.others.by_title(title))

    def repealing(self, number: str) -> tuple[Known, ...]:
        """Return the other notices that repeal the document with ``number``."""
        return self._apart(self.others.repealing(number))

    def _apart(self, found: Sequence[Known]) -> tuple[Known, ...]:
        source = self.notice.source
        return tuple(one for one in found if source.sha256 != one.sha256 and source.uri != one.uri)

    # -- places --------------------------------------------------------------------------------

    def spans(self, place: Place) -> tuple[Span, ...]:
        """Return the stretches of paragraphs that ``place`` covers, in reading order.

        On a page an anchor is a box, and covers every line that lies in it.
        """
        if place is None:
            return ()
        if isinstance(place, Span):
            return (place,)
        if isinstance(place, Passage):
            return united(
                Span(run.paragraph.id, run.offset, run.offset + run.length) for run in place.runs
            )
        return united(span for one in (place, *place.continued) for span in self._stretches(one))

    def stretch(self, place: Place) -> Span | None:
        """Return the one stretch of a paragraph from the first to the last character of ``place``.

        Unlike `spans` it holds the white space that a repair has left out. None where the place
        is empty or goes over several paragraphs.
        """
        spans = self.spans(place)
        if not spans or spans[0].paragraph != spans[-1].paragraph:
            return None
        return Span(spans[0].paragraph, spans[0].start, spans[-1].end)

    def anchor(self, place: Place) -> Anchor | None:
        """Return where ``place`` stands in the source; None for the notice as a whole."""
        if isinstance(place, Span):
            place = self.point(place)
        if isinstance(place, Passage):
            place = place.anchor()
        return place if place is not None and place != _NOWHERE else None

    def passage(self, span: Span) -> Passage:
        """Return the characters of ``span`` as a passage."""
        return passage.of(self.paragraph(span.paragraph)).slice(span.start, span.end)

    def point(self, span: Span) -> Anchor:
        """Return where ``span`` stands, also when it is empty: a place between two characters."""
        if span.start < span.end:
            return self.passage(span).anchor()
        for piece in reversed(self.paragraph(span.paragraph).pieces):
            if piece.start <= span.start:
                place = piece.anchor
                if place.page is not None:
                    return place
                base = place.characters[0] if place.characters else 0
                at = base + min(span.start, piece.end) - piece.start
                return Anchor(path=place.path, line=place.line, characters=(at, at))
        return Anchor()

    def text(self, place: Place) -> str:
        """Return the characters that ``place`` covers, as they stand in the source."""
        return "".join(
            self.paragraph(span.paragraph).text[span.start : span.end] for span in self.spans(place)
        )

    def field(self, name: str) -> Anchor | None:
        """Return the anchor of a property of the notice: title, document_number, addressees …"""
        return self.notice.anchors.get(name)

    def _stretches(self, anchor: Anchor) -> Iterator[Span]:
        key = (anchor.page, anchor.path, anchor.line)
        for paragraph, piece in self._by_place.get(key, ()):
            covered = _covered(piece, anchor)
            if covered is not None:
                yield Span(paragraph.id, *covered)

    @cached_property
    def _by_place(
        self,
    ) -> Mapping[tuple[int | None, str | None, int | None], Sequence[tuple[Paragraph, Piece]]]:
        found: dict[tuple[int | None, str | None, int | None], list[tuple[Paragraph, Piece]]] = {}
        for paragraph in self.paragraphs:
            for piece in paragraph.pieces:
                anchor = piece.anchor
                found.setdefault((anchor.page, anchor.path, anchor.line), []).append(
                    (paragraph, piece)
                )
        return found


_NOWHERE = Anchor()
_UNREAD = frozenset({"document.picture", "page-without-text", "picture-without-text"})
_HALF = regex.compile(rf"[{HAN}][,:;?!()]|[,:;?!()][{HAN}]")
_FULL = regex.compile("[，：；？！（）]")
_CLOSERS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》"}
_LONGEST_QUOTE = 600
"""A mark left open covers no more of the text than its own sentence could."""


def masked(text: str) -> str:
    """Return ``text`` with everything inside quotation and title marks replaced by `MASK`.

    A mark that is never closed masks nothing.

    >>> masked("落实“六稳,六保”和《方案(试行)》要求,").replace(MASK, "_")
    '落实“_____”和《______》要求,'
    """
    characters = list(text)
    position = 0
    while position < len(text):
        closer = _CLOSERS.get(text[position])
        if closer is None:
            position += 1
            continue
        end = _closing(text, position, closer)
        if end is None:
            position += 1
            continue
        for inside in range(position + 1, end):
            if not text[inside].isspace():
                characters[inside] = MASK
        position = end + 1
    return "".join(characters)


def _closing(text: str, start: int, closer: str) -> int | None:
    """Return where the mark at ``start`` is closed, marks of its own kind inside it counted."""
    opener, depth = text[start], 0
    for position in range(start, min(len(text), start + _LONGEST_QUOTE)):
        if text[position] == opener:
            depth += 1
        elif text[position] == closer:
            depth -= 1
            if depth == 0:
                return position
    return None


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans with those that touch or overlap in one paragraph made one, in order.

    >>> united([Span(1, 0, 2), Span(1, 2, 5), Span(1, 7, 8)])
    (Span(paragraph=1, start=0, end=5), Span(paragraph=1, start=7, end=8))
    """
    found: list[Span] = []
    for span in sorted(set(spans)):
        last = found[-1] if found else None
        if last is not None and last.paragraph == span.paragraph and span.start <= last.end:
            found[-1] = Span(last.paragraph, last.start, max(last.end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _enter(table: Table, found: dict[int, Slot]) -> None:
    for cell in table.cells:
        for paragraph in cell.paragraphs:
            found[paragraph.id] = Slot(table, cell)
        for inner in cell.tables:
            _enter(inner, found)


def _covered(piece: Piece, anchor: Anchor) -> tuple[int, int] | None:
    """Return the offsets in the paragraph that ``anchor`` covers of ``piece``; None for none."""
    if anchor.bbox is not None:
        box = piece.anchor.bbox
        inside = box is not None and _within(box, anchor.bbox)
        return (piece.start, piece.end) if inside else None
    if anchor.characters is None:
        return piece.start, piece.end
    base = piece.anchor.characters[0] if piece.anchor.characters else 0
    low = max(piece.start, piece.start + anchor.characters[0] - base)
    high = min(piece.end, piece.start + anchor.characters[1] - base)
    return (low, high) if low < high else None


def _within(
    box: tuple[float, float, float, float], outer: tuple[float, float, float, float]
) -> bool:
    slack = 0.5
    return (
        box[0] >= outer[0] - slack
        and box[1] >= outer[1] - slack
        and box[2] <= outer[2] + slack
        and box[3] <= outer[3] + slack
    )
