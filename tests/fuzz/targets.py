"""What is fuzzed: a reader or a grammar each, from bytes the engine made to an extraction.

A target may end in a record that fulfils the contract or in a fault of the tool's own; the engine
reports all else, a time over its limit and memory over its limit included. Where a format packs its
text (PDF, OOXML, OFD), the engine is given the text and the package is made around it, as small as
it can be; XML that it broke is mended, so that most of what it tries is read and not refused at the
first tag.
"""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable
from functools import cache

import regex
from lxml import etree

from extractor import extract
from extractor.errors import ExtractorError
from extractor.text.characters import count_visible
from extractor.validation import validate

_FORMS = {
    "pdf": "pdf",
    "docx": "docx",
    "doc": "doc",
    "xlsx": "xlsx",
    "xls": "xls",
    "html": "html",
    "text": "txt",
    "ofd": "ofd",
}
_MAIN = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}
_UNMENDED = 8
"""One input of as many keeps its broken XML."""
_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<<"
    "/Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
    "/Supplement 0>>/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4>>>>]>>"
)
"""A font whose codes are UTF-16: no font of the system is looked for, which takes PDFium long."""
_CODES = (
    b"/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> "
    b"endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap"
)
_WORDS = (
    *(
        "牵头单位",
        "责任单位",
        "配合单位",
        "完成时限",
        "序号",
        "工作任务",
        "附件：",
        "通知",
        "由",
        "牵头",
        "负责",
    ),
    *(
        "会同",
        "按职责分工负责",
        "各县（区）",
        "人民政府",
        "（一）",
        "二、",
        "2021年6月底前",
        "每月",
        "等",
        "抄送：",
    ),
)
_STREAM = regex.compile(rb"stream\r?\n([^~]{1,20000})~>\s*endstream")


def whole(data: bytes) -> None:
    """Extract ``data`` as a file; its characters must add up, its record fulfil the contract."""
    try:
        notice = extract(data)
    except ExtractorError:
        return
    coverage = notice.coverage
    lost = sum(count_visible(one.text) for one in coverage.unplaced)
    if coverage.characters != coverage.placed + coverage.furniture + lost:
        raise AssertionError(f"{coverage.characters} characters do not add up")
    flaws = validate(notice)
    if flaws:
        raise AssertionError(str(flaws[0]))


def drawn(data: bytes) -> None:
    """Extract ``data`` as a PDF file if it says so, else as what a page of one draws."""
    if data.startswith(b"%PDF"):
        whole(data)
        return
    from tests.hostile import papers  # noqa: PLC0415 - not counted as code that is fuzzed

    fonts = " ".join(f"/F{number} 5 0 R" for number in range(1, 6))
    page = papers.PAGE.replace("/F 5 0 R", fonts)
    whole(papers.pdf(b"", papers.stream(_CODES), page=page, font=_FONT, body=papers.stream(data)))


def page(data: bytes) -> None:
    """Extract ``data`` as a web page, whatever it looks like."""
    whole(b"<!doctype html><html><body>" + data)


def body(data: bytes) -> None:
    """Extract ``data`` as the body of a Word document, in an honest package."""
    whole(_packed("docx", _mended(data)))


def worksheet(data: bytes) -> None:
    """Extract ``data`` as the only sheet of a workbook, in an honest package."""
    whole(_packed("xlsx", _mended(data)))


def sheet(data: bytes) -> None:
    """Extract ``data`` as the page of an OFD file, in an honest package."""
    from tests.forge.ofd import package, part  # noqa: PLC0415 - not counted as code that is fuzzed

    root = '<Pages><Page ID="1" BaseLoc="P.xml"/></Pages>'
    members: dict[str, str | bytes] = {
        "OFD.xml": part("OFD", "<DocBody><DocRoot>D/Document.xml</DocRoot></DocBody>"),
        "D/Document.xml": part("Document", root),
        "D/P.xml": _mended(data),
    }
    whole(package(members))


def clause(data: bytes) -> None:
    """Extract ``data`` as an item of running text, where clauses, units and deadlines are read."""
    text = data.decode("utf-8", "replace")
    whole(f"某某市人民政府办公室关于做好有关工作的通知\n各县区：\n一、{text}\n".encode())


