"""A list of units -> the ranges of its names, and what stands around them."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import lru_cache

import msgspec

from extractor.units.collectives import shares_tail
from extractor.units.grammar import find_ending, words
from extractor.units.joints import split_at_joints
from extractor.units.jurisdictions import Jurisdiction
from extractor.units.parsing import LONGEST, parse_name
from extractor.units.qualifiers import (
    find_marked_bracket,
    find_name_start,
    find_open_end,
    is_nothing,
    trim_closing,
)
from extractor.units.readings import HEADED
from extractor.units.segments import Segment, cut, part
from extractor.units.wraps import split_at_gaps

Range = tuple[int, int]

_MOST_PLACES = 8
"""No collective names more kinds of places than this, less one."""


class Piece(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A name in the list: its range of the list, and its characters folded without spaces.

    ``opens_family``: prefixes don't carry over from before. ``qualifier`` is what the list says
    of this very unit; ``closing`` what it says behind it, of all units since the last one.
    A piece without a name (``name`` empty) carries only ``closing``.
    """

    start: int
    end: int
    name: str
    opens_family: bool = False
    qualifier: str | None = None
    closing: str | None = None


class Split(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The pieces of a list in order, whether 等 ends it, and what no rule could read."""

    pieces: tuple[Piece, ...] = ()
    open_list: bool = False
    leftovers: tuple[Range, ...] = ()


def split_list(text: str, jurisdiction: Jurisdiction, known: Container[str] = ()) -> Split:
    """Return the names in ``text``, one cell or one list of a clause."""
    pieces: list[Piece] = []
    leftovers: list[Range] = []
    open_list = False
    segments = list(_joined(list(cut(text))))
    for segment in segments:
        end = _label_start(segment, last=segment is segments[-1])
        if end < len(segment.text):
            leftovers.append(_printed(segment, (end, len(segment.text))))
        if end == 0:
            continue
        found, opened, rest = _read_or_recall(part(segment, 0, end), jurisdiction, known)
        pieces.extend(found)
        leftovers.extend(rest)
        open_list |= opened
    return Split(pieces=tuple(pieces), open_list=open_list, leftovers=tuple(leftovers))


def _label_start(segment: Segment, *, last: bool) -> int:
    """Return where the label of a role begins that ends ``segment``: 责任单位：; else its length.

    All that stands before a colon is a label when no known one is, except at the end of the list,
    as addressees have it; a segment that says that there is no unit (无) is left over as well.
    """
    if is_nothing(segment.text):
        return 0
    if segment.after != ":" or last:
        return len(segment.text)
    label = find_ending(segment.text, words("labels"))
    return len(segment.text) - len(label) if label else 0


def _joined(segments: list[Segment]) -> Iterator[Segment]:
    """Join what 、 parts within one collective: 各市、县（区）人民政府."""
    position = 0
    while position < len(segments):
        segment, resume = segments[position], position + 1
        for stop in range(resume, min(len(segments), position + _MOST_PLACES)):
            if segments[stop].before != "、":
                break
            whole = "、".join(one.text for one in segments[position:stop])
            if shares_tail(whole, segments[stop].text):
                segment, resume = _join(segments[position : stop + 1]), stop + 1
        yield segment
        position = resume


def _join(segments: list[Segment]) -> Segment:
    text = "、".join(one.text for one in segments)
    at: list[int] = []
    for one in segments:
        if at:
            at.append(at[-1] + 1)
        at.extend(one.at)
    return Segment(
        text=text,
        at=tuple(at),
        gaps={},
        inside=frozenset(range(len(text))),
        before=segments[0].before,
        after=segments[-1].after,
    )


def _read_or_recall(
    segment: Segment, jurisdiction: Jurisdiction, known: Container[str]
) -> tuple[list[Piece], bool, list[Range]]:
    """Return what `_read_segment` does; of unbroken words, which repeat, as read before."""
    if segment.gaps or segment.inside:
        return _read_segment(segment, jurisdiction, known)
    pieces, opened, leftovers = _read_unbroken(segment.text, jurisdiction)
    start = segment.at[0]
    moved = [
        Piece(
            start=piece.start + start,
            end=piece.end + start,
            name=piece.name,
            opens_family=piece.opens_family and segment.opens_family,
            qualifier=piece.qualifier,
            closing=piece.closing,
        )
        for piece in pieces
    ]
    return moved, opened, [(low + start, high + start) for low, high in leftovers]


@lru_cache(maxsize=8192)
def _read_unbroken(
    text: str, jurisdiction: Jurisdiction
) -> tuple[tuple[Piece, ...], bool, tuple[Range, ...]]:
    alone = Segment(text=text, at=range(len(text)), gaps={}, inside=frozenset())
    pieces, opened, leftovers = _read_segment(alone, jurisdiction, ())
    return tuple(pieces), opened, tuple(leftovers)


def _read_segment(
    segment: Segment, jurisdiction: Jurisdiction, known: Container[str]
) -> tuple[list[Piece], bool, list[Range]]:
    """Return the pieces of ``segment``, whether it ends in 等, and its unreadable ranges."""
    pieces: list[Piece] = []
    leftovers: list[Range] = []
    opened = False
    first = True
    for gap_span in split_at_gaps(segment, (0, len(segment.text)), jurisdiction, known):
        end, closing, opens = trim_closing(segment.text, gap_span, jurisdiction)
        opened |= opens
        if end == gap_span[0]:
            pieces.append(_closing_only(segment, gap_span, closing))
            continue
        for joint_span in split_at_joints(segment, (gap_span[0], end), jurisdiction):
            start, stop = joint_span
            span = (start, max(start, find_open_end(segment.text, stop)))
            opened |= span != joint_span
            if span[0] == span[1]:
                continue
            piece, rest = _read_piece(segment, span, jurisdiction, first=first)
            first = False
            leftovers.extend(rest)
            if piece is not None:
                pieces.append(piece)
        if closing and pieces:
            pieces[-1] = msgspec.structs.replace(pieces[-1], closing=closing)
    return pieces, opened, leftovers


def _closing_only(segment: Segment, span: Range, closing: str | None) -> Piece:
    place = segment.at[span[0]]
    return Piece(start=place, end=place, name="", closing=closing)


def _read_piece(
    segment: Segment, span: Range, jurisdiction: Jurisdiction, *, first: bool
) -> tuple[Piece | None, list[Range]]:
    """Return the piece of ``span`` and what is left over: a number before it, or all of it.

    There is no piece when what stands there is no name: too long, or without a letter.
    """
    text = segment.text
    numbered, start, preposition = find_name_start(text, span, jurisdiction)
    end = span[1]
    qualifier = preposition or None
    if text.startswith(words("qualifiers", "marks"), start, end - 1):
        qualifier, start = text[start], start + 1
    marked = find_marked_bracket(text[start:end])
    if marked is not None and marked[0] > 0:
        end, qualifier = start + marked[0], marked[1]
    name = text[start:end]
    if is_nothing(name) or _is_sentence(name, jurisdiction):
        return None, [_printed(segment, span)]
    piece = Piece(
        start=segment.at[start],
        end=segment.at[end - 1] + 1,
        name=name,
        opens_family=first and segment.opens_family,
        qualifier=qualifier,
    )
    return piece, [_printed(segment, (span[0], numbered))] if numbered > span[0] else []


def _printed(segment: Segment, span: Range) -> Range:
    """Return the range of the list that the range ``span`` of the segment stands for."""
    return segment.at[span[0]], segment.at[span[1] - 1] + 1


def _is_sentence(name: str, jurisdiction: Jurisdiction) -> bool:
    return len(name) > LONGEST // 2 and parse_name(name, jurisdiction).doubt > HEADED
