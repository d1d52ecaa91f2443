"""A package written flat: all its parts in one XML file (Word's "Word XML document")."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from lxml import etree

from extractor.errors import CorruptSource
from extractor.model.diagnostic import Diagnostic
from extractor.readers.docx.names import W
from extractor.readers.opc import Relationship

_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
FLAT = f"{_PACKAGE}package"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class FlatSource:
    """The parts of a flat package.

    Raises:
        CorruptSource: It has no Word document.
    """

    def __init__(self, root: etree._Element) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._parts: dict[str, etree._Element] = {}
        for part in root.iterchildren(f"{_PACKAGE}part"):
            inside = part.find(f"{_PACKAGE}xmlData/*")
            if inside is not None:
                self._parts[(part.get(f"{_PACKAGE}name") or "").lstrip("/").lower()] = inside
        found = [(name, one) for name, one in self._parts.items() if one.tag == f"{W}document"]
        if not found:
            raise CorruptSource("the flat package has no document: open and save it in Word")
        self.main, self.document = found[0]
        self.opened = [self.document]
        self.relationships = {one.id: one for one in self._related()}

    def part(self, kind: str) -> etree._Element | None:
        """Return the part related as ``kind``, None where there is none."""
        for relationship in self.relationships.values():
            if relationship.kind == kind and not relationship.external:
                return self.tree(relationship.target)
        return None

    def tree(self, name: str) -> etree._Element | None:
        """Return the part ``name``, None where there is none."""
        found = self._parts.get(name.lower())
        if found is not None:
            self.opened.append(found)
        return found

    def _related(self) -> list[Relationship]:
        folder, name = posixpath.split(self.main)
        root = self._parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for element in () if root is None else root.iter(_RELATIONSHIP):
            target = element.get("Target") or ""
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:]
            kind = (element.get("Type") or "").rsplit("/", 1)[-1]
            found.append(Relationship(element.get("Id") or "", kind, target, external))
        return found
