"""How well a scan of the sample is read: ``python -m benchmarks.scans [SEED...]`` (extra ocr).

The sample's PDF is made into a scan (askew, noisy, compressed) and recognised; what comes of it is
held against what its text layer gives. Characters are those of title, body, tasks and their units.
"""

from __future__ import annotations

import argparse
import time
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

from extractor import Notice, extract
from extractor.bounds import Bounds
from tests.forge.scan import scanned

SAMPLE = Path(__file__).parents[1] / "samples" / "shaxian-2021.pdf"


def text_of(notice: Notice) -> str:
    """Return the characters that are compared, blanks left out."""
    parts = [notice.title or "", *(part.text for part in notice.body)]
    for task in notice.tasks:
        units = (*task.lead_units, *task.responsible_units, *task.supporting_units)
        parts += [task.task or "", task.requirement or "", *(unit.text for unit in units)]
    return "".join("".join(parts).split())


def errors(truth: str, found: str) -> int:
    """Return how many characters are wrong, missing or too many."""
    changes = SequenceMatcher(None, truth, found, autojunk=False).get_opcodes()
    return sum(max(i1 - i0, j1 - j0) for kind, i0, i1, j0, j1 in changes if kind != "equal")


def folded(text: str) -> str:
    """Return a text with wide and narrow forms of a character made one."""
    return unicodedata.normalize("NFKC", text)


def units_of(notice: Notice) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Return number, lead and responsible units of each task."""
    return [
        (
            task.number or "",
            tuple(folded(unit.text) for unit in task.lead_units),
            tuple(folded(unit.text) for unit in task.responsible_units),
        )
        for task in notice.tasks
    ]


def main() -> None:
    """Print a line for each seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", nargs="*", type=int, default=[1])
    parser.add_argument("--skew", type=float, default=1.0, help="degrees, at most")
    parser.add_argument("--noise", type=float, default=12.0, help="deviation of grey levels")
    args = parser.parse_args()
    data = SAMPLE.read_bytes()
    printed = extract(data)
    truth = text_of(printed)
    print("seed  tasks  units right  characters  wrong  wrong but for width  s of processor")
    for seed in args.seeds:
        scan = scanned(data, seed, skew=args.skew, noise=args.noise)
        start = time.process_time()
        notice = extract(scan, bounds=Bounds(ocr_pages=50))
        seconds = time.process_time() - start
        found = text_of(notice)
        right = sum(one in units_of(printed) for one in units_of(notice))
        print(
            f"{seed:4}  {len(notice.tasks):5}  {right:11}  {len(truth):10}"
            f"  {errors(truth, found):5}"
            f"  {errors(folded(truth), folded(found)):19}  {seconds:.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
