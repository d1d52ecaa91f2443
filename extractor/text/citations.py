"""The documents a text names: 《title》（number）, and numbers without a title. 引用文件

Basis: GB/T 9704-2012 7.3.3 (a citation gives title, then number), GB/T 15834-2011 4.15 (nested
book title marks). Words are data: ``vocabulary/citations.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extractor.text.characters import fold
from extractor.text.document_numbers import NumberFound, find_document_numbers
from extractor.vocabulary import load

Relation = Literal["cites", "implements", "issues", "forwards", "repeals", "supersedes", "amends"]
Flag = Literal["abbreviation", "attachment", "damaged"]

MAX_TITLE = 240
"""No title is longer; a pair of marks further apart has lost a mark between."""
REACH = 60
"""How far from a title the verb may stand, in code points."""


@dataclass(frozen=True, slots=True)
class CitationFound:
    """A document named at ``[start, end)``, marks and brackets included.

    ``title`` is the range inside the outer marks, None for a number that stands alone.
    ``abbreviation`` is a short name for a document named elsewhere (以下简称《通知》),
    ``attachment`` one that this notice carries (《汇总表》（附件4）), ``damaged`` a title whose
    marks were lost or confused.
    """

    start: int
    end: int
    title: tuple[int, int] | None
    number: NumberFound | None
    relation: Relation = "cites"
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """A title and its number before their relation is known."""

    start: int
    end: int
    title: tuple[int, int] | None
    number: NumberFound | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class _Title:
    """A title with its marks at ``[start, end)``; ``inner`` is the range without them."""

    start: int
    end: int
    inner: tuple[int, int]
    damaged: bool


def find_citations(text: str) -> tuple[CitationFound, ...]:
    """Return the documents a text names, in order, not overlapping.

    >>> found, = find_citations("为贯彻落实《关于印发〈要点〉的通知》（国办发〔2021〕12号）精神")
    >>> found.relation, found.number.canonical, found.title
    ('implements', '国办发〔2021〕12号', (6, 17))
    """
    folded = fold(text)
    named = _all_named(folded, find_document_numbers(text))
    found: list[CitationFound] = []
    for position, item in enumerate(named):
        following = named[position + 1].start if position + 1 < len(named) else len(folded)
        relation = _relation(folded, item, found[-1] if found else None, following)
        found.append(
            CitationFound(item.start, item.end, item.title, item.number, relation, item.flags)
        )
    return tuple(found)


def _all_named(text: str, numbers: Sequence[NumberFound]) -> list[_Named]:
    """Return titles with the numbers directly behind them, and the numbers left over."""
    named: list[_Named] = []
    titles = list(_titles(text))
    position = 0
    short_names: set[str] = set()
    for order, title in enumerate(titles):
        start, end = title.start, title.end
        while position < len(numbers) and numbers[position].end <= start:
            named.append(_bare(numbers[position]))
            position += 1
        while position < len(numbers) and numbers[position].start < end:
            position += 1
        next_title = titles[order + 1].start if order + 1 < len(titles) else len(text)
        number = numbers[position] if position < len(numbers) else None
        stop = _number_stop(text, end, number, next_title)
        if stop is None:
            number, stop = None, end
        else:
            position += 1
        inner = text[title.inner[0] : title.inner[1]]
        if _is_no_document(inner):
            continue
        flags = _flags(text, title, inner, short_names)
        named.append(_Named(start, stop, title.inner, number, flags))
    named += [_bare(number) for number in numbers[position:]]
    return named


def _bare(number: NumberFound) -> _Named:
    flags: tuple[Flag, ...] = ("damaged",) if number.damaged else ()
    return _Named(number.start, number.end, None, number, flags)


def _titles(text: str) -> Iterator[_Title]:
    """Yield the outermost titles; a tail behind a damaged inner title belongs to it."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _MARKS.finditer(text):
        if match.group() == "《":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if match.end() - start <= MAX_TITLE:
                pairs.append((start, match.end()))
    unclosed = set(opened)
    floor = -1
    for start, end in sorted(pairs):
        if start < floor or not text[start + 1 : end - 1].strip():
            continue
        begin, stop, damaged = start, end, False
        tail = _tail_pattern().match(text, end)
        if tail and (tail["close"] or _opened_before(text, start, floor, unclosed) is not None):
            outer = _opened_before(text, start, floor, unclosed)
            if outer is not None:
                begin = outer
            if outer is not None or _is_half_open(text[start + 1 : end - 1]):
                stop, damaged = tail.end(), True
        floor = stop
        closed = stop == end or bool(tail and tail["close"])
        yield _Title(begin, stop, (begin + 1, stop - 1 if closed else stop), damaged)


_MARKS = regex.compile("[《》]")


@cache
def _tail_pattern() -> regex.Pattern[str]:
    words = "|".join(map(regex.escape, load("citations")["title_tail"]["words"]))
    return regex.compile(rf"(?:{words})(?P<close>》)?")


