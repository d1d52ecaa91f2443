"""Document numbers (发文字号) in text: whole, in other brackets, damaged; orders, announcements.

Basis: GB/T 9704-2012 7.2.5 (代字〔年〕号). Whitespace inside a number is layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extractor.model.notice import DocumentNumber
from extractor.text.characters import HAN, fold
from extractor.text.numerals import chinese_characters, read_number
from extractor.vocabulary import load

NumberForm = Literal["number", "order", "announcement", "minutes"]

MAX_CODE = 16
"""The longest code of an issuing authority (机关代字) in code points."""
_REACH = 40
"""How far before the year a code may begin."""


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A document number at ``[start, end)``.

    ``canonical`` has the brackets of the standard and no spaces. ``damaged`` says that a
    character of it was lost or replaced, so that it is read with less certainty.
    """

    start: int
    end: int
    number: DocumentNumber
    canonical: str
    damaged: bool
    form: NumberForm


def canonical_number(number: DocumentNumber) -> str:
    """Return the number as the standard prints it; its text where its parts are unknown.

    >>> canonical_number(DocumentNumber(text="沙政办函[2021]8 号", code="沙政办函", year=2021,
    ...     sequence=8))
    '沙政办函〔2021〕8号'
    """
    if number.year is None or number.sequence is None:
        return "".join(number.text.split())
    return f"{number.code or ''}〔{number.year}〕{number.sequence}号"


_CN = f"[{chinese_characters()}]"
_COUNT = rf"(?:[0-9]{{1,5}}|{_CN}{{1,7}})"
_CORE = regex.compile(
    r"""
    # 〔2021〕8号, [2021]第8号, 【2021】8 号文, „2009‟3号, ?2020?10号, 〔〕33号
    (?P<open>[〔\[【(„?﹝〈<「])\s{0,2}(?P<year>(?:19|20)[0-9]{2}|20[xX×]{2}|(?:1\s9|2\s0)\s[0-9]\s[0-9]|)\s{0,2}
      (?P<close>[〕\]】)"‟?﹞〉>」])\s{0,3}(?:第\s?)?
      (?P<count>[0-9](?:\s[0-9]){1,4}(?=\s?号)|[0-9]{1,5})\s{0,2}(?P<unit>[号期])?
    # 〔202321号: the closing bracket lost; 号 may be lost too
    | (?P<half_open>[〔\[【﹝])\s?(?P<half_year>(?:19|20)[0-9]{2})(?P<half_count>[0-9]{1,3})
      (?![0-9])\s?(?P<half_unit>号)?
    # 綦江府发20153号: both brackets lost
    | (?<=[发函字规电办政令])(?P<bare_year>(?:19|20)[0-9]{2})(?P<bare_count>[0-9]{1,3})号
    """,
    regex.VERBOSE,
)
_PAIRS = {"〔": "〕", "[": "]", "【": "】", "(": ")", "﹝": "﹞", "〈": "〉", "<": ">", "「": "」"}
_ORDER = regex.compile(
    rf"""
    (?P<year>(?:19|20)[0-9]{{2}})\s?年\s?第\s?(?P<year_count>{_COUNT})\s?号
    | (?P<word>令|公告|通告|决定|督办单|督查通知|通报|纪要)?\s{{0,4}}
      第\s?(?P<count>{_COUNT})\s?(?P<unit>[号期])(?P<after>令)?
    | (?P<order_count>(?<![0-9])[0-9]{{1,4}})\s?号令
    """,
    regex.VERBOSE,
)
_ALONE = regex.compile(rf"[(〔]?\s*第\s?{_COUNT}\s?[号期]\s*[)〕]?")
_SPACED = regex.compile(f"[{HAN}](?: [{HAN}])++ ?")
"""A code set wide: 绿 政 办 发."""
_HAN = regex.compile(f"[{HAN}]")


def find_document_numbers(text: str) -> tuple[NumberFound, ...]:
    """Return the document numbers of a text, in order, not overlapping.

    >>> [n.canonical for n in find_document_numbers("根据闽政办函[2021] 34 号和国务院令第733号")]
    ['闽政办函〔2021〕34号', '国务院令第733号']
    """
    folded = fold(text)
    found: list[NumberFound] = []
    floor = 0
    for match in _CORE.finditer(folded):
        number = _read_core(text, folded, match, floor)
        if number is not None:
            found.append(number)
            floor = number.end
    taken = [(number.start, number.end) for number in found]
    found += [
        number
        for number in _orders(text, folded)
        if not any(number.start < end and start < number.end for start, end in taken)
    ]
    return tuple(sorted(found, key=lambda number: number.start))


def _read_core(source: str, text: str, match: regex.Match[str], floor: int) -> NumberFound | None:
    """Read a number around its year; ``floor`` is where the number before it ended.

    ``text`` is the folded ``source``.
    """
    if _is_no_number(text, match.end()):
        return None
    opening = match["open"] or match["half_open"] or ""
    year_text = _plain(match["year"] or match["half_year"] or match["bare_year"] or "")
    code_start = _code_start(text, match.start(), floor)
    code = "".join(text[code_start : match.start()].split()) if code_start is not None else ""
    unit = match["unit"] or match["half_unit"] or ("号" if match["bare_year"] else None)
    if not _is_plausible(match, opening, year_text, code, unit):
        return None
    year = int(year_text) if year_text.isdecimal() else None
    count = _plain(match["count"] or match["half_count"] or match["bare_count"])
    start = match.start() if code_start is None else code_start
    end = match.end()
    if unit and text[end : end + 1] == "文" and text[end + 1 : end + 2] not in {"件", "化", "明"}:
        end += 1
    damaged = (
        match["open"] is None
        or year is None
        or not unit
        or (opening in _PAIRS and match["close"] != _PAIRS[opening])
        or opening in "„?"
    )
    canonical = f"{code}〔{year or ''}〕{int(count)}{unit or '号'}"
    number = DocumentNumber(
        text="".join(source[start:end].split()), code=code or None, year=year, sequence=int(count)
    )
    form: NumberForm = "minutes" if "纪" in code else "number"
    return NumberFound(start, end, number, canonical, damaged, form)


