"""The library's face: a file in, its records out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extractor import readers
from extractor.assembly import build, setting_of, source_of
from extractor.bounds import Bounds, within
from extractor.bounds import bounds as in_force
from extractor.errors import EmptySource, ExtractorError, NotANotice, TooLarge, Unreadable
from extractor.model.document import Document
from extractor.model.notice import Notice
from extractor.structure import Outline, outline
from extractor.tasks import Reading, read_tasks
from extractor.tasks.draft import Setting
from extractor.units import UNKNOWN, Registry, read_units

Input = str | os.PathLike[str] | bytes | BinaryIO


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one source: a notice, or the error that prevented it."""

    name: str
    notice: Notice | None = None
    error: ExtractorError | None = None


@dataclass(frozen=True, slots=True)
class Stages:
    """One notice as every stage of the reading left it."""

    document: Document
    outline: Outline
    setting: Setting
    reading: Reading
    notice: Notice


def extract(
    source: Input,
    *,
    name: str | None = None,
    registry: Registry | None = None,
    bounds: Bounds | None = None,
) -> Notice:
    """Return the records of one notice.

    Args:
        source: A path, the bytes of a file, or a file opened for reading bytes.
        name: What to call the source in the record; a path is its own name.
        registry: A list of units of your own (`load_registry`), which names what it knows.
        bounds: How far the document may go; by default `Bounds`.

    Raises:
        ExtractorError: One subclass per fault; the message says what, where and what to do.
    """
    return read_notice(source, name=name, registry=registry, bounds=bounds)[1]


def read_notice(
    source: Input,
    *,
    name: str | None = None,
    registry: Registry | None = None,
    bounds: Bounds | None = None,
) -> tuple[Document, Notice]:
    """Return the document as it was read and its records, as `extract` makes them."""
    stages = read_stages(source, name=name, registry=registry, bounds=bounds)
    return stages.document, stages.notice


def read_stages(
    source: Input,
    *,
    name: str | None = None,
    registry: Registry | None = None,
    bounds: Bounds | None = None,
) -> Stages:
    """Return the notice with all that its records were made from, as `extract` makes them."""
    with within(bounds):
        data, label = _bytes_of(source, name)
        document = readers.read(data, name=label)
        return _stages_of(document, data, label, registry)


def extract_many(
    sources: Iterable[Input], *, registry: Registry | None = None, bounds: Bounds | None = None
) -> Iterator[Result]:
    """Yield a result for each source in order; one bad file never costs another its result."""
    for source in sources:
        label = label_of(source, None)
        try:
            yield Result(label, notice=extract(source, registry=registry, bounds=bounds))
        except ExtractorError as error:
            yield Result(label, error=error)


def _stages_of(document: Document, data: bytes, label: str, registry: Registry | None) -> Stages:
    found = outline(document)
    setting = setting_of(found, registry)
    reading = read_tasks(found, setting)
    if not _is_notice(found, has_tasks=bool(reading.tasks)):
        raise NotANotice(
            f"{label}: no number, kind, addressee, date, heading or task of a notice was found; "
            "check that this is the right file"
        )
    source = source_of(data, uri=label, document=document)
    notice = build(document, found, reading, setting, source)
    return Stages(document, found, setting, reading, notice)


def _is_notice(found: Outline, *, has_tasks: bool) -> bool:
    """Whether anything shows that the document is a notice or an attachment of one."""
    head, ending, catalogue = found.masthead, found.ending, found.catalogue
    return bool(
        has_tasks
        or head.number
        or head.kind
        or ending.issue_date
        or ending.disclosure
        or (head.addressees and (head.title or _names_bodies(head.addressees.text)))
        or found.attachments
        or any(entry.name in {"title", "document_number"} and entry.value for entry in catalogue)
        or sum(bool(section.label) for section in found.sections) > 1
    )


def _names_bodies(text: str) -> bool:
    """Whether a first line with a colon addresses bodies: 各市商务局：, not 提示：."""
    units = read_units(text, UNKNOWN).units
    return 2 * sum(found.unit.kind != "other" for found in units) > len(units)


def read_bytes(source: Input, *, name: str | None = None) -> bytes:
    """Return the bytes of a source, bounded as `extract` bounds them.

    Raises:
        ExtractorError: There are none, too many, or the operating system won't give them.
    """
    return _bytes_of(source, name)[0]


def _bytes_of(source: Input, name: str | None) -> tuple[bytes, str]:
    label = label_of(source, name)
    most = in_force().file
    if isinstance(source, bytes):
        data = source
    elif isinstance(source, (str, os.PathLike)):
        try:
            with Path(source).open("rb") as file:
                data = file.read(most + 1)
        except IsADirectoryError as error:
            raise Unreadable(f"{label}: is a directory; name the files in it") from error
        except FileNotFoundError as error:
            raise Unreadable(f"{label}: no such file") from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise Unreadable(f"{label}: could not be read: {reason}") from error
    else:
        data = source.read(most + 1)
    if len(data) > most:
        raise TooLarge(f"{label}: is larger than {most >> 20} MiB; no notice is")
    if not data:
        raise EmptySource(f"{label}: the file is empty")
    return data, label


def label_of(source: Input, name: str | None = None) -> str:
    """Return what messages and records call a source: ``name``, or the path it was given by."""
    if name is not None:
        return name
    if isinstance(source, (str, os.PathLike)):
        # A name that is not UTF-8 (GBK, from an old archive) keeps its bytes, as \xff.
        label = os.fspath(source)
        with suppress(UnicodeEncodeError):
            return label.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        return label
    return str(getattr(source, "name", "<bytes>"))
