"""Marks inside a line of Markdown: emphasis, links, pictures, escapes (CommonMark 0.31, ch. 6).

A mark is taken for one only where CommonMark would: ``*区发改局、*区财政局`` keeps its asterisks.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Literal

import regex

from extractor.readers.text.lines import Stretch

_LONGEST = 100_000
"""Characters of a line; a longer one was not written by hand."""

MarkKind = Literal["bold", "italic", "link"]

_TOKEN = regex.compile(
    r"""(?x)
    \\(?P<escaped> [!-/:-@\[-`{-~] )                # \*
    # ![印章](a.png)
    | !\[ (?P<alt> [^\[\]]{0,500} ) \]\( [^()\s]{0,2000} [^()]{0,200} \)
    # [网站](https://…)
    | (?P<open> \[ ) (?= [^\[\]]{1,500} \]\( [^()\s]{1,2000} [^()]{0,200} \) )
    | (?P<close> \]\( (?P<target> [^()\s]{1,2000} ) [^()]{0,200} \) )
    | < (?P<auto> https?://[^<>\s]{1,2000} ) >      # <https://…>
    | (?P<stars> \*{1,3} | _{1,3} | ~~ | `{1,3} )
    """
)


@dataclass(slots=True)
class Inlined:
    """A line without its marks: what stays and how it is set, and what the marks were."""

    bits: list[tuple[Stretch, frozenset[MarkKind]]] = field(default_factory=list)
    markup: list[Stretch] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: list[tuple[str, Stretch]] = field(default_factory=list)


def read_inline(stretch: Stretch) -> Inlined:
    """Return ``stretch`` with its Markdown marks told apart from its text."""
    text = stretch.text
    result = Inlined()
    if len(text) > _LONGEST:
        result.bits.append((stretch, frozenset()))
        return result
    tokens = list(_TOKEN.finditer(text))
    pairs = _pairs(text, tokens)
    kinds: set[MarkKind] = set()
    position = 0
    link_open = False

    def keep(end: int) -> None:
        if end > position:
            result.bits.append((stretch.cut(position, end), frozenset(kinds)))

    for number, token in enumerate(tokens):
        start, end = token.span()
        if token["escaped"]:
            keep(start)
            result.markup.append(stretch.cut(start, start + 1))
            position = start + 1
            continue
        if token["stars"]:
            kind = pairs.get(number)
            if kind is None:
                continue
        elif token["close"] and not link_open:
            continue
        keep(start)
        if token["alt"] is not None:
            result.pictures.append((token["alt"], stretch.cut(start, end)))
        elif token["open"]:
            link_open = True
            kinds.add("link")
        elif token["close"]:
            link_open = False
            kinds.discard("link")
            result.links.append(token["target"])
        elif token["auto"]:
            result.bits.append((stretch.cut(start + 1, end - 1), frozenset({*kinds, "link"})))
            result.links.append(token["auto"])
            result.markup.append(stretch.cut(start, start + 1))
            result.markup.append(stretch.cut(end - 1, end))
            position = end
            continue
        else:
            _switch(kinds, pairs[number])
        result.markup.append(stretch.cut(start, end))
        position = end
    keep(len(text))
    return result


def _switch(kinds: set[MarkKind], changed: frozenset[MarkKind]) -> None:
    for kind in changed:
        if kind in kinds:
            kinds.remove(kind)
        else:
            kinds.add(kind)


def _pairs(text: str, tokens: list[regex.Match[str]]) -> dict[int, frozenset[MarkKind]]:
    """Return, for each delimiter that opens or closes something, what it sets."""
    found: dict[int, frozenset[MarkKind]] = {}
    waiting: dict[str, int] = {}
    for number, token in enumerate(tokens):
        mark = token["stars"]
        if not mark:
            continue
        opens, closes = _flanks(text, token.start(), token.end())
        if closes and mark in waiting:
            kind = _set_by(mark)
            found[waiting.pop(mark)] = kind
            found[number] = kind
        elif opens:
            waiting[mark] = number
    return found


def _set_by(mark: str) -> frozenset[MarkKind]:
    if mark[0] in "~`":
        return frozenset()
    return frozenset({1: ("italic",), 2: ("bold",), 3: ("bold", "italic")}[len(mark)])  # type: ignore[arg-type]


def _flanks(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a run can open and close emphasis (CommonMark 6.2); ``**`` may touch any mark.

    Chinese text sets ``**重点：**内容``, which CommonMark reads as no emphasis though its
    writers and most renderers mean it.
    """
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if text[start] == "`":
        return True, True
    left, right = not after.isspace(), not before.isspace()
    if end - start >= 2:
        return left, right
    left = left and (not _punctuation(after) or before.isspace() or _punctuation(before))
    right = right and (not _punctuation(before) or after.isspace() or _punctuation(after))
    if text[start] == "_":
        return left and (not right or _punctuation(before)), right and (
            not left or _punctuation(after)
        )
    return left, right


def _punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
