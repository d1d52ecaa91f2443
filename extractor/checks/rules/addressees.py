"""The addressees (主送机关): GB/T 9704-2012, 7.3.2."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.checks.model_notice import task_table
from extractor.checks.norms import ADDRESSED_KINDS, is_carrier, under_standard
from extractor.checks.rule import Edit, Found, Span, example, rule
from extractor.checks.subject import Subject
from extractor.model.notice import Unit
from extractor.structure.outline import TextPart
from extractor.tasks.clauses import is_unit_list
from extractor.text.characters import compact
from extractor.text.passage import Passage
from extractor.vocabulary import load

_BRACKETED = regex.compile(r"[(（〔\[][^()（）〔〕\[\]]*[)）〕\]]")
_PAIRS = {"（": "）", "(": ")", "〔": "〕", "[": "]"}
_LONGEST = 300


def _unmarked(subject: Subject) -> Passage | None:
    """Return the line below the title that lists units and does not end in a colon, or None."""
    head = subject.outline.masthead
    if head.addressees or not head.title or head.kind not in ADDRESSED_KINDS:
        return None
    if not (head.number or subject.outline.ending.signatories):
        return None
    first = next((part for part in subject.outline.parts if isinstance(part, TextPart)), None)
    if first is None or first.attachment is not None or first.prose.label is not None:
        return None
    whole = first.prose.repaired
    bare = whole.text.rstrip("。，,；;、.")
    if not 4 <= len(bare) <= _LONGEST or any(mark in bare for mark in "。；;:：《》"):
        return None
    several = any(mark in bare for mark in "、，,") or bare.startswith("各")
    return whole if several and is_unit_list(bare) else None


@rule(
    code="A01",
    name="addressee-missing",
    severity="warning",
    basis="《党政机关公文处理工作条例》第九条（八）",
    title=("No addressees", "缺主送机关"),
    reason=(
        "A 通知 or 函 says who has to act on it. Without addressees nobody has received it.",
        "通知、函等应写明主送机关，即公文的主要受理机关。没有主送机关，便没有谁必须办理。",
    ),
    bad=(example(addressees=""),),
    good=(
        example(
            title="三明市沙县区人民政府办公室关于2024年优化营商环境重点工作安排的意见",
            addressees="",
        ),
    ),
    profiles=("new",),
)
def addressee_missing(subject: Subject) -> Iterator[Found]:
    """Ask it only of a signed notice of a kind that goes to somebody."""
    head, ending = subject.outline.masthead, subject.outline.ending
    if head.addressees or head.kind not in ADDRESSED_KINDS or not is_carrier(subject):
        return
    if subject.unread or not head.title or not (ending.signatories and ending.issue_date):
        return
    if _unmarked(subject) is None:
        yield Found(("the notice addresses nobody", "正文之前没有主送机关"), head.title)


@rule(
    code="A02",
    name="addressee-colon",
    severity="error",
    basis="GB/T 9704-2012, 7.3.2",
    title=("Addressees do not end in ：", "主送机关后未标全角冒号"),
    reason=(
        "The line of addressees ends in a full-width colon. That mark is how readers and programs "
        "tell it from the text.",
        "主送机关名称后标全角冒号。人和系统都凭它分辨主送机关与正文。",
    ),
    bad=(
        example(addressees="各乡（镇）人民政府、街道办事处，区人民政府各部门。"),
        example(addressees="各乡（镇）人民政府、街道办事处，区人民政府各部门:"),
        example(addressees="各乡（镇）人民政府、街道办事处，区人民政府各部门"),
    ),
    good=(example(addressees="各乡（镇）人民政府："),),
    fixable=True,
    profiles=("new",),
)
def addressee_colon(subject: Subject) -> Iterator[Found]:
    """A half-width colon proves something only where widths are the author's own."""
    head = subject.outline.masthead
    whole = head.addressees or _unmarked(subject)
    span = subject.stretch(whole)
    if not whole or span is None:
        return
    text = subject.text(span)
    if text.endswith("：") or not under_standard(subject):
        return
    if text.endswith(":"):
        if subject.faithful:
            last = Span(span.paragraph, span.end - 1, span.end)
            yield Found(
                ("end the addressees with a full-width ：", "冒号应为全角"),
                last,
                (Edit(*last, "："),),
            )
        return
    marks = len(text) - len(text.rstrip("。，,；;、."))
    place = Span(span.paragraph, span.end - max(marks, 1), span.end)
    edit = Edit(span.paragraph, span.end - marks, span.end, "：")
    yield Found(("end the addressees with ：", "主送机关后应标“：”"), place, (edit,))


