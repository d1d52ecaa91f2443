"""Lines that a site prints around a notice (打印 关闭, 来源：…), known by what they are made of.

A line is taken apart into the words, labels and dates that pages print. It belongs to the page
only if nothing else is left: 打印机等设备由区财政局采购 begins like a button and is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extractor.text.characters import compact
from extractor.vocabulary import load

Verdict = Literal["text", "chrome", "tail", "maybe", "attachment"]
"""``tail`` is a line of the page if no text follows it; ``maybe``, if the foot of a site does too;
``attachment`` is a line with links to files, which is no text that follows."""

Kind = Literal["button", "word", "label", "weak", "heading", "site", "foot"]

_LONGEST = 160
_LONGEST_VALUE = 45
_LONGEST_SENTENCE = 60
_TEXT = 60
"""Characters from which on a line is text of the notice and no line of the page."""

ATTACHMENT = regex.compile(
    r"(?i)\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z|pptx?|ceb|tiff?)(?:$|[?#&)\]）】])"
)
_DATE = (
    r"(?:19|20)[0-9]{2}(?:年|[-./])[0-9]{1,2}(?:月|[-./])[0-9]{1,2}日?"
    r"(?:[T,]?[0-9]{1,2}[:时][0-9]{2}(?:[:分][0-9]{2}秒?)?分?)?"
)
_DATE_ALONE = regex.compile(_DATE)
_UNSAID = regex.compile(rf"{_DATE}|[0-9]{{2}}-[0-9]{{2}}|[\[\]()·•>»*.\-]")
"""What a line of links holds besides their words."""
_ISO_DATE = regex.compile(
    r"[\[(]?(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}"
    r"(?:[T,]?[0-9]{1,2}[:][0-9]{2}(?:[:][0-9]{2})?)?[\])]?"
)
_SIGNS = r"[|·•/\\>»›→←<«‹\[\]()【】〔〕:,、\-—_+*.{}!#&]|[0-9]+"
_LEFT_OVER = regex.compile(r"[^\p{L}\p{N}]+\p{Han}{0,2}$")
"""-, -次, --."""
_CRUMB = regex.compile(r"[>»›→/\\|]|--?|—|·|::")
_HOME = ("首页", "网站首页", "主页", "网站主页", "门户首页")


@dataclass(frozen=True, slots=True)
class _Grammar:
    labels: regex.Pattern[str]
    """One label with its colon."""
    tokens: regex.Pattern[str]
    """A line of words, dates and signs alone."""
    word: regex.Pattern[str]
    buttons: frozenset[str]
    words: frozenset[str]
    marks: frozenset[str]
    dated: frozenset[str]
    sentences: regex.Pattern[str]
    headings: frozenset[str]
    site: tuple[str, ...]
    filed: regex.Pattern[str]
    """The numbers under which a site is filed."""
    foot: tuple[str, ...]


@cache
def _grammar() -> _Grammar:
    data = load("web")["lines"]
    labels = {*data["marks"], *data["labels"], *data["dated"]}
    words = {*data["buttons"], *data["words"], *data["weak"]}
    listed = "|".join(map(regex.escape, sorted(words, key=len, reverse=True)))
    named = "|".join(map(regex.escape, sorted(labels, key=len, reverse=True)))
    return _Grammar(
        labels=regex.compile(rf"(?P<label>{named}):"),
        tokens=regex.compile(rf"(?:{_DATE}|{listed}|{_SIGNS})*+"),
        word=regex.compile(rf"(?P<date>{_DATE})|(?P<word>{listed})|{_SIGNS}"),
        buttons=frozenset(data["buttons"]),
        words=frozenset(data["words"]),
        marks=frozenset(data["marks"]),
        dated=frozenset(data["dated"]),
        sentences=regex.compile("|".join(f"(?:{one})" for one in data["sentences"])),
        headings=frozenset(data["headings"]),
        site=tuple(data["site"]),
        filed=regex.compile(data["filed"]),
        foot=tuple(data["foot"]),
    )


def kind_of(line: str) -> Kind | None:
    """Return what sort of line of a page a compact line is, or None for anything else.

    >>> kind_of("发布时间:2021-07-2010:00来源:县政府办浏览次数:5次字体:[大中小]打印")
    'button'
    >>> kind_of("来源:县政府办"), kind_of("打印机由县财政局采购"), kind_of("时间:7月20日上午9时")
    ('label', None, None)
    """
    if not line or len(line) > _LONGEST:
        return None
    line = line.lower()
    grammar = _grammar()
    if any(word in line for word in grammar.site) or grammar.filed.search(line):
        return "site"
    if len(line) <= _LONGEST_SENTENCE and grammar.sentences.search(line):
        return "button"
    if line.rstrip(":》>.…").removesuffix("更多").rstrip("+>.…:") in grammar.headings:
        return "heading"
    kind = _taken_apart(line, grammar)
    if kind in {None, "word"} and line.startswith(grammar.foot):
        return "foot"
    return kind


def _taken_apart(line: str, grammar: _Grammar) -> Kind | None:
    labels = list(grammar.labels.finditer(line)) if ":" in line else []
    lead = line[: labels[0].start()] if labels else line
    if not grammar.tokens.fullmatch(lead):
        return None
    counts = _count(lead, grammar)
    for order, found in enumerate(labels):
        end = labels[order + 1].start() if order + 1 < len(labels) else len(line)
        value = line[found.end() : end]
        if len(value) > _LONGEST_VALUE or any(mark in value for mark in "。;；"):
            return None
        label = found["label"]
        if label in grammar.dated:
            if not grammar.tokens.fullmatch(value):
                return None
            counts["weak"] += 2
        elif label in grammar.marks:
            counts["button"] += 2
        else:
            counts["label"] += 1
        if grammar.tokens.fullmatch(value):
            for name, count in _count(value, grammar).items():
                counts[name] += count
    return _verdict(counts)


def _count(text: str, grammar: _Grammar) -> dict[str, int]:
    counts = {"button": 0, "word": 0, "label": 0, "weak": 0}
    for found in grammar.word.finditer(text):
        word = found["word"]
        if found["date"]:
            counts["weak"] += 2
        elif word is None:
            continue
        elif word in grammar.buttons:
            counts["button"] += 1
        elif word in grammar.words:
            counts["word"] += 1
        else:
            counts["weak"] += 1
    return counts


def _verdict(counts: dict[str, int]) -> Kind | None:
    if counts["button"] or counts["word"] >= 2:
        return "button"
    if counts["label"]:
        return "label" if not counts["word"] else "button"
    if counts["word"]:
        return "word"
    return "weak" if counts["weak"] >= 2 else None


class Lines:
    """Judges lines in reading order: what begins a page is judged harder than what follows."""

    def __init__(self) -> None:
        self._text_came = False
        self._tail = False
        self._button_came = False

    @property
    def in_tail(self) -> bool:
        """Whether the line before may have been the page's."""
        return self._tail

    def judge(
        self, text: str, links: list[str], *, linked: int, inside: bool, titled: bool
    ) -> Verdict:
        """Say whose a line is.

        Args:
            text: The line.
            links: The targets of the links in it.
            linked: How many of its characters stand in links.
            inside: Whether it stands in the element that is known to hold the notice.
            titled: Whether it is the title of the page.

        A line that might be the notice's own is never taken for the page's while text follows:
        a notice of a meeting has its own 时间：.
        """
        if titled:
            return "text"
        if links and any(map(ATTACHMENT.search, (*links, text))):
            self._tail = False
            return "attachment"
        verdict = self._verdict(text, linked=linked, inside=inside)
        self._tail = verdict in {"tail", "chrome"} or (verdict == "maybe" and self._tail)
        if verdict == "chrome" and self._text_came:
            self._button_came = True
        if verdict == "text" and _is_running(text):
            self._text_came = True
        return verdict

    def _verdict(self, text: str, *, linked: int, inside: bool) -> Verdict:
        if len(text) > _LONGEST * 2:
            return "text"
        line = compact(text)
        if linked and (found := self._linked(line, linked, inside=inside)) is not None:
            return found
        if not inside and not self._text_came and _says_nothing(line):
            return "chrome"
        kind = kind_of(line)
        if kind is None:
            return "text"
        came = self._text_came
        if kind == "button" or (kind == "site" and not (inside and came)):
            return "chrome"
        if kind in {"site", "heading"}:
            return "tail" if came else "chrome" if kind == "site" or not inside else "text"
        if kind == "foot" and came:
            # Beside the notice and among buttons of the site, an address is the site's.
            return "tail" if self._tail and self._button_came and not inside else "maybe"
        if kind == "foot":
            return "text"
        if kind == "weak":
            return self._dated(line, inside=inside)
        if came or (kind == "word" and inside):
            return "tail"
        return "chrome"

    def _dated(self, line: str, *, inside: bool) -> Verdict:
        """Judge a line of dates and words that say little."""
        if self._text_came:
            return "tail" if self._tail else "text"
        if self._tail and not inside:
            return "chrome"
        alone = _ISO_DATE.fullmatch(line) is not None
        labelled = ":" in line and not alone
        if alone or labelled:
            return "chrome"
        return "text" if inside or _DATE_ALONE.fullmatch(line) else "chrome"

    def _linked(self, line: str, linked: int, *, inside: bool) -> Verdict | None:
        """Judge a line by its links alone."""
        if self._text_came:
            bare = _UNSAID.sub("", line)
            if linked * 10 >= len(bare) * 9 and (not inside or self._tail):
                return "tail"
            return None
        if inside:
            return None
        parts = [part for part in _CRUMB.split(line) if part]
        crumbs = len(parts) >= 2 and (linked * 2 >= len(line) or parts[0] in _HOME)
        return "chrome" if crumbs or linked * 10 >= len(line) * 9 else None


def _says_nothing(line: str) -> bool:
    """Whether a line above the text is what is left of a counter: signs, and a weak word or two."""
    return _LEFT_OVER.match(line) is not None and _grammar().tokens.fullmatch(line) is not None


def _is_running(text: str) -> bool:
    """Whether a line shows that the text of the notice has begun."""
    if len(text) > _TEXT and "，" in text:
        return True
    return "。" in text or text.rstrip().endswith(("：", ":", "；"))
