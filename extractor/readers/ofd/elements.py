"""Elements of OFD by their local names, and the values of their attributes.

Producers write the namespace of the standard, an older one, or none at all, so that only the
local name counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree

from extractor.layout.strokes import Matrix

MAX_NUMBER = 1e6
"""Millimetres beyond which a number is damage."""
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Box = tuple[float, float, float, float]
"""``x, y, width, height`` (ST_Box, GB/T 33190-2016 7.3)."""


def local_name(element: etree._Element) -> str:
    """Return the name without its namespace; that of a comment is empty."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the child elements with one of the names."""
    for child in element:
        if local_name(child) in names:
            yield child


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """Return the first element down a path of names, or None."""
    found: etree._Element | None = element
    for name in path:
        if found is None:
            return None
        found = next(children(found, name), None)
    return found


def text_of(element: etree._Element | None) -> str:
    """Return the text in an element without blanks around, or nothing."""
    return (element.text or "").strip() if element is not None else ""


def number(text: str | None, default: float = 0.0) -> float:
    """Return a number that can be reckoned with; ``default`` for anything else."""
    try:
        found = float(text) if text else default
    except ValueError:
        return default
    return found if math.isfinite(found) and abs(found) <= MAX_NUMBER else default


def box(text: str | None) -> Box | None:
    """Return the box that ``text`` writes as four numbers, or None."""
    parts = (text or "").split()
    if len(parts) < 4:
        return None
    x, y, width, height = (number(part) for part in parts[:4])
    return x, y, width, height


def matrix(text: str | None) -> Matrix:
    """Return the matrix that ``text`` writes as six numbers; without them nothing changes."""
    parts = (text or "").split()
    if len(parts) < 6:
        return _UNIT
    a, b, c, d, e, f = (number(part) for part in parts[:6])
    return a, b, c, d, e, f


def is_true(text: str | None, *, default: bool) -> bool:
    """Return what an attribute says (xs:boolean)."""
    return default if text is None else text.strip().lower() in {"true", "1"}
