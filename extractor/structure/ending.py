"""The end of a notice: attachment note, signature, date, notes, imprint.

GB/T 9704-2012, 7.3.4 (附件说明), 7.3.5 (署名、成文日期), 7.3.6 (附注), 7.4 (版记).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.structure.announcements import Announced, read_announcements
from extractor.structure.bodies import bodies_of, reads_like_unit
from extractor.structure.prose import Prose, ends_sentence, is_attachment_mark
from extractor.structure.repeats import second_print
from extractor.text.characters import compact
from extractor.text.dates import DateFound, find_dates
from extractor.text.disclosure import DisclosureFound, find_disclosure
from extractor.text.document_kinds import kind_of_title
from extractor.text.passage import EMPTY, Passage, join
from extractor.vocabulary import load


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as printed, and the day it means."""

    passage: Passage
    date: str | None


@dataclass(frozen=True, slots=True)
class Ending:
    """What stands below the text; positions count the paragraphs given to `read_ending`."""

    announced: tuple[Announced, ...] = ()
    signatories: tuple[Passage, ...] = ()
    issue_date: Dated | None = None
    notes: tuple[Passage, ...] = ()
    disclosure: str | None = None
    copied_to: Passage = EMPTY
    copied_label: Passage = EMPTY
    printer: Passage = EMPTY
    print_date: Dated | None = None
    imprint_rest: tuple[Passage, ...] = ()
    used: frozenset[int] = frozenset()
    signed_at: int | None = None
    """Position of the date of signature: what follows is attached or printed."""
    again: range = range(0)
    """Positions at which the signature is printed again, with what stands beside it."""
    repeated: tuple[Passage, ...] = ()
    """What stands there, and notes of where the seal belongs."""


_LONGEST_SEAL = 16
_HEAD = 20
"""Paragraphs at the top among which the head stands."""
_LAST_BRACKET = regex.compile(r"\([^()]{0,12}\)$")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    data = load("masthead")
    return {
        "copied": tuple(compact(word) for word in data["imprint"]["copied"]),
        "printed": tuple(data["imprint"]["printed"]),
    }


def read_ending(lines: Sequence[Prose], start: int) -> Ending:
    """Return the parts below the text among ``lines[start:]``."""
    signed = _signature(lines, start)
    used: set[int] = set()
    signatories: list[Passage] = []
    issue_date = None
    notes: list[Passage] = []
    signed_at = None
    again = range(0)
    seals: list[Passage] = []
    if signed is not None:
        signed_at, issue_date, signatories, taken = signed
        used |= taken
        again = second_print(lines, sorted(taken))
        seals = [lines[position].passage for position in sorted(taken) if _is_seal(lines[position])]
        used |= set(again)
        for position in range(signed_at + 1, min(signed_at + 4, len(lines))):
            if not _is_note(lines[position]):
                break
            notes.append(lines[position].repaired)
            used.add(position)
    else:
        for position in range(start, len(lines)):
            if _is_note(lines[position]) and find_disclosure(lines[position].text):
                notes.append(lines[position].repaired)
                used.add(position)
    announced, positions = read_announcements(lines, start, signed_at)
    used |= positions
    imprint = _imprint(lines, (signed_at or start) + 1, used)
    used |= imprint.used
    if not any(find_disclosure(note.text) for note in notes):
        above = _note_above(lines, imprint)
        if above is not None:
            notes.append(lines[above].repaired)
            used.add(above)
    found = [find_disclosure(note.text) for note in notes]
    return Ending(
        announced=announced,
        signatories=tuple(signatories),
        issue_date=issue_date,
        notes=tuple(notes),
        disclosure=_openness([entry for entry in found if entry]),
        copied_to=imprint.copied_to,
        copied_label=imprint.copied_label,
        printer=imprint.printer,
        print_date=imprint.print_date,
        imprint_rest=imprint.rest,
        used=frozenset(used),
        signed_at=signed_at,
        again=again,
        repeated=(*(lines[position].passage for position in again), *seals),
    )


