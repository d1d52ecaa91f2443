"""Signature, notes and imprint (署名、附注、版记): GB/T 9704-2012, 7.3.5-7.4."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.checks.norms import (
    DISCLOSURE_SINCE,
    is_carrier,
    issued_since,
    under_standard,
)
from extractor.checks.rule import Edit, Found, Span, example, rule
from extractor.checks.subject import Subject
from extractor.model.notice import Unit
from extractor.text.characters import HAN, compact
from extractor.text.dates import find_dates
from extractor.text.disclosure import find_disclosure

_MOBILE = regex.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9@])")
_IDENTITY = regex.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|"
    r"3[01])[0-9]{3}[0-9Xx](?![0-9])"
)
_GRADES = ("绝密", "机密", "秘密")


@rule(
    code="S03",
    name="signature-differs",
    severity="error",
    basis="《党政机关公文处理工作条例》第九条（十一）",
    title=("The signature is not that of the issuer", "署名与发文机关不一致"),
    reason=(
        "The name below the text is that of the authority in the mark or title. A government and "
        "its office are two authorities.",
        "署名应与发文机关标志或标题中的发文机关一致。政府与政府办公室是两个发文机关。",
    ),
    bad=(example(signature="三明市沙县区人民政府"),),
    good=(example(), example(signature="沙县区人民政府办公室")),
)
def signature_differs(subject: Subject) -> Iterator[Found]:
    """One issuer and one signatory, both of a known name; shortened forms are the same body."""
    notice = subject.notice
    if len(notice.issuers) != 1 or len(notice.signatories) != 1:
        return
    issuer, signatory = notice.issuers[0], notice.signatories[0]
    title = subject.outline.masthead.title.text
    if "等" in title.partition("关于")[0] or _same_body(issuer, signatory):
        return
    yield Found(
        (
            f"“{signatory.text}” signs, “{issuer.text}” issues",
            f"署名为“{signatory.text}”，发文机关为“{issuer.text}”",
        ),
        signatory.anchor,
        related=(issuer.anchor,),
    )


def _same_body(first: Unit, second: Unit) -> bool:
    """Whether two names may be of one body; names that the dictionary does not know may."""
    a, b = (compact(unit.text).removeprefix("中共") for unit in (first, second))
    if a.endswith(b) or b.endswith(a):
        return True
    if first.name is None or second.name is None:
        return True
    return first.name == second.name or first.name.endswith(b) or second.name.endswith(a)


@rule(
    code="S05",
    name="disclosure-missing",
    severity="info",
    basis="practice (国办发〔2016〕80号)",
    title=("No note of how open the document is", "未注明公开属性"),
    reason=(
        "Government bodies state for each document whether it is open to the public, open on "
        "request, or not open; most print it below the date, as （此件主动公开）.",
        "行政机关拟制公文应明确主动公开、依申请公开或不予公开，多在成文日期之下加附注，如"
        "“（此件主动公开）”。",
    ),
    bad=(example(note=""),),
    good=(example(note="（此件依申请公开）"),),
    profiles=("new",),
)
def disclosure_missing(subject: Subject) -> Iterator[Found]:
    """Of notices of government bodies alone, since the duty exists."""
    notice, ending = subject.notice, subject.outline.ending
    if notice.disclosure or ending.issue_date is None or not is_carrier(subject):
        return
    if any(_unbracketed(subject)):
        return
    if not issued_since(subject, DISCLOSURE_SINCE):
        return
    if any(unit.kind not in {"government", "agency"} for unit in notice.issuers):
        return
    if any(entry.name == "disclosure" and entry.value.strip() for entry in notice.catalogue):
        return
    yield Found(
        ("state below the date how open the document is", "成文日期之下未注明公开属性"),
        ending.issue_date.passage,
    )


@rule(
    code="S06",
    name="open-and-secret",
    severity="error",
    basis="《中华人民共和国政府信息公开条例》第十四条",
    title=("A classified document is marked as open", "涉密公文标注公开"),
    reason=(
        "A document with a secrecy grade may not be published. Either mark is wrong; settle which "
        "before it leaves the house.",
        "标有密级的公文不得公开。密级与“主动公开”必有一误，发出之前务必核实。",
    ),
    bad=(example(above="秘密★1年"),),
    good=(example(above="特急"),),
)
def open_and_secret(subject: Subject) -> Iterator[Found]:
    """Look at the grade in the masthead and the note below the date."""
    grade = subject.outline.masthead.secrecy
    if not grade or not compact(grade.text).startswith(_GRADES):
        return
    for note in subject.outline.ending.notes:
        found = find_disclosure(note.text)
        if found and found.code == "active":
            yield Found(
                (
                    f"“{note.text}” on a document marked “{grade.text}”",
                    f"标有“{grade.text}”的公文又注明“{note.text}”",
                ),
                note,
                related=(grade,),
            )


@rule(
    code="S07",
    name="note-brackets",
    severity="info",
    basis="GB/T 9704-2012, 7.3.6",
    title=("Note below the date without brackets", "附注未加圆括号"),
    reason=(
        "A note stands below the date, in round brackets. Without them it reads as part of the "
        "text.",
        "附注居左空二字、加圆括号，编排在成文日期下一行。不加括号，会被当成正文。",
    ),
    bad=(example(note="此件主动公开"), example(note="【此件主动公开】")),
    good=(example(note="（此件主动公开）"),),
    fixable=True,
)
def note_brackets(subject: Subject) -> Iterator[Found]:
    """Only lines that say how open the document is and nothing else."""
    if not under_standard(subject):
        return
    for place, bare in _unbracketed(subject):
        yield Found(
            (f"write （{bare}）", f"应写作“（{bare}）”"), place, (Edit(*place, f"（{bare}）"),)
        )


def _unbracketed(subject: Subject) -> Iterator[tuple[Span, str]]:
    """Yield lines right below the date that say how open the document is, without （）."""
    issued = subject.outline.ending.issue_date
    dated = subject.stretch(issued.passage) if issued else None
    if dated is None:
        return
    for paragraph in subject.paragraphs:
        if not dated.paragraph < paragraph.id <= dated.paragraph + 4:
            continue
        text = paragraph.text.strip()
        bare = text.strip("【】[]〔〕").rstrip("。")
        if text[:1] in "（(" or len(text) > 16 or not compact(bare).startswith(("此件", "本件")):
            continue
        if find_disclosure(bare) is not None:
            start = paragraph.text.index(text)
            yield Span(paragraph.id, start, start + len(text)), bare


@rule(
    code="S08",
    name="personal-data",
    severity="warning",
    basis="《中华人民共和国个人信息保护法》",
    title=(
        "A mobile number or identity number in an open document",
        "公开的公文含手机号、身份证号",
    ),
    reason=(
        "An open document is copied everywhere. Give the telephone of the office instead; "
        "identity numbers never belong in a notice.",
        "公开的公文会被广泛转载。联系方式宜用办公电话；身份证号不应出现在通知中。",
    ),
    bad=(
        example(second_text="请将工作总结报送区政府办公室。联系人：林明，电话：13860500123。"),
        example(second_text="请将工作总结报送区政府办公室。联系人：林明，11010519491231002X。"),
    ),
    good=(
        example(second_text="请将工作总结报送区政府办公室。联系人：林明，电话：0598-5841234。"),
        example(
            second_text="请将工作总结报送区政府办公室。联系人：林明，电话：13860500123。",
            note="（此件不予公开）",
        ),
    ),
)
def personal_data(subject: Subject) -> Iterator[Found]:
    """A document that is not to be published may name them."""
    found = [find_disclosure(note.text) for note in subject.outline.ending.notes]
    if any(entry and entry.code in {"not_public", "on_request"} for entry in found):
        return
    for pattern, en, zh in (
        (_MOBILE, "mobile number", "手机号码"),
        (_IDENTITY, "identity number", "身份证号码"),
    ):
        places = [
            Span(paragraph.id, match.start(), match.end())
            for paragraph in subject.paragraphs
            for match in pattern.finditer(paragraph.text)
        ]
        if len(places) == 1:
            yield Found((f"a personal {en} is given", f"含个人{zh}"), places[0])
        elif places:
            message = (f"{len(places)} personal {en}s are given", f"含{len(places)}个个人{zh}")
            yield Found(message, places[0], related=tuple(places[1:]))


@rule(
    code="S09",
    name="imprint-form",
    severity="info",
    basis="GB/T 9704-2012, 7.4.2, 7.4.3",
    title=("Imprint without its full stop or 印发", "版记缺句号或“印发”"),
    reason=(
        "The last body of 抄送 is followed by a full stop; the line of the printing office ends "
        "in 印发 behind its date.",
        "最后一个抄送机关后标句号；印发机关一行的日期后加“印发”二字。",
    ),
    bad=(
        example(copied="抄送：区委办公室，区人大常委会办公室，区政协办公室"),
        example(printed="三明市沙县区人民政府办公室　2024年4月16日"),
    ),
    good=(example(),),
    fixable=True,
)
def imprint_form(subject: Subject) -> Iterator[Found]:
    """A line of office and date below 抄送 is the imprint's, whatever it lacks."""
    copied = subject.outline.ending.copied_to
    span = subject.stretch(copied)
    if span is None or not under_standard(subject):
        return
    if not copied.text.endswith("。"):
        text = subject.text(span)
        bare = len(text.rstrip("，,；;.、"))
        edit = Edit(span.paragraph, span.start + bare, span.end, "。")
        yield Found(
            ("end 抄送 with a full stop", "最后一个抄送机关后应标句号"),
            Span(span.paragraph, span.end - 1, span.end),
            (edit,),
        )
    if subject.outline.ending.printer:
        return
    below = next((p for p in subject.paragraphs if p.id > span.paragraph and p.text.strip()), None)
    if below is None or not regex.match(rf"\s*[{HAN}]{{4,30}}\s+20[0-9]{{2}}年", below.text):
        return
    dates = find_dates(below.text)
    if dates and not below.text[dates[-1].end :].strip():
        end = len(below.text.rstrip())
        yield Found(
            ("end the line with 印发", "印发日期后应加“印发”二字"),
            Span(below.id, dates[-1].start, end),
            (Edit(below.id, end, end, "印发"),),
        )
