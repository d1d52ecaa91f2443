"""JSON (RFC 8259): one notice is an object, several are an array. UTF-8, indented."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from extractor import codec
from extractor.model.notice import Notice
from extractor.writers.options import Loss, Options


def write(notices: Iterable[Notice], out: BinaryIO, options: Options) -> tuple[Loss, ...]:
    """Write the notices with one newline at the end; nothing for one that never comes."""
    if options.many:
        _write_array(notices, out)
    else:
        out.writelines(codec.indent(codec.encode(notice)) + b"\n" for notice in notices)
    return ()


def _write_array(notices: Iterable[Notice], out: BinaryIO) -> None:
    opening = b"[\n"
    for notice in notices:
        out.write(opening + codec.indent(codec.encode(notice)))
        opening = b",\n"
    out.write(b"[]\n" if opening == b"[\n" else b"\n]\n")
