"""Files that no reader should trust, each made from nothing: path in, file written."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Default Extension="xml" ContentType="application/xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    b'2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def docx(document: bytes) -> bytes:
    """Return a package whose main part is ``document``."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": document,
    }
    return archive(parts)


def archive(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return buffer.getvalue()


def docx_with_entities() -> bytes:
    """Return a package whose main part expands entities of entities (billion laughs)."""
    entities = "".join(
        f'<!ENTITY e{n} "{"".join([f"&e{n - 1};"] * 10) if n else "ha"}">' for n in range(10)
    )
    return docx(
        f'<?xml version="1.0"?><!DOCTYPE d [{entities}]><w:document xmlns:w="http://schemas.'
        'openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&e9;</w:t></w:r>'
        "</w:p></w:body></w:document>".encode()
    )


def docx_that_swells() -> bytes:
    """Return a package of some 150 kB whose main part unpacks to 150 MB."""
    return docx(b"<w>" + b" " * 150_000_000 + b"</w>")


def pdf_with_password() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(72, 720, "locked")
    canvas.save()
    return buffer.getvalue()


def pdf_of_pictures() -> bytes:
    """Return a page that is one picture, as a scanner makes it."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    from PIL import Image  # noqa: PLC0415 - ReportLab's own dependency

    noise = Image.frombytes("L", (200, 280), random.Random(7).randbytes(200 * 280))
    canvas.drawInlineImage(noise, 0, 0, 595, 842)
    canvas.save()
    return buffer.getvalue()


def compound(*streams: str) -> bytes:
    """Return an OLE compound file (MS-CFB) with empty streams: locked OOXML, old Office."""
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    header = struct.pack(
        "<8s16sHHHHH6x9I",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        0,
        4096,
        end,
        0,
        end,
        0,
    )
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    fat = struct.pack("<2I", fat_mark, end) + struct.pack("<I", free) * 126
    entries = [_entry("Root Entry", 5, child=1)]
    entries += [
        _entry(name, 2, right=index + 2 if index + 1 < len(streams) else free)
        for index, name in enumerate(streams)
    ]
    directory = b"".join(entries).ljust(512, b"\0")
    return header.ljust(512, b"\0") + fat + directory


def _entry(name: str, kind: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    label = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ",
        label,
        len(label),
        kind,
        1,
        0xFFFFFFFF,
        right,
        child,
        0,
        0xFFFFFFFE,
        0,
    )


def zeros(path: Path, size: int) -> None:
    """Make a file of ``size`` zero bytes that takes no room on the disk."""
    with path.open("wb") as stream:
        stream.truncate(size)
