"""Places in words: where a finding stands, as a person would look it up."""

from __future__ import annotations

import regex

from extractor.model.anchor import Anchor

_STEP = regex.compile(r"^(?P<name>[A-Za-z0-9]+)(?:\[(?P<number>[0-9]+)\])?$")
_WORDS = {
    "p": ("paragraph {}", "第{}段"),
    "tbl": ("table {}", "表{}"),
    "table": ("table {}", "表{}"),
    "tr": ("row {}", "第{}行"),
    "tc": ("cell {}", "第{}格"),
    "td": ("cell {}", "第{}格"),
    "th": ("cell {}", "第{}格"),
    "txbx": ("text box {}", "文本框{}"),
    "footnote": ("footnote {}", "脚注{}"),
    "endnote": ("endnote {}", "尾注{}"),
}
_SILENT = frozenset({"body", "footnotes", "endnotes"})


def described(anchor: Anchor, language: str) -> str:
    """Return the place in words: page 3; line 5, column 7; table 1, row 2, cell 3, paragraph 1.

    Of a path that is not Word's, the last three steps stand as they are.

    >>> described(Anchor(path="body/tbl[1]/tr[2]/tc[3]/p[1]"), "en")
    'table 1, row 2, cell 3, paragraph 1'
    >>> described(Anchor(path="html/body/div[3]/table[1]/tbody[1]/tr[2]/td[1]"), "en")
    '…/tbody[1]/tr[2]/td[1]'
    >>> described(Anchor(line=5, characters=(6, 9)), "zh")
    '第5行第7字'
    """
    chinese = language == "zh"
    if anchor.page is not None:
        return f"第{anchor.page}页" if chinese else f"page {anchor.page}"
    if anchor.line is not None:
        column = anchor.characters[0] + 1 if anchor.characters else None
        if chinese:
            return f"第{anchor.line}行" + (f"第{column}字" if column else "")
        return f"line {anchor.line}" + (f", column {column}" if column else "")
    return _of_path(anchor.path or "", chinese=chinese)


def _of_path(path: str, *, chinese: bool) -> str:
    words = []
    for step in path.split("/"):
        match = _STEP.match(step)
        if match is None or (step not in _SILENT and match["name"] not in _WORDS):
            short = path.split("/")[-3:]
            return path if len(short) >= path.count("/") else "…/" + "/".join(short)
        if step in _SILENT:
            continue
        template = _WORDS[match["name"]][1 if chinese else 0]
        words.append(template.format(match["number"] or "1"))
    return ("" if chinese else ", ").join(words) or path


def address(file: str, anchor: Anchor | None) -> str:
    """Return ``file:line:column`` as editors open it, or the file with what place it has.

    >>> address("a.txt", Anchor(line=5, characters=(6, 9)))
    'a.txt:5:7'
    """
    if anchor is None:
        return file
    if anchor.line is not None:
        column = f":{anchor.characters[0] + 1}" if anchor.characters else ""
        return f"{file}:{anchor.line}{column}"
    if anchor.page is not None:
        return f"{file}: page {anchor.page}"
    return f"{file}: {anchor.path}" if anchor.path else file
