"""Rules for tests of the machinery, so that those do not hang on the rules that ship."""

from __future__ import annotations

import regex

from extractor.checks.rule import Edit, Found, Rule, Span, rule


def _edits(span: Span, better: str) -> tuple[Edit, ...]:
    return (Edit(*span, better),)


@rule(
    code="ZA01",
    name="test-comma",
    severity="warning",
    basis="practice",
    title=("A comma is half-width", "半角逗号"),
    reason=("A test.", "测试。"),
    fixable=True,
    typographic=True,
)
def comma(subject):
    for paragraph in subject.paragraphs:
        for match in regex.finditer(",", subject.own_words(paragraph)):
            span = Span(paragraph.id, *match.span())
            yield Found(("write ，", "应为，"), span, _edits(span, "，"))


@rule(
    code="ZA02",
    name="test-word",
    severity="error",
    basis="practice",
    title=("A word is too long", "用词过长"),
    reason=("A test.", "测试。"),
    fixable=True,
)
def word(subject):
    """Shorten a word: the replacement has another length."""
    for paragraph in subject.paragraphs:
        for match in regex.finditer("发展和改革局", paragraph.text):
            span = Span(paragraph.id, *match.span())
            yield Found(("write 发改局", "应为发改局"), span, _edits(span, "发改局"))


@rule(
    code="ZB01",
    name="test-stop",
    severity="info",
    basis="integrity",
    title=("A paragraph does not end", "段末无标点"),
    reason=("A test.", "测试。"),
    fixable=True,
)
def stop(subject):
    """Insert at the end of a paragraph that has a comma in it but no mark at its end."""
    for paragraph in subject.paragraphs:
        text = paragraph.text.rstrip()
        if "，" in text and text[-1] not in "。：；，":
            end = len(text)
            span = Span(paragraph.id, end, end)
            yield Found(("end it with 。", "段末应有句号"), span, _edits(span, "。"))


@rule(
    code="ZB02",
    name="test-absent",
    severity="error",
    basis="practice",
    title=("Nothing is right with the whole", "整体有误"),
    reason=("A test.", "测试。"),
    default=False,
)
def absent(subject):
    if "附件" not in "".join(paragraph.text for paragraph in subject.paragraphs):
        yield Found(("there is no attachment", "没有附件"))


RULES: tuple[Rule, ...] = (comma, word, stop, absent)
