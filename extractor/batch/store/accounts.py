"""The accounts of an output folder: what the manifest holds, counted and listed.

What depends on the inputs alone stands in ``summary.json`` and ``failures.jsonl``; times and rates,
which no two runs share, in ``run.json``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from extractor.batch.store.files import write_whole
from extractor.batch.store.manifest import Manifest

SUMMARY, FAILURES, RUN = "summary.json", "failures.jsonl", "run.json"


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """Notices of one format."""

    notices: int
    tasks: int
    pages: int
    """Of the formats that have pages."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """All inputs ever met by the runs into a folder."""

    inputs: int
    notices: int
    tasks: int
    pages: int
    bytes: int
    """Of the notices."""
    duplicates: int
    archives: int
    failed: int
    skipped: int
    pending: int
    """Inputs met and not yet done: a run was ended early."""
    stale: int
    """Results made by another version, or with another registry."""
    formats: dict[str, Form]
    failures: dict[str, int]
    """By code."""
    passed_over: dict[str, int]
    """By reason."""
    diagnostics: dict[str, int]
    """By code, over all notices."""


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """One run: what it took."""

    started: str
    seconds: float
    result: str
    """complete, or the name of the signal that ended it."""
    engine: str
    workers: int
    version: str
    notices: int
    failed: int
    duplicates: int
    unchanged: int
    pages: int
    tasks: int
    files_per_second: float
    pages_per_second: float
    processor_seconds: float
    """Of the work on documents, over all workers."""
    worker_memory: int


def summarise(manifest: Manifest) -> Summary:
    """Return the accounts as they stand."""
    counts: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    query = (
        "SELECT status, kind, code, duplicate_of IS NOT NULL, maker IS NOT ?, count(*) "
        "FROM inputs GROUP BY 1, 2, 3, 4, 5"
    )
    for status, kind, code, duplicate, stale, number in manifest.rows(query, manifest.maker):
        counts["inputs"] += number
        counts[status] += number
        counts["archives"] += number * (kind != "document")
        counts["duplicates"] += number * duplicate
        counts["stale"] += number * (stale and status in {"ok", "failed"})
        if status == "failed":
            failures[code] += number
        elif status == "skipped":
            passed[code] += number
    formats, size = _formats(manifest)
    return Summary(
        inputs=counts["inputs"],
        notices=sum(form.notices for form in formats.values()),
        tasks=sum(form.tasks for form in formats.values()),
        pages=sum(form.pages for form in formats.values()),
        bytes=size,
        duplicates=counts["duplicates"],
        archives=counts["archives"],
        failed=counts["failed"],
        skipped=counts["skipped"],
        pending=counts["pending"],
        stale=counts["stale"],
        formats=formats,
        failures=dict(sorted(failures.items())),
        passed_over=dict(sorted(passed.items())),
        diagnostics=_diagnostics(manifest),
    )


def write_accounts(folder: Path, manifest: Manifest, summary: Summary, ended: Ended) -> None:
    """Write the three files."""
    write_whole(folder / FAILURES, _failures(manifest))
    for name, value in ((SUMMARY, summary), (RUN, ended)):
        text = msgspec.json.format(msgspec.json.encode(value), indent=2)
        write_whole(folder / name, [text, b"\n"])


def _formats(manifest: Manifest) -> tuple[dict[str, Form], int]:
    query = (
        "SELECT media_type, count(*), sum(tasks), sum(pages), sum(bytes) FROM inputs "
        "WHERE status = 'ok' AND kind = 'document' AND duplicate_of IS NULL "
        "GROUP BY media_type ORDER BY media_type"
    )
    formats: dict[str, Form] = {}
    total = 0
    for media_type, notices, tasks, pages, size in manifest.rows(query):
        formats[media_type or ""] = Form(notices=notices, tasks=tasks or 0, pages=pages or 0)
        total += size or 0
    return formats, total


def _diagnostics(manifest: Manifest) -> dict[str, int]:
    query = (
        "SELECT diagnostics, count(*) FROM inputs "
        "WHERE status = 'ok' AND duplicate_of IS NULL AND diagnostics <> '{}' GROUP BY diagnostics"
    )
    total: Counter[str] = Counter()
    for told, number in manifest.rows(query):
        for code, times in msgspec.json.decode(told, type=dict[str, int]).items():
            total[code] += times * number
    return dict(sorted(total.items()))


def _failures(manifest: Manifest) -> Iterator[bytes]:
    query = (
        "SELECT uri, kind, code, message, sha256, bytes FROM inputs "
        "WHERE status = 'failed' ORDER BY ordinal"
    )
    names = ("uri", "kind", "code", "message", "sha256", "bytes")
    for row in manifest.rows(query):
        yield msgspec.json.encode(dict(zip(names, row, strict=True))) + b"\n"
