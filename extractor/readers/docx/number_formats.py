"""Numbers as automatic numbering prints them: ST_NumberFormat, ECMA-376 Part 1, 17.18.59.

Values beyond a format's set fall back to decimal digits, as the standard says.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_ROMAN_END = 10_000
_LETTERS_END = 780  # thirty times the alphabet

_IDEOGRAPHS = "〇一二三四五六七八九"
_TAIWANESE = "○一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"  # 天干
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"  # 地支

_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen"),
    *("sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def format_number(number: int, name: str) -> str:
    """Return ``number`` in the format ``name``, a value of ST_NumberFormat.

    >>> format_number(21, "chineseCounting"), format_number(110, "chineseCountingThousand")
    ('二十一', '一百一十')

    Unknown names, zero and negative numbers print decimal digits; ``none`` and ``bullet``
    print nothing.
    """
    if name in {"none", "bullet"}:
        return ""
    if name == "decimalZero":
        return f"{number:02d}"
    style = _FORMATS.get(name)
    if style is None or number < 1:
        return str(number)
    return style(number)


def format_like(number: int, example: str) -> str:
    """Return ``number`` padded as a custom format's ``w:format`` shows ("001, 002, ...").

    The attribute lists the first members of the sequence ([MS-DOCX] 2.2.1, ``custom``).
    """
    first = example.split(",", 1)[0].strip()
    return str(number).zfill(len(first)) if first.isascii() and first.isdigit() else str(number)


def _roman(number: int) -> str:
    if number >= _ROMAN_END:
        return str(number)
    parts = []
    for worth, letters in _ROMAN:
        count, number = divmod(number, worth)
        parts.append(letters * count)
    return "".join(parts)


def _letters(number: int) -> str:
    """A to Z, then AA, BB: the letter repeated, no base 26."""
    if number > _LETTERS_END:
        return str(number)
    times, index = divmod(number - 1, 26)
    return chr(ord("A") + index) * (times + 1)


def _positional(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _counting(number: int, digits: str) -> str:
    """十 up to 九十九, digit by digit above: 一〇〇."""
    if number >= 100:
        return _positional(number, digits)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else digits[tens] + "十")
    return head + (digits[ones] if ones else "")


def _thousand(number: int, digits: str, units: str, *, bare_ten: bool) -> str:
    """千百十 with a zero for gaps; groups of four by 万. Below 100,000,000."""
    if number >= 10**8:
        return str(number)
    high, low = divmod(number, 10_000)
    text = _group(high, digits, units) + units[3] if high else ""
    if high and 0 < low < 1000:
        text += digits[0]
    text += _group(low, digits, units)
    return text[1:] if bare_ten and text.startswith(digits[1] + units[0]) else text


def _group(number: int, digits: str, units: str) -> str:
    text = ""
    gap = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += (digits[0] if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    return text


def _japanese(number: int) -> str:
    """千百十 without zeros and without a one before them; groups of four by 万."""
    if number >= 10**8:
        return str(number)
    text = ""
    for group, name in ((number // 10_000, "万"), (number % 10_000, "")):
        for power, unit in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
            digit = group // 10**power % 10
            if digit:
                text += (_IDEOGRAPHS[digit] if digit > 1 or not unit else "") + unit
        text += name if group else ""
    return text


def _from_set(number: int, members: str) -> str:
    return members[number - 1] if number <= len(members) else str(number)


def _sexagenary(number: int) -> str:
    """甲子 to 癸亥: sixty pairs."""
    if number > 60:
        return str(number)
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


def _block(number: int, first: int, size: int) -> str:
    """The ``size`` consecutive characters that begin at ``first``."""
    return chr(first + number - 1) if number <= size else str(number)


def _chicago(number: int) -> str:
    times, index = divmod(number - 1, 4)
    return "*†‡§"[index] * (times + 1) if number <= 120 else str(number)


def _ordinal(number: int) -> str:
    teen = number % 100 // 10 == 1
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _cardinal_words(number: int) -> str:
    if number >= 1000:
        return str(number)
    words = []
    if number >= 100:
        words.append(f"{_ONES[number // 100 - 1]} hundred")
        number %= 100
    if number >= 20:
        tens = _TENS[number // 10 - 2]
        words.append(tens if number % 10 == 0 else f"{tens}-{_ONES[number % 10 - 1]}")
    elif number:
        words.append(_ONES[number - 1])
    return " ".join(words)


def _cardinal(number: int) -> str:
    words = _cardinal_words(number)
    return words[0].upper() + words[1:]


def _ordinal_words(number: int) -> str:
    words = _cardinal_words(number)
    if words.isdigit():
        return _ordinal(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    last = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    words = words[:cut] + last
    return words[0].upper() + words[1:]


_FORMATS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "ordinal": _ordinal,
    "cardinalText": _cardinal,
    "ordinalText": _ordinal_words,
    "hex": lambda number: f"{number:X}",
    "chicago": _chicago,
    "numberInDash": lambda number: f"- {number} -",
    "decimalFullWidth": partial(_positional, digits="０１２３４５６７８９"),
    "decimalFullWidth2": partial(_positional, digits="０１２３４５６７８９"),
    "decimalEnclosedCircle": partial(_block, first=0x2460, size=20),  # ① to ⑳
    "decimalEnclosedCircleChinese": partial(_block, first=0x2460, size=20),
    "decimalEnclosedFullstop": partial(_block, first=0x2488, size=20),  # ⒈ to ⒛
    "decimalEnclosedParen": partial(_block, first=0x2474, size=20),  # ⑴ to ⒇
    "ideographEnclosedCircle": partial(_block, first=0x3280, size=10),  # ㊀ to ㊉
    "ideographDigital": partial(_positional, digits=_IDEOGRAPHS),
    "japaneseDigitalTenThousand": partial(_positional, digits=_IDEOGRAPHS),
    "japaneseCounting": _japanese,
    "ideographTraditional": partial(_from_set, members=_STEMS),
    "ideographZodiac": partial(_from_set, members=_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographLegalTraditional": partial(
        _thousand, digits="零壹貳參肆伍陸柒捌玖", units="拾佰仟萬", bare_ten=False
    ),
    "chineseCounting": partial(_counting, digits=_IDEOGRAPHS),
    "chineseCountingThousand": partial(
        _thousand, digits="零一二三四五六七八九", units="十百千万", bare_ten=True
    ),
    "chineseLegalSimplified": partial(
        _thousand, digits="零壹贰叁肆伍陆柒捌玖", units="拾佰仟万", bare_ten=False
    ),
    "taiwaneseCounting": partial(_counting, digits=_TAIWANESE),
    "taiwaneseCountingThousand": partial(
        _thousand, digits="零一二三四五六七八九", units="十百千萬", bare_ten=True
    ),
    "taiwaneseDigital": partial(_positional, digits=_TAIWANESE),
}
