"""The package: its documents, and the parts that they name (GB/T 33190-2016, 7.1 to 7.5)."""

from __future__ import annotations

import posixpath

from lxml import etree

from extractor.errors import CorruptSource, EmptySource, EncryptedSource
from extractor.model.diagnostic import Diagnostic
from extractor.readers import xml
from extractor.readers.archive import Archive
from extractor.readers.ofd.elements import child, children, is_true, text_of

ENTRY = "OFD.xml"
_ENCRYPTIONS = "encryptions.xml"
"""The list of locked parts (GM/T 0099-2020)."""


class Package:
    """An OFD package; parts that are optional and broken cost a diagnostic, not the document.

    Raises:
        EncryptedSource: It is locked.
        CorruptSource: Its entry is missing or broken.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._trees: dict[str, etree._Element | None] = {}
        self.diagnostics: list[Diagnostic] = []
        if any(posixpath.basename(name) == _ENCRYPTIONS for name in archive.names):
            message = "OFD is encrypted: open it in an OFD reader and save it without a password"
            raise EncryptedSource(message)
        data = archive.read(ENTRY)
        if data is None:
            raise CorruptSource(f"the package has no {ENTRY}: it is no OFD file")
        self._entry = xml.parse(data, ENTRY)

    def documents(self) -> list[str]:
        """Return the names of the root parts of the documents, in order; often there is one."""
        roots = []
        for body in children(self._entry, "DocBody"):
            root = self.locate(text_of(child(body, "DocRoot")), ENTRY)
            for version in self._versions(body):
                root = version or root
            if root:
                roots.append(root)
        if not roots:
            raise CorruptSource(f"{ENTRY} names no document: the file is damaged; get it again")
        return list(dict.fromkeys(roots))

    def _versions(self, body: etree._Element) -> list[str]:
        """Return the root of the version that is current, if the document has versions (19)."""
        found = []
        versions = child(body, "Versions")
        for version in () if versions is None else children(versions, "Version"):
            if is_true(version.get("Current"), default=False):
                name = self.locate(version.get("BaseLoc") or "", ENTRY)
                tree = self.tree(name)
                if tree is not None:
                    found.append(self.locate(text_of(child(tree, "DocRoot")), name))
        return found

    def locate(self, place: str, source: str, base: str = "") -> str:
        """Return the name of the part at ``place`` (ST_Loc) as the part ``source`` names it.

        Places begin at the root or at the folder of the part that names them; some producers
        begin at the document's folder instead. Nothing if there is no such part.
        """
        if not place:
            return ""
        folder = posixpath.dirname(source)
        outer = folder.partition("/")[0]
        for start in (posixpath.join(folder, base), folder, outer, ""):
            name = posixpath.normpath(posixpath.join("/", start, place))[1:]
            if name in self._archive:
                return name
        return ""

    def tree(self, name: str) -> etree._Element | None:
        """Return the tree of a part; None, with a diagnostic, if it is missing or broken."""
        if name not in self._trees:
            self._trees[name] = self._parsed(name)
        return self._trees[name]

    def forget(self, name: str) -> None:
        """Give up the tree of a part that is read once, as a page is."""
        self._trees.pop(name, None)

    def _parsed(self, name: str) -> etree._Element | None:
        if not name:
            return None
        try:
            data = self._archive.read(name)
            return None if data is None else xml.parse(data, name)
        except (CorruptSource, EmptySource) as fault:
            self.diagnostics.append(
                Diagnostic(code="ofd.part-unreadable", severity="warning", message=str(fault))
            )
            return None
