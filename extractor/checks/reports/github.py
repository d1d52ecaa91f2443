"""Workflow commands of GitHub Actions: annotations beside the lines of a pull request."""

from __future__ import annotations

from extractor.checks.finding import Finding
from extractor.checks.places import described
from extractor.checks.report import Report

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, language: str) -> str:
    """Return one command a finding and a failed file."""
    lines = [_command(finding, language) for finding in report.findings()]
    for file in report.failures():
        if file.failure is not None:
            where = f"file={_property(file.name)},title={_property(file.failure.code)}"
            lines.append(f"::error {where}::{_data(file.failure.message)}")
    return "".join(line + "\n" for line in lines)


def _command(finding: Finding, language: str) -> str:
    anchor = finding.spot.anchor if finding.spot else None
    parts = [f"file={_property(finding.file)}"]
    message = finding.message.of(language)
    if anchor is not None and anchor.line is not None:
        parts.append(f"line={anchor.line}")
        if anchor.characters and not anchor.continued:
            parts.append(f"col={anchor.characters[0] + 1}")
            parts.append(f"endColumn={anchor.characters[1]}")
    elif anchor is not None:
        message = f"{described(anchor, language)}: {message}"
    parts.append(f"title={_property(f'{finding.code} {finding.name}')}")
    return f"::{_LEVELS[finding.severity]} {','.join(parts)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
