"""Files made to harm who reads them, by format, and what must become of each."""

from __future__ import annotations

from collections.abc import Callable


def cases() -> dict[str, Callable[[], bytes]]:
    """Return the makers of all hostile files by ``format: what it is``."""
    from tests.hostile import (  # noqa: PLC0415 - each makes much
        binaries,
        fixed,
        ledgers,
        pages,
        papers,
        sheets,
        texts,
        words,
    )

    formats = {
        "text": texts.CASES,
        "html": pages.CASES,
        "docx": words.CASES,
        "doc": binaries.CASES,
        "xls": ledgers.CASES,
        "xlsx": sheets.CASES,
        "pdf": papers.CASES,
        "ofd": fixed.CASES,
    }
    return {
        f"{form}: {name}": make for form, made in formats.items() for name, make in made.items()
    }
