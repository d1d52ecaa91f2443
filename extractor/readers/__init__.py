"""Readers of files (读取): bytes in, `Document` out.

What a file is, is told from its bytes. Each format has a module with a ``read`` of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from extractor.errors import ExtractorError
from extractor.model.document import Document
from extractor.readers.sniff import sniff


def read(data: bytes, *, name: str = "") -> Document:
    """Return what ``data`` holds.

    Args:
        data: The bytes of one file.
        name: What messages call the file; its suffix is never trusted.

    Raises:
        EmptySource: There is no text.
        EncryptedSource: The file is locked with a password.
        UnsupportedFormat: The format is not read here; the message says what to do.
        CorruptSource: The bytes break the rules of the format they claim.
    """
    try:
        reader = import_module(f"{__name__}.{sniff(data)}")
        return cast("Callable[[bytes], Document]", reader.read)(data)
    except ExtractorError as fault:
        if name:
            fault.args = (f"{name}: {fault}",)
        raise
