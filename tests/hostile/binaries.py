"""Binary Word documents made to harm who reads them."""

from __future__ import annotations

import struct
from collections.abc import Callable

from extractor.readers.doc import fib
from tests.readers.doc_builder import (
    Doc,
    Level,
    P,
    cell,
    compound,
    fonts,
    numbering,
    plc,
    row_of,
    sprm,
    style,
    stylesheet,
)

SPECIAL = sprm(0x0855, 1)
NOTICE = [
    P("某政办发〔2024〕5号"),
    P("各乡镇人民政府："),
    P("一、加强管理。（牵头单位：县财政局）"),
]
ROOM = P("二、" + "加强管理" * 2000)
"""Text enough for its stream to lie in sectors of its own."""


def doc(*more: P, **parts: object) -> bytes:
    return Doc([*NOTICE, *more], **parts).build()  # type: ignore[arg-type]


def patched(data: bytes, place: int, form: str, *values: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into(form, changed, place, *values)
    return bytes(changed)


def allocation(data: bytes) -> int:
    """Return where the allocation table lies."""
    return (struct.unpack_from("<I", data, 76)[0] + 1) * 512


def in_a_circle() -> bytes:
    """Return a file each of whose sectors follows itself."""
    data = doc(ROOM)
    place = allocation(data)
    count = (len(data) - place) // 4
    return patched(data, place, f"<{count}I", *range(count))


def with_length(number: int) -> bytes:
    """Return a document that claims ``number`` characters of main text."""
    streams = Doc([*NOTICE, ROOM]).streams()
    streams["WordDocument"] = patched(streams["WordDocument"], 76, "<I", number)
    return compound(streams)


def with_pieces(count: int, length: int) -> bytes:
    """Return a document whose text names the same bytes again and again."""
    streams = Doc(NOTICE).streams()
    places = [order * length for order in range(count + 1)]
    body = plc(places, struct.pack("<HIH", 0, 1536, 0) * count)
    clx = b"\x02" + struct.pack("<I", len(body)) + body
    table = streams["1Table"]
    block = patched(streams["WordDocument"], 154 + 8 * fib.CLX, "<II", len(table), len(clx))
    block = patched(block, 76, "<I", count * length)
    return compound({"WordDocument": block, "1Table": table + clx})


def directory_in_a_circle() -> bytes:
    data = doc(ROOM)
    place = (struct.unpack_from("<I", data, 48)[0] + 1) * 512
    for order in range(1, 4):
        data = patched(data, place + 128 * order + 68, "<II", order, 1)
    return data


def groups(depth: int) -> bytes:
    inner = b""
    for _ in range(depth):
        inner = struct.pack("<HHI", 0xF, 0xF003, len(inner)) + inner
    art = struct.pack("<HHI", 0xF, 0xF002, len(inner)) + inner
    return struct.pack("<HHI", 0xF, 0xF000, 0) + b"\0" + art


def nested(depth: int) -> P:
    return P("深", sprm(0x2416, 1) + sprm(0x6649, depth))


CASES: dict[str, Callable[[], bytes]] = {
    "sectors in a circle": in_a_circle,
    "a directory in a circle": directory_in_a_circle,
    "a table of tables in a circle": lambda: patched(doc(ROOM), 68, "<II", 0, 0xFFFFFFFF),
    "sectors of 2 to the 60th": lambda: patched(doc(ROOM), 30, "<H", 60),
    "a stream of 4 GB": lambda: patched(doc(ROOM), 56, "<I", 0),
    "two billion characters": lambda: with_length(0x7FFFFFFF),
    "less than no characters": lambda: with_length(0xFFFFFFFF),
    "the same bytes 400,000 times": lambda: with_pieces(400_000, 40),
    "pieces that overlap the end": lambda: with_pieces(100, 1_000_000),
    "5,000 paragraphs": lambda: doc(*[P("二、加强管理")] * 5_000),
    "500 rows of 18 cells": lambda: doc(
        *([cell("甲")] * 18 + [row_of(*range(0, 1900, 100))]) * 500
    ),
    "rows that never end": lambda: doc(*[cell("甲")] * 5_000),
    "edges that go back": lambda: doc(cell("甲"), cell("乙"), row_of(900, 100, -900)),
    "edges of every row apart": lambda: doc(
        *(
            part
            for n in range(1_000)
            for part in (cell("甲"), cell("乙"), row_of(-n * 31, n * 31 + 1, 32_000))
        )
    ),
    "tables 17 deep": lambda: doc(nested(17)),
    "tables two billion deep": lambda: doc(nested(0x7FFFFFFF)),
    "tables that open and close": lambda: doc(*[nested(16), P("浅")] * 500),
    "styles based on each other": lambda: doc(
        P("甲", style=1),
        tables={
            fib.STSHF: stylesheet(
                style(1, "a", b"\0\0", base=1),
                style(1, "b", b"\0\0", base=2),
                style(1, "c", b"\0\0", base=1),
            )
        },
    ),
    "65,535 styles that are not there": lambda: doc(
        P("甲", style=9), tables={fib.STSHF: struct.pack("<HHH", 4, 65_535, 10)}
    ),
    "65,535 lists that are not there": lambda: doc(
        P("甲", sprm(0x460B, 5)),
        tables={fib.LISTS: b"\xff\xff", fib.LIST_OVERRIDES: b"\xff" * 4},
    ),
    "a list of every level within itself": lambda: doc(
        *[P("甲", sprm(0x460B, 1) + sprm(0x260A, 8))] * 100,
        tables=numbering(*[Level("\0\1\2\3\4\5\6\7\x08" * 50, 39, 99_999_999)] * 9),
    ),
    "a level of 200": lambda: doc(P("甲", sprm(0x460B, 1) + sprm(0x260A, 200))),
    "fonts beyond the end": lambda: doc(tables={fib.FONTS: fonts("a")[:10]}),
    "20,000 open fields": lambda: doc(P([("\x13" * 20_000, SPECIAL)])),
    "20,000 fields that only end": lambda: doc(P([("\x14\x15" * 20_000, SPECIAL)])),
    "20,000 marks of one note": lambda: doc(
        P([("\x02" * 20_000, SPECIAL)]),
        tables={fib.FOOTNOTES: plc([*range(20_001)], b"\1\0" * 20_000)},
    ),
    "10,000 headers": lambda: doc(
        headers=[P(f"页眉{n}") for n in range(10_000)],
        tables={fib.HEADERS: plc([0] * 6 + [n * 4 for n in range(10_000)])},
    ),
    "groups 5,000 deep": lambda: doc(tables={fib.DRAWINGS: groups(5_000)}),
    "drawings that end early": lambda: doc(tables={fib.DRAWINGS: groups(3)[:20]}),
    "a box in itself": lambda: doc(
        P([("\x08", SPECIAL)]),
        boxes=[P([("\x08\x08", SPECIAL)])],
        tables={
            fib.SHAPES: plc([40, 41], struct.pack("<I22x", 5)),
            fib.BOXES: plc([0, 3], struct.pack("<14xI4x", 5)),
        },
    ),
    "modifiers beyond the data": lambda: doc(P("甲", sprm(0x6646, 0x7FFFFFFF))),
    "a picture beyond the data": lambda: doc(P([("\x01", SPECIAL + sprm(0x6A03, 0x7FFFFFFF))])),
    "an operand cut off": lambda: doc(P("甲", b"\x08\xd6\xff\xff\x01")),
    "private and forbidden characters": lambda: doc(P("\ufffe\uffff\x01\x02\x03\x06\x7f\ue000甲")),
    "halves of characters": lambda: doc(P("\ud800甲\udc00乙\ud83d")),
    "marks of cells outside of tables": lambda: doc(*[P("甲", mark="\x07")] * 3_000),
}  # fmt: skip
