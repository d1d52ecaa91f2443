"""The option ``--registry`` of the commands that extract."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.messages import fault, say, talk

if TYPE_CHECKING:
    from extractor.units import Registry


class BadRegistry(Exception):
    """The registry can't be read; why has been said."""


def add_registry(parser: argparse.ArgumentParser, language: str) -> None:
    """Declare the option."""
    parser.add_argument("--registry", type=Path, metavar="CSV", help=say(language, "registry"))


def read_registry(args: argparse.Namespace) -> Registry | None:
    """Return the registry that was named, or None.

    Raises:
        BadRegistry: It can't be read.
    """
    if args.registry is None:
        return None
    from extractor.errors import ExtractorError  # noqa: PLC0415 - keeps --help fast
    from extractor.units import load_registry  # noqa: PLC0415

    try:
        return load_registry(args.registry)
    except ExtractorError as error:
        message = str(error).removeprefix(f"{args.registry}: ")
        talk(str(args.registry), f"[{error.code}] {fault(args.lang, error.code, message)}")
        raise BadRegistry from error
