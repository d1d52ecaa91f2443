"""``extractor validate``: records against the contract."""

from __future__ import annotations

import argparse
import sys

from extractor.cli.messages import fault, one_line, say, talk


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Declare what the command accepts."""
    parser.add_argument(
        "records", nargs="+", metavar="RECORDS", help=say(language, "validate.records")
    )


def run(args: argparse.Namespace) -> int:
    """Print one line a finding to stdout; return 1 when there are any or a file fails."""
    from extractor.errors import ExtractorError  # noqa: PLC0415 - keeps --help fast
    from extractor.validation import validate  # noqa: PLC0415

    if args.records.count("-") > 1:
        talk(say(args.lang, "stdin_twice"))
        return 2
    code = 0
    for name in args.records:
        source = sys.stdin.buffer if name == "-" else name
        try:
            findings = validate(source, name=name, language=args.lang)
        except ExtractorError as error:
            message = str(error).removeprefix(f"{name}: ")
            talk(name, f"[{error.code}] {fault(args.lang, error.code, message)}")
            code = 1
            continue
        for finding in findings:
            print(one_line(str(finding)))
        if findings:
            talk(name, say(args.lang, "findings", len(findings)))
            code = 1
    return code
