"""Character classes and folding. Folding never changes the number of code points."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extractor.vocabulary import load_rows

HAN = (
    r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u2e80-\u2fdf"
    r"\U00020000-\U0003ffff"
)
"""The inside of a character class for Chinese characters, 〇 and radicals included."""

_FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SMALL = {
    code: ord(unicodedata.normalize("NFKC", chr(code)))
    for code in range(0xFE50, 0xFE6C)
    if unicodedata.category(chr(code)) != "Cn"
}
"""Small form variants (U+FE50-FE6B), which some typists take for the stop of 1﹒ and for 〔〕."""
_FOLD = (
    _FULLWIDTH
    | _SMALL
    | {
        0x3000: 0x20,  # ideographic space
        0xA0: 0x20,  # no-break space
        0x2002: 0x20,
        0x2003: 0x20,
        0x2009: 0x20,
        0xFF61: 0x3002,  # halfwidth 。
        0xFE30: 0x3A,
        0xFF64: 0x3001,  # halfwidth 、
        0x201F: 0x22,
        0x2018: 0x27,
        0x2019: 0x27,
        0x201C: 0x22,
        0x201D: 0x22,
    }
)


def _radicals() -> dict[int, int]:
    """Kangxi radicals (U+2F00-2FD5) and the supplement, to the characters they stand for."""
    table = {}
    for code in range(0x2F00, 0x2FD6):
        folded = unicodedata.normalize("NFKC", chr(code))
        table[code] = ord(folded)
    supplement = {
        0x2E81: 0x5382,
        0x2E84: 0x4E59,
        0x2E85: 0x4EBB,
        0x2E86: 0x5182,
        0x2E87: 0x20628,
        0x2E88: 0x5200,
        0x2E8B: 0x353E,
        0x2E8F: 0x5C23,
        0x2E90: 0x5C22,
        0x2E93: 0x5E7A,
        0x2E94: 0x5F51,
        0x2E98: 0x624C,
        0x2E99: 0x6535,
        0x2E9F: 0x6BCD,
        0x2EA0: 0x6C11,
        0x2EA1: 0x6C35,
        0x2EA2: 0x6C3A,
        0x2EA3: 0x706C,
        0x2EA9: 0x738B,
        0x2EB6: 0x7F8A,
        0x2EBB: 0x8080,
        0x2EC1: 0x864E,
        0x2EC4: 0x897F,
        0x2EC5: 0x89C1,
        0x2EC6: 0x89D2,
        0x2EC8: 0x8BA0,
        0x2EC9: 0x8D1D,
        0x2ECB: 0x8F66,
        0x2ED3: 0x957F,
        0x2ED4: 0x95E8,
        0x2ED8: 0x9752,
        0x2ED9: 0x97E6,
        0x2EDA: 0x9875,
        0x2EDB: 0x98CE,
        0x2EDC: 0x98DE,
        0x2EDD: 0x98DF,
        0x2EE0: 0x9963,
        0x2EE2: 0x9A6C,
        0x2EE3: 0x9AA8,
        0x2EE4: 0x9B3C,
        0x2EE5: 0x9C7C,
        0x2EE6: 0x9E1F,
        0x2EE7: 0x5364,
        0x2EE8: 0x9EA6,
        0x2EE9: 0x9EC4,
        0x2EEA: 0x9EFE,
        0x2EEC: 0x9F50,
        0x2EEE: 0x9F7F,
        0x2EF0: 0x9F99,
        0x2EF3: 0x9F9F,
    }
    return table | supplement


_RADICALS = _radicals()
_TRADITIONAL = {
    ord(row["traditional"]): ord(row["simplified"]) for row in load_rows("traditional.tsv")
}
_FOLD |= _RADICALS | _TRADITIONAL

_COMMON = tuple((mark, chr(_FOLD[ord(mark)])) for mark in "，（）：；“”　［］")
"""Nearly all that folding changes in a notice; replacing each is five times as fast as a table."""
_RARE = re.compile(
    "[\U00010000-\U0010ffff"
    + "".join(
        re.escape(chr(code)) for code in _FOLD if code < 0x10000 and chr(code) not in dict(_COMMON)
    )
    + "]"
)
"""What may need the table; characters beyond the BMP are one range, which keeps the class fast."""


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """Return ``text`` for comparing and matching: widths, quotes, radicals, 繁体 made one.

    The result has the same number of code points, so that offsets hold in both. The same
    paragraph is folded by every grammar that reads it, hence the cache.

    >>> fold("（一）ＡＢ：１")
    '(一)AB:1'
    """
    for mark, folded in _COMMON:
        text = text.replace(mark, folded)
    return text.translate(_FOLD) if _RARE.search(text) else text


_ANGLED = re.compile(r"[<〈]([^<>〈〉()]{1,10})[>〉]")


def fold_units(text: str) -> str:
    """Return ``text`` folded, with angle brackets among names made round ones.

    >>> fold_units("各县〈市、区〉人民政府")
    '各县(市、区)人民政府'
    """
    folded = fold(text)
    if "<" not in folded and "〈" not in folded:
        return folded
    return _ANGLED.sub(r"(\1)", folded)


@lru_cache(maxsize=2048)
def compact(text: str) -> str:
    """Return ``text`` folded and without any white space, for headers and labels.

    >>> compact("工　作 任 务")
    '工作任务'
    """
    return "".join(fold(text).split())


def encodable(text: str) -> str:
    r"""Return ``text`` as UTF-8 can carry it: halves of a pair joined, lone surrogates U+FFFD.

    No source has them, but names of files and values made by programs may.

    >>> encodable("\ud83d\ude00") == "\U0001f600", encodable("a\udcffb") == "a\ufffdb"
    (True, True)
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def count_visible(text: str) -> int:
    """Return how many code points of ``text`` are not white space."""
    return sum(not character.isspace() for character in text)


def is_han(character: str) -> bool:
    """Whether ``character`` is a Chinese character, 〇 or a radical."""
    code = ord(character)
    return (
        0x4E00 <= code <= 0x9FFF
        or code == 0x3007
        or 0x3400 <= code <= 0x4DBF
        or 0xF900 <= code <= 0xFAFF
        or 0x2E80 <= code <= 0x2FDF
        or code >= 0x20000
    )


_WIDE_MARKS = frozenset("，。、；：？！（）〔〕【】《》〈〉“”‘’—…·「」『』％＋－～｛｝")


def is_wide(character: str) -> bool:
    """Whether no space belongs beside ``character``: Chinese characters and their marks."""
    return is_han(character) or character in _WIDE_MARKS or 0xFF01 <= ord(character) <= 0xFF60


_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def one_line(text: str) -> str:
    """Return ``text`` without what would break, hide or turn a line of a terminal."""
    return _UNPRINTABLE.sub(" ", text).strip()


def columns(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes (Unicode Standard Annex 11).

    Ambiguous characters, as “ and ×, are taken as narrow: so do the terminals of today.

    >>> columns("〔2021〕“号”")
    12
    """
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
