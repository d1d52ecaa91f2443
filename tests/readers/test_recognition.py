"""Pages that are pictures: refused unless asked for, then recognised and told to be."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor import extract
from extractor.bounds import Bounds, within
from extractor.errors import (
    CorruptSource,
    ExtractorError,
    MissingExtra,
    NoTextLayer,
    TooLarge,
    UnsupportedFormat,
)
from extractor.layout.page import Frame
from extractor.model.document import Document, Table
from extractor.readers import read
from extractor.readers.picture import _blank
from extractor.readers.recognition import reading as recognition
from extractor.readers.recognition.engine import Written
from tests.readers.placed import grid, tables, texts

REASON = "the extra ocr is not installed: pip install 'notice-extractor[ocr]'"
SAMPLE = Path(__file__).parents[2] / "samples" / "shaxian-2021.pdf"
ASKED = Bounds(ocr_pages=9)


def asked(data: bytes) -> Document:
    with within(ASKED):
        return read(data)


def pages(*numbers: int) -> bytes:
    """Return pages of the sample: 1 is its letter, 2 to 7 its table."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    whole = pypdfium2.PdfDocument.new()
    whole.import_pages(pypdfium2.PdfDocument(SAMPLE), [number - 1 for number in numbers])
    return saved(whole)


def joined(*parts: bytes) -> bytes:
    pypdfium2 = pytest.importorskip("pypdfium2")
    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        whole.import_pages(pypdfium2.PdfDocument(part))
    return saved(whole)


def saved(whole: Any) -> bytes:
    made = io.BytesIO()
    whole.save(made)
    return made.getvalue()


def pdf(draw: Callable[[Canvas], None]) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    draw(canvas)
    canvas.save()
    return made.getvalue()


def folded(table: Table) -> list[list[str | None]]:
    """Return the texts of the cells without wraps, wide and narrow characters alike."""
    return [
        [
            None if cell is None else unicodedata.normalize("NFKC", "".join(cell.split()))
            for cell in row
        ]
        for row in grid(table)
    ]


def photograph(canvas: Canvas) -> None:
    from PIL import Image  # noqa: PLC0415 - ReportLab's own dependency

    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
    canvas.showPage()


