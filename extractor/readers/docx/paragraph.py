"""A paragraph's properties and content to the paragraphs a reader sees.

The automatic number stands at the start of the first line; each break the author made begins
a paragraph of its own at the same path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from lxml import etree

from extractor.model.document import Mark, Style
from extractor.readers.docx.drafts import DraftParagraph
from extractor.readers.docx.names import P_PR, W, value
from extractor.readers.docx.numbering import Counters, Definitions, Level
from extractor.readers.docx.runs import Content, Stretch
from extractor.readers.docx.styles import Shape, Styles, over, read_shape

MarkKind = Literal["bold", "underline", "italic", "highlight", "link", "kaiti", "heiti"]

_TWIPS = 20
_BODY_LEVEL = 9
"""``w:outlineLvl`` of body text (17.3.1.20)."""
_DEFAULT_SIZE = 10.0
"""Points where nothing states a size (17.3.2.38)."""


def style_of(paragraph: etree._Element) -> str:
    """Return the id of the paragraph's style, or nothing for the default one."""
    return value(paragraph.find(P_PR), f"{W}pStyle") or ""


class ParagraphReader:
    """Turns paragraphs of one story into drafts, counting its automatic numbers."""

    def __init__(self, styles: Styles, definitions: Definitions, counters: Counters) -> None:
        self._styles = styles
        self._definitions = definitions
        self._counters = counters

    def read(
        self, paragraph: etree._Element, content: Content, *, numbered: bool = True
    ) -> Iterator[DraftParagraph]:
        """Yield the lines of ``content`` that show something.

        Args:
            paragraph: The ``w:p`` whose properties count.
            content: What it shows.
            numbered: False where Word does not show the number: in a covered cell.
        """
        style = style_of(paragraph)
        direct = read_shape(paragraph.find(P_PR))
        label, level = "", None
        if numbered:
            label, level = self._number(style, direct)
        if not label and content.empty:
            return
        shape = over(direct, self._styles.shape(style))
        if level is not None:
            shape = shape._replace(
                left=shape.left if direct.left is not None else level.left,
                first=shape.first if direct.first is not None else level.first,
            )
        yield from self._lines(content, style, shape, label, level)

    def _lines(
        self, content: Content, style: str, shape: Shape, label: str, level: Level | None
    ) -> Iterator[DraftParagraph]:
        offset = 0
        whole = len(content.lines) == 1
        links = tuple(content.links)
        for number, line in enumerate(content.lines):
            text = "".join([stretch.text for stretch in line])
            shift = 0
            if number == 0 and label:
                prefix = label
                if text.strip() and level is not None and level.suffix != "nothing":
                    prefix += " "
                shift = len(prefix)
                text = prefix + text
            if text.strip():
                yield DraftParagraph(
                    path=content.path,
                    text=text,
                    style=self._style(line, style, shape),
                    marks=tuple(_marks(line, shift)),
                    generated=shift,
                    links=links,
                    offset=None if whole else offset,
                )
                links = ()
            offset += len(text) + 1

    def _number(self, style: str, direct: Shape) -> tuple[str, Level | None]:
        """Count the paragraph; direct numbering goes before that of its style (17.9.18)."""
        inherited = self._styles.shape(style)
        number = direct.number if direct.number is not None else inherited.number
        if number is None or number == "0":
            return "", None
        level = direct.level
        if level is None:
            level = self._linked_level(number, style)
        if level is None:
            level = inherited.level if direct.number is None else 0
        labelled = self._counters.next_label(number, level or 0)
        return labelled if labelled is not None else ("", None)

    def _linked_level(self, number: str, style: str) -> int | None:
        """Return the level that a style in the chain is linked to by ``w:pStyle`` (17.9.23)."""
        chain = self._definitions.get(number)
        if chain is None:
            return None
        linked = {level.style: index for index, level in chain.levels.items() if level.style}
        if not linked:
            return None
        return next((linked[one] for one in self._styles.chain(style) if one in linked), None)

    def _style(self, line: list[Stretch], style: str, shape: Shape) -> Style:
        looks: dict[tuple[float | None, bool, bool], int] = {}
        for stretch in line:
            look = stretch.look
            key = (look.size, bool(look.bold), bool(look.red))
            looks[key] = looks.get(key, 0) + len(stretch.text.strip())
        if not looks:
            look = self._styles.look(style, "")
            looks[look.size, bool(look.bold), bool(look.red)] = 1
        size = _DEFAULT_SIZE
        bold = red = False
        if len(looks) == 1:
            own, bold, red = next(iter(looks))
            size = own or _DEFAULT_SIZE
        else:
            total = sum(looks.values())
            sizes: dict[float, int] = {}
            for (own, _, _), weight in looks.items():
                sizes[own or _DEFAULT_SIZE] = sizes.get(own or _DEFAULT_SIZE, 0) + weight
            size = max(sizes, key=lambda one: sizes[one])
            bold = sum(weight for key, weight in looks.items() if key[1]) * 2 > total
            red = sum(weight for key, weight in looks.items() if key[2]) * 2 > total
        outline = shape.outline
        return Style(
            align=shape.align or "left",
            size=size,
            bold=bold,
            red=red,
            heading=outline + 1 if outline is not None and 0 <= outline < _BODY_LEVEL else None,
            indent=_indent(shape, size),
        )


def _indent(shape: Shape, size: float) -> float:
    """Return where the first line begins, in points; characters go before twips (17.3.1.12)."""
    left = (shape.left or 0) / _TWIPS
    first = (shape.first or 0) / _TWIPS
    if shape.left_characters:
        left = shape.left_characters * size / 100
    if shape.first_characters:
        first = shape.first_characters * size / 100
    return round(left + first, 2)


def _kinds(stretch: Stretch) -> Iterable[MarkKind]:
    look = stretch.look
    if look.bold:
        yield "bold"
    if look.underline:
        yield "underline"
    if look.italic:
        yield "italic"
    if look.highlight:
        yield "highlight"
    if look.font == "kaiti":
        yield "kaiti"
    elif look.font == "heiti":
        yield "heiti"
    if stretch.linked:
        yield "link"


def _marks(line: list[Stretch], shift: int) -> list[Mark]:
    """Return the marks, neighbours of a kind united, ordered by where they begin."""
    open_marks: dict[MarkKind, int] = {}
    marks: list[Mark] = []
    position = shift
    for stretch in line:
        kinds = tuple(_kinds(stretch))
        if open_marks:
            for kind in [kind for kind in open_marks if kind not in kinds]:
                marks.append(Mark(open_marks.pop(kind), position, kind))
        for kind in kinds:
            open_marks.setdefault(kind, position)
        position += len(stretch.text)
    marks.extend(Mark(start, position, kind) for kind, start in open_marks.items())
    if len(marks) > 1:
        marks.sort(key=lambda mark: (mark.start, mark.end))
    return marks
