"""Number format codes as Excel keeps them, cut into sections and tokens (ECMA-376, 18.8.30/31)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from extractor.bounds import bounds

GENERAL = "General"

_MONEY = '"￥"#,##0'
BUILT_IN: dict[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: f'{_MONEY};"￥"\\-#,##0',
    6: f'{_MONEY};"￥"\\-#,##0',
    7: f'{_MONEY}.00;"￥"\\-#,##0.00',
    8: f'{_MONEY}.00;"￥"\\-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-";@',
    42: f'{_MONEY};"￥"-#,##0;"￥-";@',
    43: '#,##0.00;-#,##0.00;"-";@',
    44: f'{_MONEY}.00;"￥"-#,##0.00;"￥-";@',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats that files name by number alone, as Excel for Chinese (PRC) shows them."""

_SYSTEM_LONG_DATE = "[$-F800]"
_SYSTEM_TIME = "[$-F400]"

_TOKEN = regex.compile(
    r"""(?ix)
      "(?<quoted>[^"]*)"?
    | \\(?<escaped>.)
    | _(?<space>.)
    | \*(?<fill>.)
    | \[(?<bracket>[^\]]*)\]?
    | (?<general>G/通用格式|General)
    | (?<noon>AM/PM|A/P|上午/下午)
    | (?<exponent>E[+-])
    | (?<date>y+|m+|d+|h+|s+|a{3,4}|e+|b+|g+)
    | (?<digit>[0?\#])
    | (?<sign>[.,%/@])
    | (?<other>.)
    """,
    flags=regex.DOTALL,
)
_CONDITION = regex.compile(r"(?<sign><=|>=|<>|<|>|=)(?<number>-?[0-9.]{1,40})")
_ELAPSED = regex.compile(r"(?i)h+|m+|s+")


class Token(NamedTuple):
    """One token: its kind (literal, date, elapsed, noon, digit, sign, exponent, general)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four sections of a code."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    numerals: int = 0
    """1 to 3 for [DBNum1] to [DBNum3], which print Chinese numerals."""

    def has(self, *kinds: str) -> bool:
        """Whether a token of one of these kinds is in it."""
        return any(token.kind in kinds for token in self.tokens)


def sections(code: str) -> tuple[Section, ...]:
    """Return the sections of a format code; of an empty one, one that is General."""
    return _sections(code[: bounds().format_code])


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[Section, ...]:
    if code.lower().startswith(_SYSTEM_LONG_DATE.lower()):
        code = BUILT_IN[31]
    elif code.lower().startswith(_SYSTEM_TIME.lower()):
        code = BUILT_IN[21]
    found = [_section(part) for part in _parts(code)]
    return tuple(found) or (_section(GENERAL),)


def _parts(code: str) -> Iterator[str]:
    """Cut a code at the semicolons that stand outside of quotes and brackets."""
    start = 0
    for match in _TOKEN.finditer(code):
        if match["other"] == ";":
            yield code[start : match.start()]
            start = match.end()
    if start < len(code) or start:
        yield code[start:]


def _section(text: str) -> Section:
    tokens: list[Token] = []
    condition = None
    numerals = 0
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        value = str(match[kind])
        if kind == "bracket":
            low = value.lower()
            compared = _CONDITION.fullmatch(value)
            if compared is not None:
                condition = _condition(compared)
            elif low.startswith("dbnum") and low[5:6] in {"1", "2", "3"}:
                numerals = int(low[5])
            elif value.startswith("$"):
                tokens.append(Token("literal", value[1:].partition("-")[0]))
            elif _ELAPSED.fullmatch(value):
                tokens.append(Token("elapsed", low))
        elif kind in {"quoted", "escaped", "other"}:
            tokens.append(Token("literal", value))
        elif kind == "space":
            tokens.append(Token("literal", " "))
        elif kind != "fill":
            tokens.append(Token(kind, value))
    return Section(tuple(tokens), condition, numerals)


def _condition(match: regex.Match[str]) -> tuple[str, float] | None:
    try:
        return str(match["sign"]), float(match["number"])
    except ValueError:
        return None