@rule(
    code="A03",
    name="addressee-separators",
    severity="info",
    basis="practice",
    title=("Addressees parted by unusual marks", "主送机关之间的标点不合习惯"),
    reason=(
        "Bodies of one kind are parted by 、, groups of them by ，. Semicolons and spaces leave "
        "open where a name ends.",
        "同类机关之间用顿号，类与类之间用逗号。用分号或空格，看不出名称的起止。",
    ),
    bad=(
        example(addressees="各乡（镇）人民政府、街道办事处；区人民政府各部门："),
        example(addressees="各乡（镇）人民政府　区人民政府各部门："),
    ),
    good=(example(addressees="各乡（镇）人民政府、街道办事处，区人民政府各部门、各直属机构："),),
)
def addressee_separators(subject: Subject) -> Iterator[Found]:
    """A single space may be a wrap; a wide one between two names separates."""
    span = subject.stretch(subject.outline.masthead.addressees)
    if span is None or subject.document.pages:
        return
    text = _BRACKETED.sub(lambda match: "＊" * len(match.group()), subject.text(span))
    for match in regex.finditer(
        r"[；;/]|(?<=[^，、；：\s])(?:\u3000|[ ]{2,})(?=[^，、；：\s])", text
    ):
        mark = match.group().strip() or "空格"
        yield Found(
            (f"part the addressees by 、 or ，, not by “{mark}”", f"主送机关之间不用“{mark}”分隔"),
            Span(span.paragraph, span.start + match.start(), span.start + match.end()),
        )


@rule(
    code="A04",
    name="addressee-coverage",
    severity="warning",
    basis="integrity",
    title=(
        "Tasks for bodies the notice does not address",
        "任务涉及的层级未列入主送机关",
    ),
    reason=(
        "Townships or counties are given tasks, but the notice is not addressed to any. They will "
        "not receive it.",
        "任务分给了乡镇或县区，主送机关却没有这一层级，对方收不到文件。",
    ),
    bad=(
        example(
            addressees="区人民政府各部门：",
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局、区公安局",
                "2 | 开展涉企政策宣讲，公布政策清单。 | 区工信局 | 各乡（镇）人民政府、街道办事处",
                header="序号 | 工作任务 | 牵头单位 | 责任单位",
            ),
        ),
    ),
    good=(
        example(
            table=task_table(
                "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局、区公安局",
                "2 | 开展涉企政策宣讲，公布政策清单。 | 区工信局 | 各乡（镇）人民政府、街道办事处",
                header="序号 | 工作任务 | 牵头单位 | 责任单位",
            )
        ),
    ),
)
def addressee_coverage(subject: Subject) -> Iterator[Found]:
    """Look at whole layers (各乡镇) alone; 各有关单位 and 各地 cover any."""
    notice, whole = subject.notice, subject.outline.masthead.addressees
    if not whole or not notice.addressees:
        return
    words = load("checks")["addressees"]
    text = compact(whole.text)
    if any(word in text for word in words["all"]):
        return
    addressed = {unit.level for unit in notice.addressees}
    for task in notice.tasks:
        for unit in (*task.lead_units, *task.responsible_units):
            layer = next((e for e in words["layer"] if _names_layer(unit, e["words"])), None)
            if layer is None or layer["level"] in addressed:
                continue
            if any(word in text for word in layer["addressed_by"]):
                continue
            yield Found(
                (f"“{unit.text}” is not among the addressees", f"主送机关未包括“{unit.text}”"),
                unit.anchor,
                related=(whole,),
            )
            return


def _names_layer(unit: Unit, words: list[str]) -> bool:
    return unit.kind == "collective" and compact(unit.text).startswith(tuple(words))


@rule(
    code="A05",
    name="addressee-self",
    severity="warning",
    basis="integrity",
    title=(
        "The issuer addresses itself, or a bracket is open",
        "主送机关含发文机关自身，或括号不配对",
    ),
    reason=(
        "A notice is not addressed to the body that issues it. A bracket left open makes one name "
        "of all that follows.",
        "发文机关不能是自己的主送机关。括号缺一半，其后的名称会被当成括号里的内容。",
    ),
    bad=(
        example(addressees="三明市沙县区人民政府办公室，区人民政府各部门："),
        example(addressees="各乡（镇人民政府、街道办事处，区人民政府各部门："),
    ),
    good=(example(addressees="各乡（镇）人民政府、街道办事处，区人民政府办公室各股室："),),
)
def addressee_self(subject: Subject) -> Iterator[Found]:
    """The same words, or the same full name where both are certain."""
    whole = subject.outline.masthead.addressees
    if not whole:
        return
    opened = _open_bracket(whole.text)
    if opened is not None:
        yield Found(
            (f"the bracket “{whole.text[opened]}” has no other half", "括号不配对"),
            whole.slice(opened, opened + 1),
        )
        return
    issuers = {compact(unit.text) for unit in subject.notice.issuers}
    for unit in subject.notice.addressees:
        if compact(unit.text) in issuers:
            yield Found(
                (f"“{unit.text}” is the issuer itself", f"“{unit.text}”是发文机关自身"), unit.anchor
            )


def _open_bracket(text: str) -> int | None:
    """Return where a bracket stands that lacks its other half; widths may mix."""
    opened: list[int] = []
    for position, character in enumerate(text):
        if character in _PAIRS:
            opened.append(position)
        elif character in "）)〕]":
            if not opened:
                return position
            opened.pop()
    return opened[0] if opened else None
