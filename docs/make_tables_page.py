"""Writes ``docs/tables.md`` from the tables of `extractor.relational`: ``make docs``."""

from __future__ import annotations

from pathlib import Path

from extractor.relational import TABLES

PAGE = Path(__file__).with_name("tables.md")

HEAD = """\
# The tables of a database

Made by `make docs` from `extractor/relational/tables.py`; a test holds the two together. Columns in
bold are the primary key; those with ○ may be null. [How to load and ask](load.md).
"""


def text() -> str:
    """Return the page."""
    parts = [HEAD]
    for table in TABLES:
        lines = [
            f"\n## {table.name}\n",
            f"{table.en} {table.zh}\n",
            "| column | type | what |",
            "|---|---|---|",
        ]
        for column in table.columns:
            name = f"**{column.name}**" if column.name in table.key else column.name
            null = " ○" if column.null else ""
            lines.append(f"| {name}{null} | {column.type} | {column.en} {column.zh} |")
        for own, other, _ in table.refers:
            lines.append(f"\n({', '.join(own)}) refers to `{other}`.")
        parts.append("\n".join(lines) + "\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(text(), "utf-8")