def _note_above(lines: Sequence[Prose], imprint: _Imprint) -> int | None:
    """Return where a note on openness stands right above the imprint or the end, or None."""
    first = min(imprint.used, default=len(lines))
    for position in range(first - 1, max(first - 3, -1), -1):
        line = lines[position]
        if _is_note(line) and find_disclosure(line.text):
            return position
    return None


def _openness(found: Sequence[DisclosureFound]) -> str | None:
    """Return how open the notice says it is; that its text was cut (删减) says least."""
    whole = [entry for entry in found if entry.code != "redacted"]
    return next((entry.value for entry in [*whole, *found]), None)


def _signature(
    lines: Sequence[Prose], start: int
) -> tuple[int, Dated, list[Passage], set[int]] | None:
    """Return where the date of signature stands, the date, the signatories and their lines."""
    for position in range(start, len(lines)):
        line = lines[position]
        if len(line.text) > 80 or line.label is not None:
            continue
        dated = _date_at_end(line)
        if dated is None:
            continue
        date, before = dated
        if before:
            if reads_like_unit(before.text):
                above, taken = _signatories(lines, start, position)
                return position, date, [*above, before], {position, *taken}
            continue
        above, taken = _signatories(lines, start, position)
        closes = line.style.align == "right" or _last_of_text(lines, position)
        if above or closes or _below_a_name(lines, start, position):
            return position, date, above, {position, *taken}
    return None


def _date_at_end(line: Prose) -> tuple[Dated, Passage] | None:
    """Return the date a short line ends with, and what stands before it."""
    found: tuple[DateFound, ...] = tuple(find_dates(line.text))
    if not found:
        return None
    last = found[-1]
    rest = compact(line.text[last.end :])
    if rest.strip("()。") or last.precision != "day":
        return None
    if len(found) > 1 and line.text[: found[0].start].strip():
        return None
    before = line.repaired.slice(0, last.start).strip()
    if before and before.text[-1] in "至到—-于自从":
        return None
    return Dated(line.repaired.slice(last.start, last.end), last.date), before


def _signatories(
    lines: Sequence[Prose], start: int, date_at: int
) -> tuple[list[Passage], set[int]]:
    """Return the bodies that sign, on the lines above the date; several may share a line."""
    found: list[Passage] = []
    taken: set[int] = set()
    position = date_at - 1
    while position >= start and len(taken) < 40:
        line = lines[position]
        if _is_seal(line):
            taken.add(position)
            position -= 1
            continue
        if line.label is not None or ends_sentence(line.text) or not reads_like_unit(line.text):
            break
        if len(line.text) > 30 and line.style.align not in {"right", "center", None}:
            break
        whole = _wrapped(lines, start, position)
        found[:0] = bodies_of(line.passage) if whole is None else [whole]
        taken |= {position} if whole is None else {position - 1, position}
        position = min(taken) - 1
    return found, taken if found else set()


def _wrapped(lines: Sequence[Prose], start: int, position: int) -> Passage | None:
    """Return a name that begins on the line above, which is none by itself; None if there is none.

    Both lines stand at the right, or the head of the notice has the whole name.
    """
    line, above = lines[position], lines[position - 1] if position > start else None
    if above is None or above.label is not None or _is_note(above) or _is_seal(above):
        return None
    if not 4 <= len(above.key) <= _LONGEST_SEAL * 2 or reads_like_unit(above.text):
        return None
    if ends_sentence(above.text) or above.key[-1] in ",、;:" or find_dates(above.text):
        return None
    name = _LAST_BRACKET.sub("", above.key + line.key)
    right = above.style.align == line.style.align == "right"
    if not (right or any(name in other.key for other in lines[: min(start, _HEAD)])):
        return None
    return join((above.passage, line.passage)).repaired(close_gaps=True)


