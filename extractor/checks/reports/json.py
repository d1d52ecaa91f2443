"""JSON: every finding with all that is known of it."""

from __future__ import annotations

from typing import Any

import msgspec

from extractor.checks.finding import Finding, Spot
from extractor.checks.places import described
from extractor.checks.report import Report, counted

VERSION = 1


def render(report: Report, language: str) -> str:
    """Return one object: findings, files that failed, and counts."""
    value = {
        "version": VERSION,
        "files": len(report.checked()),
        "counts": counted(report.findings()),
        "findings": [_finding(finding, language) for finding in report.findings()],
        "failures": [
            {"file": file.name, "code": file.failure.code, "message": file.failure.message}
            for file in report.failures()
            if file.failure is not None
        ],
    }
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    return text + "\n"


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message.of(language),
        "file": finding.file,
        "location": _spot(finding.spot, language) if finding.spot else None,
        "related": [_spot(spot, language) for spot in finding.related],
        "fix": [
            {"anchor": mending.anchor, "replacement": mending.edit.replacement}
            for mending in finding.edits
        ]
        or None,
        "fingerprint": finding.fingerprint,
    }


def _spot(spot: Spot, language: str) -> dict[str, Any]:
    about = spot.excerpt
    return {
        "anchor": spot.anchor,
        "place": described(spot.anchor, language),
        "excerpt": None
        if about is None
        else {"text": about.text, "start": about.start, "end": about.end},
    }
