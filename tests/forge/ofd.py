"""A pen that draws OFD (GB/T 33190-2016) with the calls of ReportLab's, so that both draw alike.

Producers differ in how they write the same page; a seed decides: millimetres or points under a
matrix, offsets one by one or repeated, rules as strokes or as thin filled boxes, what recurs in a
template, the prefix of the namespace.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics

MM = 25.4 / 72
NAMESPACE = "http://www.ofdspec.org/2016"
_TIME = (2024, 3, 1, 0, 0, 0)


def package(members: dict[str, str | bytes]) -> bytes:
    """Return a zip of the members; the same bytes every time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(zipfile.ZipInfo(name, _TIME), data)
    return made.getvalue()


def element(name: str, content: str = "", **attributes: str) -> str:
    """Return an element without a prefix; `document` declares the namespace."""
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>"


def document(
    pages: Sequence[str],
    *,
    common: str = "",
    size: tuple[float, float] = (210, 297),
    more: dict[str, str | bytes] | None = None,
    tail: str = "",
) -> bytes:
    """Return an OFD file of pages given by what stands in their ``Content``, or whole.

    ``common`` stands in ``CommonData``, ``tail`` behind the pages of the document; ``more`` are
    further members of the package.
    """
    area = element("PageArea", element("PhysicalBox", f"0 0 {size[0]:g} {size[1]:g}"))
    listed = "".join(
        element("Page", ID=str(number), BaseLoc=f"Pages/Page_{number}/Content.xml")
        for number in range(len(pages))
    )
    root = element("CommonData", area + common) + element("Pages", listed) + tail
    body = element("DocBody", element("DocRoot", "Doc_0/Document.xml"))
    members: dict[str, str | bytes] = {
        "OFD.xml": _file("OFD", body),
        "Doc_0/Document.xml": _file("Document", root),
    }
    for number, page in enumerate(pages):
        whole = page if page.startswith("<Page") else element("Content", page)
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = _file("Page", whole)
    return package(members | (more or {}))


def _file(name: str, content: str) -> str:
    if content.startswith(f"<{name}>"):
        content = content.removeprefix(f"<{name}>").removesuffix(f"</{name}>")
    return f'<?xml version="1.0" encoding="UTF-8"?><{name} xmlns="{NAMESPACE}">{content}</{name}>'


def part(name: str, content: str) -> str:
    """Return a member of its own: resources, a template, annotations."""
    return _file(name, content)


@dataclass
class OfdCanvas:
    """Draws pages from the bottom left, in points, as ReportLab does."""

    size: tuple[float, float]
    seed: int = 0
    pages: list[list[str]] = field(default_factory=lambda: [[]])

    def __post_init__(self) -> None:
        rng = random.Random(f"ofd/{self.seed}")
        self._matrix = rng.random() < 0.4
        self._repeats = rng.random() < 0.5
        self._filled = rng.random() < 0.4
        self._blocks = rng.random() < 0.3
        self._parts = rng.random() < 0.3
        self._prefix = rng.choice(["ofd:", "", "ofd:"])
        self._font = ("", 0.0)

    def setFont(self, name: str, size: float) -> None:  # noqa: N802 - ReportLab's name
        self._font = (name, size)

    def drawCentredString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        self.drawString(x - pdfmetrics.stringWidth(text, *self._font) / 2, y, text)

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        """Write a line, sometimes in several objects of some characters each."""
        name, size = self._font
        step = 7 if self._parts else len(text) or 1
        for start in range(0, len(text), step):
            piece = text[start : start + step]
            widths = [pdfmetrics.stringWidth(one, name, size) for one in piece]
            self._text(x, self.size[1] - y, piece, widths)
            x += sum(widths)

    def rect(self, x: float, y: float, width: float, height: float) -> None:
        if self._filled:
            for x0, y0, x1, y1 in (
                (x, y, x + width, y),
                (x, y + height, x + width, y + height),
                (x, y, x, y + height),
                (x + width, y, x + width, y + height),
            ):
                self.line(x0, y0, x1, y1)
            return
        wide, high = self._units(width), self._units(height)
        data = f"M 0 0 L {wide:g} 0 L {wide:g} {high:g} L 0 {high:g} C"
        self._path((x, self.size[1] - y - height, width, height), data, Stroke="true")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        top, width, height = self.size[1] - max(y0, y1), abs(x1 - x0), abs(y1 - y0)
        if self._filled:
            wide, high = max(width, 0.5), max(height, 0.5)
            data = "M 0 0 L {0:g} 0 L {0:g} {1:g} L 0 {1:g} C".format(
                self._units(wide), self._units(high)
            )
            box = (min(x0, x1), top, wide, high)
            self._path(box, data, Stroke="false", Fill="true")
            return
        data = f"M 0 0 L {self._units(width):g} {self._units(height):g}"
        self._path((min(x0, x1), top, width, height), data, LineWidth="0.2")

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        self.pages.append([])

    def bytes(self) -> bytes:
        """Return the file."""
        pages = []
        for items in self.pages:
            content = "".join(items)
            if self._blocks:
                content = element("PageBlock", content, ID="9")
            pages.append(element("Layer", content, ID="2", Type="Body"))
        fonts = element("Fonts", element("Font", ID="1", FontName="宋体"))
        made = document(
            pages,
            common=element("PublicRes", "PublicRes.xml"),
            size=(self.size[0] * MM, self.size[1] * MM),
            more={"Doc_0/PublicRes.xml": part("Res", fonts)},
        )
        return made if not self._prefix else _prefixed(made, self._prefix)

    def _units(self, points: float) -> float:
        return points if self._matrix else points * MM

    def _object(self, name: str, box: tuple[float, ...], content: str, **more: str) -> None:
        matrix = {"CTM": f"{MM:.6f} 0 0 {MM:.6f} 0 0"} if self._matrix else {}
        boundary = " ".join(f"{side * MM:.4f}" for side in box)
        identity = str(100 + len(self.pages[-1]))
        self.pages[-1].append(
            element(name, content, ID=identity, Boundary=boundary, **matrix, **more)
        )

    def _path(self, box: tuple[float, ...], data: str, **more: str) -> None:
        self._object("PathObject", box, element("AbbreviatedData", data), **more)

    def _text(self, x: float, baseline: float, text: str, widths: list[float]) -> None:
        size = self._font[1]
        steps = [f"{self._units(width):.4f}" for width in widths[:-1]]
        offsets = {"DeltaX": self._offsets(steps)} if steps else {}
        code = element(
            "TextCode", escape(text), X="0", Y=f"{self._units(0.9 * size):.4f}", **offsets
        )
        box = (x, baseline - 0.9 * size, sum(widths), 1.1 * size)
        self._object("TextObject", box, code, Font="1", Size=f"{self._units(size):.4f}")

    def _offsets(self, steps: list[str]) -> str:
        if not self._repeats:
            return " ".join(steps)
        runs = [(step, len(list(same))) for step, same in groupby(steps)]
        return " ".join(f"g {n} {step}" if n > 1 else step for step, n in runs)


def _prefixed(data: bytes, prefix: str) -> bytes:
    """Return the package with a prefix before the names of its elements."""
    made: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        for name in source.namelist():
            text = source.read(name).decode()
            text = text.replace("</", "\0").replace("<?", "\1").replace("<", f"<{prefix}")
            text = text.replace("\0", f"</{prefix}").replace("\1", "<?")
            made[name] = text.replace(" xmlns=", f" xmlns:{prefix.rstrip(':')}=")
    return package(made)
