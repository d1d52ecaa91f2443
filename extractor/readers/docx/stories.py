"""The parts beside the main text: notes, which are content, and headers and comments."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from lxml import etree

from extractor.model.document import FurnitureKind
from extractor.readers.docx.body import BlockReader
from extractor.readers.docx.context import Context, Story
from extractor.readers.docx.drafts import Draft, paragraphs_in
from extractor.readers.docx.names import R, W
from extractor.readers.docx.notes import NoteKind
from extractor.readers.docx.numbering import Counters

_PAGE_NUMBER = regex.compile(r"[\s\-—–－·.第页/共]*+[0-9０-９]{1,4}[\s\-—–－·.第页/共0-9０-９]*+")
"""A header line that is nothing but a page number: — 3 —, 第 3 页 共 9 页."""


def read_notes(context: Context, kind: NoteKind) -> list[Draft]:
    """Return the notes that the text calls, in the order it calls them.

    Paths are ``footnotes/footnote[n]/p[m]``, counted from 1 as the part has them. A note that
    nothing calls is not shown, and hidden furniture.
    """
    root = context.package.part(f"{kind}s")
    if root is None:
        return []
    called = {name: place for place, name in enumerate(context.notes.called(kind))}
    story = Story(Counters(context.definitions), main=True)
    reader = BlockReader(context, story)
    found: list[tuple[int, list[Draft]]] = []
    for number, note in enumerate(root.iterchildren(f"{W}{kind}"), 1):
        path = f"{kind}s/{kind}[{number}]"
        name = note.get(f"{W}id", "")
        if name in called:
            found.append((called[name], reader.read_note(note, path, (kind, name))))
        else:
            reader.set_aside(note, path, "hidden")
    found.sort(key=lambda one: one[0])
    return [draft for _, drafts in found for draft in drafts]


def keep_comments(context: Context) -> None:
    """Keep the comments as furniture; paths are ``comments/comment[n]/p[m]``."""
    root = context.package.part("comments")
    if root is None:
        return
    reader = BlockReader(context, Story(Counters(context.definitions)))
    for number, comment in enumerate(root.iterchildren(f"{W}comment"), 1):
        reader.set_aside(comment, f"comments/comment[{number}]", "comment")


def keep_headers(context: Context) -> None:
    """Keep headers and footers as furniture, each part once; paths are ``header[n]/p[m]``."""
    for place, root in _headers(context):
        story = Story(Counters(context.definitions))
        drafts = BlockReader(context, story).read(root, place)
        for draft in paragraphs_in(drafts):
            kind: FurnitureKind = "running_head"
            if draft.path in story.numbered_pages or _PAGE_NUMBER.fullmatch(draft.text):
                kind = "page_number"
            context.set_aside(kind, draft.text, draft.path)


def _headers(context: Context) -> Iterator[tuple[str, etree._Element]]:
    seen: set[str] = set()
    counts = {"header": 0, "footer": 0}
    for reference in context.package.document.iter(f"{W}headerReference", f"{W}footerReference"):
        relationship = context.package.relationships.get(reference.get(f"{R}id", ""))
        if relationship is None or relationship.external or relationship.target in seen:
            continue
        seen.add(relationship.target)
        root = context.package.tree(relationship.target)
        if root is not None:
            kind = "header" if reference.tag == f"{W}headerReference" else "footer"
            counts[kind] += 1
            yield f"{kind}[{counts[kind]}]", root
