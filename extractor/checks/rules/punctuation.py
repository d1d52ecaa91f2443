"""Punctuation (标点): GB/T 15834-2011. Runs where widths are the author's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.checks.rule import Edit, Found, Span, example, rule
from extractor.checks.subject import Subject
from extractor.model.document import Paragraph
from extractor.text.characters import HAN

_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_HALF = regex.compile(rf"(?<=[{HAN}）》”])(?:[,:;?!](?=[{HAN}（《“]|\s*$)|\.(?=\s*$))")
_ROUND = regex.compile(r"[（(）)]")
_QUOTES = regex.compile('["“”]')
_BETWEEN_TITLES = regex.compile("(?<=》)、(?=《)|(?<=”)、(?=“)")
_YEARS = regex.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}年?(?P<sign>-{1,2}|[－~一]|——)(?:19|20)[0-9]{2}(?:年|学年)"
)
_ATTACHED = regex.compile(r"^\s*附\s*件\s*[0-9]{0,2}\s*:")


def grouped(edits: Sequence[Edit], message: tuple[str, str]) -> Iterator[Found]:
    """Yield one finding for all the like marks of a paragraph; none where there are none."""
    if not edits:
        return
    places = tuple(Span(edit.paragraph, edit.start, max(edit.end, edit.start)) for edit in edits)
    count = len(edits)
    en, zh = message
    if count > 1:
        en, zh = f"{en} ({count} times)", f"{zh}（共{count}处）"
    yield Found((en, zh), places[0], tuple(edits), related=places[1:])


def _claimed(subject: Subject) -> frozenset[tuple[int, int]]:
    """Return the places of marks that other rules speak of: A02 and X05."""
    found = set()
    span = subject.stretch(subject.outline.masthead.addressees)
    if span is not None:
        found.add((span.paragraph, span.end - 1))
    for paragraph in subject.paragraphs:
        match = _ATTACHED.match(paragraph.text)
        if match:
            found.add((paragraph.id, match.end() - 1))
    return frozenset(found)


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
    bad=(
        example(second_text="请各责任单位于2024年12月20日前,将工作总结报送区政府办公室。"),
        example(note="(此件主动公开)"),
    ),
    good=(
        example(second_text="请各责任单位于12:30前登录系统，将工作总结报送区政府办公室。"),
        example(second_text="请各责任单位登录“OA,邮件”系统，将工作总结报送区政府办公室。"),
    ),
    typographic=True,
    fixable=True,
)
def half_width_mark(subject: Subject) -> Iterator[Found]:
    """Words of others, in quotation or title marks, are left as they are."""
    claimed = _claimed(subject)
    for paragraph in subject.paragraphs:
        text = subject.own_words(paragraph)
        edits = [
            Edit(paragraph.id, match.start(), match.end(), _WIDE[match.group()])
            for match in _HALF.finditer(text)
            if (paragraph.id, match.start()) not in claimed
        ]
        for opening, closing in _pairs(text):
            inside = text[opening + 1 : closing]
            if text[opening] == "(" and text[closing] == ")" and regex.search(f"[{HAN}]", inside):
                edits += [
                    Edit(paragraph.id, opening, opening + 1, "（"),
                    Edit(paragraph.id, closing, closing + 1, "）"),
                ]
        edits.sort()
        if edits:
            first = text[edits[0].start]
            yield from grouped(
                edits,
                (f"write “{_WIDE[first]}” for “{first}”", f"“{first}”应为全角“{_WIDE[first]}”"),
            )


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield round brackets that pair, whatever their widths."""
    opened: list[int] = []
    for match in _ROUND.finditer(text):
        if match.group() in "（(":
            opened.append(match.start())
        elif opened:
            yield opened.pop(), match.start()


