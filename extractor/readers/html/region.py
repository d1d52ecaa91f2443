"""Finds the notice in a page: a container known by name, or the densest part, with its title."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import regex
from lxml.etree import _Element

from extractor.readers.html import grid, metadata
from extractor.readers.html.lines import ATTACHMENT
from extractor.readers.html.style import BLOCK, SKIPPED, Look, Looks, parse
from extractor.text.characters import compact
from extractor.vocabulary import load

Sizes = dict[_Element, tuple[int, int]]
"""Of each shown element: visible characters, and how many of them stand in links."""

_LEAST_TITLE = 6
_MOST_TITLES = 20
_WORD = regex.compile(r"[A-Z]?[a-z]++|[A-Z]++(?![a-z])|[0-9]++")
_WEAK = frozenset({"footer", "foot", "bottom", "header", "head", "top", "logo"})
_SITE = regex.compile(r"(?i)版权|ICP|公网安备|主办|承办|标识码|技术支持|copyright|网站|登录|注册")
_STOP = frozenset(
    {"p", "span", "font", "ul", "ol", "li", "dl", "a", "h1", "h2", "h3", "h4", "h5", "h6"}
)


@dataclass(frozen=True, slots=True)
class Region:
    """What the parts of a page are."""

    sizes: Sizes
    main: _Element
    """The smallest element with the notice and its title; outside it all is the site's."""
    containers: frozenset[_Element]
    """The elements in ``main`` known to hold the notice and nothing else."""
    titles: frozenset[_Element]
    duplicates: frozenset[_Element]
    metadata: dict[_Element, None]
    whole: int
    """Characters of the page outside links."""
    judges: bool = True

    def without_metadata(self) -> Region:
        """Return the same region, to walk a metadata block as plain text."""
        return replace(self, metadata={}, judges=False)

    def look(self, element: _Element, look: Look, looks: Looks) -> Look:
        """Return whose text the block ``element`` holds, given its surroundings."""
        if not self.judges or look.furniture == "hidden":
            return look
        if element is self.main:
            look = looks.changed(look, "furniture", None)
        if look.furniture is not None:
            return look
        if element in self.duplicates:
            return looks.changed(look, "furniture", "duplicate")
        if element in self.containers:
            return looks.changed(look, "chrome_lines", False)
        if look.chrome_lines and self._is_chrome(element):
            return looks.changed(look, "furniture", "navigation")
        return look

    def _is_chrome(self, element: _Element) -> bool:
        if element is self.main or not is_chrome(element, self.sizes, self.whole):
            return False
        inner = self.containers | self.titles | self.metadata.keys()
        return not any(_contains(element, one) for one in inner)


def _contains(outer: _Element, inner: _Element | None) -> bool:
    while inner is not None:
        if inner is outer:
            return True
        inner = inner.getparent()
    return False


def locate(body: _Element, titles: Sequence[str]) -> Region:
    """Return the parts of the page under ``body``; ``titles`` are what it may be called."""
    sizes: Sizes = {}
    named: list[_Element] = []
    _measure(body, sizes, named)
    total = sizes.get(body, (0, 0))
    whole = total[0] - total[1]
    containers = _containers(named, sizes, whole)
    title_elements = _title_elements(body, titles, sizes, whole)
    main = _common(containers) if containers else _densest(body, sizes, whole)
    outside = [one for one in title_elements if not _contains(main, one)]
    if outside:
        main = _common([main, outside[-1]])
    main = _widen(main, body, sizes, whole)
    return Region(
        sizes=sizes,
        main=main,
        containers=frozenset(one for one in containers if one is not main),
        titles=frozenset(title_elements),
        duplicates=_duplicates(title_elements, containers, main),
        metadata=metadata.candidates(body, sizes),
        whole=whole,
    )


def whole_body(body: _Element) -> Region:
    """Return the region of markup that is no page but a part of a notice."""
    sizes: Sizes = {}
    _measure(body, sizes, [])
    none: frozenset[_Element] = frozenset()
    return Region(sizes, body, none, none, none, {}, whole=0, judges=False)


