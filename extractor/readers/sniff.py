"""What a file is, told from its bytes alone: names and suffixes lie."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import suppress
from typing import Literal

import regex

from extractor.errors import (
    CorruptSource,
    EmptySource,
    EncryptedSource,
    TruncatedSource,
    UnsupportedFormat,
)
from extractor.readers.cfb import CompoundFile

Format = Literal[
    "pdf", "ofd", "picture", "docx", "doc", "wordml", "xlsx", "xls", "html", "mhtml", "text"
]

_HEAD = 64 * 1024

_SAVE_DOCX = "open it in Word or WPS and save it as DOCX"
PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)
"""How pictures begin that may be pages."""
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "an RTF document", _SAVE_DOCX),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture", "recognise its text first (OCR)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it and pass the files in it"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it and pass the files in it"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and pass the files in it"),
    (b"BZh", "a bzip2 archive", "unpack it and pass the files in it"),
    (b"\xfd7zXZ\0", "an xz archive", "unpack it and pass the files in it"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it and pass the files in it"),
    (b"MSCF", "a CAB archive", "unpack it and pass the files in it"),
    (b"Founder CEB", "a CEB document", "open it in Apabi Reader and print it to PDF"),
    (b"CAJ\0", "a CAJ document", "open it in CAJViewer and print it to PDF"),
    (b"HN\0\0", "a CAJ document", "open it in CAJViewer and print it to PDF"),
    (b"KDH", "a KDH document", "open it in CAJViewer and print it to PDF"),
    (b"AT&TFORM", "a DjVu document", "convert it to PDF with a text layer"),
    (b"%!PS", "a PostScript file", "convert it to PDF"),
    (b"\x7fELF", "a program", "pass the notice itself"),
    (b"SQLite format 3\0", "an SQLite database", "pass the notice itself"),
    (b"PAR1", "a Parquet file", "pass the notice itself"),
    (b"WARC/", "a WARC archive", "pass it to the batch command, which reads its pages"),
    (b"\xd7\xcd\xc6\x9a", "a WMF picture", "recognise its text first (OCR)"),
    (b"ID3", "a sound file", "pass the notice itself"),
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_KINDS = (
    ("PowerPoint Document", "a PowerPoint 97-2003 file (.ppt)", "save the notice as DOCX or PDF"),
    ("__properties_version1.0", "an Outlook message (.msg)", "save its attachment and pass that"),
)

_OLE_READ = ("EncryptedPackage", "WordDocument", "Workbook", "Book")

_ODF = {
    "application/vnd.oasis.opendocument.text": ("an OpenDocument text (.odt)", _SAVE_DOCX),
    "application/vnd.oasis.opendocument.spreadsheet": (
        "an OpenDocument spreadsheet (.ods)",
        "save the notice as DOCX or PDF",
    ),
    "application/epub+zip": ("an EPUB book", "convert it to PDF"),
}

_HTML_START = regex.compile(
    rb"""(?xi) \A [\s\0]*+ (?: <\?xml [^>]{0,200} \?> \s*+ )?+ (?: <!-- .{0,4000}? --> \s*+ ){0,20}+
    < (?: !doctype \s++ html | html | head | body | meta | title | script | style | link | table
      | div | h[1-6] | center | font | span | section | article | main | iframe ) [\s/>]""",
    flags=regex.DOTALL,
)
_HTML_INSIDE = regex.compile(rb"(?i)<(?:!doctype\s++html|html|body)[\s>]")
_HTML_TABLE = regex.compile(rb"(?i)<html>\s*+(?:<body>\s*+)?<table")
_HTML_BLOCK = regex.compile(rb"(?i)</(?:p|div|td|li|span|h[1-6])>")
_MIME_HEADERS = regex.compile(
    rb"(?i)\A(?:[A-Za-z-]{2,40}:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,40}){1,60}+"
)
_XML = regex.compile(rb"\A\s*+<\?xml\s")
_WORD_XML = (
    b"schemas.microsoft.com/office/word/2003/wordml",
    b"schemas.microsoft.com/office/2006/xmlPackage",
)
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What the zip module raises where a package is damaged."""
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def sniff(data: bytes) -> Format:
    """Return the format of ``data``.

    Raises:
        EmptySource: There are no bytes but white space and NULs.
        EncryptedSource: The package is locked with a password.
        TruncatedSource: An Office file whose directory is missing.
        UnsupportedFormat: A format that is recognised but not read here; says what to do.
    """
    if not data.strip(b"\0 \t\r\n\f\v") or data.strip() in {b"\xef\xbb\xbf", b"\xff\xfe"}:
        raise EmptySource("the file is empty: there is no text in it; check the download")
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data)
    if head.startswith(_OLE):
        return _compound(data)
    if head.startswith(tuple(magic for magic, _ in PICTURES)) or _is_bitmap(head):
        return "picture"
    _refuse_magic(head)
    return _textual(head)


def _textual(head: bytes) -> Format:
    narrow = head
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:400].count(0) * 4 > len(head[:400]):
        narrow = head.replace(b"\0", b"")
    mime = _MIME_HEADERS.match(narrow)
    if mime and b"mime-version" in mime.group().lower():
        if b"multipart/related" in mime.group().lower():
            return "mhtml"
        raise UnsupportedFormat(
            "the file is an e-mail message (.eml): save its attachment and pass that"
        )
    body = narrow.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _HTML_START.match(body) or _holds_page(body):
        return "html"
    if body.lstrip()[:2] in {b"<p", b"<P"} and _mostly_tags(body):
        return "html"
    if _XML.match(body):
        if any(name in body for name in _WORD_XML):
            return "wordml"
        raise UnsupportedFormat(
            "the file is XML of an unknown kind: pass the notice as DOCX, PDF, HTML or text"
        )
    return "text"


