"""Notices as files: Markdown, Word, and a page."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt

from tests.checks.mutation.notices import Notice


def markdown(notice: Notice) -> bytes:
    lines = [text for _, text in notice.paragraphs_before()]
    if notice.rows:
        width = len(notice.header)
        grid = [notice.header, ("---",) * width]
        grid += [(*cells, *("",) * (width - len(cells))) for cells in notice.rows]
        lines.append("\n".join("| " + " | ".join(cells) + " |" for cells in grid))
    lines += [text for _, text in notice.paragraphs_after()]
    return ("\n\n".join(lines) + "\n").encode()


def word(notice: Notice) -> bytes:
    document = Document()
    for kind, text in notice.paragraphs_before():
        _paragraph(document, kind, text)
    if notice.rows:
        width = len(notice.header)
        table = document.add_table(rows=len(notice.rows) + 1, cols=width)
        table.style = "Table Grid"
        for column, text in enumerate(notice.header):
            table.cell(0, column).text = text
        for order, cells in enumerate(notice.rows, 1):
            if len(cells) == 1:
                table.cell(order, 0).merge(table.cell(order, width - 1)).text = cells[0]
                continue
            for column, text in enumerate(cells):
                table.cell(order, column).text = text
    for kind, text in notice.paragraphs_after():
        _paragraph(document, kind, text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


_LOOK = {
    "mark": (ALIGN.CENTER, 36),
    "number": (ALIGN.CENTER, 16),
    "title": (ALIGN.CENTER, 22),
    "signature": (ALIGN.RIGHT, 16),
}


def _paragraph(document, kind: str, text: str) -> None:
    align, size = _LOOK.get(kind, (ALIGN.JUSTIFY, 16))
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.add_run(text).font.size = Pt(size)


def page(notice: Notice) -> bytes:
    tags = "".join(f'<meta name="{n}" content="{escape(v)}">' for n, v in notice.tags)
    body = "".join(_html(kind, text) for kind, text in notice.paragraphs_before())
    if notice.rows:
        width = len(notice.header)
        rows = "<tr>" + "".join(f"<th>{escape(text)}</th>" for text in notice.header) + "</tr>"
        for cells in notice.rows:
            span = f' colspan="{width}"' if len(cells) == 1 else ""
            rows += "<tr>" + "".join(f"<td{span}>{escape(text)}</td>" for text in cells) + "</tr>"
        body += f"<table>{rows}</table>"
    body += "".join(_html(kind, text) for kind, text in notice.paragraphs_after())
    return (
        f'<html><head><meta charset="utf-8"><title>{escape(notice.title)}</title>{tags}</head>'
        f'<body><div class="content">{body}</div></body></html>'
    ).encode()


def _html(kind: str, text: str) -> str:
    align = {"mark": "center", "number": "center", "title": "center", "signature": "right"}
    style = f' style="text-align:{align[kind]}"' if kind in align else ""
    return f"<p{style}>{escape(text)}</p>"


WRITERS: dict[str, Callable[[Notice], bytes]] = {".md": markdown, ".docx": word, ".html": page}
