"""Forged notices as Word documents whose 一、（一）1. are automatic numbers, also in cells.

Most offices number that way; the text of the file then holds no number at all. Levels are those of
GB/T 9704-2012, 7.3.3; the third runs on through all sections (lvlRestart 0), as in task tables.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

import regex

from tests.forge.truth import Cell, Row, Truth
from tests.readers.docx_builder import build, cell, numbered, p, part, row, run, table

_LEVELS = (
    ("chineseCounting", "%1、", ""),
    ("chineseCounting", "（%2）", ""),
    ("decimal", "%3.", '<w:lvlRestart w:val="0"/>'),
)
_PRINTED = (
    regex.compile(r"^[一二三四五六七八九十]+、"),
    regex.compile(r"^（[一二三四五六七八九十]+）"),
    regex.compile(r"^[0-9]+\."),
)


def docx(truth: Truth) -> bytes:
    """Return the notice as a document with automatic numbers."""
    blocks = [
        _line(truth.number, "center"),
        _line(truth.title, "center"),
        _line("，".join(truth.addressees) + "：", "left"),
        *(_line(text, "both") for text in truth.body),
        _line(truth.issuer, "right"),
        _line(truth.printed_date, "right"),
        _line(truth.attachment, "center"),
        *(_paragraph(text) for text in truth.paragraphs),
        _table([*truth.header, *truth.rows], len(truth.header[0])) if truth.header else "",
    ]
    return build("".join(blocks), numbering=_numbering())


def _line(text: str, align: str) -> str:
    return p(escape(text), properties=f'<w:jc w:val="{align}"/>')


def _table(rows: list[Row], width: int) -> str:
    made = []
    open_: dict[int, int] = {}
    for entry in rows:
        cells = []
        column = 0
        while column < width:
            found = entry[column]
            if found is not None:
                cells.append(_cell(found))
                open_[column] = found.rows - 1
                column += found.columns
            else:
                if open_.get(column, 0) > 0:
                    open_[column] -= 1
                    cells.append(cell(properties='<w:vMerge w:val="continue"/>'))
                column += 1
        made.append(row(*cells))
    return table(*made)


def _cell(found: Cell) -> str:
    properties = f'<w:gridSpan w:val="{found.columns}"/>' if found.columns > 1 else ""
    properties += '<w:vMerge w:val="restart"/>' if found.rows > 1 else ""
    return cell(*(_paragraph(text) for text in found.paragraphs), properties=properties)


def _paragraph(text: str) -> str:
    for level, pattern in enumerate(_PRINTED):
        match = pattern.match(text)
        if match:
            return numbered(1, level, run(escape(text[match.end() :])))
    return p(run(escape(text))) if text else "<w:p/>"


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{order}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{restart}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for order, (form, text, restart) in enumerate(_LEVELS)
    )
    return part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
