"""The document number (发文字号): GB/T 9704-2012, 7.2.5."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.checks.rule import Edit, Found, example, rule
from extractor.checks.subject import Subject

_YEAR = regex.compile(r"(?P<open>[\[【(（﹝［])(?P<year>\s?[0-9]{2,4}\s?)(?P<close>[\]】)）﹞］])")


@rule(
    code="N01",
    name="year-brackets",
    severity="error",
    basis="GB/T 9704-2012, 7.2.5",
    title=("Year of the document number not in 〔〕", "发文字号年份未用六角括号〔〕"),
    reason=(
        "The year stands in 〔〕 (U+3014, U+3015). Other brackets look alike in print and are "
        "another number to every program that files, counts or cites documents.",
        "年份应用六角括号〔〕（U+3014、U+3015）括入。其他括号印出来相近，但在登记、统计、引用的"
        "系统里是另一个文号。",
    ),
    bad=(
        example(number="沙政办[2024]12号"),
        example(number="沙政办【2024】12号"),
        example(number="沙政办（2024）12号"),
    ),
    good=(example(number="沙政办〔2024〕12号"),),
    fixable=True,
)
def year_brackets(subject: Subject) -> Iterator[Found]:
    """Look at the number of the notice itself; those it cites are C01's."""
    number = subject.outline.masthead.number
    if number is None:
        return
    for span in subject.spans(number.passage):
        text = subject.paragraph(span.paragraph).text
        for match in _YEAR.finditer(text, span.start, span.end):
            opening, closing = match.start("open"), match.start("close")
            yield Found(
                (
                    f"write the year as 〔{match['year'].strip()}〕",
                    f"年份应写作〔{match['year'].strip()}〕",
                ),
                span._replace(start=opening, end=closing + 1),
                (
                    Edit(span.paragraph, opening, opening + 1, "〔"),
                    Edit(span.paragraph, closing, closing + 1, "〕"),
                ),
            )
