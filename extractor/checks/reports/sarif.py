"""SARIF 2.1.0 (OASIS), as code scanners exchange results.

Places in text files are regions, columns counted in code points; pages and paths of other formats
are logical locations (3.33), for no line of the file's bytes corresponds to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from extractor.checks.explaining import as_markdown, as_text
from extractor.checks.finding import Finding, Mending, Spot
from extractor.checks.places import described
from extractor.checks.report import FileReport, Report
from extractor.checks.rule import Rule
from extractor.model.anchor import Anchor

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "extractorFinding/v1"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}

Json = dict[str, Any]


def render(report: Report, language: str) -> str:
    """Return a log of one run."""
    used = {finding.code for finding in report.findings()}
    rules = [rule for rule in report.rules if rule.code in used or rule.default]
    places = {file.name: number for number, file in enumerate(report.files)}
    index = {rule.code: number for number, rule in enumerate(rules)}
    run: Json = {
        "tool": {
            "driver": {
                "name": "extractor",
                "fullName": "extractor check",
                "version": version("notice-extractor"),
                "language": "zh-CN" if language == "zh" else "en-US",
                "rules": [_rule(rule, language) for rule in rules],
            }
        },
        "language": "zh-CN" if language == "zh" else "en-US",
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(file) for file in report.files],
        "invocations": [_invocation(report)],
        "results": [
            _result(finding, index[finding.code], places[finding.file], language)
            for finding in report.findings()
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


def _rule(rule: Rule, language: str) -> Json:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title.of(language)},
        "fullDescription": {"text": rule.reason.of(language)},
        "help": {"text": as_text(rule, language), "markdown": as_markdown(rule, language)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"basis": rule.basis, "fixable": rule.fixable, "tags": [rule.group]},
    }


def _artifact(file: FileReport) -> Json:
    found: Json = {"location": {"uri": uri_of(file.name)}}
    if file.media_type:
        found["mimeType"] = file.media_type
    return found


def _invocation(report: Report) -> Json:
    notes = [
        {
            "level": "error",
            "message": {"text": file.failure.message},
            "descriptor": {"id": file.failure.code},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri_of(file.name)}}}],
        }
        for file in report.failures()
        if file.failure is not None
    ]
    found: Json = {"executionSuccessful": not notes}
    if notes:
        found["toolExecutionNotifications"] = notes
    return found


def _result(finding: Finding, rule: int, artifact: int, language: str) -> Json:
    found: Json = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message.of(language)},
        "locations": [_location(finding.file, artifact, finding.spot, language)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
    }
    if finding.related:
        found["relatedLocations"] = [
            {"id": number, **_location(finding.file, artifact, spot, language)}
            for number, spot in enumerate(finding.related, 1)
        ]
    fix = _fix(finding, artifact, language)
    if fix is not None:
        found["fixes"] = [fix]
    return found


def _location(file: str, artifact: int, spot: Spot | None, language: str) -> Json:
    physical: Json = {"artifactLocation": {"uri": uri_of(file), "index": artifact}}
    found: Json = {"physicalLocation": physical}
    if spot is None:
        return found
    region = _region([spot.anchor, *spot.anchor.continued])
    if region is None:
        found["logicalLocations"] = list(_logical(spot.anchor, language))
        return found
    if spot.excerpt is not None:
        words = spot.excerpt.text[spot.excerpt.start : spot.excerpt.end]
        if words and not spot.anchor.continued:
            region["snippet"] = {"text": words}
    physical["region"] = region
    return found


def _region(anchors: Sequence[Anchor]) -> Json | None:
    """Return the lines from the first anchor to the last; None where a place has no line."""
    if any(anchor.line is None for anchor in anchors):
        return None
    first, last = anchors[0], anchors[-1]
    region: Json = {"startLine": first.line}
    if first.characters:
        region["startColumn"] = first.characters[0] + 1
    region["endLine"] = last.line
    if last.characters:
        region["endColumn"] = last.characters[1] + 1
    return region


def _logical(anchor: Anchor, language: str) -> Iterator[Json]:
    for place in (anchor, *anchor.continued):
        if place.page is not None:
            box = f" [{', '.join(f'{edge:g}' for edge in place.bbox)}]" if place.bbox else ""
            yield {
                "name": described(place, language),
                "fullyQualifiedName": f"page {place.page}{box}",
            }
        elif place.path is not None:
            span = f"[{place.characters[0]}:{place.characters[1]}]" if place.characters else ""
            yield {
                "name": described(place, language),
                "fullyQualifiedName": place.path + (f"#{span}" if span else ""),
                "kind": "element",
            }


def _fix(finding: Finding, artifact: int, language: str) -> Json | None:
    """Return the mending as changes of the file's text; None in formats that are not text."""
    replacements = [_replacement(mending) for mending in finding.edits]
    if not replacements or None in replacements:
        return None
    return {
        "description": {"text": finding.message.of(language)},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": uri_of(finding.file), "index": artifact},
                "replacements": replacements,
            }
        ],
    }


def _replacement(mending: Mending) -> Json | None:
    region = _region([mending.anchor, *mending.anchor.continued])
    if region is None or "startColumn" not in region:
        return None
    return {"deletedRegion": region, "insertedContent": {"text": mending.edit.replacement}}


def uri_of(file: str) -> str:
    """Return a path as a URI reference: relative ones stay so, for the log to be moved about.

    >>> uri_of("公文/a b.txt")
    '%E5%85%AC%E6%96%87/a%20b.txt'
    """
    path = Path(file)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix(), safe="/")
