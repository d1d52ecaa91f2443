"""Lines that a site prints around a notice (打印 关闭, 来源：…), known by how they begin."""

from __future__ import annotations

from functools import cache
from typing import Literal

import regex

from extractor.text.characters import compact, fold
from extractor.vocabulary import load

Verdict = Literal["text", "chrome", "edge", "attachment"]

_LONGEST = 80
_OPENING = "【[(|·"
_CLOSING = "】])|·"
_TEXT = 40
"""Characters from which on a paragraph is text of the notice and no line of the page."""

ATTACHMENT = regex.compile(
    r"(?i)\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z|pptx?|ceb|tiff?)(?:$|[?#])"
)


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(word).lstrip(_OPENING) for word in load("web")["lines"][name])


def _is_of_the_page(line: str, *, before: bool) -> bool:
    if line.startswith(_words("starts")) or line.rstrip(_CLOSING) in _words("whole"):
        return True
    if before and line.startswith(_words("before")):
        return True
    return any(word in line.lower() for word in _words("inside"))


class Lines:
    """Judges lines in reading order: what begins a page is judged harder than what follows."""

    def __init__(self) -> None:
        self._text_came = False

    def judge(self, text: str, links: list[str], *, edge_only: bool) -> Verdict:
        """Say whose a line is.

        ``edge`` is a line of the page if nothing of the notice follows it. Inside the element
        that is known to hold the notice (``edge_only``), and after its text has begun, a line is
        never taken for the page's while text follows: a notice of a meeting has its own 时间：.
        ``attachment`` is a line with links to files, which is no text that follows.
        """
        if len(text) > _LONGEST:
            self._text_came = True
            return "text"
        line = compact(text).lstrip(_OPENING)
        if links and any(map(ATTACHMENT.search, links)):
            return "attachment"
        if _is_of_the_page(line, before=not self._text_came):
            return "edge" if edge_only or self._text_came else "chrome"
        if len(line) > _TEXT:
            self._text_came = True
        return "text"
