"""What fixes change, line by line, for a person to see before they are made."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from extractor.checks.fixing.mending import Mended
from extractor.checks.places import described
from extractor.readers.charset import decode
from extractor.text.characters import one_line


def difference(before: bytes, mended: Mended, language: str) -> str:
    """Return a unified diff of text, and of other formats the changed paragraphs and places."""
    name = one_line(mended.report.name)
    if mended.report.media_type.startswith("text/"):
        old = decode(before).text.splitlines(keepends=True)
        new = decode(mended.data).text.splitlines(keepends=True)
        return "".join(_ended(line) for line in unified_diff(old, new, name, name))
    lines = list(_paragraphs(mended, language))
    return "".join(line + "\n" for line in (f"--- {name}", f"+++ {name}", *lines)) if lines else ""


def _paragraphs(mended: Mended, language: str) -> Iterator[str]:
    before, after = mended.before, mended.after
    for old, new in zip(before.paragraphs, after.paragraphs, strict=True):
        if old.text == new.text:
            continue
        place = described(old.pieces[0].anchor, language) if old.pieces else ""
        yield f"@@ {place} @@"
        yield from (f"-{one_line(line)}" for line in old.text.split("\n"))
        yield from (f"+{one_line(line)}" for line in new.text.split("\n"))


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
