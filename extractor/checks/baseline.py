"""A baseline: the findings of a day, so that only what is new fails. 基线

A finding is known by its file and its fingerprint, which has the code and the words but no line:
text may move about. Paths are those from the baseline's own folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Literal

import msgspec

from extractor.checks.finding import Finding
from extractor.errors import BadConfig

LONGEST_FILE = 256 * 1024 * 1024


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One finding that is known. All but the fingerprint is for people who read the file."""

    code: str
    fingerprint: str
    excerpt: str = ""


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """Known findings by file, paths in POSIX form."""

    version: Literal[1] = 1
    findings: Mapping[str, tuple[Entry, ...]] = {}


def load_baseline(path: Path) -> Baseline:
    """Return the baseline that a file holds.

    Raises:
        BadConfig: It can't be read, or is no baseline.
    """
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise BadConfig(f"{path}: is larger than 256 MB; write a baseline for each part")
        return msgspec.json.decode(path.read_bytes(), type=Baseline)
    except OSError as error:
        raise BadConfig(
            f"{path}: {error.strerror or error}; make one with --write-baseline"
        ) from error
    except msgspec.MsgspecError as error:
        raise BadConfig(
            f"{path}: is no baseline: {error}; make one with --write-baseline"
        ) from None


def baseline_of(findings: Iterable[Finding], folder: Path) -> Baseline:
    """Return the findings as a baseline to be kept in ``folder``."""
    entries: dict[str, list[Entry]] = {}
    for finding in findings:
        about = finding.spot.excerpt if finding.spot else None
        words = about.text[about.start : about.end] if about else finding.message.zh
        entry = Entry(code=finding.code, fingerprint=finding.fingerprint, excerpt=words[:80])
        entries.setdefault(path_from(folder, finding.file), []).append(entry)
    return Baseline(
        findings={
            file: tuple(sorted(found, key=lambda one: (one.code, one.fingerprint)))
            for file, found in sorted(entries.items())
        }
    )


def encode(baseline: Baseline) -> bytes:
    """Return the file that holds a baseline, a line a value, so that it merges."""
    return msgspec.json.format(msgspec.json.encode(baseline), indent=1) + b"\n"


def unknown(
    findings: Iterable[Finding], baseline: Baseline, folder: Path
) -> tuple[tuple[Finding, ...], int]:
    """Return the findings that the baseline in ``folder`` does not hold, and how many it does."""
    new: list[Finding] = []
    known = 0
    for finding in findings:
        entries = baseline.findings.get(path_from(folder, finding.file), ())
        if any(entry.fingerprint == finding.fingerprint for entry in entries):
            known += 1
        else:
            new.append(finding)
    return tuple(new), known


def path_from(folder: Path, file: str) -> str:
    """Return the path of ``file`` from ``folder``, in POSIX form; its own where there is none."""
    try:
        path = os.path.relpath(file, folder)
    except ValueError:  # another drive
        path = file
    return PurePath(path).as_posix()
