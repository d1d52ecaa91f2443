"""The objects of an OFD page, those of its templates and annotations included, to a `Page`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np
from lxml import etree

from extractor.bounds import bounds as in_force
from extractor.errors import TooLarge
from extractor.layout.ink import INVISIBLE, is_white
from extractor.layout.page import Page
from extractor.layout.strokes import Matrix, Strokes, is_thin, product
from extractor.layout.upright import axes, upright
from extractor.readers.ofd.elements import (
    box,
    child,
    children,
    is_true,
    local_name,
    matrix,
    number,
    text_of,
)
from extractor.readers.ofd.paths import Paths
from extractor.readers.ofd.resources import Resources
from extractor.readers.ofd.writing import Ink, Writing

POINTS = 72 / 25.4
"""Points in a millimetre, the unit of OFD."""
MAX_SIDE = 10_000.0
"""Millimetres of the longest page."""
_A4 = (210.0, 297.0)
_WRITTEN_NOTES = frozenset({"freetext", "textbox", "typewriter"})
"""Kinds of annotation that are filled in where text belongs; the others are put over it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the objects inside another: where they are, and how they are shown."""

    matrix: Matrix = (POINTS, 0.0, 0.0, POINTS, 0.0, 0.0)
    """From the space of the objects to points on the page."""
    opacity: int = 255
    parameters: str | None = None
    """The drawing parameters of the layer."""
    writing_only: bool = False
    """Paths and pictures are not looked at, for annotations draw no tables."""
    stamp: bool = False
    reused: bool = False
    """The objects may be shown on any number of pages."""
    depth: int = 0


@dataclass(slots=True)
class Allowance:
    """What a file may still show again and again: templates, composite units, annotations."""

    left: int
    """Characters of what is in the objects; an object itself costs as much as ten."""

    def spend(self, item: etree._Element) -> None:
        """Take one object away.

        Raises:
            TooLarge: nothing is left.
        """
        self.left -= 10 + sum(len(part.text or "") for part in item)
        if self.left < 0:
            message = "OFD shows the same objects over and over again: it is not read"
            raise TooLarge(message)


@dataclass(slots=True)
class Sheet:
    """What stands on a page, as it is found."""

    resources: Resources
    allowance: Allowance
    writing: Writing = field(default_factory=Writing)
    paths: Paths = field(default_factory=Paths)
    strokes: Strokes = field(default_factory=Strokes)

    def take(self, content: etree._Element | None, *, reused: bool = False) -> None:
        """Take the layers of a page or, ``reused``, of a template (7.7)."""
        for layer in () if content is None else children(content, "Layer"):
            self._objects(layer, Setting(parameters=layer.get("DrawParam"), reused=reused))

    def annotate(self, notes: etree._Element) -> None:
        """Take the writing of a page's annotations (15): filled in, or put over the page."""
        for note in islice(children(notes, "Annot"), in_force().annotations):
            appearance = child(note, "Appearance")
            if appearance is None or not is_true(note.get("Visible"), default=True):
                continue
            kind = (note.get("Subtype") or note.get("Type") or "").lower()
            left, top, *_ = box(appearance.get("Boundary")) or (0.0, 0.0)
            place = (POINTS, 0.0, 0.0, POINTS, POINTS * left, POINTS * top)
            stamp = kind not in _WRITTEN_NOTES
            inside = Setting(place, writing_only=True, stamp=stamp, reused=True)
            self._objects(appearance, inside)

    def _objects(self, block: etree._Element, setting: Setting) -> None:
        for item in block:
            self.strokes.seen += 1
            if setting.reused:
                self.allowance.spend(item)
            if self.strokes.seen > in_force().page_objects:
                self.strokes.full = True
                return
            name = local_name(item)
            if name == "TextObject":
                self._text(item, setting)
            elif name == "CompositeObject":
                self._composite(item, setting)
            elif name == "PageBlock":
                self._inside(item, setting)
            elif setting.writing_only or not is_true(item.get("Visible"), default=True):
                continue
            elif name == "PathObject":
                self._path(item, setting)
            elif name == "ImageObject":
                self._picture(item, setting)

    def _inside(self, block: etree._Element | None, setting: Setting) -> None:
        if block is None or setting.depth >= in_force().form_depth:
            return
        self._objects(block, replace(setting, depth=setting.depth + 1))

    def _composite(self, item: etree._Element, setting: Setting) -> None:
        """Take what a composite object shows of the unit that it names (13)."""
        if not is_true(item.get("Visible"), default=True):
            return
        opacity = setting.opacity * int(number(item.get("Alpha"), 255)) // 255
        inner = replace(
            setting, matrix=_placed(item, setting), opacity=max(opacity, 0), reused=True
        )
        self._inside(self.resources.unit(item.get("ResourceID")), inner)

    def _text(self, item: etree._Element, setting: Setting) -> None:
        stroked = not is_true(item.get("Fill"), default=True)
        kind = "StrokeColor" if stroked else "FillColor"
        colour, opacity = self.resources.paint(item, setting.parameters, kind)
        opacity = _combined(opacity, item, setting)
        place = _placed(item, setting)
        bounds = box(item.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
        own = matrix(item.get("CTM"))
        # the boundary's right side as the object's own space has it, where that is not turned
        wide = bounds[2] / own[0] if own[0] > 0 and not own[1] else bounds[2]
        self.writing.add(
            item,
            self.resources.font(item.get("Font")),
            Ink(colour, opacity, setting.stamp),
            (place, (-own[4] / (own[0] or 1.0), 0.0, wide, 0.0)),
        )

    def _path(self, item: etree._Element, setting: Setting) -> None:
        stroked = is_true(item.get("Stroke"), default=True)
        filled = is_true(item.get("Fill"), default=False)
        stroked = stroked and self._painted(item, setting, "StrokeColor")
        filled = filled and self._painted(item, setting, "FillColor")
        if stroked or filled:
            data = text_of(child(item, "AbbreviatedData"))
            self.paths.add(data, _placed(item, setting), stroked=stroked)

    def _painted(self, item: etree._Element, setting: Setting, kind: str) -> bool:
        """Whether a colour leaves something to be seen on white paper."""
        colour, opacity = self.resources.paint(item, setting.parameters, kind)
        return _combined(opacity, item, setting) > INVISIBLE and not is_white(colour)

    def _picture(self, item: etree._Element, setting: Setting) -> None:
        """Take where a picture stands: its unit square on the page (10)."""
        a, b, c, d, e, f = _placed(item, setting)
        across, down = (e, a + e, c + e, a + c + e), (f, b + f, d + f, b + d + f)
        shown = [min(across), min(down), max(across), max(down)]
        thin = bool(is_thin(np.array([shown]))[0])
        (self.strokes.rules if thin else self.strokes.pictures).append(shown)

    def page(self, ordinal: int, size: tuple[float, float]) -> Page:
        """Return the page, ``size`` points wide and high, turned so that it reads upright."""
        self.paths.into(self.strokes)
        if self.strokes.full:
            self.strokes.rules.clear()
        rules = np.array(self.strokes.rules, dtype=np.float64).reshape(-1, 4)
        horizontals, verticals = axes(rules, *size)
        return upright(
            Page(
                number=ordinal,
                width=size[0],
                height=size[1],
                glyphs=self.writing.glyphs(),
                looks=tuple(self.writing.looks),
                horizontals=horizontals,
                verticals=verticals,
                fills=np.array(self.strokes.fills, dtype=np.float64).reshape(-1, 4),
                pictures=np.array(self.strokes.pictures, dtype=np.float64).reshape(-1, 4),
                drawn=self.strokes.seen > 0,
            )
        )


def _placed(item: etree._Element, setting: Setting) -> Matrix:
    """Return the matrix from an object's own space to points: its own, its place, what is around.

    The origin of an object's space is the top left corner of its boundary (8.2).
    """
    left, top, *_ = box(item.get("Boundary")) or (0.0, 0.0)
    moved = product(matrix(item.get("CTM")), (1.0, 0.0, 0.0, 1.0, left, top))
    return product(moved, setting.matrix)


def _combined(opacity: int, item: etree._Element, setting: Setting) -> int:
    own = min(max(int(number(item.get("Alpha"), 255)), 0), 255)
    return opacity * own * setting.opacity // (255 * 255)


def sizes(*areas: etree._Element | None) -> tuple[float, float]:
    """Return width and height in points by the first area that states them (7.5), or of A4."""
    for area in areas:
        stated = box(text_of(child(area, "PhysicalBox"))) if area is not None else None
        if stated is not None and 0 < stated[2] <= MAX_SIDE and 0 < stated[3] <= MAX_SIDE:
            return stated[2] * POINTS, stated[3] * POINTS
    return _A4[0] * POINTS, _A4[1] * POINTS


def templates(page: etree._Element, *, above: bool) -> Iterator[str]:
    """Yield the identifiers of the templates of a page that lie above its content, or below."""
    for template in children(page, "Template"):
        if (template.get("ZOrder") == "Foreground") == above:
            yield template.get("TemplateID") or ""
