"""Where anchors stand in the original as the page shows it: stretches of text, boxes of pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractor.assembly.ledger import paragraphs_of
from extractor.model.anchor import Anchor
from extractor.model.document import Document, Page, Paragraph, Piece

Target = tuple[int | float, ...]
"""Paragraph, start, end of a text; or page, left, top, width, height in hundredths of the page."""

_SLACK = 0.5
"""Points by which a piece may exceed the box it is in."""


class _Stretch(NamedTuple):
    paragraph: Paragraph
    piece: Piece


class Places:
    """Finds anchors in one document."""

    def __init__(self, document: Document, *, pictured: bool) -> None:
        self._pages = document.pages if pictured else ()
        self._by_place: dict[tuple[int | None, str | None, int | None], list[_Stretch]] = {}
        for paragraph in paragraphs_of(document.blocks):
            for piece in paragraph.pieces:
                self._by_place.setdefault(_key(piece.anchor), []).append(_Stretch(paragraph, piece))

    def targets(self, anchors: Iterable[Anchor | None]) -> list[Target]:
        """Return all places of ``anchors``, each once, in order; none where nothing shows them."""
        found: dict[Target, None] = {}
        for anchor in anchors:
            for place in () if anchor is None else (anchor, *anchor.continued):
                found.update(dict.fromkeys(self._of(place)))
        return list(found)

    def _of(self, place: Anchor) -> Iterator[Target]:
        if self._pages:
            if place.page is not None and place.bbox is not None:
                yield _box(place.page, place.bbox, self._pages)
            return
        for paragraph, piece in self._by_place.get(_key(place), ()):
            span = _covered(piece, place)
            if span is not None:
                yield paragraph.id, *span


def _key(anchor: Anchor) -> tuple[int | None, str | None, int | None]:
    return anchor.page, anchor.path, anchor.line


def _box(
    page: int, bbox: tuple[float, float, float, float], pages: tuple[Page, ...]
) -> tuple[int | float, ...]:
    size = pages[min(page, len(pages)) - 1]
    wide, high = size.width or 1, size.height or 1
    left, top, right, bottom = bbox
    shares = (left / wide, top / high, (right - left) / wide, (bottom - top) / high)
    return page, *(round(100 * share, 2) for share in shares)


def _covered(piece: Piece, place: Anchor) -> tuple[int, int] | None:
    """Return the stretch of its paragraph that ``place`` covers of a piece; None for none."""
    if place.bbox is not None:
        box = piece.anchor.bbox
        inside = box is not None and (
            box[0] >= place.bbox[0] - _SLACK
            and box[1] >= place.bbox[1] - _SLACK
            and box[2] <= place.bbox[2] + _SLACK
            and box[3] <= place.bbox[3] + _SLACK
        )
        return (piece.start, piece.end) if inside else None
    if place.characters is None:
        return piece.start, piece.end
    base = piece.anchor.characters[0] if piece.anchor.characters else 0
    low = piece.start + max(0, place.characters[0] - base)
    high = min(piece.end, piece.start + place.characters[1] - base)
    return (low, high) if low < high else None
