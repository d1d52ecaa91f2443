"""The head of a notice: issuing authority's mark, document number, title, addressees.

GB/T 9704-2012, 7.2 (版头) and 7.3.1-7.3.2; on web pages and in dumps parts are missing, repeated
or in another order, so each part is known by its own shape, not by its place alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.structure.bodies import MARK_ENDS, bodies_of, reads_like_unit
from extractor.structure.prose import Prose, ends_sentence
from extractor.structure.title import (
    MAX_TITLE,
    find_title,
    is_same_title,
    is_text,
    kind_of,
    lines_of,
    of_title,
    tail_of,
)
from extractor.text.characters import compact, is_han
from extractor.text.document_numbers import NumberFound, find_document_numbers
from extractor.text.passage import EMPTY, Passage
from extractor.vocabulary import load

SEARCH_DEPTH = 60
"""How many paragraphs from the top the head of a notice is looked for in."""

MAX_ADDRESSEES = 600
_LEAST_TAIL = 10
_MOST_BETWEEN = 8
"""Lines between the title of a page and that of the notice on it."""


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The document number of the notice where it stands on a line of its own."""

    passage: Passage
    found: NumberFound
    whole: Passage
    """The line, with brackets around the number or the signer beside it."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above the text; positions count the paragraphs given to `read_masthead`."""

    marks: tuple[Passage, ...] = ()
    """The issuing authority's mark, one passage a body."""
    mark_lines: tuple[Passage, ...] = ()
    """The lines the marks stand on, with the word 文件."""
    number: NumberLine | None = None
    title: Passage = EMPTY
    title_lines: Passage = EMPTY
    """The title as it is broken into lines."""
    kind: str | None = None
    addressees: Passage = EMPTY
    copy_number: Passage = EMPTY
    """The number of the copy (份号, 7.2.1) at the top left."""
    secrecy: Passage = EMPTY
    urgency: Passage = EMPTY
    signer: Passage = EMPTY
    duplicates: tuple[Passage, ...] = ()
    """The same title or number, printed again."""
    used: frozenset[int] = frozenset()
    """Positions of the paragraphs that are taken up here whole."""
    body_start: int = 0
    """Position of the first paragraph of the text."""
    title_end: int | None = None
    """Position of the first paragraph below the title, or None without one."""


@cache
def _words() -> dict[str, tuple[str, ...]]:
    data = load("masthead")
    return {
        "no_addressee_end": tuple(data["not_addressees"]["ends"]),
        "no_addressee": tuple(data["not_addressees"]["contains"]),
        "secrecy": tuple(data["front"]["secrecy"]),
        "urgency": tuple(data["front"]["urgency"]),
        "signer": tuple(data["front"]["signer"]),
    }


def read_masthead(lines: Sequence[Prose]) -> Masthead:
    """Return the head of the notice among its first paragraphs; parts not found are empty."""
    top = lines[:SEARCH_DEPTH]
    number_at = _number_position(top)
    title_range = find_title(top, number_at)
    used: set[int] = set()
    title, duplicates = EMPTY, []
    if title_range:
        title_range, others = _issued_title(top, title_range)
        title = of_title(top, title_range)
        for start, end in others:
            duplicates.append(lines_of(top, (start, end)))
            used |= set(range(start, end))
        used |= set(range(*title_range))
        key = compact(title.text)
        for position, line in enumerate(top):
            if position not in used and line.key and is_same_title(line.key, key):
                duplicates.append(line.passage)
                used.add(position)
    number = None
    if number_at is not None:
        found = find_document_numbers(top[number_at].text)[0]
        whole = top[number_at].repaired
        number = NumberLine(whole.slice(found.start, found.end), found, whole)
        used.add(number_at)
    addressee_at = _addressee_position(top, title_range)
    addressees = EMPTY
    if addressee_at is not None:
        addressees = top[addressee_at].repaired
        used.add(addressee_at)
    marks = _marks(top, number_at, title_range)
    used |= set(marks)
    front = _front(top, number_at, title_range)
    used |= {position for position, _, _ in front}
    start = _body_start(number_at, title_range, addressee_at, marks)
    return Masthead(
        marks=tuple(
            mark
            for position in marks
            for mark in bodies_of(top[position].passage)
            if mark.text not in MARK_ENDS
        ),
        mark_lines=tuple(top[position].passage for position in marks),
        number=number,
        title=title,
        title_lines=lines_of(top, title_range),
        kind=kind_of(title.text),
        addressees=addressees,
        copy_number=_named(front, "copy_number"),
        secrecy=_named(front, "secrecy"),
        urgency=_named(front, "urgency"),
        signer=_named(front, "signer"),
        duplicates=tuple(duplicates),
        used=frozenset(used),
        body_start=start,
        title_end=title_range[1] if title_range else None,
    )