def _plain(digits: str) -> str:
    """Return digits without the spaces that a letterhead sets between them."""
    return "".join(digits.split())


def _is_plausible(
    match: regex.Match[str], opening: str, year: str, code: str, unit: str | None
) -> bool:
    """Whether enough of a number is there; weak brackets and losses need a code and 号."""
    if match["bare_year"]:
        return len(code) >= 3
    if match["half_open"]:
        return bool(code)
    if not year:
        return bool(code and unit) and opening in "〔[【﹝"
    if opening in "(?„<〈「" or match["close"] == "?":
        return bool(code and unit)
    return bool(unit) or (bool(code) and opening in "〔﹝")


@cache
def _not_after() -> tuple[str, ...]:
    return tuple(load("numbers")["not_numbers"]["after"])


def _is_no_number(text: str, end: int) -> bool:
    """Whether what follows shows that 号 belongs to a building, a line, a typhoon."""
    return text.startswith(_not_after(), end)


@cache
def _lead_pattern() -> regex.Pattern[str]:
    words = sorted(load("numbers")["before_code"]["words"], key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, words)))


def _code_start(text: str, end: int, floor: int) -> int | None:
    """Return where the code before ``end`` begins, None when no code stands there.

    The code is the run of Chinese characters before the year, without the words that lead to it
    (根据, 和) and without the name of the issuer that a damaged line put before it.
    """
    limit = max(floor, end - _REACH)
    stop = end
    while stop > limit and text[stop - 1].isspace():
        stop -= 1
    start = stop
    while start > limit:
        before = text[start - 1]
        wrapped = before in " \n" and start - 2 >= limit and _continues(text, start, stop)
        if not wrapped and not _HAN.match(before):
            break
        start -= 1
    start = _without_lead(text, start, stop)
    while start < stop and text[start].isspace():
        start += 1
    if stop - start > MAX_CODE or start == stop:
        return None
    return start


def _continues(text: str, start: int, stop: int) -> bool:
    """Whether the code goes on before the break at ``start``: what follows is no whole code."""
    part = text[start:stop]
    if not _HAN.match(text[start - 2]):
        return False
    if len(part) <= 1 or _SPACED.fullmatch(part):
        return True
    return text[start - 1] == "\n" and part[0] in load("numbers")["code_inside"]["characters"]


def _without_lead(text: str, start: int, stop: int) -> int:
    cut = start
    for match in _lead_pattern().finditer(text, start, stop):
        if match.end() < stop:
            cut = match.end()
    if cut < stop - 1 and text[cut] in "和与及或" and cut > 0 and text[cut - 1] in "号》)〉文期、":
        cut += 1
    return cut


def _orders(source: str, text: str) -> list[NumberFound]:
    """Return orders (令), announcements (公告) and minutes counted without a code and year."""
    found: list[NumberFound] = []
    if "第" not in text and "号令" not in text:
        return found
    alone = bool(len(text) < 40 and _ALONE.fullmatch(text.strip()))
    floor = 0
    for match in _ORDER.finditer(text):
        number = _read_order(source, text, match, floor, alone=alone)
        if number is not None:
            found.append(number)
            floor = number.end
    return found


def _read_order(
    source: str, text: str, match: regex.Match[str], floor: int, *, alone: bool
) -> NumberFound | None:
    count_text = match["year_count"] or match["count"] or match["order_count"]
    count = read_number(count_text)
    if count is None or _is_no_number(text, match.end()):
        return None
    start, end = match.span()
    word = match["word"] or ""
    if not word and start < match.start("count") - 1 and not match["year_count"]:
        start += len(match.group()) - len(match.group().lstrip())
    is_order = word == "令" or bool(match["after"]) or bool(match["order_count"])
    name_start = _code_start(text, start + len(word), floor) if word else None
    if not word and (match["order_count"] or match["after"] or match["year_count"]):
        name_start = _name_before(text, start, floor)
    name = "".join(text[name_start : start + len(word)].split()) if name_start is not None else ""
    named = name.endswith(("令", "公告", "通告")) or bool(word)
    if match["year_count"]:
        following = text[end : end + 1]
        if not named and following and _HAN.match(following):
            return None
        is_order = name.endswith("令")
    elif not (named or is_order or alone):
        return None
    begin = start if name_start is None else name_start
    number = DocumentNumber(
        text="".join(source[begin:end].split()),
        code=name or None,
        year=int(match["year"]) if match["year"] else None,
        sequence=count,
    )
    canonical = "".join(text[begin:end].split())
    form = _form(match, name, is_order=is_order)
    return NumberFound(begin, end, number, canonical, damaged=False, form=form)


def _form(match: regex.Match[str], name: str, *, is_order: bool) -> NumberForm:
    if match["unit"] == "期" or "纪要" in name:
        return "minutes"
    if is_order or not (match["year_count"] or name):
        return "order"
    return "announcement"


def _name_before(text: str, start: int, floor: int) -> int | None:
    """Return where the name of the body before an order's number begins, or None."""
    begin = _code_start(text, start, floor)
    if begin is None:
        return None
    name = text[begin:start].rstrip()
    ends = tuple(load("numbers")["order_bodies"]["ends"])
    return begin if name.endswith(ends) else None
