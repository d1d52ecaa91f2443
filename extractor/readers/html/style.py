"""What tags and inline styles say about the look of text (CSS 2.1, HTML Standard section 15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import msgspec
import regex
from msgspec.structs import replace

from extractor.model.document import Alignment, FurnitureKind
from extractor.readers.html.sheet import Sheet
from extractor.readers.html.tree import Node

Kind = Literal["bold", "underline", "italic", "highlight", "link", "kaiti", "heiti"]

_TAG_KINDS: Mapping[str, Kind] = {
    "b": "bold",
    "strong": "bold",
    "u": "underline",
    "ins": "underline",
    "i": "italic",
    "em": "italic",
    "cite": "italic",
    "mark": "highlight",
}
_FONT_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
"""Points of ``<font size>`` (HTML Standard 15.3.4: x-small to xxx-large at 16 px medium)."""

_DECLARATION = regex.compile(r"([a-zA-Z-]{3,40})\s*+:\s*+([^;]{1,300})")
_LENGTH = regex.compile(r"(-?[0-9]{1,5}(?:\.[0-9]{1,6})?)\s*+(pt|px|em|rem|cm|mm|in)?")
_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0}
_RGB = regex.compile(r"rgba?\(\s*([0-9]{1,3})\s*[, ]\s*([0-9]{1,3})\s*[, ]\s*([0-9]{1,3})")


class Look(msgspec.Struct, frozen=True):
    """How text looks at a place of the tree; also whose text it is."""

    furniture: FurnitureKind | None = None
    align: Alignment | None = None
    kinds: frozenset[Kind] = frozenset()
    red: bool = False
    size: float | None = None
    heading: int | None = None
    indent: float | None = None
    preformatted: bool = False
    chrome_lines: bool = True
    """Whether lines that belong to pages (打印 关闭) are to be looked for here."""


@dataclass(frozen=True, slots=True)
class Inline:
    """What one ``style`` attribute says; None where it is silent."""

    hidden: bool = False
    align: Alignment | None = None
    on: frozenset[Kind] = frozenset()
    off: frozenset[Kind] = frozenset()
    red: bool | None = None
    size: float | None = None
    indent: tuple[float, str] | None = None
    preformatted: bool | None = None
    block: bool = False


_PLAIN = Inline()


@lru_cache(maxsize=4096)
def parse(style: str) -> Inline:
    """Return what a ``style`` attribute says.

    >>> parse("text-align: center; color:#F00").align
    'center'
    """
    values = {
        found[1].lower(): found[2].strip().lower() for found in _DECLARATION.finditer(style[:4000])
    }
    if not values:
        return _PLAIN
    on: set[Kind] = set()
    off: set[Kind] = set()
    _weights(values, on, off)
    _faces(values.get("font-family", ""), on)
    size = _length(values.get("font-size", ""))
    space = values.get("white-space", "")
    return Inline(
        hidden=values.get("display", "").startswith("none")
        or values.get("visibility", "").startswith("hidden")
        or values.get("mso-hide", "") == "all",
        align=_alignment(values.get("text-align", "")),
        on=frozenset(on),
        off=frozenset(off),
        red=is_red(values["color"]) if "color" in values else None,
        size=size[0] * _POINTS[size[1]] if size and size[1] in _POINTS else None,
        indent=_length(values.get("text-indent", "")),
        preformatted=space.startswith(("pre", "break-spaces")) if space else None,
        block=values.get("display", "").startswith(("block", "table", "flex", "list-item")),
    )


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether the attributes of an element hide it."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and parse(style).hidden


def _weights(values: Mapping[str, str], on: set[Kind], off: set[Kind]) -> None:
    weight = values.get("font-weight", "")
    if weight:
        bold = weight.startswith("bold") or (weight[:3].isdigit() and int(weight[:3]) >= 600)
        (on if bold else off).add("bold")
    slant = values.get("font-style", "")
    if slant:
        (off if slant.startswith("normal") else on).add("italic")
    lines = values.get("text-decoration", values.get("text-decoration-line", ""))
    if "underline" in lines:
        on.add("underline")
    if values.get("mso-highlight", "none") not in {"none", "transparent"}:
        on.add("highlight")


def _faces(family: str, on: set[Kind]) -> None:
    first = family.split(",", 1)[0]
    if "楷" in first or "kaiti" in first:
        on.add("kaiti")
    elif "黑" in first or "simhei" in first:
        on.add("heiti")


def _alignment(value: str) -> Alignment | None:
    word = value.split(maxsplit=1)[0] if value else ""
    names: dict[str, Alignment] = {
        "left": "left", "start": "left", "center": "center", "middle": "center",
        "-webkit-center": "center", "right": "right", "end": "right", "justify": "justify",
    }  # fmt: skip
    return names.get(word)


def _length(value: str) -> tuple[float, str] | None:
    found = _LENGTH.match(value)
    return (float(found[1]), found[2] or "px") if found else None


@lru_cache(maxsize=512)
def is_red(color: str) -> bool:
    """Whether a CSS colour is the red of letterheads.

    >>> is_red("#f00"), is_red("rgb(192, 0, 0)"), is_red("#333")
    (True, True, False)
    """
    value = color.strip().lower()
    if value.startswith(("red", "crimson", "darkred", "firebrick")):
        return True
    found = _RGB.match(value)
    if found:
        red, green, blue = (int(found[n]) for n in (1, 2, 3))
    else:
        digits = value.removeprefix("#")[:6]
        if len(digits) == 3:
            digits = "".join(digit * 2 for digit in digits)
        try:
            code = int(digits, 16) if len(digits) == 6 else 0
        except ValueError:
            return False
        red, green, blue = code >> 16, code >> 8 & 255, code & 255
    return red >= 150 and green <= 90 and blue <= 90


_STYLING = frozenset(
    {"b", "strong", "u", "ins", "i", "em", "cite", "mark", "font", "center", "a", "pre", "xmp"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "table", "listing", "plaintext", "textarea"}
)


class Looks:
    """The looks of one page, each made once: pages repeat their styles thousands of times."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        # Keys hold the identity of a look, so every look that was ever asked about stays alive.
        self._known: dict[tuple[object, ...], tuple[Look, Look]] = {}

    def inside(self, element: Node, look: Look) -> Look:
        """Return the look inside ``element``, given the look around it."""
        tag, attributes = element.tag, element.attributes
        if not attributes and tag not in _STYLING and not self.sheet.rules:
            return look
        get = attributes.get
        style, align, hidden = get("style"), get("align"), get("hidden")
        ruled = self.sheet.declarations(element)
        if ruled:
            style = f"{ruled};{style or ''}"
        if style is None and align is None and hidden is None and tag not in _STYLING:
            return look
        extra: object = None
        if tag == "font":
            extra = (get("color"), get("size"), get("face"))
        elif tag == "a":
            extra = get("href") is not None
        key = (id(look), tag, style, align, hidden, extra)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = (look_of(tag, attributes, style, look), look)
        return found[0]

    def changed(self, look: Look, name: str, value: object) -> Look:
        """Return ``look`` with one field changed."""
        if getattr(look, name) == value:
            return look
        key = (id(look), name, value)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = (replace(look, **{name: value}), look)
        return found[0]


