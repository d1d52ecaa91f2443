"""What the colour and the font of writing say, the same for every format."""

from __future__ import annotations

Colour = tuple[int, int, int]
"""Red, green, blue, each 0 to 255."""

INVISIBLE = 8
"""Opacity, of 255, up to which nothing is seen."""
_FAINT = 160
_BOLD_NAMES = ("bold", "heavy", "black", "demi")


def is_red(colour: Colour) -> bool:
    """Whether the colour is that of a letterhead (版头, GB/T 9704-2012 7.2.4)."""
    red, green, blue = colour
    return red >= 150 and green <= 90 and blue <= 90


def is_white(colour: Colour) -> bool:
    """Whether the colour is that of paper."""
    return min(colour) >= 250


def is_pale(colour: Colour, opacity: int) -> bool:
    """Whether the colour is light or translucent, as that of watermarks is."""
    return opacity < _FAINT or min(colour) >= _FAINT


def is_bold_name(name: str) -> bool:
    """Whether a font's name says that it is bold."""
    return any(word in name.lower() for word in _BOLD_NAMES)
