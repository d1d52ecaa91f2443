"""Binary workbooks made to harm who reads them."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.readers.xls_builder import (
    Book,
    Page,
    cell,
    cell_format,
    font,
    merged,
    record,
    string,
    strings,
)

TABLE = b"".join(
    cell(r, c, value)
    for r, line in enumerate(
        [("序号", "工作任务", "责任单位", "完成时限"), (1, "修路", "县交通局", "年底前")]
    )
    for c, value in enumerate(line)
)
SHARED = font() + cell_format() + cell_format(ruled=True)
BEGIN = record(0x809, struct.pack("<HH12x", 0x600, 0x20))


def xls(*more: bytes, shared: bytes = b"") -> bytes:
    return Book([Page("表", TABLE + b"".join(more))], SHARED + shared).build()


def string_of(claimed: int, data: bytes, flags: int = 0) -> bytes:
    return record(0xFC, struct.pack("<IIHB", 1, 1, claimed, flags) + data)


CASES: dict[str, Callable[[], bytes]] = {
    "four billion strings": lambda: xls(shared=record(0xFC, b"\xff" * 8)),
    "a million strings that are not there": lambda: xls(
        shared=record(0xFC, struct.pack("<II", 1_000_000, 1_000_000))
    ),
    "a string longer than the file": lambda: xls(shared=string_of(0xFFFF, b"abc", 1)),
    "65,535 runs of a string": lambda: xls(
        record(0xFD, struct.pack("<HHHI", 3, 0, 0, 0)),
        shared=string_of(2, b"\xff\xff" + b"ab" + b"\0\0\1\0" * 65_535, 8),
    ),
    "four billion bytes behind a string": lambda: xls(
        shared=string_of(2, b"\xff\xff\xff\xffab", 4)
    ),
    "a string in 50,000 continuations": lambda: xls(
        shared=string_of(50_000, b"") + struct.pack("<HHBB", 0x3C, 2, 0, 0x61) * 50_000
    ),
    "continuations without anything": lambda: xls(
        shared=string_of(50_000, b"a") + struct.pack("<HH", 0x3C, 0) * 50_000
    ),
    "1,001 sheets": lambda: Book([Page("表", b"")] * 1_001, SHARED).build(),
    "900 sheets that are one": lambda: Book(
        [Page("表", TABLE)],
        SHARED + record(0x85, struct.pack("<IBB", 200, 0, 0) + string("同", 1)) * 900,
    ).build(),
    "cells at every corner": lambda: xls(
        *(cell(r, c, "甲") for r in (0, 65_535) for c in (0, 255, 65_535))
    ),
    "500,000 cells with text": lambda: xls(
        *(cell(n // 200, n % 200, 5) for n in range(500_000)),
    ),
    "a million ruled cells": lambda: xls(
        *(record(0xBE, struct.pack("<HH", n, 0) + b"\1\0" * 4_000 + b"\xff\0") for n in range(520))
    ),
    "everything merged": lambda: xls(merged((0, 0, 65_535, 65_535))),
    "60,000 areas that overlap": lambda: xls(*[merged(*[(0, 0, 1, 3)] * 1_000)] * 60),
    "everything hidden": lambda: xls(record(0x7D, struct.pack("<6H", 0, 65_535, 0, 0, 1, 0))),
    "substreams 50,000 deep": lambda: xls(BEGIN * 50_000),
    "substreams that only end": lambda: xls(record(0x0A) * 50_000),
    "a format of 60,000 signs": lambda: Book(
        [Page("表", TABLE + cell(3, 0, 5, 1) + cell(3, 1, "a"))],
        font()
        + record(0x41E, struct.pack("<H", 164) + string("0" * 30_000 + "." + "0" * 30_000))
        + cell_format()
        + cell_format(code=164),
    ).build(),
    "numbers that are none": lambda: xls(
        *(
            record(0x203, struct.pack("<HHH", 3, n, 0) + bytes.fromhex(bits))
            for n, bits in enumerate(["000000000000f07f", "000000000000f8ff", "ffffffffffffef7f"])
        )
    ),
    "boxes beyond the sheet": lambda: xls(
        record(0xEC, struct.pack("<HHI9H", 0, 0xF010, 18, *[0xFFFF] * 9)),
        record(0x5D, struct.pack("<5H12x", 0x15, 0x12, 6, 1, 0)),
        record(0x1B6, struct.pack("<HHIHHHI", 0, 0, 0, 0, 60_000, 0, 0)),
    ),
    "a text of a formula that never comes": lambda: xls(
        *[record(0x06, struct.pack("<HHH", 3, 0, 0) + b"\0" * 6 + b"\xff\xff")] * 20_000
    ),
    "strings without a format": lambda: Book(
        [Page("表", record(0xFD, struct.pack("<HHHI", 0, 0, 99, 0)))], strings(string("一、通知"))
    ).build(),
}
