"""The labelled lines that crawlers write above a text they saved (标题: …, 文号: …)."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.readers.html import metadata
from extractor.readers.text.builder import Builder
from extractor.readers.text.lines import Line

_LONGEST = 20
"""Lines among which the labelled lines stand."""


def place_head(builder: Builder, lines: Sequence[Line]) -> int:
    """Place the labelled lines at the beginning as properties; return where the text begins."""
    end = 0
    while end < min(len(lines), _LONGEST):
        if not lines[end].blank and metadata.label_of(lines[end].text) is None:
            break
        end += 1
    segments = [(line.text, line.anchor) for line in lines[:end] if not line.blank]
    found = metadata.pair(segments) if len(segments) >= 3 else None
    if found is None:
        return 0
    builder.properties.extend(found.properties)
    builder.furniture.extend(found.rest)
    return end
