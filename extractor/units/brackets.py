"""What a bracket behind a unit's name says: a second nameplate, or what is included. 括号"""

from __future__ import annotations

import msgspec
import regex

from extractor.units.grammar import find_head, find_level_word, words
from extractor.units.names import is_local

_BRACKET = regex.compile(r"[(\[〔【]([^()\[\]〔〕【】]*+)[)\]〕】]?+")
_SEPARATOR = regex.compile(r"[、,/;]")


class Brackets(msgspec.Struct, frozen=True, kw_only=True):
    """Further nameplates of the body (加挂牌子), and words that include or exclude (含民办)."""

    aliases: tuple[str, ...] = ()
    qualifier: str | None = None


def read_brackets(name: str) -> Brackets:
    """Return what the brackets in ``name`` (folded, without white space) say.

    >>> read_brackets("省市场监管局(省知识产权局)").aliases
    ('省知识产权局',)
    >>> read_brackets("区档案局(馆)").aliases
    ('区档案馆',)
    """
    aliases: list[str] = []
    qualifier = None
    for bracket in _BRACKET.finditer(name):
        inner, before = bracket[1], name[: bracket.start()]
        if inner.startswith(words("qualifiers", "including")):
            qualifier = inner
            continue
        for item in _SEPARATOR.split(inner):
            alias = _alias(item, before)
            if alias:
                aliases.append(alias)
    return Brackets(aliases=tuple(aliases), qualifier=qualifier)


def _alias(item: str, before: str) -> str | None:
    """Return the second name that ``item`` gives the body called ``before``."""
    head = find_head(item)
    if head is None or not before:
        return None
    if head.word == item and not is_local(item):
        own = find_head(before)
        return None if own is None else before.removesuffix(own.word) + item
    if find_level_word(item) is not None or is_local(item) or len(item) > len(head.word):
        return item
    return None
