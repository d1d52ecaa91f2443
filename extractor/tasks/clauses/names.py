"""Whether a stretch of text reads as names of bodies, by its head words alone (中心语).

It asks no dictionary but that of places (鼓楼、台江区政府), so a company without a head word is
taken only beside a label.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import regex

from extractor.tasks.clauses.lexicon import words
from extractor.tasks.clauses.view import CLOSING, OPENING
from extractor.text.characters import fold_units
from extractor.units import is_place
from extractor.vocabulary import load

LONGEST = 40
"""No name of a body is longer, brackets apart."""

_OPEN_END = regex.compile(
    r"等?(?P<open>等(?:[0-9]{1,2}个?)?(?:各|市|省|县|区)?(?:级|直)?(?:有关|相关|责任|成员|职能)*"
    r"(?:部门和单位|单位和部门|部门|单位|机构|方面|地|市|县|区|企业|司局|科室|处室)?)$"
)
_BRACKETS = frozenset((*OPENING, *CLOSING))
_MARKS = "*★▲△☆●■◆"


def split_top(text: str, marks: str) -> list[str]:
    """Return the parts of ``text`` between ``marks`` that stand outside brackets."""
    if _brackets().search(text) is None:
        return _marks(marks).split(text)
    parts = []
    start = level = 0
    for match in _marks(marks + "".join(_BRACKETS)).finditer(text):
        position, character = match.start(), match.group()
        if character in OPENING:
            level += 1
        elif character in CLOSING:
            level = max(0, level - 1)
        elif level == 0:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return parts


@cache
def _brackets() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_BRACKETS))}]")


@cache
def _marks(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}]")


def is_unit_list(text: str) -> bool:
    """Whether every member of ``text`` reads as a body.

    >>> is_unit_list("市发改委、财政局,各县(市、区)人民政府")
    True
    >>> is_unit_list("加强宣传部门")
    False
    """
    return reads_as_units("".join(fold_units(text).split()))


@lru_cache(maxsize=2048)
def reads_as_units(text: str) -> bool:
    """Return what `is_unit_list` does for a text that is folded and without white space."""
    opened = _OPEN_END.search(text[-24:])
    if opened is not None:
        text = text[: len(text) - (len(text[-24:]) - opened.start("open"))]
    members = [member for member in split_top(text, "、,;/") if member]
    if not members:
        return False
    short = opened is not None and len(opened["open"]) > 1
    last = len(members) - 1
    return all(
        is_unit_like(member)
        or (short and _is_system(member))
        or (at < last and is_place(without_brackets(member)))
        for at, member in enumerate(members)
    )


@lru_cache(maxsize=4096)
def is_unit_like(member: str) -> bool:
    """Whether one member of a list reads as a body; a notice names the same ones over and over."""
    bare = _unquoted(without_brackets(member).strip(_MARKS))
    if not 2 <= len(bare) <= LONGEST or _never(bare):
        return False
    if bare.startswith(_tuple("openers")) and not bare.startswith(_tuple("begin_all_the_same")):
        return False
    if bare.startswith(_tuple("collectives")):
        return bare.endswith(_heads() + _tuple("collective_ends"))
    return bare.endswith(_heads()) and not bare.endswith(_tuple("not_heads"))


def are_offices(text: str) -> bool:
    """Whether every member of ``text`` is an office by its last word, none a class of bodies.

    >>> are_offices("县应急局、公安局"), are_offices("临床试验中心"), are_offices("各成员单位")
    (True, False, False)
    """
    members = [without_brackets(part) for part in split_top(text, "、,;/") if part]
    return reads_as_units(text) and all(
        member.endswith(_tuple("offices")) and not member.startswith(_tuple("collectives"))
        for member in members
    )


def is_locality_list(text: str) -> bool:
    """Whether every member of ``text`` is a collective of places: 各县(市、区), 各乡镇."""
    members = [without_brackets(part) for part in split_top(text, "、,;/") if part]
    if not members or not members[0].startswith(("各", "属地", "相关", "有关", "所在")):
        return False
    return all(
        member.endswith(_tuple("localities")) and not member.endswith(("部门", "单位"))
        for member in members
    )


def is_generic(text: str) -> bool:
    """Whether the subject is a class of bodies, as policy has it: 县级以上人民政府, 用人单位."""
    first = without_brackets(split_top(text, "、,;/")[0])
    return first.startswith(_tuple("generic")) or first.endswith(_tuple("generic_ends"))


def is_loose_list(text: str) -> bool:
    """Whether ``text`` may be a unit list where a label says that one follows."""
    if is_unit_list(text):
        return True
    members = [without_brackets(part) for part in split_top(text, "、,;/") if part]
    return bool(members) and all(
        len(member) <= LONGEST
        and not _never(member.strip('“”"'))
        and not member.startswith(("要", "应", "按", "对", "将", "严格", "必须", "切实"))
        for member in members
    )


def without_brackets(text: str) -> str:
    """Return ``text`` without its brackets and what stands in them."""
    if _BRACKETS.isdisjoint(text):
        return text
    kept = []
    level = 0
    for character in text:
        if character in OPENING:
            level += 1
        elif character in CLOSING:
            level = max(0, level - 1)
        elif level == 0:
            kept.append(character)
    return "".join(kept)


def _is_system(member: str) -> bool:
    """Whether ``member`` may be a bare system name before 等部门: 民政, 财政."""
    return 2 <= len(member) <= 8 and not _never(member) and not member.startswith(_tuple("openers"))


def _never(text: str) -> bool:
    if not _never_characters().isdisjoint(text):
        return True
    if _never_words().search(text.removesuffix(_ending_role(text))) is not None:
        return True
    return "由" in text.replace("自由", "")


def _ending_role(text: str) -> str:
    """Return the role that a class of bodies ends with: 协调机制｜牵头部门; it is no verb."""
    return next((word for word in _tuple("classes") if text.endswith(word)), "")


def _unquoted(text: str) -> str:
    """Return a name without the quotation marks around a word of it: 省“十强产业”专班."""
    match = _QUOTED.fullmatch(text)
    return f"{match['before']}{match['word']}{match['after']}" if match else text


_QUOTED = regex.compile(r"(?P<before>\w{1,12})[“\"](?P<word>\w{1,12})[”\"](?P<after>\w{1,24})")


@cache
def _never_words() -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, words("unit", "never_words"))))


@cache
def _never_characters() -> frozenset[str]:
    return frozenset("".join(words("unit", "never")))


@cache
def _heads() -> tuple[str, ...]:
    known = [word for head in load("units")["heads"] for word in head["words"]]
    return (*known, *words("unit", "heads"))


def _tuple(name: str) -> tuple[str, ...]:
    return words("unit", name)