def _issued_title(
    lines: Sequence[Prose], first: tuple[int, int]
) -> tuple[tuple[int, int], list[tuple[int, int]]]:
    """Return the title as it was issued, and others of the same document above it.

    Pages head a notice by a title of their own (三部门关于…); the notice's own, which names those
    departments, follows.
    """
    whole = "".join(line.key for line in lines[first[0] : first[1]])
    tail = tail_of(whole)
    if len(tail) < _LEAST_TAIL:
        return first, []
    for start in range(first[1], min(first[1] + _MOST_BETWEEN, len(lines))):
        if lines[start].folded.endswith(("。", ":")):
            break
        joined = ""
        for end in range(start + 1, min(start + 6, len(lines)) + 1):
            joined += lines[end - 1].key
            head = joined.removesuffix(tail)
            if find_document_numbers(head):
                break
            if joined not in {head, whole} and reads_like_unit(head):
                return (start, end), [first]
            if len(joined) > 2 * MAX_TITLE or lines[end - 1].folded.endswith(("。", ":")):
                break
    return first, []


def _number_position(lines: Sequence[Prose]) -> int | None:
    """Return where a document number stands alone, or beside the signer, above the text."""
    for position, line in enumerate(lines):
        if len(line.text) > 60:
            if ends_sentence(line.text):
                return None
            continue
        found = find_document_numbers(line.text)
        if not found:
            continue
        rest = compact(line.text[: found[0].start] + line.text[found[0].end :])
        rest = rest.strip("()〔〕[]:")
        if not rest or rest.startswith(_words()["signer"]):
            return position
    return None


def _addressee_position(lines: Sequence[Prose], title_range: tuple[int, int] | None) -> int | None:
    """Return the paragraph with the addressees (主送机关, 7.3.2): it ends in a colon, no number."""
    words = _words()
    begin = title_range[1] if title_range else 0
    for position in range(begin, min(begin + 12, len(lines))):
        line = lines[position]
        text = line.folded
        if text.endswith(":") and len(text) <= MAX_ADDRESSEES and line.label is None:
            bare = compact(text)[:-1]
            if bare.endswith(words["no_addressee_end"]) or "。" in bare:
                return None
            if any(word in bare for word in words["no_addressee"]) or len(bare) < 2:
                continue
            if not any(map(is_han, bare)):
                continue  # “Markdown Content:”, which a crawler sets above its text
            return position
        if line.label is not None or (is_text(line) and len(text) > 80):
            return None
    return None


def _marks(
    lines: Sequence[Prose], number_at: int | None, title_range: tuple[int, int] | None
) -> list[int]:
    """Return where the mark of the issuing authority stands, above number and title."""
    limit = min(
        (
            bound
            for bound in (number_at, title_range[0] if title_range else None)
            if bound is not None
        ),
        default=0,
    )
    found = []
    for position in range(limit):
        line = lines[position]
        if line.key.endswith(MARK_ENDS) or reads_like_unit(line.text):
            found.append(position)
    return found


def _front(
    lines: Sequence[Prose], number_at: int | None, title_range: tuple[int, int] | None
) -> list[tuple[int, str, Passage]]:
    """Return copy number, secrecy, urgency and signer where lines above the title state them."""
    limit = title_range[0] if title_range else (number_at or 0)
    found: list[tuple[int, str, Passage]] = []
    words = _words()
    for position in range(limit):
        line = lines[position]
        key = line.key
        if len(key) > 40:
            continue
        if position == 0 and regex.fullmatch(r"[0-9]{6}", key):
            found.append((position, "copy_number", line.passage))
        for name in ("secrecy", "urgency"):
            if key.startswith(words[name]) and len(key) <= 12:
                found.append((position, name, line.repaired))
                break
        signer = regex.search(r"签\s*发\s*人?\s*[:：]\s*(?P<name>\S.*)$", line.text)
        if signer:
            start, end = signer.span("name")
            found.append((position, "signer", line.repaired.slice(start, end)))
    return [entry for entry in found if entry[0] != number_at or entry[1] == "signer"]


def _named(front: Sequence[tuple[int, str, Passage]], name: str) -> Passage:
    return next((found for _, kind, found in front if kind == name), EMPTY)


def _body_start(
    number_at: int | None,
    title_range: tuple[int, int] | None,
    addressee_at: int | None,
    marks: Sequence[int],
) -> int:
    if addressee_at is not None:
        return addressee_at + 1
    ends = [title_range[1] if title_range else 0]
    if number_at is not None:
        ends.append(number_at + 1)
    if marks:
        ends.append(marks[-1] + 1)
    return max(ends)
