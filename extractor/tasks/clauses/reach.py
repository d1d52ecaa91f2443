"""What a clause says about its own reach: 以上任务由…, 本节任务…, 第1—5项由…."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractor.tasks.clauses.lexicon import words
from extractor.tasks.clauses.view import View

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class Reach:
    """The section, or the items of it, that a clause speaks of; it begins at ``start``."""

    start: int
    """Where the clause proper begins in the view."""
    preceding: bool
    items: tuple[int, int] | None
    near: bool = False
    """It speaks of the item it stands with only: 此项工作由…"""


@cache
def _pattern() -> regex.Pattern[str]:
    before = "|".join(map(regex.escape, words("scope", "preceding")))
    section = "|".join(map(regex.escape, words("scope", "section")))
    near = "|".join(map(regex.escape, words("scope", "near")))
    number = r"[0-9]{1,3}|[一二三四五六七八九十百]{1,5}"
    return regex.compile(
        rf"""
        (?:
            (?:任务|其中|{before})? 第 (?P<first>{number}) [项条]?
            (?: (?:[—\-~～–至到]|——) 第? (?P<last>{number}) )? [项条]
          | (?P<preceding>{before})
          | (?P<near>{near})
          | {section}
        )
        (?: [^,。;:由]{{0,12}}? ) (?: 均?由 | , | : | (?=责任|牵头) )
        """,
        regex.VERBOSE,
    )


def read_reach(view: View, start: int, end: int) -> Reach | None:
    """Return the reach stated at the beginning of a range, if any is."""
    match = _pattern().match(view.text, start, end)
    if match is None:
        return None
    items = None
    if match["first"]:
        first = _number(match["first"])
        items = (first, _number(match["last"]) if match["last"] else first)
    near = match["near"] is not None
    return Reach(match.end(), match["preceding"] is not None, items, near)


def _number(text: str) -> int:
    """Return the value of Arabic digits or of a Chinese numeral below 1000."""
    if text.isascii():
        return int(text)
    total = digit = 0
    for character in text:
        if character == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif character == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _DIGITS.get(character, 0)
    return total + digit
