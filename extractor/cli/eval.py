"""``extractor eval``: accuracy against gold labels, field by field."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.messages import fault, one_line, say, talk

if TYPE_CHECKING:
    from extractor.evaluation import Evaluation, Failure

HALVES = ("all", "seen", "unseen")


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Declare what the command accepts."""
    parser.add_argument(
        "gold", nargs="+", type=Path, metavar="GOLD", help=say(language, "eval.gold")
    )
    parser.add_argument(
        "--notices", type=Path, default=Path(), metavar="DIR", help=say(language, "eval.notices")
    )
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--half", choices=HALVES, default="all", help=say(language, "eval.half"))
    half.add_argument(
        "--unseen",
        action="store_const",
        dest="half",
        const="unseen",
        help=say(language, "eval.unseen"),
    )
    parser.add_argument(
        "--output-format", choices=("text", "json"), default="text", help=say(language, "eval.form")
    )
    parser.add_argument(
        "--min-f1",
        action="append",
        default=[],
        type=_floor,
        metavar="[FIELD=]X",
        help=say(language, "eval.floor"),
    )


def run(args: argparse.Namespace) -> int:
    """Print the scores and every difference; 1 when a file fails or a score is too low."""
    from extractor.evaluation import FIELDS, evaluate, find_gold, report  # noqa: PLC0415

    floors: dict[str, float] = {}
    for field, least in args.min_f1:
        if field is not None and field not in FIELDS:
            talk(say(args.lang, "eval.no_field", field, ", ".join(FIELDS)))
            return 2
        floors |= dict.fromkeys([field] if field else FIELDS, least)
    files = list(find_gold(args.gold))
    if not files:
        talk(say(args.lang, "eval.no_gold"))
        return 2
    evaluation = evaluate(files, args.notices, half=args.half)
    if not (evaluation.notices or evaluation.failures):
        talk(say(args.lang, "eval.empty_half", args.half))
        return 2
    if args.output_format == "json":
        sys.stdout.buffer.write(report.as_json(evaluation))
        sys.stdout.buffer.flush()
    else:
        lines = [*report.as_table(evaluation), *_differences(evaluation, args.lang)]
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    for failure in evaluation.failures:
        talk(failure.file, f"[{failure.code}] {_reason(failure, args.lang)}")
    low = _below(evaluation, floors, args.lang)
    for line in low:
        talk(line)
    return 1 if evaluation.failures or low else 0


def _reason(failure: Failure, language: str) -> str:
    if failure.code in {"other-bytes", "internal"}:
        key = "internal" if failure.code == "internal" else "eval.other_bytes"
        return say(language, key, failure.message)
    return fault(language, failure.code, failure.message)


def _floor(text: str) -> tuple[str | None, float]:
    field, _, number = text.rpartition("=")
    least = float(number)
    if not 0 <= least <= 1:
        raise ValueError(text)
    return field or None, least


def _below(evaluation: Evaluation, floors: dict[str, float], language: str) -> list[str]:
    found = []
    for field, least in floors.items():
        score = evaluation.total[field].f1
        if score is not None and score < least:
            found.append(say(language, "eval.low", field, f"{score:.4f}", least))
    return found


def _differences(evaluation: Evaluation, language: str) -> list[str]:
    """Return one line a difference, those of one field together."""
    from extractor.evaluation import FIELDS  # noqa: PLC0415 - keeps --help fast

    nothing = say(language, "eval.nothing")
    entries = [entry for notice in evaluation.notices for entry in notice.outcome.discrepancies]
    lines = []
    for entry in sorted(entries, key=lambda entry: FIELDS.index(entry.field)):
        place = entry.notice if entry.task is None else f"{entry.notice} #{entry.task}"
        rule = f" [{entry.rule}]" if entry.rule else ""
        said = say(language, "eval.differs", entry.expected or nothing, entry.got or nothing)
        lines.append(one_line(f"{entry.field}: {place}: {said}{rule}"))
    return ["", *lines] if lines else []
