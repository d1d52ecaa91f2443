"""The entry of the command line: parses, runs one command, returns its exit code.

0 clean, 1 findings or failed files, 2 could not run; 130 after Ctrl-C, 143 after SIGTERM, 129 when
the terminal goes, 141 when whoever reads standard output has gone (as shells report signals).
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.metadata import version
from types import FrameType
from typing import NoReturn

from extractor.bounds import within
from extractor.cli.bounds import chosen_bounds
from extractor.cli.messages import locale_language, say, talk

COMMANDS = (
    "convert",
    "batch",
    "check",
    "rules",
    "export",
    "load",
    "review",
    "explain",
    "eval",
    "validate",
    "schema",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Return the exit code of the command in ``argv``, by default the process's arguments."""
    try:
        with _endings():
            return _run(list(sys.argv[1:] if argv is None else argv))
    except KeyboardInterrupt:
        return 130
    except Ended as end:
        return 128 + end.number
    except BrokenPipeError:
        _abandon_stdout()
        return 141


class Ended(BaseException):
    """The process was asked to end; what it was writing is cleared away on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _end(number: int, _: FrameType | None) -> NoReturn:
    raise Ended(number)


@contextmanager
def _endings() -> Iterator[None]:
    """Have requests to end raise `Ended`, where they would end the process on the spot."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
            if signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, _end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run(arguments: list[str]) -> int:
    _reopen()
    # Names and titles come from anywhere; what the terminal cannot show is escaped, not fatal.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    args = _parser(_language(arguments)).parse_args(arguments)
    try:
        with within(chosen_bounds(args)):
            code: int = args.run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except ImportError as failure:
        talk(say(args.lang, "incomplete", failure))
        return 2
    except OSError as failure:
        _abandon_stdout()
        target = getattr(args, "output", None) or "-"
        talk(say(args.lang, "cannot_write", target, failure.strerror or failure))
        return 2
    return code


def _reopen() -> None:
    """Stand in for standard streams that were closed (``<&-``): empty, and not to be written."""
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY))
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")


def _abandon_stdout() -> None:
    """Give what Python flushes to stdout at exit somewhere to go."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _language(arguments: Sequence[str]) -> str:
    """Return the language that the parser itself, help included, speaks."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    early.add_argument("--lang", choices=("en", "zh"))
    try:
        chosen: str | None = early.parse_known_args(arguments)[0].lang
    except argparse.ArgumentError:
        chosen = None
    return chosen or locale_language()


def _parser(language: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="extractor",
        description=say(language, "about"),
        epilog=say(language, "epilog"),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"extractor {version('notice-extractor')}",
        help=say(language, "version"),
    )
    _add_lang(parser, language, default=language)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        command = commands.add_parser(
            name,
            help=say(language, name),
            description=say(language, name),
            epilog=say(language, "epilog"),
            allow_abbrev=False,
        )
        module = import_module(f"extractor.cli.{name}")
        module.add_arguments(command, language)
        _add_lang(command, language, default=argparse.SUPPRESS)
        command.set_defaults(run=module.run)
    return parser


def _add_lang(parser: argparse.ArgumentParser, language: str, default: str) -> None:
    parser.add_argument("--lang", choices=("en", "zh"), default=default, help=say(language, "lang"))
