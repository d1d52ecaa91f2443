"""Records in shards (JSONL): a file for each run of consecutive inputs.

Which shard an input belongs to and which line is its own follows from its ordinal, not from when
it was done; a shard that changes is written anew, with the lines that stay taken from the old one.
"""

from __future__ import annotations

import io
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import BinaryIO

import msgspec
import zstandard

from extractor.batch.store.files import write_whole
from extractor.batch.store.manifest import Manifest, Row

_LEVEL = 3
"""Of zstd; higher ones cost more time than extraction itself."""


class _Source(msgspec.Struct, frozen=True):
    uri: str


class _Line(msgspec.Struct, frozen=True):
    """As much of a record as tells whose it is."""

    source: _Source


_LINES = msgspec.json.Decoder(_Line)


class Shards:
    """The shards of an output folder.

    Args:
        folder: Where they lie.
        manifest: Whose records they are.
        size: Inputs a shard.
        zstd: Whether they are compressed (Zstandard, RFC 8878).
    """

    def __init__(self, folder: Path, manifest: Manifest, *, size: int, zstd: bool) -> None:
        self._folder = folder
        self._manifest = manifest
        self._size = size
        self._zstd = zstd

    def name_for(self, uri: str) -> None:  # noqa: ARG002 - shards name no inputs
        """Return None: inputs have no files of their own."""
        return

    def write(self, shard: int) -> int:
        """Write one shard and return how many records it has; the caller commits."""
        first, last = shard * self._size, (shard + 1) * self._size - 1
        name = f"notices-{shard + 1:06}.jsonl" + (".zst" if self._zstd else "")
        path = self._folder / name
        rows = self._manifest.between(first, last)
        waiting = self._manifest.waiting(first, last)
        kept = {
            row.uri: row.ordinal
            for row in rows
            if _stands(row) and row.output and row.ordinal not in waiting
        }
        there = waiting | set(kept.values())
        if there:
            # Closed even when the disk is full: they hold the manifest open.
            with (
                closing(self._lines(path, first, last, kept)) as lines,
                closing(self._compressed(lines)) as chunks,
            ):
                written = write_whole(path, chunks)
            self._manifest.note_file(shard, name, written)
        else:
            with suppress(FileNotFoundError):
                path.unlink()
            self._manifest.note_file(shard, name, None)
        self._manifest.place_waiting(first, last, name)
        for row in rows:
            if row.output is not None and row.ordinal not in there:
                self._manifest.place_output(row.ordinal, None)
        self._manifest.written(shard, first, last)
        return len(there)

    def lost(self) -> list[int]:
        """Return the shards whose files are not as they were written; their inputs are pending."""
        lost = []
        for shard, name, size in self._manifest.files():
            path = self._folder / name
            if not path.is_file() or path.stat().st_size != size:
                self._manifest.lose(shard * self._size, (shard + 1) * self._size - 1)
                self._manifest.note_file(shard, name, None)
                lost.append(shard)
        return lost

    def _lines(
        self, path: Path, first: int, last: int, kept: dict[str, int]
    ) -> Generator[bytes, None, None]:
        """Yield the lines of a shard in order: those that wait, and of the old file those kept."""
        old = self._old(path, kept) if kept else iter(())
        pending = next(old, None)
        with closing(self._manifest.records(first, last)) as records:
            for ordinal, record in records:
                while pending is not None and pending[0] < ordinal:
                    yield pending[1]
                    pending = next(old, None)
                yield record + b"\n"
        while pending is not None:
            yield pending[1]
            pending = next(old, None)

    def _old(self, path: Path, kept: dict[str, int]) -> Iterator[tuple[int, bytes]]:
        with path.open("rb") as stream:
            for line in self._expanded(stream):
                ordinal = kept.get(_LINES.decode(line).source.uri)
                if ordinal is not None:
                    yield ordinal, line

    def _expanded(self, stream: BinaryIO) -> Iterable[bytes]:
        if not self._zstd:
            return stream
        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(stream))

    def _compressed(self, lines: Iterable[bytes]) -> Generator[bytes, None, None]:
        if not self._zstd:
            yield from lines
            return
        packer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compressobj()
        for line in lines:
            yield packer.compress(line)
        yield packer.flush()


def _stands(row: Row) -> bool:
    """Whether the line written for an input before is still its line.

    While it is being done again (pending) the old one stays.
    """
    stands = row.status in {"ok", "pending"} and row.duplicate_of is None
    return stands and row.kind == "document"
