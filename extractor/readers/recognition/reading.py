"""From the pixels of a page to the `Page` that a reader of text would have given."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from extractor.bounds import bounds as in_force
from extractor.errors import MissingExtra
from extractor.layout.gathering import Recognised
from extractor.layout.ink import is_red
from extractor.layout.lines import is_wide
from extractor.layout.page import Floats, Glyphs, Look, Page
from extractor.layout.remarks import remark
from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic, Severity
from extractor.readers.recognition.engine import MISSING, Pixels, Written, is_installed, read_lines
from extractor.readers.recognition.rules import find_rules, ink_of, skew_of, straightened
from extractor.readers.recognition.seals import Seal, without_seals

RESOLUTION = 200.0
"""Pixels an inch at which pages are looked at: characters of 16 points are 44 pixels high."""
MOST_PIXELS = 16_000_000
"""Pixels of the picture of a page: two pages of A3 at `RESOLUTION`."""
UNREADABLE, UNSURE = 0.5, 0.8
"""Scores below which a line is left out, and below which it is told to be uncertain."""
_INK_HEIGHT = 0.75
"""Part of a line's height that is an em, as a rule: the engine draws lines higher than they are."""
_PARTS = (0.5, 1.05)
"""Between these parts of a line's height an em can be; words set apart have longer steps."""
_LIKE = 0.15
"""Part by which sizes may differ and be one."""


class Recogniser:
    """Recognises the pages of one document, as many as its bounds allow."""

    def __init__(self, left: int) -> None:
        self._left = left

    @property
    def allowed(self) -> bool:
        """Whether another page may be recognised."""
        return self._left > 0

    def require(self) -> None:
        """Raise MissingExtra unless the extra is installed."""
        if not is_installed():
            raise MissingExtra(f"recognising pictures needs the extra ocr: {MISSING}")

    def __call__(self, page: Page, picture: Callable[[], Pixels]) -> Recognised:
        """Return a page of which the picture is all there is, with its text, and remarks.

        Raises:
            MissingExtra: The extra is not installed.
        """
        self.require()
        self._left -= 1
        return _recognise(page, picture())


def recogniser() -> Recogniser:
    """Return what recognises the pages of one document within the bounds in force."""
    return Recogniser(in_force().ocr_pages)


def advice() -> str:
    """Return what to do about a document of pictures that was not read."""
    if in_force().ocr_pages:
        return "nothing like text was recognised in it"
    extra = "" if is_installed() else f" ({MISSING})"
    return f"recognise its text with --ocr{extra}, or pass a PDF with a text layer"


def _recognise(page: Page, pixels: Pixels) -> Recognised:
    width, height = page.frame().size
    scale = width / pixels.shape[1]
    skew = skew_of(ink_of(pixels))
    straight, seals = without_seals(straightened(pixels, skew), 72 / scale)
    lines = read_lines(straight)
    kept = [line for line in lines if line.score >= UNREADABLE]
    levels, uprights = find_rules(ink_of(straight), 72 / scale)
    glyphs, looks = _glyphs(kept, straight, scale)
    found = Page(
        number=page.number,
        width=width,
        height=height,
        glyphs=glyphs,
        looks=looks,
        horizontals=levels * scale,
        verticals=uprights * scale,
        fills=np.zeros((0, 4)),
        pictures=np.zeros((0, 4)),
        drawn=page.drawn,
        recognised=True,
        skew=skew,
    )
    return found, tuple(_remarks(found, lines, seals, scale))


def _remarks(page: Page, lines: list[Written], seals: list[Seal], scale: float) -> list[Diagnostic]:
    """Return a remark on the page, on each seal, and on lines that were left out or are unsure."""

    def placed(code: str, severity: Severity, box: tuple[float, ...], said: str) -> Diagnostic:
        left, top, right, bottom = (round(side * scale, 2) for side in box)
        shown = page.frame().shown((left, top, right, bottom))
        message = f"page {page.number}: {said}"
        anchor = Anchor(page=page.number, bbox=shown)
        return Diagnostic(code=code, severity=severity, message=message, anchor=anchor)

    text = (
        "the page is a picture: its text was recognised (OCR), not read; compare it with the page"
    )
    remarks = [remark("page-recognised", "info", page.number, text)]
    said = "a seal was painted out, so that the text below it can be recognised; it is not read"
    remarks += [placed("ocr-seal", "info", seal, said) for seal in seals]
    for line in lines:
        if line.score < UNREADABLE:
            said = "something like writing could not be recognised"
            remarks.append(placed("ocr-unreadable", "warning", line.box, said))
        elif line.score < UNSURE or any(_meet(line.box, seal) for seal in seals):
            said = f"the recognised text “{line.text}” is uncertain"
            remarks.append(placed("ocr-uncertain", "warning", line.box, said))
    return remarks


