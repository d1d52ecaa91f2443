"""The runs of a Word document counted apart from how they are read: ``w:t`` and its like."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from extractor.model.diagnostic import Diagnostic
from extractor.model.document import Block, Furniture
from extractor.readers.account import kept_text, missing, remarks_on_lost
from extractor.readers.docx.names import ALTERNATE, A, M, W

_TEXT = (f"{W}t", f"{W}delText", f"{M}t", f"{A}t")


def account(
    roots: Iterable[etree._Element], blocks: Iterable[Block], furniture: Iterable[Furniture]
) -> tuple[Diagnostic, ...]:
    """Return a remark if text of the parts with these ``roots`` is not in the document."""
    roots = list(roots)
    kept = kept_text(blocks, furniture)
    lost = missing("".join(map(_text, roots)), kept)
    if lost:
        # Of alternate content one branch counts: text that both have is there twice.
        lost = missing("".join(text for root in roots for text in _once(root)), kept)
    return remarks_on_lost(lost)


def _text(element: etree._Element) -> str:
    return "".join(part.text or "" for part in element.iter(*_TEXT))


def _once(element: etree._Element) -> list[str]:
    """Return the text below ``element``, that of alternate content by its longest branch."""
    found: list[str] = []
    stack = [element]
    while stack:
        one = stack.pop()
        if one.tag == ALTERNATE:
            branches = [_once(branch) for branch in one]
            found += max(branches, key=lambda texts: len("".join(texts)), default=[])
        elif one.tag in _TEXT:
            found.append(one.text or "")
        else:
            stack.extend(one)
    return found
