"""What a run of the check comes to: file by file, with the rules that ran."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.checks.finding import Finding
from extractor.checks.rule import Rule
from extractor.model.diagnostic import Severity

MENDABLE = frozenset(
    {
        "text/plain",
        "text/markdown",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)
"""The media types of files that can be written anew with fixes in them."""

RANK: dict[Severity, int] = {"info": 0, "warning": 1, "error": 2}


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be checked: the code of the error and what it says."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in one file."""

    name: str
    findings: tuple[Finding, ...] = ()
    failure: Failure | None = None
    passed_over: Failure | None = None
    """Why a file of a folder was let be: it is no notice."""
    media_type: str = ""
    known: int = 0
    """Findings that the baseline holds, and that are left out for it."""
    fixed: int = 0
    """Findings mended in the copy that was written."""
    unmended: int = 0
    """Findings whose mending could not be carried out in this format or at this place."""


@dataclass(frozen=True, slots=True)
class Report:
    """The files of a run in the order they were named."""

    files: tuple[FileReport, ...]
    rules: tuple[Rule, ...]
    """Every rule that could have run, for what they say of themselves."""

    def mendable(self) -> int:
        """Return how many findings ``--fix`` would mend."""
        return sum(
            1
            for file in self.files
            if file.media_type in MENDABLE
            for finding in file.findings
            if finding.edits
        )

    def findings(self) -> Iterator[Finding]:
        """Yield the findings of all files."""
        for file in self.files:
            yield from file.findings

    def checked(self) -> tuple[FileReport, ...]:
        """Return the files that were checked."""
        return tuple(f for f in self.files if f.failure is None and f.passed_over is None)

    def failures(self) -> Iterator[FileReport]:
        """Yield the files that could not be checked."""
        return (file for file in self.files if file.failure is not None)

    def fails(self, threshold: Severity) -> bool:
        """Whether a file failed, or a finding is at least as grave as ``threshold``."""
        grave = any(RANK[one.severity] >= RANK[threshold] for one in self.findings())
        return grave or any(True for _ in self.failures())


def counted(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return how many findings there are of each severity, the gravest first."""
    counts: dict[Severity, int] = {"error": 0, "warning": 0, "info": 0}
    for finding in findings:
        counts[finding.severity] += 1
    return counts
