"""Serial numbers of days as dates and times (ECMA-376 Part 1, 18.17.4)."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import NamedTuple

from extractor.readers.docx.number_formats import format_number
from extractor.readers.sheets.format_codes import Section, Token

LAST_DAY = 2_958_465
"""31 December 9999, the last day a format shows."""

_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_MONTHS: tuple[str, ...] = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
)
_MONTHS += ("September", "October", "November", "December")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HAN_DAYS = "一二三四五六日"
_MILLISECONDS = 86_400_000


class _Moment(NamedTuple):
    year: int
    month: int
    day: int
    weekday: int
    milliseconds: int
    """Since midnight."""
    elapsed: float
    """Days since the epoch."""


def show_date(value: float, section: Section, *, since_1904: bool) -> str | None:
    """Return a serial number as the dates and times of ``section``; None if it is no day."""
    moment = _moment(value, section, since_1904=since_1904)
    if moment is None:
        return None
    tokens = section.tokens
    noon = section.has("noon")
    parts: list[str] = []
    for place, token in enumerate(tokens):
        if token.kind == "literal":
            parts.append(token.text)
        elif token.kind == "noon":
            parts.append(_noon(token.text, moment))
        elif token.kind == "elapsed":
            parts.append(_elapsed(token.text, moment))
        elif token.kind == "date":
            minutes = token.text[0] in "mM" and _is_minutes(tokens, place)
            parts.append(_numeral(_date(token.text.lower(), moment, minutes, noon), section))
        elif token.kind == "digit" and place and tokens[place - 1].text == ".":
            parts.append(_fraction(tokens, place, moment))
        elif token.kind == "sign":
            parts.append(token.text)
    return "".join(parts)


def _moment(value: float, section: Section, *, since_1904: bool) -> _Moment | None:
    if not 0 <= value < LAST_DAY + 1:
        return None
    # Only seconds that are not cut in fractions are rounded to, as Excel does.
    unit = 1 if _shows_fraction(section) else 1000
    total = math.floor(value * _MILLISECONDS / unit + 0.5) * unit
    days, milliseconds = divmod(total, _MILLISECONDS)
    if since_1904:
        found = _EPOCH_1904 + timedelta(days=min(days, LAST_DAY - 1462))
        return _Moment(*_triple(found), found.weekday(), milliseconds, value)
    weekday = (days + 5) % 7
    if days == 60:  # the 29th of February 1900, which never was
        return _Moment(1900, 2, 29, weekday, milliseconds, value)
    if days == 0:
        return _Moment(1900, 1, 0, weekday, milliseconds, value)
    found = _EPOCH + timedelta(days=min(days, LAST_DAY) + (days < 60))
    return _Moment(*_triple(found), weekday, milliseconds, value)


def _triple(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _shows_fraction(section: Section) -> bool:
    return section.has("digit")


def _digits_at(tokens: tuple[Token, ...], place: int) -> int:
    count = 0
    while place + count < len(tokens) and tokens[place + count].kind == "digit":
        count += 1
    return count


def _fraction(tokens: tuple[Token, ...], place: int, moment: _Moment) -> str:
    count = _digits_at(tokens, place)
    return f"{moment.milliseconds % 1000:03d}"[:count]


def _is_minutes(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether an m stands beside hours or seconds (18.8.31)."""
    before = [one.text[0].lower() for one in tokens[:place] if one.kind in {"date", "elapsed"}]
    after = [one.text[0].lower() for one in tokens[place + 1 :] if one.kind in {"date", "elapsed"}]
    return (bool(before) and before[-1] == "h") or (bool(after) and after[0] == "s")


def _date(code: str, moment: _Moment, minutes: bool, noon: bool) -> str:
    letter, width = code[0], len(code)
    seconds = moment.milliseconds // 1000
    if letter == "h":
        hour = seconds // 3600
        return f"{(hour + 11) % 12 + 1 if noon else hour:0{min(width, 2)}d}"
    if letter == "s":
        return f"{seconds % 60:0{min(width, 2)}d}"
    if letter == "m" and minutes:
        return f"{seconds // 60 % 60:0{min(width, 2)}d}"
    return _day(letter, width, moment)


def _day(letter: str, width: int, moment: _Moment) -> str:
    if letter == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if letter == "e":
        return str(moment.year)
    if letter == "m" and width > 2:
        name = _MONTHS[moment.month - 1]
        return {3: name[:3], 4: name}.get(width, name[0])
    if letter == "d" and width > 2:
        return _DAYS[moment.weekday][: 3 if width == 3 else None]
    if letter == "a":
        return ("星期" if width == 4 else "") + _HAN_DAYS[moment.weekday]
    number = {"m": moment.month, "d": moment.day}.get(letter)
    return "" if number is None else f"{number:0{min(width, 2)}d}"


def _noon(code: str, moment: _Moment) -> str:
    before, _, after = code.partition("/")
    return before if moment.milliseconds < _MILLISECONDS // 2 else after


def _elapsed(code: str, moment: _Moment) -> str:
    seconds = math.floor(moment.elapsed * 86_400 + 0.5)
    count = {"h": seconds // 3600, "m": seconds // 60}.get(code[0], seconds)
    return f"{count:0{min(len(code), 10)}d}"


def _numeral(text: str, section: Section) -> str:
    """Print a number in Chinese: years digit by digit, all else counted (二〇一七年十二月)."""
    if not section.numerals or not text.isdecimal():
        return text
    if section.numerals == 3:
        return format_number(int(text), "decimalFullWidth") if int(text) else "０"
    if len(text) == 4:
        digits = "〇一二三四五六七八九" if section.numerals == 1 else "零壹贰叁肆伍陆柒捌玖"
        return "".join(digits[int(digit)] for digit in text)
    if not int(text):
        return "〇" if section.numerals == 1 else "零"
    name = "chineseCountingThousand" if section.numerals == 1 else "chineseLegalSimplified"
    return format_number(int(text), name)
