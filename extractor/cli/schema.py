"""``extractor schema``: the contract itself."""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Declare what the command accepts: nothing of its own."""


def run(args: argparse.Namespace) -> int:  # noqa: ARG001 - one signature for all commands
    """Print the JSON Schema of a notice."""
    from extractor import schema  # noqa: PLC0415 - keeps --help fast

    sys.stdout.buffer.write(schema.text())
    sys.stdout.buffer.flush()
    return 0
