"""Characters and numerals (用字、数字): GB/T 15835-2011, 《通用规范汉字表》."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractor.checks.rule import Edit, Found, Span, example, rule
from extractor.checks.rules.punctuation import grouped
from extractor.checks.subject import Subject
from extractor.structure.outline import TextPart
from extractor.text.characters import HAN, fold
from extractor.vocabulary import load

_GAP = regex.compile(rf"(?<=[{HAN}，。；：、”）》])[ \u3000](?=[{HAN}“（《])")
_LABEL_AHEAD = regex.compile(rf"[{HAN}]{{2,8}}[：:]")
_PERCENT = regex.compile(
    r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]+)?(?P<sign>[-~～—–至])[0-9]{1,3}(?:\.[0-9]+)?[%％]"
)
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_BROKEN = regex.compile(rf"[\p{{Co}}\ufffd]|[\x00-\x08\x0b\x0c\x0e-\x1f]|@@|锟斤拷|[{_INVISIBLE}]")
_FULL = regex.compile("[０-９Ａ-Ｚａ-ｚ]+")


@rule(
    code="P04",
    name="space-in-sentence",
    severity="info",
    basis="practice",
    title=("A space within a Chinese sentence", "句中汉字之间有空格"),
    reason=(
        "Chinese words are not parted by spaces. One within a sentence is usually left from a "
        "line that was copied from elsewhere, and hides the word from a search.",
        "汉字之间不留空格。句中的空格多是从别处复制时带来的换行痕迹，会使检索漏词。",
    ),
    bad=(example(second_text="请各责任单位于2024年12月20日前将工作 总结报送区政府办公室。"),),
    good=(
        example(
            second_text="请各责任单位将工作总结报送区政府办公室。联系人：俞 悦，电话：5841234。"
        ),
    ),
    typographic=True,
)
def space_in_sentence(subject: Subject) -> Iterator[Found]:
    """Only whole sentences of the text, where no label or name of two characters is parted."""
    if subject.document.pages:
        return
    for part in subject.outline.parts:
        if not isinstance(part, TextPart) or part.heading is not None:
            continue
        label = part.prose.label
        numbered = part.prose.passage.text.find(label.printed[-1]) + 2 if label else 0
        for span in subject.spans(part.prose.passage.slice(numbered)):
            paragraph = subject.paragraph(span.paragraph)
            text = subject.own_words(paragraph)
            if len(text) < 20 or text.rstrip()[-1:] not in "。；":
                continue
            gaps = [
                Edit(paragraph.id, match.start(), match.end(), "")
                for match in _GAP.finditer(text, span.start, span.end)
                if not _parts_words(text, match.start(), match.end())
            ]
            for found in grouped(gaps, ("a space within a sentence", "句中有空格")):
                yield Found(found.message, found.place, related=found.related)


def _parts_words(text: str, start: int, end: int) -> bool:
    """Whether a space parts labels, columns, or the two characters of a name."""
    if _LABEL_AHEAD.match(text, end) or text[max(0, start - 1)] in "。；：":
        return True
    single_left = start < 2 or not regex.match(f"[{HAN}]", text[start - 2])
    single_right = end + 1 >= len(text) or not regex.match(f"[{HAN}]", text[end + 1])
    return single_left and single_right


@rule(
    code="P06",
    name="percent-range",
    severity="info",
    basis="practice (GB/T 15835-2011)",
    title=("A range of percentages with one %", "百分数范围只写一个百分号"),
    reason=(
        "5～10% may be read as from five to ten per cent or as five, to ten per cent. With both "
        "signs there is no doubt.",
        "“5～10%”可能读成“5 到 10%”。前后都写百分号（5%～10%）便无歧义。",
    ),
    bad=(example(second_text="请各责任单位将办理时限压缩5～10%，将情况报送区政府办公室。"),),
    good=(example(second_text="请各责任单位将办理时限压缩5%～10%，将情况报送区政府办公室。"),),
    fixable=True,
)
def percent_range(subject: Subject) -> Iterator[Found]:
    """The sign behind goes to both."""
    for paragraph in subject.paragraphs:
        for match in _PERCENT.finditer(subject.own_words(paragraph)):
            at = match.start("sign")
            yield Found(
                (
                    f"write % behind both numbers of “{match.group()}”",
                    f"“{match.group()}”前一数也应加%",
                ),
                Span(paragraph.id, match.start(), match.end()),
                (Edit(paragraph.id, at, at, "%"),),
            )


@rule(
    code="P07",
    name="broken-character",
    severity="warning",
    basis="integrity",
    title=("A character that others will not see", "含他人看不到或已损坏的字符"),
    reason=(
        "Private-use codes show as boxes on other machines, replacement characters stand for text "
        "that is already lost, and invisible ones break searches.",
        "自造字在别的机器上显示为方框，替换符表示原字已丢失，不可见字符使检索失效。",
    ),
    bad=(
        example(second_text="请各责任单位将工作\ue5e5总结报送区政府办公室。"),
        example(second_text="请各责任单位将工作\u200b总结报送区政府办公室。"),
    ),
    good=(example(second_text="请各责任单位将工作总结报送㙓头镇人民政府。"),),
    fixable=True,
)
def broken_character(subject: Subject) -> Iterator[Found]:
    """Invisible characters can go; what was lost cannot be guessed.

    Where a font has given codes of its own to every other character, one finding says so.
    """
    lost: list[Span] = []
    for paragraph in subject.paragraphs:
        for match in _BROKEN.finditer(paragraph.text):
            place = Span(paragraph.id, match.start(), match.end())
            if match.group() not in _INVISIBLE:
                lost.append(place)
            elif not subject.document.pages:  # pages use the soft hyphen for a dash
                yield Found(_is_no_text(match.group()), place, (Edit(*place, ""),))
    if len(lost) <= _SINGLY:
        yield from (Found(_is_no_text(subject.text(place)), place) for place in lost)
        return
    message = (
        f"{len(lost)} characters are no text: the font or the file is broken",
        f"有{len(lost)}个字符不是正常文字：字体或文件已损坏",
    )
    yield Found(message, lost[0], related=tuple(lost[1:_SINGLY]))


_SINGLY = 20
"""How many lost characters are told one by one."""


def _is_no_text(characters: str) -> tuple[str, str]:
    code = f"U+{ord(characters[0]):04X}"
    return f"character {code} is not text", f"字符{code}不是正常文字"


@cache
def _traditional() -> tuple[dict[str, str], regex.Pattern[str]]:
    table = dict(load("traditional")["simplified"])
    return table, regex.compile(f"[{''.join(table)}]+")


@rule(
    code="P08",
    name="traditional-character",
    severity="warning",
    basis="《通用规范汉字表》（2013）",
    title=("Traditional characters", "使用繁体字"),
    reason=(
        "Documents in China use the simplified forms. Traditional ones come from an input method "
        "or a copy, and keep the words from being found.",
        "公文使用规范汉字。繁体字多由输入法或复制带入，会使检索漏词。",
    ),
    bad=(example(second_text="请各責任單位將工作总结报送区政府办公室。"),),
    good=(example(second_text="请各责任单位将工作总结报送区政府办公室，校对后记入台账。"),),
    fixable=True,
)
def traditional_character(subject: Subject) -> Iterator[Found]:
    """Quoted words keep theirs."""
    table, pattern = _traditional()
    for paragraph in subject.paragraphs:
        text = subject.own_words(paragraph)
        edits = [
            Edit(paragraph.id, *match.span(), "".join(table[c] for c in match.group()))
            for match in pattern.finditer(text)
        ]
        if edits:
            first = text[edits[0].start : edits[0].end]
            plain = edits[0].replacement
            yield from grouped(edits, (f"write {plain} for {first}", f"“{first}”应为“{plain}”"))


@rule(
    code="P09",
    name="full-width-digit",
    severity="info",
    basis="GB/T 15835-2011, 3.1",
    title=("Full-width digits or letters", "使用全角数字或字母"),
    reason=(
        "Arabic digits and Latin letters are half-width. Full-width ones look alike and are other "
        "characters: 2024 does not find ２０２４.",
        "阿拉伯数字和拉丁字母用半角。全角数字看着一样，检索“2024”却找不到“２０２４”。",
    ),
    bad=(example(second_text="请各责任单位于２０２４年12月20日前将工作总结报送区政府办公室。"),),
    good=(example(second_text="请各责任单位于2024年12月20日前将工作总结报送区政府办公室。"),),
    typographic=True,
    fixable=True,
)
def full_width_digit(subject: Subject) -> Iterator[Found]:
    """Each run of them becomes half-width."""
    for paragraph in subject.paragraphs:
        text = subject.own_words(paragraph)
        edits = [
            Edit(paragraph.id, match.start(), match.end(), fold(match.group()))
            for match in _FULL.finditer(text)
        ]
        if edits:
            first = text[edits[0].start : edits[0].end]
            yield from grouped(
                edits,
                (f"write {fold(first)} for {first}", f"“{first}”应为半角{fold(first)}"),
            )
