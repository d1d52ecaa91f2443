"""Edits in DOCX: the characters of ``w:t`` elements, in the bytes of the part, and no other byte.

Runs keep their formatting: a replacement takes that of the characters it replaces. The result is
read again; edits that did not come out as meant are taken back.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

import regex
from lxml import etree

from extractor import readers
from extractor.assembly.ledger import paragraphs_of
from extractor.checks.fixing.groups import Group, changed, replaced
from extractor.checks.rule import Edit
from extractor.checks.subject import Subject
from extractor.errors import ExtractorError
from extractor.model.anchor import Anchor
from extractor.model.document import Paragraph
from extractor.readers.archive import Archive
from extractor.readers.docx.names import ALTERNATE, TEXT_BOX, XML_SPACE, P, W, chosen
from extractor.readers.docx.package import Package
from extractor.readers.docx.wrappers import elements

_TEXT = f"{W}t"
_NOT_SHOWN = frozenset({f"{W}del", f"{W}moveFrom", f"{W}rt", TEXT_BOX})
_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)


class _Letter(NamedTuple):
    """One character of a paragraph: which ``w:t`` of it, and where in that element's text."""

    element: int
    offset: int


def apply(data: bytes, subject: Subject, groups: Sequence[Group]) -> tuple[bytes, list[Group]]:
    """Return the document with the edits made, and the groups that could be."""
    left = list(groups)
    for _ in range(2):
        made, left = _attempt(data, subject, left)
        wrong = _unlike(made, subject, left)
        if wrong is None:
            return data, []
        if not wrong:
            return made, left
        left = [group for group in left if not any(edit.paragraph in wrong for edit in group)]
    return data, []


def _attempt(data: bytes, subject: Subject, groups: Sequence[Group]) -> tuple[bytes, list[Group]]:
    package = _Package(data)
    done = [group for group in groups if package.edit(subject, group)]
    return (package.written() if done else data), done


def _unlike(data: bytes, subject: Subject, groups: Iterable[Group]) -> set[int] | None:
    """Return the paragraphs that do not read as meant; None where the document is another one."""
    try:
        found = tuple(paragraphs_of(readers.read(data).blocks))
    except ExtractorError:
        return None
    if len(found) != len(subject.paragraphs):
        return None
    edits: dict[int, list[Edit]] = {}
    for group in groups:
        for edit in group:
            edits.setdefault(edit.paragraph, []).append(edit)
    return {
        before.id
        for before, after in zip(subject.paragraphs, found, strict=True)
        if changed(before.text, edits.get(before.id, ())) != after.text
    }


class _Change(NamedTuple):
    start: int
    end: int
    replacement: str


class _Package:
    """A DOCX whose main part's texts are changed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._archive = Archive(data)
        package = Package(self._archive)
        self._main = package.main
        self._root = package.document
        self._ordinals = {text: number for number, text in enumerate(self._root.iter(_TEXT))}
        self._elements = list(self._ordinals)
        self._made: dict[Edit, list[tuple[int, _Change]]] = {}
        self._letters: dict[int, Mapping[int, _Letter]] = {}

    def edit(self, subject: Subject, group: Group) -> bool:
        """Take up the edits of one finding; False, and none is, when one of them can't be made."""
        made = {}
        for edit in group:
            changes = self._changes(subject, edit)
            if not changes:
                return False
            made[edit] = changes
        self._made |= made
        return True

    def written(self) -> bytes:
        """Return the package with the edits made; every other member keeps its content."""
        by_element: dict[int, list[_Change]] = {}
        for changes in self._made.values():
            for ordinal, change in changes:
                by_element.setdefault(ordinal, []).append(change)
        texts = {
            ordinal: replaced(self._elements[ordinal].text or "", set(changes))
            for ordinal, changes in by_element.items()
        }
        part = _rewritten(self._archive.read(self._main) or b"", texts)
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._data)) as old, zipfile.ZipFile(out, "w") as new:
            new.comment = old.comment
            for entry in old.infolist():
                main = entry.filename.replace("\\", "/").lstrip("/").lower() == self._main.lower()
                content = part if main else self._archive.read(entry.filename) or b""
                new.writestr(entry, content)
        return out.getvalue()

    def _changes(self, subject: Subject, edit: Edit) -> list[tuple[int, _Change]]:
        """Return what an edit does to each element it touches; nothing when it can't be made."""
        letters = self._letters_of(subject, edit.paragraph)
        if edit.start == edit.end:
            before, after = letters.get(edit.start - 1), letters.get(edit.start)
            if before is not None:
                at = before.offset + 1
                return [(before.element, _Change(at, at, edit.replacement))]
            if after is None:
                return []
            return [(after.element, _Change(after.offset, after.offset, edit.replacement))]
        touched = [letters.get(offset) for offset in range(edit.start, edit.end)]
        if not all(touched):
            return []
        found = [letter for letter in touched if letter]
        if len(edit.replacement) == len(found):
            pairs = zip(found, edit.replacement, strict=True)
        else:  # the first takes all that is new, so that it looks as what stood there
            new = [edit.replacement] + [""] * (len(found) - 1)
            pairs = zip(found, new, strict=True)
        return [
            (letter.element, _Change(letter.offset, letter.offset + 1, text))
            for letter, text in pairs
        ]

    def _letters_of(self, subject: Subject, paragraph: int) -> Mapping[int, _Letter]:
        if paragraph not in self._letters:
            self._letters[paragraph] = self._aligned(subject, paragraph)
        return self._letters[paragraph]

    def _aligned(self, subject: Subject, paragraph: int) -> Mapping[int, _Letter]:
        """Return for the offsets of a paragraph's text the characters of the file they are."""
        source = subject.paragraph(paragraph)
        path = source.pieces[0].anchor.path if source.pieces else None
        element = None if path is None else find_paragraph(self._root, path)
        if element is None:
            return {}
        spelt: list[str] = []
        letters: list[_Letter] = []
        for text in _texts(element):
            shown = text.text or ""
            lead = 0
            if text.get(XML_SPACE) != "preserve":  # white space at its ends is not shown
                lead = len(shown) - len(shown.lstrip(" \t\r\n"))
                shown = shown.strip(" \t\r\n")
            spelt.append(shown.replace("\n", " "))
            ordinal = self._ordinals[text]
            letters += [_Letter(ordinal, lead + offset) for offset in range(len(shown))]
        shown_text, base = _whole(subject, source)
        if source.generated == 0 and shown_text == "".join(spelt):
            return {at - base: letter for at, letter in enumerate(letters) if at >= base}
        matcher = SequenceMatcher(None, shown_text, "".join(spelt), autojunk=False)
        return {
            at - base: letters[block.b + at - block.a]
            for block in matcher.get_matching_blocks()
            for at in range(block.a, block.a + block.size)
            if at - base >= source.generated
        }


