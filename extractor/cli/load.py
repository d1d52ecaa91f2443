"""``extractor load``: records into a database."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING

from extractor.cli.messages import fault, say, talk

if TYPE_CHECKING:
    from extractor.errors import ExtractorError
    from extractor.load import Loaded

_EVERY = 0.5
"""Seconds between two lines of progress."""

_NAMED = 10
"""How many notices that came more than once are named; of an archive they are thousands."""


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Declare what the command accepts."""
    parser.add_argument("records", nargs="+", metavar="RECORDS", help=say(language, "load.records"))
    parser.add_argument("--to", required=True, metavar="URL", help=say(language, "load.to"))
    parser.add_argument(
        "--by", choices=("id", "source"), default="id", help=say(language, "load.by")
    )
    parser.add_argument("--dry-run", action="store_true", help=say(language, "load.dry_run"))
    parser.add_argument("--validate", action="store_true", help=say(language, "load.validate"))
    parser.add_argument("--quiet", action="store_true", help=say(language, "load.quiet"))


def run(args: argparse.Namespace) -> int:
    """Load the records; 1 when some could not be loaded, 2 when the database could not be used."""
    from extractor.errors import ExtractorError  # noqa: PLC0415 - keeps --help fast

    if args.records.count("-") > 1:
        talk(say(args.lang, "stdin_twice"))
        return 2
    try:
        from extractor import load  # noqa: PLC0415 - needs an extra
        from extractor.load.sources import records_of  # noqa: PLC0415

        watch = _Watch(args)
        records = records_of(args.records, sys.stdin.buffer, strict=args.validate)
        result = load.load(
            records,
            args.to,
            by=args.by,
            dry_run=args.dry_run,
            on_failure=watch.failed,
            on_progress=watch.progress,
        )
    except ExtractorError as error:
        talk(f"[{error.code}] {fault(args.lang, error.code, str(error))}")
        return 2
    watch.end(result)
    return 1 if result.failed or not result.notices else 0


class _Watch:
    """What the command says while it runs and at its end, on stderr."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._language: str = args.lang
        self._quiet: bool = args.quiet
        self._dry_run: bool = args.dry_run
        self._shows = sys.stderr.isatty() and not args.quiet
        self._last = 0.0

    def failed(self, place: str, error: ExtractorError) -> None:
        message = str(error).removeprefix(f"{place}: ")
        talk(place, f"[{error.code}] {fault(self._language, error.code, message)}")

    def progress(self, result: Loaded) -> None:
        now = time.monotonic()
        if self._shows and now - self._last >= _EVERY:
            self._last = now
            print(f"\r{self._line(result)}", end="", file=sys.stderr, flush=True)

    def end(self, result: Loaded) -> None:
        if self._shows and self._last:
            print("\r\x1b[K", end="", file=sys.stderr)
        again = list(dict.fromkeys(result.again))
        for identity in again[:_NAMED]:
            talk(identity, say(self._language, "load.again"))
        if len(again) > _NAMED:
            talk(say(self._language, "load.again.more", len(again) - _NAMED))
        if not self._quiet:
            talk(self._line(result))

    def _line(self, result: Loaded) -> str:
        name = "load.would" if self._dry_run else "load.did"
        return say(
            self._language,
            name,
            result.inserted,
            result.replaced,
            result.unchanged,
            result.failed,
            result.tasks,
        )
