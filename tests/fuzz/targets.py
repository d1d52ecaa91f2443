"""What is fuzzed: a reader or a grammar each, from bytes the engine made to an extraction.

A target may end in a record or in a fault of the tool's own; the engine reports all else, a time
over its limit and memory over its limit included.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from functools import cache

from extractor import extract
from extractor.errors import ExtractorError
from extractor.text.characters import count_visible

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


def whole(data: bytes) -> None:
    """Extract ``data`` as a file; its characters must add up."""
    try:
        notice = extract(data)
    except ExtractorError:
        return
    coverage = notice.coverage
    lost = sum(count_visible(one.text) for one in coverage.unplaced)
    if coverage.characters != coverage.placed + coverage.furniture + lost:
        raise AssertionError(f"{coverage.characters} characters do not add up")


def page(data: bytes) -> None:
    """Extract ``data`` as a web page, whatever it looks like."""
    whole(b"<!doctype html><html><body>" + data)


def body(data: bytes) -> None:
    """Extract ``data`` as the body of a Word document, in an honest package."""
    whole(_packed("docx", data))


def worksheet(data: bytes) -> None:
    """Extract ``data`` as the only sheet of a workbook, in an honest package."""
    whole(_packed("xlsx", data))


def sheet(data: bytes) -> None:
    """Extract ``data`` as the page of an OFD file, in an honest package."""
    from tests.forge.ofd import package, part  # noqa: PLC0415 - not counted as code that is fuzzed

    root = '<Pages><Page ID="1" BaseLoc="P.xml"/></Pages>'
    members: dict[str, str | bytes] = {
        "OFD.xml": part("OFD", "<DocBody><DocRoot>D/Document.xml</DocRoot></DocBody>"),
        "D/Document.xml": part("Document", root),
        "D/P.xml": data,
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
    "pdf": whole,
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
    return [_main(target, data) for data in files] if target in _MAIN else files


@cache
def _honest(form: str) -> tuple[tuple[str, bytes], ...]:
    from tests.forge import sheet, word  # noqa: PLC0415 - not counted as code that is fuzzed
    from tests.forge.invent import LAYOUTS, invent  # noqa: PLC0415

    truth = invent(1, next(iter(LAYOUTS)))
    data = word.docx(truth) if form == "docx" else sheet.xlsx(truth)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return tuple((name, package.read(name)) for name in package.namelist())


def _packed(form: str, document: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as package:
        for name, data in _honest(form):
            package.writestr(name, document if name == _MAIN[form] else data)
    return packed.getvalue()


def _pages(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(n) for n in package.namelist() if n.endswith("Content.xml")]


def _main(form: str, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(_MAIN[form])
