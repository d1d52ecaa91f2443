"""Where a value stands in its source."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

Ordinal = Annotated[int, Meta(ge=1)]
Offset = Annotated[int, Meta(ge=0)]


class Anchor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A place in the source: a box on a page, a path in a tree, or a line of a text. 位置

    Pages and lines are 1-based. Boxes are PDF points (1/72 inch) from the top left corner of
    the page as it is shown: ``(x0, top, x1, bottom)``. ``characters`` is a half-open range of
    code points inside the paragraph, cell or line that the other fields name.
    """

    page: Annotated[Ordinal | None, Meta(description="Page, from 1. 页码")] = None
    bbox: Annotated[
        tuple[float, float, float, float] | None,
        Meta(description="Box in points from the top left: x0, top, x1, bottom. 版面坐标"),
    ] = None
    path: Annotated[str | None, Meta(description="Path of the paragraph or cell. 路径")] = None
    line: Annotated[Ordinal | None, Meta(description="Line of a text file, from 1. 行号")] = None
    characters: Annotated[
        tuple[Offset, Offset] | None,
        Meta(description="Code points from, to (half-open, from 0) inside it. 字符范围"),
    ] = None
    continued: Annotated[
        tuple[Anchor, ...],
        Meta(description="Further places of the same value, in reading order. 续接位置"),
    ] = ()
    """A row cut by a page break has two places."""
