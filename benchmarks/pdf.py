"""Pages a second and peak memory of PDFs, whole extraction and other tools side by side in one run.

Usage:
    python -m benchmarks.pdf [FILE ...] [--pages N] [--rounds N] [--stages]

Without FILE, task tables of six layouts over about N pages together are made as Word files and
printed by LibreOffice, each seed another text. Every engine runs in a process of its own, on one
core, and meets each file once, after the sample as warm-up: no text is in any cache. The fastest
of the rounds counts for each file, in processor time. PDFium's plain text is the limit that no
reader passes. ``--stages`` prints where the time of the whole extraction goes instead. Engines
that are not installed (pip install camelot-py tablers) are skipped.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pdfplumber
import pypdfium2

from extractor import codec, extract
from extractor.assembly import build, setting_of, source_of
from extractor.layout.gathering import Gathering
from extractor.readers.pdf import library, pages, read
from extractor.readers.pdf.characters import read_characters
from extractor.readers.pdf.soundness import require_modest, require_whole
from extractor.readers.pdf.strokes import read_strokes
from extractor.structure import outline
from extractor.tasks import read_tasks
from tests.forge import office, word
from tests.forge.invent import invent
from tests.forge.truth import Row, Truth

SAMPLE = Path(__file__).parent.parent / "samples" / "shaxian-2021.pdf"
LAYOUTS = ("T1", "T2", "T3", "T4", "T5", "T6")
ROWS = 11
"""Rows of these tables that LibreOffice prints on a page, about."""
SLOW = 1
"""Rounds of engines that read fewer than a hundred pages a second."""

Engine = Callable[[bytes], int]


def main() -> None:
    """Make or take the files, run every engine on them, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=240)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--stages", action="store_true")
    parser.add_argument("--engine", choices=sorted({*ENGINES, "stages"}), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.engine == "stages":
        print(json.dumps(staged(options.files)))
        return
    if options.engine:
        print(json.dumps(measure(ENGINES[options.engine], options.files)))
        return
    with tempfile.TemporaryDirectory() as folder:
        files = options.files or task_tables(options.pages, Path(folder))
        if options.stages:
            report_stages(files, options.rounds)
        else:
            report(files, options.rounds)


def run(engine: str, files: Sequence[Path]) -> dict[str, list[float]]:
    """Return what an engine measures in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.pdf", *map(str, files), "--engine", engine]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


def report(files: Sequence[Path], rounds: int) -> None:
    """Run the engines in turn, round after round, and print the best that each reached."""
    best: dict[str, list[float]] = {}
    peaks: dict[str, float] = {}
    pages: dict[str, list[float]] = {}
    present = [name for name in ENGINES if name not in NEEDED or find_spec(NEEDED[name])]
    for turn in range(rounds):
        for name in present:
            if turn >= SLOW and name in {"pdfplumber extract_tables", *NEEDED} - {"tablers"}:
                continue
            result = run(name, files)
            pages[name] = result["pages"]
            best[name] = list(map(min, best.get(name, result["seconds"]), result["seconds"]))
            peaks[name] = max(peaks.get(name, 0), result["peak"][0])
    rates = {name: sum(pages[name]) / sum(best[name]) for name in present}
    count, base = sum(pages[present[0]]), rates["pdfplumber extract_tables"]
    print(f"{count:.0f} pages in {len(files)} files")
    print(f"{'engine':32}{'pages/s':>10}{'x pdfplumber':>14}{'of limit':>10}{'peak MB':>9}")
    for name, rate in rates.items():
        share = rate / rates["PDFium plain text"]
        print(f"{name:32}{rate:10.0f}{rate / base:14.1f}{share:10.0%}{peaks[name]:9.0f}")


def measure(engine: Engine, files: Sequence[Path]) -> dict[str, list[float]]:
    """Return the pages and processor seconds of each file, and the peak memory in MB."""
    engine(SAMPLE.read_bytes())
    pages: list[float] = []
    seconds: list[float] = []
    for path in files:
        data = path.read_bytes()
        start = time.process_time()
        pages.append(engine(data))
        seconds.append(time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"pages": pages, "seconds": seconds, "peak": [peak]}


# -- engines -----------------------------------------------------------------------------------


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


def camelot_tables(data: bytes, flavour: str) -> int:
    """Camelot's tables of all pages."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        camelot = import_module("camelot")
        camelot.read_pdf(file.name, pages="all", flavor=flavour, suppress_stdout=True)
    return len(pypdfium2.PdfDocument(data))


def tablers_tables(data: bytes) -> int:
    """The tables of each page as tablers (Rust on PDFium) finds them, with their text."""
    tablers = import_module("tablers")
    with tablers.Document(bytes=data) as document:
        for page in document.pages():
            tablers.find_tables(page, extract_text=True)
        return int(document.page_count)


def whole(data: bytes) -> int:
    """Bytes to JSON."""
    notice = extract(data)
    codec.encode(notice)
    return notice.source.pages or 0


ENGINES: dict[str, Engine] = {
    "PDFium plain text": plain_text,
    "extractor: bytes to JSON": whole,
    "extractor: bytes to notice": lambda data: extract(data).source.pages or 0,
    "extractor: bytes to document": lambda data: len(read(data).pages),
    "tablers": tablers_tables,
    "pdfplumber extract_tables": plumber_tables,
    "camelot lattice": lambda data: camelot_tables(data, "lattice"),
    "camelot stream": lambda data: camelot_tables(data, "stream"),
}
NEEDED = {"tablers": "tablers", "camelot lattice": "camelot", "camelot stream": "camelot"}
"""Modules that some engines need, which no part of the project depends on."""


# -- stages ------------------------------------------------------------------------------------


@dataclass
class Stopwatch:
    """Processor seconds by what was done in them."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        """Add what is done inside to ``name``."""
        start = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start


def by_stages(data: bytes, watch: Stopwatch) -> int:
    """Extract as `extractor.extract` does, stage by stage."""
    with watch.lap("checks of the bytes"):
        require_whole(data)
        require_modest(data)
    gathering = Gathering("PDF", "application/pdf")
    with pages.PdfFile(data) as file:
        for index in range(file.count):
            with watch.lap("PDFium loads the page"):
                handle = library.load_page(file._document, index)
            with watch.lap("characters"):
                read_characters(handle, 0)
            with watch.lap("ruling lines"):
                read_strokes(handle)
            # the two once more within the whole page: only what is added counts
            with watch.lap("page as arrays"):
                page, _ = pages._read_page(handle, index + 1)
            with watch.lap("lines and tables of the page"):
                gathering.add(page)
            library.close_page(handle)
    with watch.lap("paragraphs and cells"):
        document = gathering.document()
    with watch.lap("outline"):
        found = outline(document)
    with watch.lap("units surveyed"):
        setting = setting_of(found)
    with watch.lap("tasks and units"):
        reading = read_tasks(found, setting)
    with watch.lap("notice"):
        source = source_of(data, uri="<bytes>", document=document)
        notice = build(document, found, reading, setting, source)
    with watch.lap("JSON"):
        codec.encode(notice)
    return len(document.pages)


def staged(files: Sequence[Path]) -> dict[str, list[float]]:
    """Return the seconds of each stage for each file, and the pages."""
    by_stages(SAMPLE.read_bytes(), Stopwatch())
    found: dict[str, list[float]] = {"pages": []}
    for path in files:
        watch = Stopwatch()
        found["pages"].append(by_stages(path.read_bytes(), watch))
        twice = watch.seconds["characters"] + watch.seconds["ruling lines"]
        watch.seconds["page as arrays"] = max(0.0, watch.seconds["page as arrays"] - twice)
        for name, taken in watch.seconds.items():
            found.setdefault(name, []).append(taken)
    return found


def report_stages(files: Sequence[Path], rounds: int) -> None:
    """Print the milliseconds a page of each stage, the best of the rounds for each file."""
    best: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, values in run("stages", files).items():
            best[name] = list(map(min, best.get(name, values), values))
    count = sum(best.pop("pages"))
    total = sum(map(sum, best.values()))
    print(f"{count:.0f} pages in {len(files)} files")
    print(f"{'stage':32}{'ms a page':>10}{'share':>8}")
    for name, values in best.items():
        print(f"{name:32}{1000 * sum(values) / count:10.2f}{sum(values) / total:8.0%}")
    print(f"{'together':32}{1000 * total / count:10.2f}")


# -- files -------------------------------------------------------------------------------------


def task_tables(count: int, folder: Path) -> list[Path]:
    """Return PDFs of ``count`` pages together, a long table of each layout; else the sample."""
    if not office.available():
        print("LibreOffice is not installed: only the sample is measured", file=sys.stderr)
        return [SAMPLE]
    paths = []
    rows = max(1, count // len(LAYOUTS)) * ROWS
    printed = office.printed([word.docx(long_table(layout, rows)) for layout in LAYOUTS])
    for layout, data in zip(LAYOUTS, printed, strict=True):
        path = folder / f"{layout}.pdf"
        path.write_bytes(data)
        paths.append(path)
    return paths


def long_table(layout: str, count: int) -> Truth:
    """Return a notice whose table has ``count`` rows or a few more, its tasks numbered through."""
    rows: list[Row] = []
    number = seed = 0
    while len(rows) < count:
        seed += 1
        for row in invent(seed, layout).rows:
            first = row[0]
            if first is not None and first.text.isdigit():
                number += 1
                first = replace(first, text=str(number))
            rows.append([first, *row[1:]])
    return replace(invent(1, layout), rows=rows)


if __name__ == "__main__":
    main()
