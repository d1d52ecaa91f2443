"""Round by round: find, mend what is certain, look again, until nothing is left to mend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.checks import baseline as baselines
from extractor.checks.finding import Finding
from extractor.checks.fixing import text, word
from extractor.checks.fixing.groups import Group, compatible, group_of
from extractor.checks.report import FileReport
from extractor.checks.rule import Edit
from extractor.checks.running import Job, find, read
from extractor.checks.subject import Subject
from extractor.readers.docx import MEDIA_TYPE

ROUNDS = 10
"""Mendings that make room for others are carried out in turn; no real text needs more."""

Apply = Callable[[bytes, Subject, Sequence[Group]], tuple[bytes, list[Group]]]
_APPLIERS: dict[str, Apply] = {
    "text/plain": text.apply,
    "text/markdown": text.apply,
    MEDIA_TYPE: word.apply,
}


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after its fixes."""

    data: bytes
    report: FileReport
    """What is left to be found in it, and how many findings were mended."""
    before: Subject
    after: Subject


def mend(job: Job, name: str, data: bytes) -> Mended:
    """Return a file with its certain fixes made. To mend the result again changes nothing.

    Raises:
        ExtractorError: It can't be read, or a rule broke down.
    """
    first = subject = read(job, data, name)
    fixed = 0
    tried: set[tuple[str, tuple[Edit, ...], str]] = set()
    apply = _APPLIERS.get(subject.document.media_type)
    findings, known = _new(job, subject)
    for _ in range(ROUNDS if apply else 0):
        fresh = [finding for finding in findings if _key(finding, subject) not in tried]
        groups = compatible(fresh)
        if apply is None or not groups:
            break
        chosen = set(groups)
        tried |= {_key(one, subject) for one in fresh if group_of(one) in chosen}
        data, done = apply(data, subject, groups)
        if not done:
            continue  # what stood in the way of others is tried now
        subject = read(job, data, name)
        findings, known = _new(job, subject)
        fixed += len(done)
    unmended = sum(1 for finding in findings if finding.edits)
    report = FileReport(
        name,
        findings,
        media_type=subject.document.media_type,
        known=known,
        fixed=fixed,
        unmended=unmended,
    )
    return Mended(data, report, first, subject)


def _new(job: Job, subject: Subject) -> tuple[tuple[Finding, ...], int]:
    findings = tuple(find(job, subject))
    if job.known is None:
        return findings, 0
    return baselines.unknown(findings, job.known.baseline, job.known.folder)


def _key(finding: Finding, subject: Subject) -> tuple[str, tuple[Edit, ...], str]:
    """Return what a mending is known by: it is tried once on the same words."""
    group = group_of(finding)
    words = subject.paragraph(group[0].paragraph).text if group else ""
    return finding.code, group, words
