"""``extractor convert``: notices to task records."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.messages import fault, say, talk
from extractor.cli.registry import BadRegistry, add_registry, read_registry

if TYPE_CHECKING:
    from extractor.model.notice import Notice
    from extractor.units import Registry

# Spelt out: help must not wait for the writers to load; a test holds it to `writers.WRITERS`.
FORMS = ("json", "jsonl", "csv")


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Declare what the command accepts."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=say(language, "convert.files"))
    parser.add_argument("-f", "--format", choices=FORMS, help=say(language, "convert.form"))
    parser.add_argument("-o", "--output", metavar="OUT", help=say(language, "convert.output"))
    parser.add_argument(
        "--headers", choices=("en", "zh"), default="en", help=say(language, "convert.headers")
    )
    add_registry(parser, language)
    parser.add_argument("--bom", action="store_true", help=say(language, "convert.bom"))


def run(args: argparse.Namespace) -> int:
    """Convert each file; one that fails costs a line on stderr and no other file."""
    from extractor import writers  # noqa: PLC0415 - keeps --help fast
    from extractor.writers.destination import opened  # noqa: PLC0415

    if args.files.count("-") > 1:
        talk(say(args.lang, "stdin_twice"))
        return 2
    if any(_same_file(name, args.output) for name in args.files):
        talk(args.output, say(args.lang, "output_is_input"))
        return 2
    try:
        conversion = _Conversion(args, read_registry(args))
    except BadRegistry:
        return 2
    options = writers.Options(many=len(args.files) > 1, headers=args.headers, bom=args.bom)
    form = args.format or _form_of(args.output)
    first = next(conversion.notices, None)
    if first is None:
        if args.output is not None:
            talk(args.output, say(args.lang, "nothing"))
        return 1
    with opened(args.output) as out:
        writers.write(_again(first, conversion.notices), out, form=form, options=options)
    return 1 if conversion.failed else 0


class _Conversion:
    """The notices of a command, as they come, and whether a file has failed."""

    def __init__(self, args: argparse.Namespace, registry: Registry | None) -> None:
        self.failed = False
        self._language: str = args.lang
        self._registry = registry
        self.notices = self._convert(args.files)

    def _convert(self, files: list[str]) -> Iterator[Notice]:
        for name in files:
            notice = self._convert_one(name)
            if notice is None:
                self.failed = True
                continue
            if not notice.tasks:
                talk(name, say(self._language, "no_tasks"))
            yield notice

    def _convert_one(self, name: str) -> Notice | None:
        from extractor.api import extract  # noqa: PLC0415 - keeps --help fast
        from extractor.errors import ExtractorError  # noqa: PLC0415

        try:
            if name == "-":
                return extract(sys.stdin.buffer, name="-", registry=self._registry)
            return extract(name, registry=self._registry)
        except ExtractorError as error:
            message = str(error).removeprefix(f"{name}: ")
            talk(name, f"[{error.code}] {fault(self._language, error.code, message)}")
        except Exception as error:  # one bad file costs no other its result
            what = f"{type(error).__name__}: {error}"
            talk(name, f"[internal] {say(self._language, 'internal', what)}")
        return None


def _again(first: Notice, rest: Iterator[Notice]) -> Iterator[Notice]:
    yield first
    yield from rest


def _same_file(name: str, output: str | None) -> bool:
    if output is None or "-" in {name, output}:
        return False
    try:
        return Path(name).samefile(output)
    except (OSError, ValueError):
        return False


def _form_of(output: str | None) -> str:
    suffix = Path(output).suffix.removeprefix(".").lower() if output else ""
    return suffix if suffix in FORMS else "json"
