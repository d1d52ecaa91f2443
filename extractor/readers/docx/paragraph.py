"""A paragraph's properties and content to the paragraphs a reader sees.

The automatic number stands at the start of the first line; each break the author made begins
a paragraph of its own at the same path.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from extractor.model.document import Mark, Style
from extractor.readers.docx.drafts import DraftParagraph
from extractor.readers.docx.numbering import Counters, Definitions, Level
from extractor.readers.docx.runs import Content, Stretch
from extractor.readers.docx.styles import Look, Shape, Stated, Styles, over

MarkKind = Literal["bold", "underline", "italic", "highlight", "link", "kaiti", "heiti"]

_TWIPS = 20
_BODY_LEVEL = 9
"""``w:outlineLvl`` of body text (17.3.1.20)."""
_DEFAULT_SIZE = 10.0
"""Points where nothing states a size (17.3.2.38)."""


class ParagraphReader:
    """Turns paragraphs of one story into drafts, counting its automatic numbers."""

    def __init__(self, styles: Styles, definitions: Definitions, counters: Counters) -> None:
        self._styles = styles
        self._definitions = definitions
        self._counters = counters

    def read(
        self, stated: Stated, content: Content, *, numbered: bool = True
    ) -> Iterator[DraftParagraph]:
        """Yield the lines of ``content`` that show something.

        Args:
            stated: What the paragraph whose mark ends it states.
            content: What it shows.
            numbered: False where Word does not show the number: in a covered cell.
        """
        style, direct = stated.style, stated.shape
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
        weights: dict[tuple[float | None, bool | None, bool | None], int] = {}
        for stretch in line:
            look = stretch.look
            key = (look.size, look.bold, look.red)
            weights[key] = weights.get(key, 0) + len(stretch.text.strip())
        if not weights:
            look = self._styles.look(style, "")
            weights[look.size, look.bold, look.red] = 1
        if len(weights) == 1:
            size, bold, red = next(iter(weights))
            return _styled(shape, size or _DEFAULT_SIZE, bold=bool(bold), red=bool(red))
        half = sum(weights.values()) / 2
        sizes: dict[float, int] = {}
        for (size, _, _), weight in weights.items():
            sizes[size or _DEFAULT_SIZE] = sizes.get(size or _DEFAULT_SIZE, 0) + weight
        return _styled(
            shape,
            max(sizes, key=lambda one: sizes[one]),
            bold=sum(weight for key, weight in weights.items() if key[1]) > half,
            red=sum(weight for key, weight in weights.items() if key[2]) > half,
        )


@lru_cache(maxsize=1024)
def _styled(shape: Shape, size: float, *, bold: bool, red: bool) -> Style:
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


@lru_cache(maxsize=1024)
def kinds_of(look: Look, *, linked: bool) -> tuple[MarkKind, ...]:
    """Return the kinds of marks that characters of a look bear."""
    kinds: list[MarkKind] = []
    if look.bold:
        kinds.append("bold")
    if look.underline:
        kinds.append("underline")
    if look.italic:
        kinds.append("italic")
    if look.highlight:
        kinds.append("highlight")
    if look.font in {"kaiti", "heiti"}:
        kinds.append(look.font)
    if linked:
        kinds.append("link")
    return tuple(kinds)


def _marks(line: list[Stretch], shift: int) -> list[Mark]:
    """Return the marks, neighbours of a kind united, ordered by where they begin."""
    open_marks: dict[MarkKind, int] = {}
    marks: list[Mark] = []
    position = shift
    for stretch in line:
        kinds = kinds_of(stretch.look, linked=stretch.linked)
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