class TestUnasked:
    def test_a_scan_is_refused_with_the_way_to_read_it(self) -> None:
        with pytest.raises(NoTextLayer, match="--ocr"):
            read(pdf(photograph))

    def test_so_is_a_picture(self) -> None:
        with pytest.raises(UnsupportedFormat, match=r"PNG picture: .*--ocr"):
            read(b"\x89PNG\r\n\x1a\n" + bytes(64))

    def test_asked_for_but_not_installed_the_extra_is_named(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(recognition, "is_installed", lambda: False)
        for data in (pdf(photograph), b"\x89PNG\r\n\x1a\n" + bytes(64)):
            with pytest.raises(MissingExtra, match=r"notice-extractor\[ocr\]"):
                asked(data)


def test_a_box_of_a_page_set_straight_is_shown_where_it_stands() -> None:
    frame = Frame(600, 800, 0, 1.0)
    x0, top, x1, bottom = frame.shown((500, 395, 510, 405))
    middle = (x0 + x1) / 2, (top + bottom) / 2
    # a degree turns a point 205 from the middle by 3.6 up where the page leans to the left
    assert middle == pytest.approx((504.97, 396.42), abs=0.05)
    assert Frame(600, 800).shown((1, 2, 3, 4)) == (1, 2, 3, 4)


class TestPixels:
    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        pytest.importorskip("cv2", reason=REASON)

    @staticmethod
    def _drawn() -> np.ndarray:
        pixels = np.full((1000, 800, 3), 255, dtype=np.uint8)
        for y in (200, 300, 400):
            pixels[y : y + 3, 100:700] = 0
        for x in (100, 400, 697):
            pixels[200:402, x : x + 3] = 0
        pixels[500:620, 300:303] = 0  # a stroke that meets nothing
        return pixels

    def test_rules_are_found_and_strokes_that_meet_none_are_not(self) -> None:
        from extractor.readers.recognition.rules import find_rules, ink_of  # noqa: PLC0415

        levels, uprights = find_rules(ink_of(self._drawn()), 200.0)
        assert [round(y) for y in sorted(levels[:, 0])] == pytest.approx([201, 301, 401], abs=2)
        assert [round(x) for x in sorted(uprights[:, 0])] == pytest.approx([101, 401, 698], abs=2)

    @pytest.mark.parametrize("angle", [-2.0, -0.6, 0.0, 0.8, 3.0])
    def test_the_skew_is_measured(self, angle: float) -> None:
        image = pytest.importorskip("PIL.Image")
        from extractor.readers.recognition.rules import (  # noqa: PLC0415
            ink_of,
            skew_of,
            straightened,
        )

        turned = image.fromarray(self._drawn()).rotate(angle, fillcolor=(255, 255, 255))
        pixels = np.asarray(turned)
        assert skew_of(ink_of(pixels)) == pytest.approx(angle, abs=0.1)
        rest = skew_of(ink_of(straightened(pixels, angle)))
        assert rest == pytest.approx(0, abs=0.1)

    def test_a_seal_is_painted_out_and_print_below_it_and_red_heads_stay(self) -> None:
        draw = pytest.importorskip("PIL.ImageDraw")
        image = pytest.importorskip("PIL.Image")
        from extractor.readers.recognition.seals import without_seals  # noqa: PLC0415

        sheet = image.new("RGB", (1600, 1200), "white")
        pen = draw.Draw(sheet)
        for n in range(8):  # a letterhead: eight red characters in a line
            pen.rectangle((200 + 140 * n, 100, 310 + 140 * n, 250), fill=(210, 30, 30))
        pen.ellipse((900, 700, 1220, 1020), outline=(200, 40, 40), width=12)
        pen.rectangle((850, 850, 1280, 857), fill=(20, 20, 20))  # print below the seal
        pixels = np.ascontiguousarray(np.asarray(sheet)[:, :, ::-1])
        cleaned, seals = without_seals(pixels, 200.0)
        assert seals == [pytest.approx((900, 700, 1221, 1021), abs=6)]
        assert (cleaned[:400] == pixels[:400]).all()
        assert (cleaned[851:857, 850:1280] < 60).all()
        assert (cleaned[700:845, 890:1230] == 255).all()

    def test_lines_of_low_score_are_told_or_left_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def line(text: str, score: float, top: float) -> Written:
            places = tuple((one, 100 + 40.0 * n, 138 + 40.0 * n) for n, one in enumerate(text))
            return Written(text, score, (100, top, 100 + 40.0 * len(text), top + 48), places)

        lines = [
            line("关于公开的通知", 0.99, 100),
            line("模糊的字", 0.7, 200),
            line("谷", 0.3, 300),
        ]
        monkeypatch.setattr(recognition, "read_lines", lambda pixels: lines)
        pixels = np.full((2339, 1654, 3), 255, dtype=np.uint8)
        page, remarks = recognition._recognise(_blank(1, *A4), pixels)
        assert "".join(map(chr, page.glyphs.codes)) == "关于公开的通知模糊的字"
        assert page.recognised
        assert [one.code for one in remarks] == [
            "page-recognised",
            "ocr-uncertain",
            "ocr-unreadable",
        ]
        assert "模糊的字" in remarks[1].message
        assert [look.size for look in page.looks] == pytest.approx([40 * 72 / 200], abs=0.2)


@pytest.fixture(scope="module")
def engine() -> None:
    pytest.importorskip("onnxruntime", reason=REASON)
    # what it brings along asks the system for IPv6 as it is imported: outside of an extraction
    assert pytest.importorskip("rapidocr", reason=REASON).RapidOCR


@pytest.fixture(scope="module")
def scan(engine: None) -> bytes:
    from tests.forge.scan import scanned  # noqa: PLC0415

    return scanned(pages(1, 7), 3, skew=1.5)


@pytest.fixture(scope="module")
def found(scan: bytes) -> Document:
    return asked(scan)


@pytest.mark.usefixtures("engine")
class TestRecognised:
    """With the engine itself: a page each, for it takes seconds."""

    def test_a_scanned_table_is_the_table_that_was_printed(self, found: Document) -> None:
        (table,) = tables(found)
        (printed,) = tables(read(pages(7)))
        assert folded(table) == folded(printed)
        assert folded(table)[-1][2] == "区政府办"

    def test_its_text_is_said_to_be_recognised(self, found: Document) -> None:
        assert found.text_origin == "ocr"
        recognised = [one for one in found.diagnostics if one.code == "page-recognised"]
        assert [one.anchor.page for one in recognised if one.anchor] == [1, 2]

    def test_the_head_is_red_and_the_number_whole(self, found: Document) -> None:
        assert texts(found)[:2] == ["三明市沙县区人民政府办公室", "沙政办函〔2021〕8号"]
        assert found.blocks[0].style.red  # type: ignore[union-attr]

    def test_its_anchors_are_those_of_the_page_as_it_lies(self, found: Document) -> None:
        (table,) = tables(found)
        (printed,) = tables(read(pages(7)))
        assert table.anchor.bbox == pytest.approx(printed.anchor.bbox, abs=12)

    def test_the_notice_says_so_too(self, found: Document, scan: bytes) -> None:
        notice = extract(joined(scan, pages(2)), bounds=ASKED)
        assert notice.source.text_origin == "mixed"
        assert notice.document_number is not None
        assert notice.document_number.text == "沙政办函〔2021〕8号"

    def test_a_file_of_pictures_is_pages(self) -> None:
        from tests.forge.scan import picture  # noqa: PLC0415

        made = io.BytesIO()
        picture(pages(7), 0, 5, skew=0).save(made, "TIFF", dpi=(200, 200), compression="jpeg")
        found = asked(made.getvalue())
        assert found.media_type == "image/tiff"
        assert [(round(page.width), round(page.height)) for page in found.pages] == [(595, 842)]
        assert len(tables(found)) == 1

    def test_an_empty_picture_says_that_nothing_was_found(self) -> None:
        with pytest.raises(NoTextLayer, match="nothing like text"):
            asked(pdf(photograph))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(64), CorruptSource),
        (b"\xff\xd8\xff\xe0" + bytes(64), CorruptSource),
        (b"II*\0" + b"\xff" * 64, CorruptSource),
        (b"MM\0*" + bytes(64), CorruptSource),
    ],
)
def test_damaged_pictures_are_corrupt(
    data: bytes, error: type[ExtractorError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "is_installed", lambda: True)
    with pytest.raises(error):
        asked(data)


def test_a_picture_of_too_many_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    image = pytest.importorskip("PIL.Image")
    monkeypatch.setattr(recognition, "is_installed", lambda: True)
    made = io.BytesIO()
    image.new("1", (9_000, 9_000)).save(made, "PNG")
    with pytest.raises(TooLarge, match="9000 by 9000"):
        asked(made.getvalue())
