"""The style sheet a page carries in ``<style>``: alignment, fonts, colours, list numbers, boxes.

A part of CSS 2.1 chapter 5: type, class and id selectors, their descendants and children, and
what is set before an element (``::before``). Rules in ``@media`` and the like are left out, and so
is ``display: none``: what scripts show and hide is not to be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractor.readers.html.tree import Node

_LONGEST = 300_000
_MOST_RULES = 3000
_MOST_STEPS = 4
_MOST_MATCHING = 40
"""Rules of one element; of more, the weightiest count."""
_MOST_LOOKS = 1_000_000
"""Ancestors looked at for one page; after that, selectors of one step alone count."""
_MARKS = regex.compile(r"[{};]")
_KNOWN = regex.compile(
    r"(?i)(?<![\w-])(?:text-align|text-indent|font-weight|font-style|font-size|font-family|color"
    r"|list-style(?:-type)?|text-decoration|float|width|grid-template-columns|grid-column"
    r"|counter-(?:reset|increment|set)|content|display\s*+(?=:\s*+(?!none)))"
    r"\s*+:\s*+(?:[^;\"']|\"[^\"]{0,200}\"|'[^']{0,200}'){1,300}"
)
_PSEUDO = regex.compile(r"(?i)::?(before|after|marker|first-line|first-letter)$")
_COMPOUND = regex.compile(r"([a-zA-Z][a-zA-Z0-9]*+|\*)?+((?:[.#][\w-]++)*+)")


@dataclass(frozen=True, slots=True)
class _Step:
    """One compound selector: ``p.title`` is the tag p with the class title."""

    tag: str
    identity: str
    classes: frozenset[str]
    child: bool = False
    """Whether the step before it is the parent, and not just any ancestor."""

    def matches(self, element: Node) -> bool:
        if self.tag and element.tag != self.tag:
            return False
        if self.identity and element.get("id") != self.identity:
            return False
        return not self.classes or self.classes <= set((element.get("class") or "").split())


@dataclass(frozen=True, slots=True)
class _Rule:
    steps: tuple[_Step, ...]
    weight: tuple[int, int, int, int]
    """Ids, classes, tags, place in the sheet (CSS 2.1, 6.4.3)."""
    declarations: str


_Rules = dict[str, list[_Rule]]


class Sheet:
    """The rules of a page, found by what they end in."""

    def __init__(self, text: str) -> None:
        self.rules, self.before = _parse(text) if len(text) <= _LONGEST else ({}, {})
        self.counts = "counter-" in text
        """Whether the page counts with CSS counters."""
        self._looked_at = 0
        self._known: dict[tuple[bool, str, str | None, str | None], list[_Rule]] = {}

    def declarations(self, element: Node) -> str:
        """Return what the sheet says of ``element``, the weightiest last; "" for nothing."""
        return self._matching(element, before=False) if self.rules else ""

    def declarations_before(self, element: Node) -> str:
        """Return what the sheet says of what is set before ``element``."""
        return self._matching(element, before=True) if self.before else ""

    def _matching(self, element: Node, *, before: bool) -> str:
        tag, attributes = element.tag, element.attributes
        identity, classes = attributes.get("id"), attributes.get("class")
        key = (before, tag, identity, classes)
        rules = self._known.get(key)
        if rules is None:
            names = [tag, "*", f"#{identity}", *(f".{one}" for one in (classes or "").split())]
            table = self.before if before else self.rules
            rules = [rule for name in names for rule in table.get(name, ())]
            rules = sorted(
                (rule for rule in rules if rule.steps[-1].matches(element)),
                key=lambda rule: rule.weight,
            )
            rules = self._known[key] = rules[-_MOST_MATCHING:]
        if not rules:
            return ""
        return ";".join(rule.declarations for rule in rules if self._is_inside(element, rule.steps))

    def _is_inside(self, element: Node, steps: tuple[_Step, ...]) -> bool:
        """Whether the ancestors of ``element`` match the steps before the last one, in order."""
        wanted = len(steps) - 2
        parent = element.parent if wanted >= 0 else None
        while wanted >= 0 and parent is not None and self._looked_at < _MOST_LOOKS:
            self._looked_at += 1
            if steps[wanted].matches(parent):
                wanted -= 1
            elif steps[wanted + 1].child:
                return False
            parent = parent.parent
        return wanted < 0


@lru_cache(maxsize=32)
def _parse(text: str) -> tuple[_Rules, _Rules]:
    """Return the rules of a sheet, of elements and of what is set before them.

    They are found by the id, class or tag of their last selector.
    """
    rules: _Rules = {}
    before: _Rules = {}
    for number, (selectors, body) in enumerate(_blocks(_without_comments(text))):
        if number >= _MOST_RULES:
            break
        declarations = ";".join(_KNOWN.findall(body[:4000]))
        if declarations:
            for selector in selectors[:2000].split(",")[:50]:
                pseudo = _PSEUDO.search(selector.strip())
                if pseudo is None:
                    _add(rules, selector, declarations, number)
                elif pseudo[1].lower() == "before":
                    _add(before, _PSEUDO.sub("", selector.strip()), declarations, number)
    return rules, before


def _without_comments(text: str) -> str:
    parts = []
    position = 0
    while (start := text.find("/*", position)) >= 0:
        parts.append(text[position:start])
        end = text.find("*/", start + 2)
        if end < 0:
            return "".join(parts)
        position = end + 2
    parts.append(text[position:])
    return "".join(parts).replace("<!--", "").replace("-->", "")


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and the body of each rule outside at-rules."""
    depth = start = opened = 0
    for mark in _MARKS.finditer(text):
        sign = mark.group()
        if sign == "{":
            if depth == 0:
                opened = mark.start()
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
            if depth == 0:
                selectors = text[start:opened].strip()
                if not selectors.startswith("@"):
                    yield selectors, text[opened + 1 : mark.start()]
                start = mark.end()
        elif depth == 0:
            start = mark.end()


def _add(rules: _Rules, selector: str, declarations: str, number: int) -> None:
    steps: list[_Step] = []
    child = False
    for word in selector.replace(">", " > ").split():
        if word == ">":
            child = True
            continue
        found = _COMPOUND.fullmatch(word)
        if found is None or len(steps) == _MOST_STEPS:
            return
        steps.append(_step(found[1] or "", found[2] or "", child=child))
        child = False
    if not steps:
        return
    last = steps[-1]
    if last.identity:
        key = f"#{last.identity}"
    elif last.classes:
        key = f".{min(last.classes)}"
    else:
        key = last.tag or "*"
    ids = sum(bool(step.identity) for step in steps)
    classes = sum(len(step.classes) for step in steps)
    tags = sum(bool(step.tag) for step in steps)
    rule = _Rule(tuple(steps), (ids, classes, tags, number), declarations)
    rules.setdefault(key, []).append(rule)


def _step(tag: str, rest: str, *, child: bool) -> _Step:
    names = regex.findall(r"[.#][\w-]++", rest)
    identity = next((name[1:] for name in names if name[0] == "#"), "")
    classes = frozenset(name[1:] for name in names if name[0] == ".")
    return _Step("" if tag == "*" else tag.lower(), identity, classes, child)
