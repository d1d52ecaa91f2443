"""The numbering label a paragraph begins with: 一、 （一） 1. （1） ① 第一章 1.1. 结构层次序数

Basis: GB/T 9704-2012 7.3.3; the variants of it in copies and in older notices are read too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import regex

from extractor.text.characters import HAN, fold
from extractor.text.numerals import chinese_characters, read_chinese, read_number
from extractor.vocabulary import load

LabelForm = Literal[
    "part",  # 第一部分
    "chapter",  # 第一章
    "section",  # 第一节
    "article",  # 第一条
    "chinese_comma",  # 一、
    "chinese_paren",  # （一）
    "item",  # 第1项
    "arabic_dot",  # 1.
    "decimal",  # 1.1
    "roman",  # Ⅰ.
    "arabic_paren",  # （1）
    "circled",  # ①
    "letter",  # a.
]

_RANKS: tuple[LabelForm, ...] = LabelForm.__args__  # type: ignore[attr-defined]
WINDOW = 40
"""No label is longer, spaces included."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label that ends at ``end``, after its mark.

    ``printed`` is the label with its mark, without white space around it; ``bare`` the number
    alone, in folded characters and, where ``damaged``, as it must have read. A ``decimal``
    label's value is the tuple of its numbers. ``rank`` orders the forms as the standard nests
    them; a smaller rank stands above.
    """

    end: int
    form: LabelForm
    value: int | tuple[int, ...]
    printed: str
    bare: str
    rank: int
    damaged: bool = False


@cache
def _pattern() -> regex.Pattern[str]:
    """Match one label at the start of a folded text; each alternative names its number."""
    vocabulary = load("numbering")
    chinese = f"[{chinese_characters()}]{{1,7}}"
    letters = "".join(regex.escape(letter) for letter in vocabulary["letter_confusions"])
    confused = "".join(regex.escape(mark) for mark in vocabulary["confusions"])
    return regex.compile(
        rf"""
        \s{{0,20}}+(?:
          第\s?(?P<part>{chinese}|[0-9]{{1,3}})\s?(?P<part_word>部分|[编篇章节条])[、:]?
        | 第\s?(?P<item>[0-9]{{1,3}})\s?项(?=[、.:\s])[、.:]?
        | [(〔]\s?(?P<chinese_paren>{chinese})\s?[)〕][、.]?
        | (?P<chinese_close>{chinese})\)[、.]?
        | (?P<chinese_sign>[\u3220-\u3229\u3280-\u3289])[、.]?
        | [(〔]\s?(?P<confused_paren>[{confused}][{chinese_characters()}]?)\s?[)〕][、.]?
        | (?P<chinese_comma>{chinese})\s{{0,2}}(?P<chinese_mark>[、.,。])
        | (?P<chinese_gap>{chinese})[\ \t]{{1,8}}(?=[{HAN}])
        | (?P<confused_comma>[{confused}][{chinese_characters()}]?)\s?、
        | (?P<arabic_ahead>[0-9]{{1,2}})\s?[.](?=
            \s?(?:1[0-2]|[1-9])\s?月\s?(?:[底初末份中上下前起]|[0-9]{{1,2}}\s?日)   # 1.10月底前
            | [2-6]G(?=[{HAN}+]) | [23]D(?=[{HAN}]))                             # 3.5G网络
        | (?P<decimal>[0-9]{{1,2}}(?:\s?\.\s?[0-9]{{1,2}}){{1,4}})(?![0-9])[.、]?
        | (?P<arabic_dot>[0-9]{{1,3}})\s{{0,2}}(?P<arabic_mark>[.、。])
        | (?P<arabic_gap>[0-9]{{1,3}})[\ \t]{{1,8}}(?=[{HAN}])
        | (?P<private_dot>[0-9]{{1,3}})[\p{{Co}}\uFFFD](?=[{HAN}“"《])  # the font's own stop
        | (?P<arabic_sign>[\u2488-\u249b])
        | (?P<confused_dot>[0-9{letters}]{{1,3}})\s?\.(?=\s?[{HAN}“"《])
        | \(\s?(?P<arabic_paren>[0-9]{{1,3}})\s?\)[、.]?
        | (?P<arabic_close>[0-9]{{1,3}})\)[、.]?
        | (?P<paren_sign>[\u2474-\u2487])[、.]?
        | (?P<circled>[\u2460-\u2473\u2776-\u277f\u24eb-\u24f4\u3251-\u325f\u32b1-\u32bf])[、.]?
        | (?P<roman>[\u2160-\u216b])\s?[.、]?
        | \(?(?P<letter>[A-Za-z])\s?[.、)](?=\s?[{HAN}“"《])
        )
        """,
        regex.VERBOSE,
    )


_FORM_OF_GROUP: dict[str, LabelForm] = {
    "item": "item",
    "chinese_paren": "chinese_paren",
    "chinese_close": "chinese_paren",
    "chinese_sign": "chinese_paren",
    "confused_paren": "chinese_paren",
    "chinese_comma": "chinese_comma",
    "chinese_gap": "chinese_comma",
    "confused_comma": "chinese_comma",
    "decimal": "decimal",
    "arabic_dot": "arabic_dot",
    "arabic_ahead": "arabic_dot",
    "arabic_gap": "arabic_dot",
    "arabic_sign": "arabic_dot",
    "confused_dot": "arabic_dot",
    "private_dot": "arabic_dot",
    "arabic_paren": "arabic_paren",
    "arabic_close": "arabic_paren",
    "paren_sign": "arabic_paren",
    "circled": "circled",
    "roman": "roman",
    "letter": "letter",
}
_PART_FORMS: dict[str, LabelForm] = {
    "部分": "part",
    "编": "part",
    "篇": "part",
    "章": "chapter",
    "节": "section",
    "条": "article",
}
_SHORT_HEADING = regex.compile(rf"[{HAN}]{{2,12}}\s*")
"""All that follows the bare number of a heading in an emergency plan: 1 总则."""
_CONFUSED = frozenset({"confused_paren", "confused_comma", "confused_dot", "private_dot"})


def read_label(text: str) -> Label | None:
    """Return the label at the start of a paragraph, or None where it begins with other words.

    Quantities, dates, hotlines and lists of numbers are no labels.

    >>> [read_label(text).printed for text in ("一、总则", "（二）目标", "3.加强", "2.3.1 职责")]
    ['一、', '（二）', '3.', '2.3.1']
    >>> read_label("1.5亿元以上"), read_label("二、三季度完成"), read_label("2021年7月")
    (None, None, None)
    """
    return _read(text[: 2 * WINDOW])


@lru_cache(maxsize=4096)
def _read(text: str) -> Label | None:
    """Read the label of a text's beginning, which every stage asks about anew."""
    folded = fold(text)
    match = _pattern().match(folded)
    if match is None:
        return None
    if match["part"]:
        return _part_label(text, folded, match)
    group = next(name for name in _FORM_OF_GROUP if match[name])
    content = match[group]
    one_space = group.endswith("_gap") and text[match.end(group) : match.end()] == " "
    if one_space and not _SHORT_HEADING.fullmatch(folded, match.end()):
        return None  # one space is layout: 3 个月
    value, bare = _value(group, content)
    if value is None or _reads_on(group, value, folded, match):
        return None
    return _label(text, match, _FORM_OF_GROUP[group], value, bare, damaged=group in _CONFUSED)


def _label(
    text: str,
    match: regex.Match[str],
    form: LabelForm,
    value: int | tuple[int, ...],
    bare: str,
    *,
    damaged: bool = False,
) -> Label:
    printed = text[: match.end()].strip()
    return Label(match.end(), form, value, printed, bare, _RANKS.index(form), damaged)


def _part_label(text: str, folded: str, match: regex.Match[str]) -> Label | None:
    """Read 第一章 and its like; 第一章的规定 and 第三条、第四条 speak of them and are none."""
    value = read_number(match["part"])
    following = folded[match.end() : match.end() + 1]
    if not value or following in {"的", "至", "和", "第", "规", "所", "中", "及", "或", "款", "之"}:
        return None
    return _label(text, match, _PART_FORMS[match["part_word"]], value, match["part"])


def _value(group: str, content: str) -> tuple[int | tuple[int, ...] | None, str]:
    """Return the number of a label, None where it is none, and how it reads without marks."""
    vocabulary = load("numbering")
    if group == "decimal":
        bare = "".join(content.split())
        numbers = tuple(int(part) for part in bare.split("."))
        return (numbers if numbers[0] else None), bare
    if group in {"confused_dot", "private_dot"}:
        plain = "".join(vocabulary["letter_confusions"].get(c, c) for c in content)
        return (int(plain) or None), str(int(plain))
    if group in _CONFUSED:
        plain = "".join(vocabulary["confusions"].get(c, c) for c in content)
        return read_chinese(plain), plain
    if group == "letter":
        return ord(content.lower()) - ord("a") + 1, content
    if group.startswith("chinese") and group != "chinese_sign":
        number = read_chinese(content)
        by_digit = len(content) > 1 and not set(content) & _unit_characters()
        return (number if number and number < 1000 and not by_digit else None), content
    if group == "roman":
        return ord(content) - 0x215F, content
    number = read_number(content)
    plain_digits = group in {"arabic_sign", "paren_sign"}
    return (number or None), str(number) if plain_digits else content


@cache
def _unit_characters() -> frozenset[str]:
    """Return what a heading's number beyond nine has: 十一 and 一〇, but not 五一."""
    numbering = load("numbering")
    zeros = {digit for digit, value in numbering["digits"].items() if value == 0}
    return frozenset({*numbering["units"], *numbering["tens"], *zeros})


def _reads_on(group: str, value: int | tuple[int, ...], text: str, match: regex.Match[str]) -> bool:
    """Whether what follows shows that the number belongs to the sentence."""
    rest = text[match.end() :]
    if group == "decimal":
        return _is_quantity_or_day(match["decimal"], value, rest)
    if group in {"chinese_comma", "chinese_gap"}:
        return _lists_chinese(value, rest, match["chinese_mark"] or "")
    if group in {"arabic_dot", "arabic_gap", "arabic_close"}:
        return _lists_arabic(group, rest, match["arabic_mark"] or "")
    if group in {"chinese_paren", "arabic_paren"}:
        listed = rest.startswith("(") and match.group().endswith("、")
        return listed or rest.lstrip()[:1] in {"至", "—", "-", "~", "或", "项"}
    return False


@cache
def _words(table: str, name: str) -> tuple[str, ...]:
    return tuple(load("numbering")[table][name])


def _is_quantity_or_day(printed: str, value: int | tuple[int, ...], rest: str) -> bool:
    """Whether 1.5亿元, 5.8% or 3.15 stands at the start instead of a heading's number."""
    plain = "".join(printed.split())
    following = rest.lstrip(" \"'”’")
    if plain in _words("day_names", "always"):
        return True
    if plain in _words("day_names", "with_word"):
        return following.startswith(_words("day_names", "words"))
    if isinstance(value, tuple) and len(value) > 2:
        return False
    if rest[:1] in {"-", "—", "~", "×", ":", "/"}:
        return True
    return following.startswith(_words("measures", "words"))


def _lists_chinese(value: int | tuple[int, ...], rest: str, mark: str) -> bool:
    """Whether 一、 begins a list of numbers: 二、三季度, 一、二、三产业; or 一, an odd text."""
    if not mark:
        return rest.startswith(_words("measures", "words"))
    if mark == "." and rest[:1].isascii() and rest[:1].isalnum():
        return True
    numeral = _numeral().match(rest)
    if numeral is None:
        return mark == "," and rest[:1] in {"二", "是"}
    following = read_chinese(numeral.group())
    if following is None or not isinstance(value, int) or following != value + 1:
        return False
    return rest.startswith(_words("listing", "words"), numeral.end())


@cache
def _numeral() -> regex.Pattern[str]:
    return regex.compile(f"[{chinese_characters()}]{{1,3}}")


_YEARS = regex.compile(r"[0-9]{4}\s?年|(?:19|20)[0-9]{2}(?:[—\-~至]|[和及与、](?:19|20))")
_AMOUNT = regex.compile(r"[0-9]{1,5}(?:\.[0-9]{1,3})?\s?")


def _lists_arabic(group: str, rest: str, mark: str) -> bool:
    """Whether digits follow at once: 1、2号楼, 110、119. A year or an amount may follow a mark."""
    if group == "arabic_gap":
        return rest.startswith(_words("measures", "words"))
    if not rest[:1].isdigit():
        return mark == "。" and not rest.strip()
    if _YEARS.match(rest):
        return False
    if mark != "、" or group == "arabic_close":
        return True
    amount = _AMOUNT.match(rest)
    return amount is None or not rest.startswith(_words("amounts", "words"), amount.end())


Kind = tuple[int, int]
"""The rank of a form and the number of its parts: decimals of each length nest."""


def outline_levels(labels: Sequence[Label]) -> tuple[int, ...]:
    """Return the depth of each label in a document's outline, from 0.

    A form that is open already closes all below it. A new form nests below the open ones that
    rank above it, as the standard orders them (7.3.3; a level may be left out). Where it ranks
    above an open one, it takes that one's place, unless the numbers show that the document
    nests the other way round: the outer count goes on while the inner one starts again.

    >>> texts = ("一、甲", "1.乙", "2.丙", "二、丁", "（一）戊", "1.己")
    >>> outline_levels([label for text in texts if (label := read_label(text))])
    (0, 1, 1, 0, 1, 2)
    """
    kinds = [_kind(label) for label in labels]
    following = _following(kinds)
    open_kinds: list[Kind] = []
    last: dict[Kind, int] = {}
    nested: set[tuple[Kind, Kind]] = set()
    levels = []
    for position, kind in enumerate(kinds):
        if kind in open_kinds:
            del open_kinds[open_kinds.index(kind) + 1 :]
        else:
            while open_kinds and open_kinds[-1] > kind:
                outer = open_kinds[-1]
                if (outer, kind) in nested or _nests_inside(
                    labels, following, last[outer], position
                ):
                    nested.add((outer, kind))
                    break
                open_kinds.pop()
            open_kinds.append(kind)
        last[kind] = position
        levels.append(len(open_kinds) - 1)
    return tuple(levels)


def _kind(label: Label) -> Kind:
    return label.rank, len(label.value) if isinstance(label.value, tuple) else 1


def _following(kinds: Sequence[Kind]) -> dict[Kind, list[int]]:
    """Return for each kind its next position at or after each position, or the length."""
    count = len(kinds)
    table = {kind: [count] * (count + 1) for kind in set(kinds)}
    for kind, nexts in table.items():
        for position in range(count - 1, -1, -1):
            nexts[position] = position if kinds[position] == kind else nexts[position + 1]
    return table


def _nests_inside(
    labels: Sequence[Label], following: dict[Kind, list[int]], outer: int, position: int
) -> bool:
    """Whether the new form at ``position`` counts inside the open label ``outer``.

    It starts at 1, the outer count goes on after it, and when the new form comes again after
    that, it starts at 1 again.
    """
    label, count = labels[position], len(labels)
    if label.value != 1:
        return False
    next_outer = following[_kind(labels[outer])][position]
    if next_outer == count or not counts_on(labels[outer].value, labels[next_outer].value):
        return False
    again = following[_kind(label)][next_outer]
    return again == count or labels[again].value == 1


def counts_on(value: int | tuple[int, ...], following: int | tuple[int, ...]) -> bool:
    """Whether ``following`` is the number after ``value``."""
    if isinstance(value, tuple) or isinstance(following, tuple):
        return isinstance(value, tuple) and isinstance(following, tuple) and following > value
    return following == value + 1
