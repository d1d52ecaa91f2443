"""What is printed or attached (附件、印发的文件): its title, references to it, its tables."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.checks.model_notice import task_table
from extractor.checks.rule import Found, Span, example, rule
from extractor.checks.rules.attachments import (
    differ,
    printed_document,
)
from extractor.checks.subject import Subject
from extractor.structure.outline import TablePart, TextPart
from extractor.text.characters import compact
from extractor.text.numerals import read_number
from extractor.text.passage import EMPTY, Passage

_ISSUES = regex.compile(
    r"(?:印发|公布|发布)(?:《(?P<marked>[^《》]{4,90})》|(?P<plain>[^《》]{4,90}))的(?:通知|公告"
    r"|通告|决定|函)$"
)
_IN_TEXT = regex.compile(
    r"(?:现将|现)(?:修订后的|修订的|制定的)?《(?P<name>[^《》]{4,90})》[^。《》]{0,60}?(?:印发|"
    r"发给|公布)"
)
_SEVERAL = regex.compile(
    r"(?:两|[二三四五六七八九十]|(?<![0-9])[0-9]{1,3})(?:个|项|部|份|件)[^，。、《》]{2,6}$|等[^，。、《》]{0,6}$"
)
"""转制为企业和进一步支持文化企业发展两个规定: the name of several documents, none its own."""
_REFERENCE = regex.compile(
    r"附[件表]\s?(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?![0-9个份页])"
)


@rule(
    code="X06",
    name="printed-title-differs",
    severity="error",
    basis="integrity",
    title=("The document printed bears another title", "所印发文件的标题前后不一致"),
    reason=(
        "Title of the notice, its text (现将《…》印发) and the heading of the printed document "
        "name the same document. Where they differ, a file of last year was mostly taken over.",
        "通知标题、正文“现将《……》印发”和所附文件的标题应是同一名称。不一致，多是套用上年文件时"
        "漏改。",
    ),
    bad=(
        example(
            title="三明市沙县区人民政府办公室关于印发2024年沙县区优化营商环境重点任务分解表的通知",
            opening="经区政府同意，现将《2023年沙县区优化营商环境重点任务分解表》印发给你们。",
            first="",
            first_text="",
            second="",
            second_text="请认真组织实施。",
            attachment_note="",
            attachment="",
        ),
        example(
            title="三明市沙县区人民政府办公室关于印发2024年沙县区优化营商环境重点任务分解表的通知",
            first="",
            first_text="",
            second="",
            attachment_note="",
            attachment="",
            attachment_title="2023年沙县区优化营商环境重点任务分解表",
        ),
    ),
    good=(
        example(
            title="三明市沙县区人民政府办公室关于印发2024年沙县区优化营商环境重点任务分解表的通知",
            opening="经区政府同意，现将《2024年沙县区优化营商环境重点任务分解表》印发给你们。",
            first="",
            first_text="",
            second="",
            second_text="请认真组织实施。",
            attachment_note="",
            attachment="",
        ),
    ),
)
def printed_title_differs(subject: Subject) -> Iterator[Found]:
    """Compare each with the title of the notice, and failing that with one another."""
    names: list[tuple[str, Passage]] = []
    title = subject.outline.masthead.title
    issued = _ISSUES.search(compact(title.text))
    if issued:
        names.append((issued["marked"] or issued["plain"], title))
    printed = printed_document(subject)
    if printed is not None:
        names.append((printed.title.text, printed.title))
    in_text = _named_in_text(subject)
    if in_text:
        names.append((in_text.text, in_text))
    if names and _SEVERAL.search(names[0][0]):
        return
    for name, place in names[1:]:
        if differ(names[0][0], name):
            yield Found(
                (
                    f"“{name}” is called “{names[0][0]}” elsewhere",
                    f"“{name}”与“{names[0][0]}”不一致",
                ),
                place,
                related=(names[0][1],),
            )
            return


def _named_in_text(subject: Subject) -> Passage:
    """Return the name of the document that the text of the notice says it prints."""
    for part in subject.outline.parts:
        if isinstance(part, TextPart) and part.attachment is None:
            match = _IN_TEXT.search(part.prose.text)
            if match:
                return part.prose.repaired.slice(*match.span("name"))
    return EMPTY


@rule(
    code="X07",
    name="attachment-reference",
    severity="warning",
    basis="integrity",
    title=("The text refers to an attachment that is not there", "正文所引的附件不存在"),
    reason=(
        "见附件3 leads nowhere when the notice has two attachments. Mostly one was taken out and "
        "the reference stayed.",
        "正文写“见附件3”而附件只有两个，读者无从查找。多是删去附件后未改正文。",
    ),
    bad=(
        example(second_text="请各责任单位按附件3填写进展情况，于每季度末报送区政府办公室。"),
        example(
            second_text="请各责任单位填写进展情况（见附件2），于每季度末报送区政府办公室。",
        ),
    ),
    good=(
        example(
            second_text="请各责任单位按《工作指南》附件3填写进展情况，每季度末报送区政府办公室。"
        ),
    ),
)
def attachment_reference(subject: Subject) -> Iterator[Found]:
    """Only the notice's own text; attachments may have attachments, and others' are theirs."""
    drafts = subject.outline.attachments
    numbers = [read_number(draft.number) for draft in drafts if draft.number]
    known = max([len(drafts), *(number for number in numbers if number)], default=0)
    if not known:
        return
    for part in subject.outline.parts:
        if not isinstance(part, TextPart) or part.attachment is not None:
            continue
        for span in subject.spans(part.prose.passage):
            text = subject.own_words(subject.paragraph(span.paragraph))
            for match in _REFERENCE.finditer(text, span.start, span.end):
                number = read_number(match["number"])
                before = text[max(0, match.start() - 10) : match.start()]
                if number is None or number <= known or "》" in before or "号" in before:
                    continue
                yield Found(
                    (
                        f"there is no “{match.group()}”; the last has number {known}",
                        f"没有“{match.group()}”，附件共{known}个",
                    ),
                    Span(span.paragraph, match.start(), match.end()),
                )


@rule(
    code="X08",
    name="column-empty",
    severity="warning",
    basis="integrity",
    title=("A column of the task table is empty throughout", "任务表整列为空"),
    reason=(
        "The header promises tasks or units, and no row has any. The cells were lost on the way, "
        "or not filled in.",
        "表头列出了任务或责任单位，各行却都空着，不是转换时丢失，就是尚未填写。",
    ),
    bad=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 |  | 区税务局、区公安局",
                "2 | 推进审批制度改革，公布审批事项清单。 |  | 区自然资源局、区发改局",
                "3 | 开展涉企收费专项检查，公布收费目录。 |  | 区发改局、区民政局",
                header="序号 | 工作任务 | 牵头单位 | 责任单位",
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局 |",
                "2 | 推进审批制度改革，公布审批事项清单。 | 区住建局 | 区自然资源局 |",
                "3 | 开展涉企收费专项检查，公布收费目录。 | 区财政局 | 区发改局 |",
                header="序号 | 工作任务 | 牵头单位 | 责任单位 | 备注",
            ),
        ),
    ),
)
def column_empty(subject: Subject) -> Iterator[Found]:
    """A form to be filled in is empty in every column, and is meant to be."""
    for part in subject.outline.parts:
        if isinstance(part, TablePart):
            for column in empty_columns(part):
                head = part.columns.heads[column]
                yield Found(
                    (
                        f"the column “{compact(head.text.text)}” is empty in every row",
                        f"“{compact(head.text.text)}”一栏各行均为空",
                    ),
                    head.text,
                )


_FILLED_ROLES = ("task", "requirement", "lead", "responsible")


def empty_columns(part: TablePart) -> tuple[int, ...]:
    """Return the columns of tasks or units that no row of a filled table fills."""
    rows = [row for row in part.rows if row.kind == "task"]
    if len(rows) < 2:
        return ()
    columns = [column for role in _FILLED_ROLES for column in part.columns.at(role)]
    empty = [
        column
        for column in columns
        if not any(row.slots[column].content.text.strip() for row in rows)
    ]
    return tuple(empty) if len(empty) < len(columns) else ()
