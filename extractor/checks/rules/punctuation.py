"""Punctuation and characters: GB/T 15834-2011, GB/T 15835-2011."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.checks.rule import Edit, Found, Span, example, rule
from extractor.checks.subject import Subject
from extractor.text.characters import HAN

_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_HALF = regex.compile(rf"(?<=[{HAN}）》”])[,:;?!](?=[{HAN}（《“]|$)")


@rule(
    code="P01",
    name="half-width-mark",
    severity="warning",
    basis="GB/T 15834-2011, 5.1",
    title=("Half-width mark between Chinese characters", "汉字之间使用半角标点"),
    reason=(
        "Marks in Chinese text take the width of a character. Half-width ones come from an input "
        "method left in English mode, and break searches and comparisons.",
        "中文文稿的标点应占一个字的位置。半角标点多因输入法未切换所致，会使检索、比对失准。",
    ),
    bad=(example(second_text="请各责任单位于2024年12月20日前,将工作总结报送区政府办公室。"),),
    good=(example(second_text="请各责任单位于12:30前登录系统，将工作总结报送区政府办公室。"),),
    typographic=True,
    fixable=True,
)
def half_width_mark(subject: Subject) -> Iterator[Found]:
    """Words of others, in quotation or title marks, are left as they are."""
    for paragraph in subject.paragraphs:
        for match in _HALF.finditer(subject.own_words(paragraph)):
            wide = _WIDE[match.group()]
            span = Span(paragraph.id, match.start(), match.end())
            yield Found(
                (f"write {wide} for {match.group()}", f"“{match.group()}”应为“{wide}”"),
                span,
                (Edit(*span, wide),),
            )
