r"""Complex fields: what of a field is shown, and where its link leads.

ECMA-376 Part 1, 17.16. A field shows the result that the file keeps. Two kinds keep none and
are drawn from their code: EQ, which prints characters over each other, and SYMBOL.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from extractor.readers.docx.symbols import spell_symbol

PAGE_NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})

_CIRCLES = frozenset("○〇◯")
_MAX_CODE = 200
_MAX_PIECES = 50
"""How much of a code is looked at for its name or its drawing; Word cuts codes into pieces."""
_OVERSTRIKE = regex.compile(
    # EQ \o\ac(○,1), the "enclosed character" of Word's Chinese menus
    r"""(?ix) \A \s*+ EQ \s++ \\o [\\a-z\s]*+
    \( (?<ring> [^,，()]{0,10} ) [,，] (?<inner> [^()]{1,20} ) \)""",
)
_SYMBOL = regex.compile(
    r"""(?ix) \A \s*+ SYMBOL \s++ (?<code> 0x[0-9a-f]{1,6} | [0-9]{1,6} )
    (?: .{0,80}? \\f \s*+ "? (?<font> [^"\\]{1,40} ) )?+""",
    flags=regex.DOTALL,
)


@dataclass(slots=True)
class Field:
    """An open field (17.16.18): its code so far, and whether its result has begun."""

    code: list[str] = field(default_factory=list)
    shown: bool = False

    @property
    def name(self) -> str:
        """The field's type in capitals ("PAGE"), or nothing."""
        words = "".join(self.code[:_MAX_PIECES])[:_MAX_CODE].split(None, 1)
        return words[0].upper() if words else ""


def find_targets(opened: Field) -> list[str]:
    """Return the address of a HYPERLINK field, its first argument (17.16.5.25)."""
    if opened.name != "HYPERLINK":
        return []
    parts = "".join(opened.code).split('"')
    before = parts[0].split()
    return [parts[1]] if len(parts) > 2 and parts[1] and before[-1] != "\\l" else []


def draw(closed: Field) -> str:
    r"""Return what a field without a result prints from its code, or nothing.

    >>> draw(Field([r" eq \o\ac(○,", "3", ")"]))
    '③'
    """
    code = "".join(closed.code[:_MAX_PIECES])[:_MAX_CODE]
    over = _OVERSTRIKE.match(code)
    if over is not None:
        inner = str(over["inner"]).strip()
        ring = str(over["ring"]).strip()
        number = int(inner) if inner.isascii() and inner.isdigit() else 0
        if ring in _CIRCLES and 1 <= number <= 20:
            return chr(0x2460 + number - 1)
        return inner
    symbol = _SYMBOL.match(code)
    if symbol is None:
        return ""
    point = int(symbol["code"], 0 if symbol["code"][:2].lower() == "0x" else 10)
    return spell_symbol((symbol["font"] or "").strip(), f"{point:X}")
