"""The paragraphs of a document as readable prose: wraps repaired, page seams closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from extractor.model.document import Document, Paragraph, Picture, Style, Table
from extractor.structure.boxes import unboxed
from extractor.text import passage
from extractor.text.characters import compact, fold
from extractor.text.labels import Label, read_label
from extractor.text.passage import Passage


@dataclass(frozen=True)
class Prose:
    """A paragraph outside tables. ``passage`` keeps wraps; ``text`` has them repaired."""

    passage: Passage
    style: Style
    page: int | None = None
    last_page: int | None = None
    number: Label | None = None
    """The number it begins with where the copy has lost the number's mark."""

    @cached_property
    def repaired(self) -> Passage:
        """The paragraph with wraps repaired; a blank that alone sets off a number stays.

        That behind 第X条, and those behind 1　总则 and 1.1　目的, as wide as printed.
        """
        label = read_label(self.passage.text)
        if label is None or not label.printed[-1:].isalnum():
            return self.passage.repaired()
        head, rest = self.passage.slice(0, label.end), self.passage.slice(label.end)
        spaced = head.text != head.text.rstrip() or rest.text != rest.text.lstrip()
        if not spaced or not rest.text.strip():
            return passage.join([head.strip().repaired(), rest.repaired()])
        if label.form in SPACED_FORMS:
            return passage.join([head.strip().repaired(), rest.repaired()], " ")
        gap = self.passage.slice(
            len(head.text.rstrip()), len(self.passage) - len(rest.text.lstrip())
        )
        kept = Passage(gap.text.replace("\n", " "), gap.runs)
        return passage.join([head.strip().repaired(), kept, rest.strip().repaired()])

    @property
    def text(self) -> str:
        """The paragraph's text with wraps repaired."""
        return self.repaired.text

    @cached_property
    def folded(self) -> str:
        """The text folded for matching; offsets are those of ``text``."""
        return fold(self.text)

    @cached_property
    def key(self) -> str:
        """The text folded and without white space, for comparing whole lines."""
        return compact(self.text)

    @cached_property
    def label(self) -> Label | None:
        """The number the paragraph begins with, or None; that of a footnote is none."""
        return None if self.style.note else read_label(self.text) or self.number


_ATTACHMENT = regex.compile(
    r"附(?:(?:件|表|录)[0-9一二三四五六七八九十]{0,3}|[0-9一二三四五六七八九十]{1,3}):?"
)
"""A line that only says that an attachment begins."""


def is_attachment_mark(line: Prose) -> bool:
    """Whether a line only says that an attachment begins: 附件2, 附1."""
    return _ATTACHMENT.fullmatch(line.key) is not None


SPACED_FORMS = frozenset({"part", "chapter", "section", "article"})
"""Labels without a mark of their own: only a blank sets them off from the text."""

Item = Prose | Table | Picture

TERMINAL = frozenset("。！？；：;:!?")
CLOSING = frozenset("”’）)】〕》」』")


def items_of(document: Document) -> list[Item]:
    """Return the document's blocks in order, boxes opened, seams closed, none empty."""
    found: list[Item] = []
    blank_before = False
    for block in unboxed(document.blocks):
        if not isinstance(block, Paragraph):
            found.append(block)
            blank_before = False
            continue
        if not block.text.strip():
            blank_before = True
            continue
        prose = prose_of(block)
        previous = found[-1] if found else None
        if isinstance(previous, Prose) and _continues(previous, prose, blank_before):
            found[-1] = _closed(previous, prose)
        else:
            found.append(prose)
        blank_before = False
    return found


def prose_items(items: Sequence[Item]) -> list[tuple[int, Prose]]:
    """Return the paragraphs among ``items`` with their positions."""
    return [(position, item) for position, item in enumerate(items) if isinstance(item, Prose)]


def prose_of(paragraph: Paragraph) -> Prose:
    """Return a paragraph of the document as prose."""
    pages = [piece.anchor.page for piece in paragraph.pieces if piece.anchor.page is not None]
    whole = passage.of(paragraph).strip()
    first = min(pages) if pages else None
    return Prose(whole, paragraph.style, first, max(pages) if pages else None)


def _closed(first: Prose, second: Prose) -> Prose:
    whole = passage.join([first.passage, second.passage], "\n")
    return Prose(whole, first.style, first.page, second.last_page)


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends where a sentence or a clause of a list may end."""
    bare = text.rstrip("".join(CLOSING))
    return not bare or bare[-1] in TERMINAL or (bare != text and bare[-1] in TERMINAL | {"."})


def _continues(first: Prose, second: Prose, blank_between: bool) -> bool:
    """Whether a break between pages has cut one paragraph in two.

    A text that ends in a comma goes on in any format; otherwise the break must be one of pages,
    the text above be more than a line's worth and unfinished, and the text below bear no number.
    """
    if second.label is not None or second.style.heading is not None:
        return False
    if is_attachment_mark(second):
        return False
    text = first.folded
    if text[-1] in ",、":
        return blank_between or first.page is not None or len(text) > 30
    crosses = first.last_page is not None and second.page == first.last_page + 1
    if not crosses or "center" in (first.style.align, second.style.align):
        return False
    if first.style.align == "right" or second.style.align == "right":
        return False
    return len(text) > 24 and not ends_sentence(first.text) and text[-1] != ")"