def _is_seal(line: Prose) -> bool:
    """Whether a line only tells where the seal belongs: （盖章）, 〔此处加盖印章〕."""
    key = line.key
    words = load("masthead")["seal"]["words"]
    return (
        len(key) <= _LONGEST_SEAL
        and key[:1] in "(〔[【"
        and key.rstrip(")〕]】").endswith(tuple(words))
    )


def _below_a_name(lines: Sequence[Prose], start: int, position: int) -> bool:
    """Whether a short line, as one of a person who signs (指挥长：某某), stands right above."""
    above = lines[position - 1] if position > start else None
    return (
        above is not None
        and above.label is None
        and len(above.key) <= 20
        and not ends_sentence(above.text)
        and (position + 1 == len(lines) or ends_sentence(lines[position - 2].text))
    )


def _last_of_text(lines: Sequence[Prose], position: int) -> bool:
    """Whether the line above ends the text and nothing but notes or attachments follows."""
    above = lines[position - 1] if position else None
    if above is None or not ends_sentence(above.text):
        return False
    below = lines[position + 1] if position + 1 < len(lines) else None
    return below is None or (
        below.label is None
        and (
            is_attachment_mark(below)
            or _is_note(below)
            or _COPIED.match(below.text) is not None
            or (len(below.key) <= _LONGEST_TITLE and kind_of_title(below.key) is not None)
        )
    )


_LONGEST_TITLE = 60


def _is_note(line: Prose) -> bool:
    """Whether a paragraph is a note below the date (附注): in brackets, or on openness.

    信息公开选项：主动公开 has no brackets.
    """
    key = line.key
    if (
        2 < len(key) <= 120
        and key[0] == "("
        and key[-1] in ")。"
        and key.count("(") == key.count(")")
        and line.label is None
    ):
        return True
    found = find_disclosure(line.text) if len(key) <= 20 else None
    if found is None:
        return False
    return key[0] in "(此" or found.end - found.start == len(line.text.strip())


@dataclass(frozen=True, slots=True)
class _Imprint:
    copied_to: Passage = EMPTY
    copied_label: Passage = EMPTY
    printer: Passage = EMPTY
    print_date: Dated | None = None
    rest: tuple[Passage, ...] = ()
    used: frozenset[int] = frozenset()


_COPIED = regex.compile(r"^\s*(?:抄\s*送|抄\s*报|分\s*送)\s*(?:机关)?\s*[:：]\s*")


def _printer_above(lines: Sequence[Prose], position: int, start: int, taken: set[int]) -> bool:
    """Whether the office that prints stands on the line above the date of printing."""
    above = position - 1
    return above >= start and above not in taken and reads_like_unit(lines[above].text)


def _imprint(lines: Sequence[Prose], start: int, taken: set[int]) -> _Imprint:
    """Return the imprint (版记): copies, printing office and date of printing."""
    copied = label = printer = EMPTY
    print_date: Dated | None = None
    rest: list[Passage] = []
    used: set[int] = set()
    for position in range(start, len(lines)):
        line = lines[position]
        if position in taken or len(line.text) > 400:
            continue
        opening = _COPIED.match(line.text)
        if opening is not None and not copied:
            label = line.repaired.slice(0, opening.end())
            copied = line.repaired.slice(opening.end()).strip()
            used.add(position)
            continue
        if len(line.text) <= 80 and line.key.endswith(_words()["printed"]) and printer == EMPTY:
            found = find_dates(line.text)
            above = _printer_above(lines, position, start, taken)
            if found and found[-1].precision == "day" and (found[0].start > 0 or above):
                date = found[-1]
                printer = line.repaired.slice(0, date.start).strip()
                if above and not printer:
                    printer = lines[position - 1].repaired.strip()
                    used.add(position - 1)
                print_date = Dated(line.repaired.slice(date.start, date.end), date.date)
                rest.append(line.repaired.slice(date.end))
                used.add(position)
    return _Imprint(copied, label, printer, print_date, tuple(rest), frozenset(used))
