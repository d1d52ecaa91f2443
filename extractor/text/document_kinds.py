"""The kind of a document (文种) by the end of its title.

Basis: 《党政机关公文处理工作条例》 (2012) article 8 for the fifteen kinds; usage for the rest.
"""

from __future__ import annotations

from functools import cache

import regex

from extractor.text.characters import compact
from extractor.vocabulary import load

_INNER = r"[^()〔〕\[\]【】]"
_TAIL = regex.compile(
    rf"[(〔\[【]{_INNER}{{0,40}}(?:[(〔\[]{_INNER}{{0,40}}[)〕\]]{_INNER}{{0,40}})?[)〕\]】]$"
)


_TABLES = ("statutory", "issued")


@cache
def _kinds() -> tuple[str, ...]:
    """The words a title may end in: the statutory ones first, then the longest first."""
    vocabulary = load("document_kinds")
    ordered = (sorted(vocabulary[name]["words"], key=len, reverse=True) for name in _TABLES)
    return tuple(word for words in ordered for word in words)


@cache
def statutory_kinds() -> frozenset[str]:
    """Return the fifteen kinds of article 8, 命令 and 令 counted as two words."""
    return frozenset(load("document_kinds")["statutory"]["words"])


def kind_of_title(title: str) -> str | None:
    """Return the kind that a title ends with, of the carrier where titles nest, or None.

    Brackets at the end (试行, a document number) are passed over. A statutory kind stands for its
    varieties: 指导意见 is 意见.

    >>> kind_of_title("关于印发《行动方案（试行）》的通知"), kind_of_title("工作要点（2021年）")
    ('通知', '工作要点')
    """
    text = compact(title[-200:]).rstrip("。.;:")
    for _ in range(3):
        shorter = _TAIL.sub("", text)
        if shorter == text:
            break
        text = shorter
    text = text.removesuffix("》") if "《" not in text[-60:] else text
    return next((kind for kind in _kinds() if text.endswith(kind)), None)
