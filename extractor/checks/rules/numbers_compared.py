"""The document number (发文字号) beside the date, other notices, and the metadata of the page."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.rule import Found, example, rule
from extractor.checks.subject import Subject
from extractor.text.characters import compact
from extractor.text.document_numbers import canonical_number, find_document_numbers


@rule(
    code="N05",
    name="number-year-differs",
    severity="warning",
    basis="integrity",
    title=(
        "Year of the document number is not that of the day of issue",
        "发文字号的年份与成文日期不在同一年",
    ),
    reason=(
        "A number is given in the year in which the document is signed. Where the two differ, one "
        "of them is usually left over from an older file.",
        "文号按年度编排，应与成文日期同年。两者不一致，多是套用旧文件时漏改了其中一处。",
    ),
    bad=(example(number="沙政办〔2023〕12号"),),
    good=(example(number="沙政办〔2024〕12号"),),
)
def number_year_differs(subject: Subject) -> Iterator[Found]:
    """Compare with the date below the text; a date of the page's own says when it was posted."""
    head, dated = subject.outline.masthead, subject.outline.ending.issue_date
    if head.number is None or dated is None or dated.date is None:
        return
    year = head.number.found.number.year
    if year is None or head.number.found.damaged or year == int(dated.date[:4]):
        return
    yield Found(
        (
            f"the number is of {year}, the date of {dated.date[:4]}",
            f"文号为{year}年，成文日期为{dated.date[:4]}年",
        ),
        head.number.passage,
        related=(dated.passage,),
    )


@rule(
    code="N08",
    name="number-taken",
    severity="warning",
    basis="integrity",
    title=("Document number already borne by another notice", "发文字号已被其他公文使用"),
    reason=(
        "Two documents under one number cannot be told apart where they are cited. The code of an "
        "authority is not unique in the country, so see first that both have the same issuer.",
        "一号两文，引用时无法区分。机关代字在全国并不唯一，请先核对两文是否同一发文机关。",
    ),
    bad=(example(others=[{"title": "三明市沙县区人民政府办公室关于加强防汛工作的通知"}]),),
    good=(example(others=[{"number": "沙政办〔2024〕11号"}]), example(others=[{}])),
)
def number_taken(subject: Subject) -> Iterator[Found]:
    """The same title under the same number is the same notice, in however many files."""
    number, head = subject.notice.document_number, subject.outline.masthead
    if number is None or number.year is None or number.sequence is None:
        return
    told = {compact(subject.notice.title or "")}
    for other in subject.others.by_number(canonical_number(number)):
        theirs = compact(other.title or "")
        if other.sha256 == subject.notice.source.sha256 or theirs in told:
            continue
        told.add(theirs)
        yield Found(
            (
                f"{canonical_number(number)} is also the number of “{other.title}” ({other.uri})",
                f"{canonical_number(number)}已用于“{other.title}”（{other.uri}）",
            ),
            head.number.passage if head.number else subject.field("document_number"),
        )


@rule(
    code="N09",
    name="number-in-catalogue",
    severity="warning",
    basis="integrity",
    title=(
        "Number in the page's metadata is not that of the text",
        "网页目录信息中的文号与正文不一致",
    ),
    reason=(
        "Searches and citations go by the metadata. Where it differs from the text, readers are "
        "led to another document.",
        "检索和引用以目录信息为准，与正文不一致会把读者引向另一份文件。",
    ),
    bad=(example(above="索引号：SM00101-0200-2024-00012\n\n发文字号：沙政办〔2024〕21号"),),
    good=(example(above="索引号：SM00101-0200-2024-00012\n\n发文字号：沙政办[2024] 12号"),),
)
def number_in_catalogue(subject: Subject) -> Iterator[Found]:
    """Brackets and spaces don't count."""
    head = subject.outline.masthead
    if head.number is None or head.number.found.damaged:
        return
    for entry in subject.outline.catalogue:
        stated = find_document_numbers(entry.value) if entry.name == "document_number" else ()
        if not stated or stated[0].damaged:
            continue
        if stated[0].canonical != head.number.found.canonical:
            yield Found(
                (
                    f"the metadata says {stated[0].canonical}, the text "
                    f"{head.number.found.canonical}",
                    f"目录信息为{stated[0].canonical}，正文为{head.number.found.canonical}",
                ),
                entry.anchor,
                related=(head.number.passage,),
            )
