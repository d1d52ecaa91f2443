"""Where a value stands in its source."""

from __future__ import annotations

import msgspec


class Anchor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place in the source: a box on a page, a path in a tree, or a line of a text.

    Pages and lines are 1-based. Boxes are PDF points (1/72 inch) from the top left corner of
    the page as it is shown: ``(x0, top, x1, bottom)``. ``characters`` is a half-open range of
    code points inside the paragraph, cell or line that the other fields name.
    """

    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    path: str | None = None
    line: int | None = None
    characters: tuple[int, int] | None = None
    continued: tuple[Anchor, ...] = ()
    """Further places of the same value, in reading order: a row cut by a page break has two."""
