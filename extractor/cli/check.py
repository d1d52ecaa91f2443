"""``extractor check``: what a careful reader would say of notices before they are issued."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.bounds import add_bounds
from extractor.cli.messages import fault, say, talk

if TYPE_CHECKING:
    from extractor.checks.config import Config
    from extractor.checks.files import Target
    from extractor.checks.report import FileReport, Report
    from extractor.checks.running import Job
    from extractor.checks.setup import Options
    from extractor.errors import ExtractorError

# Spelt out: help must not wait for the checks to load; tests hold them to the checks' own.
FORMS = ("text", "json", "sarif", "junit", "github", "gitlab")
SEVERITIES = ("error", "warning", "info")


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Declare what the command accepts."""

    def told(key: str) -> str:
        return say(language, f"check.{key}")

    parser.add_argument("files", nargs="+", metavar="FILE", help=told("files"))
    parser.add_argument(
        "--exclude", action="append", default=[], metavar="PATTERN", help=told("exclude")
    )
    rules = parser.add_argument_group(told("rules"))
    rules.add_argument("--profile", choices=("new", "archive"), help=told("profile"))
    rules.add_argument("--select", type=_codes, metavar="CODES", help=told("select"))
    rules.add_argument(
        "--extend-select", type=_codes, default=(), metavar="CODES", help=told("extend")
    )
    rules.add_argument("--ignore", type=_codes, metavar="CODES", help=told("ignore"))
    place = rules.add_mutually_exclusive_group()
    place.add_argument("--config", type=Path, metavar="FILE", help=told("config"))
    place.add_argument("--isolated", action="store_true", help=told("isolated"))
    rules.add_argument("--registry", metavar="CSV", help=say(language, "registry"))
    add_bounds(rules, language)
    rules.add_argument(
        "--against", action="append", default=[], metavar="PATH", help=told("against")
    )
    known = rules.add_mutually_exclusive_group()
    known.add_argument("--baseline", metavar="FILE", help=told("baseline"))
    known.add_argument("--write-baseline", metavar="FILE", help=told("write_baseline"))
    fixes = parser.add_argument_group(told("fixes")).add_mutually_exclusive_group()
    fixes.add_argument("--fix", action="store_true", help=told("fix"))
    fixes.add_argument("--diff", action="store_true", help=told("diff"))
    parser.add_argument("--in-place", action="store_true", help=told("in_place"))
    output = parser.add_argument_group(told("output"))
    output.add_argument(
        "--output-format", "--format", choices=FORMS, default="text", help=told("form")
    )
    output.add_argument("-o", "--output", metavar="OUT", help=told("out"))
    output.add_argument(
        "--max-per-rule", type=int, default=20, metavar="N", help=told("max_per_rule")
    )
    output.add_argument("--exit-zero", action="store_true", help=told("exit_zero"))
    output.add_argument("--fail-on", choices=SEVERITIES, help=told("fail_on"))


def run(args: argparse.Namespace) -> int:
    """Check each file; 1 when something is found or a file fails, 2 when nothing could run."""
    from extractor.checks.files import expand  # noqa: PLC0415 - keeps --help fast
    from extractor.checks.setup import job_of, settings  # noqa: PLC0415
    from extractor.errors import ExtractorError  # noqa: PLC0415

    problem = _problem(args)
    if problem is not None:
        talk(say(args.lang, problem))
        return 2
    try:
        config = settings(_options(args), args.config, isolated=args.isolated)
        if args.write_baseline:
            config = _without_baseline(config)
        job, faults = job_of(config)
    except ExtractorError as error:
        _complain(args.lang, error)
        return 2
    for entry in faults:
        _complain(args.lang, entry)
    files = list(expand(args.files, config.exclude))
    if not files:
        talk(say(args.lang, "check.no_files"))
        return 2
    if args.diff:
        return _diff(args, job, files)
    report = _report(args, job, files)
    for file in report.files:
        _explain(args.lang, file)
    if args.write_baseline:
        return _write_baseline(args, report)
    _print(args, report)
    return 1 if report.fails(config.fail_on) and not args.exit_zero else 0


