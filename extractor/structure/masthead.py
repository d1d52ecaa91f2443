"""The head of a notice: issuing authority's mark, document number, title, addressees.

GB/T 9704-2012, 7.2 (版头) and 7.3.1-7.3.2; on web pages and in dumps parts are missing, repeated
or in another order, so each part is known by its own shape, not by its place alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.structure.prose import Prose, ends_sentence
from extractor.text import passage
from extractor.text.characters import compact
from extractor.text.dates import find_dates
from extractor.text.document_kinds import kind_of_title, statutory_kinds
from extractor.text.document_numbers import NumberFound, find_document_numbers
from extractor.text.passage import EMPTY, Passage
from extractor.vocabulary import load

SEARCH_DEPTH = 60
"""How many paragraphs from the top the head of a notice is looked for in."""

MAX_TITLE = 160
MAX_ADDRESSEES = 600


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
    secrecy: Passage = EMPTY
    urgency: Passage = EMPTY
    signer: Passage = EMPTY
    duplicates: tuple[Passage, ...] = ()
    """The same title or number, printed again."""
    used: frozenset[int] = frozenset()
    """Positions of the paragraphs that are taken up here whole."""
    body_start: int = 0
    """Position of the first paragraph of the text."""


@cache
def _words() -> dict[str, tuple[str, ...]]:
    data = load("masthead")
    return {
        "units": tuple(sorted(data["unit_ends"]["words"], key=len, reverse=True)),
        "mark": tuple(data["issuer_mark"]["ends"]),
        "no_addressee_end": tuple(data["not_addressees"]["ends"]),
        "no_addressee": tuple(data["not_addressees"]["contains"]),
        "secrecy": tuple(data["front"]["secrecy"]),
        "urgency": tuple(data["front"]["urgency"]),
        "signer": tuple(data["front"]["signer"]),
    }


def reads_like_unit(text: str) -> bool:
    """Whether a line of its own may be the name of a body: short, and ending like one.

    >>> reads_like_unit("福建省人民政府办公厅")
    True
    >>> reads_like_unit("请认真组织实施。")
    False
    """
    bare = compact(text)
    if not 2 <= len(bare) <= 60 or any(mark in bare for mark in "。;:!?,《》"):
        return False
    bare = regex.sub(r"\([^()]{0,12}\)$", "", bare)
    return bare.endswith(_words()["units"])


_SEPARATION = regex.compile(r"\s+")


def bodies_of(line: Passage) -> list[Passage]:
    """Return the bodies a passage names, one on each line or between wide gaps.

    White space separates only where every part reads like a body by itself; a name that is
    merely wrapped or letter-spaced stays whole.
    """
    parts: list[Passage] = []
    start = 0
    for gap in _SEPARATION.finditer(line.text):
        parts.append(line.slice(start, gap.start()))
        start = gap.end()
    parts.append(line.slice(start))
    parts = [part for part in parts if part]
    marks = _words()["mark"]
    named = [part for part in parts if part.text not in marks]
    if len(named) > 1 and all(len(part) > 2 and reads_like_unit(part.text) for part in named):
        return named
    return [line.repaired(close_gaps=True)]


def read_masthead(lines: Sequence[Prose]) -> Masthead:
    """Return the head of the notice among its first paragraphs; parts not found are empty."""
    top = lines[:SEARCH_DEPTH]
    number_at = _number_position(top)
    title_range = _title_range(top, number_at)
    used: set[int] = set()
    title, duplicates = EMPTY, []
    if title_range:
        title = _lines_of(top, title_range).repaired(close_gaps=True)
        used |= set(range(*title_range))
        key = compact(title.text)
        for position, line in enumerate(top):
            if position not in used and line.key and _same_title(line.key, key):
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
        marks=tuple(mark for position in marks for mark in bodies_of(top[position].passage)),
        mark_lines=tuple(top[position].passage for position in marks),
        number=number,
        title=title,
        title_lines=_lines_of(top, title_range),
        kind=_kind(title.text),
        addressees=addressees,
        secrecy=_named(front, "secrecy"),
        urgency=_named(front, "urgency"),
        signer=_named(front, "signer"),
        duplicates=tuple(duplicates),
        used=frozenset(used),
        body_start=start,
    )


def _kind(title: str) -> str | None:
    """Return the kind (文种) a title names, that of the issued document where it names none."""
    kind = kind_of_title(title)
    issues = _ISSUES.match(compact(title))
    return kind_of_title(issues.group("issued")) if kind is None and issues else kind


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


_ISSUES = regex.compile(r"^[^《》]{2,60}(?:印发|发布|公布|转发)《(?P<issued>[^《》]{4,90})》$")
"""A title that names no kind of its own, as news of a document do: A印发《B》."""


def _title_range(lines: Sequence[Prose], number_at: int | None) -> tuple[int, int] | None:
    """Return the paragraphs ``[start, end)`` the title stands in, or None."""
    for position, line in enumerate(lines):
        if not _may_be_title(line):
            if _clearly_text(line):
                break
            continue
        end = _title_end(lines, position)
        if end is not None:
            return _extended(lines, position, end, number_at), end
    return _plain_title(lines, number_at)


def _title_end(lines: Sequence[Prose], start: int) -> int | None:
    """Return where a title that begins at ``start`` ends; None when none begins there.

    A title that might end here may still go on to one of the fifteen kinds (通知 …) on lines
    that look the same: 关于印发…工作方案 / 的通知.
    """
    joined = lines[start].key
    found: int | None = None
    for end in range(start + 1, min(start + 7, len(lines)) + 1):
        kind = kind_of_title(joined)
        complete = kind is not None and "关于" in joined and _balanced(joined)
        if (complete and kind in statutory_kinds()) or _ISSUES.search(joined):
            return end
        if complete and found is None:
            found = end
        if end == len(lines) or not _may_be_title(lines[end]) or not _goes_on(joined):
            break
        if found is not None and lines[end].style != lines[start].style:
            break
        joined += lines[end].key
    return found


def _goes_on(joined: str) -> bool:
    """Whether a title may go on on the next line: it has begun and is not complete."""
    return "关于" in joined or reads_like_unit(joined) or not _balanced(joined)


def _balanced(text: str) -> bool:
    return text.count("《") == text.count("》") and text.count("(") == text.count(")")


def _may_be_title(line: Prose) -> bool:
    text = line.folded
    return (
        len(text) <= MAX_TITLE
        and not text.endswith(("。", ":", ";", ","))
        and (line.label is None or line.style.heading is not None)
        and not _LABELLED_VALUE.match(text)
        and not (find_document_numbers(text) and len(line.key) < 30)
    )


_LABELLED_VALUE = regex.compile(r"^[\p{Han} ]{2,8}:")


def _clearly_text(line: Prose) -> bool:
    return len(line.text) > 60 and ends_sentence(line.text)


def _extended(lines: Sequence[Prose], start: int, end: int, number_at: int | None) -> int:
    """Return where the title begins when its issuers stand on lines above 关于."""
    text = "".join(line.key for line in lines[start:end])
    begin = start
    if not text.startswith(("关于", "印发", "转发")):
        return begin
    floor = -1 if number_at is None or number_at >= start else number_at
    look = lines[start].style
    while begin - 1 > floor:
        above = lines[begin - 1]
        unit = reads_like_unit(above.text) or regex.search(
            r"等[0-9一二三四五六七八九十]+", above.key
        )
        same_look = above.style.align == look.align and above.style.size == look.size
        if not unit or above.key.endswith(_words()["mark"]) or above.style.red:
            break
        if floor < 0 and not (same_look and look.align == "center"):
            break
        begin -= 1
    return begin


def _plain_title(lines: Sequence[Prose], number_at: int | None) -> tuple[int, int] | None:
    """Return the title of a document that does not say 关于: a heading, or the first short line."""
    text_at = next((p for p, line in enumerate(lines) if _ends_head(line)), len(lines))
    lines = lines[:text_at]
    kinds = [
        position
        for position, line in enumerate(lines[:20])
        if _may_be_title(line) and kind_of_title(line.key) is not None and len(line.key) >= 4
    ]
    headed = [
        position
        for position, line in enumerate(lines[:20])
        if _may_be_title(line)
        and (line.style.heading == 1 or line.style.align == "center")
        and len(line.key) >= 5
        and not reads_like_unit(line.text)
    ]
    if kinds:
        at = kinds[0]
        return _grown(lines, at, number_at)
    if headed:
        return headed[0], headed[0] + 1
    if lines and _may_be_title(lines[0]) and 5 <= len(lines[0].key) <= 60:
        if reads_like_unit(lines[0].text) and len(lines) > 1:
            return None
        return 0, 1
    return None


def _ends_head(line: Prose) -> bool:
    """Whether a line shows that the head of the notice is over: addressees, a number, text."""
    return (
        (line.folded.endswith((":", "。")) and len(line.key) > 3)
        or (line.label is not None and line.style.heading is None)
        or _clearly_text(line)
    )


def _grown(lines: Sequence[Prose], at: int, number_at: int | None) -> tuple[int, int]:
    """Return the title around line ``at`` with the centred lines of the same size above it."""
    begin = at
    style = lines[at].style
    while (
        begin > 0
        and begin - 1 != number_at
        and style.align == "center"
        and lines[begin - 1].style == style
        and _may_be_title(lines[begin - 1])
        and at - begin < 4
    ):
        begin -= 1
    return begin, at + 1


def _lines_of(lines: Sequence[Prose], bounds: tuple[int, int] | None) -> Passage:
    if bounds is None:
        return EMPTY
    return passage.join([line.passage for line in lines[bounds[0] : bounds[1]]], "\n")


def _same_title(key: str, title: str) -> bool:
    """Whether a line prints the title again, with or without the number at either end."""
    if key == title:
        return True
    if title in key and len(key) - len(title) <= 30:
        rest = key.replace(title, "", 1).strip("()-_|")
        return not rest or bool(find_document_numbers(rest))
    return False


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
            return position
        if line.label is not None or (_clearly_text(line) and len(text) > 80):
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
        if line.key.endswith(_words()["mark"]) or reads_like_unit(line.text):
            found.append(position)
    return found


def _front(
    lines: Sequence[Prose], number_at: int | None, title_range: tuple[int, int] | None
) -> list[tuple[int, str, Passage]]:
    """Return secrecy, urgency and signer where lines above the title state them."""
    limit = title_range[0] if title_range else (number_at or 0)
    found: list[tuple[int, str, Passage]] = []
    words = _words()
    for position in range(limit):
        line = lines[position]
        key = line.key
        if len(key) > 40:
            continue
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


def is_date_line(line: Prose) -> bool:
    """Whether the paragraph is a date and nothing else."""
    found = find_dates(line.text)
    return (
        len(found) == 1
        and found[0].date is not None
        and not compact(line.text[: found[0].start] + line.text[found[0].end :]).strip("()")
    )