def _meet(first: tuple[float, ...], second: tuple[float, ...]) -> bool:
    """Whether two boxes have something in common."""
    across = first[0] < second[2] and second[0] < first[2]
    return across and first[1] < second[3] and second[1] < first[3]


def _glyphs(lines: list[Written], pixels: Pixels, scale: float) -> tuple[Glyphs, tuple[Look, ...]]:
    """Return the characters of the lines as those of a page, blanks between words included."""
    sizes = _levelled([size * scale for size in _sizes(lines)], lines)
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    bases: list[float] = []
    which: list[int] = []
    looks: dict[Look, int] = {}
    for line, size in zip(lines, sizes, strict=True):
        look = Look(size=size, red=_in_red(line, pixels))
        number = looks.setdefault(look, len(looks))
        base = (line.box[1] + line.box[3]) / 2 * scale + 0.38 * size
        for character, left, right in _filled(line, size / scale):
            codes.append(ord(character))
            boxes.append((left * scale, base - 0.88 * size, right * scale, base + 0.12 * size))
            bases.append(base)
            which.append(number)
    glyphs = Glyphs(
        np.array(codes, dtype=np.uint32),
        np.array(boxes, dtype=np.float64).reshape(-1, 4),
        np.array(bases, dtype=np.float64),
        np.array(which, dtype=np.int64),
    )
    return glyphs, tuple(looks)


def _sizes(lines: list[Written]) -> list[float]:
    """Return an em of each line in pixels: the step from one Chinese character to the next.

    Where a line has too few of them, its height tells; how high boxes are for an em, the other
    lines do.
    """
    heights = [line.box[3] - line.box[1] for line in lines]
    steps = [_step(line) for line in lines]
    known = [
        step / height
        for step, height in zip(steps, heights, strict=True)
        if step is not None and _PARTS[0] * height <= step <= _PARTS[1] * height
    ]
    usual = float(np.median(known)) if known else _INK_HEIGHT
    return [
        step
        if step is not None and _PARTS[0] * height <= step <= _PARTS[1] * height
        else usual * height
        for step, height in zip(steps, heights, strict=True)
    ]


def _step(line: Written) -> float | None:
    codes = np.array([ord(one[0]) for one in line.places], dtype=np.uint32)
    wide = is_wide(codes)
    middles = np.array([(left + right) / 2 for _, left, right in line.places])
    steps = np.diff(middles)[wide[1:] & wide[:-1]]
    return float(np.median(steps)) if len(steps) >= 3 else None


def _levelled(sizes: list[float], lines: list[Written]) -> list[float]:
    """Return the sizes with those alike made one, the commonest first: measuring scatters them."""
    left = dict(enumerate(sizes))
    result = list(sizes)
    while left:
        weights = {
            index: sum(
                len(lines[other].places)
                for other, size in left.items()
                if abs(size - left[index]) <= _LIKE / 2 * left[index]
            )
            for index in left
        }
        middle = left[max(weights, key=lambda index: (weights[index], -index))]
        alike = [index for index, size in left.items() if abs(size - middle) <= _LIKE * middle]
        common = round(float(np.median([left[index] for index in alike])), 1)
        for index in alike:
            result[index] = common
            del left[index]
    return result


def _filled(line: Written, size: float) -> list[tuple[str, float, float]]:
    """Return the characters, those that follow one another without a gap, blanks where they are.

    The engine's boxes are a little narrow; what is no blank to it is none to the layout.
    """
    blanks = _blanks(line)
    made: list[tuple[str, float, float]] = []
    for index, (text, left, right) in enumerate(line.places):
        follows = index + 1 < len(line.places)
        after = line.places[index + 1][1] if follows else right
        if follows and index in blanks:
            made += [(one, left, right) for one in text]
            made.append((" ", right, after))
            continue
        near = follows and 0 < after - right < 0.8 * size
        made += [(one, left, after if near else right) for one in text]
    return made


def _blanks(line: Written) -> set[int]:
    """Return after which of the line's characters its text has a blank."""
    found = set()
    index = -1
    rest = iter(line.places)
    for character in line.text:
        if character.isspace():
            found.add(index)
        elif next(rest, None) is not None:
            index += 1
    return found


def _in_red(line: Written, pixels: Pixels) -> bool:
    """Whether the darker half of the line's pixels is red."""
    left, top, right, bottom = (max(int(side), 0) for side in line.box)
    part: Floats = pixels[top:bottom, left:right].reshape(-1, 3).astype(np.float64)
    if not len(part):
        return False
    darkest = part[np.argsort(part[:, 1], kind="stable")[: max(len(part) // 8, 1)]]
    blue, green, red = np.median(darkest, axis=0).tolist()
    return is_red((int(red), int(green), int(blue)))
