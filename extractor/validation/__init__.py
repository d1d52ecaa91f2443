"""Records in, findings out: is each a notice as the contract has it?

The schema is asked first (`contract`), then, of records that fulfil it, the rules between
values that JSON Schema cannot express (`rules`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from extractor import codec
from extractor.errors import Unreadable
from extractor.model.notice import Notice
from extractor.validation import contract, rules
from extractor.validation.finding import Finding, Flaw, Language, pointer, wording
from extractor.validation.records import Record, split

__all__ = ["Finding", "find", "validate"]

MOST = 1_000
"""Findings about one record: a thousand tasks without an id are told by the first of them."""

Records = str | os.PathLike[str] | bytes | BinaryIO | Notice


def validate(
    records: Records, *, name: str | None = None, language: Language = "en"
) -> list[Finding]:
    """Return the findings about ``records``, in their order; an empty list is a clean bill.

    Of one record the first thousand are told, then one of the rule ``more``.
    ``records`` is a path, the bytes of a file, a file open for bytes, or one notice; a file
    holds one JSON object, an array of them, or one a line (JSONL). ``name`` is what findings
    call it, by default its path.

    Raises:
        Unreadable: the file cannot be read.
    """
    data, given = _bytes_of(records)
    return list(find(data, name=name or given, language=language))


def find(data: bytes, *, name: str, language: Language = "en") -> Iterator[Finding]:
    """Yield findings about the records in ``data`` as they are found."""
    empty = True
    for record in split(data):
        empty = False
        notice_id = record.value.get("id") if isinstance(record.value, dict) else None
        for flaw in _first(_flaws(record)):
            yield Finding(
                source=name,
                record=record.ordinal,
                line=record.line,
                notice=notice_id if isinstance(notice_id, str) else None,
                pointer=pointer(flaw.path),
                rule=flaw.rule,
                expected=wording(flaw, language),
            )
    if empty:
        flaw = Flaw("records")
        yield Finding(
            source=name,
            record=0,
            line=None,
            notice=None,
            pointer="",
            rule=flaw.rule,
            expected=wording(flaw, language),
        )


def _first(flaws: Iterable[Flaw]) -> Iterator[Flaw]:
    """Yield the flaws up to `MOST`; beyond, one that says there are more."""
    for number, flaw in enumerate(flaws):
        if number == MOST:
            yield Flaw("more", (), str(MOST))
            return
        yield flaw


def _flaws(record: Record) -> Iterable[Flaw]:
    if record.flaw is not None:
        return (record.flaw,)
    if not contract.fulfils(record.value):
        return contract.flaws(record.value)
    notice = msgspec.convert(record.value, Notice)
    return (flaw for rule in rules.RULES for flaw in rule(notice))


def _bytes_of(records: Records) -> tuple[bytes, str]:
    if isinstance(records, Notice):
        return codec.encode(records), records.source.uri
    if isinstance(records, bytes):
        return records, "<bytes>"
    if isinstance(records, str | os.PathLike):
        try:
            return Path(records).read_bytes(), os.fspath(records)
        except OSError as fault:
            raise Unreadable(f"cannot be read: {fault.strerror}; check the path") from fault
    return records.read(), getattr(records, "name", "<stream>")
