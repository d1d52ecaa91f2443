"""Word documents (DOCX, DOCM, Strict OOXML): bytes in, `Document` out.

Paths of anchors are those of the elements counted from 1 with wrappers looked through:
``body/p[3]``, ``body/tbl[1]/tr[2]/tc[3]/p[1]``, ``body/p[3]/txbx[1]/p[1]``,
``footnotes/footnote[2]/p[1]``; ``tc`` counts the file's ``w:tc`` elements, covered cells
included. Where breaks cut a paragraph in several, ``characters`` counts its text as shown:
the automatic number, a tab as one, a break as one.
"""

from __future__ import annotations

from lxml import etree

from extractor.errors import CorruptSource, EmptySource
from extractor.model.document import Document
from extractor.readers.docx.account import account
from extractor.readers.docx.body import BlockReader
from extractor.readers.docx.context import Context, Story
from extractor.readers.docx.drafts import Draft, finish
from extractor.readers.docx.names import W
from extractor.readers.docx.notes import Notes
from extractor.readers.docx.numbering import Counters, Definitions
from extractor.readers.docx.package import Source, open_package
from extractor.readers.docx.stories import keep_comments, keep_headers, read_notes
from extractor.readers.docx.styles import Styles
from extractor.readers.tabbed import with_tables

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(data: bytes) -> Document:
    """Return the document in ``data``: body, then the notes that it calls.

    The final view: insertions are text; deletions, comments, hidden text, headers, footers and
    note marks are furniture. Automatic numbers stand at the start of the text, counted by
    ``Paragraph.generated``.

    Raises:
        EncryptedSource: The file is locked with a password.
        UnsupportedFormat: The bytes are no Word document.
        CorruptSource, TruncatedSource: The package or its main part is broken.
        EmptySource: There is nothing in it.
        TooLarge, TooDeep, HostileXml: It exceeds a limit or declares a DOCTYPE.
    """
    return read_source(open_package(data), MEDIA_TYPE)


def read_source(package: Source, media_type: str) -> Document:
    """Return the document whose parts ``package`` has, as `read` does."""
    bodies = package.document.findall(f"{W}body")
    if not bodies:
        raise CorruptSource(f"the part {package.main} has no body: open and save it in Word")
    styles = Styles(package.part("styles"))
    context = Context(
        package,
        styles,
        Definitions(lambda: package.part("numbering"), styles.list_styles),
        Notes(package.part("settings") if _has_notes(package) else None, package.document),
    )
    drafts = _read_bodies(context, bodies)
    drafts += read_notes(context, "footnote")
    drafts += read_notes(context, "endnote")
    keep_headers(context)
    keep_comments(context)
    if not drafts and not context.furniture:
        raise EmptySource(_emptiness(context))
    blocks, furniture = finish(drafts), tuple(context.furniture)
    lost = account(package.opened, blocks, furniture)
    return Document(
        media_type=media_type,
        blocks=with_tables(blocks),
        furniture=furniture,
        diagnostics=(*package.diagnostics, *context.diagnostics, *lost),
    )


def _has_notes(package: Source) -> bool:
    """Whether the settings of notes matter: those of a document without notes are not read."""
    kinds = {one.kind for one in package.relationships.values()}
    return not kinds or not kinds.isdisjoint({"footnotes", "endnotes"})


def _read_bodies(context: Context, bodies: list[etree._Element]) -> list[Draft]:
    """Return the blocks of the body; of several, which the schema forbids, one after another."""
    story = Story(Counters(context.definitions), main=True)
    reader = BlockReader(context, story)
    drafts = reader.read(bodies[0], "body")
    for number, body in enumerate(bodies[1:], 2):
        drafts += reader.read(body, f"body[{number}]")
    if len(bodies) > 1:
        context.remark(
            "docx.several-bodies",
            f"the document has {len(bodies)} bodies where one is allowed; all are read, "
            "Word may show fewer: look at the original",
            None,
        )
    return drafts


def _emptiness(context: Context) -> str:
    """Return what to say of a document without any text."""
    if any(one.code == "docx.embedded" for one in context.diagnostics):
        return (
            "the document has no text, only embedded objects such as charts, "
            "which are not read: pass the document they were made from"
        )
    return "the document is empty: there is no text in it; check the download"
