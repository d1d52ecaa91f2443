"""The wrappers that WordprocessingML puts around paragraphs, tables, rows and cells.

Content controls (17.5.2), custom XML (17.5.1), insertions (17.13.5), alternate content.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractor.readers.docx.names import ALTERNATE, TBL, TC, TR, P, W, chosen

CHUNK = f"{W}altChunk"
DELETING = frozenset({f"{W}del", f"{W}moveFrom"})
_KNOWN = frozenset({P, TBL, TR, TC, CHUNK}) | DELETING
_CLOSED = frozenset(
    f"{W}{name}"
    for name in (
        *("sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx"),
        *("sdtPr", "sdtEndPr", "customXmlPr", "pPr", "rPr"),
    )
)


def elements(container: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs, tables, rows, cells and deletions; all else is looked through."""
    for child in container:
        tag = child.tag
        if tag in _KNOWN:
            yield child
        elif tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from elements(branch)
        elif tag not in _CLOSED and len(child):
            yield from elements(child)
