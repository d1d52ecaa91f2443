"""Words inside a segment that may join two units or belong to one name: 和, 及, 与, /."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from extractor.units.collectives import is_collective, is_places
from extractor.units.grammar import find_head, find_level_word, words
from extractor.units.jurisdictions import Jurisdiction
from extractor.units.parsing import LONGEST, parse_name
from extractor.units.qualifiers import find_open_end
from extractor.units.readings import BARE, CERTAIN, HEADED, SHAPED
from extractor.units.segments import Segment

Range = tuple[int, int]

_COMMITTEE = 2
"""Characters of 县委, 市委."""

_MOST_JOINTS = 4
"""No name holds more joining words than this (工业和信息化和商务和…)."""


def split_at_joints(segment: Segment, span: Range, jurisdiction: Jurisdiction) -> list[Range]:
    """Return the ranges of ``segment.text`` within ``span`` that joining words part.

    A name that the dictionary knows as a whole is never parted (发展和改革局), nor is anything
    inside brackets.
    """
    start, end = span
    if end - start > 4 * LONGEST or parse_name(segment.text[start:end], jurisdiction).doubt <= BARE:
        whole = segment.text[start:end]
        if end - start > 4 * LONGEST or not _is_loose(whole):
            return _unglue(segment, span, jurisdiction)
    ranges: list[Range] = []
    position = start
    while position < end:
        joint = "" if position in segment.inside else _joint_at(segment.text, position, end)
        if joint and position > start and joint in words("joining", "prepositions"):
            ranges.append((start, position))  # the unit behind it keeps the word: 会同
            start, position = position, position + len(joint)
        elif joint and _parts(segment, (start, position, position + len(joint), end), jurisdiction):
            ranges.append((start, position))
            start = position = position + len(joint)
        else:
            position += 1
    ranges.append((start, end))
    return [part for one in ranges for part in _unglue(segment, one, jurisdiction)]


def _is_loose(text: str) -> bool:
    """Whether ``text`` holds a mark, or a collective behind a body: 公安局及各乡镇."""
    marks = (*words("joining", "marks"), *words("joining", "prepositions"))
    if any(mark in text for mark in marks):
        return True
    return any(_joins_collective(text, joint) for joint in words("joining"))


def _joins_collective(text: str, joint: str) -> bool:
    place = text.find(joint, 1)
    while place > 0:
        behind = text[place + len(joint) :]
        if behind.startswith("各"):
            return True
        if is_collective(behind) and not is_collective(text[:place]) and find_head(text[:place]):
            return True
        place = text.find(joint, place + 1)
    return False


def _joint_at(text: str, position: int, end: int) -> str:
    for joint in _joints():
        if text.startswith(joint, position) and position + len(joint) < end:
            return joint
    return ""


@cache
def _joints() -> tuple[str, ...]:
    return (*words("joining", "prepositions"), *words("joining"), *words("joining", "marks"))


def _parts(segment: Segment, places: tuple[int, int, int, int], jurisdiction: Jurisdiction) -> bool:
    """Whether what stands before the joint and what follows it are units of their own."""
    start, stop, resume, end = places
    left = segment.text[start:stop]
    if not left:
        return False
    if segment.text[stop:resume] == "&":
        return True
    if left.endswith("部门") and segment.text[resume:end].startswith(("单位", "机构")):
        return False  # one class of bodies: 相关部门和单位
    left = left[: find_open_end(left, len(left))]
    if parse_name(left, jurisdiction).doubt > SHAPED:
        return False
    doubt = min(
        parse_name(segment.text[resume:place], jurisdiction).doubt
        for place in _ends(segment, resume, end)
    )
    whole = parse_name(segment.text[start:end], jurisdiction).doubt
    return doubt < HEADED and (doubt <= whole or doubt <= BARE)


def _ends(segment: Segment, start: int, end: int) -> list[int]:
    """Return where a unit that begins at ``start`` may end: at the next joints, or at ``end``."""
    places = [
        place
        for place in range(start + 1, end)
        if place not in segment.inside and _joint_at(segment.text, place, end)
    ]
    return [*places[:_MOST_JOINTS], end]


def _unglue(segment: Segment, span: Range, jurisdiction: Jurisdiction) -> list[Range]:
    """Part names that run together without a mark: 区发改局区商务局, only if all are known."""
    start, end = span
    if end - start > LONGEST:
        return [span]
    each = segment.text.find("各", start + 1, end)
    if each > 0 and is_places(segment.text[each:end]):
        known = parse_name(segment.text[start:each], jurisdiction)
        if known.doubt == CERTAIN and known.kind != "collective":
            return [(start, each), (each, end)]
    if parse_name(segment.text[start:end], jurisdiction).doubt <= BARE:
        return [span]
    ranges: list[Range] = []
    position = start
    for cut in range(start + 2, end - 1):
        if cut in segment.inside or not _begins_unit(segment.text[cut:end]):
            continue
        if _is_whole(segment.text[position:cut], jurisdiction):
            ranges.append((position, cut))
            position = cut
    if not ranges or not _is_whole(segment.text[position:end], jurisdiction):
        return [span]
    ranges.append((position, end))
    return ranges if _are_apart(segment, ranges, jurisdiction) else [span]


def _are_apart(segment: Segment, ranges: list[Range], jurisdiction: Jurisdiction) -> bool:
    """Whether none of ``ranges`` is a committee that shares an office: 县委县政府督查室 is one."""
    for (start, end), following in pairwise(ranges):
        if end - start == _COMMITTEE:
            kind = parse_name(segment.text[slice(*following)], jurisdiction).kind
            if kind != "government":
                return False
    return True


def _begins_unit(text: str) -> bool:
    return text.startswith("各") or find_level_word(text) is not None


def _is_whole(text: str, jurisdiction: Jurisdiction) -> bool:
    return parse_name(text, jurisdiction).doubt == CERTAIN
