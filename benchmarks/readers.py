"""One-page Word files and web pages a second, side by side in one run, on one core.

Usage:
    python -m benchmarks.readers [--count N] [--rounds N] [FILE ...]

Notices of about 900 characters with a task table of eight rows are made: as DOCX by python-docx,
as pages of a government site with its navigation. FILEs (DOCX or HTML) are measured instead where
given. Every engine reads all of them in each round, one engine after the other, and the fastest
round counts, in processor time. "zip and XML alone" and "HTML parser alone" only build the
trees: no reader on the same parser passes them.
"""

from __future__ import annotations

import argparse
import io
import random
import time
import zipfile
from collections.abc import Callable
from functools import partial
from html import escape
from importlib import import_module
from pathlib import Path

from bs4 import BeautifulSoup
from docx import Document
from docx.shared import Pt
from lxml import etree

from extractor import extract
from extractor.readers import docx, html

Engine = Callable[[bytes], object]
Rows = list[list[str]]

_HEADER = ["序号", "工作任务", "牵头单位", "责任单位"]
_UNITS = ["区教育局", "区财政局", "区民政局", "区水利局", "区司法局", "各乡镇人民政府、街道办事处"]
_WORK = [
    "完善",
    "公开",
    "整治",
    "核查",
    "建设",
    "宣传",
    "农村道路",
    "饮水工程",
    "校园食堂",
    "办事指南",
]
_SENTENCE = "各单位要按照职责分工，结合本地实际制定工作方案，明确专人负责，确保各项任务按时完成。"


def main() -> None:
    """Make or take the files, run every engine on them, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--count", type=int, default=100, help="files of each kind to make")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    given = [path.read_bytes() for path in options.files]
    words = [data for data in given if data.startswith(b"PK")]
    pages = [data for data in given if not data.startswith(b"PK")]
    if not given:
        words = [make_docx(seed) for seed in range(options.count)]
        pages = [make_html(seed) for seed in range(options.count)]
    report("DOCX", words, word_engines(), options.rounds)
    report("HTML", pages, page_engines(), options.rounds)


def report(kind: str, files: list[bytes], engines: dict[str, Engine | str], rounds: int) -> None:
    """Print what each engine reaches on ``files``; an engine that is a text says why it cannot."""
    if not files:
        return
    size = sum(map(len, files)) // len(files)
    print(f"{kind}: {len(files)} files, {size:,} bytes each{'':6}{'files/s':>10}{'ms':>8}")
    ready = {name: engine for name, engine in engines.items() if not isinstance(engine, str)}
    readable = {name: [one for one in files if reads(ready[name], one)] for name in ready}
    seconds = dict.fromkeys(ready, float("inf"))
    for _ in range(rounds):
        for name, engine in ready.items():
            start = time.process_time()
            for data in readable[name]:
                engine(data)
            seconds[name] = min(seconds[name], time.process_time() - start)
    for name, taken in seconds.items():
        rate = len(readable[name]) / taken
        failed = len(files) - len(readable[name])
        print(f"  {name:40}{rate:10.0f}{1000 / rate:8.2f}" + f"   fails on {failed}" * bool(failed))
    for name, absent in engines.items():
        if isinstance(absent, str):
            print(f"  {name:40}   skipped: {absent}")


def reads(engine: Engine, data: bytes) -> bool:
    """Whether ``engine`` reads the file at all; this is also its warm-up."""
    try:
        engine(data)
    except Exception:  # other people's readers raise what they like
        return False
    return True


# -- engines -----------------------------------------------------------------------------------


def word_engines() -> dict[str, Engine | str]:
    """Return the readers of Word files by name."""
    return {
        "zip and XML alone (the limit)": zip_and_xml,
        "extractor: read": docx.read,
        "extractor: whole extraction": extract,
        "python-docx: paragraphs and cells": python_docx,
        "markitdown": markitdown(".docx"),
    }


def page_engines() -> dict[str, Engine | str]:
    """Return the readers of web pages by name."""
    return {
        "HTML parser alone (the limit)": html_parser,
        "extractor: read": html.read,
        "extractor: whole extraction": extract,
        "BeautifulSoup (lxml): text": beautiful_soup,
        "markitdown": markitdown(".html"),
    }


def zip_and_xml(data: bytes) -> object:
    """Unpack and parse the three parts that every document needs."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        held = {"word/document.xml", "word/styles.xml", "word/numbering.xml"}
        names = held.intersection(package.namelist())
        return [etree.fromstring(package.read(name)) for name in names]


