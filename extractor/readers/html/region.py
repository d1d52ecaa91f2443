"""Finds the notice in a page: a container known by name, or the densest part, with its title."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import regex

from extractor.readers.html import grid, metadata
from extractor.readers.html.lines import ATTACHMENT, kind_of
from extractor.readers.html.style import Look, Looks
from extractor.readers.html.tags import BLOCK
from extractor.readers.html.tree import Node
from extractor.text.characters import compact
from extractor.text.document_kinds import kind_of_title
from extractor.vocabulary import load

_LEAST_TITLE = 6
_MOST_TITLES = 20
_SHORTEST, _LONGEST_TITLE = 8, 120
_LEVELS_ABOVE = 6
_WORD = regex.compile(r"[A-Z]?[a-z]++|[A-Z]++(?![a-z])|[0-9]++")
_WEAK = frozenset({"footer", "foot", "bottom", "header", "head", "top", "logo"})
_PRINTED = frozenset({"header", "footer"})
"""Titles that word processors give to the head and foot of the page in what they save as HTML."""
_SITE = regex.compile(r"(?i)版权|ICP|公网安备|主办|承办|标识码|技术支持|copyright|网站|登录|注册")
_FOOT = regex.compile(
    r"(?i)ICP备|ICP证|公网安备|网站标识码|版权所有|copyright|all\s*rights\s*reserved|©"
)
_LONGEST_FOOT = 1500
_LONGEST_FILES = 400
_DATES = regex.compile(
    r"[\[(（]?(?:(?:19|20)[0-9]{2}[-./年])?[01]?[0-9][-./月][0-3]?[0-9]日?[\])）]?"
    r"(?:\s*+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)
_STOP = frozenset(
    {"p", "span", "font", "ul", "ol", "li", "dl", "a", "h1", "h2", "h3", "h4", "h5", "h6"}
)


@dataclass(frozen=True, slots=True)
class Region:
    """What the parts of a page are."""

    main: Node
    """The smallest element with the notice and its title; outside it all is the site's."""
    containers: frozenset[Node]
    """The elements in ``main`` known to hold the notice and nothing else."""
    titles: frozenset[Node]
    duplicates: frozenset[Node]
    metadata: dict[Node, None]
    files: frozenset[Node]
    """Blocks outside ``main`` that hold nothing but links to files: its attachments."""
    feet: frozenset[Node]
    """The feet of the site (页脚) inside ``main``, known by what they say."""
    has_foot: bool
    whole: int
    """Characters of the page outside links."""
    judges: bool = True

    def without_metadata(self) -> Region:
        """Return the same region, to walk a metadata block as plain text."""
        return replace(self, metadata={}, judges=False)

    def look(self, element: Node, look: Look, looks: Looks) -> Look:
        """Return whose text the block ``element`` holds, given its surroundings."""
        if not self.judges or look.furniture == "hidden":
            return look
        if element is self.main or (element in self.files and look.furniture == "navigation"):
            look = looks.changed(look, "furniture", None)
        if look.furniture is not None:
            return look
        if element in self.duplicates:
            return looks.changed(look, "furniture", "duplicate")
        if element.tag == "div" and element.attributes.get("title") in _PRINTED:
            return looks.changed(look, "furniture", "running_head")
        if element in self.containers:
            return looks.changed(look, "chrome_lines", False)
        if look.chrome_lines and self._is_chrome(element):
            return looks.changed(look, "furniture", "navigation")
        return look

    def _is_chrome(self, element: Node) -> bool:
        if element in self.feet:
            return True
        if element is self.main or not is_chrome(element, self.whole):
            return False
        return not any(
            element.holds(one)
            for group in (self.containers, self.titles, self.metadata)
            for one in group
        )


def locate(body: Node, titles: Sequence[str]) -> Region:
    """Return the parts of the page under ``body``; ``titles`` are what it may be called."""
    whole = body.size - body.links
    nodes = list(body.walk())
    containers = _containers([node for node in nodes if _is_named(node)], whole)
    title_elements = _title_elements(nodes, titles, whole)
    core = _common(containers) if containers else _densest(body, whole)
    main = core
    outside = [one for one in title_elements if not main.holds(one)]
    if not title_elements and not _begins_with_title(core):
        outside = title_elements = _title_above(core, body, whole)
    if outside:
        main = _common([main, outside[-1]])
    main = _widen(main, body, whole)
    text = body.text()
    entries = metadata.candidates(nodes, text)
    feet = frozenset(_feet(main, core, [*title_elements, *entries]))
    return Region(
        main=main,
        containers=frozenset(one for one in containers if one is not main),
        titles=frozenset(title_elements),
        duplicates=_duplicates(title_elements, containers, main),
        metadata=entries,
        files=frozenset(_files(nodes, main, whole)),
        feet=feet,
        has_foot=bool(feet) or _FOOT.search(text) is not None,
        whole=whole,
    )


def whole_body(body: Node) -> Region:
    """Return the region of markup that is no page but a part of a notice."""
    none: frozenset[Node] = frozenset()
    return Region(body, none, none, none, {}, none, none, has_foot=False, whole=0, judges=False)


