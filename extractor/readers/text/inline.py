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
    if len(stretch.text) > _LONGEST:
        return Inlined(bits=[(stretch, frozenset())])
    return _Reading(stretch).read()


class _Reading:
    """One line being read from left to right; ``_position`` is the end of what was placed."""

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._result = Inlined()
        self._kinds: set[MarkKind] = set()
        self._position = 0

    def read(self) -> Inlined:
        text = self._stretch.text
        tokens = list(_TOKEN.finditer(text))
        pairs = _pairs(text, tokens)
        for number, token in enumerate(tokens):
            if not token["stars"]:
                self._token(token)
            elif number in pairs:
                self._mark(token.start(), token.end())
                _switch(self._kinds, pairs[number])
        self._keep(len(text))
        return self._result

    def _token(self, token: regex.Match[str]) -> None:
        start, end = token.span()
        result = self._result
        if token["escaped"]:
            self._mark(start, start + 1)
        elif token["alt"] is not None:
            result.pictures.append((token["alt"], self._stretch.cut(start, end)))
            self._mark(start, end)
        elif token["open"]:
            self._mark(start, end)
            self._kinds.add("link")
        elif token["auto"]:
            result.links.append(token["auto"])
            self._mark(start, start + 1)
            self._kinds.add("link")
            self._mark(end - 1, end)
            self._kinds.discard("link")
        elif "link" in self._kinds:
            result.links.append(token["target"])
            self._mark(start, end)
            self._kinds.discard("link")

    def _keep(self, end: int) -> None:
        if end > self._position:
            part = self._stretch.cut(self._position, end)
            self._result.bits.append((part, frozenset(self._kinds)))
            self._position = end

    def _mark(self, start: int, end: int) -> None:
        """Keep the text before ``start``; from there to ``end`` a mark stands."""
        self._keep(start)
        self._result.markup.append(self._stretch.cut(start, end))
        self._position = end


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