def python_docx(data: bytes) -> object:
    """Return all text of paragraphs and cells, without automatic numbers."""
    word = Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in word.paragraphs]
    for table in word.tables:
        texts += [cell.text for row in table.rows for cell in row.cells]
    return texts


def html_parser(data: bytes) -> object:
    """Build the tree."""
    return etree.fromstring(data, etree.HTMLParser())


def beautiful_soup(data: bytes) -> object:
    """Return all text of the page."""
    return BeautifulSoup(data, "lxml").get_text("\n")


def markitdown(suffix: str) -> Engine | str:
    """Return Microsoft's converter to Markdown, or why it is not measured."""
    try:
        converter = import_module("markitdown").MarkItDown()
    except ImportError as fault:
        return f"{fault}; pip install 'markitdown[docx]'"
    return partial(_convert, converter, suffix)


def _convert(converter: object, suffix: str, data: bytes) -> object:
    return converter.convert_stream(  # type: ignore[attr-defined]
        io.BytesIO(data), file_extension=suffix
    )


# -- files -------------------------------------------------------------------------------------


def lines(seed: int) -> tuple[list[str], Rows]:
    """Return the paragraphs and the table of a notice of about one page."""
    rng = random.Random(seed)  # noqa: S311 - nothing is kept secret
    texts = [
        f"示政办〔2024〕{seed + 1}号",
        f"示例区人民政府办公室关于印发第{seed + 1}批工作任务分解表的通知",
        "各乡镇人民政府、街道办事处，区直各单位：",
        *(f"{sign}{_SENTENCE * 2}" for sign in ("", "一、", "二、", "三、")),
        "示例区人民政府办公室",
        "2024年3月5日",
    ]
    rows = [_HEADER]
    for number in range(1, 9):
        task = "".join(rng.choices(_WORK, k=8))
        rows.append([str(number), task, rng.choice(_UNITS), "、".join(rng.sample(_UNITS, 2))])
    return texts, rows


def make_docx(seed: int) -> bytes:
    """Return the notice as python-docx writes it."""
    texts, rows = lines(seed)
    word = Document()
    for text in texts:
        word.add_paragraph().add_run(text).font.size = Pt(16)
    table = word.add_table(rows=len(rows), cols=len(rows[0]))
    for row, found in zip(rows, table.rows, strict=True):
        for text, cell in zip(row, found.cells, strict=True):
            cell.text = text
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def make_html(seed: int) -> bytes:
    """Return the notice in a page with links around it, as sites of governments have them."""
    texts, rows = lines(seed)
    links = "".join(f'<li><a href="/col/{n}/">栏目导航{n}</a></li>' for n in range(60))
    style = 'style="text-indent:2em;font-family:仿宋_GB2312;font-size:16pt"'
    text = "".join(f'<p {style}><span lang="ZH-CN">{escape(line)}</span></p>' for line in texts)
    table = "".join(
        "<tr>" + "".join(f"<td><p>{escape(cell)}</p></td>" for cell in row) + "</tr>"
        for row in rows
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{texts[1]}</title>'
        f'<meta name="ArticleTitle" content="{texts[1]}"><style>.nav{{float:left}}</style>'
        f'</head><body><div class="nav"><ul>{links}</ul></div><div class="article">'
        f'<h1>{texts[1]}</h1><div class="TRS_Editor">{text}<table border="1">{table}</table></div>'
        f'</div><div class="footer">主办：示例区人民政府办公室</div></body></html>'
    ).encode()


if __name__ == "__main__":
    main()
