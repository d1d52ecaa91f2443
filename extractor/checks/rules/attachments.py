"""Attachments (附件) as announced and as present: GB/T 9704-2012, 7.3.4, 7.3.7."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

import regex

from extractor.checks.norms import is_carrier, under_standard
from extractor.checks.rule import Edit, Found, Span, example, rule
from extractor.checks.subject import Subject
from extractor.structure.announcements import Announced
from extractor.structure.attachments import AttachmentDraft
from extractor.text.characters import compact
from extractor.text.numerals import read_number

_ALIKE = 0.6
"""From here two names are meant to be the same; below, the reader took something else for one."""
_HALF_COLON = regex.compile(r"^\s*附\s*件\s*[0-9]{0,2}\s*:")
_ENDS = "。；;，,.、"


def _announced(subject: Subject) -> tuple[Announced, ...]:
    return subject.outline.ending.announced


def headed(draft: AttachmentDraft) -> bool:
    """Whether a heading 附件 opens it, and not only its title."""
    return draft.present and bool(draft.places) and compact(draft.places[0].text).startswith("附")


def printed_document(subject: Subject) -> AttachmentDraft | None:
    """Return the document that the notice prints, which begins with its title alone."""
    first = subject.outline.attachments[0] if subject.outline.attachments else None
    return first if first and first.present and first.title and not headed(first) else None


def name_of(title: str) -> str:
    """Return what names are compared by: no marks, spaces, or brackets at the end; one dash."""
    bare = regex.sub(r"[《》〈〉<>“”\"'‘’]", "", compact(title)).rstrip("。;,.、")
    bare = regex.sub(r"[-—–－~～―─]+", "-", bare)
    return regex.sub(r"\([^()]{1,12}\)$", "", bare)


def differ(first: str, second: str) -> bool:
    """Whether two names that are meant to be one are not."""
    a, b = name_of(first), name_of(second)
    if not a or not b or a in b or b in a:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE


@rule(
    code="X01",
    name="attachment-absent",
    severity="error",
    basis="GB/T 9704-2012, 7.3.4, 7.3.7",
    title=("An attachment is announced and not there", "附件说明所列附件不在文中"),
    reason=(
        "What the note 附件 names must come with the notice. Where others of the list are in the "
        "file, the missing one was forgotten; where none is, see that they are sent along.",
        "附件说明列出的附件应随文附上。同列的其他附件在文中而独缺其一，是漏附；全都不在文中，请核"
        "对是否另附文件。",
    ),
    bad=(
        example(
            attachment_note="附件：1.2024年沙县区优化营商环境重点任务分解表\n\n2.任务进展情况统"
            "计表",
            attachment="附件1",
        ),
        example(attachment="", attachment_title="", table=""),
    ),
    good=(example(), example(attachment_note="", attachment="", attachment_title="", table="")),
    profiles=("new",),
)
def attachment_absent(subject: Subject) -> Iterator[Found]:
    """Attachments may be files of their own: that none is here is worth a remark alone."""
    absent = [
        draft for draft in subject.outline.attachments if draft.announced and not draft.present
    ]
    if not absent or any(run.paragraph.links for draft in absent for run in draft.places[0].runs):
        return
    if any(headed(draft) for draft in subject.outline.attachments):
        for draft in absent:
            yield Found(
                (f"“{draft.title.text}” is not in the file", f"文中没有附件“{draft.title.text}”"),
                draft.title,
            )
        return
    yield Found(
        (
            f"none of the {len(absent)} attachments is in this file; see that they are sent along",
            f"所列{len(absent)}个附件均不在本文件中，请核对是否另附",
        ),
        absent[0].title,
        severity="info",
        related=tuple(draft.title for draft in absent[1:]),
    )


@rule(
    code="X02",
    name="attachment-unannounced",
    severity="warning",
    basis="GB/T 9704-2012, 7.3.4",
    title=("An attachment that the notice does not announce", "附件未在附件说明中列出"),
    reason=(
        "Below the text the note 附件 lists what is attached, so that a reader knows whether all "
        "has arrived. A document that the notice prints (印发) is no attachment and is not listed.",
        "正文之下应有附件说明，收文者据此核对附件是否齐全。所印发的文件本身不作附件，不必列出。",
    ),
    bad=(example(attachment_note=""),),
    good=(
        example(),
        example(
            title="三明市沙县区人民政府办公室关于印发2024年沙县区优化营商环境重点任务分解表的通知",
            attachment_note="",
            attachment="",
        ),
    ),
    profiles=("new",),
)
def attachment_unannounced(subject: Subject) -> Iterator[Found]:
    """A printed document has attachments of its own, which its own text announces."""
    title = subject.outline.masthead.title.text
    if (
        printed_document(subject) is not None
        or not is_carrier(subject)
        or not under_standard(subject)
    ):
        return
    if any(word in title for word in ("印发", "转发", "发布", "公布")):
        return
    if subject.outline.ending.issue_date is None:
        return
    for draft in subject.outline.attachments:
        if headed(draft) and not draft.announced:
            name = draft.title.text or draft.places[0].text
            yield Found((f"“{name}” is not announced", f"附件说明中没有“{name}”"), draft.places[0])


@rule(
    code="X03",
    name="attachment-title-differs",
    severity="error",
    basis="GB/T 9704-2012, 7.3.7",
    title=("Attachment bears another title than announced", "附件标题与附件说明不一致"),
    reason=(
        "Title and number of an attachment are those that the note gives. Otherwise the reader "
        "cannot tell whether this is the document meant.",
        "附件顺序号和附件标题应与附件说明的表述一致，否则无从判断附的是不是那份文件。",
    ),
    bad=(example(attachment_title="2024年沙县区优化营商环境重点任务分工表"),),
    good=(example(attachment_title="2024 年沙县区优化营商环境重点任务分解表"),),
)
def attachment_title_differs(subject: Subject) -> Iterator[Found]:
    """Names of which one holds the other are taken for the same, shortened."""
    wholes = {entry.whole: entry for entry in _announced(subject)}
    for draft in subject.outline.attachments:
        entry = next((wholes[place] for place in draft.places if place in wholes), None)
        if entry is None or not headed(draft) or not differ(entry.title.text, draft.title.text):
            continue
        yield Found(
            (
                f"the attachment is announced as “{entry.title.text}”",
                f"附件说明写作“{entry.title.text}”，附件标题为“{draft.title.text}”",
            ),
            draft.title,
            related=(entry.title,),
        )


@rule(
    code="X04",
    name="attachment-numbers",
    severity="warning",
    basis="GB/T 9704-2012, 7.3.4",
    title=("Attachments are not numbered 1, 2, 3", "附件顺序号不连续，或单个附件编号"),
    reason=(
        "Several attachments are numbered from 1 without a gap; a single one has no number.",
        "附件不止一件的，从 1 起连续编号；只有一件的不编号。",
    ),
    bad=(
        example(attachment_note="附件：1.2024年沙县区优化营商环境重点任务分解表"),
        example(
            attachment_note="附件：1.2024年沙县区优化营商环境重点任务分解表\n\n3.任务进展统计表",
            attachment="附件1",
            after="附件3\n\n任务进展统计表\n\n每季度末填报。",
        ),
    ),
    good=(
        example(
            attachment_note="附件：1.2024年沙县区优化营商环境重点任务分解表\n\n2.任务进展统计表",
            attachment="附件1",
            after="附件2\n\n任务进展统计表\n\n每季度末填报。",
        ),
    ),
)
def attachment_numbers(subject: Subject) -> Iterator[Found]:
    """The note tells; headings follow it."""
    entries = _announced(subject)
    numbers = [read_number(entry.number) if entry.number else None for entry in entries]
    if not entries or not under_standard(subject):
        return
    if len(entries) == 1:
        if numbers[0] is not None:
            yield Found(
                ("a single attachment has no number", "只有一个附件，不编顺序号"), entries[0].whole
            )
        return
    for order, (entry, number) in enumerate(zip(entries, numbers, strict=True), 1):
        if number != order:
            yield Found(
                (
                    f"number {order} is due here, not {entry.number or 'none'}",
                    f"此处顺序号应为{order}",
                ),
                entry.whole,
            )
            return


@rule(
    code="X05",
    name="attachment-name-marks",
    severity="warning",
    basis="GB/T 9704-2012, 7.3.4",
    title=("Marks around or behind the name of an attachment", "附件说明的标点不合规范"),
    reason=(
        "附件 is followed by a full-width colon; the name of an attachment takes no title marks "
        "and no stop behind it.",
        "“附件”后标全角冒号；附件名称不加书名号，名称后不加标点。",
    ),
    bad=(
        example(attachment_note="附件：2024年沙县区优化营商环境重点任务分解表。"),
        example(attachment_note="附件：《2024年沙县区优化营商环境重点任务分解表》"),
        example(attachment_note="附件:2024年沙县区优化营商环境重点任务分解表"),
    ),
    good=(
        example(
            attachment_note="附件：《政府工作报告》重点任务分解表",
            attachment_title="《政府工作报告》重点任务分解表",
        ),
    ),
    fixable=True,
    profiles=("new",),
)
def attachment_name_marks(subject: Subject) -> Iterator[Found]:
    """Title marks stay that belong to a part of the name."""
    if not under_standard(subject):
        return
    for order, entry in enumerate(_announced(subject)):
        line, name = subject.stretch(entry.whole), subject.stretch(entry.title)
        if line is None or name is None:
            continue
        edits, wrong = [], ""
        text, whole = subject.text(name), subject.text(line)
        colon = _HALF_COLON.match(whole)
        if order == 0 and colon and subject.faithful:
            at = line.start + colon.end() - 1
            edits.append(Edit(line.paragraph, at, at + 1, "："))
            wrong = ":"
        bare = text.rstrip(_ENDS)
        if bare != text:
            edits.append(Edit(name.paragraph, name.start + len(bare), name.end, ""))
            wrong += text[len(bare) :]
        if bare.startswith("《") and bare.endswith("》") and bare.count("《") == 1:
            last = name.start + len(bare)
            edits += [
                Edit(name.paragraph, name.start, name.start + 1, ""),
                Edit(name.paragraph, last - 1, last, ""),
            ]
            wrong += "《》"
        if edits:
            first, last = min(e.start for e in edits), max(e.end for e in edits)
            yield Found(
                (f"mend “{wrong}” in the note of attachments", f"附件说明不用“{wrong}”"),
                Span(name.paragraph, first, last),
                tuple(edits),
            )
