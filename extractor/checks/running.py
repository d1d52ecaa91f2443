"""A whole run: files in, a report out. One bad file never costs another its findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from extractor.api import label_of
from extractor.checks import baseline as baselines
from extractor.checks import check, read_subject
from extractor.checks.baseline import Baseline
from extractor.checks.files import Target
from extractor.checks.finding import Finding
from extractor.checks.options import Thresholds
from extractor.checks.others import NOTHING, Others
from extractor.checks.report import Failure, FileReport, Report
from extractor.checks.rule import Profile, Rule
from extractor.checks.selection import Selection, choose
from extractor.checks.subject import Subject
from extractor.errors import ExtractorError, NotANotice
from extractor.units import Registry


@dataclass(frozen=True, slots=True)
class Known:
    """A baseline, and the folder its paths are from."""

    baseline: Baseline
    folder: Path


@dataclass(frozen=True, slots=True)
class Job:
    """What every file of a run is checked with."""

    rules: tuple[Rule, ...]
    selection: Selection = field(default_factory=Selection)
    profile: Profile = "new"
    thresholds: Thresholds = field(default_factory=Thresholds)
    registry: Registry | None = None
    others: Others = NOTHING
    known: Known | None = None


def run(job: Job, files: Iterable[Target | str], stdin: BinaryIO | None = None) -> Report:
    """Return the report of a run over ``files``; ``-`` is ``stdin``."""
    targets = (Target(file) if isinstance(file, str) else file for file in files)
    return Report(tuple(check_file(job, target, stdin) for target in targets), job.rules)


def check_file(job: Job, target: Target, stdin: BinaryIO | None = None) -> FileReport:
    """Return what is found in one file, or why it could not be checked."""
    name = label_of(target.name)
    try:
        source = stdin if target.name == "-" and stdin is not None else target.name
        subject = read(job, source, name)
        findings = find(job, subject)
    except (ExtractorError, RecursionError) as error:
        return failed(error, name, named=target.named)
    known = 0
    if job.known is not None:
        findings, known = baselines.unknown(findings, job.known.baseline, job.known.folder)
    return FileReport(name, tuple(findings), media_type=subject.document.media_type, known=known)


def failed(error: ExtractorError | RecursionError, name: str, *, named: bool = True) -> FileReport:
    """Return the report of a file that could not be checked.

    What a folder holds beside notices (README.md) is no failure; a file that is named is.
    """
    if not isinstance(error, ExtractorError):
        why = Failure("too-deep", "nests too deep to be checked; open and save it anew")
    else:
        why = Failure(error.code, str(error).removeprefix(f"{name}: "))
    if isinstance(error, NotANotice) and not named:
        return FileReport(name, passed_over=why)
    return FileReport(name, failure=why)


def read(job: Job, source: str | bytes | BinaryIO, name: str) -> Subject:
    """Return a file as the rules of the job look at it.

    Raises:
        ExtractorError: It can't be read.
    """
    return read_subject(
        source,
        name=name,
        profile=job.profile,
        thresholds=job.thresholds,
        registry=job.registry,
        others=job.others,
    )


def find(job: Job, subject: Subject) -> Sequence[Finding]:
    """Return what the rules that run on the subject's file find."""
    choice = choose(job.rules, job.selection, subject.notice.source.uri)
    return check(subject, choice)
