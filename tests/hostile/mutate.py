"""Damage done to good files at random, from a seed: bytes, parts, markup and numbers."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

from tests.hostile import pages, papers

TOKENS = {
    "txt": ["（", "）", "\t", "\n", "牵头单位：", "、", "〔", "《", "\0", "\u2028", "|", "<p>", "一、", "：", "1."],
    "html": [
        "<table>", "</table>", "<td colspan=99999>", "<tr>", "</td>", "<!--", "-->", "<div>", "</div>", "<p>",
        "<style>", "</style>", "<![CDATA[", "&#", "<br>", "<script>", "<meta charset=gbk>", '"', ">", "<ol start=-1>",
    ],
    "docx": [
        "<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", '<w:gridSpan w:val="99999"/>', "<w:vMerge/>", "<w:tr>", "</w:tc>",
        "<w:sdt>", "<w:ins>", "<!DOCTYPE a>", "&", "<", '"', '<w:numId w:val="-1"/>', '<w:fldChar w:fldCharType="begin"/>',
    ],
    "doc": [
        "\x07", "\r", "\x13", "\x14", "\x15", "\x01", "\x02", "\x08", "\x0c", "(", "\0", "\x7f\x7f\x7f\x7f", "\x16$\x01", "\x17$\x01",
    ],
    "xls": [
        "\x3c\0\0\0", "\n\0\0\0", "\t\x08\x10\0", "\x7f\x7f", "\0\0\0\0", "\x2f\0\x02\0ab", "\x05\x02\x08\0", "\x01",
    ],
    "xlsx": [
        "<c>", "</c>", "<row>", "</row>", '<row r="9999999">', '<c r="XFD1048576">', "<v>", "<v>1e999</v>", 't="s"', 't="d"',
        '<mergeCell ref="A1:XFD1048576"/>', '<mergeCell ref="B2:A1"/>', ' hidden="1"', ' s="9999"', "<!DOCTYPE a>", "&", "<",
    ],
    "ofd": [
        "<Layer>", "</Layer>", "<TextObject>", "</TextCode>", "<PathObject>", ' CTM="0 0 0 0 0 0"', ' DeltaX="g 99999999 1"',
        "<CompositeObject>", "<!DOCTYPE a>", "&", "<", '"', "<AbbreviatedData>M 0 0 L", "<PageBlock>", "1e309", " nan ", "../",
    ],
    "pdf": [
        "obj", "endobj", "stream", "endstream", "<<", ">>", "[", "]", "0 0 R", "/Kids", "/Type", "xref", "trailer",
        "startxref", "%%EOF", "/Prev 0", "-1", "2147483648", "(", ")", "BT", "ET", "Tj", "q ", "/Filter/FlateDecode",
    ],
}  # fmt: skip
PLAIN_FAULTS = (ValueError, OSError, NotImplementedError, RuntimeError, EOFError)
PARTS = {
    "docx": "word/document.xml",
    "xlsx": "xl/worksheets/sheet1.xml",
    "ofd": "Doc_0/Pages/Page_1/Content.xml",
}
"""The part that holds the text of a package, damaged most often."""
NUMBERS = (
    "0",
    "-1",
    "1",
    "255",
    "65536",
    "2147483647",
    "4294967296",
    "99999999999999999999",
    "1e309",
    "٣",
)


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Return the good files that are damaged, each with its form."""
    from tests.forge.__main__ import forged  # noqa: PLC0415 - slow to import, and only here
    from tests.forge.invent import LAYOUTS, invent  # noqa: PLC0415

    found: list[tuple[str, bytes]] = []
    for number, layout in enumerate(LAYOUTS):
        truth = invent(4_100 + number, layout)
        for form in ("txt", "html", "docx", "docx-numbered", "doc", "xlsx", "xls", "pdf", "ofd"):
            found.append((form.partition("-")[0], forged(truth, form, number)[0]))
    found += [("pdf", papers.pdf(papers.TEXT * 9)), ("html", pages.page("<p>二、加强公开。"))]
    found += [("pdf", papers.CASES[name]()) for name in ("a form in itself", "100,000 ranges")]
    return tuple(found)


def mutant(number: int, seed: int = 0) -> tuple[str, bytes]:
    """Return the form and the bytes of damaged file ``number``."""
    chance = random.Random(f"{seed}:{number}")
    files = seeds()
    form, data = files[number % len(files)]
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        data = _damaged(form, data, chance)
    return form, data


def _damaged(form: str, data: bytes, chance: random.Random) -> bytes:
    if form in PARTS and chance.random() < 0.8:
        return _part_damaged(form, data, chance)
    return chance.choice(DAMAGES)(data, TOKENS[form], chance)


def _part_damaged(form: str, data: bytes, chance: random.Random) -> bytes:
    try:
        source = zipfile.ZipFile(io.BytesIO(data))
        members = {entry: source.read(entry) for entry in source.namelist()}
    except (zipfile.BadZipFile, zlib.error, *PLAIN_FAULTS):
        return chance.choice(DAMAGES)(data, TOKENS[form], chance)
    if not members:  # cut down to a directory of nothing
        return chance.choice(DAMAGES)(data, TOKENS[form], chance)
    name = chance.choice(sorted(members))
    if PARTS[form] in members and chance.random() < 0.6:
        name = PARTS[form]
    if chance.random() < 0.05:
        del members[name]
    else:
        members[name] = chance.choice(DAMAGES)(members[name], TOKENS[form], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry, body in members.items():
            # A fixed date: the same damage gives the same bytes at any time.
            target.writestr(zipfile.ZipInfo(entry), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _flipped(data: bytes, _: list[str], chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _n in range(chance.choice((1, 4, 64))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, _: list[str], chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _removed(data: bytes, _: list[str], chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _doubled(data: bytes, _: list[str], chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 1, 9)) + data[end:]


def _swapped(data: bytes, _: list[str], chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    middle = (start + end) // 2
    return data[:start] + data[middle:end] + data[start:middle] + data[end:]


def _token(data: bytes, tokens: list[str], chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 3, 20))):
        place = chance.randrange(len(data) + 1)
        times = chance.choice((1, 1, 1, 300))
        data = data[:place] + chance.choice(tokens).encode() * times + data[place:]
    return data


def _number(data: bytes, _: list[str], chance: random.Random) -> bytes:
    places = [n for n in range(len(data)) if 0x30 <= data[n] <= 0x39]
    if not places:
        return data
    start = end = chance.choice(places)
    while start > 0 and 0x30 <= data[start - 1] <= 0x39:
        start -= 1
    while end < len(data) and 0x30 <= data[end] <= 0x39:
        end += 1
    return data[:start] + chance.choice(NUMBERS).encode() + data[end:]


def _noise(data: bytes, _: list[str], chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.randbytes(chance.choice((1, 16, 999))) + data[place:]


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 8, 99, 999, 9_999)))


DAMAGES: tuple[Callable[[bytes, list[str], random.Random], bytes], ...] = (
    _flipped, _cut, _removed, _doubled, _swapped, _token, _token, _number, _number, _noise,
)  # fmt: skip
