"""Other documents that the notice names (引用文件): GB/T 9704-2012, 7.2.5; GB/T 15834, 4.15."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.checks.rule import Edit, Found, Span, example, rule
from extractor.checks.subject import Subject
from extractor.model.document import Paragraph
from extractor.model.notice import Citation
from extractor.text.characters import HAN, compact
from extractor.text.document_numbers import (
    NumberFound,
    canonical_number,
    find_document_numbers,
)

_SHAPE = regex.compile(
    rf"""(?P<code>[{HAN}](?:[{HAN}\s]{{0,30}}[{HAN}])?)?\s*
    (?P<open>[〔\[【(（﹝［])\s*(?P<year>[0-9]{{4}})\s*(?P<close>[〕\]】)）﹞］])\s*
    (?P<ordinal>第\s*)?(?P<zeros>0+(?=[0-9]))?(?P<serial>[0-9]{{1,5}})\s*(?P<unit>号)""",
    regex.VERBOSE,
)
_BARE_NUMBER = regex.compile(
    rf"》(?P<number>[{HAN}]{{2,14}}〔(?:19|20)[0-9]{{2}}〕[0-9]{{1,5}}号)(?![文）)])"
)
_DEFINED = regex.compile(r"(?:以下|下)?简称[:：]?\s*[“《]*《(?P<name>[^《》]{1,20})》")
_OLD = 2012
"""Numbers up to this year were given in brackets of other shapes."""


def _cited(subject: Subject) -> Iterator[tuple[Paragraph, NumberFound, str]]:
    """Yield the numbers of other documents in the author's own words, with their characters."""
    head, ending = subject.outline.masthead, subject.outline.ending
    own = subject.stretch(head.number.whole) if head.number else None
    aside = {span.paragraph for entry in ending.announced for span in subject.spans(entry.whole)}
    aside |= {
        span.paragraph
        for entry in subject.outline.catalogue
        for span in subject.spans(entry.passage)
    }
    for paragraph in subject.paragraphs:
        if (own and paragraph.id == own.paragraph) or paragraph.id in aside:
            continue
        text = subject.own_words(paragraph)
        if "号" not in text:
            continue
        for found in find_document_numbers(text):
            if found.form == "number" and not found.damaged:
                yield paragraph, found, text[found.start : found.end]


@rule(
    code="C01",
    name="cited-number-form",
    severity="error",
    basis="GB/T 9704-2012, 7.2.5",
    title=("A cited document number is not in its form", "引用的发文字号不规范"),
    reason=(
        "A number is cited as it was issued: 国办发〔2021〕12号. In other brackets it is not "
        "found, neither by a reader's search nor by the link of a page.",
        "引用文号应与原文一致，如“国办发〔2021〕12号”。括号用错，检索和网页链接都找不到原文件。",
    ),
    bad=(
        example(
            opening="根据《三明市优化营商环境工作要点》（明政办[2024]9号）要求，现就有关事项通知"
            "如下："
        ),
        example(
            opening="根据《三明市优化营商环境工作要点》（明政办〔2024〕第09号）要求，现通知如下："
        ),
    ),
    good=(
        example(
            opening="根据《三明市优化营商环境工作要点》（明政办〔2024〕9号）要求，现通知如下："
        ),
    ),
    fixable=True,
    profiles=("new",),
)
def cited_number_form(subject: Subject) -> Iterator[Found]:
    """Numbers of before 2013 may keep the brackets they had; spaces are lighter."""
    for paragraph, found, raw in _cited(subject):
        match = _SHAPE.match(raw)
        if match is None or match["code"] is None:
            continue
        edits: list[Edit] = []
        at = found.start
        if match["open"] != "〔" or match["close"] != "〕":
            edits.append(Edit(paragraph.id, at + match.start("open"), at + match.end("open"), "〔"))
            edits.append(
                Edit(paragraph.id, at + match.start("close"), at + match.end("close"), "〕")
            )
        for name in ("ordinal", "zeros"):
            if match[name]:
                edits.append(Edit(paragraph.id, at + match.start(name), at + match.end(name), ""))
        spaces = []
        if not subject.document.pages:
            spaces = [
                Edit(paragraph.id, at + gap.start(), at + gap.end(), "")
                for gap in regex.finditer(
                    r"\s+", match.group().replace(match["ordinal"] or "\0", "")
                )
                if not match["ordinal"]
            ]
        if not edits and not spaces:
            continue
        lighter = not edits or int(match["year"]) <= _OLD
        yield Found(
            (f"write the number as {found.canonical}", f"文号应写作{found.canonical}"),
            Span(paragraph.id, found.start, at + match.end()),
            tuple(sorted((*edits, *spaces))),
            severity="warning" if lighter else None,
        )


