"""Files of records in, notices out, one at a time.

JSON Lines is read line by line at constant memory, whatever its length, and Parquet a batch at a
time. One JSON object, or an array of them, is read whole. JSON may be compressed with gzip or
Zstandard. What a file is, its bytes say.
"""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

import msgspec
import zstandard

from extractor import codec
from extractor.errors import (
    CorruptSource,
    EmptySource,
    ExtractorError,
    SchemaError,
    TooLarge,
    Unreadable,
)
from extractor.model.notice import Notice

MAX_RECORD = 512 * 1024 * 1024
"""Bytes of one record, or of a file that is one JSON text."""

_BOM = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"
_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_PARQUET = b"PAR1"
_SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".json", ".parquet")
_BESIDE = frozenset({"failures.jsonl", "summary.json", "run.json"})
"""What a batch run writes that holds no records."""


class Record(NamedTuple):
    """A notice, or what is wrong with the record, and where in the file it stands."""

    place: str
    """``records.jsonl:3``: line 3; ``records.json#2``: the second of an array or table."""
    notice: Notice | None = None
    error: ExtractorError | None = None


def read_records(
    source: str | os.PathLike[str] | BinaryIO, *, name: str | None = None
) -> Iterator[Record]:
    """Yield the records of a file in order; a bad one costs no other.

    Args:
        source: A path, or a stream of bytes such as standard input.
        name: What places call the file; a path is its own name.

    Raises:
        Unreadable: The operating system would not give the bytes.
        EmptySource: There is no record in the file.
        CorruptSource: The file is broken; the records before the break were yielded.
        TooLarge: A record exceeds `MAX_RECORD`.
        MissingExtra: It is Parquet, and pyarrow is not installed.
    """
    label = name or _name_of(source)
    with ExitStack() as stack:
        try:
            if isinstance(source, str | os.PathLike):
                stream: BinaryIO = stack.enter_context(Path(source).open("rb"))
            else:
                stream = source
            stream = _peekable(stream)
            if _starts(stream, _PARQUET):
                yield from _rows(stream, label)
            else:
                yield from _records(_uncompressed(stream), label)
        except (gzip.BadGzipFile, EOFError, zlib.error, zstandard.ZstdError) as fault:
            raise CorruptSource(f"{label}: the compressed data is broken: {fault}") from fault
        except IsADirectoryError as fault:
            raise Unreadable(f"{label}: is a directory; name the files in it") from fault
        except (OSError, ValueError) as fault:
            reason = getattr(fault, "strerror", None) or str(fault)
            raise Unreadable(f"{label}: could not be read: {reason}") from fault


def record_files(name: str) -> list[str]:
    """Return the files of records that ``name`` stands for: itself, or those of a folder, sorted.

    Of the folder of a batch run these are its shards, or its files of one record.

    Raises:
        EmptySource: There are none in the folder.
    """
    folder = Path(name)
    if name == "-" or not folder.is_dir():
        return [name]
    inside = folder / "notices" if (folder / "notices").is_dir() else folder
    found = [
        os.fspath(path)
        for path in sorted(inside.rglob("*"))
        if path.name.endswith(_SUFFIXES) and path.name not in _BESIDE and path.is_file()
    ]
    if not found:
        raise EmptySource(f"{name}: there is no file of records in this folder")
    return found


def _name_of(source: str | os.PathLike[str] | BinaryIO) -> str:
    if isinstance(source, str | os.PathLike):
        return os.fspath(source)
    return str(getattr(source, "name", "<stream>"))


def _peekable(stream: BinaryIO) -> BinaryIO:
    if hasattr(stream, "peek"):
        return stream
    return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", stream)))


def _starts(stream: BinaryIO, mark: bytes) -> bool:
    head: bytes = stream.peek(len(mark))  # type: ignore[attr-defined] # `_peekable` saw to it
    return head.startswith(mark)


def _uncompressed(stream: BinaryIO) -> BinaryIO:
    if _starts(stream, _GZIP):
        return cast("BinaryIO", gzip.GzipFile(fileobj=stream, mode="rb"))
    if _starts(stream, _ZSTANDARD):
        reader = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
        return cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", reader)))
    return stream


def _rows(stream: BinaryIO, label: str) -> Iterator[Record]:
    from extractor import columnar  # noqa: PLC0415 - an extra

    if not stream.seekable():
        data = stream.read(MAX_RECORD + 1)
        if len(data) > MAX_RECORD:
            raise TooLarge(f"{label}: more than {MAX_RECORD >> 20} MiB of Parquet; name the file")
        stream = io.BytesIO(data)
    for at, row in enumerate(columnar.read_rows(stream), 1):
        try:
            yield Record(f"{label}#{at}", notice=columnar.notice_of(row))
        except SchemaError as error:
            yield Record(f"{label}#{at}", error=error)


def _records(stream: BinaryIO, label: str) -> Iterator[Record]:
    number, first = _first_line(stream, label)
    if not first:
        raise EmptySource(f"{label}: there is no record in it")
    if _is_object(first):
        yield _one(first, f"{label}:{number}")
        yield from _each_line(stream, label, number)
        return
    data = first + stream.read(MAX_RECORD + 1 - len(first))
    if len(data) > MAX_RECORD:
        raise TooLarge(f"{label}: is one JSON text of more than {MAX_RECORD >> 20} MiB; use JSONL")
    yield from _whole(data, label, number)


def _first_line(stream: BinaryIO, label: str) -> tuple[int, bytes]:
    """Return the first line that is not blank, without a byte order mark, and its number."""
    number = 0
    while line := _line(stream, label):
        number += 1
        line = line.removeprefix(_BOM) if number == 1 else line
        if line.strip():
            return number, line
    return number, b""


def _line(stream: BinaryIO, label: str) -> bytes:
    line = stream.readline(MAX_RECORD + 1)
    if len(line) > MAX_RECORD:
        raise TooLarge(f"{label}: a line is longer than {MAX_RECORD >> 20} MiB; no record is")
    return line


def _each_line(stream: BinaryIO, label: str, number: int) -> Iterator[Record]:
    while line := _line(stream, label):
        number += 1
        if line.strip():
            yield _one(line, f"{label}:{number}")


def _whole(data: bytes, label: str, number: int) -> Iterator[Record]:
    """Yield the records of one JSON text; or of lines, where only the first is broken."""
    if data.lstrip().startswith(b"["):
        try:
            items = msgspec.json.decode(data, type=list[msgspec.Raw])
        except (msgspec.MsgspecError, RecursionError):
            yield _one(data, label)  # says what is wrong with it
            return
        yield from (_one(item, f"{label}#{at}") for at, item in enumerate(items, 1))
        return
    lines = data.split(b"\n")
    if any(_is_object(line) for line in lines):
        yield from (
            _one(line, f"{label}:{at}") for at, line in enumerate(lines, number) if line.strip()
        )
    else:
        yield _one(data, label)


def _one(data: bytes | msgspec.Raw, place: str) -> Record:
    try:
        return Record(place, notice=codec.decode(data))
    except SchemaError as error:
        return Record(place, error=error)


def _is_object(line: bytes) -> bool:
    # A line of an indented JSON text is never a whole object with something in it.
    line = line.strip()
    if not (line.startswith(b"{") and line.endswith(b"}")):
        return False
    try:
        return bool(msgspec.json.decode(line, type=dict[str, msgspec.Raw]))
    except (msgspec.MsgspecError, RecursionError):
        return False
