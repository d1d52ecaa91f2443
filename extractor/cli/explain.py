"""``extractor explain``: one task, each value beside the source line it came from."""

from __future__ import annotations

import argparse
import sys
import unicodedata
from typing import TYPE_CHECKING

from extractor.cli.bounds import add_bounds
from extractor.cli.messages import fault, say, talk
from extractor.cli.registry import BadRegistry, add_registry, read_registry

if TYPE_CHECKING:
    from extractor.explanation import Explained, Line

WIDTH = 76
"""Columns of source text shown at most; a longer line is cut around the first span."""


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Declare what the command accepts."""
    parser.add_argument("file", metavar="FILE", help=say(language, "explain.file"))
    parser.add_argument("--task", required=True, metavar="N", help=say(language, "explain.task"))
    add_registry(parser, language)
    add_bounds(parser, language)


def run(args: argparse.Namespace) -> int:
    """Print where each value of one task came from; 1 when the file or the task is not there."""
    from extractor.api import read_notice  # noqa: PLC0415 - keeps --help fast
    from extractor.errors import ExtractorError  # noqa: PLC0415
    from extractor.explanation import explain, find_task  # noqa: PLC0415

    try:
        document, notice = read_notice(args.file, registry=read_registry(args))
    except BadRegistry:
        return 2
    except ExtractorError as error:
        message = str(error).removeprefix(f"{args.file}: ")
        talk(args.file, f"[{error.code}] {fault(args.lang, error.code, message)}")
        return 1
    task = find_task(notice, args.task)
    if task is None:
        talk(args.file, say(args.lang, "explain.none", args.task, len(notice.tasks)))
        return 1
    out = [task.id]
    if task.section_path:
        out.append("  " + " › ".join(task.section_path))
    for entry in explain(document, notice, task):
        out += _shown(entry)
    sys.stdout.write("\n".join(out) + "\n")
    return 0


def _shown(entry: Explained) -> list[str]:
    lines = [f"{entry.name}: {entry.value}"]
    lines += [f"  {reason}" for reason in entry.reasons]
    for line in entry.lines:
        text, marks = _marked(line)
        lines += [f"  {line.where} | {text}", f"  {' ' * len(line.where)} | {marks}"]
    return lines


def _marked(line: Line) -> tuple[str, str]:
    """Return a line of the source cut to the width, and the marks that stand under its spans."""
    start = _start(line)
    text, marks, columns = [], [], 0
    for offset in range(start, len(line.text)):
        character = line.text[offset] if line.text[offset] not in "\t\n" else " "
        width = 2 if unicodedata.east_asian_width(character) in "WFA" else 1
        if columns + width > WIDTH:
            text.append("…")
            break
        columns += width
        text.append(character)
        inside = any(low <= offset < high for low, high in line.spans)
        marks.append(("^" if inside else " ") * width)
    return ("…" if start else "") + "".join(text), ("  " if start else "") + "".join(marks).rstrip()


def _start(line: Line) -> int:
    """Return where to begin so that the first span shows."""
    first = min((low for low, _ in line.spans), default=0)
    return 0 if first < WIDTH // 3 else first - 8
