"""Openness notes below the date: （此件主动公开）. 公开属性

Basis: 《政府信息公开条例》 (2019); GB/T 9704-2012 7.3.6 for their place (附注).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extractor.text.characters import fold
from extractor.vocabulary import load

Openness = Literal["active", "on_request", "not_public", "redacted"]


@dataclass(frozen=True, slots=True)
class DisclosureFound:
    """A note at ``[start, end)``, brackets included; ``value`` is its say without 此件."""

    start: int
    end: int
    value: str
    code: Openness


@cache
def _codes() -> dict[str, Openness]:
    return {
        form: entry["code"] for entry in load("disclosure")["disclosure"] for form in entry["forms"]
    }


@cache
def _pattern() -> regex.Pattern[str]:
    """（此件公开发布）, 公开方式：主动公开, 此件依申请公开; not 主动公开的内容."""
    vocabulary = load("disclosure")

    def spaced(words: list[str]) -> str:
        ordered = sorted(words, key=len, reverse=True)
        return "|".join(r"\s?".join(map(regex.escape, word)) for word in ordered)

    return regex.compile(
        rf"""
        (?!\s)(?P<open>[(〔\[【])?\s{{0,4}}
        (?P<subject>{spaced(vocabulary["subjects"]["words"])})?\s?
        (?:(?P<label>{spaced(vocabulary["labels"]["words"])})\s{{0,2}}:\s{{0,2}})?
        (?P<value>{spaced(list(_codes()))})\s{{0,4}}[。.]?\s{{0,4}}
        (?P<close>[)〕\]】])?
        """,
        regex.VERBOSE,
    )


def find_disclosure(text: str) -> DisclosureFound | None:
    """Return the openness note in a paragraph, or None.

    The words alone are no note: they stand in brackets, after 此件 or a label, or are the whole
    paragraph.

    >>> find_disclosure("（此件公开发布）").value
    '公开发布'
    >>> find_disclosure("依申请公开工作有序推进") is None
    True
    """
    folded = fold(text)
    for match in _pattern().finditer(folded):
        value = "".join(match["value"].split())
        bracketed = bool(match["open"] and match["close"])
        whole = not (folded[: match.start()] + folded[match.end() :]).strip() and value != "公开"
        closed = match.end() == len(folded) or folded[match.end()] in " \n)〕】]。;,"
        introduced = bool(match["subject"] or match["label"])
        if (introduced and closed) or whole or (bracketed and value != "公开"):
            return DisclosureFound(match.start(), match.end(), value, _codes()[value])
    return None