def look_of(tag: str, attributes: Mapping[str, str], style: str | None, look: Look) -> Look:
    """Return the look inside an element of ``tag`` and ``style``, given the look around it."""
    changes: dict[str, object] = {}
    kinds = look.kinds
    own = _TAG_KINDS.get(tag)
    if own is not None:
        kinds = kinds | {own}
    if tag == "a" and "href" in attributes:
        kinds = kinds | {"link"}
    if len(tag) == 2 and tag[0] == "h" and "1" <= tag[1] <= "6":
        changes["heading"] = int(tag[1])
        kinds = kinds | {"bold"}
    if tag in {"pre", "xmp", "listing", "plaintext", "textarea"}:
        changes["preformatted"] = True
    if tag == "center":
        changes["align"] = "center"
    elif tag == "table":
        changes.update(align=None, indent=None)
    elif "align" in attributes and tag not in {"img", "table"}:
        changes["align"] = _alignment(attributes["align"].strip().lower()) or look.align
    if tag == "font":
        changes.update(_font(attributes))
        kinds = kinds | _font_kinds(attributes)
    if style is not None:
        inline = parse(style)
        kinds = (kinds | inline.on) - inline.off
        _apply(inline, look, changes)
    if "hidden" in attributes and look.furniture is None:
        changes["furniture"] = "hidden"
    if kinds != look.kinds:
        changes["kinds"] = kinds
    return replace(look, **changes) if changes else look


def _apply(inline: Inline, look: Look, changes: dict[str, object]) -> None:
    if inline.hidden:
        changes["furniture"] = "hidden"
    if inline.align is not None:
        changes["align"] = inline.align
    if inline.red is not None:
        changes["red"] = inline.red
    if inline.size is not None:
        changes["size"] = inline.size
    if inline.preformatted is not None:
        changes["preformatted"] = inline.preformatted
    if inline.indent is not None:
        amount, unit = inline.indent
        points = _POINTS.get(unit, inline.size or look.size or 12.0)
        changes["indent"] = amount * points


def _font(attributes: Mapping[str, str]) -> dict[str, object]:
    changes: dict[str, object] = {}
    if "color" in attributes:
        changes["red"] = is_red(attributes["color"])
    size = _FONT_SIZES.get(attributes.get("size", ""))
    if size is not None:
        changes["size"] = size
    return changes


def _font_kinds(attributes: Mapping[str, str]) -> frozenset[Kind]:
    found: set[Kind] = set()
    _faces(attributes.get("face", "").lower(), found)
    return frozenset(found)
