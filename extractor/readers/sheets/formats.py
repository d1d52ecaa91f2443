"""Values as a number format shows them: what a person reads in the cell."""

from __future__ import annotations

import math

from extractor.readers.sheets.format_codes import GENERAL, Section, sections
from extractor.readers.sheets.format_dates import show_date
from extractor.readers.sheets.format_numbers import show_general, show_number


def show(value: float, code: str, *, since_1904: bool = False) -> str:
    """Return a number as the format ``code`` shows it, without the spaces that only align.

    >>> show(0.125, "0.0%"), show(43831, 'yyyy"年"m"月"d"日"'), show(1234.5, "#,##0.00")
    ('12.5%', '2020年1月1日', '1,234.50')

    Args:
        value: A finite number.
        code: A format code; empty and broken ones count as General.
        since_1904: The workbook counts days from 1904.
    """
    if not math.isfinite(value):
        return "#NUM!"
    if code == GENERAL:
        return show_general(value)
    section, negative = _chosen(value, sections(code))
    if section.has("date", "elapsed", "noon") and not section.has("general"):
        text = show_date(value, section, since_1904=since_1904)
        return show_general(value) if text is None else text.strip()
    if any(token == ("sign", "@") for token in section.tokens) and not section.has("digit"):
        return show_general(value)
    text = show_number(abs(value), section).strip()
    return f"-{text}" if negative and text.strip("0.,%") else text


def show_text(text: str, code: str) -> str:
    """Return a text as the fourth section of ``code``, or its only ``@``, frames it."""
    found = sections(code)
    section = found[3] if len(found) > 3 else found[-1]
    if not any(token == ("sign", "@") for token in section.tokens):
        return text
    return "".join(
        text if token == ("sign", "@") else token.text if token.kind == "literal" else ""
        for token in section.tokens
    )


def _chosen(value: float, found: tuple[Section, ...]) -> tuple[Section, bool]:
    """Return the section for ``value``, and whether a minus is to stand before it."""
    if any(section.condition for section in found):
        for section in found[:3]:
            if section.condition is None:
                return section, value < 0
            if _holds(value, *section.condition):
                return section, value < 0 and not _is_negative(*section.condition)
        return found[min(len(found), 3) - 1], value < 0
    numbers = found[:3]
    if value < 0 and len(numbers) > 1:
        return numbers[1], False
    if value == 0 and len(numbers) > 2:
        return numbers[2], False
    return numbers[0], value < 0


def _is_negative(sign: str, bound: float) -> bool:
    """Whether a condition holds for negative numbers alone: no minus is then set."""
    return (sign == "<" and bound <= 0) or (sign in {"<=", "="} and bound < 0)


def _holds(value: float, sign: str, bound: float) -> bool:
    return {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }[sign]
