"""Forged notices as text (tabs), Markdown and HTML."""

from __future__ import annotations

import random
from html import escape

from tests.forge.truth import Cell, Row, Truth


def text(truth: Truth, seed: int = 0) -> bytes:
    """Return the notice as a dump with tabs; blank lines may stand between rows (page seams)."""
    rng = random.Random(seed)
    lines = [*_head(truth), "", truth.attachment, ""]
    for paragraph in truth.paragraphs:
        lines += [paragraph, ""]
    for row in [*truth.header, *truth.rows]:
        lines.append("\t".join(_flat(row)))
        if rng.random() < 0.08:
            lines += [""] * 3
    return "\n".join(lines).encode()


def flattened(truth: Truth, seed: int = 0) -> bytes:
    """Return the notice as a dump that sets each cell on a line of its own and drops empty ones.

    Units of one cell may stand on lines of their own too.
    """
    rng = random.Random(f"flat/{seed}")
    apart = rng.random() < 0.3
    lines = [*_head(truth), truth.attachment, *truth.paragraphs]
    for row in [*truth.header, *truth.rows]:
        for cell in row:
            if cell is not None and cell.text:
                text = cell.text.replace("\n", "、")
                lines += (
                    text.split("、") if apart and len(text) < 60 and "（" not in text else [text]
                )
    return "\n".join(lines).encode()


def markdown(truth: Truth) -> bytes:
    """Return the notice as Markdown with a pipe table."""
    lines = [line for entry in _head(truth) for line in (entry, "")]
    lines += [f"## {truth.attachment}", ""]
    lines += [line for text in truth.paragraphs for line in (text, "")]
    width = len(truth.header[0]) if truth.header else 0
    for index, row in enumerate([*truth.header, *truth.rows]):
        lines.append("| " + " | ".join(_flat(row)) + " |")
        if index == 0:
            lines.append("|" + " --- |" * width)
    return "\n".join(lines).encode()


def html(truth: Truth, seed: int = 0) -> bytes:
    """Return the notice as a web page; its charset is declared, undeclared or marked by a BOM."""
    rng = random.Random(seed)
    head = "\n".join(f"<p>{escape(line)}</p>" for line in _head(truth)[2:])
    rows = table_rows(truth)
    text = "".join(f"<p>　　{escape(entry)}</p>" for entry in truth.paragraphs)
    inner = text or f"<table>{rows}</table>"
    style = rng.choice(["utf-8", "bom", "gb18030", "gb18030 undeclared"])
    charset = "" if "undeclared" in style else f'<meta charset="{style.replace("bom", "utf-8")}">'
    page = (
        f"<html><head>{charset}<title>{escape(truth.title)}</title></head><body>"
        '<div class="nav"><a href="/">首页</a> <a href="/zw/">政务公开</a></div>'
        f'<div class="content"><h1>{escape(truth.title)}</h1>'
        f'<p style="text-align:center">{escape(truth.number)}</p>{head}'
        f'<p style="text-align:center">{escape(truth.attachment)}</p>'
        f"{inner}</div>"
        '<div class="footer">版权所有：示例网站</div></body></html>'
    )
    if style.startswith("gb"):
        return page.encode("gb18030")
    return (b"\xef\xbb\xbf" if style == "bom" else b"") + page.encode()


def table_rows(truth: Truth) -> str:
    """Return the rows of the table as markup."""
    rows = "\n".join(_tr(row, "th") for row in truth.header)
    return rows + "\n" + "\n".join(_tr(row, "td") for row in truth.rows)


def _head(truth: Truth) -> list[str]:
    return [
        truth.number,
        truth.title,
        "，".join(truth.addressees) + "：",
        *truth.body,
        truth.issuer,
        truth.printed_date,
    ]


def _flat(row: Row) -> list[str]:
    return ["" if cell is None else cell.text.replace("\n", " ") for cell in row]


def _tr(row: Row, tag: str) -> str:
    return "<tr>" + "".join(_cell(cell, tag) for cell in row if cell is not None) + "</tr>"


def _cell(cell: Cell, tag: str) -> str:
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    inner = "".join(f"<p>{escape(part)}</p>" for part in cell.paragraphs)
    return f"<{tag}{spans}>{inner}</{tag}>"
