"""Pages per second and peak memory of reading PDFs, side by side in one run.

Usage:
    python -m benchmarks.pdf [FILE] [--pages N] [--repeat N]

Without FILE a ruled task table over N pages is drawn. Each engine runs in a process of its own,
on one core, and is timed by CPU time after a warm-up on the same file; the best of N runs counts.
"stages" splits our own reading; PDFium's plain text is the limit that no reader passes.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pdfplumber
import pypdfium2

from extractor.layout.document import Assembly
from extractor.layout.regions import lay_out
from extractor.readers.pdf import library, read
from extractor.readers.pdf.characters import read_characters
from extractor.readers.pdf.pages import PdfFile
from extractor.readers.pdf.strokes import read_strokes
from tests.layout.drawing import WORDS, Sheet, Slot, draw_table


def main() -> None:
    """Draw or take a file, run every engine on it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--engine", choices=sorted(ENGINES), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.engine:
        print(json.dumps(measure(ENGINES[options.engine], options.file, options.repeat)))
        return
    with tempfile.TemporaryDirectory() as folder:
        file = options.file
        if file is None:
            file = Path(folder) / "tasks.pdf"
            file.write_bytes(task_table(options.pages))
        report(file, options.repeat)


def report(file: Path, repeat: int) -> None:
    """Run the engines one after another and print what they reached."""
    print(f"{'engine':32}{'pages/s':>10}{'x pdfplumber':>14}{'of limit':>10}{'peak MB':>9}")
    results = {}
    for name in ENGINES:
        rounds = 1 if name.startswith("pdfplumber") else repeat
        command = [sys.executable, "-m", "benchmarks.pdf", str(file), "--engine", name]
        done = subprocess.run(
            [*command, "--repeat", str(rounds)], check=True, capture_output=True, text=True
        )
        results[name] = json.loads(done.stdout)
    base = results["pdfplumber extract_tables"]["rate"]
    limit = results["PDFium plain text"]["rate"]
    for name, result in results.items():
        rate = result["rate"]
        print(f"{name:32}{rate:10.0f}{rate / base:14.1f}{rate / limit:10.0%}{result['peak']:9.0f}")


def measure(engine: Callable[[bytes], int], file: Path, repeat: int) -> dict[str, float]:
    """Return pages per CPU second, best of ``repeat`` after a warm-up, and peak MB."""
    data = file.read_bytes()
    best = float("inf")
    pages = engine(data) if repeat > 1 else 0
    for _ in range(repeat):
        start = time.process_time()
        pages = engine(data)
        best = min(best, time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rate": pages / best, "peak": peak}


def plain_text(data: bytes) -> int:
    """PDFium's own text of each page."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    return len(document)


def plumber_tables(data: bytes) -> int:
    """Pdfplumber's tables of each page."""
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            page.extract_tables()
            page.close()
        return len(file.pages)


def whole(data: bytes) -> int:
    """Bytes to a Document."""
    return len(read(data).pages)


def _handles(file: PdfFile) -> Iterator[int]:
    for index in range(file.count):
        handle = library.load_page(file._document, index)
        yield handle
        library.close_page(handle)


def only_load(data: bytes) -> int:
    """PDFium parses each page."""
    with PdfFile(data) as file:
        return sum(1 for _ in _handles(file))


def only_characters(data: bytes) -> int:
    """Characters with boxes and looks."""
    with PdfFile(data) as file:
        return sum(1 for handle in _handles(file) if read_characters(handle, 0))


def only_strokes(data: bytes) -> int:
    """Ruling lines."""
    with PdfFile(data) as file:
        return sum(1 for handle in _handles(file) if read_strokes(handle))


def only_pages(data: bytes) -> int:
    """Characters and lines as `Page` values."""
    with PdfFile(data) as file:
        return sum(1 for page, _ in file.pages() if page)


def without_assembly(data: bytes) -> int:
    """Pages laid out: lines, tables, asides."""
    with PdfFile(data) as file:
        return sum(1 for page, _ in file.pages() if page and lay_out(page))


def with_assembly(data: bytes) -> int:
    """Everything but the checks of the file as a whole."""
    with PdfFile(data) as file:
        pages = [page for page, _ in file.pages() if page]
    Assembly({page.number: page.frame() for page in pages}).blocks([lay_out(p) for p in pages])
    return len(pages)


ENGINES: dict[str, Callable[[bytes], int]] = {
    "PDFium plain text": plain_text,
    "pdfplumber extract_tables": plumber_tables,
    "extractor: whole reading": whole,
    "  stage 1: load": only_load,
    "  stage 1-2: + characters": only_characters,
    "  stage 1, 3: + lines": only_strokes,
    "  stage 1-4: pages": only_pages,
    "  stage 1-5: laid out": without_assembly,
    "  stage 1-6: blocks": with_assembly,
}


def task_table(pages: int) -> bytes:
    """Return a PDF with a ruled table of numbered tasks on every page."""
    rng = random.Random(pages)  # noqa: S311  no secret
    sheet = Sheet()
    xs = [60.0, 95.0, 215.0, 390.0, 460.0, 535.0]
    for _ in range(pages):
        ys, slots = [60.0], []
        for row in range(9):
            ys.append(ys[-1] + 76)
            for column, length in enumerate((2, 30, 55, 8, 12)):
                start = rng.randrange(len(WORDS))
                text = (WORDS * 4)[start : start + rng.randint(1, length)]
                slots.append(Slot(row, column, 1, 1, text))
        draw_table(sheet, (xs, ys), slots, size=10)
        sheet.text(280, 800, f"— {sheet.canvas.getPageNumber()} —")
        sheet.next_page()
    return sheet.bytes()


if __name__ == "__main__":
    main()