def _problem(args: argparse.Namespace) -> str | None:
    if args.files.count("-") > 1:
        return "stdin_twice"
    if args.in_place and not args.fix:
        return "check.in_place_alone"
    if args.fix and "-" in args.files:
        return "check.fix_stdin"
    return None


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in text.split(",") if code.strip())


def _options(args: argparse.Namespace) -> Options:
    from extractor.checks.setup import Options  # noqa: PLC0415 - keeps --help fast

    return Options(
        profile=args.profile,
        select=args.select,
        extend_select=args.extend_select,
        ignore=args.ignore,
        fail_on=args.fail_on,
        exclude=tuple(args.exclude),
        registry=args.registry,
        against=tuple(args.against),
        baseline=args.baseline,
    )


def _without_baseline(config: Config) -> Config:
    from msgspec import structs  # noqa: PLC0415 - keeps --help fast

    return structs.replace(config, baseline=None)


def _report(args: argparse.Namespace, job: Job, files: list[Target]) -> Report:
    from extractor.checks.running import run as check_all  # noqa: PLC0415 - keeps --help fast

    if not args.fix:
        return check_all(job, files, sys.stdin.buffer)
    from extractor.api import label_of  # noqa: PLC0415 - readers that a mere check does without
    from extractor.checks.fixing.writing import fix_file  # noqa: PLC0415
    from extractor.checks.report import Report  # noqa: PLC0415

    reports = []
    for file in files:
        report, written = fix_file(job, file, in_place=args.in_place)
        if written is not None:
            talk(report.name, say(args.lang, "check.written", report.fixed, label_of(written)))
        reports.append(report)
    return Report(tuple(reports), job.rules)


def _diff(args: argparse.Namespace, job: Job, files: list[Target]) -> int:
    from extractor.checks.fixing.writing import preview  # noqa: PLC0415 - keeps --help fast

    code = 0
    for file in files:
        changes, report = preview(job, file, args.lang, sys.stdin.buffer)
        _explain(args.lang, report)
        sys.stdout.write(changes)
        if changes or report.failure is not None:
            code = 1
    return 0 if args.exit_zero else code


def _write_baseline(args: argparse.Namespace, report: Report) -> int:
    from extractor.checks import baseline  # noqa: PLC0415 - keeps --help fast
    from extractor.writers.destination import opened  # noqa: PLC0415

    path = Path(args.write_baseline)
    known = baseline.baseline_of(report.findings(), path.parent)
    try:
        with opened(args.write_baseline) as out:
            out.write(baseline.encode(known))
    except OSError as failure:
        talk(say(args.lang, "cannot_write", args.write_baseline, failure.strerror or failure))
        return 2
    count = sum(len(entries) for entries in known.findings.values())
    talk(args.write_baseline, say(args.lang, "check.baseline_written", count))
    return 1 if any(report.failures()) else 0


def _print(args: argparse.Namespace, report: Report) -> None:
    from extractor.checks.reports import render  # noqa: PLC0415 - keeps --help fast
    from extractor.writers.destination import opened  # noqa: PLC0415

    colour = args.output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    text = render(
        report, args.output_format, language=args.lang, colour=colour, most=args.max_per_rule
    )
    if args.output is None:
        sys.stdout.write(text)
        return
    with opened(args.output) as out:
        out.write(text.encode("utf-8", "backslashreplace"))


def _explain(language: str, file: FileReport) -> None:
    """Say why a file was not checked."""
    why = file.failure or file.passed_over
    if why is not None:
        said = f"[{why.code}] {fault(language, why.code, why.message)}"
        talk(file.name, said if file.failure else f"{say(language, 'check.passed_over')} {said}")


def _complain(language: str, error: ExtractorError) -> None:
    talk(f"[{error.code}] {fault(language, error.code, str(error))}")