def _measure(element: _Element, sizes: Sizes, named: list[_Element]) -> tuple[int, int]:
    """Count the visible characters below ``element``, and note elements with known names."""
    text = element.text
    size = len(text) - text.count(" ") - text.count("\n") if text else 0
    links = 0
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag not in SKIPPED and not _is_hidden(child):
            inner, inner_links = _measure(child, sizes, named)
            size += inner
            links += inner_links
        tail = child.tail
        if tail:
            size += len(tail) - tail.count(" ") - tail.count("\n")
    if element.tag == "a":
        links = size
    sizes[element] = (size, links)
    identity, classes = element.get("id", ""), element.get("class", "")
    if (identity or classes or element.tag == "ucapcontent") and _is_named(
        element.tag, identity, classes
    ):
        named.append(element)
    return size, links


def _is_hidden(element: _Element) -> bool:
    style = element.get("style")
    return (style is not None and parse(style).hidden) or element.get("hidden") is not None


@lru_cache(maxsize=4096)
def _is_named(tag: str, identity: str, classes: str) -> bool:
    known = load("web")["containers"]
    ids = _lower(tuple(known["ids"]))
    names = _lower(tuple(known["classes"]))
    return (
        tag in known["tags"]
        or identity.lower() in ids
        or any(word in names for word in classes.lower().split())
    )


@cache
def _lower(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


def _containers(named: Sequence[_Element], sizes: Sizes, total: int) -> list[_Element]:
    """Return the known containers that hold the text of the page, none inside another."""
    if not named:
        return []
    largest = max(named, key=lambda one: sizes[one][0] - sizes[one][1])
    size = sizes[largest][0]
    if (size - sizes[largest][1]) * 10 < total * 3:
        return []
    # `named` is in postorder, so the first that holds nearly all of the text is the innermost.
    best = next(
        one for one in named if _contains(largest, one) and sizes[one][0] * 100 >= size * 85
    )
    key = (best.get("class"), best.tag)
    others = [
        one
        for one in named
        if sizes[one][0] >= 50 and (one.get("class"), one.tag) == key and best.get("class")
        and not _contains(one, best) and not _contains(best, one)
    ]  # fmt: skip
    outermost = [
        one for one in others if not any(_contains(two, one) for two in others if two is not one)
    ]
    return [best, *outermost]


def _densest(body: _Element, sizes: Sizes, whole: int) -> _Element:
    """Return the smallest block with seven tenths of the text outside links and site parts."""
    current = body
    while True:
        parts = [
            (sizes[child][0] - sizes[child][1], child)
            for child in current
            if child in sizes and (current.tag in _ROWS or not is_chrome(child, sizes, whole))
        ]
        here = sum(size for size, _ in parts)
        size, child = max(parts, key=lambda part: part[0], default=(0, current))
        if size == 0 or size * 10 < here * 7 or not _may_hold(child, sizes):
            break
        current = child
    while current.tag in _ROWS and current.tag != "td":
        parent = current.getparent()
        if parent is None:
            break
        current = parent
        if current.tag == "table":
            above = current.getparent()
            return current if above is None else above
    return current


_ROWS = frozenset({"table", "tbody", "thead", "tr"})


def _may_hold(child: _Element, sizes: Sizes) -> bool:
    if child.tag in _STOP or child.tag not in BLOCK:
        return False
    return child.tag != "table" or grid.is_layout(child, sizes)


@lru_cache(maxsize=8192)
def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name))


@cache
def _chrome_words() -> frozenset[str]:
    return frozenset(load("web")["chrome"]["words"])


def is_chrome(element: _Element, sizes: Sizes, whole: int) -> bool:
    """Whether an element looks like a part of the site: by its name, or full of links.

    One with two fifths of the text of the page, of which ``whole`` characters stand outside
    links, is none, whatever its name: many templates call the text "print".
    """
    attributes = element.attrib
    chrome = load("web")["chrome"]
    size, links = sizes.get(element, (0, 0))
    if size > links and (size - links) * 5 >= whole * 2:
        return False
    if element.tag in chrome["tags"] and not (element.tag == "form" and size > 400):
        return element.tag not in {"header", "footer"} or _is_site(element)
    if attributes.get("role") in chrome["roles"]:
        return True
    if "class" in attributes or "id" in attributes:
        words = _words(f"{attributes.get('id', '')} {attributes.get('class', '')}")
        named = words & _chrome_words()
        if named - _WEAK or (named and _is_site(element)):
            return True
    if size >= 8 and links * 10 >= size * 7 and element.tag in BLOCK:
        return not any(ATTACHMENT.search(link.get("href") or "") for link in element.iter("a"))
    return False


