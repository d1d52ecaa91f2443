"""Packages of Office Open XML: parts as trees, and what their relationships point to.

ECMA-376 Part 2 (OPC) clauses 6 and 9. Parts that are optional and broken cost a diagnostic,
never the document.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from lxml import etree

from extractor.errors import CorruptSource, EmptySource
from extractor.model.diagnostic import Diagnostic
from extractor.readers import xml
from extractor.readers.archive import Archive

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an OLE compound file begins ([MS-CFB] 2.2)."""

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/"
_STRICT_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _OFFICE + b"relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _OFFICE + b"math"),
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


class Parts:
    """The parts of a package, each a tree in the names of the Transitional form.

    Args:
        archive: The zip.
        code: The diagnostic of a part that cannot be read.
    """

    def __init__(self, archive: Archive, code: str) -> None:
        self._archive = archive
        self._code = code
        self.diagnostics: list[Diagnostic] = []

    def __contains__(self, name: str) -> bool:
        return name in self._archive

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members, in lower case."""
        return self._archive.names

    def required(self, name: str) -> etree._Element | None:
        """Return the tree of the part ``name``, None where there is none.

        Raises:
            ExtractorError: It is damaged, too large, or does harm.
        """
        data = self._archive.read(name)
        return None if data is None else parse_part(data, name)

    def tree(self, name: str) -> etree._Element | None:
        """Return the tree of the optional part ``name``; None if it is missing or broken."""
        try:
            return self.required(name)
        except (CorruptSource, EmptySource) as fault:
            self.diagnostics.append(
                Diagnostic(code=self._code, severity="warning", message=str(fault))
            )
            return None

    def relationships(self, source: str) -> list[Relationship]:
        """Return what the part ``source`` is related to; "" is the package itself."""
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


def parse_part(data: bytes, name: str) -> etree._Element:
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