@rule(
    code="C02",
    name="cited-number-brackets",
    severity="warning",
    basis="practice",
    title=("The number behind a cited title is not in （）", "引用标题后的文号未加圆括号"),
    reason=(
        "A document is cited by its title, then its number in round brackets: 《…》（国办发〔"
        "2021〕12号）.",
        "引用公文先写标题，后用圆括号注明文号，如《……》（国办发〔2021〕12号）。",
    ),
    bad=(example(opening="根据《三明市优化营商环境工作要点》明政办〔2024〕9号要求，现通知如下："),),
    good=(
        example(
            opening="根据《三明市优化营商环境工作要点》（明政办〔2024〕9号）要求，现通知如下："
        ),
    ),
    fixable=True,
)
def cited_number_brackets(subject: Subject) -> Iterator[Found]:
    """A number that stands directly behind the title mark."""
    for paragraph in subject.paragraphs:
        for match in _BARE_NUMBER.finditer(subject.own_words(paragraph)):
            start, end = match.span("number")
            yield Found(
                (f"put {match['number']} in （）", f"“{match['number']}”应加圆括号"),
                Span(paragraph.id, start, end),
                (Edit(paragraph.id, start, start, "（"), Edit(paragraph.id, end, end, "）")),
            )


@rule(
    code="C03",
    name="cited-later",
    severity="warning",
    basis="integrity",
    title=("A cited document is later than the notice", "引用的文件晚于本文"),
    reason=(
        "A document of next year cannot be the ground of this one. One of the years is a slip.",
        "不可能依据明年的文件行文，两个年份必有一误。",
    ),
    bad=(
        example(
            opening="根据《三明市优化营商环境工作要点》（明政办〔2025〕9号）要求，现通知如下："
        ),
    ),
    good=(
        example(
            opening="根据《三明市优化营商环境工作要点》（明政办〔2023〕9号）要求，现通知如下："
        ),
    ),
)
def cited_later(subject: Subject) -> Iterator[Found]:
    """Compare years of numbers with that of the day of issue."""
    issued = subject.notice.issue_date
    if issued is None:
        return
    for paragraph, found, _ in _cited(subject):
        year = found.number.year
        if year is not None and year > int(issued[:4]):
            yield Found(
                (
                    f"{found.canonical} is later than this notice of {issued[:4]}",
                    f"{found.canonical}晚于本文（{issued[:4]}年）",
                ),
                Span(paragraph.id, found.start, found.end),
            )


@rule(
    code="C04",
    name="citation-disagrees",
    severity="warning",
    basis="integrity",
    title=("Title and number of a cited document do not belong together", "引用的标题与文号对不上"),
    reason=(
        "Among the documents it is checked against the number has another title, or the title "
        "another number. Readers will be led to the wrong one.",
        "在用于核对的文件中，该文号对应另一标题，或该标题对应另一文号，读者会被引向别的文件。",
    ),
    bad=(
        example(
            others=[
                {
                    "number": "明政办〔2024〕9号",
                    "title": "三明市人民政府办公室关于加强防汛工作的通知",
                }
            ]
        ),
    ),
    good=(
        example(
            others=[
                {
                    "number": "明政办〔2024〕9号",
                    "title": "三明市人民政府办公室关于印发2024年三明市优化营商环境工作要点的通知",
                }
            ]
        ),
    ),
)
def citation_disagrees(subject: Subject) -> Iterator[Found]:
    """Titles of which one holds the other are the same, shortened."""
    for citation in subject.notice.citations:
        number = citation.document_number
        if citation.title is None or number is None or number.year is None:
            continue
        own, wanted = _key(citation.title), canonical_number(number)
        same_number = subject.others.by_number(wanted)
        titles = [known.title for known in same_number if known.title]
        if titles and not any(own in _key(t) or _key(t) in own for t in titles):
            yield _disagrees(citation, f"{wanted} is “{titles[0]}”", f"{wanted}是“{titles[0]}”")
            continue
        numbers = [
            known.number for known in subject.others.by_title(citation.title) if known.number
        ]
        if not titles and numbers and wanted not in numbers:
            yield _disagrees(
                citation, f"this title has the number {numbers[0]}", f"该标题的文号是{numbers[0]}"
            )


