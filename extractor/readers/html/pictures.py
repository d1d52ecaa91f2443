"""Pictures of a page that may hold text of the notice; icons and rules are left out."""

from __future__ import annotations

import regex

from extractor.model.anchor import Anchor
from extractor.model.document import Picture
from extractor.readers.html.tree import Node

_ICON = 32
"""Pixels up to which a picture is a sign and shows no text."""
_STYLED = regex.compile(
    r"(?i)(?<![\w-])(width|height)\s*+:\s*+([0-9]{1,5}(?:\.[0-9]+)?)\s*+(px|pt)?"
)
_SIGN = regex.compile(
    r"(?i)icon|/ico[_/]|filetype|space\.gif|spacer|blank\.gif|arrow|bullet|qr_?code|erweima|/ewm|_ewm"
    r"|weixin|wechat|dangzheng|red\.png|blue\.png|jiucuo"
)
_CODE = 150.0
"""Points up to which a picture below the text is a code to scan (二维码)."""


def picture_of(element: Node) -> Picture | None:
    """Return the picture an ``<img>`` shows, or None for an icon."""
    width, height = _side(element, "width"), _side(element, "height")
    if any(0 <= side <= _ICON for side in (width, height)):
        return None
    source = element.get("src") or ""
    if _SIGN.search(source[-120:]):
        return None
    description = (element.get("alt") or element.get("title") or "").strip()
    return Picture(
        anchor=Anchor(path=element.path),
        description=description[:500],
        width=width * 0.75 if width > 0 else None,
        height=height * 0.75 if height > 0 else None,
    )


def is_small(picture: Picture) -> bool:
    """Whether a picture is known to be no larger than a code to scan."""
    sides = [side for side in (picture.width, picture.height) if side is not None]
    return bool(sides) and max(sides) <= _CODE


def _side(element: Node, name: str) -> float:
    """Return a side in CSS pixels, or -1 where the page does not say."""
    value = (element.get(name) or "").strip().lower().removesuffix("px")
    if value.isascii() and value.isdigit():
        return float(value[:6])
    for side, number, unit in _STYLED.findall(element.get("style") or ""):
        if side.lower() == name:
            return float(number) / (0.75 if unit == "pt" else 1)
    return -1.0
