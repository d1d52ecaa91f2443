"""Characters of symbol fonts as Unicode: what ``w:sym`` and bullets show (ECMA-376 17.3.3.30).

Symbol fonts keep their glyphs at F000 to F0FF of the private use area.
"""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x70: "◻",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    0x9E: "·",
    0x9F: "•",
    0xA1: "○",
    0xA4: "◉",
    0xA7: "▪",
    0xA8: "◻",
    0xAB: "★",
    0xD8: "➢",
    0xE0: "→",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    **{0x81 + index: chr(0x2460 + index) for index in range(10)},  # ① to ⑩
    **{0x8C + index: chr(0x2776 + index) for index in range(10)},  # ❶ to ❿
}
_WINGDINGS_2 = {0x50: "✓", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□"}
_SYMBOL = {
    0xB7: "•",
    0xB4: "×",
    0xB1: "±",
    0xB3: "≥",
    0xA3: "≤",
    0xB0: "°",
    0xAE: "→",
    0xC4: "⊗",
    0xD7: "⋅",
    0x61: "α",
    0x62: "β",
    0x67: "γ",
    0x64: "δ",
    0x6D: "μ",
    0x70: "π",
    0x73: "σ",
    0x77: "ω",
    0x44: "Δ",
    0x53: "Σ",
    0x57: "Ω",
}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_BULLETS = {**_SYMBOL, **_WINGDINGS}


def spell_symbol(font: str, code: str) -> str:
    """Return the character at ``code`` (hexadecimal) of ``font``.

    A glyph that has no known equal stays the private character of the file; an unreadable
    code is nothing.

    >>> spell_symbol("Wingdings", "F0FE")
    '☑'
    """
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    if not 0x20 <= point <= 0x10FFFF or 0xD800 <= point < 0xE000:
        return ""
    private = 0xF000 <= point <= 0xF0FF
    glyphs = _FONTS.get(font.strip().lower())
    if glyphs is not None and (private or point <= 0xFF):
        return glyphs.get(point & 0xFF, chr(point))
    return chr(point & 0xFF) if private and glyphs is None and _is_ascii(point) else chr(point)


def _is_ascii(point: int) -> bool:
    """Whether the glyph of a font unknown here stands where ASCII has a letter or digit."""
    return chr(point & 0xFF).isascii() and chr(point & 0xFF).isalnum()


def spell_symbols(text: str) -> str:
    """Return the text of a bullet with private characters replaced by what they look like."""
    return "".join(
        _BULLETS.get(ord(character) & 0xFF, "•")
        if 0xF000 <= ord(character) <= 0xF0FF
        else character
        for character in text
    )
