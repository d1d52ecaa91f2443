"""An evaluation as a table of text, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from extractor.evaluation.running import Evaluation
from extractor.evaluation.scores import FIELDS, Tally


def as_table(evaluation: Evaluation) -> Iterator[str]:
    """Yield lines: F1 of each field, a notice a line; then the totals, a field a line."""
    width = max(map(len, FIELDS))
    yield "".join(f"{field:>{width + 1}}" for field in FIELDS) + "  half    notice"
    for entry in evaluation.notices:
        scores = "".join(f"{_ratio(entry.outcome.scores[f].f1):>{width + 1}}" for f in FIELDS)
        yield f"{scores}  {entry.half:6}  {entry.id}"
    yield ""
    heads = ("expected", "found", "right", "precision", "recall", "f1")
    yield f"{'total':{width}}" + "".join(f"{head:>10}" for head in heads)
    for field in FIELDS:
        tally = evaluation.total[field]
        counts = f"{tally.expected:10}{tally.found:10}{tally.right:10}"
        ratios = (tally.precision, tally.recall, tally.f1)
        yield f"{field:{width}}{counts}" + "".join(f"{_ratio(ratio):>10}" for ratio in ratios)


def _ratio(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def as_json(evaluation: Evaluation) -> bytes:
    """Return the scores, differences and failures as one JSON object, a value a line."""
    value = {
        "half": evaluation.half,
        "total": _scores(evaluation.total),
        "notices": [
            {
                "id": entry.id,
                "file": entry.file,
                "half": entry.half,
                "scores": _scores(entry.outcome.scores),
                "differences": entry.outcome.discrepancies,
            }
            for entry in evaluation.notices
        ],
        "failures": evaluation.failures,
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _scores(tallies: Mapping[str, Tally]) -> dict[str, dict[str, float | None]]:
    return {
        field: {
            "expected": tally.expected,
            "found": tally.found,
            "right": tally.right,
            "precision": tally.precision,
            "recall": tally.recall,
            "f1": tally.f1,
        }
        for field, tally in tallies.items()
    }
