"""Whole numbers as notices print them, and back: Chinese, Arabic, circled, bracketed.

Basis: GB/T 15835-2011. Nothing here finds numbers in running text; callers know where one stands.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Literal

from extractor.text.characters import fold
from extractor.vocabulary import load

MAX_DIGITS = 12
"""Longer runs of digits are no numbers that a notice counts with."""

_DIGITS = "〇一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))


@cache
def _values(name: Literal["digits", "units", "tens"]) -> dict[str, int]:
    return dict(load("numbering")[name])


@cache
def chinese_characters() -> str:
    """Return all characters of which Chinese numerals are written, for a character class."""
    return "".join(dict.fromkeys([*_values("digits"), *_values("units"), *_values("tens")]))


def read_number(text: str) -> int | None:
    """Return the number that ``text`` as a whole spells, or None.

    >>> read_number("一百二十"), read_number("２０"), read_number("⑿"), read_number("二〇二一")
    (120, 20, 12, 2021)
    """
    folded = fold(text).strip()
    if not folded or len(folded) > MAX_DIGITS:
        return None
    if folded.isascii():
        return int(folded) if folded.isdecimal() else None
    if len(folded) == 1:
        enclosed = _read_enclosed(folded)
        if enclosed is not None:
            return enclosed
    return read_chinese(folded)


def read_chinese(text: str) -> int | None:
    """Return the number of a Chinese numeral below one hundred million, or None.

    Both ways of writing are read: with units (一百二十一) and digit by digit (二〇二一).

    >>> read_chinese("廿三"), read_chinese("一千零五"), read_chinese("十十")
    (23, 1005, None)
    """
    if not text or len(text) > MAX_DIGITS:
        return None
    digits = _values("digits")
    if all(character in digits for character in text):
        return int("".join(str(digits[character]) for character in text))
    high, mark, low = text.partition("万")
    if not mark:
        return _read_thousands(text)
    above, below = _read_thousands(high), _read_thousands(low) if low else 0
    if above is None or below is None or above == 0:
        return None
    return above * 10000 + below


def _read_thousands(text: str) -> int | None:
    """Read up to 九千九百九十九; units must fall."""
    digits, units, tens = _values("digits"), _values("units"), _values("tens")
    total, digit, last_unit = 0, None, 10000
    for position, character in enumerate(text):
        if character in tens:
            if digit is not None or last_unit <= 10:
                return None
            total, last_unit = total + tens[character], 10
        elif character in units:
            unit = units[character]
            if unit >= last_unit or digit == 0 or (digit is None and (unit != 10 or position)):
                return None
            total, last_unit, digit = total + (digit or 1) * unit, unit, None
        elif character in digits:
            if digit:
                return None
            digit = digits[character]
        else:
            return None
    if digit == 0 and total:
        return None
    return total + (digit or 0) if text else None


def _read_enclosed(character: str) -> int | None:
    """Return the number of ①, ⑴, ⒈, ㈠, ㊀ or ❶."""
    value = unicodedata.numeric(character, -1)
    kind = unicodedata.decomposition(character).partition(" ")[0]
    if value < 1 or value != int(value):
        return None
    if kind in {"<circle>", "<compat>"} or "\u2776" <= character <= "\u2793":
        return int(value)
    return int(value) if "\u24eb" <= character <= "\u24f4" else None


def print_chinese(number: int, *, zero: str = "零") -> str:
    """Return ``number``, 0 to 9999, with units, as headings are numbered.

    >>> print_chinese(12), print_chinese(120), print_chinese(105)
    ('十二', '一百二十', '一百零五')

    Raises:
        ValueError: The number is out of range.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is not between 0 and 9999")
    if number == 0:
        return zero
    parts: list[str] = []
    for value, unit in _UNITS:
        digit = number // value % 10
        if digit:
            parts.append(_DIGITS[digit] + unit)
        elif parts and parts[-1] != zero:
            parts.append(zero)
    printed = "".join(parts).removesuffix(zero)
    return printed[1:] if printed.startswith("一十") else printed


def print_digits(number: int, *, zero: str = "〇") -> str:
    """Return ``number`` digit by digit, as years were printed before 2012.

    >>> print_digits(2021)
    '二〇二一'
    """
    return "".join(_DIGITS[int(digit)] for digit in str(number)).replace("〇", zero)


def print_circled(number: int) -> str:
    """Return ``number``, 1 to 20, as one circled character.

    >>> print_circled(3)
    '③'

    Raises:
        ValueError: The number is out of range.
    """
    return _print_enclosed(number, 0x2460)


def print_parenthesised(number: int) -> str:
    """Return ``number``, 1 to 20, as one character in brackets.

    >>> print_parenthesised(3)
    '⑶'

    Raises:
        ValueError: The number is out of range.
    """
    return _print_enclosed(number, 0x2474)


def print_full_width(number: int) -> str:
    """Return ``number`` in full-width digits.

    >>> print_full_width(12)
    '１２'
    """
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _print_enclosed(number: int, first: int) -> str:
    if not 1 <= number <= 20:
        raise ValueError(f"{number} is not between 1 and 20")
    return chr(first + number - 1)
