"""GitLab's code quality report: a list in the Code Climate format's subset."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Any

import msgspec

from extractor.checks.finding import Finding
from extractor.checks.places import described
from extractor.checks.report import FileReport, Report

_GRADES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, language: str) -> str:
    """Return a list with one entry a finding and a failed file; fingerprints are unique."""
    entries = [_entry(finding, language) for finding in report.findings()]
    entries += [_failed(file) for file in report.failures()]
    return msgspec.json.format(msgspec.json.encode(entries), indent=2).decode() + "\n"


def _entry(finding: Finding, language: str) -> dict[str, Any]:
    anchor = finding.spot.anchor if finding.spot else None
    message = finding.message.of(language)
    if anchor is not None and anchor.line is None:
        message = f"{described(anchor, language)}: {message}"
    return {
        "description": f"{finding.code} {message}",
        "check_name": f"{finding.code} {finding.name}",
        "fingerprint": _digest(finding.file, finding.fingerprint),
        "severity": _GRADES[finding.severity],
        # GitLab asks for a line; a page or a path of a document has none but the first.
        "location": _location(finding.file, anchor.line if anchor and anchor.line else 1),
    }


def _failed(file: FileReport) -> dict[str, Any]:
    failure = file.failure
    code, message = (failure.code, failure.message) if failure else ("", "")
    return {
        "description": message,
        "check_name": code,
        "fingerprint": _digest(file.name, code),
        "severity": "blocker",
        "location": _location(file.name, 1),
    }


def _location(file: str, line: int) -> dict[str, Any]:
    return {"path": PurePath(file).as_posix(), "lines": {"begin": line}}


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
