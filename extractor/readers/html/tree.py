"""The tree of a page as a browser builds it (HTML Standard 13.2), in plain values.

Lexbor parses; its tree is taken over once, with what every later step asks for: how much of the
text of an element is shown, and how much of that in links. Elements that show nothing are left
out, but counted, so that `Node.path` is the XPath of the element in a browser's document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from extractor.bounds import bounds
from extractor.errors import TooDeep
from extractor.readers.html.calm import is_calm
from extractor.readers.html.tags import BLOCK, SKIPPED

_UNSHOWN = sorted(SKIPPED)
_TEXT = 2
"""Lexbor's number of text nodes."""


class Node:
    """An element: its attributes, and what it holds in reading order."""

    __slots__ = (
        "_path",
        "attributes",
        "content",
        "hidden",
        "index",
        "links",
        "parent",
        "size",
        "tag",
    )

    def __init__(
        self, tag: str, attributes: dict[str, str], parent: Node | None, index: int
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.index = index
        """Ordinal among its siblings of the same tag, from 1."""
        self.content: list[Node | str] = []
        self.size = 0
        """Characters shown below it, but for blanks around each stretch of text."""
        self.links = 0
        """How many of them stand in links."""
        self.hidden = False
        """Whether its own attributes hide it."""
        self._path = ""

    @property
    def path(self) -> str:
        """The XPath of the element: ``html/body/div[2]/table[1]/tbody[1]/tr[3]``."""
        if not self._path:
            if self.parent is None:
                self._path = f"html/{self.tag}"
            else:
                self._path = f"{self.parent.path}/{self.tag}[{self.index}]"
        return self._path

    @property
    def children(self) -> list[Node]:
        """The elements directly in it."""
        return [one for one in self.content if one.__class__ is Node]

    def get(self, name: str) -> str | None:
        """Return an attribute, "" where it has no value, None where it is not there."""
        return self.attributes.get(name)

    def walk(self) -> Iterator[Node]:
        """Yield the element and all below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def ancestors(self) -> Iterator[Node]:
        """Yield the elements around it, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def holds(self, other: Node | None) -> bool:
        """Whether ``other`` is this element or stands below it."""
        while other is not None:
            if other is self:
                return True
            other = other.parent
        return False

    def text(self, most: int | None = None) -> str:
        """Return the text below it, or the beginning of it."""
        parts: list[str] = []
        length = 0
        stack: list[Node | str] = [self]
        while stack:
            one = stack.pop()
            if isinstance(one, str):
                parts.append(one)
                length += len(one)
                if most is not None and length >= most:
                    break
            elif not one.hidden or one is self:
                stack.extend(reversed(one.content))
        return "".join(parts)


@dataclass(slots=True)
class Page:
    """A page: its body, and what its head says."""

    body: Node | None
    title: str = ""
    metas: list[tuple[dict[str, str], str]] = field(default_factory=list)
    """Attributes of each ``<meta>``, and its path."""
    styles: list[str] = field(default_factory=list)
    given: str = ""
    """The text of the body, taken apart from the tree."""


def parse(text: str, is_hidden: Callable[[dict[str, str]], bool]) -> Page:
    """Return the tree of a page; ``is_hidden`` says of attributes whether they hide an element.

    Raises:
        TooDeep: Elements are nested or left open by the thousand.
    """
    if not is_calm(text):
        raise TooDeep(
            "the elements of the page are nested too deeply, or left open by the thousand: "
            "save the text of the notice by itself"
        )
    # Without events, Lexbor does not copy chosen options about.
    document = LexborHTMLParser(
        text.encode("utf-8", "replace"), options=LexborDocumentOptions.WO_EVENTS
    )
    page = Page(None)
    if document.head is not None:
        _read_head(document.head, page)
    if document.body is not None:
        page.body = _grow(document.body, page, is_hidden)
        document.strip_tags(_UNSHOWN)
        page.given = document.body.text(deep=True)
    return page


def _read_head(head: LexborNode, page: Page) -> None:
    counts: dict[str, int] = {}
    child = head.child
    while child is not None:
        if child.is_element_node:
            tag = child.tag or ""
            counts[tag] = counts.get(tag, 0) + 1
            _note(child, tag, f"html/head/{tag}[{counts[tag]}]", page)
        child = child.next


def _note(element: LexborNode, tag: str, path: str, page: Page) -> None:
    """Keep what an element that is not shown says about the page."""
    if tag == "meta":
        page.metas.append((_attributes(element), path))
    elif tag == "style" or (tag == "title" and not page.title):
        child = element.child
        text = (child.text_content if child is not None else "") or ""
        if tag == "style":
            page.styles.append(text)
        else:
            page.title = text


def _attributes(element: LexborNode) -> dict[str, str]:
    found = element.attributes
    return {name: value or "" for name, value in found.items()} if found else {}


def _grow(source: LexborNode, page: Page, is_hidden: Callable[[dict[str, str]], bool]) -> Node:
    """Return the element ``source`` with all below it."""
    names: dict[int, str] = {}
    node = Node(source.tag or "body", _attributes(source), None, 1)
    counts: dict[str, int] = {}
    outer: list[tuple[Node, dict[str, int], LexborNode | None]] = []
    sunk: list[str] = []
    deepest = bounds().kept_levels
    child = source.child
    while child is not None or outer:
        if child is None:
            below = node
            node, counts, child = outer.pop()
            if below is node:
                _break_line(node, sunk.pop())
            else:
                _add_up(node, below)
            continue
        tag_id = child.tag_id
        if tag_id == _TEXT:
            _take(node, child.text_content or "")
        elif child.is_element_node:
            tag = names.get(tag_id)
            if tag is None:
                tag = names[tag_id] = child.tag or ""
            number = counts[tag] = counts.get(tag, 0) + 1
            if tag not in SKIPPED:
                outer.append((node, counts, child.next))
                if len(outer) > deepest:
                    sunk.append(tag)
                    _break_line(node, tag)
                else:
                    node, counts = _held(node, tag, _attributes(child), number), {}
                    node.hidden = is_hidden(node.attributes)
                child = child.child
                continue
            _note(child, tag, f"{node.path}/{tag}[{number}]", page)
        child = child.next
    return node


def _held(node: Node, tag: str, attributes: dict[str, str], index: int) -> Node:
    inner = Node(tag, attributes, node, index)
    node.content.append(inner)
    return inner


def _take(node: Node, text: str) -> None:
    if text:
        node.content.append(text)
        if not node.hidden:
            node.size += len(text.strip())


def _add_up(node: Node, below: Node) -> None:
    if below.tag == "a":
        below.links = below.size
    if not below.hidden:
        node.size += below.size
        node.links += below.links


def _break_line(node: Node, tag: str) -> None:
    """Part the text of ``node`` where an element too deep to be kept begins or ends."""
    if tag in BLOCK or tag == "br":
        node.content.append(Node("br", {}, node, 0))
