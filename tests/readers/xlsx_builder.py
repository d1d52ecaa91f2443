"""Workbooks from parts of XML, for what no library writes."""

from __future__ import annotations

from tests.odd_files import archive

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_EXTERNAL = ' TargetMode="External"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
    '<fonts><font><sz val="11"/></font><font><b/><sz val="18"/><color rgb="FFFF0000"/>'
    '<name val="黑体"/></font></fonts>'
    '<borders><border/><border><left style="thin"/><right style="thin"/></border></borders>'
    '<cellXfs><xf/><xf fontId="1"><alignment horizontal="center"/></xf><xf borderId="1"/>'
    '<xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="14"/></cellXfs>'
)


def sheet(rows: str, behind: str = "", before: str = "") -> str:
    """Return the inside of a worksheet."""
    return f"{before}<sheetData>{rows}</sheetData>{behind}"


def row(number: int, *cells: str | float | None, style: int = 0, attributes: str = "") -> str:
    """Return a row of inline strings and numbers; None leaves a cell out."""
    parts = []
    for column, value in enumerate(cells):
        place = f'r="{chr(ord("A") + column)}{number}" s="{style}"'
        if isinstance(value, str):
            parts.append(f'<c {place} t="inlineStr"><is><t>{value}</t></is></c>')
        elif value is not None:
            parts.append(f"<c {place}><v>{value}</v></c>")
    return f'<row r="{number}" {attributes}>{"".join(parts)}</row>'


def xlsx(
    *sheets: str,
    styles: str = STYLES,
    strings: str = "",
    book: str = "",
    names: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    related: dict[str, tuple[str, str]] | None = None,
    strict: bool = False,
    properties: str = "",
) -> bytes:
    """Return a workbook.

    Args:
        sheets: The insides of the worksheets.
        styles: The inside of the style sheet.
        strings: The shared strings, ``si`` elements.
        book: What stands behind the list of sheets.
        names: The names of the sheets.
        states: Their states (hidden).
        related: Parts of the first sheet by kind: the part's name and its XML.
        strict: In the names of the Strict form.
        properties: Attributes of ``workbookPr``.
    """
    main, office = (STRICT, STRICT_OFFICE) if strict else (MAIN, OFFICE)
    listed = "".join(
        f'<sheet name="{names[n] if n < len(names) else f"Sheet{n + 1}"}" sheetId="{n + 1}" '
        f'state="{states[n] if n < len(states) else "visible"}" r:id="s{n}"/>'
        for n in range(len(sheets))
    )
    relations = [(f"s{n}", "worksheet", f"sheets/sheet{n}.xml") for n in range(len(sheets))]
    relations += [("x1", "styles", "styles.xml"), ("x2", "sharedStrings", "strings.xml")]
    parts = {
        "_rels/.rels": _relations([("r1", "officeDocument", "xl/workbook.xml")], office),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><workbookPr {properties}/>'
        f"<sheets>{listed}</sheets>{book}</workbook>",
        "xl/_rels/workbook.xml.rels": _relations(relations, office),
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
        "xl/strings.xml": f'<sst xmlns="{main}">{strings}</sst>',
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        "</Types>",
    }
    for number, inside in enumerate(sheets):
        parts[f"xl/sheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}" xmlns:r="{office}">{inside}</worksheet>'
        )
    if related:
        parts["xl/sheets/_rels/sheet0.xml.rels"] = _relations(
            [(f"y{n}", kind, f"../{name}") for n, (kind, (name, _)) in enumerate(related.items())],
            office,
        )
        parts |= {f"xl/{name}": text for name, text in related.values()}
    return archive({name: text.encode() for name, text in parts.items()})


def _relations(entries: list[tuple[str, str, str]], office: str) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{office}/{kind}" Target="{target}"'
        f"{_EXTERNAL if kind == 'hyperlink' else ''}/>"
        for name, kind, target in entries
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
