"""The XML of Word 2003 (WordprocessingML 2003) in the terms of a DOCX package.

Most names are those of ECMA-376; notes, headers, lists and revisions stand in other places.
"""

from __future__ import annotations

from lxml import etree

from extractor.errors import CorruptSource
from extractor.model.diagnostic import Diagnostic
from extractor.readers.doc.lists import FORMATS
from extractor.readers.docx.names import TRANSITIONAL, VAL, R, W, integer, value
from extractor.readers.opc import Relationship
from extractor.readers.xml import parse

_NAMESPACE = "http://schemas.microsoft.com/office/word/2003/wordml"
OLD = f"{{{_NAMESPACE}}}wordDocument"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_RENAMED = {
    f"{W}listPr": f"{W}numPr",
    f"{W}ilfo": f"{W}numId",
    f"{W}vmerge": f"{W}vMerge",
    f"{W}hmerge": f"{W}hMerge",
}
_NOTES = {f"{W}footnote": "footnote", f"{W}endnote": "endnote"}
_HEADS = {f"{W}hdr": "header", f"{W}ftr": "footer"}
_DELETED, _COMMENT = "Word.Deletion", "Word.Comment"


class OldSource:
    """The parts of a document of Word 2003.

    Raises:
        CorruptSource: It has no body.
    """

    main = "wordDocument"

    def __init__(self, data: bytes) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.relationships: dict[str, Relationship] = {}
        self._parts: dict[str, etree._Element] = {}
        self.document = _renamed(data)
        self.opened = [self.document]
        if self.document.find(f"{W}body") is None:
            raise CorruptSource("the document has no body: open and save it in Word")
        self._set_out_links()
        self._set_out_annotations()
        self._set_out_notes()
        self._set_out_heads()
        numbering = _numbering(self.document)
        for kind, root in (("styles", self.document.find(f"{W}styles")), ("numbering", numbering)):
            if root is not None:
                self._relate(kind, kind, root)

    def part(self, kind: str) -> etree._Element | None:
        """Return the part of a kind, None where there is none."""
        return self.tree(kind)

    def tree(self, name: str) -> etree._Element | None:
        """Return the part ``name``, None where there is none."""
        found = self._parts.get(name)
        if found is not None:
            self.opened.append(found)
        return found

    def _relate(self, name: str, kind: str, root: etree._Element) -> None:
        self._parts[name] = root
        self.relationships[name] = Relationship(name, kind, name, external=False)

    def _set_out_links(self) -> None:
        for number, element in enumerate(list(self.document.iter(f"{W}hlink")), 1):
            element.tag = f"{W}hyperlink"
            target = element.get(f"{W}dest")
            if target:
                name = f"link{number}"
                element.set(f"{R}id", name)
                self.relationships[name] = Relationship(name, "hyperlink", target, external=True)

    def _set_out_annotations(self) -> None:
        """Mark deletions, and move comments to a part of their own."""
        comments = etree.Element(f"{W}comments")
        for element in list(self.document.iter(f"{_AML}annotation")):
            kind = element.get(f"{W}type")
            if kind == _DELETED:
                element.tag = f"{W}del"
            elif kind == _COMMENT:
                comment = etree.SubElement(comments, f"{W}comment")
                for content in element.findall(f"{_AML}content"):
                    comment.extend(list(content))
        if len(comments):
            self._relate("comments", "comments", comments)

    def _set_out_notes(self) -> None:
        """Move notes, which stand where they are called, to parts of their own."""
        for tag, kind in _NOTES.items():
            root = etree.Element(f"{W}{kind}s")
            for number, note in enumerate(list(self.document.iter(tag)), 1):
                parent = note.getparent()
                if parent is None or parent.tag != f"{W}r":
                    continue
                mark = etree.Element(f"{W}{kind}Reference")
                mark.set(f"{W}id", str(number))
                parent.replace(note, mark)
                note.set(f"{W}id", str(number))
                note.tail = None
                root.append(note)
            if len(root):
                self._relate(f"{kind}s", f"{kind}s", root)

    def _set_out_heads(self) -> None:
        number = 0
        for section in list(self.document.iter(f"{W}sectPr")):
            for head in [one for one in section if one.tag in _HEADS]:
                number += 1
                kind, name = _HEADS[str(head.tag)], f"head{number}"
                reference = etree.Element(f"{W}{kind}Reference")
                reference.set(f"{R}id", name)
                section.replace(head, reference)
                self._relate(name, kind, head)


def _renamed(data: bytes) -> etree._Element:
    """Return the tree in the names of ECMA-376, as far as they differ by spelling alone."""
    plain = etree.tostring(parse(data, "the document"), encoding="UTF-8")
    root = parse(plain.replace(_NAMESPACE.encode(), TRANSITIONAL.encode()), "the document")
    for element in root.iter(*_RENAMED):
        element.tag = _RENAMED[str(element.tag)]
    for element in root.iter(f"{W}rFonts"):
        east_asian = element.get(f"{W}fareast")
        if east_asian is not None:
            element.set(f"{W}eastAsia", east_asian)
    return root


def _numbering(document: etree._Element) -> etree._Element | None:
    """Return the lists as ``w:numbering``: definitions, then the lists that use them."""
    lists = document.find(f"{W}lists")
    if lists is None:
        return None
    for element in lists:
        if element.tag == f"{W}listDef":
            element.tag = f"{W}abstractNum"
            element.set(f"{W}abstractNumId", element.get(f"{W}listDefId", ""))
        elif element.tag == f"{W}list":
            element.tag = f"{W}num"
            element.set(f"{W}numId", element.get(f"{W}ilfo", ""))
            named = value(element, f"{W}ilst") or ""
            etree.SubElement(element, f"{W}abstractNumId").set(VAL, named)
    for level in lists.iter(f"{W}lvl"):
        code = integer(value(level, f"{W}nfc"), 0) or 0
        name = FORMATS[code] if 0 <= code < len(FORMATS) else "none"
        etree.SubElement(level, f"{W}numFmt").set(VAL, name)
        suffix = level.find(f"{W}suff")
        if suffix is not None:
            suffix.set(VAL, (suffix.get(VAL) or "").lower())
    return lists
