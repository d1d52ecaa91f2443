"""JSON Lines: one notice a line, UTF-8, each line ended by U+000A."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from extractor import codec
from extractor.model.notice import Notice
from extractor.writers.options import Loss, Options


def write(notices: Iterable[Notice], out: BinaryIO, options: Options) -> tuple[Loss, ...]:  # noqa: ARG001 - one signature for all writers
    """Write each notice as one line; JSON escapes the line breaks inside values."""
    out.writelines(codec.encode(notice) + b"\n" for notice in notices)
    return ()
