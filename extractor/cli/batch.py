"""``extractor batch``: a whole archive into a folder of records."""

from __future__ import annotations

import argparse
import os
import select
import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.bounds import add_bounds, read_size
from extractor.cli.messages import say, talk
from extractor.cli.registry import BadRegistry, add_registry, read_registry

if TYPE_CHECKING:
    from extractor.batch import Options


OCR_SECONDS, OCR_MEMORY = 900.0, 2 << 30
"""What one document may take where pages are recognised, unless it is said otherwise."""


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Declare what the command accepts."""

    def size(text: str) -> int:
        number = read_size(text)
        if number is None:
            raise argparse.ArgumentTypeError(say(language, "batch.bad_size", text))
        return number

    def above_zero(text: str) -> int:
        if not text.isdecimal() or int(text) < 1:
            raise argparse.ArgumentTypeError(say(language, "batch.bad_number", text))
        return int(text)

    def seconds(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = 0.0
        if not 0 < value < float("inf"):
            raise argparse.ArgumentTypeError(say(language, "batch.bad_number", text))
        return value

    def told(name: str) -> str:
        return say(language, f"batch.{name}")

    add = parser.add_argument
    add("sources", nargs="+", metavar="SOURCE", help=told("sources"))
    add("-o", "--output", required=True, type=Path, metavar="DIR", help=told("output"))
    add("-f", "--format", choices=("jsonl", "json"), default="jsonl", help=told("form"))
    add("--shard-size", type=above_zero, default=1000, metavar="N", help=told("shard_size"))
    add("--zstd", action="store_true", help=told("zstd"))
    add("--workers", type=above_zero, metavar="N", help=told("workers"))
    add("--engine", choices=("local", "ray"), default="local", help=told("engine"))
    add("--address", help=told("address"))
    add("--include", action="append", default=[], metavar="GLOB", help=told("include"))
    add("--exclude", action="append", default=[], metavar="GLOB", help=told("exclude"))
    add("--follow-links", action="store_true", help=told("follow_links"))
    add("--null", action="store_true", help=told("null"))
    add_registry(parser, language)
    add_bounds(parser, language)
    add("--retry-failed", action="store_true", help=told("retry_failed"))
    add("--force", action="store_true", help=told("force"))
    add("--keep-stale", action="store_true", help=told("keep_stale"))
    add("--timeout", type=seconds, metavar="S", help=told("timeout"))
    for name, kind, default in (
        ("memory", size, None),
        ("max-file", size, "256MiB"),
        ("max-result", size, "64MiB"),
        ("max-members", above_zero, "50000"),
        ("max-depth", above_zero, "3"),
        ("max-ratio", above_zero, "200"),
        ("max-archive", size, "2GiB"),
    ):
        letter = "SIZE" if kind is size else "N"
        add(
            f"--{name}",
            type=kind,
            default=default,
            metavar=letter,
            help=told(name.replace("-", "_")),
        )
    add("-q", "--quiet", action="store_true", help=told("quiet"))
    add("--log-format", choices=("text", "json"), default="text", help=told("log_format"))


def run(args: argparse.Namespace) -> int:
    """Run, tell, and return 1 if an input failed."""
    if not hasattr(os, "fork"):
        talk(say(args.lang, "batch.no_fork"))
        return 2
    if args.sources.count("-") > 1:
        talk(say(args.lang, "stdin_twice"))
        return 2
    try:
        read_registry(args)
    except BadRegistry:
        return 2
    from extractor.batch import CannotRun  # noqa: PLC0415 - keeps --help fast
    from extractor.batch import run as run_batch  # noqa: PLC0415
    from extractor.cli.batch_watch import watcher_of  # noqa: PLC0415

    options = _options(args)
    watcher = watcher_of(args, options)
    try:
        with watcher:
            sources = _sources(args)
            if "-" not in args.sources:
                sources = list(sources)
            report = run_batch(sources, options, watcher)
            watcher.ended(report)
    except CannotRun as fault:
        talk(say(args.lang, fault.key, *fault.details))
        return 2
    if report.signal is not None:
        return 128 + report.signal
    if not report.summary.inputs:
        talk(say(args.lang, "batch.nothing", report.left_out))
        return 1
    return 1 if report.summary.failed or report.summary.pending else 0


def _options(args: argparse.Namespace) -> Options:
    from extractor.batch import Limits, Options  # noqa: PLC0415 - keeps --help fast

    chosen = {"workers": args.workers} if args.workers else {}
    usual = Limits()
    return Options(
        output=args.output,
        form=args.format,
        shard_size=args.shard_size,
        zstd=args.zstd,
        engine=args.engine,
        address=args.address,
        include=tuple(args.include),
        exclude=tuple(args.exclude),
        follow_links=args.follow_links,
        registry=args.registry,
        retry_failed=args.retry_failed,
        force=args.force,
        keep_stale=args.keep_stale,
        limits=Limits(
            seconds=args.timeout or (OCR_SECONDS if args.ocr else usual.seconds),
            memory=args.memory or (OCR_MEMORY if args.ocr else usual.memory),
            file=args.max_file,
            result=args.max_result,
            members=args.max_members,
            depth=args.max_depth,
            ratio=args.max_ratio,
            total=args.max_archive,
        ),
        **chosen,
    )


def _sources(args: argparse.Namespace) -> Iterable[bytes | None]:
    """Yield the sources as the operating system spells them; ``-`` stands for a list of them."""
    for source in args.sources:
        if source == "-":
            yield from _listed(b"\0" if args.null else b"\n")
        else:
            yield os.fsencode(source)


def _listed(end: bytes) -> Iterator[bytes | None]:
    """Yield the lines of standard input, and None whenever there is none yet."""
    rest = b""
    begun = False
    # The descriptor itself: a line is to be had as soon as it is there.
    while True:
        while not select.select([sys.stdin], [], [], 0)[0]:
            yield None
        if not (chunk := os.read(sys.stdin.fileno(), 1 << 16)):
            break
        *lines, rest = (rest + chunk).split(end)
        for line in lines:
            yield from _source(line, begun, end)
            begun = True
    yield from _source(rest, begun, end)


def _source(line: bytes, begun: bool, end: bytes) -> Iterator[bytes]:
    """Yield what a line names, if anything; editors on Windows put a mark before the first."""
    if end == b"\n":
        line = (line if begun else line.removeprefix(BOM_UTF8)).rstrip(b"\r")
        line = line if line.strip() else b""
    if line:
        yield line
