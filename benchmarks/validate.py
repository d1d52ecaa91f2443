"""Records a second through `extractor.validate`: the schema's part alone, and the whole."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import msgspec

from extractor import codec
from extractor.model.anchor import Anchor
from extractor.model.notice import Coverage, Notice, Section, Source, Task, Unit
from extractor.validation import contract, find

RECORDS = 100_000


def small_record() -> bytes:
    """Return a notice of one section and one task, as a line of JSON."""
    return codec.encode(
        Notice(
            id="测政办〔2024〕3号",
            source=Source(uri="例.txt", sha256="0" * 64, media_type="text/plain", bytes=60),
            title="关于做好示例工作的通知",
            issue_date="2024-03-01",
            sections=(Section(id="1", level=1, title="总体要求", anchor=Anchor(line=2)),),
            tasks=(
                Task(
                    id="测政办〔2024〕3号#1",
                    position=1,
                    section="1",
                    section_path=("总体要求",),
                    task="编制一张表。",
                    lead_units=(Unit(text="县发改局", kind="agency"),),
                    anchors={"task": Anchor(line=3)},
                ),
            ),
            coverage=Coverage(characters=40, placed=40),
        )
    )


def seconds(work: Callable[[], bool]) -> float:
    """Return how long ``work`` takes; it must say that the records are valid."""
    start = time.perf_counter()
    valid = work()
    taken = time.perf_counter() - start
    if not valid:
        sys.exit("the benchmark's own record is not valid")
    return taken


def main() -> None:
    """Print one line for each part."""
    line = small_record()
    values = [msgspec.json.decode(line) for _ in range(RECORDS)]
    file = b"\n".join([line] * RECORDS)
    parts = {
        "schema (jsonschema-rs)": lambda: all(map(contract.fulfils, values)),
        "whole: JSONL, schema, rules": lambda: not list(find(file, name="bench")),
    }
    print(f"{RECORDS} records of {len(line)} bytes, one core")
    for name, work in parts.items():
        taken = seconds(work)
        print(f"{name:30} {taken:6.2f} s {RECORDS / taken:12,.0f} records/s")


if __name__ == "__main__":
    main()
