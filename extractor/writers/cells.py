"""Values of cells, and the forms in which a spreadsheet takes them for what they are.

A cell that a spreadsheet would take for a formula begins with an apostrophe instead
(OWASP ASVS 1.2.10). An apostrophe at the start is doubled too, so that `restored` gives back
every cell exactly.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from extractor.text.characters import encodable

SEPARATOR = "；"
"""Between the items of a list in one cell; names of units hold commas and 、 themselves."""

Kind = Literal["text", "integer", "boolean", "date", "texts", "dates"]
"""What the cells of a column hold; the last two hold lists."""

Value = str | int | bool | tuple[str | None, ...] | None
"""A cell. Dates are ISO 8601; a list of dates has None where an item of the list has no date."""

FORMULA_STARTS = frozenset("=+-@\t\r\n\0＝＋－＠")


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BREAKS = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")


def starts_formula(cell: str) -> bool:
    """Whether a spreadsheet could take ``cell`` for a formula; Chinese ones fold full widths."""
    return cell[:1] in FORMULA_STARTS and cell != ""


def guarded(cell: str) -> str:
    """Return ``cell`` so that no spreadsheet runs it.

    >>> guarded("=1+1"), guarded("区发改局")
    ("'=1+1", '区发改局')
    """
    return f"'{cell}" if starts_formula(cell) or cell.startswith("'") else cell


def restored(cell: str) -> str:
    """Return what `guarded` was given.

    >>> restored("'=1+1")
    '=1+1'
    """
    return cell.removeprefix("'")


def as_text(value: Value, separator: str = SEPARATOR) -> str:
    """Return a cell as text that UTF-8 can carry: lists joined, nothing for None.

    >>> as_text(("2024-03-31", None)), as_text(True), as_text(None)
    ('2024-03-31；', 'true', '')
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case tuple():
            return encodable(separator.join(item or "" for item in value))
        case _:
            return encodable(str(value))


def in_lines(text: str) -> str:
    r"""Return ``text`` for formats made of lines: one kind of break, and U+FFFD for controls.

    >>> in_lines("a\r\nb\u2028c\0d\te")
    'a\nb\nc\ufffdd\te'
    """
    return _CONTROLS.sub("\ufffd", _BREAKS.sub("\n", encodable(text)))


def as_date(text: str | None) -> date | None:
    """Return an ISO date, or None for one that no calendar has (2021-02-30).

    >>> as_date("2024-02-29"), as_date("2023-02-29")
    (datetime.date(2024, 2, 29), None)
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
