"""The package of a Word document: which part is the document, and what it is related to."""

from __future__ import annotations

import posixpath
from typing import Protocol

from lxml import etree

from extractor.errors import CorruptSource, EncryptedSource, ExtractorError, UnsupportedFormat
from extractor.model.diagnostic import Diagnostic
from extractor.readers.archive import Archive
from extractor.readers.docx.names import W, local_name
from extractor.readers.opc import OLE, Parts, Relationship


class Source(Protocol):
    """The parts of a document: those of a package, or a binary file told in the same terms."""

    main: str
    document: etree._Element
    relationships: dict[str, Relationship]
    opened: list[etree._Element]
    """The trees of all parts that were asked for so far."""
    diagnostics: list[Diagnostic]

    def part(self, kind: str) -> etree._Element | None:
        """Return the tree of the part related as ``kind`` ("styles"), or None."""

    def tree(self, name: str) -> etree._Element | None:
        """Return the tree of the optional part ``name``; None if it is missing or broken."""


class Package:
    """A DOCX package: the main part's tree and the parts it is related to.

    Raises:
        UnsupportedFormat: The zip is no word-processing document.
        CorruptSource: The main part is missing or broken.
    """

    def __init__(self, archive: Archive) -> None:
        self._parts = Parts(archive, "docx.part-unreadable")
        self.diagnostics: list[Diagnostic] = self._parts.diagnostics
        self.main = self._find_main()
        document = self._parts.required(self.main)
        if document is None:
            raise CorruptSource(
                f"the package has no part {self.main}: it is damaged; open and save it in Word"
            )
        self.document = document
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
        self.opened = [document]
        self.relationships = {one.id: one for one in self._parts.relationships(self.main)}

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
        root = self._parts.tree(name)
        if root is not None:
            self.opened.append(root)
        return root

    def _find_main(self) -> str:
        for relationship in self._parts.relationships(""):
            if relationship.kind == "officeDocument" and relationship.target in self._parts:
                return relationship.target
        if any(name.startswith("word/") for name in self._parts.names):
            return "word/document.xml"
        raise UnsupportedFormat("the zip is no Word document: unpack it and pass the files in it")


def open_package(data: bytes) -> Package:
    """Return the package in ``data``.

    Raises:
        EncryptedSource: It, or a member, is locked with a password.
        UnsupportedFormat, CorruptSource, TruncatedSource: It is no DOCX, or a broken one.
        TooLarge, TooDeep, HostileXml: It would expand or nest beyond the limits.
    """
    if data.startswith(OLE):
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
