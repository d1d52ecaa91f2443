"""The options of the commands that write records: the form, the place, the look of tables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.messages import fault, say, talk

if TYPE_CHECKING:
    from extractor.model.notice import Notice
    from extractor.writers import Options

# Spelt out: help must not wait for the writers to load; a test holds it to `writers.WRITERS`.
FORMS = ("json", "jsonl", "csv", "xlsx", "parquet", "datapackage", "md", "ics")
_SUFFIXES = {"md": "md", "markdown": "md", "ndjson": "jsonl", "zip": "datapackage"}
_BINARY = frozenset({"xlsx", "parquet", "datapackage"})
_CHOICES = ("headers", "columns", "explode", "bom", "section_rows", "flat")


class BadOutput(Exception):
    """The output that was asked for cannot be; why has been said."""


def add_output(parser: argparse.ArgumentParser, language: str) -> None:
    """Declare the options."""
    add = parser.add_argument
    add("-f", "--format", choices=FORMS, help=say(language, "output.form"))
    add("-o", "--output", metavar="OUT", help=say(language, "output.output"))
    add("--headers", choices=("en", "zh"), help=say(language, "output.headers"))
    add("--columns", metavar="A,B,C", help=say(language, "output.columns"))
    add("--explode", action="store_true", help=say(language, "output.explode"))
    add("--section-rows", action="store_true", help=say(language, "output.section_rows"))
    add("--flat", action="store_true", help=say(language, "output.flat"))
    add("--bom", action="store_true", help=say(language, "output.bom"))


def chosen(args: argparse.Namespace, *, many: bool) -> tuple[str, Options]:
    """Return the form of the output and its options.

    Raises:
        BadOutput: An option means nothing to the form, or a terminal would be sent bytes.
    """
    from extractor import writers  # noqa: PLC0415 - keeps --help fast

    form = args.format or _form_of(args.output)
    for name in _CHOICES:
        if getattr(args, name, None) and name not in writers.HEEDED[form]:
            talk(say(args.lang, "output.unheeded", f"--{name.replace('_', '-')}", form))
            raise BadOutput
    if form in _BINARY and args.output in {None, "-"} and sys.stdout.isatty():
        talk(say(args.lang, "output.binary", form))
        raise BadOutput
    columns = args.columns.split(",") if args.columns else None
    options = writers.Options(
        many=many,
        headers=args.headers,
        columns=tuple(columns) if columns else None,
        explode=args.explode,
        bom=args.bom,
        section_rows=args.section_rows,
        flat=args.flat,
        folder=str(Path(args.output).parent) if args.output not in {None, "-"} else "",
    )
    return form, options


def deliver(
    notices: Iterator[Notice], args: argparse.Namespace, form: str, options: Options
) -> bool:
    """Write the notices; return False, and write no file, when there is none of them.

    Raises:
        BadOutput: The writer cannot do what was asked; why has been said.
    """
    from extractor import writers  # noqa: PLC0415 - keeps --help fast
    from extractor.errors import ExtractorError  # noqa: PLC0415
    from extractor.writers.destination import opened  # noqa: PLC0415

    first = next(notices, None)
    if first is None:
        if args.output is not None:
            talk(args.output, say(args.lang, "nothing"))
        return False
    try:
        with opened(args.output) as out:
            losses = writers.write(chain((first,), notices), out, form=form, options=options)
    except ExtractorError as error:
        talk(f"-f {form}", f"[{error.code}] {fault(args.lang, error.code, str(error))}")
        raise BadOutput from error
    for loss in losses:
        talk(args.output or "-", say(args.lang, f"loss.{loss.what}", loss.times))
    return True


def overwrites(names: Sequence[str], args: argparse.Namespace) -> bool:
    """Whether the output is one of the files to be read; says so when it is."""
    if any(_same_file(name, args.output) for name in names):
        talk(args.output, say(args.lang, "output_is_input"))
        return True
    return False


def _same_file(name: str, output: str | None) -> bool:
    if output is None or "-" in {name, output}:
        return False
    try:
        return Path(name).samefile(output)
    except (OSError, ValueError):
        return False


def _form_of(output: str | None) -> str:
    suffix = Path(output).suffix.removeprefix(".").lower() if output else ""
    suffix = _SUFFIXES.get(suffix, suffix)
    return suffix if suffix in FORMS else "json"
