"""The attachment note (附件说明): what a notice says is attached to it. GB/T 9704-2012, 7.3.4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractor.structure.prose import Prose, ends_sentence
from extractor.text import passage
from extractor.text.characters import compact
from extractor.text.passage import Passage


@dataclass(frozen=True, slots=True)
class Announced:
    """An attachment as the attachment note names it."""

    number: str | None
    title: Passage
    whole: Passage
    """With its number and the word 附件."""


FILE_SUFFIX = (
    r"\.(?:pdf|docx?|docm|xlsx?|xlsm|wps|et|ofd|zip|rar|7z|pptx?|ceb|tiff?|jpe?g|png|txt|rtf)"
)
_ANNOUNCE = regex.compile(r"^\s*附\s*(?:件|表)?\s*[:：]\s*(?P<rest>\S.*)$", regex.DOTALL)
_ANNOUNCE_FIRST = regex.compile(r"^\s*附\s*件\s*(?P<rest>[1１]\s*[.．、]\s*\S.*)$", regex.DOTALL)
_ANNOUNCE_BELOW = regex.compile(r"^\s*附\s*(?:件|表)\s*[:：]\s*$")
_LISTED = regex.compile(
    r"""^\s*+(?: (?:附件\s*+)?+ (?P<number>[0-9０-９]{1,2}) \s*+ [.．、:：] \s*+  # 1.名单
    | 附件\s*+ (?P<number>[0-9０-９]{1,2}) (?: \s++ | (?=[\p{Han}《]) ) )  # 附件1 名单
    (?P<title>\S.*)$""",
    regex.DOTALL | regex.VERBOSE,
)
_NEXT_IN_LINE = regex.compile(
    r"(?<=[\s\p{Han}）)》])(?P<number>[0-9０-９]{1,2})\s*+[.．、](?![0-9])"
)
_AS_FILE = regex.compile(rf"(?i){FILE_SUFFIX}\s*+$")
_OPEN = regex.compile(r"[（(《][^（(《）)》]*+$")
_CLOSES = regex.compile(r"^[^（(《）)》]*+[）)》]")
_LONGEST_NOTE = 300


def read_announcements(
    lines: Sequence[Prose], start: int, signed_at: int | None
) -> tuple[tuple[Announced, ...], set[int]]:
    """Return the attachments named in the attachment note, and its lines."""
    limit = len(lines) if signed_at is None else signed_at
    window = range(max(start, limit - 40) if signed_at is not None else start, limit)
    for position in window:
        if signed_at is None and position + 1 < limit and _heads_attachment(lines, position):
            continue
        found, end = note_at(lines[:limit], position, signed=signed_at is not None)
        if found:
            return tuple(found), set(range(position, end))
    return (), set()


def note_at(
    lines: Sequence[Prose], position: int, *, signed: bool = False
) -> tuple[list[Announced], int]:
    """Return the attachments that a note at ``position`` names, and where it ends.

    Above a signature (``signed``) a note may lack its colon: 附件1.名单.
    """
    line = lines[position]
    opening = _ANNOUNCE.match(line.text)
    if opening is None and signed:
        opening = _ANNOUNCE_FIRST.match(line.text)
    if opening is not None and len(line.text) <= _LONGEST_NOTE:
        found = _listed(line.repaired, opening.start("rest"))
        return _continued(lines, position + 1, found)
    if _ANNOUNCE_BELOW.match(line.text) is None or position + 1 == len(lines):
        return [], position
    first = _LISTED.match(lines[position + 1].text)
    if first is None or compact(first["number"]) != "1" or not _lists(lines[position + 1]):
        return [], position
    found = _listed(lines[position + 1].repaired, 0)
    whole = passage.join([line.repaired, found[0].whole])
    return _continued(lines, position + 2, [replace(found[0], whole=whole), *found[1:]])


def _continued(
    lines: Sequence[Prose], following: int, found: list[Announced]
) -> tuple[list[Announced], int]:
    """Add the attachments listed from line ``following`` on; return them and where they end."""
    while following < len(lines):
        line = lines[following]
        if _LISTED.match(line.text) is None and _wraps_title(lines, following, found[-1]):
            last, whole = found[-1], line.repaired
            title = passage.join([last.title, whole.strip()])
            found[-1] = Announced(last.number, title, passage.join([last.whole, whole]))
        elif _lists(line):
            found += _listed(line.repaired, 0)
        else:
            break
        following += 1
    return found, following


def _lists(line: Prose) -> bool:
    """Whether a line of a note names further attachments."""
    return (
        _LISTED.match(line.text) is not None
        and len(line.text) <= 120 * _count_listed(line.text)
        and not ends_sentence(line.text)
    )


def _count_listed(text: str) -> int:
    """Return how many attachments a line lists, one after another."""
    return 1 + sum(match.start("number") > 2 for match in _NEXT_IN_LINE.finditer(text))


def _wraps_title(lines: Sequence[Prose], position: int, last: Announced) -> bool:
    """Whether a line is the rest of an attachment's name.

    The name's open bracket is closed on the line, or the next number follows it.
    """
    line = lines[position]
    if line.label is not None or len(line.text) > 60 or ends_sentence(line.text):
        return False
    if _CLOSES.match(line.text) is not None and _OPEN.search(last.title.text) is not None:
        return True
    if last.number is None or position + 1 >= len(lines):
        return False
    after = _LISTED.match(lines[position + 1].text)
    return after is not None and compact(after.group("number")) == str(int(last.number) + 1)


def _heads_attachment(lines: Sequence[Prose], position: int) -> bool:
    """Whether an unsigned text goes on below, so that this line heads an attachment instead."""
    return len(lines) - position > 8


def _listed(whole: Passage, start: int) -> list[Announced]:
    """Return the attachments named in one line; several may follow one another."""
    text = whole.text
    first = _LISTED.match(text[start:])
    if first is None:
        return [Announced(None, _titled(whole.slice(start)), whole)]
    begins = [start + first.start("number")]
    begins += [
        match.start("number")
        for match in _NEXT_IN_LINE.finditer(text)
        if match.start("number") > start + first.start("title")
    ]
    found = []
    for order, begin in enumerate(begins):
        end = begins[order + 1] if order + 1 < len(begins) else len(text)
        match = first if order == 0 else _LISTED.match(text[begin:end])
        if match is None:
            continue
        lead, title_at = (0, start) if order == 0 else (begin, begin)
        title = _titled(whole.slice(title_at + match.start("title"), end))
        found.append(Announced(compact(match["number"]), title, whole.slice(lead, end)))
    return found


def _titled(name: Passage) -> Passage:
    """Return the title an attachment is named by, without the suffix of its file."""
    name = name.strip()
    suffix = _AS_FILE.search(name.text)
    return name if suffix is None else name.slice(0, suffix.start()).strip()
