"""PDF bytes to `Page` values, one page at a time, through PDFium."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from extractor.bounds import bounds
from extractor.errors import CorruptSource, EncryptedSource, TooLarge
from extractor.layout.page import Floats, Glyphs, Page
from extractor.layout.remarks import remark, shortcomings
from extractor.layout.strokes import Strokes
from extractor.layout.upright import axes, upright
from extractor.model.diagnostic import Diagnostic
from extractor.readers.pdf import library as pdfium
from extractor.readers.pdf.annotations import with_annotations
from extractor.readers.pdf.characters import Characters, read_characters
from extractor.readers.pdf.strokes import read_strokes
from extractor.readers.recognition import MOST_PIXELS, Pixels

_PASSWORD_ERROR, _SECURITY_ERROR = 4, 5
_DOWN = np.array([1.0, -1.0, 1.0, -1.0])


class PdfFile:
    """An open PDF. Use as a context manager; ``data`` must live as long as it.

    Raises:
        EncryptedSource: it needs a password.
        CorruptSource: PDFium cannot open it.
        TooLarge: it has more pages than are read.
    """

    def __init__(self, data: bytes) -> None:
        self._data = np.frombuffer(data, dtype=np.uint8)
        self._document = pdfium.load_document(self._data.ctypes.data, len(data), None)
        if not self._document:
            code = pdfium.last_error()
            if code in {_PASSWORD_ERROR, _SECURITY_ERROR}:
                message = "PDF is encrypted: save it without a password and try again"
                raise EncryptedSource(message)
            message = f"PDFium cannot open the PDF (error {code}): the file is damaged"
            raise CorruptSource(message)
        self._page: int | None = None
        self.count: int = pdfium.page_count(self._document)
        if self.count <= 0:
            self.close()
            message = "PDFium finds no page in the PDF: the file is damaged"
            raise CorruptSource(message)
        if self.count > bounds().pages:
            self.close()
            message = f"PDF has {self.count} pages, more than {bounds().pages}: split it"
            raise TooLarge(message)

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give PDFium's memory back; harmless when done twice."""
        if self._document:
            pdfium.close_document(self._document)
            self._document = None

    def pages(self) -> Iterator[tuple[Page | None, tuple[Diagnostic, ...]]]:
        """Yield every page with what there is to say about it; None for one PDFium can't load."""
        for index in range(self.count):
            handle = pdfium.load_page(self._document, index)
            if not handle:
                yield (
                    None,
                    (
                        remark(
                            "page-unreadable",
                            "error",
                            index + 1,
                            "PDFium cannot load the page; its content is missing",
                        ),
                    ),
                )
                continue
            self._page = handle
            try:
                yield _read_page(handle, index + 1)
            finally:
                self._page = None
                pdfium.close_page(handle)

    def picture(self, size: tuple[float, float], resolution: float) -> Pixels:
        """Return how the page that `pages` has just given looks.

        Args:
            size: Its width and height in points.
            resolution: In pixels an inch; less where the picture would be too large.
        """
        scale = min(resolution / 72, math.sqrt(MOST_PIXELS / (size[0] * size[1])))
        width, height = (max(round(side * scale), 1) for side in size)
        pixels = np.full((height, width, 3), 255, dtype=np.uint8)
        at = int(pixels.ctypes.data)
        bitmap = pdfium.bitmap_over(width, height, pdfium.BLUE_GREEN_RED, at, 3 * width)
        if bitmap and self._page:
            pdfium.render(bitmap, self._page, 0, 0, width, height, 0, pdfium.WITH_ANNOTATIONS)
            pdfium.close_bitmap(bitmap)
        return pixels


def _read_page(handle: int, number: int) -> tuple[Page, tuple[Diagnostic, ...]]:
    frame = _Frame(handle)
    characters = with_annotations(handle, read_characters(handle, frame.rotation))
    strokes = read_strokes(handle)
    remarks = shortcomings(
        number, unmapped=characters.unmapped, cut=characters.cut, tangled=strokes.full
    )
    if strokes.full:
        strokes.rules.clear()
    page = frame.page(number, characters, strokes)
    return upright(page), remarks


class _Frame:
    """From PDF user space to points from the top left of the page as shown."""

    def __init__(self, handle: int) -> None:
        box = np.zeros(4, dtype=np.float32)
        pdfium.page_box(handle, box.ctypes.data)
        left, top, right, bottom = box.tolist()
        self.left, self.right = min(left, right), max(left, right)
        self.bottom, self.top = min(bottom, top), max(bottom, top)
        self.rotation = pdfium.page_rotation(handle) % 4 * 90

    @property
    def size(self) -> tuple[float, float]:
        size = (self.right - self.left, self.top - self.bottom)
        return size if self.rotation in {0, 180} else (size[1], size[0])

    def points(self, points: Floats) -> Floats:
        """Return ``(n, 2)`` points as shown."""
        x, y = points[:, 0], points[:, 1]
        if self.rotation == 0:
            return np.column_stack((x - self.left, self.top - y))
        if self.rotation == 90:
            return np.column_stack((y - self.bottom, x - self.left))
        if self.rotation == 180:
            return np.column_stack((self.right - x, y - self.bottom))
        return np.column_stack((self.top - y, self.right - x))

    def boxes(self, boxes: Floats) -> Floats:
        """Return ``(n, 4)`` boxes ``x0, top, x1, bottom`` as shown."""
        if self.rotation == 0:
            # x - left, top - y: the upper side, last in PDF's order, comes second here
            start = np.array([-self.left, self.top, -self.left, self.top])
            shown: Floats = boxes[:, [0, 3, 2, 1]] * _DOWN + start
            return shown
        return _spanned(self.points(boxes[:, :2]), self.points(boxes[:, 2:]))

    def page(self, number: int, characters: Characters, strokes: Strokes) -> Page:
        boxes = self.boxes(characters.boxes)
        origins = self.points(characters.origins)
        width, height = self.size
        level = np.array([look.turn == 0 for look in characters.styles], dtype=np.bool_)
        glyphs = Glyphs(characters.codes, boxes, boxes[:, 3].copy(), characters.looks)
        if len(glyphs) and level.any():
            flat = level[characters.looks]
            glyphs.bases[flat] = origins[flat, 1]
        rules = self.boxes(pdfium.finite(np.array(strokes.rules, dtype=np.float64).reshape(-1, 4)))
        horizontals, verticals = axes(rules, width, height)
        return Page(
            number=number,
            width=width,
            height=height,
            glyphs=glyphs,
            looks=characters.styles,
            horizontals=horizontals,
            verticals=verticals,
            fills=self.boxes(np.array(strokes.fills, dtype=np.float64).reshape(-1, 4)),
            pictures=self.boxes(np.array(strokes.pictures, dtype=np.float64).reshape(-1, 4)),
            drawn=strokes.seen > 0,
        )


def _spanned(first: Floats, second: Floats) -> Floats:
    return np.hstack((np.minimum(first, second), np.maximum(first, second)))
