"""What a page says about itself: ``<meta>`` tags and the printed labels (信息公开目录)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import regex

from extractor.model.anchor import Anchor
from extractor.model.document import Furniture, Property
from extractor.readers.html.tree import Node, Page
from extractor.text.characters import compact
from extractor.vocabulary import load

_GAP = r"[\s\u3000\u2002\u2003\xa0]{0,8}"
_LEAST = 3
"""Labels that make a block of metadata."""
_LONGEST_VALUE = 300
_STRONG = frozenset(
    {"索引号", "信息索引号", "发文字号", "文号", "发文机关", "发布机构", "主题分类", "成文日期"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """The entries of a metadata block, and the rest of its characters."""

    properties: list[Property]
    rest: list[Furniture]


@cache
def _labels() -> frozenset[str]:
    return frozenset(load("web")["labels"]["words"])


@cache
def _labelled() -> regex.Pattern[str]:
    """A label and its colon, at the start of a segment or after a space: 索 引 号：, [文号]："""
    words = "|".join(
        _GAP.join(map(regex.escape, word)) for word in sorted(_labels(), key=len, reverse=True)
    )
    return regex.compile(
        rf"(?:^|(?<=[\s\u3000\xa0;；|]))[\s【\[∙·•]{{0,4}}(?P<label>{words})[\]】]?{_GAP}[:：]"
    )


def label_of(text: str) -> str | None:
    """Return the label that ``text`` is or begins with, if it is one of a metadata block.

    >>> label_of("索 引 号："), label_of("文号：沙政办〔2021〕8号"), label_of("一、总体要求")
    ('索引号', '文号', None)
    """
    if len(text) > 400:
        return None
    head = compact(text[:40]).strip("【】[]∙·•")
    first, colon, _ = head.partition(":")
    first = first.rstrip("]】")
    if first in _labels() and (colon or len(compact(text)) <= len(first) + 2):
        return first
    return None


def pair(segments: Sequence[tuple[str, Anchor]]) -> Found | None:
    """Return the entries that segments of text make, or None where they are no metadata.

    A label with its value in one segment, or a label and the value in the next one.
    """
    pairs = _Pairs()
    for text, anchor in segments:
        pairs.take(text, anchor)
    return pairs.found()


@dataclass(slots=True)
class _Pairs:
    """Labels and values in the making; ``pending`` is a label that waits for its value."""

    properties: list[Property] = field(default_factory=list)
    rest: list[Furniture] = field(default_factory=list)
    pending: tuple[str, Anchor] | None = None
    total: int = 0
    lost: int = 0

    def take(self, text: str, anchor: Anchor) -> None:
        self.total += len(text)
        entries = _split(text)
        if entries:
            self._close(anchor)
            for label, value, marks in entries:
                _mark(self.rest, marks, anchor)
                self._close(anchor)
                self.pending = (label, anchor)
                if value:
                    self._close(anchor, value)
        elif compact(text) in _labels():
            self._close(anchor)
            self.pending = (text.strip(), anchor)
        elif self.pending is not None and len(text) <= _LONGEST_VALUE:
            value = text.strip()
            if value[:1] in {":", "："}:
                _mark(self.rest, value[0], anchor)
                value = value[1:].strip()
            self._close(anchor, value)
        else:
            self.lost += len(text)
            self.rest.append(Furniture(kind="navigation", text=text.strip(), anchor=anchor))

    def _close(self, anchor: Anchor, value: str = "") -> None:
        if self.pending is not None:
            label, place = self.pending
            where = anchor if value else place
            self.properties.append(Property(name=label, value=value, anchor=where))
            self.pending = None

    def found(self) -> Found | None:
        """Return the entries if most are filled, one is of a catalogue, and little is left."""
        self._close(Anchor())
        filled = sum(bool(entry.value) for entry in self.properties)
        strong = any(compact(entry.name) in _STRONG for entry in self.properties)
        if len(self.properties) < _LEAST or not strong or filled * 2 < len(self.properties):
            return None
        return None if self.lost * 4 > self.total else Found(self.properties, self.rest)


def _mark(rest: list[Furniture], text: str, anchor: Anchor) -> None:
    if text.strip():
        rest.append(Furniture(kind="decoration", text=text, anchor=anchor))


def _split(text: str) -> list[tuple[str, str, str]]:
    """Return (label, value, marks around the label) for each label with a colon in ``text``."""
    found = list(_labelled().finditer(text))
    if not found or text[: found[0].start()].strip():
        return []
    entries = []
    for number, match in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        label = match["label"]
        marks = "".join(match.group().replace(label, "", 1).split())
        entries.append((label, text[match.end() : end].strip(), marks))
    return entries


_CATALOGUE = regex.compile("|".join(_GAP.join(word) for word in sorted(_STRONG)))


def candidates(nodes: Sequence[Node], text: str) -> dict[Node, None]:
    """Return the elements that may be metadata blocks: small, and dense with labels.

    ``nodes`` are the body of a page and all below it, ``text`` is what they say.
    """
    if not _CATALOGUE.search(text):
        return {}
    body = nodes[0]
    hits: dict[Node, int] = {}
    for node in nodes:
        if not node.size:
            continue
        count = _direct_labels(node)
        if count:
            ancestor: Node | None = node
            while ancestor is not None and ancestor is not body:
                hits[ancestor] = hits.get(ancestor, 0) + count
                ancestor = ancestor.parent
    found: dict[Node, None] = {}
    for node, count in hits.items():
        size = node.size
        if count >= _LEAST and size <= min(3000, count * 90) and size * 10 < max(body.size, 1) * 9:
            found[node] = None
    return found


def _direct_labels(node: Node) -> int:
    """Return how many labels begin in the text that stands directly in ``node``."""
    count = 0
    for text in node.content[:400]:
        if not isinstance(text, str) or text.lstrip()[:1] not in _beginnings():
            continue
        if label_of(text) is not None:
            count += max(1, len(_split(" ".join(text.split()))))
    return count


@cache
def _beginnings() -> frozenset[str]:
    """Return the characters that labels, and the marks before them, begin with."""
    return frozenset(word[0] for word in _labels()) | frozenset("【[∙·•")


def of_head(page: Page) -> list[Property]:
    """Return the ``<meta>`` tags that say what the page is about, and its ``<title>``."""
    names = frozenset(load("web")["meta"]["names"])
    found = []
    for tag, path in page.metas:
        name = (tag.get("name") or tag.get("property") or "").strip()
        value = (tag.get("content") or "").strip()
        if value and name.lower() in names:
            found.append(
                Property(name=name, value=value[:4000], anchor=Anchor(path=path), visible=False)
            )
    text = " ".join(page.title.split())
    if text:
        anchor = Anchor(path="html/head/title[1]")
        found.append(Property(name="title", value=text[:4000], anchor=anchor, visible=False))
    return found
