"""Small DOCX packages zipped from strings of XML, for tests."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN_TYPE}"/></Types>'
)
ROOT_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def part(name: str, content: str) -> str:
    """Return the part whose root element is ``w:name``."""
    return f"<w:{name} {_NAMESPACES}>{content}</w:{name}>"


def relations(entries: dict[str, tuple[str, str, str]]) -> str:
    """Return a relationships part; entries are id to (kind, target, mode)."""
    rows = "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"' if mode else "")
        + "/>"
        for name, (kind, target, mode) in entries.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def pack(members: dict[str, str | bytes]) -> bytes:
    """Return a zip of ``members``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def build(body: str, links: dict[str, tuple[str, str, str]] | None = None, **parts: str) -> bytes:
    """Return a DOCX with ``body`` and the parts given by name: ``styles=...``, ``header1=...``.

    A part's relationship has its name as id and its name without digits as kind.
    """
    entries = {name: (name.rstrip("0123456789"), f"{name}.xml", "") for name in parts}
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT_RELATIONS,
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(entries | (links or {})),
    }
    members.update({f"word/{name}.xml": content for name, content in parts.items()})
    return pack(members)


def p(*texts: str, properties: str = "") -> str:
    """Return a paragraph of runs with ``texts``; XML in them stands between the runs."""
    runs = "".join(text if text.startswith("<") else run(text) for text in texts)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run."""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(*blocks: str, properties: str = "") -> str:
    """Return a cell; texts become paragraphs."""
    content = "".join(one if one.startswith("<") else p(one) for one in blocks) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a row; texts become cells."""
    content = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{content}</w:tr>"


def table(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def numbered(number: str | int, level: int | None, *texts: str, style: str = "") -> str:
    """Return a paragraph numbered directly."""
    head = f'<w:pStyle w:val="{style}"/>' if style else ""
    at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return p(*texts, properties=f'{head}<w:numPr>{at}<w:numId w:val="{number}"/></w:numPr>')


PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="印章"/><a:graphic><a:graphicData>'
    "<pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
"""A run with a picture whose description is 印章."""
