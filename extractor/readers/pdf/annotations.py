"""What forms and text boxes over a PDF page show: filled fields and free text annotations.

Their words are no part of the page's content stream (ISO 32000-1, 12.5.6.6 and 12.7), so that
PDFium's text page leaves them out. They are laid out here as plain lines in their box, which is
where a person reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from extractor.bounds import bounds
from extractor.layout.lines import is_wide
from extractor.layout.page import Look
from extractor.readers.pdf import library as pdfium
from extractor.readers.pdf.characters import Characters

"""Bytes of one annotation's text."""
_FREE_TEXT, _WIDGET = 3, 20
_HIDDEN = 1 << 1 | 1 << 5  # hidden, no view (ISO 32000-1, table 165)
_SIZE = 12.0
"""Largest size assumed; a lower box sets its text smaller."""


@dataclass(frozen=True, slots=True)
class _Note:
    """A text and its box ``left, bottom, right, top``."""

    text: str
    box: tuple[float, float, float, float]


def with_annotations(page: int, characters: Characters) -> Characters:
    """Return ``characters`` and after them those of the page's shown annotations."""
    there = pdfium.count_annotations(page)
    count = min(there, bounds().annotations)
    notes = [note for index in range(count) if (note := _read(page, index)) is not None]
    for note in notes:
        characters = _appended(characters, note)
    return replace(characters, cut=True) if there > count else characters


def _read(page: int, index: int) -> _Note | None:
    handle = pdfium.annotation(page, index)
    if not handle:
        return None
    try:
        kind = pdfium.annotation_kind(handle)
        if kind not in {_FREE_TEXT, _WIDGET} or pdfium.annotation_flags(handle) & _HIDDEN:
            return None
        if kind == _WIDGET and _string(handle, b"FT") not in {"Tx", "Ch"}:
            return None
        text = _string(handle, b"V" if kind == _WIDGET else b"Contents")
        room = np.zeros(4, dtype=np.float32)
        if not text.strip() or not pdfium.annotation_box(handle, int(room.ctypes.data)):
            return None
        left, top, right, bottom = pdfium.finite(room.astype(np.float64)).tolist()
        return _Note(text, (left, min(top, bottom), right, max(top, bottom)))
    finally:
        pdfium.close_annotation(handle)


def _string(handle: int, key: bytes) -> str:
    room = np.zeros(bounds().annotation_bytes, dtype=np.uint8)
    length = pdfium.annotation_text(handle, key, int(room.ctypes.data), len(room))
    if not 2 < length <= len(room):
        return ""
    return room[: length - 2].tobytes().decode("utf-16-le", "replace")


def _appended(characters: Characters, note: _Note) -> Characters:
    """Return ``characters`` with the note set in lines from the top left of its box."""
    left, bottom, right, top = note.box
    lines = note.text.splitlines()
    size = min(_SIZE, 0.8 * (top - bottom) / max(len(lines), 1))
    codes, boxes, origins = [], [], []
    base = top - 0.1 * size if len(lines) > 1 else (top + bottom) / 2 + 0.5 * size
    for line in lines:
        base -= 1.0 * size
        x = left + 0.2 * size
        points = np.array([ord(character) for character in line], dtype=np.uint32)
        for code, wide in zip(points.tolist(), is_wide(points).tolist(), strict=True):
            advance = size if wide else size / 2
            codes.append(code)
            boxes.append((x, base - 0.12 * size, min(x + advance, right), base + 0.88 * size))
            origins.append((left, base))
            x += advance
        base -= 0.2 * size
    look = Look(size=round(size, 1))
    number = len(characters.styles)
    return replace(
        characters,
        codes=np.concatenate((characters.codes, np.array(codes, dtype=np.uint32))),
        boxes=np.vstack((characters.boxes, np.array(boxes).reshape(-1, 4))),
        origins=np.vstack((characters.origins, np.array(origins).reshape(-1, 2))),
        looks=np.concatenate((characters.looks, np.full(len(codes), number, dtype=np.int64))),
        styles=(*characters.styles, look),
    )