@rule(
    code="P02",
    name="mixed-brackets",
    severity="warning",
    basis="GB/T 15834-2011, 4.9",
    title=("A bracket opened full-width and closed half-width, or the reverse", "括号半角全角混用"),
    reason=(
        "The halves of a pair have the same width. A mixed pair looks like a pair and is none to "
        "a program that matches them.",
        "一对括号应同为全角。混用看着成对，程序配对时却配不上。",
    ),
    bad=(example(second_text="请各责任单位将工作总结（含电子版)报送区政府办公室。"),),
    good=(example(second_text="请各责任单位将工作总结（含电子版）报送区政府办公室。"),),
    typographic=True,
    fixable=True,
)
def mixed_brackets(subject: Subject) -> Iterator[Found]:
    """Both become full-width."""
    for paragraph in subject.paragraphs:
        text = subject.own_words(paragraph)
        edits = []
        for opening, closing in _pairs(text):
            if (text[opening] == "（") == (text[closing] == "）"):
                continue
            at = opening if text[opening] == "(" else closing
            edits.append(Edit(paragraph.id, at, at + 1, _WIDE[text[at]]))
        edits.sort()
        if edits:
            half = text[edits[0].start]
            yield from grouped(
                edits,
                (f"write “{_WIDE[half]}” for “{half}”", f"“{half}”应为全角“{_WIDE[half]}”"),
            )


@rule(
    code="P03",
    name="straight-quotes",
    severity="warning",
    basis="GB/T 15834-2011, 4.8",
    title=("Straight quotation marks around Chinese words", "中文使用直引号"),
    reason=(
        "Chinese quotation marks are “ and ”. With straight ones nobody can tell where a "
        "quotation opens and where it closes.",
        '中文引号为“”。直引号 " 不分左右，看不出引文的起止。',
    ),
    bad=(example(second_text='请各责任单位做好"六稳"工作，将工作总结报送区政府办公室。'),),
    good=(
        example(second_text="请各责任单位做好“六稳”工作，将工作总结报送区政府办公室。"),
        example(second_text='屏幕尺寸不小于21.5"的，将工作总结报送区政府办公室。'),
    ),
    typographic=True,
    fixable=True,
)
def straight_quotes(subject: Subject) -> Iterator[Found]:
    """A straight mark closes what is open and opens otherwise; an odd one leaves that open."""
    for paragraph in subject.paragraphs:
        edits, odd = _straight(paragraph)
        if odd is None:
            yield from grouped(edits, ("write “ ” for straight quotes", "直引号应为“”"))
        elif edits:
            message = ("a straight quotation mark has no other half", "直引号不成对")
            yield Found(message, Span(paragraph.id, odd, odd + 1))


def _straight(paragraph: Paragraph) -> tuple[list[Edit], int | None]:
    """Return what straight marks around Chinese words should be, and where their pairing fails.

    “双跨" is closed by its straight mark. One behind a number is inches, where nothing is open.
    """
    text = paragraph.text
    edits: list[Edit] = []
    opened: int | None = None
    for match in _QUOTES.finditer(text):
        at, mark = match.start(), match.group()
        if opened is None:
            if mark == "”":
                return edits, at
            if mark == "“" or not text[:at][-1:].isdigit():
                opened = at
        elif mark == "“":
            return edits, at
        else:
            if regex.search(f"[{HAN}]", text[opened:at]):
                halves = ((opened, "“"), (at, "”"))
                edits += [Edit(paragraph.id, i, i + 1, m) for i, m in halves if text[i] == '"']
            opened = None
    return edits, opened


@rule(
    code="P05",
    name="year-range-sign",
    severity="warning",
    basis="GB/T 15834-2011, 4.13.3.2",
    title=("Years joined by a hyphen", "年份起止未用一字线"),
    reason=(
        "The dash from one year to another is — (U+2014). A hyphen joins the parts of a name or "
        "number, and the character 一 is a number.",
        "表示时间起止用一字线“—”（U+2014）。短横线用于编号、名称的连接，汉字“一”则是数字。",
    ),
    bad=(
        example(second_text="请各责任单位总结2022-2024年工作情况，报送区政府办公室。"),
        example(second_text="请各责任单位总结2022——2024年工作情况，报送区政府办公室。"),
    ),
    good=(
        example(second_text="请各责任单位总结2022—2024年工作情况，报送区政府办公室。"),
        example(second_text="请各责任单位按DB35/T2022-2024标准，将情况报送区政府办公室。"),
    ),
    typographic=True,
    fixable=True,
)
def year_range_sign(subject: Subject) -> Iterator[Found]:
    """A wave (～) is left: it marks ranges too."""
    for paragraph in subject.paragraphs:
        text = subject.own_words(paragraph)
        edits = [Edit(paragraph.id, *match.span("sign"), "—") for match in _YEARS.finditer(text)]
        if edits:
            sign = text[edits[0].start : edits[0].end]
            yield from grouped(
                edits,
                (f"join the years by “—”, not “{sign}”", f"年份之间用“—”，不用“{sign}”"),
            )


