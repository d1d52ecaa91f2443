"""Pages through pdfplumber, for files that PDFium cannot open.

Slower by far and pure Python, so that it forgives other faults than PDFium does.
"""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
import pdfplumber
import regex
from pdfminer import pdftypes
from pdfminer.cmapdb import FileUnicodeMap
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extractor.bounds import bounds
from extractor.errors import CorruptSource
from extractor.layout.page import Glyphs, Look, Page

_MOST_MAPPED = 1 << 18
"""Entries of the mapping of a font, which has 65,536 characters: ranges can name a billion."""
_CHUNK = 1 << 14
_CHECKSUM = 4
"""Bytes at the end of a Deflate stream (RFC 1950, 2.2)."""


def _despite_checksum(data: bytes) -> bytes:
    """Unpack a stream whose checksum may be wrong, in time that grows with its length.

    Stands in for pdfminer's own, which goes byte by byte and copies what it has at each.

    Raises:
        zlib.error: It is damaged before its checksum, or unpacks to more than a stream may.
    """
    inflate = zlib.decompressobj()
    found = bytearray()
    for start in range(0, len(data), _CHUNK):
        before = inflate.copy()
        try:
            found += inflate.decompress(data[start : start + _CHUNK])
        except zlib.error:
            whole = len(data) - _CHECKSUM - start
            if not 0 <= whole <= _CHUNK:
                raise
            return bytes(found + before.decompress(data[start : start + whole]))
        if len(found) > bounds().stream:
            raise zlib.error("unpacks beyond its bound")
    return bytes(found)


def _map_one(self: FileUnicodeMap, cid: int, code: PSLiteral | bytes | int) -> None:
    """Enter one character, unless there are more than a font can have (ISO 32000-1, annex C.2)."""
    entered = self.__dict__["entered"] = self.__dict__.get("entered", 0) + 1
    if entered > _MOST_MAPPED:
        raise PSException("more characters than a font has")
    _add(self, cid, code)


_add = FileUnicodeMap.add_cid2unichr
FileUnicodeMap.add_cid2unichr = _map_one  # type: ignore[method-assign]
pdftypes.decompress_corrupted = _despite_checksum
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what is wrong is said once, here

_REFERENCE = regex.compile(
    rb"(?<![0-9])([0-9]{1,10})\s{1,4}+[0-9]{1,5}\s{1,4}+obj\s{0,4}+([0-9]{1,10})\s{1,4}+[0-9]{1,5}\s{1,4}+R"
)


def read_pages(data: bytes) -> Iterator[Page]:
    """Yield the pages of the PDF.

    Raises:
        CorruptSource: pdfplumber cannot open it either, or it has too many pages for this slow way.
    """
    if _goes_round(data):
        message = "PDF is damaged: its objects refer to each other in a ring; get the file again"
        raise CorruptSource(message)
    # pdfminer meets damage with whatever its parser stumbles over, hence the breadth
    faults = (
        PDFException,
        PSException,
        PdfminerException,
        MalformedPDFException,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        AssertionError,
        RecursionError,
        OSError,
        NotImplementedError,
    )
    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            if not 0 < len(file.pages) <= bounds().fallback_pages:
                message = f"PDF is damaged: PDFium cannot open it; {len(file.pages)} pages found"
                raise CorruptSource(message)
            for number, page in enumerate(file.pages, 1):
                yield _page(number, page)
                page.close()
    except faults as fault:
        message = f"PDF is damaged beyond repair ({type(fault).__name__}): get the file again"
        raise CorruptSource(message) from fault


def _goes_round(data: bytes) -> bool:
    """Whether an object is a reference that leads back to itself: pdfminer follows it for ever."""
    target = {found[1]: found[2] for found in _REFERENCE.finditer(data)}
    for first in list(target):
        seen: set[bytes] = set()
        place = first
        while place in target and place not in seen:
            seen.add(place)
            place = target[place]
        if place in seen:
            return True
        target.update(dict.fromkeys(seen, b""))
    return False


# pdfplumber's pages and characters are dictionaries of whatever the file states.
def _page(number: int, page: Any) -> Page:
    looks: dict[Look, int] = {}
    codes: list[int] = []
    boxes: list[tuple[float, ...]] = []
    bases: list[float] = []
    which: list[int] = []
    for character in page.chars:
        text = character["text"]
        if not text or text.startswith("(cid:"):
            text = "\ufffd"
        look = looks.setdefault(_look(character), len(looks))
        height = float(page.height)
        base = height - float(character["matrix"][5]) if character["upright"] else None
        box = tuple(float(character[side]) for side in ("x0", "top", "x1", "bottom"))
        for part in text:
            codes.append(ord(part))
            boxes.append(box)
            bases.append(box[3] if base is None else base)
            which.append(look)
    horizontals, verticals = _rules(page)
    return Page(
        number=number,
        width=float(page.width),
        height=float(page.height),
        glyphs=Glyphs(
            np.array(codes, dtype=np.uint32),
            np.array(boxes, dtype=np.float64).reshape(-1, 4),
            np.array(bases, dtype=np.float64),
            np.array(which, dtype=np.int64),
        ),
        looks=tuple(looks),
        horizontals=horizontals,
        verticals=verticals,
        fills=np.zeros((0, 4)),
        pictures=np.array(
            [[image[side] for side in ("x0", "top", "x1", "bottom")] for image in page.images],
            dtype=np.float64,
        ).reshape(-1, 4),
        drawn=bool(codes or page.images or page.edges),
    )


def _look(character: Any) -> Look:
    name = str(character["fontname"]).partition("+")[2] or str(character["fontname"])
    colour = character.get("non_stroking_color")
    red = (
        isinstance(colour, tuple | list)
        and len(colour) == 3
        and all(isinstance(part, int | float) for part in colour)
        and colour[0] >= 0.6
        and max(colour[1], colour[2]) <= 0.35
    )
    return Look(
        size=round(float(character["size"]), 1),
        bold="bold" in name.lower(),
        red=red,
        turn=0 if character["upright"] else None,
        font=name,
    )


def _rules(page: Any) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    level = [
        (edge["top"], edge["x0"], edge["x1"]) for edge in page.edges if edge["orientation"] == "h"
    ]
    upright = [
        (edge["x0"], edge["top"], edge["bottom"])
        for edge in page.edges
        if edge["orientation"] == "v"
    ]
    return (
        np.array(level, dtype=np.float64).reshape(-1, 3),
        np.array(upright, dtype=np.float64).reshape(-1, 3),
    )
