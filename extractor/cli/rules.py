"""``extractor rules``: what the check looks for, and why."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extractor.cli.messages import fault, say, talk


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Declare what the command accepts."""
    parser.add_argument("code", nargs="?", metavar="CODE", help=say(language, "rules.code"))
    parser.add_argument(
        "--output-format",
        "--format",
        choices=("text", "json", "markdown"),
        default="text",
        help=say(language, "rules.form"),
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help=say(language, "check.config"))


def run(args: argparse.Namespace) -> int:
    """Print the list, or what one rule says of itself; 1 when there is no such rule."""
    from extractor.checks.listing import listed, matching  # noqa: PLC0415 - keeps --help fast
    from extractor.checks.setup import Options, all_rules, settings  # noqa: PLC0415
    from extractor.errors import ExtractorError  # noqa: PLC0415

    try:
        rules = all_rules(settings(Options(), args.config))
    except ExtractorError as error:
        talk(f"[{error.code}] {fault(args.lang, error.code, str(error))}")
        return 2
    chosen = matching(rules, args.code)
    if not chosen:
        talk(say(args.lang, "rules.none", args.code))
        return 1
    sys.stdout.write(listed(chosen, args.output_format, args.lang, whole=args.code is not None))
    return 0