def cells(data: bytes) -> None:
    """Extract ``data`` as the rows of a table of tasks, cells parted by tabs."""
    text = data.decode("utf-8", "replace")
    whole(f"任务分解表\n序号\t工作任务\t牵头单位\t完成时限\n{text}\n".encode())


TARGETS: dict[str, Callable[[bytes], None]] = {
    "pdf": drawn,
    "docx": body,
    "doc": whole,
    "xls": whole,
    "xlsx": worksheet,
    "ofd": sheet,
    "html": page,
    "text": whole,
    "clauses": clause,
    "cells": cells,
}


def examples(target: str) -> Iterable[bytes]:
    """Return inputs of ``target`` to begin with."""
    from tests.hostile.mutate import seeds  # noqa: PLC0415 - makes files, slowly

    if target in {"clauses", "cells"}:
        lines = [
            line
            for form, data in seeds()
            if form == "txt"
            for line in data.decode("utf-8", "replace").splitlines()
        ]
        wanted = [line for line in lines if ("\t" in line) == (target == "cells") and len(line) > 8]
        return [line.encode() for line in wanted]
    files = [data for form, data in seeds() if form == _FORMS[target]]
    if target == "ofd":
        return [page for data in files for page in _pages(data)]
    if target == "pdf":  # the smallest files, and what the pages of all draw
        contents = [content for data in files for content in _contents(data)]
        return [*sorted(files, key=len)[:4], *contents]
    return [_main(target, data) for data in files] if target in _MAIN else files


def words(target: str) -> Iterable[str]:
    """Return what the engine may put into inputs of ``target`` as it is."""
    from tests.hostile.mutate import NUMBERS, TOKENS  # noqa: PLC0415

    form = _FORMS.get(target, "txt")
    return dict.fromkeys([*TOKENS[form], *NUMBERS, *(_WORDS if form != "doc" else ())])


@cache
def _honest(form: str) -> tuple[tuple[str, bytes], ...]:
    from tests.forge import sheet  # noqa: PLC0415 - not counted as code that is fuzzed
    from tests.forge.invent import LAYOUTS, invent  # noqa: PLC0415
    from tests.readers import docx_builder  # noqa: PLC0415

    made = invent(1, next(iter(LAYOUTS)))
    data = sheet.xlsx(made) if form == "xlsx" else docx_builder.build("", **_beside())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return tuple((name, package.read(name)) for name in package.namelist())


def _beside() -> dict[str, str]:
    """Return parts of a Word document that its body may refer to."""
    from tests.readers.docx_builder import p, part  # noqa: PLC0415

    head = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/>'
    level = head + '<w:lvlText w:val="{}"/></w:lvl>'
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{level.format(*form)}</w:abstractNum>'
        for n, form in enumerate((("chineseCounting", "%1、"), ("decimal", "%1."), ("bullet", "·")))
    )
    lists += "".join(
        f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(3)
    )
    style = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="heading {0}"/></w:style>'
    return {
        "numbering": part("numbering", lists),
        "styles": part("styles", "".join(map(style.format, range(1, 4)))),
        "footnotes": part("footnotes", f'<w:footnote w:id="2">{p("见附件。")}</w:footnote>'),
        "header1": part("hdr", p("某某市人民政府文件")),
    }


def _packed(form: str, document: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as package:
        for name, data in _honest(form):
            package.writestr(name, document if name == _MAIN[form] else data)
    return packed.getvalue()


def _mended(data: bytes) -> bytes:
    """Return XML that parses, of what was broken; some is left as it is."""
    if len(data) % _UNMENDED == 0:
        return data
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return data
    return data if root is None else etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _contents(data: bytes) -> list[bytes]:
    """Return what the pages of a PDF made by our own forge draw."""
    found = []
    for packed in _STREAM.findall(data):
        found.append(zlib.decompress(base64.a85decode(packed.strip())))
    return found


def _pages(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(n) for n in package.namelist() if n.endswith("Content.xml")]


def _main(form: str, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(_MAIN[form])
