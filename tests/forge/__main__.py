"""``python -m tests.forge``: how many forged notices are read without a fault, by class."""

from __future__ import annotations

import argparse
import multiprocessing as mp
import sys
import time
from collections import Counter
from typing import NamedTuple

from extractor import ExtractorError, extract
from extractor.bounds import Bounds
from tests.forge import binary, browser, drawn, office, plain, sheet, sites, word, word_numbered
from tests.forge.compare import compare, compare_tasks
from tests.forge.invent import LAYOUTS, invent
from tests.forge.truth import Truth
from tests.forge.twists import TWISTS

TWISTED = tuple(f"pdf-{twist}" for twist in TWISTS)
"""Formats in which the PDF is set in another way."""
FORMATS = (
    "txt",
    "md",
    "html",
    "site",
    "docx",
    "docx-numbered",
    "doc",
    "xlsx",
    "xls",
    "pdf",
    "pdf-horizontal",
    "pdf-none",
    "ofd",
    "ofd-horizontal",
    "ofd-none",
    *TWISTED,
)
BROWSER = "pdf-browser"
"""The web page printed by Chromium."""
SCAN = "scan"
"""The PDF form as a scanner gives it, recognised: seconds a page, so only where asked for."""
OFFICE = {"pdf-office": "pdf", "docx-office": "docx", "doc-office": "doc"}
"""Formats that LibreOffice makes of the Word form."""


class Score(NamedTuple):
    """One document: its tasks, those exact, whether all of it is, and its faults."""

    tasks: int
    exact: int
    perfect: bool
    faults: list[str]
    cut: int
    rejoined: int


def forged(truth: Truth, form: str, seed: int) -> tuple[bytes, int]:
    """Return the notice in a format, and how many of its rows a page cuts."""
    if form == SCAN:
        from tests.forge import scan  # noqa: PLC0415 - needs Pillow

        drawing = drawn.pdf(truth, seed)
        return scan.scanned(drawing.data, seed), len(set(drawing.cut))
    if form.startswith(("pdf", "ofd")):
        rules: drawn.Rules = "all"
        twist = None
        if form.endswith(("-horizontal", "-none")) and form not in TWISTED:
            rules = "horizontal" if form.endswith("horizontal") else "none"
        elif form in TWISTED:
            twist, rules = TWISTS[form.removeprefix("pdf-")]
        if form.startswith("pdf"):
            drawing = drawn.pdf(truth, seed, rules, twist)
        else:
            drawing = drawn.ofd(truth, seed, rules)
        return drawing.data, len(set(drawing.cut))
    if form == "docx-numbered":
        return word_numbered.docx(truth), 0
    if form == "docx":
        return word.docx(truth), 0
    if form == "doc":
        return binary.doc(truth), 0
    if form == "xlsx":
        return sheet.xlsx(truth, seed), 0
    if form == "xls":
        return sheet.xls(truth, seed), 0
    if form == "html":
        return plain.html(truth, seed), 0
    if form == "site":
        return sites.site(truth, seed).page(), 0
    return (plain.text(truth, seed), 0) if form == "txt" else (plain.markdown(truth), 0)


def score(job: tuple[str, str, int]) -> Score:
    """Return how one forged notice is read."""
    layout, form, seed = job
    truth = invent(seed, layout)
    data, cut = forged(truth, form, seed)
    return judged(truth, data, cut, f"{layout}-{seed}.{form}")


def judged(truth: Truth, data: bytes, cut: int, name: str) -> Score:
    """Return how a notice with this truth is read."""
    try:
        notice = extract(data, name=name, bounds=Bounds(ocr_pages=100))
    except ExtractorError as error:
        return Score(len(truth.tasks), 0, False, [str(error)], cut, 0)
    faults = compare(notice, truth)
    exact = sum(not lines for lines in compare_tasks(notice, truth))
    rejoined = sum(d.code == "table.row-rejoined" for d in notice.diagnostics)
    return Score(len(truth.tasks), exact, not faults, faults, cut, rejoined)


def by_office(jobs: list[tuple[str, str, int]], target: str) -> list[Score]:
    """Return how notices are read that LibreOffice has written."""
    truths = [invent(seed, layout) for layout, _, seed in jobs]
    made = office.printed([word.docx(truth) for truth in truths], target)
    return [
        judged(truth, data, 0, f"{layout}-{seed}.{form}")
        for truth, data, (layout, form, seed) in zip(truths, made, jobs, strict=True)
    ]


def by_browser(jobs: list[tuple[str, str, int]]) -> list[Score]:
    """Return how notices are read that Chromium has printed."""
    truths = [invent(seed, layout) for layout, _, seed in jobs]
    made = browser.printed(
        [plain.html(truth, job[2]) for truth, job in zip(truths, jobs, strict=True)]
    )
    return [
        judged(truth, data, 0, f"{layout}-{seed}.{form}")
        for truth, data, (layout, form, seed) in zip(truths, made, jobs, strict=True)
    ]


def main() -> int:
    """Print a table of results by layout and format."""
    parser = argparse.ArgumentParser(prog="python -m tests.forge", description=__doc__)
    parser.add_argument(
        "--format", choices=[*FORMATS, *OFFICE, BROWSER, SCAN], nargs="+", default=list(FORMATS)
    )
    parser.add_argument("--layout", choices=list(LAYOUTS), nargs="+", default=list(LAYOUTS))
    parser.add_argument("--count", type=int, default=20, help="documents a class")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--show", type=int, default=0, help="faults to print a class")
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    print("layout format          docs  tasks  exact %  perfect %  cut  rejoined  s")
    for layout in args.layout:
        for form in args.format:
            started = time.perf_counter()
            jobs = [(layout, form, args.seed + n) for n in range(args.count)]
            if form in OFFICE:
                scores = by_office(jobs, OFFICE[form])
            elif form == BROWSER:
                scores = by_browser(jobs)
            elif args.workers > 1:
                with mp.get_context("fork").Pool(args.workers) as pool:
                    scores = pool.map(score, jobs)
            else:
                scores = [score(job) for job in jobs]
            _print(layout, form, scores, time.perf_counter() - started)
            for job, result in zip(jobs, scores, strict=True):
                for fault in result.faults[:2] if args.show else []:
                    print(f"    seed {job[2]}: {fault[:300]}")
    return 0


def _print(layout: str, form: str, scores: list[Score], seconds: float) -> None:
    totals = Counter[str]()
    for entry in scores:
        totals.update(
            tasks=entry.tasks,
            exact=entry.exact,
            perfect=entry.perfect,
            cut=entry.cut,
            rejoined=entry.rejoined,
        )
    print(
        f"{layout:6} {form:15} {len(scores):4} {totals['tasks']:6}"
        f"  {100 * totals['exact'] / max(1, totals['tasks']):7.2f}"
        f"  {100 * totals['perfect'] / len(scores):9.1f}"
        f"  {totals['cut']:3}  {totals['rejoined']:8}  {seconds:.1f}"
    )


if __name__ == "__main__":
    sys.exit(main())
