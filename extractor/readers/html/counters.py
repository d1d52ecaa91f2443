"""Numbers and marks that a style sheet sets before elements (CSS 2.1, chapter 12).

``h2::before { counter-increment: a; content: counter(a, cjk-ideographic) "、" }`` shows 一、二、…
"""

from __future__ import annotations

import regex

from extractor.readers.html.lists import spelt
from extractor.readers.html.sheet import Sheet
from extractor.readers.html.tree import Node

_LONGEST = 60
_MOST = 32
_COUNTS = regex.compile(
    r"(?i)(?<![\w-])counter-(?P<what>reset|increment|set)\s*+:\s*+(?P<list>[^;]{1,200})"
)
_CONTENT = regex.compile(
    r"""(?i)(?<![\w-])content\s*+:\s*+(?P<parts>(?:[^;"']|"[^"]*+"|'[^']*+'){1,300})"""
)
_PART = regex.compile(
    r"""(?ix) "(?P<double>[^"]*+)" | '(?P<single>[^']*+)'
    | counter\( \s*+ (?P<name>[\w-]++) \s*+ (?:,\s*+(?P<style>[\w-]++)\s*+)?+ \)
    | counters\( \s*+ (?P<names>[\w-]++) \s*+,\s*+ ["'](?P<between>[^"']*+)["'] \s*+
        (?:,\s*+(?P<styles>[\w-]++)\s*+)?+ \)
    | attr\( \s*+ (?P<attribute>[\w-]++) \s*+ \)"""
)
_ESCAPE = regex.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", regex.DOTALL)
_NAME = regex.compile(r"([a-zA-Z_][\w-]*+)(?:\s++(-?[0-9]{1,5}))?+")


class Counters:
    """The counters of a page on the way through it, innermost last."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.active = bool(sheet.before)
        """Whether the sheet sets anything before elements at all."""
        self._values: dict[str, list[int]] = {}
        self._begun: list[tuple[Node, str]] = []
        """Counters begun by an element, to end with its parent (CSS 2.1, 12.4.1)."""

    def enter(self, element: Node) -> str:
        """Count an element that the reader comes to; return what is set before its text."""
        if self._sheet.counts:
            own = f"{self._sheet.declarations(element)};{element.get('style') or ''}"
            self._count(element, own)
        before = self._sheet.declarations_before(element)
        if not before:
            return ""
        self._count(element, before)
        contents = _CONTENT.findall(before)
        return self._text(element, contents[-1]) if contents else ""

    def leave(self, element: Node) -> None:
        """End the counters that the elements in ``element`` began."""
        while self._begun and self._begun[-1][0] is element:
            _, name = self._begun.pop()
            self._values[name].pop()

    def _count(self, element: Node, declarations: str) -> None:
        if "counter-" not in declarations:
            return
        last = {found["what"].lower(): found["list"] for found in _COUNTS.finditer(declarations)}
        for what in ("reset", "increment", "set"):
            for name, number in _NAME.findall(last.get(what, ""))[:_MOST]:
                if name == "none":
                    continue
                values = self._values.setdefault(name, [])
                if what == "reset" and element.parent is not None:
                    if (element.parent, name) in self._begun:
                        values.pop()
                    else:
                        self._begun.append((element.parent, name))
                    values.append(int(number or 0))
                    continue
                if not values:
                    values.append(0)
                if what == "increment":
                    values[-1] += int(number or 1)
                else:
                    values[-1] = int(number or 0)

    def _text(self, element: Node, content: str) -> str:
        parts: list[str] = []
        for found in _PART.finditer(content):
            quoted = found["double"] if found["double"] is not None else found["single"]
            if quoted is not None:
                parts.append(_ESCAPE.sub(_character, quoted))
            elif found["name"]:
                values = self._values.get(found["name"]) or [0]
                parts.append(spelt(values[-1], (found["style"] or "decimal").lower()))
            elif found["names"]:
                values = self._values.get(found["names"]) or [0]
                style = (found["styles"] or "decimal").lower()
                parts.append((found["between"] or "").join(spelt(one, style) for one in values))
            else:
                parts.append(element.get(found["attribute"].lower()) or "")
        text = "".join(parts)
        # Icon fonts set their signs from the private use areas.
        if len(text) > _LONGEST or any("\ue000" <= sign <= "\uf8ff" for sign in text):
            return ""
        return text if any(sign.isalnum() for sign in text) else ""


def _character(escape: regex.Match[str]) -> str:
    if escape[1] is None:
        return escape[2]
    code = int(escape[1], 16)
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else ""