def _opened_before(text: str, start: int, floor: int, unclosed: set[int]) -> int | None:
    """Return the mark of an outer title that never closes, just before the inner one."""
    outer = text.rfind("《", max(floor, start - REACH, 0), start)
    return outer if outer in unclosed else None


def _is_half_open(inner: str) -> bool:
    """Whether an inner mark opens and does not close: 《关于印发〈A》的通知》."""
    return any(inner.count(left) > inner.count(right) for left, right in ("〈〉", "<>", "﹤﹥"))


def _number_stop(text: str, end: int, number: NumberFound | None, next_title: int) -> int | None:
    """Return where a title's number, in brackets or bare behind it, ends; None without one."""
    if number is None or number.start - end > REACH or number.start > next_title:
        return None
    between = text[end : number.start]
    stripped = between.strip()
    if stripped and not (stripped[0] in "(〔[【" and not set(stripped[1:]) & set(")〕]】。;")):
        return None
    close = _CLOSING.match(text, number.end)
    return close.end() if stripped and close else number.end


_CLOSING = regex.compile(r"[^()〔〕\[\]【】《》。]{0,40}[)〕\]】]")


def _is_no_document(inner: str) -> bool:
    words = load("citations")["not_documents"]
    plain = "".join(inner.split())
    return plain in words["titles"] or plain.endswith(tuple(words["ends"]))


_ATTACHED = regex.compile(
    r"\s?[(〔\[]\s?(?:见|详见)?\s?附(?:件|表|录)?\s?[0-9一二三四五六七八九十]{0,3}\s?[)〕\],,]"
)


def _flags(text: str, title: _Title, inner: str, short_names: set[str]) -> tuple[Flag, ...]:
    words = load("citations")["abbreviation"]
    plain = "".join(inner.split())
    introduced = (
        text[max(0, title.start - 12) : title.start].rstrip(' "“:').endswith(tuple(words["words"]))
    )
    flags: list[Flag] = []
    if introduced:
        short_names.add(plain)
    if introduced or plain in short_names or plain in words["titles"]:
        flags.append("abbreviation")
    if _ATTACHED.match(text, title.end):
        flags.append("attachment")
    if title.damaged:
        flags.append("damaged")
    return tuple(flags)


@cache
def _relations() -> tuple[tuple[Relation, regex.Pattern[str] | None, tuple[str, ...]], ...]:
    found = []
    for entry in load("citations")["relation"]:
        after = entry["after"]
        pattern = regex.compile("|".join(map(regex.escape, sorted(after, key=len, reverse=True))))
        found.append((entry["name"], pattern if after else None, tuple(entry["before"])))
    return tuple(found)


def _relation(text: str, item: _Named, previous: CitationFound | None, following: int) -> Relation:
    """Return what the sentence says that is done with the document.

    What follows it (同时废止, 现印发给你们) tells more than what stands before (根据); documents
    joined by 和 share the verb of the first.
    """
    floor = max(previous.end if previous else 0, item.start - REACH)
    before = _clause_before(text[floor : item.start])
    joined = previous is not None and floor == previous.end and _is_joint(before)
    after = _sentence_after(text[item.end : min(following, item.end + REACH)])
    for name, pattern, _ in _relations():
        match = pattern.search(after) if pattern else None
        if match and _speaks_of(after[: match.start()], name):
            return name
    if joined and previous is not None:
        return previous.relation
    best: tuple[int, int, Relation] | None = None
    for name, _, verbs in _relations():
        for verb in verbs:
            position = before.rfind(verb)
            if position >= 0 and (best is None or (position + len(verb), len(verb)) > best[:2]):
                best = (position + len(verb), len(verb), name)
    return best[2] if best else "cites"


def _clause_before(text: str) -> str:
    """Return what stands before a title in its own sentence."""
    cut = max((text.rfind(mark) for mark in load("citations")["break"]["words"]), default=-1)
    return text[cut + 1 :]


def _sentence_after(text: str) -> str:
    stops = [text.find(mark) for mark in load("citations")["break"]["words"]]
    ends = [stop for stop in stops if stop >= 0]
    return text[: min(ends)] if ends else text


def _speaks_of(between: str, name: Relation) -> bool:
    """Whether a verb behind a title still speaks of it: 已经市政府同意，现印发…"""
    if name in {"issues", "forwards"}:
        return len(between) <= REACH
    return len(between) <= 12


def _is_joint(between: str) -> bool:
    """Whether only joining words, or one and a short name of a body, stand between titles."""
    plain = between.strip()
    words = load("citations")["joint"]["words"]
    for _ in range(3):
        for word in sorted(words, key=len, reverse=True):
            if plain.startswith(word):
                plain = plain[len(word) :].strip()
                break
    return not plain or (len(plain) <= 16 and between.strip() != plain and "," not in plain)
