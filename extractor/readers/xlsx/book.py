"""The package of a workbook: its sheets in order, with what is related to each (18.2)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractor.bounds import bounds
from extractor.errors import CorruptSource, TooMany, UnsupportedFormat
from extractor.model.anchor import Anchor
from extractor.model.diagnostic import Diagnostic
from extractor.readers.archive import Archive
from extractor.readers.docx.names import local_name
from extractor.readers.opc import Parts, Relationship
from extractor.readers.sheets.blocks import Book
from extractor.readers.sheets.model import Sheet, path_of, quoted
from extractor.readers.xlsx.account import Account
from extractor.readers.xlsx.drawings import read_comments, read_drawing
from extractor.readers.xlsx.looks import Looks
from extractor.readers.xlsx.names import R, S, area, is_true
from extractor.readers.xlsx.sheet import Common, read_sheet
from extractor.readers.xlsx.strings import shared_strings

_BINARY = "xl/workbook.bin"


def read_book(data: bytes) -> Book:
    """Return the workbook in ``data``.

    Raises:
        ExtractorError: As `extractor.readers.xlsx.read` says.
    """
    return _BookReader(Parts(Archive(data), "xlsx.part-unreadable")).read()


class _BookReader:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._diagnostics: list[Diagnostic] = []
        self._unreadable: list[str] = []
        self._account = Account(None)
        self._named: set[str] = set()
        """The parts that the workbook names as sheets."""

    def read(self) -> Book:
        main = self._main()
        root = self._parts.required(main)
        if root is None:
            raise CorruptSource(f"the package has no part {main}: open and save it in Excel")
        if root.tag != f"{S}workbook":
            raise UnsupportedFormat(f"the part {main} is no workbook but <{local_name(root)}>")
        related = {one.id: one for one in self._parts.relationships(main)}
        by_kind = {one.kind: one.target for one in related.values()}
        strings = self._optional(by_kind, "sharedStrings")
        self._account = Account(strings)
        common = Common(
            shared_strings(strings),
            Looks(self._optional(by_kind, "styles")),
            is_true(root.find(f"{S}workbookPr"), "date1904"),
        )
        elements = root.findall(f"{S}sheets/{S}sheet")
        most = bounds().sheets
        if len(elements) > most:
            raise TooMany(f"the workbook has {len(elements)} sheets; {most} are allowed")
        titles = _print_titles(root)
        sheets = []
        for number, element in enumerate(elements):
            relationship = related.get(element.get(f"{R}id", ""))
            sheet = Sheet(
                element.get("name") or f"Sheet{number + 1}",
                hidden=element.get("state") in {"hidden", "veryHidden"},
                titles=titles.get(number),
            )
            if relationship is not None and self._sheet(relationship, sheet, common):
                sheets.append(sheet)
        if self._unreadable and not any(sheet.cells for sheet in sheets):
            raise CorruptSource(f"{self._unreadable[0]}: open the file in Excel and save it")
        self._tell_uncounted(common)
        self._count_others()
        told = [*self._parts.diagnostics, *self._diagnostics]
        return Book(sheets, self._account.written, told)

    def _main(self) -> str:
        main = "xl/workbook.xml"
        for relationship in self._parts.relationships(""):
            if relationship.kind == "officeDocument" and relationship.target in self._parts:
                main = relationship.target
        if main.endswith(".bin") or (main not in self._parts and _BINARY in self._parts):
            raise UnsupportedFormat("the file is a binary Excel workbook (.xlsb): save it as XLSX")
        return main

    def _optional(self, by_kind: dict[str, str], kind: str) -> etree._Element | None:
        return self._parts.tree(by_kind[kind]) if kind in by_kind else None

    def _sheet(self, relationship: Relationship, sheet: Sheet, common: Common) -> bool:
        """Read one sheet; False if it holds no cells at all, as a sheet that is a chart."""
        root = self._parts.tree(relationship.target)
        self._named.add(relationship.target.lower())
        if root is None:
            what = f"the sheet {quoted(sheet.name)} is missing or damaged"
            self._unreadable.append(what)
            self._remark(
                "xlsx.sheet-unreadable", f"{what}: look at the original", quoted(sheet.name)
            )
            return False
        if root.tag != f"{S}worksheet":
            if not sheet.hidden:
                self._remark_unread("a chart", quoted(sheet.name))
            return False
        self._account.sheet(root, sheet.name)
        read_sheet(root, sheet, common)
        related = {one.id: one for one in self._parts.relationships(relationship.target)}
        self._beside(root, sheet, related)
        return True

    def _beside(self, root: etree._Element, sheet: Sheet, related: dict[str, Relationship]) -> None:
        for element in root.iterfind(f"{S}hyperlinks/{S}hyperlink"):
            place, target = area(element.get("ref")), related.get(element.get(f"{R}id", ""))
            if place is not None and target is not None and target.external:
                sheet.links[place.top, place.left] = target.target
        for one in related.values():
            tree = None
            if one.kind in {"comments", "drawing"} and not one.external:
                tree = self._parts.tree(one.target)
            if tree is not None and one.kind == "comments":
                self._account.comments(tree)
                sheet.comments += read_comments(tree)
            elif tree is not None:
                self._account.drawing(tree)
                sheet.asides += read_drawing(tree, lambda what: self._embedded(what, sheet))

    def _count_others(self) -> None:
        """Count the worksheets that the package holds and the workbook does not name."""
        for name in self._parts.names:
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                root = None if name in self._named else self._parts.tree(name)
                if root is not None and root.tag == f"{S}worksheet":
                    self._account.sheet(root, name)

    def _embedded(self, what: str, sheet: Sheet) -> None:
        if not sheet.hidden:
            self._remark_unread(what, quoted(sheet.name))

    def _remark_unread(self, what: str, path: str) -> None:
        self._remark(
            "xlsx.embedded",
            f"{what} stands here, whose text is not read: look at the original",
            path,
        )

    def _tell_uncounted(self, common: Common) -> None:
        if common.uncounted:
            name, row, column = common.uncounted[0]
            self._remark(
                "xlsx.formula-without-value",
                f"{len(common.uncounted)} formulas have no value in the file, which is never "
                "computed here: open it in Excel or WPS and save it, then pass it again",
                path_of(name, row, column),
            )

    def _remark(self, code: str, message: str, path: str) -> None:
        self._diagnostics.append(
            Diagnostic(code=code, severity="warning", message=message, anchor=Anchor(path=path))
        )


def _print_titles(root: etree._Element) -> dict[int, range]:
    """Return the rows that each sheet, by its position, prints again on every page."""
    return dict(_titles(root))


def _titles(root: etree._Element) -> Iterator[tuple[int, range]]:
    for element in root.iterfind(f"{S}definedNames/{S}definedName"):
        if element.get("name") != "_xlnm.Print_Titles":
            continue
        sheet = element.get("localSheetId", "")
        for part in (element.text or "").split(","):
            first, _, last = part.rpartition("!")[2].replace("$", "").partition(":")
            if sheet.isdecimal() and first.isdecimal() and last.isdecimal() and len(last) < 8:
                yield int(sheet[:6]), range(int(first[:7]) - 1, int(last))