def _holds_page(body: bytes) -> bool:
    """Whether a page begins behind other bytes: HTTP headers, warnings, strange elements.

    Text of a notice before it makes the page a part of the text, as converters of scans write
    tables into Markdown.
    """
    found = _HTML_INSIDE.search(body)
    if found is None:
        return False
    before = body[: found.start()]
    if before.lstrip().startswith(b"<"):
        return True
    most = 0 if _HTML_TABLE.match(body, found.start()) else 60
    return sum(byte >= 0x80 for byte in before) <= most


def _mostly_tags(body: bytes) -> bool:
    """Whether a file that begins with ``<p>`` is HTML, no tab-separated dump with stray tags."""
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    tagged = sum(line.startswith(b"<") for line in lines)
    tabbed = sum(b">\t" in line or b"\t\t" in line for line in lines)
    return tabbed == 0 and tagged * 10 >= len(lines) * 9 and bool(_HTML_BLOCK.search(body))


def _is_bitmap(head: bytes) -> bool:
    return head[:2] == b"BM" and head[6:10] == b"\0\0\0\0"


def _refuse_magic(head: bytes) -> None:
    for magic, what, advice in _MAGIC:
        if head.startswith(magic):
            raise UnsupportedFormat(f"the file is {what}: {advice}")
    if head[:4] == b"RIFF":
        raise UnsupportedFormat("the file is a picture or sound: recognise its text first (OCR)")
    if head[:2] == b"MZ" and b"PE\0\0" in head[:2048]:
        raise UnsupportedFormat("the file is a program: pass the notice itself")
    if head[4:8] == b"ftyp":
        raise UnsupportedFormat("the file is a film or HEIF picture: recognise its text first")
    if head[257:262] == b"ustar":
        raise UnsupportedFormat("the file is a tar archive: unpack it and pass the files in it")


def _compound(data: bytes) -> Format:
    """Return the format of an OLE compound file, told by the names of its streams."""
    names = _streams(data)
    if "encryptedpackage" in names:
        raise EncryptedSource(
            "the Office document is locked with a password: open it and save it without one"
        )
    if "worddocument" in names:
        return "doc"
    if "workbook" in names or "book" in names:
        return "xls"
    for name, what, advice in _OLE_KINDS:
        if name.lower() in names:
            raise UnsupportedFormat(f"the file is {what}: {advice}")
    shift, directory = int.from_bytes(data[30:32], "little"), int.from_bytes(data[48:52], "little")
    if shift in {9, 12} and (directory + 1) << shift >= len(data):
        raise TruncatedSource("the Office file ends before its directory: download it again")
    raise UnsupportedFormat(f"the file is an OLE compound file of an unknown kind: {_SAVE_DOCX}")


def _streams(data: bytes) -> set[str]:
    """Return the names of the root's streams in lower case; of a broken file, those it spells.

    A workbook may hold a document and the reverse: what is embedded has no say.
    """
    known = {*(name for name, _, _ in _OLE_KINDS), *_OLE_READ}
    with suppress(CorruptSource):
        names = set(CompoundFile(data).names)
        if names & {name.lower() for name in known}:
            return names
    # UTF-16, closed by a NUL ([MS-CFB] 2.6.1).
    return {name.lower() for name in known if (name + "\0").encode("utf-16-le") in data}


def _package(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            spelled = {_plain(name): name for name in package.namelist()}
            types = _member(package, spelled.get("[content_types].xml", ""))
            mimetype = _member(package, "mimetype").decode("ascii", "replace").strip()
    except _DAMAGED:
        if b"word/" in data[:_HEAD] or b"word/document" in data:
            return "docx"
        if b"xl/workbook.xml" in data:
            return "xlsx"
        raise UnsupportedFormat(
            "the file is a damaged zip archive: download it again, or unpack it and pass its files"
        ) from None
    names = list(spelled)
    if b"wordprocessingml" in types or any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.lower() == "ofd.xml" for name in names):
        return "ofd"
    if b"spreadsheetml" in types or b"ms-excel" in types or "xl/workbook.xml" in names:
        return "xlsx"
    raise UnsupportedFormat(f"the file is {_package_kind(names, types, mimetype)}")


def _plain(name: str) -> str:
    """Return the name of a part as names of parts compare (ECMA-376 Part 2, 6.2.2.3)."""
    return name.replace("\\", "/").lstrip("/").lower()


def _package_kind(names: list[str], types: bytes, mimetype: str) -> str:
    if b"presentationml" in types or "ppt/presentation.xml" in names:
        return "a PowerPoint file (.pptx): save the notice as DOCX or PDF"
    if mimetype in _ODF:
        what, advice = _ODF[mimetype]
        return f"{what}: {advice}"
    return "a zip archive: unpack it and pass the files in it"


def _member(package: zipfile.ZipFile, name: str) -> bytes:
    """Return at most 1 MiB of a member, or nothing."""
    if name not in package.namelist():
        return b""
    with package.open(name) as stream:
        return stream.read(1 << 20)


def refuse_junk(text: str) -> None:
    """Refuse decoded text that is no text: control characters or private use in plenty.

    Raises:
        UnsupportedFormat: Control characters or replaced bytes in plenty.
        EmptySource: Nothing but white space is left.
    """
    sample = text[:200_000]
    if not text.strip().strip("\ufeff\0"):
        raise EmptySource("the file is empty: there is no text in it; check the download")
    # Bytes beyond reading may be damage in a text; control characters never are.
    junk = len(_CONTROL.findall(sample)) * 20 + sample.count("\ufffd") * 4
    if junk > len(sample):
        raise UnsupportedFormat(
            "the file is binary data of an unknown kind: pass the notice as DOCX, PDF, HTML or text"
        )