def _is_named(node: Node) -> bool:
    if not node.attributes:
        return node.tag in _known("tags")
    identity, classes = node.attributes.get("id", ""), node.attributes.get("class", "")
    return bool(identity or classes) and _is_known(identity, classes)


@lru_cache(maxsize=4096)
def _is_known(identity: str, classes: str) -> bool:
    return identity.lower() in _known("ids") or any(
        word in _known("classes") for word in classes.lower().split()
    )


@cache
def _known(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in load("web")["containers"][name])


def _containers(named: Sequence[Node], total: int) -> list[Node]:
    """Return the known containers that hold the text of the page, none inside another."""
    if not named:
        return []
    largest = max(named, key=lambda one: one.size - one.links)
    size = largest.size
    if (size - largest.links) * 10 < total * 3:
        return []
    # `named` is in document order, so the last that holds nearly all of the text is the innermost.
    best = next(
        one for one in reversed(named) if largest.holds(one) and one.size * 100 >= size * 85
    )
    key = (best.get("class"), best.tag)
    others = [
        one
        for one in named
        if one.size >= 50 and (one.get("class"), one.tag) == key and best.get("class")
        and not one.holds(best) and not best.holds(one)
    ]  # fmt: skip
    outermost = [
        one for one in others if not any(two.holds(one) for two in others if two is not one)
    ]
    return [best, *outermost]


def _densest(body: Node, whole: int) -> Node:
    """Return the smallest block with seven tenths of the text outside links and site parts."""
    current = body
    while True:
        parts = [
            (child.size - child.links, child)
            for child in current.children
            if not child.hidden and (current.tag in _ROWS or not is_chrome(child, whole))
        ]
        here = sum(size for size, _ in parts)
        size, child = max(parts, key=lambda part: part[0], default=(0, current))
        if size == 0 or size * 10 < here * 7 or not _may_hold(child):
            break
        current = child
    while current.tag in _ROWS and current.tag != "td":
        parent = current.parent
        if parent is None:
            break
        current = parent
        if current.tag == "table":
            return current.parent or current
    return current


_ROWS = frozenset({"table", "tbody", "thead", "tfoot", "tr"})


def _may_hold(child: Node) -> bool:
    if child.tag in _STOP or child.tag not in BLOCK:
        return False
    return child.tag != "table" or grid.is_layout(child)


@lru_cache(maxsize=8192)
def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name))


@cache
def _chrome_words() -> frozenset[str]:
    return frozenset(load("web")["chrome"]["words"])


@cache
def _chrome_tags() -> frozenset[str]:
    return frozenset(load("web")["chrome"]["tags"])


@cache
def _chrome_roles() -> frozenset[str]:
    return frozenset(load("web")["chrome"]["roles"])


def is_chrome(element: Node, whole: int) -> bool:
    """Whether an element looks like a part of the site: by its name, or full of links.

    One with two fifths of the text of the page, of which ``whole`` characters stand outside
    links, is none, whatever its name: many templates call the text "print".
    """
    attributes = element.attributes
    size, links = element.size, element.links
    if size > links and (size - links) * 5 >= whole * 2:
        return False
    if element.tag in _chrome_tags() and not (element.tag == "form" and size > 400):
        return element.tag not in {"header", "footer"} or _is_site(element)
    if attributes:
        if attributes.get("role") in _chrome_roles():
            return True
        if "class" in attributes or "id" in attributes:
            words = _words(f"{attributes.get('id', '')} {attributes.get('class', '')}")
            named = words & _chrome_words()
            if named - _WEAK or (named and _is_site(element)):
                return True
    if size >= 8 and links * 5 >= size * 2 and element.tag in BLOCK:
        return _is_list_of_links(element)
    return False


def _is_list_of_links(element: Node) -> bool:
    """Whether nearly all that an element shows are links and dates, none of them to a file."""
    size, links = element.size, element.links
    if links * 10 < size * 7:
        text = element.text()
        dates = sum(len(found) for found in _DATES.findall(text))
        if dates * 10 < size or links * 10 < (size - dates) * 7:
            return False
    return not any(_links_file(link) for link in element.walk() if link.tag == "a")


def _is_site(element: Node) -> bool:
    """Whether an element called header or footer is that of a site, not of a notice."""
    if any(one.tag in {"a", "form", "input"} for one in element.walk() if one is not element):
        return True
    return bool(_SITE.search(element.text(2000)))


def _files(nodes: Sequence[Node], main: Node, whole: int) -> Iterator[Node]:
    """Yield the blocks outside ``main`` and the parts of the site that only link to files."""
    for link in nodes:
        if link.tag != "a" or main.holds(link) or not _links_file(link):
            continue
        block = next((one for one in link.ancestors() if one.tag in BLOCK), None)
        if block is None or block.size > _LONGEST_FILES or _in_chrome(link, nodes[0], whole):
            continue
        if all(_links_file(one) for one in block.walk() if one.tag == "a"):
            yield block


