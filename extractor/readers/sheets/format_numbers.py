"""Numbers as the digits of a format code show them (ECMA-376 Part 1, 18.8.31)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from extractor.readers.docx.number_formats import format_number
from extractor.readers.sheets.format_codes import Section, Token

_PRECISE = Context(prec=400, rounding=ROUND_HALF_UP)
_MOST_DECIMALS = 30
_MOST_DIGITS = 320
"""The largest number of a workbook has 309; percents may make it longer."""
_HAN = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}


def show_general(value: float) -> str:
    """Return a number as the format General shows it, whole numbers in full.

    Excel itself shows 123456789012 as 1.23457E+11, which loses digits; they are kept here.

    >>> show_general(0.1 + 0.2), show_general(3.0), show_general(1e21)
    ('0.3', '3', '1E+21')
    """
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    if 1e-4 <= abs(value) < 1e10:
        return f"{value:.10g}"
    mantissa, _, exponent = f"{value:.5E}".partition("E")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}E{exponent[0]}{int(exponent[1:]):02d}"


def show_number(value: float, section: Section) -> str:
    """Return ``value``, which is not negative, in the digits of ``section``."""
    tokens = section.tokens
    if any(token.text == "/" and token.kind == "sign" for token in tokens):
        shown = _fraction(value, tokens)
        if shown is not None:
            return shown
    if section.has("general"):
        return "".join(
            _general(value, section) if token.kind == "general" else _literal(token)
            for token in tokens
        )
    if not section.has("digit"):
        return "".join(map(_literal, tokens))
    text = _exponential(value, section) if section.has("exponent") else _plain(value, tokens)
    if section.numerals:
        text = _in_han(text, section.numerals)
    return text


def _literal(token: Token) -> str:
    return token.text if token.kind in {"literal", "sign"} and token.text != "@" else ""


def _general(value: float, section: Section) -> str:
    text = show_general(value)
    if section.numerals in {1, 2} and text.isdecimal():
        if not int(text):
            return _HAN[section.numerals][0]
        counting = ("chineseCountingThousand", "chineseLegalSimplified")
        return format_number(int(text), counting[section.numerals - 1])
    return _in_han(text, section.numerals)


def _in_han(text: str, numerals: int) -> str:
    if not numerals:
        return text
    return text.translate({0x30 + digit: _HAN[numerals][digit] for digit in range(10)})


def _plain(value: float, tokens: tuple[Token, ...]) -> str:
    """Round to the decimals of the code and set each digit in its place."""
    point = next((n for n, one in enumerate(tokens) if one == ("sign", ".")), len(tokens))
    whole = [n for n, one in enumerate(tokens[:point]) if one.kind == "digit"]
    decimals = [n for n, one in enumerate(tokens) if n > point and one.kind == "digit"]
    last = max([*whole, *decimals], default=-1)
    number = Decimal(repr(value))
    number = number.scaleb(2 * sum(one == ("sign", "%") for one in tokens), _PRECISE)
    scale = _commas_behind(tokens, last)
    number = number.scaleb(-3 * scale, _PRECISE)
    if number.adjusted() > _MOST_DIGITS:
        return show_general(value)
    places = min(len(decimals), _MOST_DECIMALS)
    digits, _, rest = (
        f"{number.quantize(Decimal(1).scaleb(-places), context=_PRECISE):f}".partition(".")
    )
    digits = digits.lstrip("0")
    grouped = any(one == ("sign", ",") for one in tokens[: whole[-1] + 1]) if whole else False
    # A code without digits before the point prints all that is whole before it: .5
    lead = "" if whole else digits
    own = _whole(digits, tokens, whole, grouped)
    return _set(tokens, decimals, point=point, digits=own, lead=lead, rest=rest)


def _commas_behind(tokens: tuple[Token, ...], last: int) -> int:
    """Count the commas right behind the last digit: each divides by a thousand."""
    count = 0
    while last >= 0 and last + 1 + count < len(tokens) and tokens[last + 1 + count].text == ",":
        count += 1
    return count


def _whole(
    digits: str, tokens: tuple[Token, ...], places: list[int], grouped: bool
) -> dict[int, str]:
    """Return what stands at each place for a digit before the point."""
    found: dict[int, str] = {}
    position = 0
    for order, place in enumerate(reversed(places)):
        first = order == len(places) - 1
        own = digits[: len(digits) - order] if first else digits[len(digits) - order - 1 :][:1]
        if order >= len(digits):
            own = {"0": "0", "?": " "}.get(tokens[place].text, "")
        parts = []
        for digit in reversed(own):
            if grouped and position and position % 3 == 0 and digit != " ":
                parts.append(",")
            parts.append(digit)
            position += 1
        found[place] = "".join(reversed(parts))
    return found


def _set(
    tokens: tuple[Token, ...],
    decimals: list[int],
    *,
    point: int,
    digits: dict[int, str],
    lead: str,
    rest: str,
) -> str:
    kept = len(rest)
    while kept and rest[kept - 1] == "0" and tokens[decimals[kept - 1]].text in "#?":
        kept -= 1
    parts: list[str] = []
    for place, token in enumerate(tokens):
        if place == point:
            parts.append(f"{lead}.")
        elif place in digits:
            parts.append(digits[place])
        elif token.kind == "digit":
            order = decimals.index(place) if place in decimals else kept
            parts.append(rest[order] if order < kept else "")
        elif token == ("sign", ","):
            continue
        else:
            parts.append(_literal(token))
    return "".join(parts)


def _exponential(value: float, section: Section) -> str:
    tokens = section.tokens
    cut = next(n for n, one in enumerate(tokens) if one.kind == "exponent")
    mantissa, behind = tokens[:cut], tokens[cut + 1 :]
    point = next((n for n, one in enumerate(mantissa) if one == ("sign", ".")), len(mantissa))
    step = max(1, sum(one.kind == "digit" for one in mantissa[:point]))
    places = sum(one.kind == "digit" for one in mantissa[point:])
    exponent = 0
    number = Decimal(repr(value))
    if number:
        exponent = number.adjusted() // step * step
        scaled = number.scaleb(-exponent, _PRECISE)
        rounded = scaled.quantize(Decimal(1).scaleb(-min(places, _MOST_DECIMALS)), context=_PRECISE)
        if rounded.adjusted() >= step:
            exponent += step
    shown = _plain(float(number.scaleb(-exponent, _PRECISE)), mantissa)
    width = sum(one.kind == "digit" for one in behind)
    sign = "-" if exponent < 0 else ("+" if tokens[cut].text.endswith("+") else "")
    tail = "".join(_literal(one) for one in behind)
    return f"{shown}E{sign}{abs(exponent):0{max(1, min(width, 10))}d}{tail}"


def _fraction(value: float, tokens: tuple[Token, ...]) -> str | None:
    """Return a number as a fraction (``# ?/?``), None where the code is no simple one."""
    cut = next(n for n, one in enumerate(tokens) if one == ("sign", "/"))
    above = 0
    while cut - above - 1 >= 0 and tokens[cut - above - 1].kind == "digit":
        above += 1
    below = 0
    while cut + below + 1 < len(tokens) and tokens[cut + below + 1].kind == "digit":
        below += 1
    if not above or not below:
        return None
    mixed = any(one.kind == "digit" for one in tokens[: cut - above])
    whole = int(value) if mixed else 0
    part = Fraction(value - whole).limit_denominator(10 ** min(below, 3) - 1)
    if mixed and part.denominator == 1:
        return str(whole + part.numerator)
    shown = f"{part.numerator}/{part.denominator}"
    return f"{whole} {shown}" if whole else shown
