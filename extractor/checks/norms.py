"""Which norms a notice stands under, by its kind and its day of issue.

The form of documents as it is now was fixed on 1 July 2012 (《党政机关公文处理工作条例》, GB/T
9704-2012); what was issued before is not held to it.
"""

from __future__ import annotations

from extractor.checks.subject import Subject

STANDARD_SINCE = "2012-07-01"
"""Day on which 中办发〔2012〕14号 and GB/T 9704-2012 came into force."""

DISCLOSURE_SINCE = "2016-11-10"
"""Day of 国办发〔2016〕80号, by which every document states how open it is."""

ADDRESSED_KINDS = frozenset({"通知", "批复", "函", "请示", "报告"})
"""Kinds that go to somebody; 意见, 决定, 通报 may go to all, 公告 and 通告 do."""

NUMBERED_KINDS = ADDRESSED_KINDS | {"意见", "决定", "通报"}
"""Kinds whose number has a code, a year and a serial."""


def issued_since(subject: Subject, day: str) -> bool:
    """Whether the notice was issued on ``day`` (ISO 8601) or later; undated ones count as new.

    A notice without a date is judged by the year of its number.
    """
    date = subject.notice.issue_date
    if date is not None:
        return date >= day
    number = subject.notice.document_number
    if number is not None and number.year is not None:
        return number.year >= int(day[:4])
    return True


def under_standard(subject: Subject) -> bool:
    """Whether GB/T 9704-2012 governs the notice."""
    return issued_since(subject, STANDARD_SINCE)


def is_carrier(subject: Subject) -> bool:
    """Whether the file holds a notice with its frame, and not a bare plan or extract.

    It addresses somebody and is numbered, signed, or bears the mark of an issuing authority.
    """
    head, ending = subject.outline.masthead, subject.outline.ending
    framed = bool(head.number or head.marks or ending.signatories or ending.issue_date)
    return framed and bool(head.addressees or (head.kind in NUMBERED_KINDS and ending.signatories))
