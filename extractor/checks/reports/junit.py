"""JUnit XML, as build servers show tests: a suite a file, a failed case a finding."""

from __future__ import annotations

from typing import Any

import regex
from lxml import etree

from extractor.checks.finding import Finding
from extractor.checks.places import address, described
from extractor.checks.report import FileReport, Report

_BEYOND_XML = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to hold (clause 2.2)."""


def render(report: Report, language: str) -> str:
    """Return a document; a file without findings is one case that passes."""
    suites = [_suite(file, language) for file in report.files if file.passed_over is None]
    root = etree.Element(
        "testsuites",
        name="extractor check",
        tests=str(sum(int(suite.get("tests", "0")) for suite in suites)),
        failures=str(sum(int(suite.get("failures", "0")) for suite in suites)),
        errors=str(sum(int(suite.get("errors", "0")) for suite in suites)),
    )
    root.extend(suites)
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return data.decode()


def _suite(file: FileReport, language: str) -> etree._Element:
    findings = file.findings
    failed = file.failure is not None
    suite = _element(
        "testsuite",
        name=file.name,
        tests=str(max(1, len(findings))),
        failures=str(len(findings)),
        errors="1" if failed else "0",
    )
    for finding in findings:
        suite.append(_case(finding, language))
    if file.failure is not None:
        case = _element("testcase", name=file.failure.code, classname=file.name)
        case.append(_element("error", type=file.failure.code, message=file.failure.message))
        suite.append(case)
    elif not findings:
        suite.append(_element("testcase", name="clean", classname=file.name))
    return suite


def _case(finding: Finding, language: str) -> etree._Element:
    anchor = finding.spot.anchor if finding.spot else None
    place = f" ({described(anchor, language)})" if anchor else ""
    case = _element(
        "testcase", name=f"{finding.code} {finding.name}{place}", classname=finding.file
    )
    if anchor is not None and anchor.line is not None:
        case.set("line", str(anchor.line))
    message = finding.message.of(language)
    failure = _element("failure", type=finding.severity, message=message)
    about = finding.spot.excerpt if finding.spot else None
    excerpt = f"\n{about.text}" if about else ""
    failure.text = _sayable(f"{address(finding.file, anchor)}: {finding.code} {message}{excerpt}")
    case.append(failure)
    return case


def _element(tag: str, **attributes: Any) -> etree._Element:
    return etree.Element(tag, {name: _sayable(value) for name, value in attributes.items()})


def _sayable(text: str) -> str:
    return _BEYOND_XML.sub("\ufffd", text)
