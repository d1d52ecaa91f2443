"""Styles resolved: what a run or paragraph looks like after defaults, styles and its own marks.

ECMA-376 Part 1, 17.7.2: document defaults, then the paragraph style's chain, then the character
style's chain, then direct formatting. Toggles set in both styles cancel out (17.7.3).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from lxml import etree

from extractor.bounds import bounds
from extractor.model.document import Alignment
from extractor.readers.docx.names import P_PR, R_PR, VAL, W, integer, is_on, value

Font = Literal["kaiti", "heiti", "other"]

_ALIGN: dict[str, Alignment] = {
    "left": "left",
    "start": "left",
    "right": "right",
    "end": "right",
    "center": "center",
    "both": "justify",
    "distribute": "justify",
    "thaiDistribute": "justify",
    "lowKashida": "justify",
    "mediumKashida": "justify",
    "highKashida": "justify",
}


class Look(NamedTuple):
    """Run properties; None is not stated."""

    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    highlight: bool | None = None
    red: bool | None = None
    hidden: bool | None = None
    font: Font | None = None


class Shape(NamedTuple):
    """Paragraph properties; None is not stated. Indents are twips or hundredths of a character."""

    align: Alignment | None = None
    outline: int | None = None
    number: str | None = None
    """``w:numId``; "0" takes a style's numbering away."""
    level: int | None = None
    left: int | None = None
    first: int | None = None
    left_characters: int | None = None
    first_characters: int | None = None


PLAIN = Look()
NO_SHAPE = Shape()


class _Style(NamedTuple):
    name: str
    based_on: str
    shape: Shape
    look: Look


class Styles:
    """The styles of ``styles.xml``, each read when it is first used; unknown ids are plain."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._styles: dict[str, _Style] = {}
        self._default = ""
        self._look = PLAIN
        self._shape = NO_SHAPE
        self._looks: dict[tuple[str, str], Look] = {}
        self._shapes: dict[str, Shape] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        defaults = root.find(f"{W}docDefaults")
        if defaults is not None:
            self._look = read_look(defaults.find(f"{W}rPrDefault/{W}rPr"))[1]
            self._shape = read_paragraph(defaults.find(f"{W}pPrDefault/{W}pPr")).shape
        for element in root.iterchildren(_STYLE_ELEMENT):
            name = element.get(_STYLE_ID, "")
            self._elements[name] = element
            if element.get(_STYLE_DEFAULT) in {"1", "true", "on"} and _kind(element) == "paragraph":
                self._default = name

    def _get(self, name: str) -> _Style:
        style = self._styles.get(name)
        if style is None:
            element = self._elements[name]
            style = self._styles[name] = _Style(
                value(element, f"{W}name") or "",
                value(element, f"{W}basedOn") or "",
                read_paragraph(element.find(P_PR)).shape,
                read_look(element.find(R_PR))[1],
            )
        return style

    def list_styles(self) -> dict[str, str]:
        """Return the ``w:numId`` that each numbering style names."""
        found = {}
        for name, element in self._elements.items():
            if _kind(element) == "numbering":
                number = self._get(name).shape.number
                if number is not None:
                    found[name] = number
        return found

    def chain(self, name: str) -> list[str]:
        """Return the style ``name`` (the default one if empty) and those it is based on."""
        found: list[str] = []
        name = name or self._default
        while name in self._elements and name not in found and len(found) < bounds().style_chain:
            found.append(name)
            name = self._get(name).based_on
        return found

    def shape(self, name: str) -> Shape:
        """Return the paragraph properties of the style ``name`` with all it is based on."""
        shape = self._shapes.get(name)
        if shape is None:
            shape = NO_SHAPE
            for one in self.chain(name):
                style = self._get(one)
                own = style.shape
                if own.outline is None:
                    own = own._replace(outline=_outline_of(style.name))
                shape = over(shape, own)
            shape = self._shapes[name] = over(shape, self._shape)
        return shape

    def look(self, paragraph: str, run: str) -> Look:
        """Return the run properties that a paragraph style and a character style make."""
        key = (paragraph, run)
        look = self._looks.get(key)
        if look is None:
            base = self._chained(self.chain(paragraph))
            if run:
                base = _toggled(self._chained(self.chain(run)), base)
            look = self._looks[key] = over_look(base, self._look)
        return look

    def _chained(self, names: list[str]) -> Look:
        look = PLAIN
        for name in names:
            look = over_look(look, self._get(name).look)
        return look


def over(upper: Shape, lower: Shape) -> Shape:
    """Return ``upper`` with what it does not state taken from ``lower``."""
    if upper == NO_SHAPE:
        return lower
    return Shape._make([b if a is None else a for a, b in zip(upper, lower, strict=True)])


def over_look(upper: Look, lower: Look) -> Look:
    """Return ``upper`` with what it does not state taken from ``lower``."""
    if upper is PLAIN:
        return lower
    return Look._make([b if a is None else a for a, b in zip(upper, lower, strict=True)])


def _toggled(run: Look, paragraph: Look) -> Look:
    """Lay a character style over a paragraph style; toggles that both set cancel (17.7.3)."""
    look = over_look(run, paragraph)
    return look._replace(
        bold=_either(run.bold, paragraph.bold),
        italic=_either(run.italic, paragraph.italic),
        hidden=_either(run.hidden, paragraph.hidden),
    )


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one is None or other is None:
        return other if one is None else one
    return one != other


def _kind(element: etree._Element) -> str:
    return element.get(_STYLE_TYPE, "paragraph")


def _outline_of(name: str) -> int | None:
    """Return the outline level, from 0, of a built-in heading that states none itself."""
    word, _, number = name.lower().partition(" ")
    if word == "heading" and number in {"1", "2", "3", "4", "5", "6", "7", "8", "9"}:
        return int(number) - 1
    return None


class Stated(NamedTuple):
    """What a paragraph's own ``w:pPr`` states."""

    style: str = ""
    shape: Shape = NO_SHAPE
    gone: bool = False
    """Its mark is deleted or hidden: the text runs on into the next paragraph."""


