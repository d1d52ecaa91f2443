"""Reports in the formats that people and build servers read."""

from __future__ import annotations

from importlib import import_module
from typing import Literal

from extractor.checks.report import Report

Form = Literal["text", "json", "sarif", "junit", "github", "gitlab"]


def render(
    report: Report, form: Form, *, language: str = "en", colour: bool = False, most: int = 0
) -> str:
    """Return the report in one format, ending with a line break unless it is empty.

    Of text alone: ``colour`` sets words off with ANSI sequences, and ``most`` is how many entries
    of a rule are shown a file, 0 for all.
    """
    if form == "text":
        from extractor.checks.reports import text  # noqa: PLC0415 - one format is loaded, not six

        return text.render(report, language, colour=colour, most=most)
    rendered: str = import_module(f"{__name__}.{form}").render(report, language)
    return rendered