def _whole(subject: Subject, paragraph: Paragraph) -> tuple[str, int]:
    """Return the text of the ``w:p`` of a paragraph, and where in it the paragraph begins.

    Breaks cut a ``w:p`` into several paragraphs, which are alike only in their path.
    """
    place = paragraph.pieces[0].anchor
    if place.characters is None:
        return paragraph.text, 0
    whole = ""
    for span in subject.spans(Anchor(path=place.path)):
        line = subject.paragraph(span.paragraph)
        characters = line.pieces[0].anchor.characters
        start = characters[0] if characters else 0
        whole = whole.ljust(start, "\n") + line.text
    return whole, place.characters[0]


def find_paragraph(root: etree._Element, path: str) -> etree._Element | None:
    """Return the ``w:p`` that an anchor's path names in the main text; None for other places."""
    steps = path.split("/")
    if steps[0] != "body":
        return None
    element = root.find(f"{W}body")
    for step in steps[1:]:
        match = _STEP.match(step)
        if match is None or element is None:
            return None
        tag, number = f"{W}{match[1]}", int(match[2])
        same = (child for child in elements(element) if child.tag == tag)
        element = next(islice(same, number - 1, None), None)
    return element if element is not None and element.tag == P else None


_STEP = regex.compile(r"^(p|tbl|tr|tc)\[([1-9][0-9]{0,6})\]$")


def _texts(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the texts of a paragraph that may be shown, in order."""
    for child in element:
        if child.tag == _TEXT:
            yield child
        elif child.tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from _texts(branch)
        elif child.tag not in _NOT_SHOWN:
            yield from _texts(child)


def _rewritten(part: bytes, texts: Mapping[int, str]) -> bytes:
    """Return the part with the content of some ``w:t`` elements, by ordinal, made anew."""
    spans = _Spans(part).found
    parts, position = [], 0
    for ordinal in sorted(texts.keys() & spans.keys()):
        start, end = spans[ordinal]
        parts += [part[position:start], escape(texts[ordinal]).encode()]
        position = end
    return b"".join([*parts, part[position:]])


class _Spans:
    """Where the content of each ``w:t`` stands in the bytes of a part, by its ordinal.

    Left out are those that hold more than characters, and all of a part that is not UTF-8.
    """

    def __init__(self, part: bytes) -> None:
        self.found: dict[int, tuple[int, int]] = {}
        self._count = -1
        self._open = False
        self._start: int | None = None
        parser = expat.ParserCreate(namespace_separator=" ")
        self._parser = parser
        parser.buffer_text = False
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        for name in ("StartCdataSectionHandler", "EndCdataSectionHandler"):
            setattr(parser, name, self._spoilt)
        parser.CommentHandler = lambda _: self._spoilt()
        parser.ProcessingInstructionHandler = lambda *_: self._spoilt()
        parser.XmlDeclHandler = self._declared
        self._utf8 = not part.startswith((b"\xff\xfe", b"\xfe\xff"))
        parser.Parse(part, True)
        if not self._utf8:
            self.found = {}

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in {"utf-8", "us-ascii"}:
            self._utf8 = False

    def _begin(self, name: str, _attributes: object) -> None:
        self._spoilt()
        namespace, _, local = name.rpartition(" ")
        if local == "t" and namespace in _NAMESPACES:
            self._count += 1
            self._open, self._start = True, None

    def _characters(self, _text: str) -> None:
        if self._open and self._start is None:
            self._start = self._parser.CurrentByteIndex

    def _spoilt(self) -> None:
        self._open = False

    def _end(self, _name: str) -> None:
        if self._open and self._start is not None:
            self.found[self._count] = (self._start, self._parser.CurrentByteIndex)
        self._open = False