def _key(title: str) -> str:
    return regex.sub(r"[《》〈〉<>“”\"'‘’]", "", compact(title))


def _disagrees(citation: Citation, en: str, zh: str) -> Found:
    return Found((en, zh), citation.anchor)


@rule(
    code="C05",
    name="cited-repealed",
    severity="warning",
    basis="integrity",
    title=("A cited document has been repealed", "引用的文件已废止"),
    reason=(
        "Among the documents it is checked against one repeals the document cited. What was done "
        "on its ground stands on nothing.",
        "用于核对的文件中，有文件已将其废止，不宜再作依据。",
    ),
    bad=(
        example(
            others=[
                {
                    "number": "明政办〔2024〕11号",
                    "title": "三明市人民政府办公室关于废止部分文件的通知",
                    "opening": "《优化营商环境要点》（明政办〔2024〕9号）同时废止。",
                }
            ]
        ),
    ),
    good=(
        example(
            others=[
                {
                    "number": "明政办〔2024〕11号",
                    "title": "三明市人民政府办公室关于废止部分文件的通知",
                    "opening": "《优化营商环境要点》（明政办〔2023〕9号）同时废止。",
                }
            ]
        ),
    ),
)
def cited_repealed(subject: Subject) -> Iterator[Found]:
    """A notice that itself repeals the document cites it rightly."""
    for citation in subject.notice.citations:
        number = citation.document_number
        if number is None or number.year is None or citation.relation in {"repeals", "supersedes"}:
            continue
        for known in subject.others.repealing(canonical_number(number)):
            if known.sha256 == subject.notice.source.sha256:
                continue
            by = known.number or known.title or known.uri
            yield Found(
                (
                    f"{canonical_number(number)} was repealed by {by}",
                    f"{canonical_number(number)}已被{by}废止",
                ),
                citation.anchor,
            )
            break


@rule(
    code="C06",
    name="abbreviation-early",
    severity="info",
    basis="practice",
    title=("A short title is used before it is introduced", "简称先用后注"),
    reason=(
        "以下简称《通知》 holds from there on. Before that a reader does not know which 《通知》 "
        "is meant.",
        "“以下简称《通知》”从此处起生效，在此之前使用，读者不知指哪一份。",
    ),
    bad=(
        example(
            opening="为落实《要点》任务，根据《2024年三明市优化营商环境工作要点》（以下简称《要"
            "点》）要求，现就有关事项通知如下："
        ),
    ),
    good=(
        example(
            opening="根据《2024年三明市优化营商环境工作要点》（以下简称《要点》）要求，为落实《"
            "要点》任务，现就有关事项通知如下："
        ),
    ),
)
def abbreviation_early(subject: Subject) -> Iterator[Found]:
    """Only short titles in 《》, within the paragraphs of one attachment or of the notice."""
    seen: dict[str, Span] = {}
    for paragraph in subject.paragraphs:
        for match in regex.finditer(r"《(?P<name>[^《》]{1,20})》", paragraph.text):
            name = match["name"]
            defined = any(
                entry.start("name") == match.start("name")
                for entry in _DEFINED.finditer(paragraph.text)
            )
            if defined and name in seen:
                yield Found(
                    (f"《{name}》 is introduced only further on", f"《{name}》在此之后才注明简称"),
                    seen.pop(name),
                    related=(Span(paragraph.id, match.start(), match.end()),),
                )
            seen.setdefault(name, Span(paragraph.id, match.start(), match.end()))
