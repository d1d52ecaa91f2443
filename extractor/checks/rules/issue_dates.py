"""The day of issue (成文日期): there, written in full, before the day of printing."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.checks.norms import (
    is_carrier,
    under_standard,
)
from extractor.checks.rule import Edit, Found, Span, example, rule
from extractor.checks.subject import Subject
from extractor.text.characters import compact, fold
from extractor.text.dates import find_dates
from extractor.text.passage import Passage

_BLANK_DATE = regex.compile(
    r"^\s*(?P<year>20[0-9_＿xXＸ×]{0,2}|[_＿xXＸ×]{2,4})?\s*年\s*(?P<month>[0-9]{1,2}|[_＿xXＸ"
    r"×]{0,2})\s*"
    r"月(?:\s*(?P<day>[_＿xXＸ×]{0,2})\s*日)?\s*$"
)
_BELOW_TITLE = regex.compile(r"\(?[0-9〇○零一二三四五六七八九十]+年[^年月日]+月[^年月日]+日\)?")
"""A day alone. 2023-12-14 is the page's own; （2021年7月27日国务院令第746号公布） says more."""
_ZERO = regex.compile(r"(?<![0-9])0+(?=[0-9])")


def _blank_date(subject: Subject) -> Passage | None:
    """Return the line of a date that is not filled in, below the text; None without one."""
    for paragraph in subject.paragraphs:
        match = _BLANK_DATE.match(paragraph.text)
        if match and paragraph.id not in subject.slots:
            start = len(paragraph.text) - len(paragraph.text.lstrip())
            return subject.passage(Span(paragraph.id, start, len(paragraph.text.rstrip())))
    return None


@rule(
    code="S01",
    name="date-missing",
    severity="error",
    basis="《党政机关公文处理工作条例》第九条（十二）",
    title=("Day of issue missing, or no day of the calendar", "缺成文日期，或日期不存在"),
    reason=(
        "The notice takes effect by its date, and deadlines that run from its issue count from "
        "it. A day that the calendar does not have is a slip of the pen.",
        "公文的生效和“印发之日起”的期限都从成文日期算起。日历上没有的日期必是笔误。",
    ),
    bad=(example(date="2024年4月31日"), example(date="")),
    good=(example(date="2024年2月29日"),),
)
def date_missing(subject: Subject) -> Iterator[Found]:
    """Ask for it only in a notice of the author's own: a copy or a scan may have left it out."""
    ending = subject.outline.ending
    if ending.issue_date is not None:
        if ending.issue_date.date is None and "damaged" not in _flags(ending.issue_date.passage):
            yield Found(
                (
                    f"there is no such day as {ending.issue_date.passage.text}",
                    f"没有“{ending.issue_date.passage.text}”这一天",
                ),
                ending.issue_date.passage,
            )
        return
    head = subject.outline.masthead
    if (
        subject.profile != "new"
        or subject.unread
        or not (head.number and head.addressees and head.title)
    ):
        return
    if subject.notice.issue_date is None and _blank_date(subject) is None:
        yield Found(("the notice bears no date", "公文没有成文日期"))


def _flags(dated: Passage) -> tuple[str, ...]:
    found = find_dates(dated.text)
    return found[-1].flags if found else ()


@rule(
    code="S02",
    name="date-form",
    severity="error",
    basis="GB/T 9704-2012, 7.3.5.4",
    title=("Day of issue not in full Arabic digits", "成文日期未用阿拉伯数字写全"),
    reason=(
        "The date is written 2024年4月6日: Arabic digits, year, month and day in full, no leading "
        "zeros.",
        "成文日期用阿拉伯数字将年、月、日标全，年份标全称，月、日不编虚位，如“2024年4月6日”。",
    ),
    bad=(
        example(date="2024年04月06日"),
        example(date="二〇二四年四月十六日"),
        example(date="2024-4-16"),
        example(date="2024年4月　日"),
    ),
    good=(example(date="2024年4月6日"), example(date="2024年4月10日")),
    fixable=True,
)
def date_form(subject: Subject) -> Iterator[Found]:
    """Before July 2012 Chinese digits were right; below a title (题注) brackets are."""
    dated = subject.outline.ending.issue_date
    if dated is None:
        blank = _blank_date(subject) if subject.profile == "new" else None
        if blank is not None and is_carrier(subject):
            yield Found(("the date is not filled in", "成文日期尚未填写完整"), blank)
        return
    if dated.date is None or not under_standard(subject):
        return
    text = compact(dated.passage.text)
    unsigned = subject.outline.ending.signed_at is None
    if unsigned and not _BELOW_TITLE.fullmatch(text):
        return
    year, month, day = dated.date.split("-")
    wanted = f"{year}年{int(month)}月{int(day)}日"
    if unsigned and text.startswith("("):
        wanted = f"（{wanted}）"
    if text == fold(wanted) or "damaged" in _flags(dated.passage):
        return
    span = subject.stretch(dated.passage)
    if span is None:
        return
    raw = subject.text(span)
    zeros = [
        Edit(span.paragraph, span.start + zero.start(), span.start + zero.end(), "")
        for zero in _ZERO.finditer(raw)
    ]
    edits = (
        tuple(zeros)
        if fold(_ZERO.sub("", compact(raw))) == fold(wanted)
        else (Edit(*span, wanted),)
    )
    yield Found((f"write the date as {wanted}", f"成文日期应写作{wanted}"), span, edits)


@rule(
    code="S04",
    name="dates-out-of-order",
    severity="warning",
    basis="integrity",
    title=("Dates of issue, printing and posting out of order", "成文、印发、发布日期先后颠倒"),
    reason=(
        "A document is signed, then printed, then published. An earlier date of printing or "
        "posting is a slip, or one date belongs to another document.",
        "公文先签发、再印发、后发布。印发或发布早于成文，不是笔误，就是误用了别的文件的日期。",
    ),
    bad=(
        example(printed="三明市沙县区人民政府办公室　2024年4月12日印发"),
        example(above="索引号：SM00101-0200-2024-00012\n\n发布日期：2024-04-10"),
    ),
    good=(
        example(printed="三明市沙县区人民政府办公室　2024年4月18日印发"),
        example(above="索引号：SM00101-0200-2024-00012\n\n发布日期：2024-04-18"),
    ),
)
def dates_out_of_order(subject: Subject) -> Iterator[Found]:
    """Compare with the date below the text."""
    ending = subject.outline.ending
    issued = ending.issue_date
    if issued is None or issued.date is None:
        return
    if ending.print_date and ending.print_date.date and ending.print_date.date < issued.date:
        yield Found(
            (
                f"printed on {ending.print_date.passage.text}, before its date",
                f"印发日期{ending.print_date.passage.text}早于成文日期",
            ),
            ending.print_date.passage,
            related=(issued.passage,),
        )
    for entry in subject.outline.catalogue:
        if entry.name != "publication_date":
            continue
        dates = [d.date for d in find_dates(entry.value) if d.date and d.precision == "day"]
        if dates and dates[0] < issued.date:
            yield Found(
                (
                    f"published on {dates[0]}, before its date",
                    f"发布日期{dates[0]}早于成文日期",
                ),
                entry.anchor,
                related=(issued.passage,),
            )
            return