def _is_site(element: _Element) -> bool:
    """Whether an element called header or footer is that of a site, not of a notice."""
    if any(True for _ in element.iter("a", "form", "input")):
        return True
    return bool(_SITE.search(metadata.text_of(element)[:2000]))


def _title_elements(
    body: _Element, titles: Sequence[str], sizes: Sizes, whole: int
) -> list[_Element]:
    """Return the innermost blocks whose text is the title of the page, outside site parts."""
    wanted = {compact(title) for title in titles}
    wanted = {title for title in wanted if len(title) >= _LEAST_TITLE}
    if not wanted:
        return []
    longest = max(wanted, key=len)
    low, high = _LEAST_TITLE, len(longest) + 12
    found: dict[_Element, None] = {}
    around: set[_Element] = set()
    for element, (size, links) in sizes.items():
        if len(found) >= _MOST_TITLES:
            break
        if not low <= size <= high or links * 2 > size or element.tag not in BLOCK:
            continue
        if element.tag in {"option", "li"} or element in around:
            continue
        text = compact(metadata.text_of(element))
        if _is_title(text, wanted) and not _in_chrome(element, body, sizes, whole):
            found[element] = None
            around.update(element.iterancestors())
    return [*found]


def _is_title(text: str, wanted: Collection[str]) -> bool:
    """Whether ``text`` is one of the titles, or most of one that names the site or number too."""
    return text in wanted or (
        len(text) >= _LEAST_TITLE
        and any(text in title and len(text) * 5 >= len(title) * 3 for title in wanted)
    )


def _in_chrome(element: _Element, body: _Element, sizes: Sizes, whole: int) -> bool:
    parent = element.getparent()
    while parent is not None and parent is not body:
        if is_chrome(parent, sizes, whole) and not _words(
            f"{parent.get('id', '')} {parent.get('class', '')}"
        ) & {"header", "head", "top"}:
            return True
        parent = parent.getparent()
    return False


def _common(elements: Sequence[_Element]) -> _Element:
    """Return the smallest element that contains all ``elements``."""
    common = elements[0]
    for element in elements[1:]:
        while not _contains(common, element):
            parent = common.getparent()
            if parent is None:
                return common
            common = parent
    return common


def _widen(main: _Element, body: _Element, sizes: Sizes, whole: int) -> _Element:
    """Return the parent of ``main`` while nothing beside it looks like a part of a site."""
    while main is not body:
        parent = main.getparent()
        if parent is None:
            return main
        beside = [child for child in parent if child in sizes and child is not main]
        shown = [child for child in beside if sizes[child][0]]
        if any(
            child.tag == "a" or sizes[child][1] or is_chrome(child, sizes, whole) for child in shown
        ):
            return main
        main = parent
    return main


def _duplicates(
    titles: Sequence[_Element], containers: Sequence[_Element], main: _Element
) -> frozenset[_Element]:
    """Return titles printed above a container that itself begins with the title."""
    found = set()
    for title in titles:
        if not _contains(main, title) or any(_contains(one, title) for one in containers):
            continue
        text = compact(metadata.text_of(title))
        for one in containers:
            beginning = compact(_beginning(one, len(text) * 2 + 60))
            if text in beginning:
                found.add(title)
    return frozenset(found)


def _beginning(element: _Element, least: int) -> str:
    parts: list[str] = []
    length = 0
    for node in element.iter():
        for text in (node.text, node.tail) if isinstance(node.tag, str) else (node.tail,):
            if text and node.tag not in SKIPPED:
                parts.append(text)
                length += len(text.strip())
        if length >= least:
            break
    return "".join(parts)