@rule(
    code="P10",
    name="comma-between-titles",
    severity="info",
    basis="GB/T 15834-2011, 4.5.3.5",
    title=(
        "、 between titles or quotations that stand side by side",
        "并列的书名号或引号之间用顿号",
    ),
    reason=(
        "The marks 《》 and “” part what they hold; between them the standard uses no 、. It is "
        "kept where brackets with a number stand between.",
        "书名号、引号本身已把并列的内容分开，其间通常不用顿号；有括注文号隔开的，顿号保留。",
    ),
    bad=(example(second_text="请各责任单位按照《方案》、《清单》要求，将情况报送区政府办公室。"),),
    good=(
        example(second_text="请各责任单位按照《方案》《清单》要求，将情况报送区政府办公室。"),
        example(
            second_text="请各责任单位按照《方案》（试行）、《清单》要求，将情况报送区政府办公室。"
        ),
    ),
    fixable=True,
)
def comma_between_titles(subject: Subject) -> Iterator[Found]:
    """The standard says 通常, so this is a remark."""
    for paragraph in subject.paragraphs:
        text = subject.own_words(paragraph)
        edits = [
            Edit(paragraph.id, match.start(), match.end(), "")
            for match in _BETWEEN_TITLES.finditer(text)
        ]
        yield from grouped(edits, ("leave out 、 between titles", "书名号、引号之间的顿号可省"))


@rule(
    code="P11",
    name="mark-unpaired",
    severity="warning",
    basis="GB/T 15834-2011, 4.8, 4.9, 4.15",
    title=("A title or quotation mark lacks its other half", "书名号或引号不成对"),
    reason=(
        "With one half missing, all that follows reads as part of the title or quotation.",
        "缺一半，后文便都成了书名或引文的一部分。",
    ),
    bad=(
        example(second_text="请各责任单位按照《2024年重点任务分解表要求，将情况报送区政府办公室。"),
        example(second_text="请各责任单位做好“六稳“工作，将情况报送区政府办公室。"),
    ),
    good=(example(second_text="请各责任单位按照《方案》和“六稳”要求，将情况报送区政府办公室。"),),
    typographic=True,
)
def mark_unpaired(subject: Subject) -> Iterator[Found]:
    """A line end may have cut a paragraph in two: what the next one closes is not open.

    Straight quotation marks are another rule's; a half that they complete is none.
    """
    for opening, closing in ("《》", "“”"):
        for span in _unpaired(subject, opening, closing):
            mark = subject.text(span)
            if mark == opening and subject.unread and _is_cut_off(subject, span):
                continue
            yield Found((f"“{mark}” has no other half", f"“{mark}”缺另一半"), span)


def _unpaired(subject: Subject, opening: str, closing: str) -> Iterator[Span]:
    opened: list[tuple[int, Span]] = []
    for order, paragraph in enumerate(subject.paragraphs):
        while opened and order - opened[0][0] > _REACH:
            yield opened.pop(0)[1]
        text = _with_curly_quotes(paragraph) if opening == "“" else paragraph.text
        for position, character in enumerate(text):
            if character not in (opening, closing):
                continue
            span = Span(paragraph.id, position, position + 1)
            if character == opening:
                if opened and opening == "“":
                    # “六稳“: two that open in a row, of which the second was to close
                    yield span
                    opened.clear()
                else:
                    opened.append((order, span))
            elif opened:
                opened.pop()
            else:
                yield span
    yield from (span for _, span in opened)


def _with_curly_quotes(paragraph: Paragraph) -> str:
    """Return the text, of the same length, as it reads with its straight marks mended."""
    edits, odd = _straight(paragraph)
    text = list(paragraph.text)
    for edit in edits if odd is None else ():
        text[edit.start] = edit.replacement
    return "".join(text)


def _is_cut_off(subject: Subject, span: Span) -> bool:
    """Whether the sentence after ``span`` does not end: it goes on where nothing was read."""
    rest = subject.paragraph(span.paragraph).text[span.end :].rstrip()
    return not rest.endswith(_STOPS)


_STOPS = ("。", "；", "：", "！", "？", "”", "）")
_REACH = 2
"""How many paragraphs further a mark may be closed, where line ends cut one paragraph."""
