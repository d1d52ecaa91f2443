"""``extractor review``: the records of notices beside their originals, as one page."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from extractor.cli.bounds import add_bounds
from extractor.cli.messages import fault, say, talk
from extractor.cli.output import overwrites
from extractor.cli.registry import BadRegistry, add_registry, read_registry

if TYPE_CHECKING:
    from extractor.review import Reviewed
    from extractor.units import Registry


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Declare what the command accepts."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=say(language, "convert.files"))
    parser.add_argument("-o", "--output", metavar="PAGE", help=say(language, "review.output"))
    add_registry(parser, language)
    add_bounds(parser, language)


def run(args: argparse.Namespace) -> int:
    """Write the page; a file that fails costs a line on stderr and no other file."""
    from extractor.review import review_page  # noqa: PLC0415 - keeps --help fast
    from extractor.writers.destination import opened  # noqa: PLC0415

    if args.files.count("-") > 1:
        talk(say(args.lang, "stdin_twice"))
        return 2
    if overwrites(args.files, args):
        return 2
    try:
        registry = read_registry(args)
    except BadRegistry:
        return 2
    read = [_read(name, registry, args.lang) for name in args.files]
    items = [item for item in read if item is not None]
    if items:
        with opened(args.output) as stream:
            for part in review_page(items, args.lang):
                stream.write(part.encode() + b"\n")
    return 0 if len(items) == len(read) else 1


def _read(name: str, registry: Registry | None, language: str) -> Reviewed | None:
    from extractor.api import read_bytes, read_notice  # noqa: PLC0415
    from extractor.errors import ExtractorError  # noqa: PLC0415
    from extractor.review import Reviewed, page_pictures  # noqa: PLC0415

    try:
        data = read_bytes(sys.stdin.buffer if name == "-" else name, name=name)
        document, notice = read_notice(data, name=name, registry=registry)
    except ExtractorError as error:
        message = str(error).removeprefix(f"{name}: ")
        talk(name, f"[{error.code}] {fault(language, error.code, message)}")
        return None
    drawn = page_pictures(data) if document.media_type == "application/pdf" else ()
    return Reviewed(name, document, notice, drawn if len(drawn) == len(document.pages) else ())
