"""Whole extractions a second of each sample, bytes in, JSON out, on one core; whole commands."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from extractor import codec, extract

SAMPLES = Path(__file__).parent.parent / "samples"
SECONDS = 2.0


def rate(data: bytes) -> float:
    """Return how often a second ``data`` is converted, first run not counted."""
    extract(data)
    done, start = 0, time.perf_counter()
    while (taken := time.perf_counter() - start) < SECONDS:
        codec.encode(extract(data))
        done += 1
    return done / taken


def seconds(*command: str) -> float:
    """Return the fastest of three runs of a command, on the clock."""
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        line = [sys.executable, "-m", "extractor", *command]
        subprocess.run(line, capture_output=True, check=False)  # a check that finds ends with 1
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    """Print one line a sample, and one a command."""
    for path in sorted(SAMPLES.glob("*.*")):
        if path.suffix not in {".txt", ".md", ".html", ".docx", ".pdf"}:
            continue
        data = path.read_bytes()
        pages = extract(data).source.pages
        notices = rate(data)
        line = f"{path.name:24} {len(data):9,} bytes {notices:8.1f} notices/s"
        print(f"{line} {notices * pages:8.1f} pages/s" if pages else line)
    for command in (["--help"], ["check", str(SAMPLES / "shaxian-2021.docx")]):
        shown = " ".join(Path(word).name for word in command)
        print(f"extractor {shown:28} {seconds(*command):6.2f} s")


if __name__ == "__main__":
    main()
