"""``extractor convert``: notices to task records."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.cli.bounds import add_bounds
from extractor.cli.messages import fault, say, talk
from extractor.cli.output import BadOutput, add_output, chosen, deliver, overwrites
from extractor.cli.registry import BadRegistry, add_registry, read_registry

if TYPE_CHECKING:
    from extractor.model.notice import Notice
    from extractor.units import Registry


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Declare what the command accepts."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=say(language, "convert.files"))
    add_output(parser, language)
    add_registry(parser, language)
    add_bounds(parser, language)


def run(args: argparse.Namespace) -> int:
    """Convert each file; one that fails costs a line on stderr and no other file."""
    if args.files.count("-") > 1:
        talk(say(args.lang, "stdin_twice"))
        return 2
    if overwrites(args.files, args):
        return 2
    try:
        conversion = _Conversion(args, read_registry(args))
        form, options = chosen(args, many=len(args.files) > 1)
        delivered = deliver(conversion.notices, args, form, options)
    except (BadRegistry, BadOutput):
        return 2
    return 1 if conversion.failed or not delivered else 0


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