def _links_file(link: Node) -> bool:
    target = link.get("href") or ""
    return bool(ATTACHMENT.search(target) or ATTACHMENT.search(link.text(200)))


def _feet(main: Node, core: Node, kept: Sequence[Node]) -> Iterator[Node]:
    """Yield the outermost elements beside the notice that say what only feet of sites say."""
    holding = {core}
    for one in (core, *kept):
        holding.add(one)
        holding.update(one.ancestors())
    stack = [main] if main is not core else []
    while stack:
        for child in stack.pop().children:
            if child is core or not child.size:
                continue
            if child in holding:
                stack.append(child)
            elif child.size <= _LONGEST_FOOT and child.tag in BLOCK and _FOOT.search(child.text()):
                yield child


def _title_elements(nodes: Sequence[Node], titles: Sequence[str], whole: int) -> list[Node]:
    """Return the innermost blocks whose text is the title of the page, outside site parts."""
    wanted = {compact(title) for title in titles}
    wanted = {title for title in wanted if len(title) >= _LEAST_TITLE}
    if not wanted:
        return []
    longest = max(wanted, key=len)
    low, high = _LEAST_TITLE, len(longest) + 12
    found: list[Node] = []
    for element in nodes:
        if len(found) >= _MOST_TITLES:
            break
        size = element.size
        if not low <= size <= high or element.links * 2 > size or element.tag not in BLOCK:
            continue
        if element.tag in {"option", "li"}:
            continue
        if _is_title(compact(element.text()), wanted) and not _in_chrome(element, nodes[0], whole):
            # Walked from the outside in: of two, one in the other, the inner one is the title.
            if found and found[-1].holds(element):
                found.pop()
            found.append(element)
    return found


def _begins_with_title(core: Node) -> bool:
    """Whether the notice has a title of its own at its head, so that none is to be looked for."""
    return any(_reads_like_title(line) for line in core.text(400).split("\n"))


def _reads_like_title(text: str) -> bool:
    line = compact(text)
    return (
        _SHORTEST <= len(line) <= _LONGEST_TITLE
        and "。" not in line
        and (kind_of_title(line) is not None and "关于" in line)
    )


def _title_above(core: Node, body: Node, whole: int) -> list[Node]:
    """Return the block right above the notice that reads like its title, if there is one.

    The page calls itself by another name, as 政府信息公开. Looked for among what stands before the
    notice in the elements around it, the nearest first.
    """
    place = core
    for around in [*core.ancestors()][:_LEVELS_ABOVE]:
        before = around.children[: around.children.index(place)]
        for block in reversed(before):
            if block.hidden or is_chrome(block, whole):
                continue
            for one in reversed([*block.walk()]):
                if _heads(one):
                    return [one]
        if around is body:
            break
        place = around
    return []


def _heads(one: Node) -> bool:
    if one.tag not in BLOCK or not _SHORTEST <= one.size <= _LONGEST_TITLE or one.links:
        return False
    if any(child.tag in BLOCK for child in one.children):
        return False
    text = compact(one.text())
    if kind_of(text) is not None:
        return False
    return one.tag in {"h1", "h2", "h3"} or "关于" in text or kind_of_title(text) is not None


def _is_title(text: str, wanted: Collection[str]) -> bool:
    """Whether ``text`` is one of the titles, or most of one that names the site or number too."""
    return text in wanted or (
        len(text) >= _LEAST_TITLE
        and any(text in title and len(text) * 5 >= len(title) * 3 for title in wanted)
    )


def _in_chrome(element: Node, body: Node, whole: int) -> bool:
    for parent in element.ancestors():
        if parent is body:
            break
        if is_chrome(parent, whole) and not _words(
            f"{parent.get('id') or ''} {parent.get('class') or ''}"
        ) & {"header", "head", "top"}:
            return True
    return False


def _common(elements: Sequence[Node]) -> Node:
    """Return the smallest element that contains all ``elements``."""
    common = elements[0]
    for element in elements[1:]:
        while not common.holds(element):
            if common.parent is None:
                return common
            common = common.parent
    return common


def _widen(main: Node, body: Node, whole: int) -> Node:
    """Return the parent of ``main`` while nothing beside it looks like a part of a site."""
    while main is not body:
        parent = main.parent
        if parent is None:
            return main
        beside = [child for child in parent.children if child is not main and not child.hidden]
        if any(
            child.tag == "a" or child.links or is_chrome(child, whole)
            for child in beside
            if child.size
        ):
            return main
        main = parent
    return main


def _duplicates(titles: Sequence[Node], containers: Sequence[Node], main: Node) -> frozenset[Node]:
    """Return titles printed above a container that itself begins with the title."""
    found = set()
    for title in titles:
        if not main.holds(title) or any(one.holds(title) for one in containers):
            continue
        text = compact(title.text())
        for one in containers:
            beginning = compact(one.text(len(text) * 2 + 60))
            if text in beginning:
                found.add(title)
    return frozenset(found)
