"""The options ``--bound`` and ``--ocr`` of the commands that read documents."""

from __future__ import annotations

import argparse
import re
from dataclasses import fields, replace

from extractor.bounds import DEFAULTS, Bounds
from extractor.cli.messages import say

_SIZE = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?) ?(?P<unit>[KMGT]?)(?:i?B)?", re.IGNORECASE)
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
OCR_PAGES = 500
"""Pages of one document that ``--ocr`` allows to recognise."""
_NAMES = frozenset(field.name for field in fields(Bounds))


def read_size(text: str) -> int | None:
    """Return the number that a size is, None where it is none.

    >>> read_size("64MiB"), read_size("1.5K"), read_size("many")
    (67108864, 1536, None)
    """
    found = _SIZE.fullmatch(text)
    return None if found is None else int(float(found["number"]) * _UNITS[found["unit"].upper()])


def add_bounds(parser: argparse._ActionsContainer, language: str) -> None:
    """Declare the options."""

    def bound(text: str) -> tuple[str, int]:
        name, _, value = text.partition("=")
        name = name.replace("-", "_")
        number = read_size(value)
        if name not in _NAMES:
            raise argparse.ArgumentTypeError(say(language, "bad_bound", text, _listed()))
        if not number:
            raise argparse.ArgumentTypeError(say(language, "batch.bad_size", text))
        return name, number

    parser.add_argument(
        "--bound", action="append", type=bound, metavar="NAME=N", help=say(language, "bound")
    )
    parser.add_argument("--ocr", action="store_true", help=say(language, "ocr"))


def chosen_bounds(args: argparse.Namespace) -> Bounds | None:
    """Return the caps that were asked for; None where a command has no such option, or nothing."""
    given = dict(getattr(args, "bound", None) or ())
    if getattr(args, "ocr", False):
        given.setdefault("ocr_pages", OCR_PAGES)
    return replace(DEFAULTS, **given) if given else None


def _listed() -> str:
    return ", ".join(sorted(_NAMES))
