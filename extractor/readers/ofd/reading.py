"""The whole way from OFD bytes to a `Document`."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractor.bounds import bounds as in_force
from extractor.errors import TooLarge
from extractor.layout.gathering import Gathering
from extractor.layout.remarks import count_unmapped, remark, shortcomings
from extractor.model.diagnostic import Diagnostic
from extractor.model.document import Document
from extractor.readers.archive import Archive
from extractor.readers.ofd.elements import child, children, is_true, text_of
from extractor.readers.ofd.package import Package
from extractor.readers.ofd.pages import Allowance, Sheet, sizes, templates
from extractor.readers.ofd.resources import Resources

MEDIA_TYPE = "application/ofd"


def read(data: bytes) -> Document:
    """Return what the OFD file in ``data`` shows; several documents in it one after another.

    Signatures are not looked at, nor are the seals that they draw. What annotations write is
    text where it was filled in, else furniture.

    Raises:
        EncryptedSource: It is locked with a password.
        NoTextLayer: The pages are pictures.
        EmptySource: There is nothing on them.
        CorruptSource, TruncatedSource: The package or its entry is broken.
        TooLarge, TooDeep, HostileXml: It exceeds a limit or declares a DOCTYPE.
    """
    package = Package(Archive(data))
    gathering = Gathering("OFD", MEDIA_TYPE)
    allowance = Allowance(in_force().reused)
    ordinal = 0
    for root in package.documents():
        tree = package.tree(root)
        if tree is None:
            continue
        document = _Document(package, root, tree, allowance)
        places = list(document.places())
        if ordinal + len(places) > in_force().pages:
            message = f"OFD has more than {in_force().pages} pages: split it"
            raise TooLarge(message)
        gathering.begin()
        for place in places:
            ordinal += 1
            document.read(place, ordinal, gathering)
        gathering.remark(document.attachments())
    gathering.remark(package.diagnostics)
    return gathering.document()


class _Document:
    """One document of the package, ``tree`` being its root part ``root``."""

    def __init__(
        self, package: Package, root: str, tree: etree._Element, allowance: Allowance
    ) -> None:
        self._package = package
        self._root = root
        self._tree = tree
        self._resources = Resources(package)
        self._allowance = allowance
        self._common = child(tree, "CommonData")
        self._templates: dict[str, str] = {}
        for entry in () if self._common is None else self._common:
            self._resources_of(entry, root)
            place = entry.get("BaseLoc")
            if place and entry.get("ID"):
                self._templates[entry.get("ID") or ""] = package.locate(place, root)
        self._notes = self._annotated()

    def places(self) -> Iterator[tuple[str, str]]:
        """Yield the identifier of each page and the name of its part, empty if there is none."""
        pages = child(self._tree, "Pages")
        for page in () if pages is None else children(pages, "Page"):
            place = self._package.locate(page.get("BaseLoc") or "", self._root)
            yield page.get("ID") or "", place

    def read(self, place: tuple[str, str], ordinal: int, gathering: Gathering) -> None:
        """Read a page into ``gathering``; one that cannot be read costs a remark."""
        identity, name = place
        tree = self._package.tree(name)
        if tree is None:
            message = "its part of the package is missing or broken; its content is missing"
            gathering.remark([remark("page-unreadable", "error", ordinal, message)])
            return
        for entry in tree:
            self._resources_of(entry, name)
        sheet = Sheet(self._resources, self._allowance)
        for template in templates(tree, above=False):
            sheet.take(self._content(self._templates.get(template, "")), reused=True)
        sheet.take(child(tree, "Content"))
        for template in templates(tree, above=True):
            sheet.take(self._content(self._templates.get(template, "")), reused=True)
        for notes in self._notes.get(identity, ()):
            found = self._package.tree(notes)
            if found is not None:
                sheet.annotate(found)
        around = None if self._common is None else child(self._common, "PageArea")
        page = sheet.page(ordinal, sizes(child(tree, "Area"), around))
        gathering.add(page)
        gathering.remark(
            shortcomings(
                ordinal,
                unmapped=count_unmapped(page.glyphs.codes),
                cut=sheet.writing.cut,
                tangled=sheet.strokes.full,
            )
        )
        self._package.forget(name)

    def attachments(self) -> list[Diagnostic]:
        """Return a remark on each file that the document carries with it (20)."""
        name = self._package.locate(text_of(child(self._tree, "Attachments")), self._root)
        tree = self._package.tree(name)
        return [
            Diagnostic(
                code="ofd.attached",
                severity="info",
                message=f"the file {entry.get('Name') or ''} attached to the document is not read",
            )
            for entry in (() if tree is None else children(tree, "Attachment"))
            if is_true(entry.get("Visible"), default=True)
        ]

    def _content(self, name: str) -> etree._Element | None:
        tree = self._package.tree(name)
        if tree is None:
            return None
        for entry in tree:
            self._resources_of(entry, name)
        return child(tree, "Content")

    def _resources_of(self, entry: etree._Element, source: str) -> None:
        """Read the resources that ``entry`` names, if it does."""
        tag = entry.tag
        if isinstance(tag, str) and tag.endswith(("PublicRes", "DocumentRes", "PageRes")):
            self._resources.load(text_of(entry), source)

    def _annotated(self) -> dict[str, list[str]]:
        """Return the parts that hold the annotations of each page."""
        found: dict[str, list[str]] = {}
        name = self._package.locate(text_of(child(self._tree, "Annotations")), self._root)
        tree = self._package.tree(name)
        for entry in () if tree is None else children(tree, "Page"):
            part = self._package.locate(text_of(child(entry, "FileLoc")), name)
            found.setdefault(entry.get("PageID") or "", []).append(part)
        return found
