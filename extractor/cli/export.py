"""``extractor export``: records, already extracted, to another form."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.cli.messages import fault, say, talk
from extractor.cli.output import BadOutput, add_output, chosen, deliver, overwrites

if TYPE_CHECKING:
    from extractor.errors import ExtractorError
    from extractor.model.notice import Notice


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Declare what the command accepts."""
    parser.add_argument(
        "records", nargs="+", metavar="RECORDS", help=say(language, "export.records")
    )
    add_output(parser, language)


def run(args: argparse.Namespace) -> int:
    """Write the records of each file; one that fails costs a line on stderr and no other."""
    if args.records.count("-") > 1:
        talk(say(args.lang, "stdin_twice"))
        return 2
    if overwrites(args.records, args):
        return 2
    reading = _Reading(args)
    try:
        # Whether a file holds one record or many is known only once it is read.
        form, options = chosen(args, many=True)
        delivered = deliver(reading.notices, args, form, options)
    except BadOutput:
        return 2
    return 1 if reading.failed or not delivered else 0


class _Reading:
    """The notices of the files, as they come, and whether anything has failed."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.failed = False
        self._language: str = args.lang
        self.notices = self._read(args.records)

    def _read(self, names: list[str]) -> Iterator[Notice]:
        from extractor.errors import ExtractorError  # noqa: PLC0415 - keeps --help fast
        from extractor.records import record_files  # noqa: PLC0415

        for name in names:
            try:
                files = record_files(name)
            except ExtractorError as error:
                self._say(name, error)
                continue
            for file in files:
                yield from self._of(file)

    def _of(self, name: str) -> Iterator[Notice]:
        from extractor.errors import ExtractorError  # noqa: PLC0415 - keeps --help fast
        from extractor.records import read_records  # noqa: PLC0415

        try:
            for record in read_records(sys.stdin.buffer if name == "-" else name, name=name):
                if record.notice is not None:
                    yield record.notice
                elif record.error is not None:
                    self._say(record.place, record.error)
        except ExtractorError as error:
            self._say(name, error)

    def _say(self, place: str, error: ExtractorError) -> None:
        self.failed = True
        message = str(error).removeprefix(f"{place}: ")
        talk(place, f"[{error.code}] {fault(self._language, error.code, message)}")
