"""The same notices in other forms: whether their tasks stay the same.

Usage:
    python -m benchmarks.forms FILE.txt [FILE.txt ...] [--show N]

Each text, one paragraph a line, is set as a Word file after GB/T 9704-2012 (A4, 28 lines a page,
page numbers), and printed by LibreOffice as PDF, DOC and HTML, and by Chromium as PDF; pdftotext
(poppler) copies the printed lines with and without their places. A task is the same when number,
task, requirement, units by role, deadlines and section are, white space apart. Needs soffice,
chromium and pdftotext.
"""

from __future__ import annotations

import argparse
import html
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from extractor import Task, extract
from extractor.errors import ExtractorError

FONT = "Noto Serif CJK SC"
STYLE = (
    "<!DOCTYPE html><meta charset=utf-8><style>@page{size:A4;margin:37mm 26mm 35mm 28mm}"
    f"p{{font:16pt/28pt '{FONT}';text-indent:2em;margin:0}}</style>"
)
UNPRINTABLE = re.compile(r"[\x00-\x1f]")
ROLES = ("lead_units", "responsible_units", "supporting_units", "supervising_units")

Key = tuple[object, ...]


def main() -> None:
    """Make every form of every text and print how many tasks are the same in each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print as many tasks that differ")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = [set_as_word(path, folder) for path in options.files]
        forms = {"DOCX": documents, **printed(documents, folder)}
        expected = [keys(path) for path in documents]
        print(f"{sum(map(len, expected))} tasks of {len(documents)} texts")
        for form, paths in forms.items():
            same = 0
            for wanted, path in zip(expected, paths, strict=True):
                found = keys(path)
                same += sum(key in found for key in wanted)
                for key in [key for key in wanted if key not in found][: options.show]:
                    print(f"    {form} {path.name}: {key[:2]}")
            print(f"{form:24} {same}")


def set_as_word(path: Path, folder: Path) -> Path:
    """Return a Word file of the paragraphs of a text, set as notices are."""
    document: Any = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    number_pages(section)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(16), FONT
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for line in path.read_text("utf-8", "replace").splitlines():
        text = UNPRINTABLE.sub("", line).strip()
        if text:
            paragraph = document.add_paragraph(text)
            look = paragraph.paragraph_format
            look.line_spacing, look.space_after, look.first_line_indent = Pt(28), Pt(0), Pt(32)
    made = folder / f"{path.stem}.docx"
    document.save(made)
    return made


def number_pages(section: Any) -> None:
    """Put — 1 — at the foot of each page (7.5)."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    run = paragraph.add_run()
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        run._r.append(part)
    paragraph.add_run(" —")


def printed(documents: Sequence[Path], folder: Path) -> dict[str, list[Path]]:
    """Return the other forms of the Word files, each list in their order."""
    forms: dict[str, list[Path]] = {}
    for form, suffix in (("PDF", "pdf"), ("DOC", "doc"), ("HTML", "html:HTML")):
        target = folder / suffix[:4]
        command = ["soffice", "--headless", "--convert-to", suffix, "--outdir", str(target)]
        subprocess.run([*command, *map(str, documents)], check=True, capture_output=True)
        forms[form] = [target / f"{path.stem}.{suffix.split(':')[0]}" for path in documents]
    forms["PDF of a browser"] = [by_browser(path, folder) for path in documents]
    for form, option in (("text, lines with places", ["-layout"]), ("text, lines alone", [])):
        target = folder / form
        target.mkdir()
        forms[form] = [target / f"{path.stem}.txt" for path in documents]
        for pdf, copy in zip(forms["PDF"], forms[form], strict=True):
            subprocess.run(["pdftotext", *option, str(pdf), str(copy)], check=True)
    return forms


def by_browser(document: Path, folder: Path) -> Path:
    """Return the paragraphs of a Word file as a page that Chromium has printed."""
    paragraphs = (html.escape(one.text) for one in docx.Document(str(document)).paragraphs)
    page, made = folder / f"{document.stem}.page.html", folder / f"{document.stem}.page.pdf"
    page.write_text(STYLE + "".join(f"<p>{text}</p>" for text in paragraphs), "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = ["chromium", *options, f"--print-to-pdf={made}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)
    return made


def keys(path: Path) -> set[Key]:
    """Return what each task of a file says; none of a file that is no notice."""
    try:
        return set(map(key_of, extract(path).tasks))
    except ExtractorError:
        return set()


def key_of(task: Task) -> Key:
    """Return all that must be the same of a task, without white space."""
    units = tuple(tuple(bare(unit.text) for unit in getattr(task, role)) for role in ROLES)
    due = tuple(bare(deadline.text) for deadline in task.deadlines)
    section = tuple(map(bare, task.section_path[-1:]))
    return task.number, bare(task.task), bare(task.requirement), units, due, section


def bare(text: str | None) -> str:
    """Return a text without white space."""
    return "".join((text or "").split())


if __name__ == "__main__":
    main()
