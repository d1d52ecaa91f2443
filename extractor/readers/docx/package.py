"""The package: which part is the document, and what its relationships point to.

ECMA-376 Part 2 (OPC) clauses 6 and 9. Parts that are optional and broken cost a diagnostic,
never the document.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from extractor.errors import (
    CorruptSource,
    EmptySource,
    EncryptedSource,
    ExtractorError,
    UnsupportedFormat,
)
from extractor.model.diagnostic import Diagnostic
from extractor.readers import xml
from extractor.readers.archive import Archive
from extractor.readers.docx.names import STRICT, TRANSITIONAL, R, W, local_name

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_STRICT_NAMES = (
    (STRICT.encode(), TRANSITIONAL.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        R[1:-1].encode(),
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """Where a relationship points; ``kind`` is the last word of its type, as ``header``."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """A DOCX package: the main part's tree and the parts it is related to.

    Raises:
        UnsupportedFormat: The zip is no word-processing document.
        CorruptSource: The main part is missing or broken.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.diagnostics: list[Diagnostic] = []
        self.main = self._find_main()
        data = archive.read(self.main)
        if data is None:
            raise CorruptSource(
                f"the package has no part {self.main}: it is damaged; open and save it in Word"
            )
        self.document = _tree(data, self.main)
        if self.document.tag != f"{W}document":
            name = local_name(self.document)
            if ":" in name:
                raise CorruptSource(
                    f"the part {self.main} does not declare the prefix of <{name}>: "
                    "open and save the file in Word"
                )
            raise UnsupportedFormat(
                f"the part {self.main} is no Word document but <{name}>: save the file as DOCX"
            )
        self.relationships = {one.id: one for one in self._relationships(self.main)}

    def part(self, kind: str) -> etree._Element | None:
        """Return the tree of the part related as ``kind`` ("styles"), or None."""
        for relationship in self.relationships.values():
            if relationship.kind == kind and not relationship.external:
                return self.tree(relationship.target)
        if not self.relationships:
            return self.tree(posixpath.join(posixpath.dirname(self.main), f"{kind}.xml"))
        return None

    def tree(self, name: str) -> etree._Element | None:
        """Return the tree of the optional part ``name``; None if it is missing or broken."""
        try:
            data = self._archive.read(name)
            return None if data is None else _tree(data, name)
        except (CorruptSource, EmptySource) as fault:
            self.diagnostics.append(
                Diagnostic(code="docx.part-unreadable", severity="warning", message=str(fault))
            )
            return None

    def _find_main(self) -> str:
        for relationship in self._relationships(""):
            if relationship.kind == "officeDocument" and relationship.target in self._archive:
                return relationship.target
        if "word/document.xml" in self._archive:
            return "word/document.xml"
        if any(name.startswith("word/") for name in self._archive.names):
            return "word/document.xml"
        raise UnsupportedFormat("the zip is no Word document: unpack it and pass the files in it")

    def _relationships(self, source: str) -> list[Relationship]:
        folder, name = posixpath.split(source)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for element in () if root is None else root.iter(_RELATIONSHIP):
            target = element.get("Target") or ""
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:]
            kind = (element.get("Type") or "").rsplit("/", 1)[-1]
            found.append(Relationship(element.get("Id") or "", kind, target, external))
        return found


def open_package(data: bytes) -> Package:
    """Return the package in ``data``.

    Raises:
        EncryptedSource: It, or a member, is locked with a password.
        UnsupportedFormat, CorruptSource, TruncatedSource: It is no DOCX, or a broken one.
        TooLarge, TooDeep, HostileXml: It would expand or nest beyond the limits.
    """
    if data.startswith(_OLE):
        raise _compound(data)
    return Package(Archive(data))


def _compound(data: bytes) -> ExtractorError:
    """Return the fault of an OLE compound file: a locked package, or an old document."""
    if "EncryptedPackage".encode("utf-16-le") in data:  # [MS-OFFCRYPTO] 2.3.4.4
        return EncryptedSource(
            "the Office document is locked with a password: open it and save it without one"
        )
    return UnsupportedFormat(
        "the file is an OLE compound file, no DOCX: open it in Word or WPS and save it as DOCX"
    )


def _tree(data: bytes, name: str) -> etree._Element:
    """Return the part's tree with the names of the Strict form turned into Transitional ones."""
    root = xml.parse(data, name)
    if isinstance(root.tag, str) and not any(
        uri.startswith("http://purl.oclc.org/ooxml/") for uri in root.nsmap.values()
    ):
        return root
    plain: bytes = etree.tostring(root, encoding="UTF-8")
    for strict, transitional in _STRICT_NAMES:
        plain = plain.replace(b'="' + strict, b'="' + transitional)
    return xml.parse(plain, name)
