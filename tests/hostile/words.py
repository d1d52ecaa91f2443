"""Word packages made to harm who reads them."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable

from tests import odd_files

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NOTICE = (
    "<w:p><w:r><w:t>某政办发〔2024〕5号</w:t></w:r></w:p><w:p><w:r><w:t>各乡镇人民政府：</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>一、加强管理。（牵头单位：县财政局）</w:t></w:r></w:p>"
)
MERGED = "<w:vMerge/>"
PARTS = ("styles", "numbering", "footnotes", "comments", "settings", "header1", "footer1")


def main(body: str, before: str = NOTICE, declaration: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{declaration}<w:document xmlns:w="{W}" '
        f'xmlns:mc="{MC}" xmlns:r="{OFFICE}"><w:body>{before}{body}</w:body></w:document>'
    ).encode()


def word(body: str, **parts: str | bytes) -> bytes:
    """Return a package with ``body`` and further parts of word/, each given by its name."""
    return package(main(body), parts)


def package(document: bytes, parts: dict[str, str | bytes]) -> bytes:
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.wordprocessingml.{name.rstrip("1")}+xml"/>'
        for name in parts
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{name.rstrip("1")}" Target="{name}.xml"/>'
        for n, name in enumerate(parts)
    )
    members: dict[str, bytes] = {
        "[Content_Types].xml": odd_files.CONTENT_TYPES.replace(
            b"</Types>", types.encode() + b"</Types>"
        ),
        "_rels/.rels": odd_files.RELATIONS,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": (
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
            f'2006/relationships">{relations}</Relationships>'
        ).encode(),
    }
    for name, text in parts.items():
        members[f"word/{name}.xml"] = text if isinstance(text, bytes) else text.encode()
    return odd_files.archive(members)


def part(root: str, body: str) -> str:
    return f'<?xml version="1.0"?><w:{root} xmlns:w="{W}" xmlns:r="{OFFICE}">{body}</w:{root}>'


def run(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def table(rows: str, grid: str = "") -> str:
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def cell(text: str = "一", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{run(text)}</w:tc>"


def attribute(name: str, value: str) -> str:
    return f'<w:{name} w:val="{value}"/>'


def nested(tag: str, depth: int, inside: str = "") -> str:
    return f"<w:{tag}>" * depth + inside + f"</w:{tag}>" * depth


def styles_in_a_ring(count: int) -> str:
    return part(
        "styles",
        "".join(
            f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % count}"/>'
            "</w:style>"
            for n in range(count)
        ),
    )


def numbering(levels: str, count: int = 1) -> str:
    return part(
        "numbering",
        "".join(
            f'<w:abstractNum w:abstractNumId="{n}">{levels}</w:abstractNum>' for n in range(count)
        )
        + "".join(
            f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(count)
        ),
    )


def numbered(count: int, level: str = "0", number: str = "1") -> str:
    chosen = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return run("加强管理", f"<w:pPr>{chosen}</w:pPr>") * count


def level(kind: str, text: str, start: str = "1", n: str = "0") -> str:
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def patched(data: bytes, change: Callable[[bytearray], None]) -> bytes:
    changed = bytearray(data)
    change(changed)
    return bytes(changed)


def flags(bit: int) -> Callable[[bytearray], None]:
    """Set a general purpose flag in each entry of the directory and each local header."""

    def change(data: bytearray) -> None:
        for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
            place = data.find(signature)
            while place >= 0:
                data[place + offset] |= bit
                place = data.find(signature, place + 4)

    return change


def method(number: int) -> Callable[[bytearray], None]:
    def change(data: bytearray) -> None:
        for signature, offset in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
            place = data.find(signature)
            while place >= 0:
                struct.pack_into("<H", data, place + offset, number)
                place = data.find(signature, place + 4)

    return change


def sizes(value: int) -> Callable[[bytearray], None]:
    """Let the directory claim other sizes than the members have."""

    def change(data: bytearray) -> None:
        place = data.find(b"PK\x01\x02")
        while place >= 0:
            struct.pack_into("<I", data, place + 24, value)
            place = data.find(b"PK\x01\x02", place + 4)

    return change


def checksum(data: bytearray) -> None:
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 16] ^= 0xFF
        place = data.find(b"PK\x01\x02", place + 4)


def many_members(count: int) -> bytes:
    buffer = io.BytesIO(word(""))
    with zipfile.ZipFile(buffer, "a") as target:
        for n in range(count):
            target.writestr(f"a{n}", b"")
    return buffer.getvalue()


def twice_the_same_part() -> bytes:
    buffer = io.BytesIO(word(""))
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a") as target:
        warnings.simplefilter("ignore", UserWarning)  # that is what is wanted here
        target.writestr("word/document.xml", main(run("另一个正文")))
    return buffer.getvalue()


def one_kernel_many_times(times: int) -> bytes:
    """Return a package whose directory names one compressed member many times over."""
    packed = zlib.compress(bytes(10_000_000), 9)[2:-4]
    crc = zlib.crc32(bytes(10_000_000))
    name = b"word/document.xml"
    local = struct.pack(
        "<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), 10_000_000, len(name), 0
    )
    body = local + name + packed
    directory = b""
    for n in range(times):
        called = b"word/%05d.xml" % n
        directory += struct.pack(
            "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), 10_000_000,
            len(called), 0, 0, 0, 0, 0, 0,
        ) + called  # fmt: skip
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, times, times, len(directory), len(body), 0)
    return body + directory + end


def with_members(**members: bytes) -> bytes:
    buffer = io.BytesIO(word(""))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return buffer.getvalue()


DECIMAL = numbering(level("decimal", "%1."))

CASES: dict[str, Callable[[], bytes]] = {
    "a DOCTYPE": lambda: package(main("", declaration="<!DOCTYPE w:document>"), {}),
    "entities of entities": odd_files.docx_with_entities,
    "a foreign entity": lambda: package(
        main(run("&a;"), declaration='<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), {}
    ),
    "a foreign DTD": lambda: package(
        main("", declaration='<!DOCTYPE d SYSTEM "http://127.0.0.1:9/a.dtd">'), {}
    ),
    "a DOCTYPE far behind": lambda: package(
        main("", declaration=" " * 9_999 + "<!DOCTYPE w:document [<!ENTITY a 'b'>]>"), {}
    ),
    "a DOCTYPE in UTF-16": lambda: package(
        main("", declaration="<!DOCTYPE w:document>")
        .decode()
        .replace("UTF-8", "UTF-16")
        .encode("utf-16"),
        {},
    ),
    "a DOCTYPE in the styles": lambda: word("", styles="<!DOCTYPE a>" + part("styles", "")),
    "a DOCTYPE in the relationships": lambda: odd_files.archive(
        {
            "[Content_Types].xml": odd_files.CONTENT_TYPES,
            "_rels/.rels": b"<!DOCTYPE a>" + odd_files.RELATIONS[21:],
            "word/document.xml": main(""),
        }
    ),
    "a part that swells": odd_files.docx_that_swells,
    "styles that swell": lambda: word("", styles=b"<w>" + b" " * 150_000_000 + b"</w>"),
    "a picture that swells": lambda: with_members(**{"word/media/a.png": bytes(300_000_000)}),
    "60,000 members": lambda: many_members(60_000),
    "one kernel many times": lambda: one_kernel_many_times(2_000),
    "the same part twice": twice_the_same_part,
    "names that climb": lambda: with_members(**{"../../../tmp/a": b"a", "/etc/passwd": b"b"}),
    "names of devices": lambda: with_members(**{"CON": b"a", "word\\..\\a": b"b", "a:b": b"c"}),
    "a name of 60,000 characters": lambda: with_members(**{"a" * 60_000: b"a"}),
    "locked members": lambda: patched(word(""), flags(1)),
    "members in streams": lambda: patched(word(""), flags(8)),
    "an unknown method": lambda: patched(word(""), method(97)),
    "a method that lies": lambda: patched(word(""), method(0)),
    "sizes of 4 GB": lambda: patched(word(""), sizes(0xFFFFFFF0)),
    "sizes of nothing": lambda: patched(word(""), sizes(0)),
    "sizes that ask for Zip64": lambda: patched(word(""), sizes(0xFFFFFFFF)),
    "wrong checksums": lambda: patched(word(""), checksum),
    "a directory cut off": lambda: word("")[:-30],
    "a tail of noise": lambda: word("") + bytes(70_000),
    "a head of noise": lambda: bytes(70_000) + word(""),
    "half a package": lambda: word(run("一") * 999)[:900],
    "paragraphs 200 deep": lambda: word(nested("p", 200)),
    "elements 300 deep": lambda: word(nested("sdt", 300, run("一"))),
    "elements 100,000 deep": lambda: word(nested("sdt", 100_000, run("一"))),
    "insertions 120 deep": lambda: word(
        f"<w:p>{nested('ins', 120, '<w:r><w:t>一</w:t></w:r>')}</w:p>"
    ),
    "tables 50 deep": lambda: word(
        "<w:tbl><w:tr><w:tc>" * 50 + run("一") + "</w:tc></w:tr></w:tbl>" * 50
    ),
    "tables 80 deep without end": lambda: word(
        "<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80
    ),
    "choices in choices": lambda: word(
        "<w:p><w:r>"
        + "<mc:AlternateContent><mc:Choice>" * 100
        + "<w:t>一</w:t>"
        + "</mc:Choice><mc:Fallback><w:t>二</w:t></mc:Fallback></mc:AlternateContent>" * 100
        + "</w:r></w:p>"
    ),
    "a column span of a billion": lambda: word(
        table(f"<w:tr>{cell(properties=attribute('gridSpan', '1000000000'))}</w:tr>" * 9)
    ),
    "a column span below zero": lambda: word(
        table(f"<w:tr>{cell(properties=attribute('gridSpan', '-5'))}{cell()}</w:tr>" * 9)
    ),
    "a column span that is no number": lambda: word(
        table(f"<w:tr>{cell(properties=attribute('gridSpan', '９e9'))}{cell()}</w:tr>" * 9)
    ),
    "column spans of 1,000": lambda: word(
        table(f"<w:tr>{cell(properties=attribute('gridSpan', '1000'))}</w:tr>" * 2_000)
    ),
    "a gap of a billion before the row": lambda: word(
        table(f"<w:tr><w:trPr>{attribute('gridBefore', '1000000000')}</w:trPr>{cell()}</w:tr>")
    ),
    "a million columns of grid": lambda: word(
        table(f"<w:tr>{cell()}</w:tr>", '<w:gridCol w:w="1"/>' * 1_000_000)
    ),
    "a row of 20,000 cells": lambda: word(table(f"<w:tr>{cell() * 20_000}</w:tr>")),
    "30,000 rows": lambda: word(
        table(f"<w:tr>{cell('1')}{cell()}{cell('县财政局')}</w:tr>" * 30_000)
    ),
    "merges that never began": lambda: word(
        table(f"<w:tr>{cell(properties=MERGED)}{cell()}</w:tr>" * 999)
    ),
    "merges without end": lambda: word(
        table(
            f"<w:tr>{cell(properties=attribute('vMerge', 'restart'))}</w:tr>"
            + f"<w:tr>{cell('', MERGED)}</w:tr>" * 9_999
        )
    ),
    "rows without cells": lambda: word(table("<w:tr/>" * 99_999)),
    "cells without rows": lambda: word(f"<w:tbl>{cell() * 999}</w:tbl>"),
    "styles in a ring": lambda: word(
        run("一", '<w:pPr><w:pStyle w:val="s0"/></w:pPr>'), styles=styles_in_a_ring(3)
    ),
    "a style based on itself": lambda: word(
        run("一", '<w:pPr><w:pStyle w:val="s0"/></w:pPr>'), styles=styles_in_a_ring(1)
    ),
    "a chain of 20,000 styles": lambda: word(
        run("一", '<w:pPr><w:pStyle w:val="s0"/></w:pPr>') * 999, styles=styles_in_a_ring(20_000)
    ),
    "numbers that start at the edge": lambda: word(
        numbered(9), numbering=numbering(level("decimal", "%1.", "2147483647"))
    ),
    "Chinese numbers beyond their words": lambda: word(
        numbered(9), numbering=numbering(level("chineseCountingThousand", "%1、", "999999999"))
    ),
    "Roman numbers of a million": lambda: word(
        numbered(9), numbering=numbering(level("upperRoman", "%1.", "100000000"))
    ),
    "letters of a million": lambda: word(
        numbered(9), numbering=numbering(level("lowerLetter", "%1.", "2000000000"))
    ),
    "numbers below zero": lambda: word(
        numbered(9), numbering=numbering(level("ordinalText", "%1", "-7"))
    ),
    "a number of a level that is not": lambda: word(numbered(9, "99", "-1"), numbering=DECIMAL),
    "a number of a million parts": lambda: word(
        numbered(200), numbering=numbering(level("decimal", "%1" * 20_000))
    ),
    "an unknown kind of number": lambda: word(
        numbered(9), numbering=numbering(level("klingon", "%9%0%x"))
    ),
    "30,000 numbered paragraphs": lambda: word(numbered(30_000), numbering=DECIMAL),
    "5,000 lists": lambda: word(
        "".join(numbered(1, number=str(n + 1)) for n in range(5_000)),
        numbering=numbering(level("decimal", "%1."), 5_000),
    ),
    "numbering in a ring": lambda: word(
        numbered(9),
        numbering=part(
            "numbering",
            '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="s0"/></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        ),
        styles=part(
            "styles",
            '<w:style w:type="numbering" w:styleId="s0"><w:pPr><w:numPr><w:numId w:val="1"/>'
            "</w:numPr></w:pPr></w:style>",
        ),
    ),
    "fields in fields": lambda: word(
        "<w:p>"
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 20_000
        + "<w:r><w:t>一</w:t></w:r></w:p>"
    ),
    "ends of fields": lambda: word(
        "<w:p>" + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 20_000 + "</w:p>"
    ),
    "a field code of 2 MB": lambda: word(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
        + "EQ \\o\\ac(" * 200_000
        + "</w:instrText></w:r></w:p>"
    ),
    "a field that calls out": lambda: word(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDEPICTURE '
        '"http://127.0.0.1:9/a"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
    "a picture elsewhere": lambda: odd_files.archive(
        {
            "[Content_Types].xml": odd_files.CONTENT_TYPES,
            "_rels/.rels": odd_files.RELATIONS,
            "word/document.xml": main('<w:p><w:r><w:drawing r:link="r9"/></w:r></w:p>'),
            "word/_rels/document.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/'
            b'package/2006/relationships"><Relationship Id="r9" Type="a" TargetMode="External" '
            b'Target="http://127.0.0.1:9/a"/></Relationships>',
        }
    ),
    "relationships in a ring": lambda: odd_files.archive(
        {
            "[Content_Types].xml": odd_files.CONTENT_TYPES,
            "_rels/.rels": odd_files.RELATIONS.replace(b"word/document.xml", b"_rels/.rels"),
            "word/document.xml": main(""),
        }
    ),
    "a main part outside": lambda: odd_files.archive(
        {
            "[Content_Types].xml": odd_files.CONTENT_TYPES,
            "_rels/.rels": odd_files.RELATIONS.replace(b"word/document.xml", b"../../etc/passwd"),
            "word/document.xml": main(""),
        }
    ),
    "20,000 relationships": lambda: odd_files.archive(
        {
            "[Content_Types].xml": odd_files.CONTENT_TYPES,
            "_rels/.rels": odd_files.RELATIONS,
            "word/document.xml": main(""),
            "word/_rels/document.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/'
            b'package/2006/relationships">'
            + b"".join(b'<Relationship Id="r%d" Type="a" Target="b"/>' % n for n in range(20_000))
            + b"</Relationships>",
        }
    ),
    "a text of 11 MB": lambda: word(run("一" * 3_700_000)),
    "a text of 3 MB": lambda: word(run("一" * 1_000_000)),
    "100,000 runs": lambda: word("<w:p>" + "<w:r><w:t>一</w:t></w:r>" * 100_000 + "</w:p>"),
    "100,000 paragraphs": lambda: word(run("一") * 100_000),
    "100,000 tabs and breaks": lambda: word(
        "<w:p><w:r>" + "<w:tab/><w:br/>" * 100_000 + "</w:r></w:p>"
    ),
    "20,000 footnotes": lambda: word(
        "".join(f'<w:p><w:r><w:footnoteReference w:id="{n}"/></w:r></w:p>' for n in range(20_000)),
        footnotes=part(
            "footnotes",
            "".join(f'<w:footnote w:id="{n}">{run("注")}</w:footnote>' for n in range(20_000)),
        ),
    ),
    "a footnote in itself": lambda: word(
        '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>' * 99,
        footnotes=part(
            "footnotes",
            '<w:footnote w:id="1"><w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote>',
        ),
    ),
    "an attribute of 5 MB": lambda: word(f'<w:p w:rsidR="{"a" * 5_000_000}"/>'),
    "bad UTF-8": lambda: package(main(run("一")).replace("一".encode(), b"\xff\xfe\xc0\x80"), {}),
    "an encoding that lies": lambda: package(main(run("一")).replace(b"UTF-8", b"UTF-16"), {}),
    "an encoding that is none": lambda: package(main(run("一")).replace(b"UTF-8", b"x-none"), {}),
    "characters XML has not": lambda: package(main(run("&#0;&#1;&#xD800;&#x110000;")), {}),
    "another namespace": lambda: package(main("").replace(b"2006/main", b"1999/other"), {}),
    "no body": lambda: package(f'<w:document xmlns:w="{W}"/>'.encode(), {}),
    "a main part that is a picture": lambda: package(b"\x89PNG\r\n\x1a\n" + bytes(99), {}),
    "an empty main part": lambda: package(b"", {}),
    "broken styles": lambda: word(run("一"), styles=b"<w:styles"),
    "broken numbering": lambda: word(numbered(3), numbering=b"\0\0\0"),
    "empty side parts": lambda: word(run("一"), **dict.fromkeys(PARTS, b"")),
    "side parts of noise": lambda: word(run("一"), **dict.fromkeys(PARTS, bytes(range(256)))),
}
