"""Whether the tree of a page can be built in bounded time and memory, told from its tags.

The HTML Standard opens formatting elements that were left open anew in every block, and looks up
the open elements at most tags: a page of a megabyte can make a tree of gigabytes. So the open
elements of long pages are followed first, a little more strictly than the standard does.
"""

from __future__ import annotations

import regex

from extractor.bounds import bounds
from extractor.readers.html.tags import BLOCK, FORMATTING, SPECIAL, VOID

MOST_TAGS = 1500
"""Pages of fewer tags can do no harm."""
_NEAR = 40
"""Open elements among which an end tag looks for its start."""

_TAG = regex.compile(
    r"""(?six) <!-- .*? (?: --!?> | \Z )
    | < (?P<raw> script | style | textarea | title | xmp | iframe | noembed | noframes ) (?=[\s/>])
        .*? (?: </(?P=raw)(?=[\s/>]) | \Z )
    | < (?P<end>/)? (?P<name> [a-z][^\s/>]{0,60}+ ) (?: "[^"]*+" | '[^']*+' | [^>"'] )*+ """
)
_BARRIERS = frozenset({"table", "caption", "td", "th", "button", "object", "marquee", "applet"})
_CLOSED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    # tag: which open element its start closes, and across what it never looks
    "li": (frozenset({"li"}), frozenset({"ul", "ol"}) | _BARRIERS),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _BARRIERS),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _BARRIERS),
    "option": (frozenset({"option"}), frozenset({"select", "optgroup"}) | _BARRIERS),
    "td": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "tr": (frozenset({"tr"}), frozenset({"table", "tbody", "thead", "tfoot"})),
    "tbody": (frozenset({"tbody", "thead", "tfoot"}), frozenset({"table"})),
    "a": (frozenset({"a"}), _BARRIERS),
    "nobr": (frozenset({"nobr"}), _BARRIERS),
}
_CLOSED_BY["thead"] = _CLOSED_BY["tfoot"] = _CLOSED_BY["tbody"]
_CLOSES_P = (frozenset({"p"}), _BARRIERS)


_MARKED = frozenset({"td", "th", "caption", "button", "object", "marquee", "applet"})
"""Elements beyond whose end no formatting is opened anew."""
_MOST_ALIKE = 3
"""Equal formatting elements that are opened anew (the standard's "Noah's Ark clause")."""


def is_calm(text: str) -> bool:
    """Whether the page may be parsed.

    >>> is_calm("<div>" * 5000), is_calm("<p>甲" * 5000)
    (False, True)
    """
    if text.count("<") <= MOST_TAGS:
        return True
    stack = _Stack()
    most = bounds()
    looked_at = reopened = 0
    for tag in _TAG.finditer(text):
        name = tag["name"]
        if name is None:
            continue
        name = name.lower()
        if tag["end"]:
            stack.end(name)
        elif name not in VOID:
            stack.start(name, tag.group())
        deep = len(stack.open) + len(stack.formatting)
        looked_at += deep
        if name in SPECIAL:
            reopened += len(stack.formatting)
        if deep > most.open_elements or looked_at > most.looked_at or reopened > most.reopened:
            return False
    return True


class _Stack:
    """The open elements, and the formatting elements to be opened anew."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.formatting: list[tuple[str, str]] = []
        """Names and tags; elements that keep formatting in are entered with no tag."""

    def start(self, name: str, tag: str) -> None:
        closes = _CLOSED_BY.get(name) or (_CLOSES_P if name in BLOCK else None)
        if closes is not None:
            self._close(*closes)
        self.open.append(name)
        if name in FORMATTING:
            entry = (name, tag)
            if self.formatting[-_NEAR:].count(entry) >= _MOST_ALIKE:
                self.formatting.remove(entry)
            self.formatting.append(entry)
        elif name in _MARKED:
            self.formatting.append((name, ""))

    def _close(self, closed: frozenset[str], barriers: frozenset[str]) -> None:
        for at in range(len(self.open) - 1, max(-1, len(self.open) - _NEAR), -1):
            if self.open[at] in closed:
                self._cut(at)
                return
            if self.open[at] in barriers:
                return

    def end(self, name: str) -> None:
        if name in FORMATTING:
            self._forget(name)
        for at in range(len(self.open) - 1, max(-1, len(self.open) - _NEAR), -1):
            if self.open[at] == name:
                if name in FORMATTING:
                    del self.open[at]
                else:
                    self._cut(at)
                return
            if self.open[at] in SPECIAL and name not in SPECIAL and name not in FORMATTING:
                return

    def _forget(self, name: str) -> None:
        for at in range(len(self.formatting) - 1, max(-1, len(self.formatting) - _NEAR), -1):
            entry, tag = self.formatting[at]
            if not tag:
                return
            if entry == name:
                del self.formatting[at]
                return

    def _cut(self, at: int) -> None:
        """Close all from ``at`` on."""
        marks = sum(name in _MARKED for name in self.open[at:])
        del self.open[at:]
        while marks and self.formatting:
            _, tag = self.formatting.pop()
            marks -= not tag
