"""What is said while a batch runs and when it ends: for people, for a terminal, for programs."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from extractor.batch import Options, Report, Tally, Watcher
from extractor.batch.messages import Outcome
from extractor.batch.sources.survey import Survey
from extractor.batch.store.accounts import Form
from extractor.cli.messages import fault, one_line, say, talk

_MOST_LINES = 20
"""Failures told one by one; all of them are in ``failures.jsonl``."""

_SHOWN = 0.1
"""Seconds between two changes of the line at the foot."""

_LOGGED = 10.0
"""Seconds between two lines of progress for programs."""


class Watch(Watcher, AbstractContextManager["Watch"]):
    """Tells nothing; what the others have in common."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the terminal as it was."""

    def ended(self, report: Report) -> None:
        """Tell how the run ended."""

    def settled(self, uri: str, outcome: Outcome) -> None:
        """Tell of an input that failed."""
        if outcome.code is not None:
            self.unreached(uri, outcome.code, outcome.message or "")

    def unreached(self, uri: str, code: str, message: str) -> None:
        """Tell of a failure."""

    def tick(self, tally: Tally) -> None:
        """Show how far the run is."""

    def stale(self, number: int, *, kept: bool) -> None:
        """Tell of results that another version has made."""

    def stopping(self) -> None:
        """Tell that the end was asked for."""


class Words(Watch):
    """Lines on standard error, and the accounts on standard output."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self._failures = 0

    def unreached(self, uri: str, code: str, message: str) -> None:
        """Print a failure, as long as they are few."""
        self._failures += 1
        if self._failures <= _MOST_LINES:
            self._print(uri, f"[{code}] {fault(self._language, code, message)}")
        elif self._failures == _MOST_LINES + 1:
            self._print(say(self._language, "batch.more_failures"))

    def stale(self, number: int, *, kept: bool) -> None:
        """Print how many results are stale."""
        key = "batch.stale_kept" if kept else "batch.stale"
        self._print(say(self._language, key, number))

    def stopping(self) -> None:
        """Print that the end was asked for."""
        self._print(say(self._language, "batch.stopping"))

    def ended(self, report: Report) -> None:
        """Print the accounts."""
        print("\n".join(self._accounts(report)))

    def _accounts(self, report: Report) -> list[str]:
        summary, run = report.summary, report.ended
        files = run.notices + run.failed + run.duplicates
        lines = [
            self._say(
                "total",
                summary.inputs,
                summary.notices,
                summary.tasks,
                summary.duplicates,
                summary.failed,
                summary.skipped,
            ),
            self._counts("forms", _forms(summary.formats)),
            self._counts("failures", summary.failures),
            self._counts("passed_over", summary.passed_over),
            self._counts("diagnostics", summary.diagnostics),
            self._say(
                "of_run",
                files,
                f"{run.seconds:.1f}",
                run.files_per_second,
                run.pages_per_second,
                run.unchanged,
            ),
        ]
        if not report.complete:
            lines.append(self._say("unfinished_more", summary.pending))
        elif summary.pending:
            lines.append(self._say("unfinished", summary.pending))
        return [line for line in lines if line]

    def _say(self, key: str, *details: object) -> str:
        return say(self._language, f"batch.{key}", *details)

    def _counts(self, key: str, counts: Mapping[str, int]) -> str:
        if not counts:
            return ""
        listed = ", ".join(f"{name} {number}" for name, number in counts.items())
        return f"  {self._say(key)}: {listed}"

    def _print(self, *parts: str) -> None:
        talk(*parts)


class Bar(Words):
    """A line at the foot of a terminal that shows how far the run is."""

    def __init__(self, language: str, survey: Survey | None) -> None:
        super().__init__(language)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task("", total=None)
        self._since = time.monotonic()
        self._shown = 0.0
        self._survey = survey

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the line away."""
        if self._survey:
            self._survey.stop()
        self._progress.stop()

    def tick(self, tally: Tally) -> None:
        """Show the counts, and the time left once it is known how much there is."""
        now = time.monotonic()
        if now - self._shown < _SHOWN:
            return
        self._shown = now
        rate = f"{(tally.done - tally.unchanged) / (time.monotonic() - self._since + 0.01):.0f}"
        words = self._say("progress", tally.notices, tally.failed, rate)
        total = self._survey.size if self._survey else None
        self._progress.update(self._task, description=words, completed=tally.read, total=total)

    def ended(self, report: Report) -> None:
        """Print the accounts in the line's place."""
        self._progress.stop()
        super().ended(report)

    def _print(self, *parts: str) -> None:
        line = ": ".join(("extractor", *(one_line(part) for part in parts)))
        self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)


class Log(Watch):
    """One JSON object a line on standard error."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self._logged = 0.0

    def unreached(self, uri: str, code: str, message: str) -> None:
        """Log a failure."""
        _log("failed", uri=uri, code=code, message=message)

    def stale(self, number: int, *, kept: bool) -> None:
        """Log how many results are stale."""
        _log("stale", number=number, kept=kept)

    def stopping(self) -> None:
        """Log that the end was asked for."""
        _log("stopping")

    def tick(self, tally: Tally) -> None:
        """Log the counts now and then."""
        now = time.monotonic()
        if now - self._logged >= _LOGGED:
            self._logged = now
            _log(
                "progress",
                met=tally.met,
                done=tally.done,
                notices=tally.notices,
                failed=tally.failed,
                duplicates=tally.duplicates,
                unchanged=tally.unchanged,
                complete=tally.complete,
            )

    def ended(self, report: Report) -> None:
        """Log the end; the accounts are in the folder."""
        run = report.ended
        _log("ended", result=run.result, notices=run.notices, failed=run.failed)


def watcher_of(args: argparse.Namespace, options: Options) -> Watch:
    """Return who tells of the run that was asked for."""
    if args.quiet:
        return Watch(args.lang)
    if args.log_format == "json":
        return Log(args.lang)
    if not sys.stderr.isatty():
        return Words(args.lang)
    # A list on standard input is read once.
    known = "-" not in args.sources
    return Bar(args.lang, Survey(args.sources, options) if known else None)


def _forms(formats: Mapping[str, Form]) -> dict[str, int]:
    return {name: form.notices for name, form in formats.items()}


def _log(event: str, **details: object) -> None:
    print(json.dumps({"event": event, **details}, ensure_ascii=False), file=sys.stderr)
