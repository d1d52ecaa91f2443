"""The numbers that browsers set before list items (HTML Standard 4.4.5, 4.4.8)."""

from __future__ import annotations

import regex

from extractor.readers.html.sheet import Sheet
from extractor.readers.html.tree import Node

_STYLE = regex.compile(r"(?i)list-style(?:-type)?\s*+:\s*+([a-z -]{1,60})")
_NUMBERED = regex.compile(
    r"\s*+[（(]?+(?:[0-9０-９]{1,3}+|[一二三四五六七八九十百]{1,5}+)\s*+(?:[、.．）)]|\s)|\s*+第|\s*+[①-⑳]"
)
_DIGITS = "零一二三四五六七八九"
_MOST = 9999


def labels(element: Node, sheet: Sheet) -> dict[Node, str]:
    """Return the label of each item of an ordered list; items that spell a number get none."""
    if element.tag != "ol":
        return {}
    styles = _STYLE.findall(f"{sheet.declarations(element)};{element.get('style') or ''}")
    kind = styles[-1].strip().lower() if styles else _kind(element.get("type"))
    if "none" in kind:
        return {}
    items = [child for child in element.children if child.tag == "li"]
    step = -1 if "reversed" in element.attributes else 1
    number = _integer(element.get("start"), len(items) if step < 0 else 1)
    found: dict[Node, str] = {}
    numbered = sum(bool(_NUMBERED.match(_beginning(item))) for item in items)
    if items and numbered * 2 > len(items):
        return {}
    for item in items:
        number = _integer(item.get("value"), number)
        found[item] = _label(number, kind)
        number += step
    return found


def _beginning(item: Node) -> str:
    return item.text(60).lstrip()[:20]


def _kind(value: str | None) -> str:
    kinds = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
    return kinds.get(value or "", "decimal")


def _integer(value: str | None, otherwise: int) -> int:
    text = (value or "").strip()
    if text.removeprefix("-").isdigit() and text.isascii() and len(text) <= 6:
        return int(text)
    return otherwise


def _label(number: int, kind: str) -> str:
    text = spelt(number, kind)
    return f"{text}、" if "cjk" in kind or "chinese" in kind else f"{text}. "


def spelt(number: int, kind: str) -> str:
    """Return a number in a counter style of CSS (CSS Counter Styles 3, section 6).

    >>> spelt(11, "cjk-ideographic"), spelt(28, "lower-alpha"), spelt(4, "upper-roman")
    ('十一', 'ab', 'IV')
    >>> spelt(120, "cjk-decimal")
    '一二〇'
    """
    if "alpha" in kind or "latin" in kind:
        letters = _letters(number)
        return letters.upper() if "upper" in kind else letters
    if "roman" in kind:
        roman = _roman(number)
        return roman.upper() if "upper" in kind else roman
    if kind == "cjk-decimal" and number >= 0:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if "cjk" in kind or "chinese" in kind:
        return _chinese(number)
    if kind == "decimal-leading-zero":
        return f"{number:02d}"
    return str(number)


def _letters(number: int) -> str:
    """Return bijective base 26: 1 is a, 27 is aa (CSS Counter Styles 6.2)."""
    if not 0 < number <= _MOST:
        return str(number)
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    signs = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
    roman = ""
    for value, sign in zip(values, signs, strict=True):
        count, number = divmod(number, value)
        roman += sign * count
    return roman


def _chinese(number: int) -> str:
    """Return simp-chinese-informal below 100 (CSS Counter Styles 7.2)."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
