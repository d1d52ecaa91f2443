"""PDF bytes to `Page` values, one page at a time, through PDFium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from extractor.errors import CorruptSource, EncryptedSource, TooLarge
from extractor.layout.page import Floats, Glyphs, Page
from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic, Severity
from extractor.readers.pdf import library as pdfium
from extractor.readers.pdf.annotations import with_annotations
from extractor.readers.pdf.characters import Characters, read_characters
from extractor.readers.pdf.strokes import THIN, Strokes, read_strokes

MAX_PAGES = 5_000
_PASSWORD_ERROR, _SECURITY_ERROR = 4, 5
_DOWN = np.array([1.0, -1.0, 1.0, -1.0])


class PdfFile:
    """An open PDF. Use as a context manager; ``data`` must live as long as it.

    Raises:
        EncryptedSource: it needs a password.
        CorruptSource: PDFium cannot open it.
        TooLarge: it has more than `MAX_PAGES` pages.
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
        self.count: int = pdfium.page_count(self._document)
        if self.count <= 0:
            self.close()
            message = "PDFium finds no page in the PDF: the file is damaged"
            raise CorruptSource(message)
        if self.count > MAX_PAGES:
            self.close()
            message = f"PDF has {self.count} pages, more than {MAX_PAGES}: split it"
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
                        _remark(
                            "page-unreadable",
                            "error",
                            index + 1,
                            "PDFium cannot load the page; its content is missing",
                        ),
                    ),
                )
                continue
            try:
                yield _read_page(handle, index + 1)
            finally:
                pdfium.close_page(handle)


def _remark(code: str, severity: Severity, page: int, message: str) -> Diagnostic:
    return Diagnostic(
        code=code, severity=severity, message=f"page {page}: {message}", anchor=Anchor(page=page)
    )


def _read_page(handle: int, number: int) -> tuple[Page, tuple[Diagnostic, ...]]:
    frame = _Frame(handle)
    characters = with_annotations(handle, read_characters(handle, frame.rotation))
    strokes = read_strokes(handle)
    remarks = []
    if characters.unmapped:
        remarks.append(
            _remark(
                "unmapped-characters",
                "warning",
                number,
                f"{characters.unmapped} characters have no known meaning (broken or private font "
                "mapping); compare with the page",
            )
        )
    if characters.cut:
        remarks.append(
            _remark(
                "page-too-large",
                "error",
                number,
                "more characters than are read; the rest is missing",
            )
        )
    if strokes.full:
        remarks.append(
            _remark(
                "page-too-complex",
                "warning",
                number,
                "too many drawn lines; its tables are not read",
            )
        )
        strokes.rules.clear()
    page = frame.page(number, characters, strokes)
    return _upright(page), tuple(remarks)


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
        horizontals, verticals = _axes(rules, width, height)
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


def _axes(rules: Floats, width: float, height: float) -> tuple[Floats, Floats]:
    """Return the rules as horizontals ``y, x0, x1`` and verticals ``x, top, bottom``."""
    if not len(rules):
        return np.zeros((0, 3)), np.zeros((0, 3))
    limits = np.array([width, height, width, height])
    rules = np.clip(rules, -THIN, limits + THIN)
    wide = rules[:, 2] - rules[:, 0]
    high = rules[:, 3] - rules[:, 1]
    level = (wide > high) & (high <= THIN)
    upright = (high > wide) & (wide <= THIN)
    middle_y = (rules[:, 1] + rules[:, 3]) / 2
    middle_x = (rules[:, 0] + rules[:, 2]) / 2
    return (
        np.column_stack((middle_y, rules[:, 0], rules[:, 2]))[level],
        np.column_stack((middle_x, rules[:, 1], rules[:, 3]))[upright],
    )


def _upright(page: Page) -> Page:
    """Return the page turned so that most of its writing reads upright; see `Frame`."""
    if not len(page.glyphs) or all(look.turn in {0, None} for look in page.looks):
        return page
    turns = np.array([-1 if look.turn is None else look.turn for look in page.looks])
    values, counts = np.unique(turns[page.glyphs.looks], return_counts=True)
    turn = int(values[counts.argmax()])
    if turn in {0, -1}:
        return page
    boxes = _turned_boxes(page.glyphs.boxes, turn, page.width, page.height)
    glyphs = replace(page.glyphs, boxes=boxes, bases=_bases(boxes, page))
    sides = (page.height, page.width) if turn in {90, 270} else (page.width, page.height)
    level = np.column_stack(
        (
            page.horizontals[:, 1],
            page.horizontals[:, 0],
            page.horizontals[:, 2],
            page.horizontals[:, 0],
        )
    )
    upright = np.column_stack(
        (page.verticals[:, 0], page.verticals[:, 1], page.verticals[:, 0], page.verticals[:, 2])
    )
    rules = _turned_boxes(np.vstack((level, upright)), turn, page.width, page.height)
    horizontals, verticals = _axes(rules, *sides)
    looks = tuple(
        replace(look, turn=None if look.turn is None else (look.turn - turn) % 360)
        for look in page.looks
    )
    return Page(
        number=page.number,
        width=sides[0],
        height=sides[1],
        glyphs=glyphs,
        looks=looks,
        horizontals=horizontals,
        verticals=verticals,
        fills=_turned_boxes(page.fills, turn, page.width, page.height),
        pictures=_turned_boxes(page.pictures, turn, page.width, page.height),
        turn=turn,
    )


def _bases(boxes: Floats, page: Page) -> Floats:
    """Return baselines of turned writing: descenders take about an eighth of an em."""
    sizes = np.array([look.size for look in page.looks])[page.glyphs.looks]
    bases: Floats = boxes[:, 3] - sizes / 8
    return bases


def _turned_boxes(boxes: Floats, turn: int, width: float, height: float) -> Floats:
    """Return boxes turned back by ``turn`` degrees clockwise: the inverse of `Page.shown`."""
    x0, top, x1, bottom = boxes.T
    if turn == 90:
        return np.column_stack((top, width - x1, bottom, width - x0))
    if turn == 180:
        return np.column_stack((width - x1, height - bottom, width - x0, height - top))
    return np.column_stack((height - bottom, x0, height - top, x1))
