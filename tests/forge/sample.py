"""The sample notice in its other forms: ``python -m tests.forge.sample`` makes them anew.

The text form is a dump as it was found. DOCX, HTML and PDF are made from the records read off it
(samples/expected), so that their texts are the same; tasks 3 and 4 share one requirement cell.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.forge import sample_docx, sample_html, sample_pdf

SAMPLES = Path(__file__).parents[2] / "samples"
NAME = "shaxian-2021"
MERGED = ("3", "4")
"""Numbers of the two tasks that share a requirement cell."""


def expected() -> dict[str, Any]:
    """Return the records of the sample as a reader of the notice wrote them down."""
    path = SAMPLES / "expected" / f"{NAME}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def rows(truth: dict[str, Any]) -> list[list[str | None]]:
    """Return the table's rows below its header; section rows hold one cell, None is merged."""
    found: list[list[str | None]] = []
    opened: set[str] = set()
    sections = {section["id"]: section for section in truth["sections"]}
    for task in truth["tasks"]:
        for identity in (task["section"].split(".")[0], task["section"]):
            if identity not in opened:
                opened.add(identity)
                found.append([sections[identity]["label"] + sections[identity]["title"]])
        requirement = None if task["number"] == MERGED[1] else task["requirement"]
        found.append(
            [
                f"{task['number']}.{task['task']}",
                requirement,
                " ".join(task["lead_units"]),
                _joined(task["responsible_units"]),
            ]
        )
    return found


def _joined(units: list[str]) -> str:
    if len(units) == 3:
        return "、".join(units[:2]) + "及" + units[2]
    return "、".join(units)


def make() -> None:
    """Write the DOCX, HTML and PDF forms."""
    truth = expected()
    table = rows(truth)
    for suffix, data in (
        ("docx", sample_docx.make(truth, table)),
        ("html", sample_html.make(truth, table)),
        ("pdf", sample_pdf.make(truth, table)),
    ):
        (SAMPLES / f"{NAME}.{suffix}").write_bytes(data)


if __name__ == "__main__":
    make()
