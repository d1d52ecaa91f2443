"""Words around units that are no part of their names: 按职责分工负责, 等部门, 会同, （牵头）."""

from __future__ import annotations

import regex

from extractor.units.grammar import numbering, words
from extractor.units.jurisdictions import Jurisdiction
from extractor.units.parsing import parse_name
from extractor.units.readings import BARE, SHAPED

Range = tuple[int, int]

_LAST_BRACKET = regex.compile(r"[(\[〔【]([^()\[\]〔〕【】]*+)[)\]〕】]$")
_LONGEST_COUNT = 6
_COUNT = regex.compile(r"(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,3})(?:个|家)?+$")


def find_qualifier(text: str, end: int) -> int:
    """Return where the qualifier that ``text[:end]`` ends with begins, ``end`` if there is none.

    >>> find_qualifier("市商务局按职责分工负责", 11)
    4
    """
    known = words("qualifiers", "after")
    if not text.endswith(known, 0, end):
        return end
    for word in known:
        if text.endswith(word, 0, end):
            return end - len(word)
    return end


def _before_count(text: str, end: int) -> int:
    """Return where the words begin that count or place the nouns behind 等: 等5个市直部门."""
    for word in words("open", "between"):
        if text.endswith(word, 0, end):
            end -= len(word)
            break
    low = max(0, end - _LONGEST_COUNT)
    return low + len(_COUNT.sub("", text[low:end]))


def trim_closing(
    text: str, span: Range, jurisdiction: Jurisdiction
) -> tuple[int, str | None, bool]:
    """Return the end of ``span`` without its closing words, these words, and whether 等 was one.

    县政协办 does not end with 协办: what reads as a name of one body stays whole.
    """
    start, end = span
    closing = None
    opened = False
    while end > start:
        stop = max(start, find_qualifier(text, end))
        if stop < end and not _is_name(text[start:end], jurisdiction):
            closing = text[stop:end] + (closing or "")
            end = stop
            continue
        stop = max(start, find_open_end(text, end))
        if stop == end:
            break
        end, opened = stop, True
    return end, closing, opened


def _is_name(text: str, jurisdiction: Jurisdiction) -> bool:
    reading = parse_name(text, jurisdiction)
    return reading.doubt <= BARE and reading.kind != "collective"


def find_marked_bracket(text: str) -> tuple[int, str] | None:
    """Return the start and the words of a last bracket that tells a role: （牵头）, or a mark."""
    for mark in words("qualifiers", "marks"):
        if text.endswith(mark):
            return len(text) - len(mark), mark
    bracket = _LAST_BRACKET.search(text, max(0, len(text) - 40))
    if bracket and bracket[1].removesuffix("单位") in words("qualifiers", "bracket"):
        return bracket.start(), bracket[1]
    return None


def find_open_end(text: str, end: int) -> int:
    """Return where 等 with the nouns behind it begins in ``text[:end]``, ``end`` if nowhere.

    >>> find_open_end("市商务局等有关部门", 9)
    4
    """
    marks, nouns = words("open", "marks"), words("open", "nouns")
    if not text.endswith(marks, 0, end) and not text.endswith(nouns, 0, end):
        return end
    for mark in marks:
        if text.endswith(mark, 0, end):
            return end - len(mark)
        for noun in nouns:
            if text.endswith(noun, 0, end):
                begin = _before_count(text, end - len(noun))
                if text.endswith(mark, 0, begin):
                    return begin - len(mark)
    return end


def find_name_start(text: str, span: Range, jurisdiction: Jurisdiction) -> tuple[int, int, str]:
    """Return the end of the number before the unit in ``span``, its start, its preposition.

    The preposition (会同) is empty if there is none, or if it says nothing of the role (由).
    商务局 does not begin with 商: what is left must read better than the whole.
    """
    start, end = span
    number = numbering().match(text, start, end)
    if number and number.end() < end:
        start = number.end()
    doubt = parse_name(text[start:end], jurisdiction).doubt
    for word in words("joining", "prepositions"):
        if text.startswith(word, start, end) and not _is_own_place(text[start:end], jurisdiction):
            return start, start + len(word), word
    silent = words("qualifiers", "silent")
    for word in (*words("qualifiers", "before"), *silent):
        if text.startswith(word, start, end) and doubt > BARE:
            rest = parse_name(text[start + len(word) : end], jurisdiction)
            if rest.doubt < doubt and rest.doubt <= SHAPED:
                return start, start + len(word), "" if word in silent else word
    return start, start, ""


def _is_own_place(name: str, jurisdiction: Jurisdiction) -> bool:
    """Whether ``name`` begins with a place of the issuer's province: 会同县商务局 in 湖南."""
    division = parse_name(name, jurisdiction).division
    own = jurisdiction.code or (jurisdiction.ancestors or ("",))[0]
    return division is not None and division[:2] == own[:2]


def is_nothing(text: str) -> bool:
    """Whether ``text`` says that there is no unit: 无, ``/``, a dash."""
    return text in words("qualifiers", "explicit_none") or not (
        text[:1].isalnum() or any(character.isalnum() for character in text)
    )
