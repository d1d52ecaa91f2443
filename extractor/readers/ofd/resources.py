"""What the objects of pages refer to: fonts, drawing parameters, composite units (7.9, 8.2)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from extractor.layout.ink import Colour, is_bold_name
from extractor.readers.ofd.elements import child, is_true, local_name, number, text_of
from extractor.readers.ofd.package import Package

BLACK: Colour = (0, 0, 0)
_GREY: Colour = (128, 128, 128)
"""Stands for patterns and shadings, which are neither white nor the red of a letterhead."""
MAX_CHAIN = 8
"""Drawing parameters that refer to one another."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font as the document names it."""

    name: str
    bold: bool


class Resources:
    """The resources of a document by their identifiers, those of pages included as they come."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._read: set[str] = set()
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._fonts: dict[str, Font] = {}

    def load(self, place: str, source: str) -> None:
        """Read the resources at ``place``, which the part ``source`` names, once."""
        name = self._package.locate(place, source)
        if not name or name in self._read:
            return
        self._read.add(name)
        tree = self._package.tree(name)
        for group in () if tree is None else tree:
            for element in group:
                identity = element.get("ID")
                if identity:
                    self._elements.setdefault((local_name(element), identity), element)

    def font(self, identity: str | None) -> Font:
        """Return a font; a nameless one where there is none with that identifier."""
        key = identity or ""
        if key not in self._fonts:
            element = self._elements.get(("Font", key))
            name = element.get("FontName") or "" if element is not None else ""
            bold = element is not None and is_true(element.get("Bold"), default=False)
            self._fonts[key] = Font(name, bold or is_bold_name(name))
        return self._fonts[key]

    def unit(self, identity: str | None) -> etree._Element | None:
        """Return the content of a composite unit (CT_VectorG, 13)."""
        element = self._elements.get(("CompositeGraphicUnit", identity or ""))
        return None if element is None else child(element, "Content")

    def paint(self, item: etree._Element, layer: str | None, kind: str) -> tuple[Colour, int]:
        """Return an object's own colour (``FillColor``, ``StrokeColor``), or its parameters'.

        With it comes its opacity, from 0 to 255. The default is opaque black (8.3).
        """
        own = child(item, kind)
        if own is not None:
            return _colour(own)
        for start in (item.get("DrawParam"), layer):
            identity = start
            for _ in range(MAX_CHAIN):
                element = self._elements.get(("DrawParam", identity or ""))
                if element is None:
                    break
                given = child(element, kind)
                if given is not None:
                    return _colour(given)
                identity = element.get("Relative")
        return BLACK, 255


def _colour(element: etree._Element) -> tuple[Colour, int]:
    """Return a colour (CT_Color, 8.3.2) as red, green, blue, with its opacity."""
    opacity = int(min(max(number(element.get("Alpha"), 255), 0), 255))
    parts = (element.get("Value") or "").split()
    levels = [min(max(_level(part), 0), 255) for part in parts]
    if len(levels) == 1:
        return (levels[0], levels[0], levels[0]), opacity
    if len(levels) == 3:
        return (levels[0], levels[1], levels[2]), opacity
    if len(levels) == 4:
        black = 255 - levels[3]
        cyan, magenta, yellow = (black * (255 - level) // 255 for level in levels[:3])
        return (cyan, magenta, yellow), opacity
    if len(element) and text_of(element) == "":
        return _GREY, opacity
    return BLACK, opacity


def _level(part: str) -> int:
    """Return one part of a colour: a decimal number or ``#`` and a hexadecimal one (7.3)."""
    try:
        return int(part[1:], 16) if part.startswith("#") else int(number(part))
    except ValueError:
        return 0