NOTHING = Stated()


def read_paragraph(element: etree._Element | None) -> Stated:
    """Return what a ``w:pPr`` states."""
    if element is None:
        return NOTHING
    style = ""
    gone = False
    align = outline = number = level = None
    indent: tuple[int | None, ...] = (None, None, None, None)
    for child in element:
        tag = child.tag
        if tag == _STYLE:
            style = child.get(VAL) or ""
        elif tag == R_PR:
            gone = _mark_is_gone(child)
        elif tag == _JUSTIFY:
            align = _ALIGN.get(child.get(VAL) or "")
        elif tag == _INDENT:
            indent = _read_indent(child)
        elif tag == _NUMBERING:
            number = value(child, f"{W}numId")
            level = integer(value(child, f"{W}ilvl"))
        elif tag == _OUTLINE:
            outline = integer(child.get(VAL))
    return Stated(style, Shape(align, outline, number, level, *indent), gone)


def _mark_is_gone(mark: etree._Element) -> bool:
    return any(child.tag in _REMOVED or (child.tag in _HIDDEN and is_on(child)) for child in mark)


def _read_indent(element: etree._Element) -> tuple[int | None, ...]:
    get = element.get
    hanging = integer(get(f"{W}hanging"))
    hanging_characters = integer(get(f"{W}hangingChars"))
    return (
        integer(get(f"{W}left", get(f"{W}start"))),
        integer(get(f"{W}firstLine")) if hanging is None else -hanging,
        integer(get(f"{W}leftChars", get(f"{W}startChars"))),
        integer(get(f"{W}firstLineChars")) if hanging_characters is None else -hanging_characters,
    )


def read_look(element: etree._Element | None) -> tuple[str, Look]:
    """Return the character style and the properties that a ``w:rPr`` states."""
    if element is None:
        return "", PLAIN
    style = ""
    size = bold = italic = underline = highlight = red = hidden = font = None
    for child in element:
        tag = child.tag
        if tag == _FONTS:
            font = _font(child)
        elif tag == _SIZE:
            size = _points(child.get(VAL))
        elif tag == _BOLD:
            bold = is_on(child)
        elif tag == _COLOR:
            red = is_red(child.get(VAL))
        elif tag == _RUN_STYLE:
            style = child.get(VAL) or ""
        elif tag == _UNDERLINE:
            underline = child.get(VAL) not in {None, "none"}
        elif tag == _ITALIC:
            italic = is_on(child)
        elif tag == _HIGHLIGHT:
            highlight = child.get(VAL) not in {None, "none"}
        elif tag in _HIDDEN:
            hidden = is_on(child)
    return style, Look(size, bold, italic, underline, highlight, red, hidden, font)


_STYLE_ELEMENT = f"{W}style"
_STYLE_ID = f"{W}styleId"
_STYLE_TYPE = f"{W}type"
_STYLE_DEFAULT = f"{W}default"
_STYLE = f"{W}pStyle"
_RUN_STYLE = f"{W}rStyle"
_JUSTIFY = f"{W}jc"
_INDENT = f"{W}ind"
_NUMBERING = f"{W}numPr"
_OUTLINE = f"{W}outlineLvl"
_REMOVED = frozenset({f"{W}del", f"{W}moveFrom"})
_FONTS = f"{W}rFonts"
_SIZE = f"{W}sz"
_BOLD = f"{W}b"
_ITALIC = f"{W}i"
_COLOR = f"{W}color"
_UNDERLINE = f"{W}u"
_HIGHLIGHT = f"{W}highlight"
_HIDDEN = frozenset({f"{W}vanish", f"{W}specVanish"})
_EAST_ASIA = f"{W}eastAsia"
_EAST_ASIA_THEME = f"{W}eastAsiaTheme"


def _points(text: str | None) -> float | None:
    """Return half-points as points; the Strict form may say "16pt" (17.18.42)."""
    if text is None:
        return None
    try:
        size = float(text[:-2]) if text.endswith("pt") else int(text) / 2
    except ValueError:
        return None
    return size if 0 < size <= 1638 else None


def _font(element: etree._Element) -> Font | None:
    """Return the kind of the East Asian font: what sets lead units off is 楷体 or 黑体."""
    if element.get(_EAST_ASIA_THEME) is not None:
        return "other"
    name = element.get(_EAST_ASIA)
    return None if name is None else font_kind(name)


def font_kind(name: str) -> Font:
    """Return the kind of the font called ``name``."""
    lower = name.lower()
    if "楷" in name or "kaiti" in lower:
        return "kaiti"
    if "黑" in name or "heiti" in lower or "simhei" in lower:
        return "heiti"
    return "other"


def is_red(text: str | None) -> bool | None:
    """Return whether RRGGBB is the red of letterheads (GB/T 9704-2012 7.2.4)."""
    if text is None:
        return None
    try:
        number = int(text, 16)
    except ValueError:
        return False  # "auto"
    red, green, blue = number >> 16, number >> 8 & 0xFF, number & 0xFF
    return len(text) == 6 and red >= 0xC0 and green <= 0x50 and blue <= 0x50
