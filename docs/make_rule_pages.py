"""Writes docs/rules/ from the rules themselves: ``make docs``."""

from __future__ import annotations

from pathlib import Path

from extractor.checks.listing import pages

FOLDER = Path(__file__).parent / "rules"

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    written = pages()
    for old in FOLDER.glob("*.md"):
        if old.name not in written:
            old.unlink()
    for name, text in written.items():
        (FOLDER / name).write_text(text, "utf-8")
